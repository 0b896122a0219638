/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the questionnaire found (mock-up 04). */
#include "app/screens/result_parts.h"
#include "base/str.h"

enum { BRIEF_MOST = 3 };

/* Of the answers; at seven inches on the last page alone, where there is room. */
static void answers_checked(struct view *v, bool last)
{
	if (date_is_set(v->c->guide.verified) && (!is_seven(v) || is_big(v) || last)) {
		part_checked(v, v->c->guide.verified, v->c->stale_days);
	}
}

/* All that the answers say is written so in the visitor's language. */
static bool is_easy(const struct view *v)
{
	const struct guide_result *r = &v->s->result;
	bool all = has_easy_words(v, r->easy) && (!r->bring || has_easy_words(v, r->bring_easy));
	for (int i = 0; i < r->networks_len; i++) {
		all = all && has_easy_words(v, r->networks[i].easy);
	}
	return all;
}

static void not_easy(struct view *v)
{
	if (v->s->options[OPTION_EASY] && !is_easy(v)) {
		part_not_easy(v);
	}
}

static int per_page(const struct view *v)
{
	return is_seven(v) || scale_of(v) > 1.1F ? 1 : 2;
}

static void networks_head(struct view *v, int page, int pages)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER });
	ui_text(v->ui, tr(v, STR_GUIDE_WHO),
			(struct text_look){ .type = TYPE_TITLE2, .grow = 1, .role = ROLE_HEADING });
	if (pages > 1) {
		part_button(v, (struct button){ .kind = BUTTON_QUIET,
					       .label = tr(v, STR_GUIDE_MORE),
					       .icon_after = "suite",
					       .action = { ACTION_PAGE, page + 1 < pages ? 1 : -page },
					       .h = mm(v, BUTTON_H_SMALL),
					       .type = TYPE_NOTE_STRONG,
					       .pill = true });
	} else {
		ui_text(v->ui, trn(v, STR_GUIDE_PLACES_FOR_YOU, v->s->result.networks_len),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
}

/* Again, or take away. At seven inches the other answers lie between them (mock-up 30): `to_page` is how far on the
 * next one is, 0 where there is none. */
static void result_buttons(struct view *v, int to_page)
{
	bool few = is_big(v) && is_seven(v); /* its pages have few rows: once, at the end */
	bool below = few && scale_of(v) > 1.4F;
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS, .gap = mm(v, SPACE_4_WIDE), .keep = !few });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "synchro",
				       .label = tr(v, STR_GUIDE_AGAIN),
				       .action = { ACTION_GUIDE_AGAIN, 0 },
				       .h = mm(v, BUTTON_H_LARGE),
				       .grow = below ? 0 : 0.45F });
	if (to_page) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = tr(v, STR_GUIDE_MORE),
					       .action = { ACTION_PAGE, to_page },
					       .h = mm(v, BUTTON_H_LARGE),
					       .grow = 1 });
	}
	part_button(v, (struct button){ .kind = BUTTON_ACCENT,
				       .icon = "mobile",
				       .label = tr(v, to_page || (few && !below) ? STR_PLACE_TAKE_SHORT
										 : STR_GUIDE_TAKE),
				       .action = { ACTION_TAKE, 0 },
				       .h = mm(v, BUTTON_H_LARGE),
				       .grow = below ? 0 : 1,
				       .type = TYPE_LABEL_LARGE });
	ui_end(v->ui);
}

/* Room of a page of the flow at seven inches, below its title and above its pager, mm. */
static float seven_room(const struct view *v, float title)
{
	const struct metrics *m = ui_metrics(v->ui);
	float gap = mm(v, SPACE_4);
	return (float)m->height_px * m->mm_per_px - mm(v, PAGE_TOP) - mm(v, SPACE_5_WIDE) - row_mm(v) - gap -
	       (title > 0 ? title + gap : 0);
}

/* A card that says as much as has room on one page; where it has none even so, all, over several. */
static void card_seven(struct view *v, int index, float room)
{
	const struct guide_network *g = &v->s->result.networks[index];
	bool fits = false;
	for (v->brief = 0; !fits && v->brief <= BRIEF_MOST; v->brief++) {
		part_result_network(v, g, index == 0);
		fits = ui_last_fits(v->ui, page_width(v), room);
		if (!fits) {
			ui_drop_last(v->ui);
		}
	}
	v->brief = 0;
	if (!fits) {
		part_result_network(v, g, index == 0);
	}
}

