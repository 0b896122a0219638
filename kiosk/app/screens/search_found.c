/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the search found: its rows, and the choice between articles and places. */
#include <string.h>

#include "app/screens/search_parts.h"
#include "base/str.h"

/* Under which choice each kind of result stands, besides all of them. */
static const enum search_tab tab_of[HIT_KINDS] = {
	[HIT_ARTICLE] = TAB_ARTICLES,
	[HIT_THEME] = TAB_ARTICLES,
	[HIT_NETWORK] = TAB_NETWORKS,
	[HIT_PLACE] = TAB_PLACES,
};

static bool shown_in(enum search_tab tab, const struct search_hit *hit)
{
	return tab == TAB_ALL || tab_of[hit->kind] == tab;
}

/* All that matches, whether it is listed or not. */
static int count_in(const struct view *v, enum search_tab tab)
{
	size_t count = 0;
	for (int kind = 0; kind < HIT_KINDS; kind++) {
		count += tab == TAB_ALL || tab_of[kind] == tab ? v->s->found.totals[kind] : 0;
	}
	return (int)count;
}

struct tab_choice {
	enum search_tab tab;
	enum string_id label;
};

static struct button tab_pill(struct view *v, const struct tab_choice *c)
{
	return (struct button){ .kind = BUTTON_SECONDARY,
		.label = tr1(v, c->label, num(v, count_in(v, c->tab))),
		.action = { ACTION_TAB, c->tab },
		.chosen = v->s->tab == c->tab,
		.pill = true,
		.h = mm(v, TAB_H),
		.grow = is_seven(v) ? 1 : 0,
		.type = TYPE_NOTE_STRONG,
		.role = ROLE_TAB };
}

struct found {
	const char *title, *below, *right, *icon, *symbol;
	struct action action;
	const char *phone; /* or NULL */
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
		*out = (struct found){ text_of(v, &a->title), text_of(v, &t->title), tr(v, STR_SEARCH_ARTICLE), t->icon,
			NULL, { ACTION_ARTICLE, a - v->c->articles }, NULL };
		return true;
	}
	case HIT_PLACE: {
		const struct place *p = catalogue_find_place_row(v->c, hit->row);
		if (!p) {
			return false;
		}
		int index = (int)(p - v->c->places);
		const struct network *n = &v->c->networks[p->network];
		*out = (struct found){ p->name, text_of(v, &n->publics),
			say_distance(&v->voice, directory_metres(v->s, index)), NULL, n->symbol,
			{ ACTION_PLACE, index }, contact_number(v, index) };
		return true;
	}
	case HIT_THEME: {
		const struct theme *t = catalogue_find_theme_row(v->c, hit->row);
		if (!t) {
			return false;
		}
		*out = (struct found){ text_of(v, &t->title), text_of(v, &t->summary), tr(v, STR_SEARCH_THEME), t->icon,
			NULL, { ACTION_THEME, t - v->c->themes }, NULL };
		return true;
	}
	case HIT_NETWORK: {
		const struct network *n = catalogue_find_network_row(v->c, hit->row);
		if (!n) {
			return false;
		}
		int index = (int)(n - v->c->networks);
		const char *phone = n->contact && n->contact->phone[0] ? n->contact->phone : NULL;
		*out = (struct found){ text_of(v, &n->name), text_of(v, &n->publics), tr(v, STR_SEARCH_NETWORK), NULL,
			n->symbol, { ACTION_NETWORK, index }, phone };
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
	ui_spans(v->ui, spans, count, (struct text_look){ .type = TYPE_ROW_NAME, .silent = true });
}

static void result_row(struct view *v, const struct search_hit *hit, const struct found *f, float h)
{
	bool above = is_seven(v) && !v->s->results_only; /* two beside each other, above the keyboard */
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_5),
					.pad_x = mm(v, SPACE_6_5_TIGHT),
					.pad_y = mm(v, SPACE_1_5),
					.min_h = h,
					.grow = above ? 1 : 0,
					.align = ALIGN_CENTER },
			f->action, f->title, ROLE_BUTTON, false);
	if (f->symbol) {
		part_symbol(v, f->symbol, mm(v, SYMBOL_TITLE), 0, false);
	} else {
		part_icon_square(v, f->icon, mm(v, SQUARE_RESULT), mm(v, ICON_RESULT), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	title_spans(v, f->title, hit);
	bool beside = !is_big(v) && !is_seven(v); /* the number stands below the distance, else below the name */
	if (!above && (!f->phone || !is_seven(v)) && !(is_seven(v) && is_big(v))) {
		ui_text(v->ui, f->below, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = true });
	}
	if (!above && f->phone && !beside) {
		part_phone(v, f->phone, TYPE_NOTE_STRONG);
	}
	ui_end(v->ui);
	if (!is_big(v) && !above) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .align = ALIGN_END });
		ui_text(v->ui, f->right,
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .align = ALIGN_END });
		if (f->phone && beside) {
			part_phone(v, f->phone, TYPE_NOTE_STRONG);
		}
		ui_end(v->ui);
	}
	if (!above) {
		ui_icon(v->ui, "suite", mm(v, ICON_NEXT), v->p->ink);
	}
	ui_end(v->ui);
}

