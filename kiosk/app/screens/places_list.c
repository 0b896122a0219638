/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the directory: how many places fit a page, and what it shows of each. */
#include <math.h>

#include "app/screens/places_parts.h"

/* A network without any place: its page says how it is reached. */
static bool is_placeless(const struct view *v)
{
	int network = v->s->filters.network;
	return network >= 0 && v->c->networks[network].places_len == 0;
}

bool places_have_map(const struct view *v)
{
	return map_is_of_use_here(v->s) && !is_placeless(v);
}

float places_gap(const struct view *v)
{
	return fmaxf(mm(v, is_seven(v) ? GRID_GAP : SPACE_3_6), on_glass_mm(v, TARGET_GAP));
}

/* At the normal size rows are as high as drawn. */
static float drawn_row(const struct view *v)
{
	return scale_of(v) < 1.1F ? mm(v, PLACE_ROW) : 0;
}

/* The line of the number, which a row without one has not; mm. */
static float phone_line(struct view *v, float width)
{
	part_phone(v, "0", TYPE_CARD_PHONE);
	float h = measured_mm(v, width);
	ui_drop_last(v->ui);
	return h;
}

/* Other rows of its class have a number: as high as with one. */
static float measured_row(struct view *v, int rank, float width)
{
	int place = v->s->list[rank].place;
	part_place_row(v, place, 1, drawn_row(v));
	float h = measured_mm(v, width);
	ui_drop_last(v->ui);
	bool lacks = !is_seven(v) && place_row_has_phone_below(v) && !contact_number(v, place);
	return h + (lacks ? phone_line(v, width) : 0);
}

/* As high as the longest words of its class need, so that pages need not be built to be counted. Of a class that the
 * list has not: the one below. */
static void measure_rows(struct view *v, float width, struct list_fit *fit)
{
	/* In larger type the state may take a second line; in landscape it has the width, in one column it is brief. */
	bool wraps = scale_of(v) > 1.1F && v->format == FORMAT_PORTRAIT && !is_column(v);
	/* The hours of a day, with a morning and an afternoon, take two lines beside a map. */
	wraps = wraps || (v->s->filters.when > WHEN_NOW && v->format == FORMAT_LANDSCAPE);
	float more = (wraps ? grown_mm(v, STATE_LINE, 1) : 0) + places_gap(v);
	float widest = is_seven(v) && v->s->list_len > 0 ? measured_row(v, v->s->list_widest, width) : 0;
	float highest = fmaxf(widest, mm(v, PLACE_ROW));
	for (int k = 0; k < NAME_CLASSES; k++) {
		int rank = v->s->list_len > 0 ? v->s->list_longest[k] : -1;
		float row = rank >= 0 ? measured_row(v, rank, width) : 0;
		highest = row > 0 && (row > highest || k == 0) ? fmaxf(row, widest) : highest;
		fit->cost[k] = ui_px(v->ui, highest + more) + 1; /* each is rounded to px */
	}
}

bool places_may_pick(const struct view *v)
{
	return v->s->picking || v->s->list_len > 1;
}

/* « 11 lieux, du plus proche au plus loin »; of a day « 4 lieux ouverts samedi, 7 à appeler ». */
static const char *list_heading(struct view *v)
{
	const struct state *s = v->s;
	if (s->picking) {
		return tr(v, STR_TAKE_PICK_TEXT);
	}
	if (s->filters.when == WHEN_ANY || s->list_scoped) {
		return trn(v, s->list_scoped ? STR_PLACES_COUNT_HERE : STR_PLACES_COUNT, s->list_len);
	}
	const char *when = say_when(&v->voice, s->filters.when, &s->local);
	const char *open = say_count(&v->voice, STR_PLACES_OPEN_COUNT, s->list_len - s->list_unsure, when);
	return s->list_unsure > 0 ? say_list(&v->voice, open, trn(v, STR_PLACES_CALL_COUNT, s->list_unsure)) : open;
}

/* Where the page has little room it has the title alone, and the pager says how much there is. */
static bool has_heading(const struct view *v)
{
	return !is_seven(v) && !is_big(v);
}

/* Mock-up 42: the map behind a button below the list. */
static bool has_map_below(const struct view *v)
{
	return v->format == FORMAT_PORTRAIT && is_column(v) && !is_low(v) && places_have_map(v);
}

