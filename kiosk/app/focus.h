/* SPDX-License-Identifier: GPL-3.0-or-later */
/* focus.h - going from control to control with four arrows
 *
 * Everything can be done with up, down, left, right and enter. Up and down follow
 * the reading order: content, then the map and what stands on it, then the bar, then
 * the header. Left and right go to the neighbour on the same line. Within a dialog
 * the focus stays inside and goes round. Pure. */
#ifndef APP_FOCUS_H
#define APP_FOCUS_H

#include "app/event.h"
#include "ui/tree.h"

/* The control with that action that can be focused; NULL when it is not on the page. */
const struct node *focus_node(const struct node *root, struct action focus);
/* Action of the next control; of the first one when nothing has the focus yet. */
struct action focus_next(const struct node *root, struct action focus, enum keypad_key key, bool rtl);
/* Where the focus is once a page was laid out: at the control that has it; where that one is gone, at the nearest to
 * `was`, where it stood; at the first where nothing had it. NULL: the page has no control. */
const struct node *focus_place(const struct node *root, struct action focus, struct rect was);

#endif
