/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mapshow/mapicons.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "paint/iconset.h"

struct mapicons {
	struct shaper *shaper;
	struct iconset *set;
	struct label_icons source;
};

static bool has(void *ctx, const char *name)
{
	const struct mapicons *m = ctx;
	return iconset_find(m->set, name) != NULL;
}

static bool draw(void *ctx, const char *name, float size_px, const struct lettering_look *look, struct letters *out)
{
	const struct mapicons *m = ctx;
	const struct icon *icon = iconset_find(m->set, name);
	if (!icon || size_px < 1 || size_px > 512) {
		return false;
	}
	float halo = look->halo.a > 0 ? fminf(fmaxf(look->halo_px, 0), 32) : 0;
	int side = (int)lroundf(size_px);
	struct icon_look plain = { .w = side, .h = side, .margin = (int)ceilf(halo) + 1 };
	struct icon_look wide = plain;
	wide.wider = halo;
	struct mask text = iconset_mask(m->set, icon, plain);
	struct mask under = iconset_mask(m->set, icon, wide);
	*out = (struct letters){ lettering_tint(text.bytes, under.bytes, (size_t)text.w * (size_t)text.h, look), text.w,
		text.h, text.x, text.y };
	free(text.bytes);
	free(under.bytes);
	return true;
}

struct mapicons *mapicons_create(const char *dir, struct err *e)
{
	struct mapicons *m = mem_zalloc(1, sizeof *m);
	m->shaper = shaper_create(e);
	if (!m->shaper) {
		free(m);
		return NULL;
	}
	m->set = iconset_create(dir, m->shaper);
	m->source = (struct label_icons){ draw, has, m };
	return m;
}

void mapicons_destroy(struct mapicons *m)
{
	if (m) {
		iconset_destroy(m->set);
		shaper_destroy(m->shaper);
		free(m);
	}
}

const struct label_icons *mapicons_source(const struct mapicons *m)
{
	return &m->source;
}
