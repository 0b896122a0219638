/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search with the on-screen keyboard (mock-up 08). */
#include <string.h>

#include "app/screens/search_parts.h"
#include "base/str.h"
#include "draw/direction.h"

/* ---- what the page does ---- */

/* The index holds every article; what is no longer valid is not a result. */
static void leave_out_expired(struct state *s)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->found.hits_len; i++) {
		const struct search_hit *hit = &s->found.hits[i];
		const struct article_head *a = hit->kind == HIT_ARTICLE && s->catalogue
							       ? catalogue_find_article_row(s->catalogue, hit->row)
							       : NULL;
		if (a && !article_is_current(s, (int)(a - s->catalogue->articles))) {
			s->found.total -= s->found.total > 0 ? 1 : 0;
			s->found.totals[HIT_ARTICLE] -= s->found.totals[HIT_ARTICLE] > 0 ? 1 : 0;
			continue;
		}
		s->found.hits[kept++] = *hit;
	}
	s->found.hits_len = kept;
}

static void on_found(struct state *s, const struct event *ev)
{
	if (ev->found.question == s->question) {
		s->found = ev->found.results;
		leave_out_expired(s);
		s->has_found = s->query[0] != '\0';
		s->dirty = true;
	}
}

static void on_text(struct state *s, const struct event *ev, struct effects *fx)
{
	const char *at = ev->text;
	const char *end = at + strnlen(ev->text, sizeof ev->text);
	while (at < end) {
		act(s, (struct action){ ACTION_KEY, utf8_next(&at, end) }, fx);
	}
}

void answer_search(struct state *s, const struct event *ev, struct effects *fx)
{
	if (ev->type == EVENT_TEXT) {
		on_text(s, ev, fx);
	} else if (ev->type == EVENT_FOUND) {
		on_found(s, ev);
	}
}

/* ---- what it shows ---- */

/* There is room for the keyboard or for what was found: then Chercher leads from one to the other, and the field leads
 * back. In landscape the keyboard leaves room for one or two rows of results. */
static bool is_tight(const struct view *v)
{
	return is_seven(v) || is_low(v) || v->format == FORMAT_LANDSCAPE;
}

static void field(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4),
					.pad_start = mm(v, SPACE_6),
					.pad_end = mm(v, FIELD_END),
					.min_h = mm(v, FIELD_H),
					.align = ALIGN_CENTER,
					.fill = v->p->surface,
					.border = v->p->ink,
					.border_mm = mm(v, STROKE_HEAVY),
					.radius = mm(v, RADIUS_CARD) });
	ui_role(v->ui, ROLE_TEXTBOX, tr(v, STR_SEARCH_FIELD));
	if (is_tight(v) && v->s->results_only) {
		ui_action(v->ui, ACTION_SEARCH_EDIT, 0);
	}
	ui_value(v->ui, v->s->query);
	ui_icon(v->ui, "recherche", mm(v, ICON_ROW), v->p->ink);
	/* The words begin on the side of their script: the caret stands behind them. */
	size_t len = strlen(v->s->query);
	bool rtl = direction_of(v->s->query, len, false);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.direction = len == 0 ? DIRECTION_AROUND
						     : rtl    ? DIRECTION_RTL
							      : DIRECTION_LTR,
					.gap = mm(v, CARET_GAP),
					.align = ALIGN_CENTER,
					.grow = 1 });
	if (v->s->query[0]) {
		ui_text(v->ui, v->s->query, (struct text_look){ .type = TYPE_QUERY, .silent = true, .max_lines = 1 });
	} else if (!is_seven(v) && !is_big(v)) {
		ui_text(v->ui, tr(v, STR_SEARCH_START_TEXT),
				(struct text_look){ .type = TYPE_BODY, .color = v->p->ink2, .silent = true });
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .w = mm(v, CARET_W), .h = mm(v, CARET_H), .fill = v->p->primary });
	ui_end(v->ui);
	ui_space(v->ui, 1);
	ui_end(v->ui);
	if (is_tight(v) && v->s->results_only) { /* the keyboard has its room: the field says how it comes back */
		ui_icon(v->ui, "clavier", mm(v, ICON_ROW), v->p->ink);
		ui_text(v->ui, is_big(v) ? "" : tr(v, STR_SEARCH_EDIT),
				(struct text_look){ .type = TYPE_LABEL, .silent = true, .max_lines = 1 });
		ui_gap(v->ui, mm(v, SPACE_4));
	} else if (v->s->query[0]) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "fermer",
					       .label = is_seven(v) && is_big(v) ? "" : tr(v, STR_SEARCH_CLEAR),
					       .name = tr(v, STR_SEARCH_CLEAR),
					       .action = { ACTION_CLEAR, 0 },
					       .h = mm(v, FIELD_BUTTON),
					       .type = TYPE_LABEL });
	}
	ui_end(v->ui);
}

void view_search(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool keys = !is_tight(v) || !v->s->results_only;
	bool half = is_low(v) && is_big(v) && keys; /* of a page, to the last px */
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = portrait ? margin_mm(v) : 0,
					.gap = mm(v, is_seven(v) ? GRID_GAP
							: half   ? SPACE_3
								 : SPACE_4),
					.pad_top = half ? 0 : mm(v, is_seven(v) ? GRID_EDGE : PAGE_TOP_TIGHT),
					.pad_bottom = is_seven(v)          ? mm(v, keys ? GRID_GAP : GRID_EDGE)
						      : !portrait && !keys ? mm(v, SPACE_5_WIDE)
									   : 0 });
	if (portrait && !is_low(v)) {
		ui_text(v->ui, tr(v, STR_SEARCH_TITLE),
				(struct text_look){ .type = TYPE_TITLE1, .role = ROLE_HEADING });
	}
	field(v);
	if (is_tight(v) && keys) {
		if (!search_keyboard_is_high(v)) {
			search_found_above(v);
		}
	} else {
		search_found(v);
	}
	bool full = keys && is_seven(v); /* six rows: not even a gap is left */
	if ((keys || !v->s->has_found) && !full) {
		ui_space(v->ui, 1);
	}
	ui_end(v->ui);
	if (keys) {
		if (!is_seven(v)) {
			ui_rule(v->ui, v->p->border, mm(v, STROKE_RULE));
		}
		search_keyboard(v);
	}
}
