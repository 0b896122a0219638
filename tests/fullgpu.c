/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fullgpu.c - a GPU whose memory is full
 *
 * Preloaded into a program by a test: SDL_CreateTexture() fails while the file TEST_FULLGPU exists. */
#define _GNU_SOURCE
#include <SDL2/SDL.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

SDL_Texture *SDL_CreateTexture(SDL_Renderer *renderer, Uint32 format, int access, int w, int h)
{
	static SDL_Texture *(*real)(SDL_Renderer *, Uint32, int, int, int);
	const char *full = getenv("TEST_FULLGPU");
	if (!real) {
		*(void **)&real = dlsym(RTLD_NEXT, "SDL_CreateTexture");
	}
	if (!full || !real) {
		abort(); /* the test would look at a GPU that has room */
	}
	if (faccessat(AT_FDCWD, full, F_OK, 0) == 0) {
		SDL_SetError("no memory for %dx%d px", w, h);
		return NULL;
	}
	return real(renderer, format, access, w, h);
}
