/* SPDX-License-Identifier: GPL-3.0-or-later */
/* box.h - a box, a text and a look of the page, as pages say them: values of ui.h
 *
 * Millimetres and logical directions. laid.h has what layout makes of them. */
#ifndef UI_BOX_H
#define UI_BOX_H

#include "draw/text.h"
#include "ui/style.h"
#include "ui/tree.h"

enum dir { DOWN, ACROSS, STACK };
/* Of what is in a box; the default is that of what is around it, and of the root that of the visitor's language. */
enum direction { DIRECTION_AROUND, DIRECTION_LTR, DIRECTION_RTL };
enum align { ALIGN_STRETCH, ALIGN_START, ALIGN_CENTER, ALIGN_END, ALIGN_BETWEEN };

/* Millimetres throughout; 0 means "as the content needs". */
struct box {
	enum dir dir;
	enum direction direction;
	float gap;
	float pad;                                     /* all four sides... */
	float pad_x, pad_y;                            /* ...or these, when not 0 */
	float pad_top, pad_bottom, pad_start, pad_end; /* or these */
	float w, h;                                    /* fixed */
	float min_w, min_h;
	float grow;         /* share of what is left along the parent */
	enum align align;   /* children across the direction; default stretch */
	enum align justify; /* children along the direction; default start */
	enum align self;    /* this box within its parent, when not stretch */
	struct color fill, border;
	float border_mm;
	float radius;
	float top_radius; /* the milestone: round on top, `radius` below */
	bool dashed, clip;
	int only;      /* of a STACK: the child that is shown, from 1; the others only keep its size; 0: all */
	bool parts;    /* within a flow: may be cut between its children */
	bool keep;     /* of a flow: stands on each of its pages, where there is room for more */
	bool shrink;   /* in a column without room: gets what is left of it, and its content sticks out */
	bool absolute; /* placed by x_px, y_px from the parent's corner; takes no room */
	int x_px, y_px, w_px, h_px; /* absolute only; w_px, h_px 0: as the content needs */
};

/* `pressed`, `focused`: the control that looks pressed or has the keypad's focus; action type 0 for none. */
struct ui_look {
	enum theme_id theme;
	bool rtl;
	const char *line_breaks; /* text_break(): `language` */
	struct action pressed, focused;
	bool show_focus;
	int spoken; /* number from 1 of the sentence that is read aloud (read.h): marked; 0: none is */
};

/* Words in another language than the page's: who speaks them, and where their lines may end. */
struct words_lang {
	const char *code;        /* "fr" */
	const char *line_breaks; /* as in struct ui_look */
};

struct text_look {
	enum type type;
	struct color color; /* a == 0: ink */
	enum align align;   /* default start */
	int max_lines;      /* 0: all */
	bool balance;
	float scale;                   /* of the text, in place of the visitor's; 0: the visitor's */
	bool silent;                   /* the name of a control around it says it already */
	enum role role;                /* ROLE_NONE: text; headings say so */
	const struct words_lang *lang; /* NULL: the page's */
	float min_w;                   /* mm */
	float grow;
};

struct ui;
/* Own drawing into a box, once its place is known. */
typedef void (*ui_paint)(struct ui *ui, struct draw_list *list, struct rect rect, void *context);
/* What turns the pages of a flow, as one box; `page` from 0. */
typedef void (*ui_pager)(void *context, int page, int pages);

#endif
