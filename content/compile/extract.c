/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/extract.h"

#include <math.h>
#include <readosm.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "compile/names.h"
#include "compile/trial.h"

enum { TAGS_MAX = 512, CELLS_PER_DEGREE = 100 };
#define METRES_PER_DEGREE 111195.08

/* Cells of a hundredth of a degree; only those near a site are looked at. */
struct mask {
	int west, south, columns, rows;
	unsigned char *bits;
};

/* A way that has its tags from a multipolygon relation (a square with holes). */
struct outline {
	int64_t way;
	struct foot_way foot;
	const char *name;
	size_t order;
};

struct reading {
	struct extract *x;
	struct mask mask;
	size_t points_capacity, ways_capacity, refs_capacity, barriers_capacity;
	struct outline *outlines;
	size_t outlines_len, outlines_capacity;
	struct names names; /* of interned street names */
	const char **words;
	size_t words_len, words_capacity;
};

#define GROW(array, len, capacity)                                                                                     \
	do {                                                                                                           \
		if ((len) == (capacity)) {                                                                             \
			(capacity) = (capacity) ? (capacity) + (capacity) / 2 : 1024;                                  \
			(array) = mem_resize((array), (capacity), sizeof *(array));                                    \
		}                                                                                                      \
	} while (0)

/* ---- where ---- */

static int cell(double degrees)
{
	return (int)floor(degrees * CELLS_PER_DEGREE);
}

static void site_box(const struct extract_site *s, double box_m, int out[4])
{
	double lat = box_m / METRES_PER_DEGREE;
	double lon = lat / fmax(0.01, cos(s->lat * M_PI / 180));
	out[0] = cell(fmax(-180, s->lon - lon));
	out[1] = cell(fmax(-90, s->lat - lat));
	out[2] = cell(fmin(180, s->lon + lon));
	out[3] = cell(fmin(90, s->lat + lat));
}

static struct mask make_mask(const struct extract_site *sites, size_t len, double box_m)
{
	int all[4] = { 0 };
	int box[4];
	for (size_t i = 0; i < len; i++) {
		site_box(&sites[i], box_m, box);
		for (int k = 0; k < 4; k++) {
			bool better = k < 2 ? box[k] < all[k] : box[k] > all[k];
			all[k] = i == 0 || better ? box[k] : all[k];
		}
	}
	struct mask m = { .west = all[0],
		.south = all[1],
		.columns = all[2] - all[0] + 1,
		.rows = all[3] - all[1] + 1 };
	m.bits = mem_zalloc((size_t)m.columns * (size_t)m.rows / 8 + 1, 1);
	for (size_t i = 0; i < len; i++) {
		site_box(&sites[i], box_m, box);
		for (int y = box[1]; y <= box[3]; y++) {
			for (int x = box[0]; x <= box[2]; x++) {
				size_t bit = (size_t)(y - m.south) * (size_t)m.columns + (size_t)(x - m.west);
				m.bits[bit / 8] = (unsigned char)(m.bits[bit / 8] | 1U << bit % 8);
			}
		}
	}
	return m;
}

static bool is_wanted(const struct mask *m, double lon, double lat)
{
	/* A file may hold any number, also one that no int holds. */
	if (!(fabs(lon) <= 180 && fabs(lat) <= 90)) {
		return false;
	}
	int x = cell(lon) - m->west;
	int y = cell(lat) - m->south;
	if (x < 0 || y < 0 || x >= m->columns || y >= m->rows) {
		return false;
	}
	size_t bit = (size_t)y * (size_t)m->columns + (size_t)x;
	return (m->bits[bit / 8] >> bit % 8 & 1) != 0;
}

/* ---- what the reader hands over ---- */

static size_t copy_tags(const readosm_tag *from, int count, struct osm_tag to[TAGS_MAX])
{
	size_t len = 0;
	for (int i = 0; i < count && len < TAGS_MAX; i++) {
		to[len++] = (struct osm_tag){ from[i].key, from[i].value };
	}
	return len;
}

/* Street names repeat: one copy each. What is no text, or too long for a screen, is no name. */
static const char *intern(struct reading *r, const char *word)
{
	size_t len = word ? strlen(word) : 0;
	if (len == 0 || len > ROUTE_NAME_BYTES_MAX || !utf8_valid(word, len)) {
		return "";
	}
	int at = names_find(&r->names, word);
	if (at >= 0) {
		return r->words[at];
	}
	GROW(r->words, r->words_len, r->words_capacity);
	const char *copy = arena_strndup(r->x->arena, word, len);
	(void)names_add(&r->names, copy, (int)r->words_len);
	r->words[r->words_len++] = copy;
	return copy;
}

/* "2026-11-02T17:45:15Z"; NULL and what is no date change nothing. */
static void note_change(struct extract *x, const char *timestamp)
{
	enum { FIRST_YEAR = 2004 }; /* of OpenStreetMap; extracts without times have 1970 there */
	char day[] = "YYYY-MM-DD";
	struct date changed;
	if (timestamp) {
		str_cut(day, sizeof day, timestamp);
		if (date_parse(day, &changed) && changed.year >= FIRST_YEAR && date_compare(changed, x->last) > 0) {
			x->last = changed;
		}
	}
}