/* Where among the places a hit stands: those that are none (networks) before the first group. */
static int group_of(const struct view *v, const struct search_hit *hit)
{
	const struct place *p = hit->kind == HIT_PLACE ? catalogue_find_place_row(v->c, hit->row) : NULL;
	return p ? (int)reach_of(directory_near(v->s, (int)(p - v->c->places))) : -1;
}

enum { ANY_GROUP = -2 };

/* Of one group, or of all: at most so many. */
static void results_of(struct view *v, size_t most, int group)
{
	float h = mm(v, RESULT_ROW) * (1 + (scale_of(v) - 1) * 0.7F);
	size_t count = 0;
	for (size_t i = 0; i < v->s->found.hits_len && count < most; i++) {
		const struct search_hit *hit = &v->s->found.hits[i];
		bool wanted = group == ANY_GROUP || group_of(v, hit) == group;
		struct found f;
		if (wanted && shown_in(v->s->tab, hit) && describe(v, hit, &f)) {
			result_row(v, hit, &f, h);
			count++;
		}
	}
}

/* Of many places the first are listed, and the end of the list says so. */
static void end_of_list(struct view *v)
{
	int listed = 0;
	for (size_t i = 0; i < v->s->found.hits_len; i++) {
		listed += v->s->found.hits[i].kind == HIT_PLACE;
	}
	bool places = v->s->tab == TAB_ALL || v->s->tab == TAB_PLACES;
	if (places && listed > 0 && count_in(v, TAB_PLACES) > listed) {
		ui_text(v->ui, tr1(v, STR_SEARCH_NEAREST, num(v, listed)),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
}

/* The places by nearness, in the order of the search within each group. */
static void results_by_nearness(struct view *v)
{
	int count[REACHES + 1] = { 0 };
	for (size_t i = 0; i < v->s->found.hits_len; i++) {
		count[group_of(v, &v->s->found.hits[i]) + 1] += shown_in(TAB_PLACES, &v->s->found.hits[i]);
	}
	int listed = 0;
	for (int g = 0; g <= REACHES; g++) {
		listed += count[g];
	}
	/* Else only the first are listed: how many a group has is not known. */
	bool all = listed == count_in(v, TAB_PLACES);
	results_of(v, v->s->found.hits_len, -1);
	for (int g = 0; g < REACHES; g++) {
		if (count[g + 1] > 0) {
			part_group(v, (enum reach)g, all ? count[g + 1] : GROUP_UNCOUNTED);
			results_of(v, v->s->found.hits_len, g);
		}
	}
}

/* The next of the days that were asked for. */
static enum when day_asked_for(const struct view *v)
{
	int today = date_weekday(state_today(v->s));
	for (int ahead = 0; ahead < 7; ahead++) {
		if (v->s->found.days & 1U << (today + ahead) % 7) {
			return (enum when)(WHEN_TODAY + ahead);
		}
	}
	return WHEN_ANY;
}

/* A day was named: the way to all places that are open then. */
static void open_on_day(struct view *v)
{
	enum when when = day_asked_for(v);
	bool places = v->s->tab == TAB_ALL || v->s->tab == TAB_PLACES;
	if (places && when != WHEN_ANY) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "calendrier",
					       .label = tr1(v, STR_SEARCH_OPEN_ON,
							       say_when(&v->voice, when, &v->s->local)),
					       .icon_after = "suite",
					       .action = { ACTION_OPEN_ON, when },
					       .h = mm(v, BUTTON_H_ROW) });
	}
}

/* What was found, on as many pages as it needs. */
static void results(struct view *v)
{
	part_flow(v, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, is_seven(v) ? GRID_GAP : SPACE_4) });
	open_on_day(v);
	if (v->s->tab == TAB_PLACES) {
		results_by_nearness(v);
	} else {
		results_of(v, v->s->found.hits_len, ANY_GROUP);
	}
	end_of_list(v);
	ui_end(v->ui);
}

