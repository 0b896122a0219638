/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column that is taller than its place, cut into pages: between its blocks, and inside one only when it is taller
 * than a whole page, be it a control: that one answers on each of its pages. What the page shows stays in the tree; the
 * rest is taken out, so that it is neither painted, spoken nor touched. */
#include <string.h>

#include "ui/laid.h"
#include "ui/ui.h"

struct cut {
	struct ui *ui;
	int wanted;
	int page;            /* being filled */
	int used;            /* px of it */
	int room;            /* px of a page */
	int top, bottom;     /* px that the open boxes take on every page */
	struct laid *before; /* what was put last on it */
	int before_h;        /* with the room below it */
	struct laid *below;  /* that room, or NULL */
};

static bool is_room(const struct laid *l)
{
	return l->leaf == LEAF_SPACE || l->leaf == LEAF_RULE;
}

/* Or a row that is little more than one: a sign may stand before it, a count behind it. */
static bool is_heading(const struct laid *l)
{
	bool heading = l->node.role == ROLE_HEADING;
	for (const struct laid *c = l->leaf == LEAF_BOX ? laid_first(l) : NULL; c && !heading; c = laid_next(c)) {
		heading = c->node.role == ROLE_HEADING && c->h * 5 >= l->h * 4;
	}
	return heading;
}

static bool is_fresh(const struct cut *cut)
{
	return cut->used <= cut->top;
}

static bool fits(const struct cut *cut, int lead, int h)
{
	return cut->used + lead + h <= cut->room - cut->bottom;
}

static void begin_page(struct cut *cut)
{
	cut->page++;
	cut->used = cut->top;
	cut->before = NULL;
	cut->below = NULL;
}

/* A heading goes with what it announces, of which `h` px begin the next page; where both have no room on it, it stays.
 */
static void turn_page(struct cut *cut, int gap, int h)
{
	struct laid *heading = cut->before;
	struct laid *below = cut->below;
	bool moves = heading && is_heading(heading) && heading->page == cut->page && !heading->starts_page &&
		     cut->top + cut->before_h + gap + h <= cut->room - cut->bottom;
	int heading_h = cut->before_h;
	begin_page(cut);
	if (moves) {
		heading->page = cut->page;
		heading->shown = cut->page == cut->wanted;
		heading->starts_page = true;
		if (below) {
			below->page = heading->page;
			below->shown = heading->shown;
		}
		cut->used += heading_h + gap;
	}
}

static void put(struct cut *cut, struct laid *l, int lead)
{
	l->starts_page = is_fresh(cut);
	l->page = cut->page;
	l->shown = cut->page == cut->wanted && !(l->starts_page && is_room(l));
	cut->used += (l->starts_page ? 0 : lead) + (l->starts_page && is_room(l) ? 0 : l->h);
	if (is_room(l) && cut->before && is_heading(cut->before)) { /* it is between the heading and what follows */
		cut->before_h += lead + l->h;
		cut->below = l;
		return;
	}
	cut->before = l;
	cut->before_h = l->h;
	cut->below = NULL;
}

/* Lines from..to of a paragraph are its text on this page. */
static void take_lines(struct ui *ui, struct laid *l, int from, int to)
{
	struct text_layout *t = &l->lines;
	struct text_run *runs = ARENA_ARRAY(ui->arena, struct text_run, t->run_count + 1);
	size_t len = 0;
	size_t count = 0;
	for (size_t i = 0; i < t->run_count; i++) {
		if (t->runs[i].line >= from && t->runs[i].line < to) {
			runs[count] = t->runs[i];
			runs[count].line -= from;
			len += runs[count++].len + 1;
		}
	}
	char *words = arena_alloc(ui->arena, len + 1, 1);
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && runs[i].line != runs[i - 1].line) {
			words[at++] = ' ';
		}
		memcpy(words + at, runs[i].text, runs[i].len);
		at += runs[i].len;
	}
	l->node.name = l->node.name ? words : NULL;
	t->runs = runs;
	t->run_count = count;
	t->line_w += from;
	t->line_count = to - from;
	l->taken = true;
}