/* Larger type than the page is drawn for: every network in turn. */
static void view_big(struct view *v)
{
	const struct guide_result *r = &v->s->result;
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
				     .pad_bottom = mm(v, SPACE_5_WIDE),
				     .pad_top = mm(v, PAGE_TOP),
				     .gap = mm(v, SPACE_4) });
	ui_text(v->ui, easy_words(v, r->easy, r->title),
			(struct text_look){ .type = TYPE_TITLE1, .balance = true, .role = ROLE_HEADING });
	float title = is_seven(v) ? measured_mm(v, page_width(v)) : 0;
	not_easy(v);
	if (!is_seven(v) || r->networks_len == 0) {
		part_result_levels_below(v);
	}
	if (!is_seven(v)) { /* there the first card stands below the title, which says as much */
		ui_text(v->ui, tr(v, STR_GUIDE_WHO), (struct text_look){ .type = TYPE_TITLE2, .role = ROLE_HEADING });
	}
	for (int i = 0; i < r->networks_len; i++) {
		if (is_seven(v)) {
			card_seven(v, i, seven_room(v, i == 0 ? title : 0));
		} else {
			part_result_network(v, &r->networks[i], i == 0);
		}
	}
	part_result_bring(v);
	struct reading reading = result_reading(v, 1);
	if (is_seven(v)) { /* the rows of articles are parted as they fit: they fill the last pages */
		answers_checked(v, true);
		result_buttons(v, 0);
		part_result_reading_all(v, &reading);
	} else {
		part_result_reading_all(v, &reading);
		answers_checked(v, true);
		result_buttons(v, 0);
	}
	ui_end(v->ui);
}

/* What is said over the networks. */
static void result_head(struct view *v)
{
	if (v->format == FORMAT_PORTRAIT) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
		ui_icon(v->ui, "rond-valide", mm(v, ICON_NEXT), v->p->success);
		ui_text(v->ui, tr(v, STR_GUIDE_DONE),
				(struct text_look){ .type = TYPE_PROGRESS, .color = v->p->success });
		ui_end(v->ui);
	}
	ui_text(v->ui, easy_words(v, v->s->result.easy, v->s->result.title),
			(struct text_look){ .type = TYPE_TITLE1, .balance = true, .role = ROLE_HEADING });
	not_easy(v);
}

/* What the page has besides its networks: the levels, a line on the one that was found, the first articles. */
struct room {
	bool levels, texts;
	int articles;
	int brief;    /* what the cards leave to the page behind their button */
	bool further; /* not the first page, which has said what to have at hand */
	int page;
	int first, count; /* networks on it */
	int of_networks;  /* pages that have networks */
	int rows;         /* articles on a page that has nothing else */
};

/* That page of the networks; after the last of `pages`, which has articles to read, comes the first again. */
static void networks(struct view *v, const struct room *room, int page, int pages)
{
	bool side = v->format == FORMAT_LANDSCAPE;
	if (!is_seven(v)) { /* there the card has its room, and the way to the others is among the buttons */
		networks_head(v, page, pages);
	}
	ui_begin(v->ui, (struct box){ .dir = side ? ACROSS : DOWN, .gap = mm(v, SPACE_4) });
	for (int i = room->first; i < room->first + room->count; i++) {
		if (side) {
			ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
		}
		part_result_network(v, &v->s->result.networks[i], i == 0);
		if (side) {
			ui_end(v->ui);
		}
	}
	ui_end(v->ui);
}

/* The networks come page by page; then what to read, on pages of its own, of which portrait shows the first already. */
static void view_drawn(struct view *v, struct room room)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	struct reading reading = result_reading(v, room.rows);
	int of_networks = room.of_networks;
	int pages = of_networks + result_reading_pages(&reading, portrait ? room.articles : 0);
	int page = room.page < pages ? room.page : pages > 0 ? pages - 1 : 0;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = portrait ? margin_mm(v) : 0,
					.pad_bottom = mm(v, SPACE_5_WIDE),
					.pad_top = mm(v, RESULT_PAD_TOP),
					.gap = mm(v, RESULT_GAP) });
	if (page < of_networks || of_networks == 0) {
		result_head(v);
		if (room.levels && (!is_seven(v) || of_networks == 0)) {
			part_result_levels(v, room.texts);
		}
		networks(v, &room, page, pages);
		if (!is_seven(v) && !room.further) {
			part_result_bring(v);
		}
		if (portrait) {
			part_result_reading_first(v, &reading, room.articles, of_networks - page);
		}
	} else {
		if (!is_seven(v)) {
			result_head(v);
		}
		part_result_reading_page(v, &reading, page - of_networks, page + 1 < pages ? 1 : -page);
		if (page == of_networks) { /* the further ones have the room for what there is to read */
			part_result_bring(v);
		}
	}
	answers_checked(v, page + 1 >= pages);
	ui_space(v->ui, 1);
	bool more = is_seven(v) && page < of_networks && pages > 1;
	result_buttons(v, !more ? 0 : page + 1 < pages ? 1 : -page);
	ui_end(v->ui);
}

