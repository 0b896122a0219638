/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lettering.h - words on the map as small pictures: straight, or bent along a road
 *
 * HarfBuzz shapes, FreeType draws; every glyph stands upright on the line it follows
 * and has a halo. A font chain by coverage, as for the interface. One struct
 * lettering per thread. */
#ifndef MAP_LETTERING_H
#define MAP_LETTERING_H

#include "base/arena.h"
#include "base/err.h"
#include "draw/draw.h"

enum { LETTERING_GLYPHS_MAX = 128, LETTERING_FONTS_MAX = 16 };

struct lettering;
/* Files in order of preference; those that cannot be opened are passed over, but the first must be there. Owned. */
MUST_USE struct lettering *lettering_create(const char *const *regular, const char *const *bold, size_t count,
		struct err *e);
void lettering_destroy(struct lettering *l);

struct glyph_run {
	struct {
		uint32_t glyph;
		float x, y, advance; /* px from the start of the line */
	} at[LETTERING_GLYPHS_MAX];
	size_t len;
	float width; /* px */
	float ascent, descent;
	int font; /* index in the chain */
	bool bold;
	float size_px;
};

/* False: the text is empty, too long, or no font has it. */
bool lettering_shape(struct lettering *l, const char *text, size_t len, bool bold, float size_px,
		struct glyph_run *out);

/* One glyph's place: its origin on the baseline, and its turn. */
struct glyph_place {
	float x, y, angle; /* px, radians clockwise */
};

struct lettering_look {
	struct color text, halo;
	float halo_px;
};

/* A picture of the glyphs at these places, premultiplied, owned by the caller (free(argb)); x, y: its corner. */
struct letters {
	uint32_t *argb;
	int w, h;
	int x, y;
};
bool lettering_draw(struct lettering *l, const struct glyph_run *run, const struct glyph_place *places,
		const struct lettering_look *look, struct letters *out);

#endif
