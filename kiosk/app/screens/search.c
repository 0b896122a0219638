/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search with the on-screen keyboard (mock-up 08). */
#include <string.h>

#include "app/screens/screens.h"
#include "base/str.h"

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

/* ---- keyboard ---- */

static const enum language_rule pages[] = {
	[KEYBOARD_LETTERS] = LANGUAGE_KEYS_LETTERS,
	[KEYBOARD_ACCENTS] = LANGUAGE_KEYS_ACCENTS,
	[KEYBOARD_DIGITS] = LANGUAGE_KEYS_DIGITS,
};

static const char *page_keys(const struct view *v, enum keyboard_page page)
{
	return v->c->languages[v->s->lang].rules[pages[page]];
}

static void key(struct view *v, uint32_t code_point)
{
	char *label = arena_alloc(v->a, 5, 1);
	size_t len = utf8_put(code_point, label);
	label[len] = '\0';
	float h = mm(v, LETTER_KEY_H);
	bool pressed = v->s->press.down && v->s->press.inside && v->s->press.action.type == ACTION_KEY &&
		       v->s->press.action.arg == (int64_t)code_point;
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.grow = 1,
					.h = h,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = pressed ? v->p->surface2 : v->p->surface,
					.border = v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_KEY) });
	ui_role(v->ui, ROLE_KEY, label);
	ui_action(v->ui, ACTION_KEY, code_point == 0x2019 ? '\'' : (int64_t)code_point);
	ui_text(v->ui, label,
			(struct text_look){
					.type = TYPE_KEY,
					.align = ALIGN_CENTER,
					.silent = true,
			});
	ui_end(v->ui);
}

static void row_keys(struct view *v, const char *keys, size_t len)
{
	const char *end = keys + len;
	while (keys < end) {
		key(v, utf8_next(&keys, end));
	}
}

static void wide_key(struct view *v, const char *icon, const char *label, struct action action, float grow,
		enum button_kind kind)
{
	part_button(v, (struct button){ .kind = kind,
				       .icon = icon,
				       .label = label,
				       .action = action,
				       .grow = grow,
				       .h = mm(v, LETTER_KEY_H),
				       .type = TYPE_KEY_WORD,
				       .role = ROLE_KEY });
}

static void suggestions(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3),
					.align = ALIGN_CENTER,
					.min_h = mm(v, SUGGESTIONS_H) });
	size_t count = v->s->has_found ? v->s->found.suggestions_len : 0;
	if (count > 0) {
		ui_text(v->ui, tr(v, STR_SEARCH_SUGGESTED),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	for (size_t i = 0; i < count && i < 3; i++) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = v->s->found.suggestions[i],
					       .action = { ACTION_SUGGESTION, (int64_t)i },
					       .h = 17,
					       .type = TYPE_NOTE_STRONG });
	}
	ui_end(v->ui);
}

