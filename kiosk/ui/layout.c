/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layout in two walks: widths go down and heights come back up, then places go down. */
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

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

static struct laid *child_of(struct node *n)
{
	return n ? laid_of(n) : NULL;
}

static int min_content(struct ui *ui, struct laid *l);

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
	int gap = ui_px(ui, l->box.gap);
	int children = 0;
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
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

static void text_width(struct ui *ui, struct laid *l, int w)
{
	l->w = w;
	if (l->lines_for_w != w && !l->taken) {
		l->lines = text_break(ui->fonts, l->spans, l->span_count, l->size_px, w, l->look.max_lines,
				l->look.balance, ui->look.line_breaks, ui->arena);
		l->lines_for_w = w;
	}
	l->h = l->lines.line_count * l->line_px;
}

static int row_min_content(struct ui *ui, struct laid *l)
{
	int w = 0;
	int children = 0;
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		if (!c->box.absolute) {
			/* A fixed width is kept in a row; in a column it is only the most. */
			bool row = l->box.dir == ACROSS;
			int cw = row && c->box.w > 0 ? ui_px(ui, c->box.w) : min_content(ui, c);
			w = row ? w + cw + (children++ ? ui_px(ui, l->box.gap) : 0) : max_int(w, cw);
		}
	}
	return w;
}

/* Narrower than that and a word has to be cut in two. */
static int min_content(struct ui *ui, struct laid *l)
{
	if (l->min_content >= 0) {
		return l->min_content;
	}
	if (l->leaf == LEAF_TEXT) {
		/* A text of one line ends in an ellipsis where it must. */
		int word = l->look.max_lines == 1 ? 0
						  : text_widest_word(ui->fonts, l->spans, l->span_count, l->size_px,
								    ui->look.line_breaks, ui->arena);
		l->min_content = max_int(word, ui_px(ui, l->look.min_w));
	} else if (l->leaf != LEAF_BOX) {
		l->min_content = fixed_leaf_w(ui, l);
	} else {
		struct box_pads p = layout_pads(ui, &l->box);
		l->min_content = max_int(row_min_content(ui, l) + p.start + p.end, ui_px(ui, l->box.min_w));
	}
	return l->min_content;
}

static bool grows(const struct laid *c)
{
	return !c->box.absolute && c->box.grow > 0;
}

/* Can wrap. */
static bool yields(const struct laid *c)
{
	return !c->box.absolute && c->box.grow <= 0 && (c->leaf == LEAF_TEXT || (c->leaf == LEAF_BOX && c->box.w <= 0));
}

/* Of what can wrap and was not settled yet, px. */
static int flexible_w(struct laid *l)
{
	int w = 0;
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		w += yields(c) && !c->settled ? c->w : 0;
	}
	return w;
}

static void squeeze_evenly(struct laid *l, int missing)
{
	int flexible = flexible_w(l);
	for (struct laid *c = child_of(l->node.first); c && flexible > 0; c = child_of(c->node.next)) {
		if (yields(c) && !c->settled) {
			c->w = max_int(c->w + (int)((float)-missing * ((float)c->w / (float)flexible)), 1);
		}
	}
}

/* One that would have to cut its words keeps what they need. Returns what the others have to give. */
static int settle_one(struct ui *ui, struct laid *l, int missing)
{
	int flexible = flexible_w(l);
	for (struct laid *c = child_of(l->node.first); c && flexible > 0; c = child_of(c->node.next)) {
		int least = yields(c) && !c->settled ? min_content(ui, c) : 0;
		int less = (int)((float)missing * ((float)c->w / (float)flexible));
		if (yields(c) && !c->settled && c->w - less < least) {
			int kept = c->w < least ? c->w : least;
			missing -= c->w - kept;
			c->w = kept;
			c->settled = true;
			break;
		}
	}
	return missing;
}

static int row_used(struct ui *ui, struct laid *l)
{
	int used = 0;
	int count = 0;
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		if (!c->box.absolute) {
			used += (grows(c) ? 0 : c->w) + (count++ ? ui_px(ui, l->box.gap) : 0);
		}
	}
	return used;
}