static void map_below(struct view *v)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "carte",
				       .label = tr(v, STR_PLACES_SEE_MAP),
				       .action = { ACTION_LIST_OR_MAP, 1 },
				       .h = mm(v, BUTTON_H_ROW) });
}

static bool wide_pager(const struct view *v)
{
	return v->format == FORMAT_PORTRAIT && scale_of(v) < 1.2F && !is_low(v);
}

static void view_heading(struct view *v, const struct list_page *page)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER });
	ui_text(v->ui, list_heading(v), (struct text_look){ .type = TYPE_BODY_STRONG, .grow = 1 });
	if (wide_pager(v) && page->pages > 1) {
		ui_text(v->ui, tr2(v, STR_PLACES_PAGE, num(v, page->page + 1), num(v, page->pages)),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
}

/* In one column the way to choose several is behind the filters. */
static void view_pager(struct view *v, const struct list_page *page)
{
	if (is_column(v) || !places_may_pick(v)) {
		part_pager(v, page->page, page->pages);
		return;
	}
	if (v->format == FORMAT_LANDSCAPE &&
			scale_of(v) > 1.1F) { /* three words have no room beside each other there */
		struct button pick = part_pick_button(v);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_4) });
		part_button(v, pick);
		part_pager(v, page->page, page->pages);
		ui_end(v->ui);
		return;
	}
	if (!wide_pager(v) || page->pages < 2) {
		part_pager_with(v, page->page, page->pages, part_pick_button(v));
		return;
	}
	struct button pick = part_pick_button(v);
	pick.grow = 1;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4) });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "precedent",
				       .label = tr(v, STR_PLACES_BEFORE),
				       .h = mm(v, BUTTON_H_PAGER),
				       .grow = 1,
				       .action = { ACTION_PAGE, -1 },
				       .disabled = page->page == 0,
				       .type = TYPE_LABEL });
	part_button(v, pick);
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .label = tr(v, STR_PLACES_NEXT),
				       .icon_after = "suite",
				       .h = mm(v, BUTTON_H_PAGER),
				       .grow = 1,
				       .action = { ACTION_PAGE, 1 },
				       .disabled = page->page + 1 >= page->pages });
	ui_end(v->ui);
}

/* The class of the lowest row of the list. */
static int lowest_class(const struct view *v)
{
	int k = 0;
	while (k + 1 < NAME_CLASSES && v->s->list_longest[k] < 0) {
		k++;
	}
	return k;
}

struct list_fit places_fit(struct view *v, float room, float width)
{
	const struct list_page some = { .pages = 2 };
	float gap = places_gap(v);
	view_pager(v, &some);
	room -= measured_mm(v, width) + gap;
	ui_drop_last(v->ui);
	if (has_heading(v)) {
		view_heading(v, &some);
		room -= measured_mm(v, width) + gap;
		ui_drop_last(v->ui);
	}
	if (has_map_below(v)) {
		map_below(v);
		room -= measured_mm(v, width) + gap;
		ui_drop_last(v->ui);
	}
	part_group(v, REACH_NEAR, 2);
	float head = measured_mm(v, width) + mm(v, SPACE_GROUP);
	ui_drop_last(v->ui);
	struct list_fit fit = { .empty = !is_seven(v) && !is_column(v) && !is_low(v) };
	measure_rows(v, width, &fit);
	for (int k = 0; k <= REACHES; k++) {
		int px = ui_px(v->ui, room + gap - (float)k * head);
		fit.room[k] = px > 1 ? px : 1;
	}
	int lowest = fit.cost[lowest_class(v)];
	/* At seven inches two places without a heading tell more than one below it. */
	bool two = is_seven(v) && 2 * lowest > fit.room[1] && 2 * lowest <= fit.room[0];
	fit.plain = lowest > fit.room[1] || two;
	for (int k = 1; fit.plain && k <= REACHES; k++) {
		fit.room[k] = fit.room[0];
	}
	v->list_fit = fit;
	return fit;
}