static void keyboard(struct view *v)
{
	const char *at = page_keys(v, v->s->keyboard);
	float gap = mm(v, LETTER_KEY_GAP);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.fill = v->p->surface2,
					.pad_x = mm(v, SPACE_5_TIGHT),
					.pad_top = mm(v, SPACE_4_TIGHT),
					.pad_bottom = mm(v, KEYBOARD_PAD_BOTTOM),
					.gap = gap });
	if (!is_seven(v)) {
		suggestions(v);
	}
	for (int i = 0; i < LANGUAGE_KEY_ROWS; i++) {
		const char *row;
		size_t len;
		(void)language_next(&at, &row, &len);
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = gap });
		row_keys(v, row, len);
		if (i + 1 == LANGUAGE_KEY_ROWS) {
			wide_key(v, "effacer", is_seven(v) ? "" : tr(v, STR_SEARCH_CLEAR),
					(struct action){ ACTION_BACKSPACE, 0 }, 2.2F, BUTTON_QUIET);
		}
		ui_end(v->ui);
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = gap });
	float page = mm(v, LETTER_PAGE_GROW); /* the words of a key on one line; the space bar gives the room */
	bool digits = v->s->keyboard == KEYBOARD_DIGITS;
	bool accents = v->s->keyboard == KEYBOARD_ACCENTS;
	wide_key(v, NULL, tr(v, digits ? STR_SEARCH_LETTERS : STR_SEARCH_DIGITS),
			(struct action){ ACTION_KEYBOARD, KEYBOARD_DIGITS }, page, BUTTON_QUIET);
	if (!str_equal(page_keys(v, KEYBOARD_ACCENTS), LANGUAGE_NONE)) {
		wide_key(v, NULL, tr(v, accents ? STR_SEARCH_LETTERS : STR_SEARCH_ACCENTS),
				(struct action){ ACTION_KEYBOARD, KEYBOARD_ACCENTS }, page, BUTTON_QUIET);
	}
	wide_key(v, "espace", tr(v, STR_SEARCH_SPACE), (struct action){ ACTION_KEY, ' ' }, mm(v, LETTER_SPACE_GROW),
			BUTTON_SECONDARY);
	wide_key(v, "recherche", tr(v, STR_SEARCH_GO), (struct action){ ACTION_SEARCH_GO, 0 }, 3.1F, BUTTON_PRIMARY);
	ui_end(v->ui);
	ui_end(v->ui);
}

/* ---- field and results ---- */

/* There is room for the keyboard or for what was found: then Chercher leads from one to the other, and the field leads
 * back. */
static bool tight(const struct view *v)
{
	return is_seven(v) || (v->format == FORMAT_LANDSCAPE && is_big(v));
}

static void field(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4),
					.pad_x = mm(v, SPACE_6),
					.min_h = mm(v, FIELD_H),
					.align = ALIGN_CENTER,
					.fill = v->p->surface,
					.border = v->p->ink,
					.border_mm = mm(v, STROKE_HEAVY),
					.radius = mm(v, RADIUS_CARD) });
	ui_role(v->ui, ROLE_TEXTBOX, tr(v, STR_SEARCH_FIELD));
	if (tight(v) && v->s->results_only) {
		ui_action(v->ui, ACTION_SEARCH_EDIT, 0);
	}
	ui_value(v->ui, v->s->query);
	ui_icon(v->ui, "recherche", mm(v, ICON_ROW), v->p->ink);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 0.8F, .align = ALIGN_CENTER, .grow = 1 });
	if (v->s->query[0]) {
		ui_text(v->ui, v->s->query, (struct text_look){ .type = TYPE_QUERY, .silent = true, .max_lines = 1 });
	} else if (!is_seven(v) && !is_big(v)) {
		ui_text(v->ui, tr(v, STR_SEARCH_START_TEXT),
				(struct text_look){ .type = TYPE_BODY,
						.color = v->p->ink2,
						.silent = true,
						.max_lines = 1 });
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .w = mm(v, CARET_W), .h = mm(v, CARET_H), .fill = v->p->primary });
	ui_end(v->ui);
	ui_space(v->ui, 1);
	ui_end(v->ui);
	if (v->s->query[0]) {
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

static bool shown_in(enum search_tab tab, const struct search_hit *hit)
{
	bool place = hit->kind == HIT_PLACE || hit->kind == HIT_NETWORK;
	return tab == TAB_ALL || (tab == TAB_PLACES) == place;
}

static int count_in(const struct view *v, enum search_tab tab)
{
	int count = 0;
	for (size_t i = 0; i < v->s->found.hits_len; i++) {
		count += shown_in(tab, &v->s->found.hits[i]);
	}
	return count;
}

static void tab_pill(struct view *v, enum search_tab tab, enum string_id label)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .label = tr1(v, label, num(v, count_in(v, tab))),
				       .action = { ACTION_TAB, tab },
				       .chosen = v->s->tab == tab,
				       .pill = true,
				       .h = mm(v, TAB_H),
				       .type = TYPE_NOTE_STRONG,
				       .role = ROLE_TAB });
}

struct found {
	const char *title, *below, *right, *icon, *symbol;
	struct action action;
};

