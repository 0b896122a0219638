/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labels.h - names and icons on the map, placed so that they stay where they are
 *
 * Symbol layers of the style are worked through from the last (most important) to the first. A name that would touch
 * another one or a marker is tried elsewhere on its street, then with the usual abbreviations (bd, av., St), then left
 * out.
 *
 * Where names may stand depends on the data and the zoom alone: they are placed for more than the screen shows, in an
 * order that no move of the map changes. The edge of the screen and what lies over the map (buttons, cards) only hide
 * them, whole: labels_shown(). So no name blinks while the map is moved, none is cut, none lies under a
 * button. Pure; one struct lettering per thread. */
#ifndef LABEL_LABELS_H
#define LABEL_LABELS_H

#include "map/label/labelroom.h"
#include "map/label/lettering.h"
#include "map/tile.h"

enum {
	LABELS_NAMES_MAX = 256,   /* of one screen: names and icons */
	LABELS_NUMBERS_MAX = 512, /* house numbers have a budget of their own, so many in each square of the world */
	LABELS_MAX = LABELS_NAMES_MAX + LABELS_NUMBERS_MAX,
	LABELS_SQUARE_PX = 192, /* its side, style px: less than what is placed beyond what is drawn */
	LABELS_DRAWN_PX = 160,  /* beyond the view, style px: these are drawn too, for when the map is moved */
	LABELS_PLACED_PX = 400, /* beyond the view, style px: a name there may push one aside that is seen */
	LABELS_ICON_PX = 24,    /* side of an icon of icon-size 1, style px */
};

/* Pictures for icon-image, in one colour. */
struct label_icons {
	/* The picture of an icon, px_per_unit device px to 1/24 of its side, with its upper left corner at 0, 0. Owned
	 * by the caller (free(argb)); false: there is none of that name. */
	bool (*draw)(void *ctx, const char *name, float size_px, const struct lettering_look *look,
			struct letters *out);
	bool (*has)(void *ctx, const char *name);
	void *ctx;
};

struct labels_job {
	struct map_camera camera;
	struct rect rect;             /* of the map, device px */
	const struct rect *obstacles; /* device px; what moves with the map: markers */
	size_t obstacles_len;
	const struct style *style;
	const struct tile_data *tiles; /* those that labels_area() asks for, of all sources, in any order */
	size_t tiles_len;
	const char *lang;
	float px_per_unit;               /* device px per style px, text scale included */
	const struct label_icons *icons; /* NULL: none */
};

/* device px for the camera of the job. */
struct label {
	struct letters letters; /* argb is owned by the caller */
	struct label_box box;   /* all that belongs together: shown whole or not at all */
	float x, y;             /* what it is the name of: stays in place when the zoom changes */
	uint64_t id;            /* of the name and its place in the world: the same wherever the map is moved to */
};

struct labels {
	struct label at[LABELS_MAX]; /* in the order of importance */
	size_t len;
};

/* The part of the map whose tiles labels_place() wants to see. */
struct rect labels_area(struct rect rect, float px_per_unit);
void labels_place(struct lettering *l, const struct labels_job *job, struct arena *scratch, struct labels *out);
void labels_finish(struct labels *labels);

/* Whether a box is seen whole: within the view, and under none of the covers. */
bool labels_shown(struct label_box box, struct rect view, const struct rect *covers, size_t covers_len);

#endif
