/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a box needs for what is in it: margins, and the widths between which it may be given one. */
#include <math.h>

#include "ui/laid.h"
#include "ui/ui.h"

static int first_of(struct ui *ui, float a, float b, float c)
{
	return ui_px(ui, a > 0 ? a : b > 0 ? b : c);
}

struct box_pads layout_pads(struct ui *ui, const struct box *b)
{
	return (struct box_pads){ first_of(ui, b->pad_top, b->pad_y, b->pad),
		first_of(ui, b->pad_bottom, b->pad_y, b->pad), first_of(ui, b->pad_start, b->pad_x, b->pad),
		first_of(ui, b->pad_end, b->pad_x, b->pad) };
}

/* `mm` of the glass: pages that are drawn smaller than they are meant keep what a finger needs. */
static int glass_px(const struct ui *ui, enum token token)
{
	return (int)lroundf(token_mm(token, ui->metrics.format) / ui->metrics.glass_mm_per_px);
}

int layout_gap(struct ui *ui, struct laid *l)
{
	if (l->gap >= 0) {
		return l->gap;
	}
	int controls = 0; /* without a gap the box holds parts of a page that have margins of their own */
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		controls += c->has_control && !c->box.absolute;
	}
	int drawn = ui_px(ui, l->box.gap);
	l->gap = controls > 1 && drawn > 0 && l->box.dir != STACK ? max_int(drawn, glass_px(ui, TARGET_GAP)) : drawn;
	return l->gap;
}

static int fixed_leaf_w(struct ui *ui, const struct laid *l)
{
	switch (l->leaf) {
	case LEAF_ICON:
		return ui_px(ui, l->size_mm);
	case LEAF_PIXELS:
		return l->module_px > 0 ? l->pixels->w * l->module_px : ui_px(ui, l->size_mm);
	case LEAF_SPACE:
		return ui_px(ui, l->size_mm);
	default:
		return 0;
	}
}

static int text_max_content(struct ui *ui, struct laid *l)
{
	int w = 0;
	for (size_t i = 0; i < l->span_count; i++) {
		w += fonts_measure(ui->fonts, l->spans[i].weight, l->size_px, l->spans[i].text, l->spans[i].len);
	}
	return max_int(w, ui_px(ui, l->look.min_w));
}

static int box_max_content(struct ui *ui, struct laid *l)
{
	struct box_pads p = layout_pads(ui, &l->box);
	int w = 0;
	int gap = layout_gap(ui, l);
	int children = 0;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (c->box.absolute) {
			continue;
		}
		int cw = layout_max_content(ui, c);
		w = l->box.dir == ACROSS ? w + cw + (children ? gap : 0) : max_int(w, cw);
		children++;
	}
	w += p.start + p.end;
	return max_int(l->box.w > 0 ? ui_px(ui, l->box.w) : w, ui_px(ui, l->box.min_w));
}

int layout_max_content(struct ui *ui, struct laid *l)
{
	if (l->max_content < 0) {
		l->max_content = l->leaf == LEAF_BOX    ? box_max_content(ui, l)
				 : l->leaf == LEAF_TEXT ? text_max_content(ui, l)
							: fixed_leaf_w(ui, l);
	}
	return l->max_content;
}

static int row_min_content(struct ui *ui, struct laid *l)
{
	int w = 0;
	int children = 0;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (!c->box.absolute) {
			/* A fixed width is kept in a row; in a column it is only the most. */
			bool row = l->box.dir == ACROSS;
			int cw = row && c->box.w > 0 ? ui_px(ui, c->box.w) : layout_min_content(ui, c);
			w = row ? w + cw + (children++ ? layout_gap(ui, l) : 0) : max_int(w, cw);
		}
	}
	return w;
}

int layout_min_content(struct ui *ui, struct laid *l)
{
	if (l->min_content >= 0) {
		return l->min_content;
	}
	if (l->leaf == LEAF_TEXT) {
		/* A text of one line ends in an ellipsis where it must. */
		int word = l->look.max_lines == 1 ? 0
						  : text_widest_word(ui->fonts, l->spans, l->span_count, l->size_px,
								    line_breaks_of(ui, l), ui->arena);
		l->min_content = max_int(word, ui_px(ui, l->look.min_w));
	} else if (l->leaf != LEAF_BOX) {
		l->min_content = fixed_leaf_w(ui, l);
	} else {
		struct box_pads p = layout_pads(ui, &l->box);
		l->min_content = max_int(row_min_content(ui, l) + p.start + p.end, ui_px(ui, l->box.min_w));
	}
	return l->min_content;
}
