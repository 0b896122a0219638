/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window or panel of a display, its renderer, and the end of them. */
#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "platform/display.h"
#include "platform/display_private.h"

#define LOG_MODULE "display"
#include "base/log.h"

enum { TEXTURE_BYTES = 12 * 1024 * 1024 }; /* Debian keeps 64 MiB for a GPU; twice as many saved no upload of a drag */

bool display_is_turned(const struct display *s)
{
	return s->options.rotate == 90 || s->options.rotate == 270;
}

/* SDL tells of a frame that the kernel refused (no DRM master, no mode) in its log alone, and drops that by default. */
static void hear_sdl(void *ctx, int category, SDL_LogPriority priority, const char *message)
{
	struct display *s = ctx;
	if (category == SDL_LOG_CATEGORY_VIDEO && priority >= SDL_LOG_PRIORITY_ERROR) {
		s->complaints++;
		str_cut(s->complaint, sizeof s->complaint, message);
	} else {
		log_debug("SDL: %s", message);
	}
}

static bool start_video(struct display *s, struct err *e)
{
	SDL_LogSetPriority(SDL_LOG_CATEGORY_VIDEO, SDL_LOG_PRIORITY_ERROR);
	SDL_LogSetOutputFunction(hear_sdl, s);
	/* Without this SDL shows a software window through OpenGL: ten times the CPU, 90 MiB more. */
	if (s->options.renderer == RENDERER_SOFTWARE) {
		(void)SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	}
	if (s->options.video == VIDEO_KMS) {
		(void)SDL_SetHint(SDL_HINT_VIDEODRIVER, "kmsdrm");
		(void)SDL_SetHint("SDL_KMSDRM_REQUIRE_DRM_MASTER", "1");
	}
	/* Touch comes from libinput on a panel; SDL's own reading of /dev/input gave wrong places. */
	(void)SDL_SetHint("SDL_EVDEV_DEVICES", "");
	(void)SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	(void)SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	(void)SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
	(void)SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
	if (SDL_InitSubSystem(SDL_INIT_VIDEO) == 0) {
		const char *driver = SDL_GetCurrentVideoDriver();
		bool shows = driver && strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0;
		if (shows) {
			return true;
		}
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		(void)SDL_SetError("only a driver that shows nothing is available");
	}
	const char *remedy = s->options.video == VIDEO_KMS ? "is a screen connected, and may this user open "
							     "/dev/dri/card0 (groups video and render)?"
							   : "is there a display (DISPLAY or WAYLAND_DISPLAY)? --video "
							     "offscreen needs none";
	return fail(e, "open the display: %s; %s", SDL_GetError(), remedy);
}

/* A kiosk is often larger than a desktop screen: the same page, its millimetres smaller. */
static void fit_desktop(struct display *s)
{
	enum { TITLE_BAR_PX = 40 };
	SDL_Rect room;
	if (SDL_GetDisplayUsableBounds(0, &room) != 0 || room.h <= TITLE_BAR_PX) {
		return;
	}
	bool turned = display_is_turned(s);
	float w = (float)(turned ? s->options.h : s->options.w);
	float h = (float)(turned ? s->options.w : s->options.h);
	float fit_w = (float)room.w / w;
	float fit_h = (float)(room.h - TITLE_BAR_PX) / h;
	float fit = fit_w < fit_h ? fit_w : fit_h;
	if (fit < 1) {
		s->shrink = fit;
		s->options.w = (int)((float)s->options.w * fit);
		s->options.h = (int)((float)s->options.h * fit);
	}
}

static bool open_window(struct display *s, struct err *e)
{
	bool kms = s->options.video == VIDEO_KMS;
	if (!kms) {
		fit_desktop(s);
	}
	bool turned = display_is_turned(s);
	int w = turned ? s->options.h : s->options.w;
	int h = turned ? s->options.w : s->options.h;
	if (kms && (w == 0 || h == 0)) {
		SDL_DisplayMode mode;
		if (SDL_GetDesktopDisplayMode(0, &mode) != 0) {
			return fail(e, "ask the panel for its size: %s", SDL_GetError());
		}
		w = mode.w;
		h = mode.h;
		s->options.w = turned ? h : w;
		s->options.h = turned ? w : h;
	}
	Uint32 flags = kms ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;
	s->window = SDL_CreateWindow("Borne", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h, flags);
	if (!s->window) {
		return fail(e, "open a window of %dx%d px: %s", w, h, SDL_GetError());
	}
	float diagonal_dpi = 0;
	float dpi_x = 0;
	if (kms && SDL_GetDisplayDPI(0, &diagonal_dpi, &dpi_x, NULL) == 0 && dpi_x > 0) {
		s->mm_per_px = 25.4F / dpi_x;
	}
	(void)SDL_ShowCursor(kms ? SDL_DISABLE : SDL_ENABLE);
	return true;
}

