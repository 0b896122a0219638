/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the visitor collected to take away (mock-up 40): the things with their numbers, and one code of all of them. */
#include "app/say_route.h"
#include "app/screens/take.h"

void enter_basket(struct state *s, struct effects *fx)
{
	(void)fx;
	s->take_code = 0;
}

/* Code and things stand on one page, where it is drawn for that; else the code is one touch away. */
static bool is_with_code(const struct view *v)
{
	return !is_seven(v) && !is_big(v) && (v->format == FORMAT_PORTRAIT || scale_of(v) < 1.1F);
}

static struct take *things(struct view *v)
{
	struct take *take = ARENA_NEW(v->a, struct take);
	for (int i = 0; i < v->s->basket.len; i++) {
		take_add(take, take_kept(v, v->s->basket.at[i]));
	}
	take->numbered = take->len > 1;
	return take;
}

/* What kind of thing it is, and how it is now. */
static const char *row_below(struct view *v, struct kept kept)
{
	switch (kept.kind) {
	case KEPT_NETWORK:
		return tr(v, STR_CONTACT_NO_COUNTER);
	case KEPT_ARTICLE: {
		int minutes = v->c->articles[kept.index].minutes[v->s->lang];
		const char *article = tr(v, STR_SEARCH_ARTICLE);
		return minutes > 0 ? arena_printf(v->a, "%s · %s", article, tr1(v, STR_THEME_MINUTES, num(v, minutes)))
				   : article;
	}
	case KEPT_ROUTE: {
		const struct route_record *route = directory_route(v->s, kept.index);
		return route ? say_route_summary(&v->voice, route->seconds, route->metres) : tr(v, STR_PLACE_ROUTE);
	}
	case KEPT_PLACE:
	case KEPT_KINDS:
		break;
	}
	const struct near *near = directory_near(v->s, kept.index);
	const char *state = say_state(&v->voice, v->p, v->c->places[kept.index].hours, &v->s->local).text;
	return reach_of(near) == REACH_WALK ? arena_printf(v->a, "%s · %s", state, say_how_far(&v->voice, near))
					    : state;
}

static void row_sign(struct view *v, struct kept kept)
{
	float side = mm(v, SYMBOL_ROW);
	if (kept.kind == KEPT_ARTICLE || kept.kind == KEPT_ROUTE) {
		part_icon_square(v, kept.kind == KEPT_ARTICLE ? "document" : "marche", side, side * 0.6F, false);
		return;
	}
	int network = kept.kind == KEPT_NETWORK ? kept.index : v->c->places[kept.index].network;
	part_symbol(v, v->c->networks[network].symbol, side, 0, false);
}

static void row_number(struct view *v, int number)
{
	float side = grown_mm(v, STEP_STONE, 0.6F); /* with the number in it */
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = side,
					.h = side,
					.self = ALIGN_CENTER,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = v->p->primary,
					.top_radius = side / 2,
					.radius = mm(v, RADIUS_SMALL) });
	ui_text(v->ui, num(v, number),
			(struct text_look){ .type = TYPE_STEP_NUMBER,
					.color = v->p->on_primary,
					.align = ALIGN_CENTER });
	ui_end(v->ui);
}

static void row_words(struct view *v, const struct take_item *item, struct kept kept)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_1) });
	ui_text(v->ui, item->name, (struct text_look){ .type = TYPE_ROW_NAME, .lang = item->lang });
	ui_text(v->ui, row_below(v, kept), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	if (item->phone[0]) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
		ui_icon(v->ui, "telephone", sign_mm(v, ICON_FACT), v->p->ink);
		ui_text(v->ui, item->phone, (struct text_look){ .type = TYPE_CARD_PHONE, .grow = 1 });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void row_remove(struct view *v, const struct take_item *item, struct kept kept)
{
	bool word = !is_seven(v) || is_big(v); /* there the name has its room */
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "fermer",
				       .label = word ? tr(v, STR_TAKE_REMOVE) : "",
				       .name = tr1(v, STR_TAKE_REMOVE_ONE, item->name),
				       .action = { ACTION_KEEP, kept_arg(kept.kind, kept.index) },
				       .h = mm(v, BUTTON_H_SMALL),
				       .type = TYPE_NOTE_STRONG });
}

static void row(struct view *v, const struct take *take, int index)
{
	const struct take_item *item = &take->at[index];
	struct kept kept = v->s->basket.at[index];
	bool below = is_big(v); /* one thing after the other */
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.gap = mm(v, SPACE_5),
					.pad_x = mm(v, SPACE_6),
					.pad_y = mm(v, SPACE_3),
					.min_h = mm(v, BASKET_ROW),
					.align = below ? ALIGN_STRETCH : ALIGN_CENTER,
					.fill = v->p->surface,
					.border = v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	if (!below) {
		if (!is_seven(v)) {
			row_number(v, index + 1);
		}
		row_sign(v, kept);
	}
	row_words(v, item, kept);
	row_remove(v, item, kept);
	ui_end(v->ui);
}

