/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing (lettering.h). */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "map/label/lettering.h"
#include "map/label/lettering_fonts.h"

#include FT_GLYPH_H
#include FT_OUTLINE_H

enum { PICTURE_SIDE_MAX = 2048 };

/* Pixels of an outline, or of a picture: y down. */
struct extent {
	long x0, y0, x1, y1; /* x1, y1 outside */
};

/* One glyph where it stands; its halo, which is the same thing wider. */
struct inked {
	FT_Glyph text, halo; /* NULL: nothing to see */
};

struct sheet {
	uint8_t *coverage;
	int w, h;
};

static bool find_extent(const FT_Outline *outline, struct extent *out)
{
	FT_BBox box;
	FT_Outline_Get_CBox(outline, &box);
	*out = (struct extent){ box.xMin >> 6, -((box.yMax + 63) >> 6), (box.xMax + 63) >> 6, -(box.yMin >> 6) };
	return out->x1 > out->x0 && out->y1 > out->y0;
}

static FT_Outline *outline_of(FT_Glyph g)
{
	return &((FT_OutlineGlyph)(void *)g)->outline;
}

/* Rows of the bitmap go down, y of the outline goes up: the sheet's y is minus FreeType's. */
static void add_outline(struct lettering *l, FT_Outline *outline, const struct letters *picture,
		const struct sheet *sheet)
{
	struct extent at;
	if (!find_extent(outline, &at) || at.x1 - at.x0 > 1024 || at.y1 - at.y0 > 1024) {
		return;
	}
	long w = at.x1 - at.x0;
	long h = at.y1 - at.y0;
	uint8_t *bytes = mem_zalloc((size_t)(w * h), 1);
	FT_Outline_Translate(outline, -at.x0 * 64, at.y1 * 64);
	FT_Bitmap bitmap = { .rows = (unsigned)h,
		.width = (unsigned)w,
		.pitch = (int)w,
		.buffer = bytes,
		.num_grays = 256,
		.pixel_mode = FT_PIXEL_MODE_GRAY };
	(void)FT_Outline_Get_Bitmap(l->library, outline, &bitmap);
	for (long row = 0; row < h; row++) {
		for (long col = 0; col < w; col++) {
			long x = at.x0 + col - picture->x;
			long y = at.y0 + row - picture->y;
			if (x >= 0 && y >= 0 && x < sheet->w && y < sheet->h) {
				uint8_t *to = &sheet->coverage[y * sheet->w + x];
				uint8_t value = bytes[row * w + col];
				*to = value > *to ? value : *to;
			}
		}
	}
	free(bytes);
}

/* A copy of a kept outline, turned and moved to where it stands. */
static FT_Glyph stand(FT_Glyph kept, struct glyph_place at)
{
	FT_Glyph copy;
	if (!kept || FT_Glyph_Copy(kept, &copy) != 0) {
		return NULL;
	}
	FT_Outline *outline = outline_of(copy);
	if (at.angle != 0) {
		FT_Matrix turn = { lroundf(cosf(at.angle) * 0x10000), lroundf(sinf(at.angle) * 0x10000),
			lroundf(-sinf(at.angle) * 0x10000), lroundf(cosf(at.angle) * 0x10000) };
		FT_Outline_Transform(outline, &turn);
	}
	FT_Outline_Translate(outline, lroundf(at.x * 64), -lroundf(at.y * 64));
	return copy;
}

static uint32_t tint(struct color c, uint32_t coverage)
{
	uint32_t a = c.a * coverage / 255;
	return a << 24 | (c.r * a / 255) << 16 | (c.g * a / 255) << 8 | c.b * a / 255;
}

static uint32_t put_over(uint32_t top, uint32_t under)
{
	uint32_t rest = 255 - (top >> 24);
	uint32_t out = 0;
	for (int shift = 0; shift < 32; shift += 8) {
		uint32_t value = (top >> shift & 255) + (under >> shift & 255) * rest / 255;
		out |= (value > 255 ? 255 : value) << shift;
	}
	return out;
}

uint32_t *lettering_tint(const uint8_t *text, const uint8_t *halo, size_t count, const struct lettering_look *look)
{
	uint32_t *argb = mem_alloc(count * sizeof *argb);
	for (size_t i = 0; i < count; i++) {
		uint32_t under = halo[i] ? tint(look->halo, halo[i]) : 0;
		argb[i] = text[i] ? put_over(tint(look->text, text[i]), under) : under;
	}
	return argb;
}

/* The smallest picture that holds all of it. */
static bool find_bounds(const struct inked *all, size_t len, struct letters *out)
{
	struct extent whole = { PICTURE_SIDE_MAX, PICTURE_SIDE_MAX, -PICTURE_SIDE_MAX, -PICTURE_SIDE_MAX };
	bool any = false;
	for (size_t i = 0; i < len; i++) {
		FT_Glyph widest = all[i].halo ? all[i].halo : all[i].text;
		struct extent e;
		if (!widest || !find_extent(outline_of(widest), &e)) {
			continue;
		}
		whole.x0 = !any || e.x0 < whole.x0 ? e.x0 : whole.x0;
		whole.y0 = !any || e.y0 < whole.y0 ? e.y0 : whole.y0;
		whole.x1 = !any || e.x1 > whole.x1 ? e.x1 : whole.x1;
		whole.y1 = !any || e.y1 > whole.y1 ? e.y1 : whole.y1;
		any = true;
	}
	if (!any || whole.x1 - whole.x0 > PICTURE_SIDE_MAX || whole.y1 - whole.y0 > PICTURE_SIDE_MAX) {
		return false;
	}
	*out = (struct letters){ NULL, (int)(whole.x1 - whole.x0), (int)(whole.y1 - whole.y0), (int)whole.x0,
		(int)whole.y0 };
	return true;
}

static void paint(struct lettering *l, const struct inked *all, size_t len, const struct lettering_look *look,
		struct letters *out)
{
	size_t count = (size_t)out->w * (size_t)out->h;
	struct sheet text = { mem_zalloc(count, 1), out->w, out->h };
	struct sheet halo = { mem_zalloc(count, 1), out->w, out->h };
	for (size_t i = 0; i < len; i++) {
		if (all[i].halo) {
			add_outline(l, outline_of(all[i].halo), out, &halo);
		}
		if (all[i].text) {
			add_outline(l, outline_of(all[i].text), out, &text);
		}
	}
	out->argb = lettering_tint(text.coverage, halo.coverage, count, look);
	free(text.coverage);
	free(halo.coverage);
}

bool lettering_draw(struct lettering *l, const struct glyph_run *run, const struct glyph_place *places,
		const struct lettering_look *look, struct letters *out)
{
	struct inked all[LETTERING_GLYPHS_MAX];
	if (l->inked_len + run->len > LETTERING_INKED_MAX * 3 / 4) {
		lettering_forget_ink(l);
	}
	for (size_t i = 0; i < run->len; i++) {
		const struct inked_glyph *g = lettering_ink(l, run, &run->at[i], look->halo.a > 0 ? look->halo_px : 0);
		all[i] = (struct inked){ stand(g->text, places[i]), stand(g->halo, places[i]) };
	}
	bool ok = find_bounds(all, run->len, out);
	if (ok) {
		paint(l, all, run->len, look, out);
	}
	for (size_t i = 0; i < run->len; i++) {
		if (all[i].halo) {
			FT_Done_Glyph(all[i].halo);
		}
		if (all[i].text) {
			FT_Done_Glyph(all[i].text);
		}
	}
	return ok;
}
