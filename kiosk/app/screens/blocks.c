/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to read, cut into pages: blocks are measured and a page ends before the one that does not fit. */
#include <string.h>

#include "app/screens/screens.h"

enum { SPANS_MAX = 128 };

static void block_spans(struct view *v, const struct block *b, const char *title, struct text_look look)
{
	struct text_span *spans = ARENA_ARRAY(v->a, struct text_span, SPANS_MAX);
	size_t count = 0;
	if (title) {
		spans[count++] = (struct text_span){ title, strlen(title), FONT_BOLD, 0 };
		spans[count++] = (struct text_span){ " ", 1, FONT_REGULAR, 0 };
	}
	for (size_t i = 0; i < b->spans_len && count < SPANS_MAX; i++) {
		const struct span *s = &b->spans[i];
		bool strong = s->kind != SPAN_TEXT || b->kind == BLOCK_HEADING;
		spans[count++] = (struct text_span){ s->text, strlen(s->text), strong ? FONT_BOLD : FONT_REGULAR,
			s->kind >= SPAN_LINK_ARTICLE ? 2 : 0 };
	}
	look.lang = v->blocks_lang;
	if (count > 0) {
		ui_spans(v->ui, spans, count, look);
	}
}

static struct text_look body(const struct view *v)
{
	(void)v;
	return (struct text_look){ .type = TYPE_ARTICLE };
}

static void stone(struct view *v, const struct block *b)
{
	float side = grown_mm(v, STEP_STONE, 0.6F); /* with the number in it */
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = side,
					.h = side,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = v->p->primary,
					.top_radius = side / 2,
					.radius = mm(v, RADIUS_SMALL) });
	ui_text(v->ui, num(v, b->number),
			(struct text_look){ .type = TYPE_STEP_NUMBER,
					.color = v->p->on_primary,
					.align = ALIGN_CENTER });
	ui_end(v->ui);
}

/* An easy line: its pictogram, then its words. */
static void pictogram(struct view *v, const struct block *b)
{
	part_icon_square(v, b->icon, grown_mm(v, SQUARE_ARTICLE, 0.6F), grown_mm(v, ICON_ROW, 0.6F), false);
}

/* Beside its number the pictogram of an easy step; below it, where the words need the width. */
static void step(struct view *v, const struct block *b)
{
	bool narrow = b->icon && is_column(v);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, b->icon ? SPACE_5 : SPACE_6_WIDE),
					.align = b->icon ? ALIGN_CENTER : ALIGN_START });
	if (narrow) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_1_5), .align = ALIGN_CENTER });
	}
	stone(v, b);
	if (b->icon) {
		pictogram(v, b);
	}
	if (narrow) {
		ui_end(v->ui);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	if (b->title) {
		ui_text(v->ui, b->title, (struct text_look){ .type = TYPE_ARTICLE_STRONG, .lang = v->blocks_lang });
	}
	block_spans(v, b, NULL, body(v));
	ui_end(v->ui);
	ui_end(v->ui);
}

static void easy_line(struct view *v, const struct block *b)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_5), .align = ALIGN_CENTER });
	pictogram(v, b);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	block_spans(v, b, b->title, body(v));
	ui_end(v->ui);
	ui_end(v->ui);
}

static void item(struct view *v, const struct block *b)
{
	float dot = mm(v, LIST_DOT) * scale_of(v);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_LIST_DOT),
					.pad_start = mm(v, SPACE_3) * (float)b->level });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_top = mm(v, LIST_DOT_TOP) * ui_metrics(v->ui)->text_scale,
					.w = dot });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .h = dot, .w = dot, .fill = v->p->ink, .radius = dot / 2 });
	ui_end(v->ui);
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	block_spans(v, b, NULL, body(v));
	ui_end(v->ui);
	ui_end(v->ui);
}

