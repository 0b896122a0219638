/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layout in two walks: widths go down and heights come back up, then places go down. */
#include "ui/laid.h"
#include "ui/ui.h"

static void text_width(struct ui *ui, struct laid *l, int w)
{
	l->w = w;
	if (l->lines_for_w != w && !l->taken) {
		l->lines = text_break(ui->fonts, l->spans, l->span_count, l->size_px, w, l->look.max_lines,
				l->look.balance, line_breaks_of(ui, l), ui->arena);
		l->lines_for_w = w;
	}
	l->h = l->lines.line_count * l->line_px;
}

static void box_width(struct ui *ui, struct laid *l, int w)
{
	struct box_pads p = layout_pads(ui, &l->box);
	int inner = max_int(w - p.start - p.end, 0);
	int gap = layout_gap(ui, l);
	int h = 0;
	int count = 0;
	l->w = w;
	if (l->box.dir == ACROSS) {
		row_widths(ui, l, inner);
		for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
			if (!c->box.absolute) {
				layout_width(ui, c, c->w);
			}
		}
	}
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (c->box.absolute) {
			layout_width(ui, c, c->box.w_px > 0 ? c->box.w_px : layout_max_content(ui, c));
			continue;
		}
		if (l->box.dir != ACROSS) {
			bool stretched = c->leaf == LEAF_TEXT || c->leaf == LEAF_RULE || c->leaf == LEAF_SPACE ||
					 (l->box.align == ALIGN_STRETCH && c->box.self == ALIGN_STRETCH &&
							 c->box.w <= 0);
			int content = layout_max_content(ui, c);
			bool icon = c->leaf == LEAF_ICON || c->leaf == LEAF_PIXELS;
			layout_width(ui, c, stretched && !icon ? inner : content < inner ? content : inner);
		}
		h = l->box.dir == DOWN ? h + c->h + (count ? gap : 0) : max_int(h, c->h);
		count++;
	}
	h += p.top + p.bottom;
	l->h = max_int(l->box.h > 0 ? ui_px(ui, l->box.h) : h, ui_px(ui, l->box.min_h));
	if (l->box.absolute && l->box.h_px > 0) {
		l->h = l->box.h_px;
	}
}

void layout_width(struct ui *ui, struct laid *l, int w)
{
	switch (l->leaf) {
	case LEAF_BOX:
		box_width(ui, l, w);
		break;
	case LEAF_TEXT:
		text_width(ui, l, w);
		break;
	case LEAF_RULE:
		l->w = w;
		l->h = ui_px(ui, l->size_mm);
		break;
	case LEAF_ICON:
		l->w = l->h = ui_px(ui, l->size_mm);
		break;
	case LEAF_PIXELS:
		l->w = l->module_px > 0 ? l->pixels->w * l->module_px : ui_px(ui, l->size_mm);
		l->h = l->module_px > 0 ? l->pixels->h * l->module_px : ui_px(ui, l->height_mm);
		break;
	case LEAF_SPACE:
		l->w = w;
		l->h = ui_px(ui, l->size_mm);
		break;
	}
}

/* ---- places ---- */

struct line {
	int at, end; /* along the direction, px; `end` is the far inner edge */
	int gap;
};

/* Too much for a column: what may shrink is cut short, so that what stands below it keeps its place. */
static void give_way(struct laid *l, int missing)
{
	for (struct laid *c = laid_first(l); c && missing > 0; c = laid_next(c)) {
		if (!c->box.absolute && c->box.shrink) {
			int less = c->h < missing ? c->h : missing;
			c->h -= less;
			missing -= less;
		}
	}
}

/* Room left over along the direction is given to what grows, or spread as justify says. */
static struct line spread(struct ui *ui, struct laid *l, int from, int size)
{
	struct line line = { from, from + size, layout_gap(ui, l) };
	bool down = l->box.dir == DOWN;
	int used = 0;
	int count = 0;
	float shares = 0;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (!c->box.absolute) {
			used += (down ? c->h : c->w) + (count++ ? line.gap : 0);
			shares += c->box.grow;
		}
	}
	int left = size - used;
	if (left > 0 && shares > 0 && down) {
		for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
			if (!c->box.absolute && c->box.grow > 0) {
				int share = (int)((float)left * (c->box.grow / shares));
				c->h += share;
				left -= share;
				shares -= c->box.grow;
				if (shares <= 0) {
					break;
				}
			}
		}
		return line;
	}
	if (left < 0 && down) {
		give_way(l, -left);
	}
	if (left > 0 && l->box.justify == ALIGN_CENTER) {
		line.at += left / 2;
	} else if (left > 0 && l->box.justify == ALIGN_END) {
		line.at += left;
	} else if (left > 0 && l->box.justify == ALIGN_BETWEEN && count > 1) {
		line.gap += left / (count - 1);
	}
	return line;
}

