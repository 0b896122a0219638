/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvas.h - pixels in memory and the four ways to change them
 *
 * Premultiplied 0xAARRGGBB, opaque as a whole. The software painter draws here;
 * screen.h shows the result. Integer arithmetic only: the same commands give the
 * same pixels on every machine, so that golden pictures can be compared. */
#ifndef PAINT_CANVAS_H
#define PAINT_CANVAS_H

#include "base/err.h"
#include "draw/draw.h"

struct canvas {
	uint32_t *argb; /* owned */
	int w, h;
	struct rect clip; /* what may change; within the canvas */
};

/* Black. A zeroed one is legal to finish. */
void canvas_init(struct canvas *c, int w, int h);
void canvas_finish(struct canvas *c);
void canvas_fill(struct canvas *c, struct rect r, struct color color);

/* 8-bit coverage. */
struct mask {
	uint8_t *bytes; /* owned by the caller that made it */
	int w, h;
	int x, y; /* where its first byte lies, relative to what it was made for */
};

void canvas_mask(struct canvas *c, const struct mask *m, int x, int y, struct color color);
void canvas_image(struct canvas *c, const struct draw_image *image);
/* RGB PNG, replacing the file. */
MUST_USE bool canvas_write_png(const struct canvas *c, const char *path, struct err *e);

#endif
