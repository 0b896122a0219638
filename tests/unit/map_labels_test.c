/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names on the map: where they stand, what they make way for, and that they stay while the map is moved. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/camera.h"
#include "map/label/labelline.h"
#include "map/label/labels.h"
#include "map/style/style.h"

#include <cmocka.h>

#define FONTS "/usr/share/fonts/truetype/noto/"
enum { ZOOM = 14, TILE_PX = 512, EXTENT = 4096, VIEW_W = 700, VIEW_H = 900, TILES_MAX = 64, FEATURES_MAX = 400 };
/* The tile in the middle of the tests' country. */
enum { MIDDLE_X = 8414, MIDDLE_Y = 5800 };

/* ---- a country of few tiles, made by hand ---- */

struct drawn_tile {
	struct mvt_tile tile;
	struct mvt_layer *layer; /* of tile; "street" */
};

struct country {
	struct arena *arena, *scratch;
	struct lettering *letters;
	struct drawn_tile tiles[TILES_MAX];
	struct tile_data data[TILES_MAX];
	size_t len;
	struct style style;
	struct labels *out;
	struct labels_job job;
};

static void add_varint(uint8_t *bytes, size_t *len, uint32_t n)
{
	while (n > 127) {
		bytes[(*len)++] = (uint8_t)(n | 128);
		n >>= 7;
	}
	bytes[(*len)++] = (uint8_t)n;
}

static uint32_t zigzag(int32_t n)
{
	return (uint32_t)n << 1 ^ (uint32_t)(n >> 31);
}

static struct drawn_tile *tile_at(struct country *c, uint32_t x, uint32_t y)
{
	for (size_t i = 0; i < c->len; i++) {
		if (c->data[i].id.x == x && c->data[i].id.y == y) {
			return &c->tiles[i];
		}
	}
	assert_true(c->len < TILES_MAX);
	struct drawn_tile *t = &c->tiles[c->len];
	t->tile.layers_len = 1;
	t->layer = &t->tile.layers[0];
	*t->layer = (struct mvt_layer){ .name = { "street", 6 }, .extent = EXTENT };
	t->layer->keys = ARENA_ARRAY(c->arena, struct mvt_slice, 2);
	t->layer->keys[0] = (struct mvt_slice){ "name", 4 };
	t->layer->keys[1] = (struct mvt_slice){ "rank", 4 };
	t->layer->keys_len = 2;
	t->layer->values = ARENA_ARRAY(c->arena, struct mvt_value, 2 * FEATURES_MAX);
	t->layer->features = ARENA_ARRAY(c->arena, struct mvt_feature, FEATURES_MAX);
	c->data[c->len] = (struct tile_data){ STYLE_SOURCE, &t->tile, { ZOOM, x, y } };
	c->len++;
	return t;
}

/* Points in units of the tile; a line, or a single point. */
static void add_to_tile(struct country *c, struct drawn_tile *t, const char *name, int rank, const int32_t *xy,
		size_t points)
{
	struct mvt_layer *l = t->layer;
	assert_true(l->features_len < FEATURES_MAX);
	struct mvt_feature *f = &l->features[l->features_len++];
	uint8_t *tags = arena_alloc(c->arena, 16, 1);
	uint8_t *geometry = arena_alloc(c->arena, points * 10 + 16, 1);
	size_t tags_len = 0;
	size_t len = 0;
	add_varint(tags, &tags_len, 0);
	add_varint(tags, &tags_len, (uint32_t)l->values_len);
	l->values[l->values_len++] = (struct mvt_value){ .type = MVT_STRING, .string = { name, strlen(name) } };
	add_varint(tags, &tags_len, 1);
	add_varint(tags, &tags_len, (uint32_t)l->values_len);
	l->values[l->values_len++] = (struct mvt_value){ .type = MVT_NUMBER, .number = rank };
	int32_t x = 0;
	int32_t y = 0;
	for (size_t i = 0; i < points; i++) {
		if (i < 2) {
			add_varint(geometry, &len, i == 0 ? 1 | 1 << 3 : 2 | (uint32_t)(points - 1) << 3);
		}
		add_varint(geometry, &len, zigzag(xy[2 * i] - x));
		add_varint(geometry, &len, zigzag(xy[2 * i + 1] - y));
		x = xy[2 * i];
		y = xy[2 * i + 1];
	}
	*f = (struct mvt_feature){ .type = points == 1 ? MVT_POINT : MVT_LINE,
		.tags = tags,
		.tags_len = tags_len,
		.geometry = geometry,
		.geometry_len = len };
}

