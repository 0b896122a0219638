/* SPDX-License-Identifier: GPL-3.0-or-later */
/* laid.h - what layout and painting know about a node; private to ui/ */
#ifndef UI_LAID_H
#define UI_LAID_H

#include "ui/box.h"

enum leaf { LEAF_BOX, LEAF_TEXT, LEAF_ICON, LEAF_PIXELS, LEAF_SPACE, LEAF_RULE };

struct laid {
	struct node node; /* first: a struct node * is a struct laid * */
	enum leaf leaf;
	bool rtl; /* direction of what is in it; of a text: where its lines begin */
	struct box box;
	/* text */
	struct text_span *spans;
	size_t span_count;
	struct text_look look;
	int size_px, line_px;
	bool words_rtl; /* draw/direction.h */
	struct text_layout lines;
	int lines_for_w; /* width the lines were broken for; -1: not yet */
	/* icon, pixels */
	const char *icon;
	float stroke;
	struct color color;
	float size_mm, height_mm;
	const struct draw_pixels *pixels;
	int module_px;
	ui_paint paint;
	void *context;
	/* results */
	int w, h;         /* px */
	int max_content;  /* px; -1: not computed */
	int min_content;  /* px; the same */
	bool settled;     /* within row_widths(): its width is final */
	bool has_control; /* is one, or has one in it */
	int gap;          /* between its children, px; -1: not computed */
	/* a column that is cut into pages, and what became of its parts: flow.c */
	struct flow *flow;
	int page;
	struct laid *tallest; /* of a row: the column that is cut */
	bool shown, blank, inside, starts_page;
	bool taken; /* a text: its lines are those of this page */
	bool pressed;
	size_t said_from, said_to; /* bytes of its words that are read aloud now */
};

struct flow {
	int wanted;
	ui_pager pager;
	void *context;
	int page, pages; /* as laid out */
};

struct ui {
	struct metrics metrics;
	struct ui_look look;
	struct fonts *fonts;
	struct arena *arena;
	struct draw_list *list;
	struct laid *root;
	struct laid *open; /* innermost box */
	struct flow *flow; /* laid out last */
};

static inline struct laid *laid_of(struct node *n)
{
	return (struct laid *)(void *)n;
}

static inline int max_int(int a, int b)
{
	return a > b ? a : b;
}

/* Children in their order; NULL: no more. */
static inline struct laid *laid_first(const struct laid *l)
{
	return l->node.first ? laid_of(l->node.first) : NULL;
}

static inline struct laid *laid_next(const struct laid *l)
{
	return l->node.next ? laid_of(l->node.next) : NULL;
}

/* Whose rules decide where lines of the text may end. */
static inline const char *line_breaks_of(const struct ui *ui, const struct laid *l)
{
	return l->look.lang ? l->look.lang->line_breaks : ui->look.line_breaks;
}

/* content.c: px that the content takes on one line, and without cutting a word in two. */
int layout_max_content(struct ui *ui, struct laid *l);
int layout_min_content(struct ui *ui, struct laid *l);
/* content.c: px; start and end turn round in Arabic. */
struct box_pads {
	int top, bottom, start, end;
};
struct box_pads layout_pads(struct ui *ui, const struct box *b);
/* content.c: px between the children: as drawn, and where they are touched no less than keeps fingers apart. */
int layout_gap(struct ui *ui, struct laid *l);
/* row.c: the widths of the children of a row that is `inner` px wide, into their `w`. */
void row_widths(struct ui *ui, struct laid *l, int inner);
/* layout.c: gives `l` the width `w` px and finds its height. */
void layout_width(struct ui *ui, struct laid *l, int w);
/* layout.c: puts l at rect (its own w, h or larger) and its children inside. */
void layout_place(struct ui *ui, struct laid *l, struct rect rect);
/* flow.c: cuts the flow `l`, whose width is settled, into pages of `height` px. */
void flow_cut(struct ui *ui, struct laid *l, int height);
/* flow_pager.c */
/* Built into the flow `l`, and taken out of it again: for its height. */
struct laid *flow_build_pager(struct ui *ui, struct laid *l, int page, int pages);
/* Below what the page shows; the free room of the page is above it. `kept`: what stands on every page is at the foot.
 */
void flow_insert_pager(struct ui *ui, struct laid *l, struct laid *pager, bool kept);
/* paint.c */
void paint_tree(struct ui *ui, struct laid *root);

#endif