static int on_point(const void *context, const readosm_node *n)
{
	struct reading *r = (struct reading *)context;
	struct extract *x = r->x;
	note_change(x, n->timestamp);
	if (!is_wanted(&r->mask, n->longitude, n->latitude)) {
		return READOSM_OK;
	}
	GROW(x->points, x->points_len, r->points_capacity);
	x->points[x->points_len++] = (struct extract_point){ n->id, (int32_t)lround(n->longitude * 1e7),
		(int32_t)lround(n->latitude * 1e7) };
	struct osm_tag tags[TAGS_MAX];
	size_t len = copy_tags(n->tags, n->tag_count, tags);
	struct foot_node node = len > 0 ? foot_judge_node(tags, len) : (struct foot_node){ 0 };
	if (node.blocked || node.wheel_blocked) {
		GROW(x->barriers, x->barriers_len, r->barriers_capacity);
		x->barriers[x->barriers_len++] = (struct extract_barrier){ n->id, node };
	}
	return READOSM_OK;
}

static int on_relation(const void *context, const readosm_relation *n)
{
	struct reading *r = (struct reading *)context;
	struct osm_tag tags[TAGS_MAX];
	size_t len = copy_tags(n->tags, n->tag_count, tags);
	struct foot_way foot;
	const char *type = osm_tag_find(tags, len, "type");
	if (!type || !str_equal(type, "multipolygon") || !foot_judge_way(tags, len, &foot)) {
		return READOSM_OK;
	}
	foot.ground = foot.ground == ROUTE_ROAD || foot.ground == ROUTE_FOOTPATH ? ROUTE_SQUARE : foot.ground;
	foot.area = false; /* its outline is walked; what lies inside may be a hole */
	for (int i = 0; i < n->member_count; i++) {
		if (n->members[i].member_type == READOSM_MEMBER_WAY) {
			GROW(r->outlines, r->outlines_len, r->outlines_capacity);
			r->outlines[r->outlines_len] = (struct outline){ n->members[i].id, foot,
				intern(r, osm_tag_find(tags, len, "name")), r->outlines_len };
			r->outlines_len++;
		}
	}
	return READOSM_OK;
}

static int compare_outlines(const void *a, const void *b)
{
	const struct outline *x = a;
	const struct outline *y = b;
	if (x->way != y->way) {
		return x->way < y->way ? -1 : 1;
	}
	return (x->order > y->order) - (x->order < y->order);
}

static const struct outline *find_outline(const struct reading *r, int64_t way)
{
	size_t low = 0;
	size_t high = r->outlines_len;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (r->outlines[middle].way < way) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < r->outlines_len && r->outlines[low].way == way ? &r->outlines[low] : NULL;
}

static int compare_points(const void *a, const void *b)
{
	int64_t x = ((const struct extract_point *)a)->id;
	int64_t y = ((const struct extract_point *)b)->id;
	return (x > y) - (x < y);
}

/* The same point in two editions of the map may have moved: which one stays must not depend on the sort. */
static int compare_whole_points(const void *a, const void *b)
{
	const struct extract_point *x = a;
	const struct extract_point *y = b;
	int by_id = compare_points(x, y);
	int by_lon = (x->lon > y->lon) - (x->lon < y->lon);
	return by_id ? by_id : by_lon ? by_lon : (x->lat > y->lat) - (x->lat < y->lat);
}

static uint32_t point_index(const struct extract *x, int64_t id)
{
	struct extract_point key = { .id = id };
	const struct extract_point *found =
			x->points_len == 0 ? NULL : bsearch(&key, x->points, x->points_len, sizeof key, compare_points);
	return found ? (uint32_t)(found - x->points) : EXTRACT_NOWHERE;
}

static bool judge(struct reading *r, const readosm_way *n, struct extract_way *out)
{
	struct osm_tag tags[TAGS_MAX];
	size_t len = copy_tags(n->tags, n->tag_count, tags);
	*out = (struct extract_way){ .id = n->id, .name = "" };
	const struct outline *outline = find_outline(r, n->id);
	if (foot_judge_way(tags, len, &out->foot)) {
		const char *name = osm_tag_find(tags, len, "name");
		out->is_ref = !name && out->foot.ground == ROUTE_ROAD;
		out->name = intern(r, out->is_ref ? osm_tag_find(tags, len, "ref") : name);
		out->is_ref = out->is_ref && out->name[0];
		return true;
	}
	if (outline) {
		out->foot = outline->foot;
		out->name = outline->name;
	}
	return outline != NULL;
}