/* Too much for the row: what can wrap gives way in proportion, but not inside its words while others can give more. */
static void squeeze(struct ui *ui, struct laid *l, int missing, int inner)
{
	for (int before = -1; before != flexible_w(l) && missing > 0;) {
		before = flexible_w(l);
		missing = settle_one(ui, l, missing);
	}
	squeeze_evenly(l, missing);
	int over = row_used(ui, l) - inner;
	if (over > 0) { /* not even that is enough: words are cut rather than pushed out */
		for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
			c->settled = false;
		}
		squeeze_evenly(l, over);
	}
}

/* Those for which their share is too little for their words get what they need; the others share the rest. */
static void share(struct ui *ui, struct laid *l, int left)
{
	float shares = 0;
	int all = 0;
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		shares += grows(c) ? c->box.grow : 0;
		all += grows(c) ? max_int(min_content(ui, c), ui_px(ui, c->box.min_w)) : 0;
	}
	for (struct laid *c = child_of(l->node.first); c;) {
		int words = grows(c) && all <= left ? min_content(ui, c) : 0;
		int least = grows(c) && !c->settled ? max_int(words, ui_px(ui, c->box.min_w)) : 0;
		int part = left > 0 && shares > 0 ? (int)((float)left * (c->box.grow / shares)) : 0;
		if (least > part) {
			c->settled = true;
			c->w = least;
			left -= least;
			shares -= c->box.grow;
			c = child_of(l->node.first); /* the shares of the others are smaller now */
		} else {
			c = child_of(c->node.next);
		}
	}
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		if (grows(c) && !c->settled) {
			c->w = left > 0 ? (int)((float)left * (c->box.grow / shares)) : 0;
			left -= c->w;
			shares = shares > c->box.grow ? shares - c->box.grow : 1;
		}
	}
}

/* Widths of the children of a row: fixed ones first, then what they need, then shares of the rest. */
static void row_widths(struct ui *ui, struct laid *l, int inner)
{
	int least = 0; /* of those that grow */
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		if (!c->box.absolute) {
			c->settled = false;
			c->w = grows(c) ? 0 : layout_max_content(ui, c);
			least += grows(c) ? min_content(ui, c) : 0;
		}
	}
	int used = row_used(ui, l);
	if (used + least > inner) {
		squeeze(ui, l, used + least - inner, inner);
	}
	share(ui, l, inner - row_used(ui, l));
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		if (!c->box.absolute) {
			layout_width(ui, c, c->w);
		}
	}
}

static void box_width(struct ui *ui, struct laid *l, int w)
{
	struct box_pads p = layout_pads(ui, &l->box);
	int inner = max_int(w - p.start - p.end, 0);
	int gap = ui_px(ui, l->box.gap);
	int h = 0;
	int count = 0;
	l->w = w;
	if (l->box.dir == ACROSS) {
		row_widths(ui, l, inner);
	}
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
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
	for (struct laid *c = child_of(l->node.first); c && missing > 0; c = child_of(c->node.next)) {
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
	struct line line = { from, from + size, ui_px(ui, l->box.gap) };
	bool down = l->box.dir == DOWN;
	int used = 0;
	int count = 0;
	float shares = 0;
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		if (!c->box.absolute) {
			used += (down ? c->h : c->w) + (count++ ? line.gap : 0);
			shares += c->box.grow;
		}
	}
	int left = size - used;
	if (left > 0 && shares > 0 && down) {
		for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
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

static void place_absolute(struct ui *ui, struct laid *l, struct rect parent)
{
	int w = l->box.w_px > 0 ? l->box.w_px : l->w;
	int x = ui->look.rtl ? parent.x + parent.w - l->box.x_px - w : parent.x + l->box.x_px;
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
	if (ui->look.rtl) {
		r.x = inner.x + inner.w - (r.x - inner.x) - r.w;
	}
	layout_place(ui, c, r);
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
	struct box_pads p = layout_pads(ui, &l->box);
	int left = ui->look.rtl ? p.end : p.start;
	struct rect inner = { rect.x + left, rect.y + p.top, max_int(rect.w - p.start - p.end, 0),
		max_int(rect.h - p.top - p.bottom, 0) };
	struct line line = l->box.dir == DOWN ? spread(ui, l, inner.y, inner.h) : spread(ui, l, inner.x, inner.w);
	for (struct laid *c = child_of(l->node.first); c; c = child_of(c->node.next)) {
		if (c->box.absolute) {
			place_absolute(ui, c, rect);
		} else {
			place_child(ui, l, c, inner, &line);
		}
	}
}