/* What gives way first where names and reasons are long; ways to reach people have the room of the levels, which the
 * title names. */
static bool room_of(const struct view *v, int step, struct room *room)
{
	bool texts = v->format == FORMAT_PORTRAIT && scale_of(v) < 1.3F;
	const struct room rooms[] = { { .levels = true, .texts = texts, .articles = 2 },
		{ .levels = true, .articles = 1 }, { .articles = 1 }, { .articles = 0 }, { .brief = 1 }, { .brief = 2 },
		{ .brief = BRIEF_MOST } };
	int len = (int)ARRAY_LEN(rooms);
	int whole = len - 3; /* elsewhere than at seven inches a card has its room */
	room->further = !is_seven(v) && step == whole && room->first > 0;
	if (step >= (is_seven(v) ? len : whole) && !room->further) {
		return false;
	}
	const struct room *has = &rooms[room->further ? whole - 1 : step];
	room->levels = has->levels;
	room->texts = has->texts;
	room->articles = has->articles;
	room->brief = has->brief;
	return true;
}

static void view_room(struct view *v)
{
	v->brief = v->room->brief;
	view_drawn(v, *v->room);
	v->brief = 0;
}

/* Draws the page in the most room that it fits in; false: in none, and nothing is drawn. */
static bool draw_page(struct view *v, struct room room)
{
	bool fit = false;
	for (int step = 0; !fit && room_of(v, step, &room); step++) {
		v->room = &room;
		v->one_column = false;
		fit = part_drawn(v, view_room);
	}
	v->room = NULL;
	return fit;
}

/* Every page of articles fits with that many rows on it. */
static bool reading_fits(struct view *v, struct room room)
{
	struct reading reading = result_reading(v, room.rows);
	int pages = result_reading_pages(&reading, 0);
	for (int i = 0; i < pages; i++) {
		room.page = room.of_networks + i;
		if (!draw_page(v, room)) {
			return false;
		}
		ui_drop_last(v->ui);
	}
	return true;
}

/* As many articles on each of their pages as fit on all of them: titles take two lines here and one there, and the last
 * page says when the answers were checked. False: one alone does not fit. */
static bool part_reading_into_pages(struct view *v, struct room *shown)
{
	shown->rows = result_reading_rows(v);
	while (shown->rows > 0 && !reading_fits(v, *shown)) {
		shown->rows--;
	}
	if (shown->rows == 0) {
		return false;
	}
	struct reading reading = result_reading(v, shown->rows);
	int pages = result_reading_pages(&reading, 0);
	struct room even = *shown;
	even.rows = pages > 0 ? (reading.len + pages - 1) / pages : shown->rows;
	if (even.rows < shown->rows && reading_fits(v, even)) { /* rather than one alone on the last page */
		shown->rows = even.rows;
	}
	return true;
}

/* Parts the networks into pages, each with as many as fit, and finds those of the page that is shown. The parts are the
 * same whichever page that is. False: one network alone does not fit. */
static bool part_into_pages(struct view *v, struct room *shown)
{
	int len = v->s->result.networks_len;
	int at = 0;
	int page = 0;
	while (at < len) {
		int left = len - at;
		/* Taken as one of several pages, which has the button to the others. */
		struct room room = { .page = page,
			.first = at,
			.count = left < per_page(v) ? left : per_page(v),
			.of_networks = len,
			.rows = result_reading_rows(v) };
		while (room.count > 0 && !draw_page(v, room)) {
			room.count--;
		}
		if (room.count == 0) {
			return false;
		}
		ui_drop_last(v->ui);
		if (page <= v->s->at.page) { /* the last one stands for those after it */
			*shown = room;
		}
		at += room.count;
		page++;
	}
	shown->page = v->s->at.page;
	shown->of_networks = page;
	return part_reading_into_pages(v, shown);
}

void view_result(struct view *v)
{
	struct room shown = { 0 };
	if (!is_big(v) && part_into_pages(v, &shown)) {
		(void)draw_page(v, shown); /* else as in large type */
	}
	if (is_big(v)) {
		view_big(v);
	}
}
