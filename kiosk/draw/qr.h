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

/* Modules a side of the largest code there is, with its quiet zone: no limit. */
enum { QR_MODULES_MAX = 177 + 2 * 4 };

/* In the arena. NULL when the text is empty or its code has more than `modules_max` modules a side, quiet zone
 * included. Error correction is of level M where that code is small enough, else of level L: the glass of a screen has
 * no dirt of paper, and larger modules are read from farther away. UTF-8 is declared (ECI 26) where the text has
 * letters outside of ASCII: without it readers guess between Latin 1 and Shift JIS. */
const struct draw_pixels *qr_make(const char *text, int modules_max, struct arena *arena);
/* How many bytes of text a code of that many modules a side, quiet zone included, holds at level L; 0: there is no such
 * code. */
size_t qr_bytes(int modules);

#endif
