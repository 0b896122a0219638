/* SPDX-License-Identifier: GPL-3.0-or-later */
/* display.h - where the canvas is shown
 *
 * Three ways, one canvas: nowhere (offscreen: tests, tour, measurements), a window
 * of the desktop, or the whole panel through KMS/DRM. The canvas is always painted
 * in memory; what changed is copied to the window's surface, or uploaded into one
 * texture of an OpenGL ES renderer. KMS needs the latter: SDL's software renderer
 * presents a black screen there. UI thread only. */
#ifndef PLATFORM_DISPLAY_H
#define PLATFORM_DISPLAY_H

#include "paint/canvas.h"

enum display_video { VIDEO_OFFSCREEN, VIDEO_WINDOW, VIDEO_KMS };
enum display_renderer { RENDERER_AUTO, RENDERER_SOFTWARE, RENDERER_OPENGLES2 };

struct display_options {
	enum display_video video;
	enum display_renderer renderer; /* AUTO: software in a window, opengles2 on KMS */
	int w, h;                       /* px of the picture as read; 0 on KMS: the panel's own size */
	long rotate;                    /* 0, 90, 180, 270: clockwise turn of the picture on the panel */
};

struct display;
/* Owned. NULL: no such display; the error says what to do. */
MUST_USE struct display *display_open(const struct display_options *options, struct err *e);
void display_close(struct display *s);
/* What to draw into; lent until display_close(). */
struct canvas *display_canvas(struct display *s);
/* Shows `changed` (canvas px); an empty one shows nothing new and costs nothing. */
MUST_USE bool display_present(struct display *s, struct rect changed, struct err *e);
/* The window was covered or the panel was switched: the next present must show everything. */
void display_lost(struct display *s);
/* Pixel of the picture for a position in the window (mouse, SDL). */
void display_from_window(const struct display *s, int window_x, int window_y, int *x, int *y);
/* True when events come through SDL (a window). */
bool display_has_window(const struct display *s);
/* Millimetres per px as the display's EDID says; 0 when it does not. */
float display_mm_per_px(const struct display *s);
/* 1; less when the window was made smaller than asked for, to fit the desktop. */
float display_shrink(const struct display *s);
/* "offscreen", "software", "opengles2". */
const char *display_renderer_name(const struct display *s);

#endif
