/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who does what in the site's territory; and, for professionals, which communes are far from a desk. */
#include "app/screens/screens.h"

static void page_begin(struct view *v)
{
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .gap = mm(v, SPACE_3_WIDE),
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
				     .pad_bottom = mm(v, SPACE_5_WIDE),
				     .pad_top = mm(v, PAGE_TOP_TIGHT) });
}

static void page_title(struct view *v, const char *title, const char *below)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .keep = !is_big(v) && !is_seven(v), .gap = mm(v, SPACE_1_5) });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE1, .balance = true, .role = ROLE_HEADING });
	if (below) {
		ui_text(v->ui, below, (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	}
	ui_end(v->ui);
}

/* ---- who does what ---- */

/* Some answer of the questionnaire leads to it: networks of the past have an article, and no visitors any more. */
static bool is_answered(const struct view *v, int network)
{
	for (int r = 0; r < v->c->guide.rules_len; r++) {
		for (int i = 0; i < v->c->guide.rules[r].networks_len; i++) {
			if (v->c->guide.rules[r].networks[i].network == network) {
				return true;
			}
		}
	}
	return false;
}

/* The line below a network: its nearest place, or whom it is for. */
static const char *nearest_words(const struct view *v, const struct network *n, int place)
{
	if (place < 0) {
		return text_of(v, &n->publics);
	}
	const struct near *near = directory_near(v->s, place);
	const char *far = say_how_far(&v->voice, near);
	return near_is_here(near) ? far : tr2(v, STR_TERRITORY_NEAREST, v->c->places[place].commune, far);
}

static void network_row(struct view *v, int network)
{
	const struct network *n = &v->c->networks[network];
	int place = territory_nearest(v->s, network);
	int count = territory_places(v->s, network);
	bool article = article_is_current(v->s, n->article);
	struct action action = place >= 0 ? (struct action){ ACTION_PLACE, place }
			       : article  ? (struct action){ ACTION_ARTICLE, n->article }
					  : (struct action){ ACTION_NONE, 0 };
	if (action.type == ACTION_NONE) {
		return; /* nothing is known but the name */
	}
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_5),
					.pad_x = mm(v, SPACE_6_5),
					.pad_y = mm(v, SPACE_2),
					.min_h = mm(v, BUTTON_H_LARGE),
					.align = ALIGN_CENTER },
			action, text_of(v, &n->name), ROLE_BUTTON, false);
	part_symbol(v, n->symbol, mm(v, SQUARE_LIST), 0, false);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	bool tight = is_seven(v) && is_big(v); /* a heading and its first row would be more than a page, a long word
						  more than a line */
	ui_text(v->ui, text_of(v, tight ? &n->short_name : &n->name),
			(struct text_look){ .type = TYPE_TITLE3, .silent = true });
	if (!tight) {
		ui_text(v->ui, nearest_words(v, n, place),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	if (count > 0 && !is_big(v)) {
		ui_text(v->ui, trn(v, STR_TERRITORY_PLACES, count),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_icon(v->ui, "suite", sign_mm(v, ICON_NEXT), v->p->ink);
	ui_end(v->ui);
}

/* Those that advise, or those that only inform. */
static void networks_of(struct view *v, enum string_id heading, bool advice)
{
	bool begun = false;
	for (size_t i = 0; i < v->c->networks_len; i++) {
		const struct network *n = &v->c->networks[i];
		if (((n->levels & LEVEL_ADVICE) != 0) != advice || (n->places_len == 0 && !is_answered(v, (int)i))) {
			continue;
		}
		if (!begun) {
			ui_text(v->ui, tr(v, heading), (struct text_look){ .type = TYPE_TITLE2, .role = ROLE_HEADING });
			begun = true;
		}
		network_row(v, (int)i);
	}
}

void view_territory(struct view *v)
{
	int at = v->s->site ? v->s->site->territory : -1;
	page_begin(v);
	page_title(v, tr(v, STR_TERRITORY_TITLE),
			at >= 0 ? tr1(v, STR_TERRITORY_TEXT, text_of(v, &v->c->territories[at].name)) : NULL);
	networks_of(v, STR_TERRITORY_DESK, false);
	networks_of(v, STR_TERRITORY_ADVICE, true);
	ui_end(v->ui);
}

/* ---- far from a desk ---- */

void enter_coverage(struct state *s, struct effects *fx)
{
	(void)fx;
	territory_measure(s);
	s->selected = -1;
	territory_show(s);
}

void fit_coverage(struct state *s)
{
	territory_show(s);
}

static void commune_row(struct view *v, const struct remote_commune *r)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4_WIDE), .align = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, v->c->communes[r->commune].name, (struct text_look){ .type = TYPE_TITLE3 });
	if (r->place >= 0) {
		ui_text(v->ui, v->c->places[r->place].name,
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	if (r->place >= 0) {
		ui_text(v->ui, say_distance(&v->voice, r->metres),
				(struct text_look){ .type = TYPE_TITLE3, .align = ALIGN_END });
	}
	ui_end(v->ui);
}

/* How many are far, of all communes of the territory, or of those that an older bundle knows. */
static const char *coverage_words(struct view *v, const struct remote *r)
{
	int of = r->all ? r->all : r->of;
	if (r->len == 0) {
		return tr1(v, r->all ? STR_COVERAGE_ALL_NEAR : STR_COVERAGE_NONE, num(v, of));
	}
	return tr2(v, r->all ? STR_COVERAGE_OF_ALL : STR_COVERAGE_TEXT, num(v, r->len), num(v, of));
}

void view_coverage(struct view *v)
{
	const struct remote *r = &v->s->remote;
	page_begin(v);
	page_title(v, tr(v, STR_COVERAGE_TITLE), coverage_words(v, r));
	if (r->of > 0 && map_is_of_use(v->s, v->s->camera.lon, v->s->camera.lat)) {
		part_coverage_map(v);
	}
	for (int i = 0; i < r->len; i++) {
		commune_row(v, &r->at[i]);
		ui_rule(v->ui, v->p->hairline, mm(v, STROKE_HAIRLINE));
	}
	ui_end(v->ui);
}