static int on_way(const void *context, const readosm_way *n)
{
	struct reading *r = (struct reading *)context;
	struct extract *x = r->x;
	struct extract_way way;
	note_change(x, n->timestamp);
	if (n->node_ref_count < 2 || !judge(r, n, &way)) {
		return READOSM_OK;
	}
	bool near = false;
	way.first = x->refs_len;
	for (int i = 0; i < n->node_ref_count; i++) {
		uint32_t at = point_index(x, n->node_refs[i]);
		near = near || at != EXTRACT_NOWHERE;
		GROW(x->refs, x->refs_len, r->refs_capacity);
		x->refs[x->refs_len++] = at;
	}
	if (!near) {
		x->refs_len = way.first;
		return READOSM_OK;
	}
	way.len = (uint32_t)(x->refs_len - way.first);
	GROW(x->ways, x->ways_len, r->ways_capacity);
	x->ways[x->ways_len++] = way;
	return READOSM_OK;
}

/* ---- the two readings ---- */

static bool read_file(struct reading *r, const char *file, bool ways, struct err *e)
{
	const void *handle = NULL;
	int code = readosm_open(file, &handle);
	if (code == READOSM_OK && ways) {
		code = readosm_parse(handle, r, NULL, on_way, NULL);
	} else if (code == READOSM_OK) {
		code = readosm_parse(handle, r, on_point, NULL, on_relation);
	}
	(void)readosm_close(handle);
	return code == READOSM_OK ||
	       fail_kind(e, ERR_FORMAT, "%s changed while it was read (readosm %d). Try again", file, code);
}

/* Sorted, one of each id. Extracts are usually in order already. */
static void settle_points(struct extract *x)
{
	bool sorted = true;
	for (size_t i = 1; sorted && i < x->points_len; i++) {
		sorted = x->points[i - 1].id < x->points[i].id;
	}
	if (sorted) {
		return;
	}
	qsort(x->points, x->points_len, sizeof *x->points, compare_whole_points);
	size_t kept = 1;
	for (size_t i = 1; i < x->points_len; i++) {
		if (x->points[i].id != x->points[kept - 1].id) {
			x->points[kept++] = x->points[i];
		}
	}
	x->points_len = kept;
}

static int compare_ways(const void *a, const void *b)
{
	const struct extract_way *x = a;
	const struct extract_way *y = b;
	if (x->id != y->id) {
		return x->id < y->id ? -1 : 1;
	}
	return (x->first > y->first) - (x->first < y->first);
}

static int compare_barriers(const void *a, const void *b)
{
	int64_t x = ((const struct extract_barrier *)a)->id;
	int64_t y = ((const struct extract_barrier *)b)->id;
	return (x > y) - (x < y);
}

/* Files that overlap have ways in common: the first file's stands. */
static void settle_ways(struct extract *x)
{
	size_t kept = x->ways_len > 0 ? 1 : 0;
	if (x->ways_len > 1) {
		qsort(x->ways, x->ways_len, sizeof *x->ways, compare_ways);
	}
	for (size_t i = 1; i < x->ways_len; i++) {
		if (x->ways[i].id != x->ways[kept - 1].id) {
			x->ways[kept++] = x->ways[i];
		}
	}
	x->ways_len = kept;
}

static void collect_cuts(struct extract *x)
{
	size_t capacity = 0;
	for (size_t i = 0; i < x->ways_len; i++) {
		const uint32_t *refs = &x->refs[x->ways[i].first];
		for (uint32_t k = 0; k + 1 < x->ways[i].len; k++) {
			bool here = refs[k] != EXTRACT_NOWHERE;
			if (here != (refs[k + 1] != EXTRACT_NOWHERE)) {
				GROW(x->cuts, x->cuts_len, capacity);
				x->cuts[x->cuts_len++] = x->points[here ? refs[k] : refs[k + 1]];
			}
		}
	}
}

struct extract *extract_read(const char *const *files, size_t files_len, const struct extract_site *sites,
		size_t sites_len, double box_m, struct err *e)
{
	struct reading r = { .x = mem_zalloc(1, sizeof *r.x), .mask = make_mask(sites, sites_len, box_m) };
	bool ok = true;
	r.x->arena = arena_create(0);
	for (size_t i = 0; ok && i < files_len; i++) {
		ok = trial_read(files[i], e) && read_file(&r, files[i], false, e);
	}
	settle_points(r.x);
	if (r.outlines_len > 1) {
		qsort(r.outlines, r.outlines_len, sizeof *r.outlines, compare_outlines);
	}
	for (size_t i = 0; ok && i < files_len; i++) {
		ok = read_file(&r, files[i], true, e);
	}
	settle_ways(r.x);
	collect_cuts(r.x);
	if (r.x->barriers_len > 1) {
		qsort(r.x->barriers, r.x->barriers_len, sizeof *r.x->barriers, compare_barriers);
	}
	names_finish(&r.names);
	free(r.words);
	free(r.outlines);
	free(r.mask.bits);
	if (!ok) {
		extract_destroy(r.x);
		return NULL;
	}
	return r.x;
}

void extract_destroy(struct extract *x)
{
	if (x) {
		arena_destroy(x->arena);
		free(x->points);
		free(x->ways);
		free(x->refs);
		free(x->barriers);
		free(x->cuts);
		free(x);
	}
}
