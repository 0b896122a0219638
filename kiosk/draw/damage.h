/* SPDX-License-Identifier: GPL-3.0-or-later */
/* damage.h - what must be painted again
 *
 * Keeps the hash and bounds of every command of the last frame; comparing with the
 * next list yields one rectangle that covers everything that changed. Frames of a
 * kiosk change in one place at a time (a pressed button, the map), so one rectangle
 * is enough; an unchanged frame yields an empty one. UI thread only. */
#ifndef DRAW_DAMAGE_H
#define DRAW_DAMAGE_H

#include "draw/draw.h"
#include "draw/text.h"

/* What the command may paint, px; `screen` for one that may show or hide anything (a clip). Reaches past the screen. */
struct rect damage_bounds(const struct draw_command *c, struct fonts *fonts, struct rect screen);

struct damage;
/* Owned: damage_destroy(). */
struct damage *damage_create(void);
void damage_destroy(struct damage *d);
/* Compares with the previous list and remembers this one. `fonts` gives the extent of text. The result lies within
 * `screen`. */
struct rect damage_next(struct damage *d, const struct draw_list *list, struct fonts *fonts, struct rect screen);
/* The next list is compared with nothing: everything is damaged. */
void damage_all(struct damage *d);

#endif