/* Points in px from the middle tile's corner; a street is put into each tile that it touches, as tile makers do. */
static void add(struct country *c, const char *name, int rank, const int *px, size_t points)
{
	int low_x = px[0];
	int high_x = px[0];
	int low_y = px[1];
	int high_y = px[1];
	for (size_t i = 1; i < points; i++) {
		low_x = px[2 * i] < low_x ? px[2 * i] : low_x;
		high_x = px[2 * i] > high_x ? px[2 * i] : high_x;
		low_y = px[2 * i + 1] < low_y ? px[2 * i + 1] : low_y;
		high_y = px[2 * i + 1] > high_y ? px[2 * i + 1] : high_y;
	}
	for (int x = (int)floor(low_x / (double)TILE_PX); x <= floor(high_x / (double)TILE_PX); x++) {
		for (int y = (int)floor(low_y / (double)TILE_PX); y <= floor(high_y / (double)TILE_PX); y++) {
			int32_t xy[64];
			for (size_t i = 0; i < points; i++) {
				xy[2 * i] = (px[2 * i] - x * TILE_PX) * (EXTENT / TILE_PX);
				xy[2 * i + 1] = (px[2 * i + 1] - y * TILE_PX) * (EXTENT / TILE_PX);
			}
			add_to_tile(c, tile_at(c, (uint32_t)(MIDDLE_X + x), (uint32_t)(MIDDLE_Y + y)), name, rank, xy,
					points);
		}
	}
}

/* The view whose upper left corner is x, y, px from the middle tile's corner. */
static void look_at(struct country *c, int x, int y)
{
	double world = TILE_PX * exp2(ZOOM);
	struct world w = { ((double)MIDDLE_X * TILE_PX + x + VIEW_W / 2.0) / world,
		((double)MIDDLE_Y * TILE_PX + y + VIEW_H / 2.0) / world };
	world_to_degrees(w, &c->job.camera.lon, &c->job.camera.lat);
	c->job.camera.zoom = ZOOM;
}

static void place(struct country *c)
{
	labels_finish(c->out);
	arena_reset(c->scratch);
	c->job.tiles = c->data;
	c->job.tiles_len = c->len;
	labels_place(c->letters, &c->job, c->scratch, c->out);
}

/* One symbol layer; JSON with ' for ". */
static void set_style(struct country *c, const char *layers)
{
	char *json;
	struct err e = { 0 };
	assert_true(asprintf(&json,
				    "{'version': 8, 'metadata': {'borne:abbreviations': [['boulevard', 'bd', 'first', "
				    "1]]}, 'sources': {'s': {'type': 'vector'}}, 'layers': [%s]}",
				    layers) > 0);
	for (char *at = json; *at; at++) {
		*at = *at == '\'' ? '"' : *at;
	}
	if (!style_parse(&c->style, "test", json, strlen(json), c->arena, NULL, NULL, &e)) {
		fail_msg("%s", e.message);
	}
	assert_int_equal(c->style.warnings, 0);
	free(json);
}

#define LAYER(layout)                                                                                                  \
	"{'id': 'n', 'type': 'symbol', 'source': 's', 'source-layer': 'street', 'layout': {'text-field': ['get', "     \
	"'name'], 'text-size': 20, 'symbol-sort-key': ['get', 'rank']" layout "}, 'paint': {'text-halo-width': 2, "    \
	"'text-halo-color': '#ffffff'}}"
#define STREETS LAYER(", 'symbol-placement': 'line', 'symbol-spacing': 250")

