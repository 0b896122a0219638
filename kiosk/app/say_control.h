/* SPDX-License-Identifier: GPL-3.0-or-later */
/* say_control.h - controls, pages and keys in words for those who do not see them
 *
 * Words come from the language's strings; texts are written into the caller's buffer and cut to it. Pure. */
#ifndef APP_SAY_CONTROL_H
#define APP_SAY_CONTROL_H

#include <stddef.h>

#include "ui/read.h"

struct state;

enum { SAY_CONTROL_BYTES = 1024 }; /* of EFFECT_SPEAK */

/* `template` with {1} and {2} replaced; NULL: by nothing. */
void say_filled(char *out, size_t size, const char *template, const char *one, const char *two);
/* "Le Pont, Ouvert, 320 m, bouton": name and texts of the control, its value and state, and what it is. A digit of a
 * code is said into a headset alone: out is "" else. */
/* `parts` of it: what is not the page's language; may be NULL. */
void say_control(const struct state *s, const struct node *n, char *out, size_t size, struct read_parts *parts);
/* "Page 2 sur 8"; page from 1. */
void say_page_number(const struct state *s, int page, int pages, char *out, size_t size);
/* Where one is, what has the focus, and which keys there are. */
void say_help(const struct state *s, char *out, size_t size);

#endif
