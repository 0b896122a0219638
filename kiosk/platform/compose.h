/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compose.h - commands of a draw list as textures of a GPU
 *
 * A picture (a map tile, a name) is a texture under its id; another command is painted once, at its own place, and is
 * a texture under what it looks like there, wherever it moves to. Textures that no frame has used for longest go first,
 * within a budget. UI thread only. */
#ifndef PLATFORM_COMPOSE_H
#define PLATFORM_COMPOSE_H

#include "draw/layers.h"
#include "paint/painter.h"

struct SDL_Renderer;
struct compositor;
/* `renderer` is borrowed, and outlives it. `budget_bytes`: of textures that are not on the screen and of those that
 * are, together; what is on the screen stays whatever it takes. Owned. NULL: the renderer cannot blend as the canvas
 * does. */
MUST_USE struct compositor *compositor_create(struct SDL_Renderer *renderer, size_t budget_bytes, struct err *e);
void compositor_destroy(struct compositor *c);
/* Draws the items in their order onto what the renderer draws to. False: a texture cannot be made; what was drawn is
 * not whole. */
MUST_USE bool compositor_draw(struct compositor *c, const struct layer_item *items, size_t len, struct painter *painter,
		struct err *e);
/* The frame is over: gives back textures beyond the budget. */
void compositor_end_frame(struct compositor *c);
/* Gives back all: they may show what a visitor has typed. */
void compositor_forget(struct compositor *c);
/* Sent to textures since the start. */
uint64_t compositor_uploaded_bytes(const struct compositor *c);

#endif
