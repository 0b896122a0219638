/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/picture.h"

#include <SDL2/SDL.h>
#include <SDL2/SDL_image.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "store/picture.h"

static const int decoders = IMG_INIT_PNG | IMG_INIT_JPG | IMG_INIT_WEBP;

void picture_init(void)
{
	(void)IMG_Init(decoders);
}

void picture_quit(void)
{
	IMG_Quit();
}

static SDL_Surface *decode(const uint8_t *bytes, size_t len, enum picture_kind kind)
{
	/* The kind is said, so that no other decoder of the library sees the bytes. */
	static const char *const names[] = { [PICTURE_PNG] = "PNG", [PICTURE_JPEG] = "JPG", [PICTURE_WEBP] = "WEBP" };
	SDL_RWops *file = SDL_RWFromConstMem(bytes, (int)len);
	SDL_Surface *raw = file ? IMG_LoadTyped_RW(file, 1, names[kind]) : NULL;
	SDL_Surface *argb = raw ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
	SDL_FreeSurface(raw);
	return argb;
}

/* The mean of the source pixels from x0 to x1 and y0 to y1, weighted by alpha: premultiplied. */
static uint32_t mean(const SDL_Surface *from, int x0, int x1, int y0, int y1)
{
	uint64_t a = 0;
	uint64_t r = 0;
	uint64_t g = 0;
	uint64_t b = 0;
	for (int y = y0; y < y1; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)from->pixels +
								       (size_t)y * (size_t)from->pitch);
		for (int x = x0; x < x1; x++) {
			uint64_t alpha = row[x] >> 24;
			a += alpha;
			r += (row[x] >> 16 & 0xFF) * alpha;
			g += (row[x] >> 8 & 0xFF) * alpha;
			b += (row[x] & 0xFF) * alpha;
		}
	}
	uint64_t n = (uint64_t)(x1 - x0) * (uint64_t)(y1 - y0);
	uint64_t half = n * 255 / 2;
	return (uint32_t)((a + n / 2) / n << 24 | (r + half) / (n * 255) << 16 | (g + half) / (n * 255) << 8 |
			  (b + half) / (n * 255));
}

static void scale(const SDL_Surface *from, struct picture_pixels *p)
{
	p->opaque = true;
	for (int y = 0; y < p->h; y++) {
		int y0 = (int)((int64_t)y * from->h / p->h);
		int y1 = (int)((int64_t)(y + 1) * from->h / p->h);
		for (int x = 0; x < p->w; x++) {
			int x0 = (int)((int64_t)x * from->w / p->w);
			int x1 = (int)((int64_t)(x + 1) * from->w / p->w);
			uint32_t argb = mean(from, x0, x1, y0, y1);
			p->argb[(size_t)y * (size_t)p->w + (size_t)x] = argb;
			p->opaque &= argb >> 24 == 0xFF;
		}
	}
	p->id = hash_add(HASH_START, p->argb, (size_t)p->w * (size_t)p->h * sizeof *p->argb);
	p->id |= UINT64_C(1) << 63; /* apart from the counted ids of tiles and labels (draw/qr.c) */
}

static int at_least_one(int n)
{
	return n < 1 ? 1 : n;
}

bool picture_decode(const uint8_t *bytes, size_t len, int max_w, int max_h, struct picture_pixels *out, struct err *e)
{
	struct picture_head head;
	if (!picture_probe(bytes, len, &head, e)) {
		return false;
	}
	SDL_Surface *whole = decode(bytes, len, head.kind);
	if (!whole) {
		return fail_kind(e, ERR_FORMAT, "damaged: %s", IMG_GetError());
	}
	/* Refused: the decoder found another size than the head, which was checked, says. */
	if (whole->w != head.w || whole->h != head.h) {
		(void)fail_kind(e, ERR_FORMAT, "damaged: its head says %d by %d px, its data %d by %d", head.w, head.h,
				whole->w, whole->h);
		SDL_FreeSurface(whole);
		return false;
	}
	struct picture_pixels p = { .w = whole->w, .h = whole->h };
	if (p.w > max_w) {
		p.h = at_least_one((int)((int64_t)p.h * max_w / p.w));
		p.w = at_least_one(max_w);
	}
	if (p.h > max_h) {
		p.w = at_least_one((int)((int64_t)p.w * max_h / p.h));
		p.h = at_least_one(max_h);
	}
	p.argb = mem_alloc((size_t)p.w * (size_t)p.h * sizeof *p.argb);
	scale(whole, &p);
	SDL_FreeSurface(whole);
	*out = p;
	return true;
}
