/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map_bench - what a map tile costs, and how it looks
 *
 *   map_bench FILE.mbtiles...                       a table: ms a 512 px tile, of every tile with data, z12 to z14 and
 * over-zoomed map_bench --picture OUT.ppm LON LAT ZOOM WxH THEME FILE.mbtiles...   one view, tiles and names
 *   map_bench --blink LON LAT ZOOM WxH STEPS FILE.mbtiles...   moves a view by STEPS times 1 px eastwards, southwards
 * and both ways, and counts names that come or go anywhere but at its edge
 *
 * Run from the top of the sources (assets/). THEME: 0 light, 1 dark, 2 contrast; or a folder with three such styles, of
 * which clair.json is drawn. Figures are CPU time of this thread.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "map/camera.h"
#include "mapshow/maptiles.h"
#include "store/tiles.h"

enum { TIMES_MAX = 20000, SIZE_PX = 512 };
#define PX_PER_UNIT (0.2646F / 0.248F) /* the 21.5 inch screen: DESIGN.md section 4 */

static const struct maptiles_assets shipped = { .style_dir = "assets/mapstyle",
	.fonts_yaml = "assets/fonts.yaml",
	.icons_dir = "assets/icons" };

static double now_ms(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;
	return (x > y) - (x < y);
}

struct times {
	double ms[TIMES_MAX];
	size_t len;
};

static void time_one(struct maptiles *t, struct tile_id id, struct times *out)
{
	double start = now_ms();
	free(maptiles_paint(t, 0, id, SIZE_PX, 0, PX_PER_UNIT));
	if (out->len < TIMES_MAX) {
		out->ms[out->len++] = now_ms() - start;
	}
}

static void print_times(const char *file, const char *what, struct times *t)
{
	if (t->len == 0) {
		return;
	}
	qsort(t->ms, t->len, sizeof *t->ms, by_value);
	const char *name = strrchr(file, '/');
	printf("%-24s %-10s %6zu %8.2f %8.2f %8.2f\n", name ? name + 1 : file, what, t->len, t->ms[t->len / 2],
			t->ms[(t->len * 95 + 99) / 100 - 1], t->ms[t->len - 1]);
	t->len = 0;
}

/* Of all these files, or NULL with the reason. */
static struct maptiles *create(const struct maptiles_assets *assets, char **paths, int count, struct err *e)
{
	struct maptiles_file files[MAPTILES_FILES_MAX];
	size_t len = 0;
	for (int i = 0; i < count && len < MAPTILES_FILES_MAX; i++) {
		if (!maptiles_look(&files[len++], paths[i], e)) {
			return NULL;
		}
	}
	return maptiles_create(assets, files, len, e);
}

/* Every tile of the file that has data; the deepest ones also as sixteen pictures two zooms deeper. */
static bool measure(const char *file)
{
	static struct times times;
	struct err e;
	struct maptiles_file whole;
	struct maptiles *t = maptiles_look(&whole, file, &e) ? maptiles_create(&shipped, &whole, 1, &e) : NULL;
	struct tiles *tiles = t ? tiles_open(file, &e) : NULL;
	if (!tiles) {
		(void)fprintf(stderr, "map_bench: %s\n", e.message);
		maptiles_destroy(t);
		return false;
	}
	const struct tiles_info *info = tiles_info(tiles);
	struct buf bytes = { 0 };
	for (int z = info->max_zoom - 2; z <= info->max_zoom + 2; z++) {
		int up = z > info->max_zoom ? z - info->max_zoom : 0;
		struct world nw = world_from_degrees(info->west, info->north);
		struct world se = world_from_degrees(info->east, info->south);
		double count = exp2(z);
		for (uint32_t x = (uint32_t)(nw.x * count); x <= (uint32_t)(se.x * count); x++) {
			for (uint32_t y = (uint32_t)(nw.y * count); y <= (uint32_t)(se.y * count); y++) {
				if (tiles_get(tiles, z - up, x >> up, y >> up, &bytes, &e) == TILES_FOUND) {
					time_one(t, (struct tile_id){ z, x, y }, &times);
				}
			}
		}
		char what[16];
		(void)snprintf(what, sizeof what, "z%d%s", z, up ? " (over)" : "");
		print_times(file, what, &times);
	}
	buf_finish(&bytes);
	tiles_close(tiles);
	maptiles_destroy(t);
	return true;
}