static int open_country(void **state)
{
	static const char *const regular[] = { FONTS "NotoSans-Regular.ttf", FONTS "NotoSansArabic-Regular.ttf" };
	static const char *const bold[] = { FONTS "NotoSans-Bold.ttf", FONTS "NotoSansArabic-Bold.ttf" };
	struct err e = { 0 };
	struct country *c = calloc(1, sizeof *c);
	c->arena = arena_create(0);
	c->scratch = arena_create(0);
	c->letters = lettering_create(regular, bold, 2, &e);
	c->out = calloc(1, sizeof *c->out);
	if (!c->letters) {
		return -1;
	}
	c->job = (struct labels_job){ .rect = { 0, 0, VIEW_W, VIEW_H },
		.style = &c->style,
		.lang = "fr",
		.px_per_unit = 1 };
	set_style(c, STREETS);
	look_at(c, 0, 0);
	*state = c;
	return 0;
}

static int close_country(void **state)
{
	struct country *c = *state;
	labels_finish(c->out);
	lettering_destroy(c->letters);
	arena_destroy(c->arena);
	arena_destroy(c->scratch);
	free(c->out);
	free(c);
	return 0;
}

static const struct label *only(struct country *c, const char *layer)
{
	set_style(c, layer);
	place(c);
	assert_int_equal(c->out->len, 1);
	return &c->out->at[0];
}

static float width(const struct label *l)
{
	return l->box.x1 - l->box.x0;
}

/* ---- moving ---- */

/* A town of crooked streets and named points, the same on every machine. */
static void build_town(struct country *c)
{
	static const char *const kinds[] = { "Rue", "Avenue", "Boulevard", "Chemin", "Impasse" };
	static const char *const whose[] = { "de la Gare", "Saint-Vincent", "des Échets", "du Général Leclerc",
		"Voltaire", "des Trois Moulins", "de l'Église", "Pasteur" };
	uint32_t seed = 7;
	for (int i = 0; i < 260; i++) {
		int px[12];
		seed = seed * 1664525 + 1013904223;
		int x = (int)(seed >> 8) % 2600 - 900;
		seed = seed * 1664525 + 1013904223;
		int y = (int)(seed >> 8) % 2800 - 900;
		float angle = (float)(seed >> 4 & 255) / 40;
		size_t points = 2 + (seed >> 12) % 5;
		for (size_t k = 0; k < points; k++) {
			px[2 * k] = x;
			px[2 * k + 1] = y;
			seed = seed * 1664525 + 1013904223;
			float step = 30 + (float)(seed >> 10 & 127);
			angle += (float)((int)(seed >> 3 & 63) - 32) / 90;
			x += (int)(cosf(angle) * step);
			y += (int)(sinf(angle) * step);
		}
		add(c, arena_printf(c->arena, "%s %s", kinds[i % 5], whose[i / 5 % 8]), i % 4, px, points);
		if (i % 5 == 0) {
			add(c, arena_printf(c->arena, "Lieu-dit des Quatre Vents %d", i), i % 3, px, 1);
		}
	}
	set_style(c, LAYER(", 'symbol-placement': 'line', 'text-padding': 4") "," LAYER(", 'text-max-width': 6"));
}

static bool is_well_inside(const struct label *l, struct rect view)
{
	struct rect inner = { view.x + 2, view.y + 2, view.w - 4, view.h - 4 };
	return labels_shown(l->box, inner, NULL, 0);
}

static const struct label *find(const struct labels *in, uint64_t id)
{
	for (size_t i = 0; i < in->len; i++) {
		if (in->at[i].id == id) {
			return &in->at[i];
		}
	}
	return NULL;
}

static void names_do_not_blink_while_the_map_moves(void **state)
{
	struct country *c = *state;
	struct labels *before = calloc(1, sizeof *before);
	size_t compared = 0;
	build_town(c);
	for (int step = 0; step < 240; step++) {
		int x = step < 80 ? step : step < 160 ? 80 : step - 80;
		int y = step < 80 ? 0 : step - 80;
		const struct rect markers[] = { { 200 - x, 150 - y, 60, 60 }, { 520 - x, 600 - y, 60, 60 },
			{ 760 - x, 420 - y, 60, 60 }, { 330 - x, 960 - y, 60, 60 } };
		c->job.obstacles = markers;
		c->job.obstacles_len = ARRAY_LEN(markers);
		look_at(c, x - 60, y - 40);
		place(c);
		for (size_t i = 0; step > 0 && i < before->len; i++) {
			const struct label *then = &before->at[i];
			const struct label *now = find(c->out, then->id);
			if (is_well_inside(then, c->job.rect)) {
				assert_non_null(now);
				/* It has moved with the map. */
				assert_true(fabsf(now->box.x0 - then->box.x0) < 1.01F);
				assert_true(fabsf(now->box.y0 - then->box.y0) < 1.01F);
				compared++;
			}
		}
		for (size_t i = 0; step > 0 && i < c->out->len; i++) {
			const struct label *now = &c->out->at[i];
			assert_true(!is_well_inside(now, c->job.rect) || find(before, now->id));
		}
		labels_finish(before);
		*before = *c->out;
		c->out->len = 0;
	}
	labels_finish(before);
	free(before);
	assert_true(compared > 240 * 10); /* a town with few names would prove nothing */
}

