/* SPDX-License-Identifier: GPL-3.0-or-later */
/* screen.h - where the canvas is shown
 *
 * Three ways, one canvas: nowhere (offscreen: tests, tour, measurements), a window
 * of the desktop, or the whole panel through KMS/DRM. The canvas is always painted
 * in memory; what changed is copied to the window's surface, or uploaded into one
 * texture of an OpenGL ES renderer. KMS needs the latter: SDL's software renderer
 * presents a black screen there. UI thread only. */
#ifndef PLATFORM_SCREEN_H
#define PLATFORM_SCREEN_H

#include "platform/canvas.h"

enum screen_video { VIDEO_OFFSCREEN, VIDEO_WINDOW, VIDEO_KMS };
enum screen_renderer { RENDERER_AUTO, RENDERER_SOFTWARE, RENDERER_OPENGLES2 };

struct screen_options {
	enum screen_video video;
	enum screen_renderer renderer; /* AUTO: software in a window, opengles2 on KMS */
	int w, h;                      /* px of the picture as read; 0 on KMS: the panel's own size */
	long rotate;                   /* 0, 90, 180, 270: clockwise turn of the picture on the panel */
};

struct screen;
/* Owned. NULL: no such display; the error says what to do. */
MUST_USE struct screen *screen_open(const struct screen_options *options, struct err *e);
void screen_close(struct screen *s);
/* What to draw into; lent until screen_close(). */
struct canvas *screen_canvas(struct screen *s);
/* Shows `changed` (canvas px); an empty one shows nothing new and costs nothing. */
MUST_USE bool screen_present(struct screen *s, struct rect changed, struct err *e);
/* The window was covered or the panel was switched: the next present must show everything. */
void screen_lost(struct screen *s);
/* Pixel of the picture for a position in the window (mouse, SDL). */
void screen_from_window(const struct screen *s, int window_x, int window_y, int *x, int *y);
/* True when events come through SDL (a window). */
bool screen_has_window(const struct screen *s);
/* Millimetres per px as the display's EDID says; 0 when it does not. */
float screen_mm_per_px(const struct screen *s);
/* "offscreen", "software", "opengles2". */
const char *screen_renderer_name(const struct screen *s);

#endif