/* ---- a picture ---- */

struct picture {
	uint32_t *argb;
	int w, h;
};

static void blend(struct picture *p, const uint32_t *from, int w, int h, int x0, int y0)
{
	for (int y = 0; y < h; y++) {
		for (int x = 0; x < w; x++) {
			int px = x0 + x;
			int py = y0 + y;
			if (px < 0 || py < 0 || px >= p->w || py >= p->h) {
				continue;
			}
			uint32_t s = from[(size_t)y * (size_t)w + (size_t)x];
			uint32_t *d = &p->argb[(size_t)py * (size_t)p->w + (size_t)px];
			uint32_t rest = 255 - (s >> 24);
			uint32_t out = 0;
			for (int shift = 0; shift < 24; shift += 8) {
				out |= ((s >> shift & 255) + (*d >> shift & 255) * rest / 255) << shift;
			}
			*d = out;
		}
	}
}

static void draw_tiles(struct maptiles *t, struct picture *p, const struct map_camera *c, int theme)
{
	int z = (int)floor(c->zoom);
	double world = 512 * exp2(c->zoom);
	double side = world / exp2(z);
	int size = (int)ceil(side); /* edges between tiles are rounded: no gap */
	struct world centre = world_from_degrees(c->lon, c->lat);
	double left = centre.x * world - p->w / 2.0;
	double top = centre.y * world - p->h / 2.0;
	for (long y = (long)floor(top / side); (double)y * side < top + p->h; y++) {
		for (long x = (long)floor(left / side); (double)x * side < left + p->w; x++) {
			uint32_t *tile = maptiles_paint(t, 0, (struct tile_id){ z, (uint32_t)x, (uint32_t)y }, size,
					theme, PX_PER_UNIT);
			blend(p, tile, size, size, (int)lround((double)x * side - left),
					(int)lround((double)y * side - top));
			free(tile);
		}
	}
}

static void draw_names(struct maptiles *t, struct picture *p, const struct map_camera *c, int theme)
{
	struct maptiles_view view = { .camera = *c,
		.rect = { 0, 0, p->w, p->h },
		.theme = theme,
		.lang = "fr",
		.px_per_unit = PX_PER_UNIT };
	struct labels *labels = mem_zalloc(1, sizeof *labels);
	maptiles_label(t, 0, &view, labels);
	for (size_t i = 0; i < labels->len; i++) {
		const struct label *l = &labels->at[i];
		if (labels_shown(l->box, view.rect, NULL, 0)) {
			blend(p, l->letters.argb, l->letters.w, l->letters.h, l->letters.x, l->letters.y);
		}
	}
	(void)fprintf(stderr, "%zu names\n", labels->len);
	labels_finish(labels);
	free(labels);
}

static bool write_ppm(const struct picture *p, const char *path)
{
	FILE *f = fopen(path, "wb");
	if (!f) {
		return false;
	}
	(void)fprintf(f, "P6\n%d %d\n255\n", p->w, p->h);
	for (size_t i = 0; i < (size_t)p->w * (size_t)p->h; i++) {
		const uint8_t rgb[3] = { (uint8_t)(p->argb[i] >> 16), (uint8_t)(p->argb[i] >> 8), (uint8_t)p->argb[i] };
		(void)fwrite(rgb, 1, 3, f);
	}
	return fclose(f) == 0;
}

static int picture(int count, char **args)
{
	struct picture p = { 0 };
	if (count < 6 || sscanf(args[4], "%dx%d", &p.w, &p.h) != 2 || p.w < 1 || p.h < 1 || p.w > 4096 || p.h > 4096) {
		(void)fprintf(stderr, "map_bench --picture OUT.ppm LON LAT ZOOM WxH THEME FILE.mbtiles...\n");
		return 2;
	}
	struct map_camera c = { .lon = atof(args[1]), .lat = atof(args[2]), .zoom = atof(args[3]) };
	const char *styles = strchr(args[5], '/') ? args[5] : "assets/mapstyle";
	int theme = strchr(args[5], '/') ? 0 : atoi(args[5]);
	struct maptiles_assets assets = shipped;
	assets.style_dir = styles;
	struct err e = { 0 };
	struct maptiles *t = create(&assets, args + 6, count - 6, &e);
	if (!t || theme < 0 || theme >= MAPTILES_THEMES) {
		(void)fprintf(stderr, "map_bench: %s\n", e.message);
		maptiles_destroy(t);
		return 1;
	}
	p.argb = mem_zalloc((size_t)p.w * (size_t)p.h, sizeof *p.argb);
	draw_tiles(t, &p, &c, theme);
	draw_names(t, &p, &c, theme);
	bool ok = write_ppm(&p, args[0]);
	free(p.argb);
	maptiles_destroy(t);
	return ok ? 0 : 1;
}

