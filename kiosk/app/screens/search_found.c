/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the search found: its rows. */
#include <string.h>

#include "app/screens/search_parts.h"
#include "base/str.h"

struct found {
	const char *title, *below, *right, *icon, *symbol;
	struct action action;
	const char *phone;             /* or NULL */
	int place;                     /* index, -1: it is none */
	const struct words_lang *lang; /* of the title; NULL: the page's */
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
			NULL, { ACTION_ARTICLE, a - v->c->articles }, NULL, -1, lang_of_text(v, &a->title) };
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
			say_how_far(&v->voice, directory_near(v->s, index)), NULL, n->symbol, { ACTION_PLACE, index },
			contact_number(v, index), index, lang_of_data(v) };
		return true;
	}
	case HIT_THEME: {
		const struct theme *t = catalogue_find_theme_row(v->c, hit->row);
		if (!t) {
			return false;
		}
		*out = (struct found){ text_of(v, &t->title), text_of(v, &t->summary), tr(v, STR_SEARCH_THEME), t->icon,
			NULL, { ACTION_THEME, t - v->c->themes }, NULL, -1, NULL };
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
			n->symbol, { ACTION_NETWORK, index }, phone, -1, NULL };
		return true;
	}
	}
	return false;
}

/* The title in spans, what matched on yellow. */
static void title_spans(struct view *v, const struct found *f, const struct search_hit *hit)
{
	const char *title = f->title;
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
	ui_spans(v->ui, spans, count, (struct text_look){ .type = TYPE_ROW_NAME, .silent = true, .lang = f->lang });
}

static void result_row(struct view *v, const struct search_hit *hit, const struct found *f, float h)
{
	bool above = is_seven(v) && !v->s->results_only; /* two beside each other, above the keyboard */
	struct box box = { .dir = ACROSS,
		.gap = mm(v, SPACE_5_5),
		.pad_x = mm(v, SPACE_6_5_TIGHT),
		.pad_y = mm(v, SPACE_1_5),
		.min_h = h,
		.grow = above ? 1 : 0,
		.align = ALIGN_CENTER };
	if (v->s->picking) { /* places alone are listed */
		part_pick_begin(v, box, f->place, f->title);
	} else {
		part_card_begin(v, box, f->action, f->title, ROLE_BUTTON, false);
	}
	ui_lang(v->ui, f->lang);
	if (f->symbol) {
		part_symbol(v, f->symbol, mm(v, SYMBOL_TITLE), 0, false);
	} else {
		part_icon_square(v, f->icon, mm(v, SQUARE_RESULT), mm(v, ICON_RESULT), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	title_spans(v, f, hit);
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
	if (v->s->picking) {
		part_pick_mark(v, f->place);
	} else if (!above) {
		ui_icon(v->ui, "suite", sign_mm(v, ICON_NEXT), v->p->ink);
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
		if (wanted && search_shown_in(search_tab(v), hit) && describe(v, hit, &f)) {
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
	bool places = search_tab(v) == TAB_ALL || search_tab(v) == TAB_PLACES;
	if (places && listed > 0 && search_count(v, TAB_PLACES) > listed) {
		ui_text(v->ui, trn(v, STR_SEARCH_NEAREST, listed),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
}

/* The places by nearness, in the order of the search within each group. */
static void results_by_nearness(struct view *v)
{
	int count[REACHES + 1] = { 0 };
	for (size_t i = 0; i < v->s->found.hits_len; i++) {
		count[group_of(v, &v->s->found.hits[i]) + 1] += search_shown_in(TAB_PLACES, &v->s->found.hits[i]);
	}
	int listed = 0;
	for (int g = 0; g <= REACHES; g++) {
		listed += count[g];
	}
	/* Else only the first are listed: how many a group has is not known. */
	bool all = listed == search_count(v, TAB_PLACES);
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
	bool places = search_tab(v) == TAB_ALL || search_tab(v) == TAB_PLACES;
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
	search_pick(v);
	open_on_day(v);
	if (search_tab(v) == TAB_PLACES) {
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

bool search_has_rows_above(const struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	bool large_keys = m->mm_per_px > m->glass_mm_per_px * 1.15F; /* than drawn, beside the rest */
	return v->format == FORMAT_LANDSCAPE && !large_keys;
}

static size_t results_above(struct view *v)
{
	if (search_has_rows_above(v)) {
		return ABOVE_MAX;
	}
	size_t seen = 0;
	for (size_t i = 0; i < v->s->found.hits_len && seen < ABOVE_MAX; i++) {
		struct found f;
		if (search_shown_in(search_tab(v), &v->s->found.hits[i]) && describe(v, &v->s->found.hits[i], &f)) {
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
		bool rows = search_has_rows_above(v);
		ui_begin(v->ui, (struct box){ .dir = rows ? DOWN : ACROSS, .gap = mm(v, rows ? SPACE_4 : GRID_GAP) });
		results_of(v, results_above(v), ANY_GROUP);
		ui_end(v->ui);
	} else if (v->s->has_found && v->s->found.hits_len > 0) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = tr1(v, STR_SEARCH_ALL, num(v, (long)v->s->found.hits_len)),
					       .icon_after = "suite",
					       .action = { ACTION_SEARCH_GO, 0 },
					       .h = mm(v, BUTTON_H_SMALL),
					       .snug = is_low(v) }); /* half a page, with the keyboard */
	} else if (v->s->has_found && !is_big(v)) {
		nothing_found(v, true);
	} else if (v->s->has_found) {
		ui_text(v->ui, tr(v, STR_SEARCH_NONE), (struct text_look){ .type = TYPE_NOTE, .role = ROLE_STATUS });
	} else {
		search_proposals_above(v);
	}
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
	search_tabs(v);
	if (!is_seven(v) || !is_big(v)) {
		how_taken(v);
	}
	results(v);
}
