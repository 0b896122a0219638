/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/lettering.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_GLYPH_H
#include FT_OUTLINE_H
#include FT_STROKER_H
#include <hb-ft.h>
#include <hb.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum { PICTURE_SIDE_MAX = 2048 };

struct face {
	FT_Face ft;
	hb_font_t *hb;
};

struct lettering {
	FT_Library library;
	FT_Stroker stroker;
	struct face faces[2][LETTERING_FONTS_MAX];
	size_t count;
};

static void open_face(struct lettering *l, struct face *f, const char *path)
{
	if (FT_New_Face(l->library, path, 0, &f->ft) != 0) {
		f->ft = NULL;
		return;
	}
	(void)FT_Set_Pixel_Sizes(f->ft, 0, 32);
	f->hb = hb_ft_font_create_referenced(f->ft);
	hb_ft_font_set_load_flags(f->hb, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
}

struct lettering *lettering_create(const char *const *regular, const char *const *bold, size_t count, struct err *e)
{
	struct lettering *l = mem_zalloc(1, sizeof *l);
	if (FT_Init_FreeType(&l->library) != 0 || FT_Stroker_New(l->library, &l->stroker) != 0) {
		(void)fail(e, "start FreeType for the map's names");
		lettering_destroy(l);
		return NULL;
	}
	l->count = count < LETTERING_FONTS_MAX ? count : LETTERING_FONTS_MAX;
	for (size_t i = 0; i < l->count; i++) {
		open_face(l, &l->faces[0][i], regular[i]);
		open_face(l, &l->faces[1][i], bold[i]);
	}
	if (l->count == 0 || !l->faces[0][0].ft || !l->faces[1][0].ft) {
		(void)fail(e, "the map's names have no font: %s (package fonts-noto-core)",
				count ? regular[0] : "empty list");
		lettering_destroy(l);
		return NULL;
	}
	return l;
}

void lettering_destroy(struct lettering *l)
{
	if (!l) {
		return;
	}
	for (int weight = 0; weight < 2; weight++) {
		for (size_t i = 0; i < l->count; i++) {
			hb_font_destroy(l->faces[weight][i].hb);
			if (l->faces[weight][i].ft) {
				(void)FT_Done_Face(l->faces[weight][i].ft);
			}
		}
	}
	if (l->stroker) {
		FT_Stroker_Done(l->stroker);
	}
	if (l->library) {
		(void)FT_Done_FreeType(l->library);
	}
	free(l);
}

/* ---- shaping ---- */

static bool has_all(const struct face *f, const char *text, size_t len)
{
	const char *end = text + len;
	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		if (c > 0x20 && c != 0xA0 && c != 0x202F && FT_Get_Char_Index(f->ft, c) == 0) {
			return false;
		}
	}
	return true;
}

static bool shape_with(struct face *f, const char *text, size_t len, struct glyph_run *out)
{
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, text, (int)len, 0, (int)len);
	hb_buffer_guess_segment_properties(buffer);
	hb_shape(f->hb, buffer, NULL, 0);
	unsigned count = 0;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(buffer, &count);
	bool ok = count > 0 && count <= LETTERING_GLYPHS_MAX;
	float pen = 0;
	for (unsigned i = 0; ok && i < count; i++) {
		out->at[i].glyph = info[i].codepoint;
		out->at[i].x = pen + (float)pos[i].x_offset / 64;
		out->at[i].y = -(float)pos[i].y_offset / 64;
		out->at[i].advance = (float)pos[i].x_advance / 64;
		pen += out->at[i].advance;
	}
	out->len = ok ? count : 0;
	out->width = pen;
	hb_buffer_destroy(buffer);
	return ok;
}

bool lettering_shape(struct lettering *l, const char *text, size_t len, bool bold, float size_px, struct glyph_run *out)
{
	if (len == 0 || size_px < 4 || size_px > 200) {
		return false;
	}
	for (size_t i = 0; i < l->count; i++) {
		struct face *f = &l->faces[bold][i];
		if (!f->ft || (i + 1 < l->count && !has_all(f, text, len))) {
			continue;
		}
		(void)FT_Set_Char_Size(f->ft, 0, lroundf(size_px * 64), 72, 72);
		hb_ft_font_changed(f->hb);
		*out = (struct glyph_run){ .font = (int)i, .bold = bold, .size_px = size_px };
		out->ascent = (float)f->ft->size->metrics.ascender / 64;
		out->descent = -(float)f->ft->size->metrics.descender / 64;
		return shape_with(f, text, len, out);
	}
	return false;
}

/* ---- drawing ---- */

struct sheet {
	uint8_t *text, *halo; /* coverage */
	int w, h;
};