/* ---- names that blink ---- */

struct seen {
	struct labels *now, *before;
	unsigned steps, names, blinks;
};

/* Well inside the view before and after the step: neither edge has to do with it. */
static bool is_inside(const struct label *l, const struct rect *view)
{
	enum { STEP_PX = 2 };
	struct rect inner = { view->x + STEP_PX, view->y + STEP_PX, view->w - 2 * STEP_PX, view->h - 2 * STEP_PX };
	return labels_shown(l->box, inner, NULL, 0);
}

static unsigned count_missing(const struct labels *from, const struct labels *in, const struct rect *view)
{
	unsigned missing = 0;
	for (size_t i = 0; i < from->len; i++) {
		bool found = !is_inside(&from->at[i], view);
		for (size_t k = 0; k < in->len && !found; k++) {
			found = in->at[k].id == from->at[i].id;
		}
		missing += !found;
	}
	return missing;
}

static void take_step(struct maptiles *t, const struct maptiles_view *view, struct seen *s)
{
	struct labels *old = s->before;
	s->before = s->now;
	s->now = old;
	labels_finish(s->now);
	maptiles_label(t, 0, view, s->now);
	if (s->steps++ > 0) {
		s->blinks += count_missing(s->before, s->now, &view->rect) +
			     count_missing(s->now, s->before, &view->rect);
	}
	for (size_t i = 0; i < s->now->len; i++) {
		s->names += is_inside(&s->now->at[i], &view->rect);
	}
}

static int count_blinks(int count, char **args)
{
	struct maptiles_view view = { .lang = "fr", .px_per_unit = PX_PER_UNIT };
	if (count < 6 || sscanf(args[3], "%dx%d", &view.rect.w, &view.rect.h) != 2) {
		(void)fprintf(stderr, "map_bench --blink LON LAT ZOOM WxH STEPS FILE.mbtiles...\n");
		return 2;
	}
	struct err e = { 0 };
	struct maptiles *t = create(&shipped, args + 5, count - 5, &e);
	if (!t) {
		(void)fprintf(stderr, "map_bench: %s\n", e.message);
		maptiles_destroy(t);
		return 1;
	}
	view.camera = (struct map_camera){ .lon = atof(args[0]), .lat = atof(args[1]), .zoom = atof(args[2]) };
	struct seen s = { mem_zalloc(1, sizeof *s.now), mem_zalloc(1, sizeof *s.before), 0, 0, 0 };
	double start = now_ms();
	int steps = atoi(args[4]);
	for (int i = 0; i < 3 * steps; i++) {
		take_step(t, &view, &s);
		view.camera = camera_pan(view.camera, i / steps != 1 ? -1 : 0, i / steps != 0 ? -1 : 0);
	}
	printf("%u steps, %u names a view, %u blinks, %.1f ms a view\n", s.steps, s.names / (s.steps ? s.steps : 1),
			s.blinks, (now_ms() - start) / s.steps);
	labels_finish(s.now);
	labels_finish(s.before);
	free(s.now);
	free(s.before);
	maptiles_destroy(t);
	return s.blinks == 0 && s.names > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--picture") == 0) {
		return picture(argc - 2, argv + 2);
	}
	if (argc > 1 && strcmp(argv[1], "--blink") == 0) {
		return count_blinks(argc - 2, argv + 2);
	}
	printf("%-24s %-10s %6s %8s %8s %8s\n", "file", "zoom", "tiles", "median", "p95", "max ms");
	bool ok = argc > 1;
	for (int i = 1; i < argc; i++) {
		ok = measure(argv[i]) && ok;
	}
	return ok ? 0 : 1;
}
