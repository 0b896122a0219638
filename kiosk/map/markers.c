/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/markers.h"

#include <math.h>
#include <stddef.h>

/* Greedy in input order: a marker joins the first cluster whose middle is too near. Linear in the clusters, of which
 * a screen holds few: they are a touch area apart. */
int markers_cluster(const struct marker *in, const bool *alone, int count, float apart_px, struct cluster *out)
{
	int clusters = 0;
	for (int i = 0; i < count; i++) {
		int home = -1;
		for (int k = 0; k < clusters && home < 0 && !(alone && alone[i]); k++) {
			bool fixed = out[k].count == 1 && alone && alone[out[k].item];
			if (!fixed && fabsf(out[k].x - in[i].x) < apart_px && fabsf(out[k].y - in[i].y) < apart_px) {
				home = k;
			}
		}
		if (home < 0) {
			out[clusters++] = (struct cluster){ in[i].x, in[i].y, i, 1 };
			continue;
		}
		struct cluster *c = &out[home];
		c->x = (c->x * (float)c->count + in[i].x) / (float)(c->count + 1);
		c->y = (c->y * (float)c->count + in[i].y) / (float)(c->count + 1);
		c->count++;
	}
	return clusters;
}