static bool describe(struct view *v, const struct search_hit *hit, struct found *out)
{
	*out = (struct found){ 0 };
	switch (hit->kind) {
	case HIT_ARTICLE: {
		const struct article_head *a = catalogue_find_article_row(v->c, hit->row);
		if (!a) {
			return false;
		}
		const struct theme *t = &v->c->themes[a->theme];
		*out = (struct found){ words(v, &a->title), words(v, &t->title), tr(v, STR_SEARCH_ARTICLE), t->icon,
			NULL, { ACTION_ARTICLE, a - v->c->articles } };
		return true;
	}
	case HIT_PLACE: {
		const struct place *p = catalogue_find_place_row(v->c, hit->row);
		if (!p) {
			return false;
		}
		int index = (int)(p - v->c->places);
		const struct network *n = &v->c->networks[p->network];
		*out = (struct found){ p->name, words(v, &n->publics),
			say_distance(&v->voice, directory_metres(v->s, index)), NULL, n->symbol,
			{ ACTION_PLACE, index } };
		return true;
	}
	case HIT_THEME: {
		const struct theme *t = catalogue_find_theme_row(v->c, hit->row);
		if (!t) {
			return false;
		}
		*out = (struct found){ words(v, &t->title), words(v, &t->summary), tr(v, STR_SEARCH_THEME), t->icon,
			NULL, { ACTION_THEME, t - v->c->themes } };
		return true;
	}
	case HIT_NETWORK: {
		const struct network *n = catalogue_find_network_row(v->c, hit->row);
		if (!n) {
			return false;
		}
		int index = (int)(n - v->c->networks);
		struct action action = n->places_len > 0 || !article_is_current(v->s, n->article)
						       ? (struct action){ ACTION_NETWORK, index }
						       : (struct action){ ACTION_ARTICLE, n->article };
		*out = (struct found){ words(v, &n->name), words(v, &n->publics), tr(v, STR_SEARCH_NETWORK), NULL,
			n->symbol, action };
		return true;
	}
	}
	return false;
}

/* The title in spans, what matched on yellow. */
static void title_spans(struct view *v, const char *title, const struct search_hit *hit)
{
	struct text_span *spans = ARENA_ARRAY(v->a, struct text_span, 2 * SEARCH_RANGES_MAX + 1);
	size_t count = 0;
	size_t len = strlen(title);
	size_t at = 0;
	for (int i = 0; i < hit->ranges_len; i++) {
		size_t from = hit->ranges[i].from;
		size_t to = hit->ranges[i].to;
		if (from < at || to > len || from >= to || !utf8_valid(title + at, from - at) ||
				!utf8_valid(title + from, to - from)) {
			continue; /* another language's title than the one that was searched */
		}
		if (from > at) {
			spans[count++] = (struct text_span){ title + at, from - at, FONT_BOLD, 0 };
		}
		spans[count++] = (struct text_span){ title + from, to - from, FONT_BOLD, 1 };
		at = to;
	}
	if (at < len) {
		spans[count++] = (struct text_span){ title + at, len - at, FONT_BOLD, 0 };
	}
	ui_spans(v->ui, spans, count,
			(struct text_look){ .type = TYPE_ROW_NAME,
					.max_lines = is_seven(v) && !v->s->results_only ? 1 : 0,
					.silent = true });
}