static void cut_text(struct cut *cut, struct laid *l, int lead)
{
	enum { LEAST = 2 }; /* lines of a paragraph on one page */
	int lines = l->lines.line_count;
	int from_shown = 0;
	int to_shown = 0;
	cut->used += is_fresh(cut) ? 0 : lead;
	for (int at = 0; at < lines;) {
		int room = (cut->room - cut->bottom - cut->used) / l->line_px;
		if (room < LEAST && !is_fresh(cut)) {
			turn_page(cut, lead, LEAST * l->line_px);
			lead = 0;
			continue;
		}
		l->page = at == 0 ? cut->page : l->page;
		int to = room < 1 ? at + 1 : at + room > lines ? lines : at + room;
		to -= lines - to == 1 && to - at > LEAST; /* the last line takes one with it */
		if (cut->page == cut->wanted) {
			from_shown = at;
			to_shown = to;
		}
		cut->used += (to - at) * l->line_px;
		at = to;
		if (at < lines) {
			begin_page(cut);
		}
	}
	l->shown = to_shown > from_shown;
	if (l->shown) {
		take_lines(cut->ui, l, from_shown, to_shown);
	}
}

static int first_line_px(const struct laid *l)
{
	while (l->leaf == LEAF_BOX && l->node.first) {
		l = laid_first(l);
	}
	return l->leaf == LEAF_TEXT ? l->line_px : l->h;
}

static void cut_block(struct cut *cut, struct laid *l, int gap);

static void cut_column(struct cut *cut, struct laid *l, int lead)
{
	struct box_pads pads = layout_pads(cut->ui, &l->box);
	int gap = layout_gap(cut->ui, l);
	int top = cut->top;
	int bottom = cut->bottom;
	cut->used += (is_fresh(cut) ? 0 : lead) + pads.top;
	cut->top += pads.top;
	cut->bottom += pads.bottom;
	if (cut->used >= cut->room - cut->bottom) {
		turn_page(cut, lead, first_line_px(l));
	}
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		cut_block(cut, c, gap);
	}
	cut->used += pads.bottom;
	cut->top = top;
	cut->bottom = bottom;
}

/* Where the block begins: its first part may have had no room where it was put. */
static int first_page(const struct laid *l)
{
	while (l->inside && l->leaf == LEAF_BOX && l->node.first) {
		l = laid_first(l);
	}
	return l->page;
}

/* A sign beside a long text: the text goes on below the room of the sign. */
static void cut_row(struct cut *cut, struct laid *l, int lead)
{
	struct box_pads pads = layout_pads(cut->ui, &l->box);
	struct laid *tallest = laid_first(l);
	if (!tallest) {
		return;
	}
	int top = cut->top;
	int bottom = cut->bottom;
	cut->used += (is_fresh(cut) ? 0 : lead) + pads.top;
	cut->top += pads.top;
	cut->bottom += pads.bottom;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		tallest = c->h > tallest->h ? c : tallest;
	}
	int least = 2 * first_line_px(tallest);
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		least = c != tallest && c->h > least ? c->h : least;
	}
	if (!is_fresh(cut) && !fits(cut, 0, least)) {
		turn_page(cut, lead, least);
	}
	cut_block(cut, tallest, 0);
	bool starts = first_page(tallest) == cut->wanted;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (c != tallest) {
			c->shown = false; /* with the tallest: prune_row() */
			c->blank = !starts;
		}
	}
	l->tallest = tallest;
	cut->used += pads.bottom;
	cut->top = top;
	cut->bottom = bottom;
}

static bool can_cut(const struct laid *l)
{
	if (l->leaf == LEAF_TEXT) {
		return l->lines.line_count > 1;
	}
	return l->leaf == LEAF_BOX && l->node.first && !l->paint && l->box.dir != STACK && l->box.h <= 0;
}

static void cut_block(struct cut *cut, struct laid *l, int gap)
{
	int lead = is_fresh(cut) ? 0 : gap;
	l->shown = false;
	if (l->box.absolute || (l->leaf == LEAF_SPACE && l->box.grow > 0)) {
		l->shown = l->box.absolute;
		return;
	}
	bool whole = fits(cut, lead, l->h);
	bool inside = !whole &&
		      ((l->box.parts && l->node.first) || (l->h > cut->room - cut->top - cut->bottom && can_cut(l)));
	l->inside = inside;
	if (inside && l->leaf == LEAF_TEXT) {
		cut_text(cut, l, lead);
	} else if (inside && l->box.dir == DOWN) {
		cut_column(cut, l, lead);
	} else if (inside) {
		cut_row(cut, l, lead);
	} else {
		if (!whole && !is_fresh(cut)) {
			turn_page(cut, gap, l->h);
		}
		put(cut, l, is_fresh(cut) ? 0 : gap);
	}
}

