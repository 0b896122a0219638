/* SPDX-License-Identifier: GPL-3.0-or-later */
/* display.h - where the canvas is shown
 *
 * Three ways, one canvas: nowhere (offscreen: tests, tour, measurements), a window
 * of the desktop, or the whole panel through KMS/DRM. The canvas is painted in memory;
 * what changed is copied to the window's surface, or uploaded into one texture of a
 * renderer. With OpenGL ES the display composes: the canvas holds the page alone, and
 * what a map moves above it (draw/layers.h) is drawn by the GPU. KMS needs OpenGL ES:
 * SDL's software renderer presents a black screen there. UI thread only. */
#ifndef PLATFORM_DISPLAY_H
#define PLATFORM_DISPLAY_H

#include "draw/layers.h"
#include "paint/canvas.h"
#include "paint/painter.h"
#include "platform/display_options.h"

struct display;
/* Owned. NULL: no such display; the error says what to do. */
MUST_USE struct display *display_open(const struct display_options *options, struct err *e);
void display_close(struct display *s);
/* What to draw into; lent until display_close(). */
struct canvas *display_canvas(struct display *s);
/* Shows `changed` (canvas px); an empty one shows nothing new and costs nothing. */
MUST_USE bool display_present(struct display *s, struct rect changed, struct err *e);
/* True: frames are shown by display_compose(). */
bool display_composes(const struct display *s);
/* Shows the canvas, of which `changed` has been painted, and above it `layers->above`; always a whole frame. False:
 * the GPU cannot; this display composes no more, and the whole picture is to be painted and presented. */
MUST_USE bool display_compose(struct display *s, struct rect changed, const struct layers *layers,
		struct painter *painter, struct err *e);
/* The next composed frame is read back into `into` (borrowed, of the canvas's size) before it is shown; NULL: none. */
void display_capture(struct display *s, struct canvas *into);
/* Gives back what the GPU keeps of earlier frames: it may show what a visitor has typed. */
void display_forget(struct display *s);
/* Sent to the window or to textures since the start; 0 offscreen. */
uint64_t display_uploaded_bytes(const struct display *s);
/* The kernel did not take the last frame: all of it is to be shown again. */
bool display_was_refused(const struct display *s);
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