/* Across the direction: where a child of `size` goes in room of `room`. */
static int across(enum align align, int room, int *size, bool may_stretch)
{
	if (align == ALIGN_STRETCH && may_stretch) {
		*size = room;
		return 0;
	}
	if (align == ALIGN_CENTER) {
		return (room - *size) / 2;
	}
	return align == ALIGN_END ? room - *size : 0;
}

static bool stretches(const struct laid *l, bool down)
{
	bool flow = l->leaf == LEAF_BOX || l->leaf == LEAF_TEXT || l->leaf == LEAF_RULE;
	return flow && (down ? l->box.w <= 0 : l->box.h <= 0 && l->leaf == LEAF_BOX);
}

static void place_absolute(struct ui *ui, struct laid *l, struct rect parent, bool rtl)
{
	int w = l->box.w_px > 0 ? l->box.w_px : l->w;
	int x = rtl ? parent.x + parent.w - l->box.x_px - w : parent.x + l->box.x_px;
	layout_place(ui, l, (struct rect){ x, parent.y + l->box.y_px, w, l->box.h_px > 0 ? l->box.h_px : l->h });
}

static void place_child(struct ui *ui, const struct laid *l, struct laid *c, struct rect inner, struct line *line)
{
	enum align align = c->box.self != ALIGN_STRETCH ? c->box.self : l->box.align;
	struct rect r = { inner.x, inner.y, c->w, c->h };
	if (l->box.dir == DOWN) {
		int offset = across(align, inner.w, &r.w, stretches(c, true));
		r.y = line->at;
		r.x = inner.x + offset;
		line->at += c->h + line->gap;
	} else if (l->box.dir == ACROSS) {
		int offset = across(align, inner.h, &r.h, stretches(c, false));
		r.x = line->at;
		r.y = inner.y + offset;
		line->at += c->w + line->gap;
	} else {
		r.x = inner.x + across(align, inner.w, &r.w, stretches(c, true));
		r.y = inner.y + across(l->box.justify, inner.h, &r.h, c->box.h <= 0 && c->leaf == LEAF_BOX);
		if (c->flow && r.h > inner.h) { /* a dialog: it is cut into pages of the screen */
			r.y = inner.y;
			r.h = inner.h;
		}
	}
	if (l->rtl) {
		r.x = inner.x + inner.w - (r.x - inner.x) - r.w;
	}
	layout_place(ui, c, r);
}

/* The others have given the box its size: they are neither painted, spoken nor touched. */
static void keep_only(struct laid *l)
{
	int at = 0;
	for (struct node *n = l->node.first; n; n = n->next) {
		if (++at == l->box.only) {
			l->node.first = l->node.last = n;
			n->next = NULL;
			return;
		}
	}
}

void layout_place(struct ui *ui, struct laid *l, struct rect rect)
{
	l->node.rect = rect;
	if (l->leaf == LEAF_TEXT && rect.w != l->w) {
		text_width(ui, l, rect.w);
	}
	if (l->leaf != LEAF_BOX) {
		return;
	}
	if (l->flow) {
		flow_cut(ui, l, rect.h);
	}
	if (l->box.only > 0) {
		keep_only(l);
	}
	struct box_pads p = layout_pads(ui, &l->box);
	int left = l->rtl ? p.end : p.start;
	struct rect inner = { rect.x + left, rect.y + p.top, max_int(rect.w - p.start - p.end, 0),
		max_int(rect.h - p.top - p.bottom, 0) };
	struct line line = l->box.dir == DOWN ? spread(ui, l, inner.y, inner.h) : spread(ui, l, inner.x, inner.w);
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (c->box.absolute) {
			place_absolute(ui, c, rect, l->rtl);
		} else {
			place_child(ui, l, c, inner, &line);
		}
	}
}
