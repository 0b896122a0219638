/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/label/labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/camera.h"
#include "map/label/labels_private.h"

enum { TRIES_MAX = 30000, STEPS_MAX = 16 * 1000 * 1000 };

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;
	uint64_t s = label_tile_number(x->data->id);
	uint64_t t = label_tile_number(y->data->id);
	if (x->key != y->key) {
		return x->key < y->key ? -1 : 1;
	}
	if (s != t) {
		return s < t ? -1 : 1;
	}
	if (x->data != y->data) {
		return x->data < y->data ? -1 : 1; /* two files, in the order they have everywhere */
	}
	return (x->place > y->place) - (x->place < y->place);
}

static struct ranked *rank_features(struct placer *p, size_t *len)
{
	size_t count = 0;
	for (size_t i = 0; i < p->job->tiles_len; i++) {
		const struct mvt_layer *layer = mvt_find_layer(p->job->tiles[i].tile, p->layer->source_layer);
		count += layer ? layer->features_len : 0;
	}
	struct ranked *all = ARENA_ARRAY(p->scratch, struct ranked, count + 1);
	*len = 0;
	for (size_t i = 0; i < p->job->tiles_len; i++) {
		const struct tile_data *data = &p->job->tiles[i];
		const struct mvt_layer *layer = mvt_find_layer(data->tile, p->layer->source_layer);
		for (size_t k = 0; layer && k < layer->features_len && p->steps > 0; k++) {
			label_see(p, layer, &layer->features[k]);
			p->steps -= expr_cost(p->layer->filter);
			if (expr_true(p->layer->filter, &p->scene)) {
				const struct expr *sort = p->layer->properties[STYLE_SORT_KEY];
				double key = expr_number(sort, &p->scene, 0);
				p->steps -= expr_cost(sort);
				all[(*len)++] = (struct ranked){ data, layer, p->scene.feature, key, k };
			}
		}
	}
	qsort(all, *len, sizeof *all, by_rank);
	return all;
}

static void place_layer(struct placer *p)
{
	size_t len;
	struct ranked *all = rank_features(p, &len);
	p->scene.layer = NULL;
	p->scene.feature = NULL;
	if (label_word(p, STYLE_PLACEMENT, "line") || label_word(p, STYLE_PLACEMENT, "line-center")) {
		label_streets(p, all, len);
		return;
	}
	for (size_t i = 0; i < len && label_may_go_on(p); i++) {
		label_see(p, all[i].layer, all[i].feature);
		label_points(p, &all[i]);
	}
}

/* ---- the screen ---- */

static struct label_box grown(struct rect r, float by)
{
	return (struct label_box){ (float)r.x - by, (float)r.y - by, (float)(r.x + r.w) + by, (float)(r.y + r.h) + by };
}

struct rect labels_area(struct rect rect, float px_per_unit)
{
	int by = (int)ceilf(LABELS_PLACED_PX * px_per_unit);
	return (struct rect){ rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by };
}

static struct label_box shifted(struct label_box b, float dx, float dy)
{
	return (struct label_box){ b.x0 + dx, b.y0 + dy, b.x1 + dx, b.y1 + dy };
}

static void take_obstacles(struct placer *p)
{
	for (size_t i = 0; i < p->job->obstacles_len; i++) {
		struct label_box box = shifted(grown(p->job->obstacles[i], 0), -p->move_x, -p->move_y);
		(void)labelroom_take(p->room, &box, 1);
	}
}

/* How many more squares the area has than the part that is drawn: what those may hold altogether is bounded. */
static double number_share(struct label_box area, struct label_box drawn, double side)
{
	double all = (ceil((double)(area.x1 - area.x0) / side) + 1) * (ceil((double)(area.y1 - area.y0) / side) + 1);
	double seen = (ceil((double)(drawn.x1 - drawn.x0) / side) + 1) *
		      (ceil((double)(drawn.y1 - drawn.y0) / side) + 1);
	return all / seen;
}

void labels_place(struct lettering *l, const struct labels_job *job, struct arena *scratch, struct labels *out)
{
	struct world centre = world_from_degrees(job->camera.lon, job->camera.lat);
	double world = LABEL_WORLD_PX * exp2(job->camera.zoom);
	/* The world's px at the upper left corner of the view; positions start at a whole one. */
	double left = centre.x * world - job->rect.w / 2.0;
	double top = centre.y * world - job->rect.h / 2.0;
	struct placer p = { .letters = l,
		.job = job,
		.scratch = scratch,
		.out = out,
		.tries = TRIES_MAX,
		.steps = STEPS_MAX,
		.origin_x = floor(left),
		.origin_y = floor(top),
		.move_x = (float)(job->rect.x - (left - floor(left))),
		.move_y = (float)(job->rect.y - (top - floor(top))),
		.scene = { .zoom = job->camera.zoom, .lang = job->lang, .arena = arena_create(0) } };
	struct label_box view = grown((struct rect){ 0, 0, job->rect.w, job->rect.h }, 0);
	float drawn = LABELS_DRAWN_PX * job->px_per_unit;
	float placed = LABELS_PLACED_PX * job->px_per_unit;
	p.drawn = (struct label_box){ view.x0 - drawn, view.y0 - drawn, view.x1 + drawn, view.y1 + drawn };
	p.area = (struct label_box){ view.x0 - placed, view.y0 - placed, view.x1 + placed, view.y1 + placed };
	p.room = labelroom_create(scratch, p.area);
	/* As many as the squares that are drawn may hold: those beyond only push aside. */
	double side = LABELS_SQUARE_PX * (double)job->px_per_unit;
	size_t most = (size_t)((double)LABELS_NUMBERS_MAX * number_share(p.area, p.drawn, side));
	p.numbers = labelquota_create(scratch, p.area, p.origin_x, p.origin_y, side, most);
	p.named = ARENA_ARRAY(scratch, struct named, LABEL_NAMED_MAX);
	out->len = 0;
	take_obstacles(&p);
	for (size_t i = job->style->layers_len; i-- > 0;) {
		p.layer = &job->style->layers[i];
		if (p.layer->type == STYLE_SYMBOL && p.layer->source_layer &&
				style_layer_shown(p.layer, job->camera.zoom)) {
			place_layer(&p);
		}
	}
	arena_destroy(p.scene.arena);
}

void labels_finish(struct labels *labels)
{
	for (size_t i = 0; i < labels->len; i++) {
		free(labels->at[i].letters.argb);
	}
	labels->len = 0;
}

bool labels_shown(struct label_box box, struct rect view, const struct rect *covers, size_t covers_len)
{
	struct label_box all = grown(view, 0);
	if (box.x0 < all.x0 || box.y0 < all.y0 || box.x1 > all.x1 || box.y1 > all.y1) {
		return false;
	}
	for (size_t i = 0; i < covers_len; i++) {
		if (label_box_overlaps(box, grown(covers[i], 0))) {
			return false;
		}
	}
	return true;
}
