/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/markers.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static bool is_near(const struct cluster *a, const struct cluster *b, float apart_px)
{
	return fabsf(a->x - b->x) < apart_px && fabsf(a->y - b->y) < apart_px;
}

static void absorb(struct cluster *into, const struct cluster *c)
{
	float all = (float)(into->count + c->count);
	into->x = (into->x * (float)into->count + c->x * (float)c->count) / all;
	into->y = (into->y * (float)into->count + c->y * (float)c->count) / all;
	into->count += c->count;
}

/* A middle moves when a marker joins, perhaps onto another cluster: those two become one. Each round leaves one less.
 */
static int settle(struct cluster *out, int clusters, const bool *alone, float apart_px)
{
	for (int a = 0; a < clusters; a++) {
		for (int b = a + 1; b < clusters; b++) {
			bool fixed = alone && (alone[out[a].item] || alone[out[b].item]);
			if (!fixed && is_near(&out[a], &out[b], apart_px)) {
				absorb(&out[a], &out[b]);
				memmove(&out[b], &out[b + 1], (size_t)(clusters - b - 1) * sizeof *out);
				return clusters - 1;
			}
		}
	}
	return clusters;
}

/* Greedy in input order: a marker joins the first cluster whose middle is too near. Linear in the clusters, of which
 * a screen holds few: they are a touch area apart. */
int markers_cluster(const struct marker *in, const bool *alone, int count, float apart_px, struct cluster *out)
{
	int clusters = 0;
	for (int i = 0; i < count; i++) {
		struct cluster one = { in[i].x, in[i].y, i, 1 };
		int home = 0;
		while (home < clusters && (!is_near(&out[home], &one, apart_px) ||
							  (alone && (alone[i] || alone[out[home].item])))) {
			home++;
		}
		if (home < clusters) {
			absorb(&out[home], &one);
		} else {
			out[clusters++] = one;
		}
	}
	for (int before = -1; before != clusters;) {
		before = clusters;
		clusters = settle(out, clusters, alone, apart_px);
	}
	return clusters;
}
