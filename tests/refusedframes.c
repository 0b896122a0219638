/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refusedframes.c - a kernel that takes no frames
 *
 * Preloaded into a program by a test: while the file TEST_REFUSEDFRAMES exists, SDL_RenderPresent() does what SDL's KMSDRM driver
 * does when drmModePageFlip() fails because another program has the screen: it says so in SDL's log and shows nothing. */
#define _GNU_SOURCE
#include <SDL2/SDL.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

void SDL_RenderPresent(SDL_Renderer *renderer)
{
	static void (*real)(SDL_Renderer *);
	const char *refuses = getenv("TEST_REFUSEDFRAMES");
	if (!real) {
		*(void **)&real = dlsym(RTLD_NEXT, "SDL_RenderPresent");
	}
	if (!refuses || !real) {
		abort(); /* the test would look at a kernel that takes them */
	}
	if (faccessat(AT_FDCWD, refuses, F_OK, 0) == 0) {
		SDL_LogError(SDL_LOG_CATEGORY_VIDEO, "Could not queue pageflip: %d", -13);
		return;
	}
	real(renderer);
}