static void another_order_of_tiles_changes_nothing(void **state)
{
	struct country *c = *state;
	uint64_t ids[LABELS_MAX];
	build_town(c);
	place(c);
	size_t len = c->out->len;
	for (size_t i = 0; i < len; i++) {
		ids[i] = c->out->at[i].id;
	}
	for (size_t i = 0; i < c->len / 2; i++) {
		struct tile_data swap = c->data[i];
		c->data[i] = c->data[c->len - 1 - i];
		c->data[c->len - 1 - i] = swap;
	}
	place(c);
	assert_int_equal(c->out->len, len);
	for (size_t i = 0; i < len; i++) {
		assert_true(c->out->at[i].id == ids[i]);
	}
}

static void names_keep_clear_of_each_other_and_of_markers(void **state)
{
	struct country *c = *state;
	const struct rect markers[] = { { 100, 100, 60, 60 }, { 300, 420, 80, 80 }, { 500, 700, 50, 90 } };
	build_town(c);
	set_style(c, LAYER(", 'text-max-width': 6"));
	c->job.obstacles = markers;
	c->job.obstacles_len = ARRAY_LEN(markers);
	place(c);
	assert_true(c->out->len > 5);
	for (size_t i = 0; i < c->out->len; i++) {
		for (size_t k = 0; k < ARRAY_LEN(markers); k++) {
			struct rect m = markers[k];
			struct label_box box = { (float)m.x, (float)m.y, (float)(m.x + m.w), (float)(m.y + m.h) };
			assert_false(label_box_overlaps(c->out->at[i].box, box));
		}
		for (size_t k = 0; k < i; k++) {
			assert_false(label_box_overlaps(c->out->at[i].box, c->out->at[k].box));
		}
	}
}

static void edges_and_buttons_hide_a_name_whole(void **state)
{
	const struct rect view = { 10, 10, 500, 400 };
	const struct rect button = { 400, 300, 60, 60 };
	(void)state;
	assert_true(labels_shown((struct label_box){ 10, 10, 510, 410 }, view, NULL, 0));
	assert_false(labels_shown((struct label_box){ 9.5F, 100, 80, 120 }, view, NULL, 0));
	assert_false(labels_shown((struct label_box){ 100, 100, 180, 410.5F }, view, NULL, 0));
	assert_false(labels_shown((struct label_box){ 350, 310, 401, 330 }, view, &button, 1));
	assert_true(labels_shown((struct label_box){ 350, 310, 400, 330 }, view, &button, 1));
}

/* ---- streets ---- */

static void a_street_of_pieces_has_one_name(void **state)
{
	struct country *c = *state;
	/* None of the pieces is as long as the name; one of them runs the other way. */
	add(c, "Rue des Acacias", 0, (int[]){ 100, 100, 160, 100 }, 2);
	add(c, "Rue des Acacias", 0, (int[]){ 220, 104, 160, 100 }, 2);
	add(c, "Rue des Acacias", 0, (int[]){ 220, 104, 290, 100 }, 2);
	place(c);
	assert_int_equal(c->out->len, 1);
	assert_true(width(&c->out->at[0]) > 130);
	assert_true(c->out->at[0].box.x0 > 95 && c->out->at[0].box.x1 < 295);
}

static void a_name_runs_over_the_edge_of_a_tile(void **state)
{
	struct country *c = *state;
	/* 80 px on either side of the edge at 512. */
	add(c, "Rue des Acacias", 0, (int[]){ 432, 200, 592, 200 }, 2);
	place(c);
	assert_int_equal(c->out->len, 1);
	const struct label *l = &c->out->at[0];
	assert_true(l->box.x0 > 428 && l->box.x0 < 500 && l->box.x1 > 524 && l->box.x1 < 596);
}

