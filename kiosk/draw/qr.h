/* SPDX-License-Identifier: GPL-3.0-or-later */
/* qr.h - a QR code as pixels
 *
 * Always black on white, whatever the theme (DESIGN.md section 5), with the quiet
 * zone of 4 modules that ISO/IEC 18004 asks for. One pixel a module: the caller
 * draws it with a whole number of device px per module and smooth off. Pure. */
#ifndef DRAW_QR_H
#define DRAW_QR_H

#include "base/arena.h"
#include "draw/draw.h"

/* In the arena. NULL when the text does not fit a QR code (about 1,200 bytes at this level, M). */
const struct draw_pixels *qr_make(const char *text, struct arena *arena);

#endif
