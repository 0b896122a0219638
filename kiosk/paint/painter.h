/* SPDX-License-Identifier: GPL-3.0-or-later */
/* painter.h - draw list to pixels, in software
 *
 * Keeps what was costly to make (glyph runs, shapes, icons) in one cache bounded by
 * bytes. UI thread only. */
#ifndef PAINT_PAINTER_H
#define PAINT_PAINTER_H

#include "draw/text.h"
#include "paint/canvas.h"

struct painter;
/* `fonts` is borrowed; `icons_dir` is copied. Owned. */
MUST_USE struct painter *painter_create(struct fonts *fonts, const char *icons_dir, size_t cache_bytes, struct err *e);
void painter_destroy(struct painter *p);
/* Paints the commands that touch `area`; nothing outside it changes. DRAW_MAP is filled with the map's ground
 * colour only: mapview replaces it by images beforehand. */
void painter_paint(struct painter *p, struct canvas *canvas, const struct draw_list *list, struct rect area);
/* Zeroes and frees the cached glyph runs: they may show what a visitor typed. */
void painter_forget_text(struct painter *p);
size_t painter_cache_bytes(const struct painter *p);

#endif