static void glossary(struct view *v, const struct blocks *all, const struct block *b)
{
	struct voice voice = { v->c, all->lang, v->a };
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_WIDE),
					.pad = mm(v, SPACE_6),
					.fill = v->p->surface,
					.border = v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_PANEL) });
	ui_icon(v->ui, "question", sign_mm(v, ICON_ROW), v->p->ink);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	block_spans(v, b, say_text(&voice, STR_ARTICLE_WORD), (struct text_look){ .type = TYPE_BODY_SMALL });
	ui_end(v->ui);
	ui_end(v->ui);
}

/* What the picture shows, where it cannot be shown. */
static void picture_words(struct view *v, const struct block *b)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad = mm(v, SPACE_5),
					.border = v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_PANEL) });
	ui_text(v->ui, b->alt ? b->alt : "",
			(struct text_look){ .type = TYPE_NOTE, .role = ROLE_IMAGE, .lang = v->blocks_lang });
	ui_end(v->ui);
}

/* As wide as the text and at most half as high as a page; enlarged to twice its pixels at the most. */
static void picture(struct view *v, const struct block *b, const struct draw_pixels *pixels)
{
	enum { ENLARGED_MAX = 2 };
	if (!pixels) {
		picture_words(v, b);
		return;
	}
	float w = (float)pixels->w * ENLARGED_MAX * ui_metrics(v->ui)->mm_per_px;
	float room_h = page_height(v) * 0.45F;
	w = w > page_width(v) ? page_width(v) : w;
	float h = w * (float)pixels->h / (float)pixels->w;
	if (h > room_h) {
		w *= room_h / h;
		h = room_h;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .w = w, .self = ALIGN_START });
	ui_role(v->ui, ROLE_IMAGE, b->alt ? b->alt : "");
	ui_lang(v->ui, v->blocks_lang);
	ui_picture(v->ui, pixels, w, h);
	ui_end(v->ui);
}

static void block(struct view *v, const struct blocks *all, size_t index)
{
	const struct block *b = &all->at[index];
	switch (b->kind) {
	case BLOCK_HEADING:
		block_spans(v, b, NULL, (struct text_look){ .type = TYPE_TITLE2, .role = ROLE_HEADING });
		break;
	case BLOCK_PARAGRAPH:
		if (b->icon) {
			easy_line(v, b);
		} else {
			block_spans(v, b, NULL, body(v));
		}
		break;
	case BLOCK_LIST_ITEM:
		if (b->icon) {
			easy_line(v, b);
		} else {
			item(v, b);
		}
		break;
	case BLOCK_STEP:
		step(v, b);
		break;
	case BLOCK_GLOSSARY:
		glossary(v, all, b);
		break;
	case BLOCK_IMAGE:
		picture(v, b, all->pictures ? all->pictures[index] : NULL);
		break;
	}
}

/* Room above a block, mm. */
static float space_before(const struct view *v, const struct block *b, bool first)
{
	if (first) {
		return 0;
	}
	return b->kind == BLOCK_HEADING                 ? mm(v, SPACE_6_WIDE)
	       : b->kind == BLOCK_LIST_ITEM && !b->icon ? mm(v, SPACE_2)
							: mm(v, SPACE_4);
}

enum direction part_direction(const struct view *v, unsigned lang)
{
	return v->c->languages[lang].rtl ? DIRECTION_RTL : DIRECTION_LTR;
}

void part_blocks(struct view *v, const struct blocks *b)
{
	v->blocks_lang = lang_of(v, b->lang);
	for (size_t i = 0; i < b->len;) {
		/* A heading stays with what it announces. */
		size_t end = i + 1;
		while (end < b->len && b->at[end - 1].kind == BLOCK_HEADING) {
			end++;
		}
		ui_gap(v->ui, space_before(v, &b->at[i], i == 0));
		ui_begin(v->ui, (struct box){ .dir = DOWN, .direction = part_direction(v, b->lang) });
		for (size_t k = i; k < end; k++) {
			if (k > i) {
				ui_gap(v->ui, mm(v, SPACE_1_5_WIDE));
			}
			block(v, b, k);
		}
		ui_end(v->ui);
		i = end;
	}
}