/* A network without any place, in the room of the list: its number, or the desk, and what is written about it. */
static void no_place(struct view *v, int network)
{
	const struct network *n = &v->c->networks[network];
	ui_text(v->ui, text_of(v, &n->name), (struct text_look){ .type = TYPE_TITLE2, .role = ROLE_HEADING });
	ui_text(v->ui, text_of(v, &n->publics), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	part_contact(v, network, -1);
	if (article_is_current(v->s, n->article)) {
		part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
					       .label = tr(v, STR_GUIDE_SEE_NETWORK),
					       .action = { ACTION_ARTICLE, n->article },
					       .h = mm(v, BUTTON_H_ROW) });
	}
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .label = tr(v, STR_PLACES_SHOW_ALL),
				       .action = { ACTION_FILTER_NONE, 0 },
				       .h = mm(v, BUTTON_H_ROW) });
	ui_space(v->ui, 1);
}

/* In low reach a page of the largest type may have one row: it says as much of its place as has room above the pager.
 */
static void row_that_fits(struct view *v, const struct list_fit *fit, int rank, int headings)
{
	int room = fit->room[headings] - ui_px(v->ui, places_gap(v)) + 1; /* each is rounded to px */
	int most = is_low(v) && is_big(v) ? PLACE_ROW_WAYS - 1 : 0;
	for (v->brief = 0;; v->brief++) {
		part_place_row(v, v->s->list[rank].place, rank + 1, drawn_row(v));
		if (v->brief >= most || ui_measure_last(v->ui, page_width(v)) <= room) {
			break;
		}
		ui_drop_last(v->ui);
	}
	v->brief = 0;
}

/* With how its distance was measured the row still has its part of the page. */
static bool row_may_say_crow(struct view *v, const struct list_fit *fit, int rank, int rows)
{
	v->says_crow = true;
	part_place_row(v, v->s->list[rank].place, rank + 1, drawn_row(v));
	int h = ui_measure_last(v->ui, page_width(v));
	ui_drop_last(v->ui);
	v->says_crow = false;
	return h <= fit->room[0] / rows - ui_px(v->ui, places_gap(v));
}

/* A place, below the headings of the groups that begin with it, and of those before them that have none. */
static void view_row(struct view *v, const struct list_fit *fit, int rank, const struct list_page *page)
{
	bool first = rank == page->first;
	bool plain = listing_is_plain(&v->s->groups, fit, page->first);
	bool lacks_crow = is_seven(v) && plain && !v->list_says_crow;
	int group = (int)listing_group(&v->s->groups, rank);
	int from = first ? (int)listing_first_group(&v->s->groups, fit, rank)
			 : (int)listing_group(&v->s->groups, rank - 1) + 1;
	int headings = 0;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_GROUP) });
	for (int g = from; !plain && g <= group; g++) {
		if (g == group || fit->empty) {
			const int *from_rank = v->s->groups.from;
			part_group(v, (enum reach)g, from_rank[g + 1] - from_rank[g]);
			headings++;
		}
	}
	v->says_crow = lacks_crow && row_may_say_crow(v, fit, rank, page->len);
	row_that_fits(v, fit, rank, headings);
	v->says_crow = false;
	ui_end(v->ui);
}

struct list_page places_page(const struct view *v, const struct list_fit *fit)
{
	return listing_page(&v->s->groups, fit, v->s->at.page);
}

void places_list(struct view *v, const struct list_fit *fit)
{
	if (is_placeless(v)) {
		no_place(v, v->s->filters.network);
		return;
	}
	if (v->s->list_len == 0) {
		bool here = v->s->list_scoped;
		part_empty(v, tr(v, here ? STR_PLACES_NONE_HERE : STR_PLACES_NONE),
				tr(v, here ? STR_PLACES_NONE_HERE_TEXT : STR_PLACES_NONE_TEXT),
				tr(v, STR_PLACES_SHOW_ALL),
				(struct action){ here ? ACTION_ALL_PLACES : ACTION_FILTER_NONE, 0 });
		ui_space(v->ui, 1);
		return;
	}
	struct list_page page = places_page(v, fit);
	if (has_heading(v)) {
		view_heading(v, &page);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = places_gap(v) });
	for (int i = page.first; i < page.first + page.len; i++) {
		view_row(v, fit, i, &page);
	}
	ui_end(v->ui);
	if (has_map_below(v)) {
		map_below(v);
	}
	view_pager(v, &page);
}