static void add_outline(struct lettering *l, FT_Outline *outline, uint8_t *coverage, const struct sheet *sheet)
{
	FT_BBox box;
	FT_Outline_Get_CBox(outline, &box);
	FT_Pos left = box.xMin >> 6;
	FT_Pos bottom = box.yMin >> 6;
	FT_Pos w = (box.xMax >> 6) - left + 1;
	FT_Pos h = (box.yMax >> 6) - bottom + 1;
	if (w <= 0 || h <= 0 || w > 512 || h > 512) {
		return;
	}
	uint8_t *bytes = mem_zalloc((size_t)(w * h), 1);
	FT_Outline_Translate(outline, -left * 64, -bottom * 64);
	FT_Bitmap bitmap = { .rows = (unsigned)h,
		.width = (unsigned)w,
		.pitch = (int)w,
		.buffer = bytes,
		.num_grays = 256,
		.pixel_mode = FT_PIXEL_MODE_GRAY };
	(void)FT_Outline_Get_Bitmap(l->library, outline, &bitmap);
	/* Rows of the bitmap go down, y of the outline goes up: the sheet's y is minus FreeType's. */
	for (FT_Pos row = 0; row < h; row++) {
		FT_Pos y = -(bottom + h) + row;
		for (FT_Pos col = 0; col < w; col++) {
			FT_Pos x = left + col;
			if (x >= 0 && y >= 0 && x < sheet->w && y < sheet->h) {
				uint8_t *to = &coverage[y * sheet->w + x];
				uint8_t value = bytes[row * w + col];
				*to = value > *to ? value : *to;
			}
		}
	}
	free(bytes);
}

static void add_glyph(struct lettering *l, FT_Face face, uint32_t glyph, struct glyph_place at, float halo_px,
		const struct sheet *sheet)
{
	if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
			face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
		return;
	}
	FT_Outline *outline = &face->glyph->outline;
	FT_Matrix turn = { lroundf(cosf(at.angle) * 0x10000), lroundf(sinf(at.angle) * 0x10000),
		lroundf(-sinf(at.angle) * 0x10000), lroundf(cosf(at.angle) * 0x10000) };
	FT_Outline_Transform(outline, &turn);
	FT_Outline_Translate(outline, lroundf(at.x * 64), -lroundf(at.y * 64));
	FT_Glyph stroked;
	if (halo_px > 0 && FT_Get_Glyph(face->glyph, &stroked) == 0) {
		FT_Stroker_Set(l->stroker, lroundf(halo_px * 64), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND,
				0);
		if (FT_Glyph_StrokeBorder(&stroked, l->stroker, 0, 1) == 0) {
			add_outline(l, &((FT_OutlineGlyph)(void *)stroked)->outline, sheet->halo, sheet);
		}
		FT_Done_Glyph(stroked);
	}
	add_outline(l, outline, sheet->text, sheet);
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

/* The smallest rectangle round all glyphs, with room for halos. */
static bool bounds(const struct glyph_run *run, const struct glyph_place *places, float halo_px, struct letters *out)
{
	float reach = run->size_px * 1.3F + halo_px + 2;
	float low_x = 1e9F;
	float low_y = 1e9F;
	float high_x = -1e9F;
	float high_y = -1e9F;
	for (size_t i = 0; i < run->len; i++) {
		low_x = fminf(low_x, places[i].x - reach);
		high_x = fmaxf(high_x, places[i].x + reach);
		low_y = fminf(low_y, places[i].y - reach);
		high_y = fmaxf(high_y, places[i].y + reach);
	}
	out->x = (int)floorf(low_x);
	out->y = (int)floorf(low_y);
	out->w = (int)ceilf(high_x) - out->x;
	out->h = (int)ceilf(high_y) - out->y;
	return run->len > 0 && out->w > 0 && out->h > 0 && out->w < PICTURE_SIDE_MAX && out->h < PICTURE_SIDE_MAX;
}

bool lettering_draw(struct lettering *l, const struct glyph_run *run, const struct glyph_place *places,
		const struct lettering_look *look, struct letters *out)
{
	if (!bounds(run, places, look->halo_px, out)) {
		return false;
	}
	size_t count = (size_t)out->w * (size_t)out->h;
	struct sheet sheet = { .text = mem_zalloc(count, 1), .halo = mem_zalloc(count, 1), .w = out->w, .h = out->h };
	FT_Face face = l->faces[run->bold][run->font].ft;
	(void)FT_Set_Char_Size(face, 0, lroundf(run->size_px * 64), 72, 72);
	for (size_t i = 0; i < run->len; i++) {
		struct glyph_place at = { places[i].x - (float)out->x, places[i].y - (float)out->y, places[i].angle };
		add_glyph(l, face, run->at[i].glyph, at, look->halo_px, &sheet);
	}
	out->argb = mem_alloc(count * sizeof *out->argb);
	for (size_t i = 0; i < count; i++) {
		uint32_t under = sheet.halo[i] ? tint(look->halo, sheet.halo[i]) : 0;
		out->argb[i] = sheet.text[i] ? put_over(tint(look->text, sheet.text[i]), under) : under;
	}
	free(sheet.text);
	free(sheet.halo);
	return true;
}
