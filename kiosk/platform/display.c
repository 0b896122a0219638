/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/display.h"

#include <SDL2/SDL.h>

#include "platform/display_private.h"

#define LOG_MODULE "display"
#include "base/log.h"

enum { REFUSED_MAX = 60 }; /* frames in a row, a second of them: while a mode is set some are refused */

struct canvas *display_canvas(struct display *s)
{
	return &s->canvas;
}

static uint64_t bytes_of(struct rect r)
{
	return (uint64_t)r.w * (uint64_t)r.h * sizeof(uint32_t);
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
	s->uploaded += bytes_of(r);
	return ok || fail(e, "show the picture: %s", SDL_GetError());
}

/* Turns `from` to the screen. */
static bool show_texture(struct display *s, SDL_Texture *from)
{
	int out_w = s->canvas.w;
	int out_h = s->canvas.h;
	(void)SDL_GetRendererOutputSize(s->renderer, &out_w, &out_h);
	/* SDL turns about the middle: the rectangle is given as it lies before the turn. */
	bool turned = display_is_turned(s);
	int w = turned ? out_h : out_w;
	int h = turned ? out_w : out_h;
	SDL_Rect to = { (out_w - w) / 2, (out_h - h) / 2, w, h };
	(void)SDL_SetRenderDrawColor(s->renderer, 0, 0, 0, 255);
	return SDL_RenderClear(s->renderer) == 0 &&
	       SDL_RenderCopyEx(s->renderer, from, NULL, &to, (double)s->options.rotate, NULL, SDL_FLIP_NONE) == 0;
}

static bool upload_canvas(struct display *s, struct rect r)
{
	SDL_Rect area = { r.x, r.y, r.w, r.h };
	const uint32_t *from = s->canvas.argb + (size_t)r.y * (size_t)s->canvas.w + (size_t)r.x;
	s->uploaded += bytes_of(r);
	return rect_is_empty(r) || SDL_UpdateTexture(s->texture, &area, from, s->canvas.w * (int)sizeof *from) == 0;
}

/* On KMS the first buffer sets the mode (drmModeSetCrtc), and the next ones are flipped to. With virtio_gpu a panel
 * stays black until the first flip: a page that rests would never be seen. */
static int times_shown(const struct display *s, bool first)
{
	return first && s->options.video == VIDEO_KMS ? 2 : 1;
}

/* False: the kernel takes no frames any more, and the program has to open the panel anew. */
static bool present_renderer(struct display *s, struct err *e)
{
	unsigned before = s->complaints;
	SDL_RenderPresent(s->renderer);
	if (s->complaints == before) {
		s->refused = 0;
		return true;
	}
	s->lost = true;
	if (s->refused++ == 0) {
		log_warn("a frame was refused: %s", s->complaint);
	}
	return s->refused < REFUSED_MAX ||
	       fail(e, "the screen took none of %d frames: %s; another program may have it", REFUSED_MAX, s->complaint);
}

static bool present_texture(struct display *s, struct rect r, bool first, struct err *e)
{
	bool ok = upload_canvas(s, r) || fail(e, "show the picture: %s", SDL_GetError());
	for (int i = times_shown(s, first); ok && i > 0; i--) {
		ok = show_texture(s, s->texture) || fail(e, "show the picture: %s", SDL_GetError());
		ok = ok && present_renderer(s, e);
	}
	return ok;
}

/* What is to be painted of the canvas until all of it is shown again. */
static struct rect since_lost(struct display *s, struct rect changed, bool *first)
{
	*first = s->lost;
	s->lost = false;
	return *first ? (struct rect){ 0, 0, s->canvas.w, s->canvas.h } : changed;
}

bool display_present(struct display *s, struct rect changed, struct err *e)
{
	bool first;
	changed = since_lost(s, changed, &first);
	if (rect_is_empty(changed) || !s->window) {
		return true;
	}
	return s->renderer ? present_texture(s, changed, first, e) : present_surface(s, changed, e);
}

bool display_composes(const struct display *s)
{
	return s->compositor != NULL;
}

/* Pages, map and what lies over it, as read: not turned yet. */
static bool draw_layers(struct display *s, const struct layers *layers, struct painter *painter, struct err *e)
{
	if (SDL_SetRenderTarget(s->renderer, s->whole) != 0 ||
			SDL_RenderCopy(s->renderer, s->texture, NULL, NULL) != 0) {
		return fail(e, "draw the page: %s", SDL_GetError());
	}
	if (!compositor_draw(s->compositor, layers->above, layers->above_len, painter, e)) {
		return false;
	}
	struct canvas *to = s->capture;
	s->capture = NULL;
	return !to ||
	       SDL_RenderReadPixels(s->renderer, NULL, SDL_PIXELFORMAT_ARGB8888, to->argb,
			       to->w * (int)sizeof *to->argb) == 0 ||
	       fail(e, "read the frame: %s", SDL_GetError());
}

bool display_compose(struct display *s, struct rect changed, const struct layers *layers, struct painter *painter,
		struct err *e)
{
	bool first;
	changed = since_lost(s, changed, &first);
	bool ok = upload_canvas(s, changed) || fail(e, "show the page: %s", SDL_GetError());
	for (int i = times_shown(s, first); ok && i > 0; i--) {
		ok = draw_layers(s, layers, painter, e);
		(void)SDL_SetRenderTarget(s->renderer, NULL);
		if (ok && s->whole) {
			ok = show_texture(s, s->whole) || fail(e, "turn the picture: %s", SDL_GetError());
		}
		ok = ok && present_renderer(s, e);
	}
	if (!ok) {
		display_stop_composing(s);
		s->lost = true;
		return false;
	}
	compositor_end_frame(s->compositor);
	return true;
}

void display_capture(struct display *s, struct canvas *into)
{
	s->capture = into;
}

void display_forget(struct display *s)
{
	if (s->compositor) {
		compositor_forget(s->compositor);
	}
}

uint64_t display_uploaded_bytes(const struct display *s)
{
	return s->uploaded + (s->compositor ? compositor_uploaded_bytes(s->compositor) : 0);
}

bool display_was_refused(const struct display *s)
{
	return s->refused > 0;
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