static void rows(struct view *v, const struct take *take)
{
	for (int i = 0; i < take->len; i++) {
		row(v, take, i);
	}
}

static void head(struct view *v, const struct take *take, const struct codes *codes)
{
	const char *below = codes->len == 1 ? trn(v, STR_TAKE_IN_ONE, take->len)
					    : tr2(v, STR_TAKE_IN_MANY, num(v, take->len), num(v, codes->len));
	part_title(v, tr(v, STR_TAKE_BASKET), below);
}

static void code_card(struct view *v, const struct codes *codes)
{
	bool beside = v->format == FORMAT_PORTRAIT;
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.gap = mm(v, beside ? SPACE_6 : SPACE_3),
					.pad = mm(v, SPACE_6),
					.w = beside ? 0 : mm(v, QR_BASKET) + 2 * mm(v, SPACE_6),
					.align = beside ? ALIGN_CENTER : ALIGN_STRETCH,
					.justify = beside ? ALIGN_START : ALIGN_CENTER,
					.fill = v->p->surface,
					.border = v->p->ink,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_PANEL) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_3) });
	part_codes(v, codes, mm(v, QR_BASKET));
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = beside ? 1 : 0, .gap = mm(v, SPACE_2) });
	part_take_words(v, STR_TAKE_PHOTO, STR_TAKE_PHOTO_TEXT);
	ui_end(v->ui);
	ui_end(v->ui);
}

static void buttons(struct view *v)
{
	bool below = is_big(v);
	bool with_code = is_with_code(v);
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS, .gap = mm(v, SPACE_4), .keep = !below });
	if (!with_code) {
		part_button(v, (struct button){ .kind = BUTTON_ACCENT,
					       .icon = "qr",
					       .label = tr(v, STR_TAKE_LARGER),
					       .action = { ACTION_TAKE, 0 },
					       .h = mm(v, BUTTON_H_LARGE),
					       .grow = below ? 0 : 1 });
	}
	if (with_code || below) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "plus",
					       .label = tr(v, STR_TAKE_MORE),
					       .action = { ACTION_HOME, 0 },
					       .h = mm(v, BUTTON_H_LARGE),
					       .grow = below ? 0 : 1 });
	}
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "terminer",
				       .label = tr(v, STR_TAKE_DONE),
				       .action = { ACTION_FINISH, 0 },
				       .h = mm(v, BUTTON_H_LARGE),
				       .grow = below ? 0 : 1 });
	ui_end(v->ui);
}

static void list(struct view *v, const struct take *take)
{
	part_flow(v, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_4) });
	rows(v, take);
	ui_end(v->ui);
}

/* Landscape: the things on the left, the code on the right. */
static void beside(struct view *v, const struct take *take, const struct codes *codes)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1, .gap = mm(v, SPACE_6) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_4) });
	head(v, take, codes);
	list(v, take);
	buttons(v);
	ui_end(v->ui);
	code_card(v, codes);
	ui_end(v->ui);
}

/* Everything in one column that goes on to further pages. */
static void column(struct view *v, const struct take *take, const struct codes *codes)
{
	part_flow_column(v);
	head(v, take, codes);
	rows(v, take);
	buttons(v);
	ui_end(v->ui);
}

static void drawn(struct view *v, const struct take *take, const struct codes *codes)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
					.pad_top = mm(v, PAGE_TOP),
					.pad_bottom = mm(v, SPACE_5_WIDE),
					.gap = mm(v, SPACE_4) });
	if (v->format == FORMAT_PORTRAIT) {
		head(v, take, codes);
		list(v, take);
		code_card(v, codes);
		buttons(v);
	} else {
		beside(v, take, codes);
	}
	ui_end(v->ui);
}

void view_basket(struct view *v)
{
	const struct take *take = things(v);
	if (take->len == 0) {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 1,
						.pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
						.pad_y = mm(v, PAGE_TOP) });
		part_empty(v, tr(v, STR_TAKE_EMPTY), tr(v, STR_TAKE_EMPTY_TEXT), tr(v, STR_BAR_HOME),
				(struct action){ ACTION_HOME, 0 });
		ui_end(v->ui);
		return;
	}
	bool with_code = is_with_code(v);
	struct codes codes = take_codes(v, take, take_bytes(v, mm(v, with_code ? QR_BASKET : QR_SHEET)));
	if (with_code) {
		drawn(v, take, &codes);
	} else {
		column(v, take, &codes);
	}
}