static void a_street_too_short_is_abbreviated_before_it_is_dropped(void **state)
{
	struct country *c = *state;
	add(c, "Boulevard du Parc", 0, (int[]){ 100, 100, 215, 100 }, 2); /* too short for all of it: 165 px */
	add(c, "Boulevard de la Libération", 0, (int[]){ 100, 300, 200, 300 }, 2);
	place(c);
	assert_int_equal(c->out->len, 1);
	assert_true(c->out->at[0].y < 150);
	assert_true(width(&c->out->at[0]) < 125);
}

static void long_streets_repeat_their_name_at_the_spacing(void **state)
{
	struct country *c = *state;
	float xs[8];
	add(c, "Rue Pasteur", 0, (int[]){ -300, 300, 1100, 310 }, 2);
	place(c);
	size_t len = c->out->len;
	assert_true(len >= 3 && len <= 5);
	for (size_t i = 0; i < len; i++) {
		xs[i] = c->out->at[i].x;
		for (size_t k = 0; k < i; k++) {
			assert_true(fabsf(xs[i] - xs[k]) >= 249);
		}
	}
	set_style(c, LAYER(", 'symbol-placement': 'line-center'"));
	place(c);
	assert_true(c->out->len < len);
}

static void names_are_never_upside_down(void **state)
{
	struct country *c = *state;
	struct label_path path = { .len = 2 };
	struct glyph_run run;
	struct glyph_place places[LETTERING_GLYPHS_MAX];
	struct lettering_type type = { .size_px = 20 };
	assert_true(lettering_shape(c->letters, "Rue Haute", 9, type, &run));
	for (int degrees = 0; degrees < 360; degrees += 5) {
		float angle = (float)degrees * (float)M_PI / 180;
		path.xy[0] = 300;
		path.xy[1] = 300;
		path.xy[2] = 300 + cosf(angle) * 200;
		path.xy[3] = 300 + sinf(angle) * 200;
		path.at[1] = 200;
		assert_true(label_path_follow(&path, &run, (struct label_bend){ 0.8F, 0, true }, places));
		float dx = places[run.len - 1].x - places[0].x;
		float dy = places[run.len - 1].y - places[0].y;
		/* To the right; one that goes up the page is read upwards. */
		assert_true(dx > -1 || fabsf(dx) * 9 < fabsf(dy));
		assert_true(fabsf(dx) * 11 > fabsf(dy) || dy < 0);
		assert_true(cosf(places[0].angle) > -0.1F);
	}
}

static void a_name_turns_smoothly_and_not_round_a_hairpin(void **state)
{
	struct country *c = *state;
	add(c, "Rue Bassompierre", 0, (int[]){ 60, 100, 150, 100, 240, 160 }, 3); /* 34 degrees */
	add(c, "Rue du Lacet Serré", 0, (int[]){ 60, 400, 190, 400, 60, 412 }, 3);
	place(c);
	assert_int_equal(c->out->len, 1);
	assert_true(c->out->at[0].y < 200);
}

static void letters_are_not_crowded_inside_a_bend(void **state)
{
	struct country *c = *state;
	int px[2 * 10];
	for (int i = 0; i < 10; i++) { /* half a circle, open above */
		px[2 * i] = 300 - (int)lroundf(60 * cosf((float)i * (float)M_PI / 9));
		px[2 * i + 1] = 300 + (int)lroundf(60 * sinf((float)i * (float)M_PI / 9));
	}
	add(c, "Rond-point", 0, px, 10);
	place(c);
	assert_int_equal(c->out->len, 1);
	/* Below the line there is room, above it there is not. */
	(void)only(c, LAYER(", 'symbol-placement': 'line', 'text-offset': [0, 1]"));
	set_style(c, LAYER(", 'symbol-placement': 'line', 'text-offset': [0, -1.2]"));
	place(c);
	assert_int_equal(c->out->len, 0);
}

/* ---- text at points ---- */

