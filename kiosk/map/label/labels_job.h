/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labels_job.h - what the names of one screen are placed from, and what comes of it: values of labels.h */
#ifndef LABEL_LABELS_JOB_H
#define LABEL_LABELS_JOB_H

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

#endif
