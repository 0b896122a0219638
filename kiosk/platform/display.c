/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/display.h"

#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define LOG_MODULE "display"
#include "base/log.h"

struct display {
	struct display_options options;
	struct canvas canvas;
	SDL_Window *window;
	SDL_Renderer *renderer; /* NULL: the window's surface is used */
	SDL_Texture *texture;
	bool lost;
	float mm_per_px;
	float shrink; /* 1, or less for a window that the desktop has no room for */
};

static bool is_turned(long rotate)
{
	return rotate == 90 || rotate == 270;
}

static bool start_video(struct display *s, struct err *e)
{
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
	bool turned = is_turned(s->options.rotate);
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
	bool turned = is_turned(s->options.rotate);
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
	s->texture = SDL_CreateTexture(s->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, s->options.w,
			s->options.h);
	if (!s->texture) {
		return fail(e, "make a texture of %dx%d px: %s", s->options.w, s->options.h, SDL_GetError());
	}
	(void)SDL_SetTextureBlendMode(s->texture, SDL_BLENDMODE_NONE);
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
	}
	free(s);
}

struct canvas *display_canvas(struct display *s)
{
	return &s->canvas;
}

static bool present_surface(struct display *s, struct rect r, struct err *e)
{
	SDL_Surface *surface = SDL_GetWindowSurface(s->window);
	SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormatFrom(s->canvas.argb, s->canvas.w, s->canvas.h, 32,
			s->canvas.w * (int)sizeof *s->canvas.argb, SDL_PIXELFORMAT_XRGB8888);
	SDL_Rect from = { r.x, r.y, r.w, r.h };
	SDL_Rect to = from;
	bool ok = surface && canvas && SDL_BlitSurface(canvas, &from, surface, &to) == 0 &&
		  SDL_UpdateWindowSurfaceRects(s->window, &from, 1) == 0;
	SDL_FreeSurface(canvas);
	return ok || fail(e, "show the picture: %s", SDL_GetError());
}

static bool show_texture(struct display *s)
{
	int out_w = s->canvas.w;
	int out_h = s->canvas.h;
	(void)SDL_GetRendererOutputSize(s->renderer, &out_w, &out_h);
	/* SDL turns about the middle: the rectangle is given as it lies before the turn. */
	bool turned = is_turned(s->options.rotate);
	int w = turned ? out_h : out_w;
	int h = turned ? out_w : out_h;
	SDL_Rect to = { (out_w - w) / 2, (out_h - h) / 2, w, h };
	bool ok = SDL_RenderClear(s->renderer) == 0 &&
		  SDL_RenderCopyEx(s->renderer, s->texture, NULL, &to, (double)s->options.rotate, NULL,
				  SDL_FLIP_NONE) == 0;
	if (ok) {
		SDL_RenderPresent(s->renderer);
	}
	return ok;
}

static bool present_texture(struct display *s, struct rect r, bool first, struct err *e)
{
	SDL_Rect area = { r.x, r.y, r.w, r.h };
	const uint32_t *from = s->canvas.argb + (size_t)r.y * (size_t)s->canvas.w + (size_t)r.x;
	bool ok = SDL_UpdateTexture(s->texture, &area, from, s->canvas.w * (int)sizeof *from) == 0 && show_texture(s);
	/*
	 * On KMS the first buffer sets the mode (drmModeSetCrtc), and the next ones are flipped to. With virtio_gpu a
	 * panel stays black until the first flip: a page that rests would never be seen.
	 */
	if (ok && first && s->options.video == VIDEO_KMS) {
		ok = show_texture(s);
	}
	return ok || fail(e, "show the picture: %s", SDL_GetError());
}

bool display_present(struct display *s, struct rect changed, struct err *e)
{
	bool first = s->lost;
	if (first) {
		changed = (struct rect){ 0, 0, s->canvas.w, s->canvas.h };
	}
	if (rect_is_empty(changed)) {
		return true;
	}
	s->lost = false;
	if (!s->window) {
		return true;
	}
	return s->renderer ? present_texture(s, changed, first, e) : present_surface(s, changed, e);
}

void display_lost(struct display *s)
{
	s->lost = true;
}

void display_from_window(const struct display *s, int window_x, int window_y, int *x, int *y)
{
	switch (s->options.rotate) {
	case 90:
		*x = window_y;
		*y = s->canvas.h - 1 - window_x;
		break;
	case 180:
		*x = s->canvas.w - 1 - window_x;
		*y = s->canvas.h - 1 - window_y;
		break;
	case 270:
		*x = s->canvas.w - 1 - window_y;
		*y = window_x;
		break;
	default:
		*x = window_x;
		*y = window_y;
		break;
	}
}

bool display_has_window(const struct display *s)
{
	return s->options.video == VIDEO_WINDOW;
}

float display_mm_per_px(const struct display *s)
{
	return s->mm_per_px;
}

float display_shrink(const struct display *s)
{
	return s->shrink;
}

const char *display_renderer_name(const struct display *s)
{
	if (!s->window) {
		return "offscreen";
	}
	return s->options.renderer == RENDERER_OPENGLES2 ? "opengles2" : "software";
}
