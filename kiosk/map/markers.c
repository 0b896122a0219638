/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/markers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "map/camera.h"

#define TILE_PX 512.0

double markers_level(double zoom)
{
	return floor(zoom / MARKERS_ZOOM_STEP + 1e-9) * MARKERS_ZOOM_STEP;
}

static int from_west(const void *a, const void *b)
{
	const struct cluster *p = a;
	const struct cluster *q = b;
	if (p->x != q->x) {
		return p->x < q->x ? -1 : 1;
	}
	return (p->first > q->first) - (p->first < q->first);
}

static int by_first(const void *a, const void *b)
{
	const struct cluster *p = a;
	const struct cluster *q = b;
	return (p->first > q->first) - (p->first < q->first);
}

/* home[] leads from each first member to the first member of what it joined, always a smaller one. */
static void absorb(struct cluster *into, const struct cluster *c, int *home)
{
	double all = into->count + c->count;
	into->x = (into->x * into->count + c->x * c->count) / all;
	into->y = (into->y * into->count + c->y * c->count) / all;
	into->count += c->count;
	int low = into->first < c->first ? into->first : c->first;
	int high = into->first < c->first ? c->first : into->first;
	home[high] = low;
	into->first = low;
}

/* One round at one zoom; only those close by in x have to be compared. Returns how many are left. */
static int join(struct cluster *out, int clusters, double reach, double parts_zoom, int *home)
{
	qsort(out, (size_t)clusters, sizeof *out, from_west);
	for (int a = 0; a < clusters; a++) {
		int b = a + 1;
		while (b < clusters && fabs(out[b].x - out[a].x) < reach) {
			if (fabs(out[b].y - out[a].y) >= reach) {
				b++;
				continue;
			}
			absorb(&out[a], &out[b], home);
			out[a].parts_zoom = parts_zoom;
			memmove(&out[b], &out[b + 1], (size_t)(clusters - b - 1) * sizeof *out);
			clusters--;
		}
	}
	return clusters;
}

int markers_cluster(const struct marker *in, int count, double zoom, double apart_px, struct cluster *out, int *home)
{
	int clusters = count;
	for (int i = 0; i < count; i++) {
		out[i] = (struct cluster){ in[i].x, in[i].y, i, 1, 0 };
		home[i] = i;
	}
	int first = (int)lround(markers_level(CAMERA_ZOOM_MAX) / MARKERS_ZOOM_STEP);
	int last = (int)lround(markers_level(zoom) / MARKERS_ZOOM_STEP);
	for (int step = first; step >= last; step--) {
		double level = step * MARKERS_ZOOM_STEP;
		double reach = apart_px / (TILE_PX * exp2(level));
		/* A middle moves when one joins, perhaps onto another: until all are apart. */
		for (int before = -1; before != clusters;) {
			before = clusters;
			clusters = join(out, clusters, reach, level + MARKERS_ZOOM_STEP, home);
		}
	}
	qsort(out, (size_t)clusters, sizeof *out, by_first);
	int index = 0;
	for (int i = 0; i < count; i++) {
		home[i] = home[i] == i ? index++ : home[home[i]];
	}
	return clusters;
}