void display_stop_composing(struct display *s)
{
	compositor_destroy(s->compositor);
	s->compositor = NULL;
	if (s->whole) {
		SDL_DestroyTexture(s->whole);
		s->whole = NULL;
	}
}

/* Without it the canvas is shown as a whole: slower, and the same picture. */
static void start_composing(struct display *s)
{
	struct err e = { 0 };
	int w = s->options.w;
	int h = s->options.h;
	bool same = s->options.rotate == 0 && SDL_GetRendererOutputSize(s->renderer, &w, &h) == 0 &&
		    w == s->options.w && h == s->options.h;
	if (!same) {
		s->whole = SDL_CreateTexture(s->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_TARGET,
				s->options.w, s->options.h);
		if (!s->whole || SDL_SetTextureBlendMode(s->whole, SDL_BLENDMODE_NONE) != 0) {
			log_warn("maps are not composed by the GPU, frames cost more: %s", SDL_GetError());
			display_stop_composing(s);
			return;
		}
	}
	s->compositor = compositor_create(s->renderer, TEXTURE_BYTES, &e);
	if (!s->compositor) {
		log_warn("maps are not composed by the GPU, frames cost more: %s", e.message);
		display_stop_composing(s);
	}
}

static bool open_renderer(struct display *s, struct err *e)
{
	const char *name = s->options.renderer == RENDERER_OPENGLES2 ? "opengles2" : "software";
	(void)SDL_SetHint(SDL_HINT_RENDER_DRIVER, name);
	(void)SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
	Uint32 flags = s->options.renderer == RENDERER_OPENGLES2 ? SDL_RENDERER_PRESENTVSYNC : 0;
	s->renderer = SDL_CreateRenderer(s->window, -1, flags);
	if (!s->renderer) {
		return fail(e, "start the %s renderer: %s", name, SDL_GetError());
	}
	/* STATIC: SDL keeps the px of a STREAMING one a second time. */
	s->texture = SDL_CreateTexture(s->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, s->options.w,
			s->options.h);
	if (!s->texture) {
		return fail(e, "make a texture of %dx%d px: %s", s->options.w, s->options.h, SDL_GetError());
	}
	(void)SDL_SetTextureBlendMode(s->texture, SDL_BLENDMODE_NONE);
	if (s->options.renderer == RENDERER_OPENGLES2) {
		start_composing(s);
	}
	return true;
}

struct display *display_open(const struct display_options *options, struct err *e)
{
	struct display *s = mem_zalloc(1, sizeof *s);
	s->options = *options;
	s->lost = true;
	s->shrink = 1;
	bool ok = true;
	if (options->video != VIDEO_OFFSCREEN) {
		if (s->options.renderer == RENDERER_AUTO) {
			s->options.renderer = options->video == VIDEO_KMS ? RENDERER_OPENGLES2 : RENDERER_SOFTWARE;
		}
		ok = start_video(s, e) && open_window(s, e);
		/* A picture that is turned, and all of KMS, goes through a texture. */
		if (ok && (s->options.renderer == RENDERER_OPENGLES2 || s->options.rotate != 0)) {
			ok = open_renderer(s, e);
		}
	}
	if (ok && (s->options.w <= 0 || s->options.h <= 0)) {
		ok = fail(e, "the screen has no size: give --format or --size");
	}
	if (!ok) {
		display_close(s);
		return NULL;
	}
	canvas_init(&s->canvas, s->options.w, s->options.h);
	return s;
}

void display_close(struct display *s)
{
	if (!s) {
		return;
	}
	canvas_finish(&s->canvas);
	display_stop_composing(s);
	if (s->texture) {
		SDL_DestroyTexture(s->texture);
	}
	if (s->renderer) {
		SDL_DestroyRenderer(s->renderer);
	}
	if (s->window) {
		SDL_DestroyWindow(s->window);
	}
	if (s->options.video != VIDEO_OFFSCREEN) {
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
		SDL_LogSetOutputFunction(NULL, NULL);
	}
	free(s);
}
