/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a network among the answers: who, why, where, and how to reach a person (mock-ups 04, 30). */
#include <string.h>

#include "app/screens/result_parts.h"

/* Seven inches: longer names of networks would take two lines from the card. */
enum { NAME_BYTES_SEVEN = 34 };
/* Larger text needs the width of the line. */
static const float BESIDE_SCALE = 1.4F;

/* A line has room for two things beside each other: in one column too, at seven inches up to large type. */
static bool is_beside(const struct view *v)
{
	return !is_big(v) || (is_seven(v) && scale_of(v) < BESIDE_SCALE);
}

/* Seven inches in large type: a card goes over several pages, and the first one says whom to call. */
static bool is_called_first(const struct view *v)
{
	return is_seven(v) && !is_beside(v);
}

/* In easy reading an idea a line, without the question before them. */
static void why(struct view *v, const struct guide_network *g)
{
	const struct text *reason = g->reason;
	if (v->s->options[OPTION_EASY] && has_easy_words(v, g->easy)) {
		part_lines(v, easy_words(v, g->easy, reason), (struct text_look){ .type = TYPE_REASON });
		return;
	}
	const char *question = tr(v, STR_GUIDE_WHY);
	const char *text = text_of(v, reason);
	struct text_span spans[] = { { question, strlen(question), FONT_BOLD, 0 }, { " ", 1, FONT_REGULAR, 0 },
		{ text, strlen(text), FONT_REGULAR, 0 } };
	ui_spans(v->ui, spans, 3, (struct text_look){ .type = TYPE_REASON });
}

static void network_head(struct view *v, const struct network *n, int place)
{
	bool below = !is_beside(v);
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.gap = below ? 0 : mm(v, SPACE_4),
					.align = below ? ALIGN_STRETCH : ALIGN_START });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = below ? 0 : 1 });
	const char *name = text_of(v, &n->name);
	bool whole = !is_seven(v) || (is_big(v) ? !v->brief : strlen(name) <= NAME_BYTES_SEVEN);
	ui_text(v->ui, whole ? name : text_of(v, &n->short_name), (struct text_look){ .type = TYPE_NETWORK });
	if (place >= 0) {
		part_state(v, &v->c->places[place], TYPE_NOTE_STRONG, sign_mm(v, ICON_STATE));
	} else if (!is_seven(v) || (is_big(v) && !v->brief)) { /* there the reason alone says it */
		ui_text(v->ui, text_of(v, &n->publics), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	if (place >= 0) {
		const struct near *near = directory_near(v->s, place);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .align = below ? ALIGN_START : ALIGN_END });
		ui_text(v->ui, say_far(&v->voice, near),
				(struct text_look){ .type = TYPE_CARD_FAR, .align = below ? ALIGN_START : ALIGN_END });
		ui_text(v->ui, near_is_here(near) ? "" : say_measure(&v->voice, near),
				(struct text_look){ .type = TYPE_NOTE,
						.color = v->p->ink2,
						.align = below ? ALIGN_START : ALIGN_END });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void own_number(struct view *v, int place)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, CARD_PHONE_GAP),
					.align = ALIGN_CENTER,
					.justify = is_called_first(v) ? ALIGN_START : ALIGN_CENTER });
	ui_icon(v->ui, "telephone", sign_mm(v, ICON_FACT), v->p->ink);
	ui_text(v->ui, v->c->places[place].phone, (struct text_look){ .type = TYPE_CARD_PHONE });
	ui_end(v->ui);
}

static void network_buttons(struct view *v, const struct network *n, int place, bool first)
{
	if (place < 0 && !article_is_current(v->s, n->article)) {
		return;
	}
	bool beside = is_beside(v);
	bool called = is_called_first(v);
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.gap = mm(v, CARD_BUTTONS_GAP),
					.align = beside ? ALIGN_CENTER : ALIGN_STRETCH,
					.pad_top = mm(v, SPACE_3_TIGHT) });
	struct action action = place >= 0 ? (struct action){ ACTION_PLACE, place }
					  : (struct action){ ACTION_ARTICLE, n->article };
	bool number = place >= 0 && contact_own_number(v, place);
	enum string_id see = place < 0               ? STR_GUIDE_SEE_NETWORK
			     : is_seven(v) && number ? STR_GUIDE_SEE_PLACE_SHORT
						     : STR_GUIDE_SEE_PLACE;
	part_button(v, (struct button){ .kind = first ? BUTTON_PRIMARY : BUTTON_SECONDARY,
				       .label = tr(v, see),
				       .action = action,
				       .grow = 1,
				       .h = mm(v, BUTTON_H_ROW) });
	if (number && !called) {
		own_number(v, place);
	}
	ui_end(v->ui);
}

static void where(struct view *v, int place)
{
	if (place < 0 || directory_metres(v->s, place) > FAR_METRES) {
		return; /* the towns of the nearest ones are named */
	}
	const struct place *p = &v->c->places[place];
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
	ui_icon(v->ui, "lieu", sign_mm(v, ICON_FACT), v->p->ink);
	/* Seven inches: on one line, so that the number below fits. */
	enum type type = is_seven(v) && is_beside(v) ? TYPE_NOTE : TYPE_FACT;
	ui_text(v->ui, v->brief > 2 ? p->commune : say_address(&v->voice, p),
			(struct text_look){ .type = type, .grow = 1, .lang = lang_of_data(v) });
	ui_end(v->ui);
}

static void symbol(struct view *v, const struct network *n)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN });
	part_symbol(v, n->symbol, sign_mm(v, SYMBOL_CARD), 0, false);
	ui_end(v->ui);
}

/* Beside its symbol. */
static void told(struct view *v, const struct guide_network *g, int place, bool parts)
{
	const struct network *n = &v->c->networks[g->network];
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_6_WIDE), .parts = parts });
	symbol(v, n);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_1_5), .parts = parts });
	/* Seven inches: the number comes first, and the towns of the counters have their distance. */
	bool called = is_seven(v) && place >= 0 && directory_metres(v->s, place) > FAR_METRES;
	network_head(v, n, called ? -1 : place);
	why(v, g);
	where(v, place);
	part_contact(v, g->network, place);
	ui_end(v->ui);
	ui_end(v->ui);
}

/* The name alone beside its symbol: on further pages the room beside the words would be empty. */
static void told_on_pages(struct view *v, const struct guide_network *g, int place, bool parts)
{
	const struct network *n = &v->c->networks[g->network];
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_1_5), .parts = parts });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_6_WIDE), .parts = parts });
	symbol(v, n);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .parts = parts });
	network_head(v, n, place);
	ui_end(v->ui);
	ui_end(v->ui);
	if (place >= 0 && contact_own_number(v, place)) {
		own_number(v, place);
	}
	part_contact(v, g->network, place);
	why(v, g);
	where(v, place);
	ui_end(v->ui);
}

void part_result_network(struct view *v, const struct guide_network *g, bool first)
{
	const struct network *n = &v->c->networks[g->network];
	int place = territory_nearest(v->s, g->network);
	bool parts = first && is_seven(v); /* it begins below the title, whatever its height */
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.parts = parts,
					.pad = mm(v, SPACE_7),
					.fill = v->p->surface,
					.border = first ? v->p->primary : v->p->border,
					.border_mm = first ? mm(v, STROKE_FIRST) : line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	if (is_called_first(v)) {
		told_on_pages(v, g, place, parts);
	} else {
		told(v, g, place, parts);
	}
	network_buttons(v, n, place, first);
	ui_end(v->ui);
}
