/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ui.h - building the tree: boxes, text, icons, and nothing else
 *
 * Immediate style: ui_begin()/ui_end() nest boxes, leaves go between. Everything
 * lives in the frame arena. ui_finish() lays out, paints into the draw list and
 * returns the tree. Widgets (widgets.h) are made of these. Positions are logical:
 * "start" is left in French and right in Arabic. Pure; one thread. */
#ifndef UI_UI_H
#define UI_UI_H

#include "ui/box.h"

struct ui;

/* Borrowed for the frame: fonts, arena, list. */
struct ui *ui_start(struct metrics metrics, struct ui_look look, struct fonts *fonts, struct arena *frame,
		struct draw_list *list);
const struct metrics *ui_metrics(const struct ui *ui);
const struct palette *ui_palette(const struct ui *ui);
const struct ui_look *ui_look(const struct ui *ui);
int ui_px(const struct ui *ui, float mm);
/* Width of one line of that type, px. */
int ui_text_width(struct ui *ui, enum type type, const char *text);
/* Of its widest word: a narrower line cuts it in two. */
int ui_widest_word(struct ui *ui, enum type type, const char *text);

void ui_begin(struct ui *ui, struct box box);
void ui_end(struct ui *ui);
/* Semantics of the box that ui_begin() just opened. */
void ui_role(struct ui *ui, enum role role, const char *name);
/* The box is a control, after ui_role(): it is as large as a finger on the glass, and apart from the next one. */
void ui_action(struct ui *ui, int type, int64_t arg);
void ui_state(struct ui *ui, unsigned state);
void ui_value(struct ui *ui, const char *value);
void ui_hint(struct ui *ui, const char *hint);
/* The name that ui_role() gave is in another language than the page; NULL: it is not. */
void ui_lang(struct ui *ui, const struct words_lang *lang);
void ui_text(struct ui *ui, const char *text, struct text_look look);
/* Spans of several weights; mark 1: highlighted, 2: explained word (dotted), 3: in the accent colour. */
void ui_spans(struct ui *ui, const struct text_span *spans, size_t count, struct text_look look);
void ui_icon(struct ui *ui, const char *name, float size_mm, struct color color);
/* Icons that point along the reading direction (DESIGN.md section 7) turn round by themselves in Arabic. */
void ui_icon_stroke(struct ui *ui, const char *name, float size_mm, struct color color, float stroke);
/* One px of the image takes module_px device px. */
void ui_pixels(struct ui *ui, const struct draw_pixels *pixels, int module_px);
/* A picture of that size, scaled smoothly. */
void ui_picture(struct ui *ui, const struct draw_pixels *pixels, float w, float h);
/* Room that grows. */
void ui_space(struct ui *ui, float grow);
/* Room of a fixed size along the parent. */
void ui_gap(struct ui *ui, float mm);
/* A line across the parent. */
void ui_rule(struct ui *ui, struct color color, float mm);
/* The box that is open; `context` lives in the frame arena. */
void ui_custom(struct ui *ui, ui_paint paint, void *context);

/* The open box is a column that may be taller than its place: it is cut between its children then, and shows the page
 * `wanted`, or the last, above its pager. A block is cut only when it is taller than a page by itself, a paragraph
 * between lines; a control that is stands on each of its pages, with a part of its words. A heading goes with what
 * follows. `context` lives in the frame arena. */
void ui_flow(struct ui *ui, int wanted, ui_pager pager, void *context);
/* After ui_finish(): which page of how many the flow shows; 0 of 0: there is none. */
void ui_pages(const struct ui *ui, int *page, int *pages);

/* Height px that the open box's last child would take at a width; for paging. */
int ui_measure_last(struct ui *ui, float width_mm);
/* The open box's last child, at a width, is no higher than that, and no word of it is cut. */
bool ui_last_fits(struct ui *ui, float width_mm, float height_mm);
/* Takes the open box's last child out again: it belongs on another page. */
void ui_drop_last(struct ui *ui);
/* Closes the tree: lays out, paints, returns its root. */
const struct node *ui_finish(struct ui *ui);

#endif