static void text_stands_where_its_anchor_says(void **state)
{
	struct country *c = *state;
	add(c, "Mairie", 0, (int[]){ 300, 300 }, 1);
	struct label_box b = only(c, LAYER(""))->box;
	assert_true(fabsf(b.x0 + b.x1 - 600) < 1 && fabsf(b.y0 + b.y1 - 600) < 1);
	b = only(c, LAYER(", 'text-anchor': 'left'"))->box;
	assert_true(b.x0 >= 297 && b.x0 <= 300);
	b = only(c, LAYER(", 'text-anchor': 'bottom-right'"))->box;
	assert_true(b.x1 >= 300 && b.x1 <= 303 && b.y1 >= 300 && b.y1 <= 303);
	b = only(c, LAYER(", 'text-anchor': 'top', 'text-offset': [0, 1.5]"))->box;
	assert_true(b.y0 >= 327 && b.y0 <= 330); /* 30 px further down, less the halo */
	b = only(c, LAYER(", 'text-rotate': 90"))->box;
	assert_true(b.y1 - b.y0 > b.x1 - b.x0);
}

static void long_names_are_wrapped_at_their_width(void **state)
{
	struct country *c = *state;
	add(c, "Maison de l'emploi et de la formation", 0, (int[]){ 300, 300 }, 1);
	struct label_box wide = only(c, LAYER(", 'text-max-width': 99"))->box;
	struct label_box two = only(c, LAYER(", 'text-max-width': 10"))->box;
	struct label_box many = only(c, LAYER(", 'text-max-width': 4"))->box;
	assert_true(wide.y1 - wide.y0 < 30 && wide.x1 - wide.x0 > 300);
	assert_true(two.x1 - two.x0 < 215 && two.y1 - two.y0 > 40 && two.y1 - two.y0 < 60);
	assert_true(many.x1 - many.x0 < 130 && many.y1 - many.y0 > 80);
	struct label_box high = only(c, LAYER(", 'text-max-width': 10, 'text-line-height': 2"))->box;
	assert_true(high.y1 - high.y0 > two.y1 - two.y0 + 10);
}

static void letters_are_spaced_and_capital(void **state)
{
	struct country *c = *state;
	add(c, "Forêt", 0, (int[]){ 300, 300 }, 1);
	float plain = width(only(c, LAYER("")));
	assert_true(width(only(c, LAYER(", 'text-letter-spacing': 0.5"))) > plain + 35);
	assert_true(width(only(c, LAYER(", 'text-transform': 'uppercase'"))) > plain + 5);
	assert_true(width(only(c, LAYER(", 'text-transform': 'lowercase'"))) < plain);
}

static void the_more_important_name_wins(void **state)
{
	struct country *c = *state;
	add(c, "Village", 5, (int[]){ 300, 300 }, 1);
	add(c, "Grande Ville", 1, (int[]){ 310, 305 }, 1);
	const struct label *l = only(c, LAYER(""));
	assert_true(fabsf(l->x - 310) < 1);
	set_style(c, LAYER(", 'text-allow-overlap': true"));
	place(c);
	assert_int_equal(c->out->len, 2);
	/* The first one does not count, so the second one has room. */
	set_style(c, LAYER(", 'text-ignore-placement': true"));
	place(c);
	assert_int_equal(c->out->len, 2);
	/* A later layer goes before an earlier one. */
	set_style(c, LAYER(", 'text-anchor': 'left'") "," LAYER(", 'text-anchor': 'right'"));
	place(c);
	assert_true(c->out->at[0].box.x1 < 320);
}

static void a_name_comes_once_and_a_number_in_every_street(void **state)
{
	struct country *c = *state;
	add(c, "Lac de Nantua", 0, (int[]){ 300, 300 }, 1);
	add(c, "Lac de Nantua", 0, (int[]){ 300, 380 }, 1);
	add(c, "12 bis", 0, (int[]){ 300, 600 }, 1);
	add(c, "12 bis", 0, (int[]){ 300, 660 }, 1);
	set_style(c, LAYER(""));
	place(c);
	assert_int_equal(c->out->len, 3);
}

static void padding_keeps_names_apart(void **state)
{
	struct country *c = *state;
	add(c, "Nord", 0, (int[]){ 300, 300 }, 1);
	add(c, "Sud", 0, (int[]){ 300, 330 }, 1);
	set_style(c, LAYER(""));
	place(c);
	assert_int_equal(c->out->len, 2);
	(void)only(c, LAYER(", 'text-padding': 12"));
}

