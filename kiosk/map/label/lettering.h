/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lettering.h - words on the map as small pictures: straight, or bent along a road
 *
 * FriBidi orders what is read from right to left, HarfBuzz shapes, FreeType draws; every
 * glyph stands on the line it follows and has a halo. Each character takes the first font of the chain
 * that has it, so that a name may be in two scripts. One struct lettering per thread. */
#ifndef LABEL_LETTERING_H
#define LABEL_LETTERING_H

#include "base/arena.h"
#include "base/err.h"
#include "draw/draw.h"
#include "map/label/glyph.h"

struct lettering;
/* Files in order of preference; those that cannot be opened are passed over, but the first must be there. Owned. */
MUST_USE struct lettering *lettering_create(const char *const *regular, const char *const *bold, size_t count,
		struct err *e);
void lettering_destroy(struct lettering *l);

struct lettering_type {
	bool bold;
	float size_px;    /* 4 to 200 */
	float spacing_px; /* between letters; scripts whose letters join have none */
};

/* False: the text is empty, too long, or has a character that no font has. */
bool lettering_shape(struct lettering *l, const char *text, size_t len, struct lettering_type type,
		struct glyph_run *out);

/* One glyph's place: its origin on the baseline, and its turn. */
struct glyph_place {
	float x, y, angle; /* px, radians clockwise */
};

struct lettering_look {
	struct color text, halo;
	float halo_px;
};

/* A picture of the glyphs at these places, premultiplied, owned by the caller (free(argb)); x, y: its corner. It is no
 * larger than what is seen of them. */
struct letters {
	uint32_t *argb;
	int w, h;
	int x, y;
};
/* False: there is nothing to see, or it would be larger than 2048 px. */
bool lettering_draw(struct lettering *l, const struct glyph_run *run, const struct glyph_place *places,
		const struct lettering_look *look, struct letters *out);

/* Coverage of letters over coverage of their halo, in the colours of `look`: `count` premultiplied pixels, owned. */
uint32_t *lettering_tint(const uint8_t *text, const uint8_t *halo, size_t count, const struct lettering_look *look);

#endif
