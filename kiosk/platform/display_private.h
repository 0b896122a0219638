/* SPDX-License-Identifier: GPL-3.0-or-later */
/* display_private.h - the inside of struct display, for display.c and display_open.c alone */
#ifndef PLATFORM_DISPLAY_PRIVATE_H
#define PLATFORM_DISPLAY_PRIVATE_H

#include <SDL2/SDL.h>

#include "paint/canvas.h"
#include "platform/compose.h"
#include "platform/display_options.h"

struct display {
	struct display_options options;
	struct canvas canvas;
	SDL_Window *window;
	SDL_Renderer *renderer; /* NULL: the window's surface is used */
	SDL_Texture *texture;   /* of the canvas */
	SDL_Texture *whole; /* composed frames before they are turned or stretched; NULL: drawn to the screen itself */
	struct compositor *compositor; /* NULL: the canvas is all there is */
	struct canvas *capture;        /* borrowed: gets the next composed frame */
	uint64_t uploaded;
	/* What SDL has said in its log of frames that the kernel did not take. */
	unsigned complaints;
	char complaint[160];
	int refused; /* frames in a row */
	bool lost;
	float mm_per_px;
	float shrink; /* 1, or less for a window that the desktop has no room for */
};

/* The panel's width is the picture's height. */
bool display_is_turned(const struct display *s);
/* From now on the canvas is all that is shown. */
void display_stop_composing(struct display *s);

#endif
