/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labels_private.h - the placing of one screen's names
 *
 * labels.c goes through layers and features; label_street.c and label_point.c find places for one; both stand on
 * label_place.c: what the style says of a feature, what is taken, what is drawn. */
#ifndef LABEL_LABELS_PRIVATE_H
#define LABEL_LABELS_PRIVATE_H

#include "map/label/labelline.h"
#include "map/label/labels_job.h"
#include "map/label/labelwords.h"

enum {
	LABEL_NAMED_MAX = 2048, /* names that have their place */
	LABEL_WORLD_PX = 512,   /* side of the world at zoom 0, style px */
};

/* A name that has its place: the same one does not come again nearby. */
struct named {
	uint64_t name;
	float x, y;
};

/* A feature, in the order in which they are worked through. */
struct ranked {
	const struct tile_data *data;
	const struct mvt_layer *layer;
	const struct mvt_feature *feature;
	double key;   /* symbol-sort-key */
	size_t place; /* in its tile */
};

/* Positions are px from a corner of the world's px grid, so that they do not depend on where the screen lies in it. */
struct placer {
	struct lettering *letters;
	const struct labels_job *job;
	struct arena *scratch;
	struct labels *out;
	struct labelroom *room;
	struct labelquota *numbers; /* house numbers */
	size_t numbers_len;         /* drawn */
	struct named *named;
	size_t named_len;
	int64_t steps;             /* left: of expressions, for all features of the screen */
	unsigned tries;            /* left: no data, however bad, takes longer than these */
	double origin_x, origin_y; /* of positions, px of the world */
	float move_x, move_y;      /* from positions to device px */
	struct label_box area;     /* names beyond it are not placed */
	struct label_box drawn;    /* nor drawn beyond this */
	const struct style_layer *layer;
	struct expr_scene scene;
};

/* A name under trial. */
struct candidate {
	const char *text;
	uint64_t name; /* hash of the unabridged text */
	float x, y;    /* anchor */
	float apart;   /* px to the next of the same name; 0: any number of them */
	bool number;   /* a house number */
};

/* Neither tries nor steps nor bytes are used up: what comes now is less important than what is there. */
bool label_may_go_on(const struct placer *p);
/* Expressions are about this feature of the layer from now on; text that they made before is gone, and paid for in
 * steps. */
void label_see(struct placer *p, const struct mvt_layer *layer, const struct mvt_feature *f);
float label_number(const struct placer *p, enum style_property property, double fallback);
bool label_flag(const struct placer *p, enum style_property property, bool fallback);
bool label_word(const struct placer *p, enum style_property property, const char *word);
struct lettering_type label_type(const struct placer *p);
struct label_transform label_transform(const struct placer *p, const struct ranked *r);
uint64_t label_tile_number(struct tile_id id);

/* Whether there is room for the boxes (px of positions, padding included) and no such name nearby. `always`: collisions
 * do not matter. Counts as one try. */
bool label_fits(struct placer *p, const struct candidate *c, const struct label_box *boxes, size_t len, bool always);
/* symbol-avoid-edges: the boxes lie within the feature's tile. */
bool label_keeps_to_tile(const struct placer *p, const struct ranked *r, const struct label_box *boxes, size_t len);
/* The place is the candidate's from now on. `ghost`: others may stand there all the same. */
void label_take(struct placer *p, const struct candidate *c, const struct label_box *boxes, size_t len, bool ghost);
/* Draws a run where it is seen; `box` is the extent of the whole label. */
void label_draw(struct placer *p, const struct candidate *c, const struct glyph_run *run, struct glyph_place *places,
		struct label_box box);
/* The same with an icon, at `icon`. */
void label_draw_icon(struct placer *p, const struct candidate *c, const char *name, struct label_box icon,
		struct label_box box);

/* Along lines: the features of one layer, most important first. */
void label_streets(struct placer *p, const struct ranked *all, size_t len);
/* The feature of the scene at its points, or in its middle. */
void label_points(struct placer *p, const struct ranked *r);
/* Its icon and text around one point, px. */
void label_point_at(struct placer *p, const struct ranked *r, float x, float y);

#endif