static bool has_shown(const struct laid *l)
{
	for (const struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (c->inside && c->leaf == LEAF_BOX ? has_shown(c) : c->shown) {
			return true;
		}
	}
	return false;
}

/* What stands beside a text that is on the page stands there too, or leaves its room. */
static void show_beside(struct laid *l)
{
	struct laid *t = l->tallest;
	bool shown = t->inside && t->leaf == LEAF_BOX ? has_shown(t) : t->shown;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		c->shown = c == t ? c->shown : shown;
	}
}

/* Takes out what is not on the page. */
static void prune(struct ui *ui, struct laid *l)
{
	struct node *kept = NULL;
	struct node *next;
	for (struct node *n = l->node.first; n; n = next) {
		struct laid *c = laid_of(n);
		next = n->next;
		bool inside = c->inside && c->leaf == LEAF_BOX;
		if (inside && c->box.dir == ACROSS) {
			show_beside(c);
		}
		if (inside) {
			prune(ui, c);
		}
		if (inside ? !n->first : !c->shown) {
			continue;
		}
		if (c->blank) {
			c->leaf = LEAF_SPACE;
			c->size_mm = (float)c->w * ui->metrics.mm_per_px;
			n->first = n->last = NULL;
			n->role = ROLE_NONE;
			n->name = NULL;
			n->action = (struct action){ 0 };
			c->paint = NULL;
		}
		if (kept) {
			kept->next = n;
		} else {
			l->node.first = n;
		}
		kept = n;
	}
	if (kept) {
		kept->next = NULL;
	} else {
		l->node.first = NULL;
	}
	l->node.last = kept;
}

/* Height of what stands on every page; 0: they would leave too little for the rest, which they go with then. */
static int keep_h(struct laid *l, int room, int gap)
{
	int h = 0;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		h += c->box.keep ? c->h + gap : 0;
	}
	return h * 2 > room ? 0 : h;
}

static int cut_all(struct cut *cut, struct laid *l, int gap, bool kept)
{
	cut->page = 0;
	cut->used = 0;
	cut->before = NULL;
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		if (kept && c->box.keep) {
			c->shown = true;
		} else {
			cut_block(cut, c, gap);
		}
	}
	return cut->page + 1;
}

void flow_cut(struct ui *ui, struct laid *l, int height)
{
	struct box_pads pads = layout_pads(ui, &l->box);
	int gap = layout_gap(ui, l);
	int room = height - pads.top - pads.bottom;
	struct flow *flow = l->flow;
	flow->page = 0;
	flow->pages = 1;
	ui->flow = flow;
	layout_width(ui, l, l->w); /* its own height: the column it is in has cut it short, or made it higher */
	if (l->h <= height + ui_px(ui, 0.5F)) { /* what rounding to px adds up to is not another page */
		l->h = height;
		return;
	}
	struct laid *pager = flow_build_pager(ui, l, 0, 2);
	layout_width(ui, pager, l->w - pads.start - pads.end);
	int keep = keep_h(l, room - pager->h - gap, gap);
	struct cut cut = { .ui = ui, .wanted = -1, .room = room - pager->h - gap - keep };
	int pages = cut_all(&cut, l, gap, keep > 0);
	flow->pages = pages;
	flow->page = flow->wanted < pages ? flow->wanted : pages - 1;
	cut.wanted = flow->page;
	(void)cut_all(&cut, l, gap, keep > 0);
	prune(ui, l);
	for (struct laid *c = laid_first(l); c; c = laid_next(c)) {
		c->box.shrink = !c->box.keep; /* what is too tall by itself does not push out the pager */
	}
	flow_insert_pager(ui, l, flow_build_pager(ui, l, flow->page, pages), keep > 0);
	layout_width(ui, l, l->w);
	l->h = height;
}