static void labels_may_be_kept_off_the_edges_of_tiles(void **state)
{
	struct country *c = *state;
	add(c, "Sur le bord", 0, (int[]){ 508, 300 }, 1);
	(void)only(c, LAYER(""));
	set_style(c, LAYER(", 'symbol-avoid-edges': true"));
	place(c);
	assert_int_equal(c->out->len, 0);
}

/* ---- icons ---- */

static bool has_square(void *ctx, const char *name)
{
	(void)ctx;
	return str_equal(name, "square");
}

static bool draw_square(void *ctx, const char *name, float size_px, const struct lettering_look *look,
		struct letters *out)
{
	int side = (int)size_px;
	(void)ctx;
	(void)name;
	*out = (struct letters){ calloc((size_t)side * (size_t)side, 4), side, side, 0, 0 };
	out->argb[0] = look->text.r;
	return true;
}

static void an_icon_stands_with_its_name(void **state)
{
	static const struct label_icons icons = { draw_square, has_square, NULL };
	struct country *c = *state;
	add(c, "Gare", 0, (int[]){ 300, 300 }, 1);
	c->job.icons = &icons;
	set_style(c, LAYER(", 'icon-image': 'square', 'icon-size': 2, 'text-anchor': 'top', 'text-offset': [0, 1.3]"));
	place(c);
	assert_int_equal(c->out->len, 2);
	const struct label *icon = &c->out->at[0];
	assert_int_equal(icon->letters.w, 48);
	assert_int_equal(icon->letters.x, 276);
	assert_int_equal(icon->letters.y, 276);
	/* Both are shown or hidden together. */
	assert_memory_equal(&icon->box, &c->out->at[1].box, sizeof icon->box);
	assert_true(icon->box.y0 <= 276 && icon->box.y1 > 340);
	/* A picture that there is not: the name alone. */
	(void)only(c, LAYER(", 'icon-image': 'circle'"));
	/* No room for the text: nothing, or the icon alone where the style allows it. */
	const struct rect marker = { 260, 330, 80, 30 };
	c->job.obstacles = &marker;
	c->job.obstacles_len = 1;
	set_style(c, LAYER(", 'icon-image': 'square', 'text-anchor': 'top', 'text-offset': [0, 1.3]"));
	place(c);
	assert_int_equal(c->out->len, 0);
	(void)only(c, LAYER(", 'icon-image': 'square', 'text-anchor': 'top', 'text-offset': [0, 1.3], 'text-optional': "
			    "true"));
}

int main(void)
{
#define TOWN_TEST(f) cmocka_unit_test_setup_teardown(f, open_country, close_country)
	const struct CMUnitTest tests[] = {
		TOWN_TEST(names_do_not_blink_while_the_map_moves),
		TOWN_TEST(another_order_of_tiles_changes_nothing),
		TOWN_TEST(names_keep_clear_of_each_other_and_of_markers),
		TOWN_TEST(edges_and_buttons_hide_a_name_whole),
		TOWN_TEST(a_street_of_pieces_has_one_name),
		TOWN_TEST(a_name_runs_over_the_edge_of_a_tile),
		TOWN_TEST(a_street_too_short_is_abbreviated_before_it_is_dropped),
		TOWN_TEST(long_streets_repeat_their_name_at_the_spacing),
		TOWN_TEST(names_are_never_upside_down),
		TOWN_TEST(a_name_turns_smoothly_and_not_round_a_hairpin),
		TOWN_TEST(letters_are_not_crowded_inside_a_bend),
		TOWN_TEST(text_stands_where_its_anchor_says),
		TOWN_TEST(long_names_are_wrapped_at_their_width),
		TOWN_TEST(letters_are_spaced_and_capital),
		TOWN_TEST(the_more_important_name_wins),
		TOWN_TEST(a_name_comes_once_and_a_number_in_every_street),
		TOWN_TEST(padding_keeps_names_apart),
		TOWN_TEST(labels_may_be_kept_off_the_edges_of_tiles),
		TOWN_TEST(an_icon_stands_with_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