static void nothing_found(struct view *v, bool above)
{
	const char *title = tr(v, STR_SEARCH_NONE);
	const char *text = tr(v, STR_SEARCH_NONE_TEXT);
	struct action guide = { ACTION_OPEN, SCREEN_GUIDE };
	if (above) {
		part_empty_above(v, title, text, tr(v, STR_HOME_GUIDE), guide);
	} else {
		part_empty(v, title, text, tr(v, STR_HOME_GUIDE), guide);
	}
}

/* Characters of a title that two lines of half the width surely hold: a third line would push the keyboard off the
 * screen. */
enum { TITLE_BESIDE_MAX = 32, ABOVE_MAX = 2 };

static size_t characters(const char *text)
{
	const char *end = text + strlen(text);
	size_t count = 0;
	while (text < end) {
		(void)utf8_next(&text, end);
		count++;
	}
	return count;
}

static size_t results_above(struct view *v)
{
	size_t seen = 0;
	for (size_t i = 0; i < v->s->found.hits_len && seen < ABOVE_MAX; i++) {
		struct found f;
		if (shown_in(v->s->tab, &v->s->found.hits[i]) && describe(v, &v->s->found.hits[i], &f)) {
			seen++;
			if (characters(f.title) > TITLE_BESIDE_MAX) {
				return 1;
			}
		}
	}
	return ABOVE_MAX;
}

void search_found_above(struct view *v)
{
	if (v->s->has_found && v->s->found.hits_len > 0 && !is_big(v)) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, GRID_GAP) });
		results_of(v, results_above(v), ANY_GROUP);
		ui_end(v->ui);
	} else if (v->s->has_found && v->s->found.hits_len > 0) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = tr1(v, STR_SEARCH_ALL, num(v, (long)v->s->found.hits_len)),
					       .icon_after = "suite",
					       .action = { ACTION_SEARCH_GO, 0 },
					       .h = mm(v, BUTTON_H_SMALL) });
	} else if (v->s->has_found && !is_big(v)) {
		nothing_found(v, true);
	} else if (v->s->has_found) {
		ui_text(v->ui, tr(v, STR_SEARCH_NONE), (struct text_look){ .type = TYPE_NOTE, .role = ROLE_STATUS });
	} else {
		search_proposals_above(v);
	}
}

static void tab_row(struct view *v, const struct tab_choice *choices, size_t len)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3_WIDE), .align = ALIGN_CENTER });
	for (size_t i = 0; i < len; i++) {
		part_button(v, tab_pill(v, &choices[i]));
	}
	ui_end(v->ui);
}

/* A choice without results is not offered. Where large type leaves no room for all of them, in two rows: a label that
 * is narrower than its words is cut. */
static void tabs(struct view *v)
{
	static const struct tab_choice all[] = { { TAB_ALL, STR_SEARCH_ALL }, { TAB_ARTICLES, STR_SEARCH_ARTICLES },
		{ TAB_NETWORKS, STR_SEARCH_NETWORKS }, { TAB_PLACES, STR_SEARCH_PLACES } };
	struct tab_choice offered[ARRAY_LEN(all)];
	size_t len = 0;
	int width = 0;
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		if (all[i].tab == TAB_ALL || count_in(v, all[i].tab) > 0) {
			offered[len++] = all[i];
			width += part_button_px(v, tab_pill(v, &all[i])) +
				 (len > 1 ? ui_px(v->ui, mm(v, SPACE_3_WIDE)) : 0);
		}
	}
	bool whole = len < 3 || is_seven(v) || width <= ui_px(v->ui, page_width(v));
	size_t first = whole ? len : (len + 1) / 2;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_3_WIDE) });
	tab_row(v, offered, first);
	if (first < len) {
		tab_row(v, offered + first, len - first);
	}
	ui_end(v->ui);
}

/* What was looked for in place of what was typed. */
static void how_taken(struct view *v)
{
	const struct search_results *found = &v->s->found;
	if (found->around[0]) {
		ui_text(v->ui, tr1(v, STR_SEARCH_AROUND, found->around),
				(struct text_look){ .type = TYPE_NOTE, .role = ROLE_STATUS });
	}
	if (found->corrected[0] && !is_big(v) && !is_seven(v)) {
		ui_text(v->ui, tr1(v, STR_SEARCH_CORRECTED, found->corrected),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
}

void search_found(struct view *v)
{
	if (!v->s->has_found) {
		search_proposals(v);
		return;
	}
	if (v->s->found.hits_len == 0) {
		part_flow(v, (struct box){ .dir = DOWN, .grow = 1 });
		nothing_found(v, false);
		ui_end(v->ui);
		return;
	}
	if (!is_seven(v) || !is_big(v)) {
		tabs(v);
		how_taken(v);
	}
	results(v);
}