static void result_row(struct view *v, const struct search_hit *hit, const struct found *f, float h)
{
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_5),
					.pad_x = mm(v, SPACE_6_5_TIGHT),
					.pad_y = mm(v, SPACE_1_5),
					.min_h = h,
					.align = ALIGN_CENTER },
			f->action, f->title, ROLE_BUTTON, false);
	if (f->symbol) {
		part_symbol(v, f->symbol, mm(v, SYMBOL_TITLE), 0, false);
	} else {
		part_icon_square(v, f->icon, mm(v, SQUARE_RESULT), mm(v, ICON_RESULT), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	title_spans(v, f->title, hit);
	if (!is_seven(v)) {
		ui_text(v->ui, f->below,
				(struct text_look){ .type = TYPE_NOTE,
						.color = v->p->ink2,
						.silent = true,
						.max_lines = is_big(v) ? 0 : 1 });
	}
	ui_end(v->ui);
	if (!is_big(v)) {
		ui_text(v->ui, f->right, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_icon(v->ui, "suite", mm(v, ICON_NEXT), v->p->ink);
	ui_end(v->ui);
}

static void results_of(struct view *v, size_t most)
{
	float h = mm(v, RESULT_ROW) * (1 + (scale_of(v) - 1) * 0.7F);
	size_t count = 0;
	for (size_t i = 0; i < v->s->found.hits_len && count < most; i++) {
		const struct search_hit *hit = &v->s->found.hits[i];
		struct found f;
		if (shown_in(v->s->tab, hit) && describe(v, hit, &f)) {
			result_row(v, hit, &f, h);
			count++;
		}
	}
}

/* What was found, on as many pages as it needs. */
static void results(struct view *v)
{
	part_flow(v, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_4) });
	results_of(v, v->s->found.hits_len);
	ui_end(v->ui);
}

static void nothing_found(struct view *v)
{
	part_empty(v, tr(v, STR_SEARCH_NONE), tr(v, STR_SEARCH_NONE_TEXT), tr(v, STR_HOME_GUIDE),
			(struct action){ ACTION_OPEN, SCREEN_GUIDE });
}

/* Above the keyboard: the first of what was found, or only how much it is. */
static void found_above(struct view *v)
{
	if (v->s->has_found && v->s->found.hits_len > 0 && !is_big(v)) {
		results_of(v, 1);
	} else if (v->s->has_found && v->s->found.hits_len > 0) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = tr1(v, STR_SEARCH_ALL, num(v, (long)v->s->found.hits_len)),
					       .icon_after = "suite",
					       .action = { ACTION_SEARCH_GO, 0 },
					       .h = mm(v, BUTTON_H_SMALL) });
	} else if (v->s->has_found && !is_big(v)) {
		nothing_found(v);
	} else if (v->s->has_found) {
		ui_text(v->ui, tr(v, STR_SEARCH_NONE), (struct text_look){ .type = TYPE_BODY, .role = ROLE_STATUS });
	}
}

static void found_part(struct view *v)
{
	if (!v->s->has_found) {
		return;
	}
	if (v->s->found.hits_len == 0) {
		part_flow(v, (struct box){ .dir = DOWN, .grow = 1 });
		nothing_found(v);
		ui_end(v->ui);
		return;
	}
	if (!is_seven(v)) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 3, .align = ALIGN_CENTER });
		tab_pill(v, TAB_ALL, STR_SEARCH_ALL);
		tab_pill(v, TAB_ARTICLES, STR_SEARCH_ARTICLES);
		tab_pill(v, TAB_PLACES, STR_SEARCH_PLACES);
		if (v->s->found.corrected[0] && !is_big(v)) {
			ui_text(v->ui, tr1(v, STR_SEARCH_CORRECTED, v->s->found.corrected),
					(struct text_look){ .type = TYPE_NOTE,
							.color = v->p->ink2,
							.grow = 1,
							.align = ALIGN_END,
							.max_lines = 1 });
		}
		ui_end(v->ui);
	}
	results(v);
}

void view_search(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool keys = !tight(v) || !v->s->results_only;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = portrait ? margin(v) : 0,
					.gap = mm(v, SPACE_4),
					.pad_top = mm(v, PAGE_TOP_TIGHT) });
	if (portrait) {
		ui_text(v->ui, tr(v, STR_SEARCH_TITLE),
				(struct text_look){ .type = TYPE_TITLE1,
						.role = ROLE_HEADING,
						.max_lines = is_big(v) ? 0 : 1 });
	}
	field(v);
	if (tight(v) && keys) {
		found_above(v);
	} else {
		found_part(v);
	}
	ui_space(v->ui, 1);
	ui_end(v->ui);
	if (keys) {
		ui_rule(v->ui, v->p->border, 0.3F);
		keyboard(v);
	}
}
