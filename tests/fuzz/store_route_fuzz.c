/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A route's line and steps, the first byte saying where one ends: what decodes encodes to the same walk again. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/route.h"

static void again(const struct route_plan *r, struct arena *a)
{
	struct buf line = { 0 };
	struct buf steps = { 0 };
	struct route_plan twin = { 0 };
	struct err e = { 0 };
	route_encode_points(r->points, r->points_len, &line);
	route_encode_steps(r->steps, r->steps_len, &steps);
	if (!route_decode_points(line.bytes, line.len, a, &twin, &e) ||
			!route_decode_steps(steps.bytes, steps.len, a, &twin, &e) || twin.points_len != r->points_len ||
			twin.steps_len != r->steps_len ||
			memcmp(twin.points, r->points, r->points_len * sizeof *r->points) != 0) {
		abort();
	}
	for (size_t i = 0; i < r->steps_len; i++) {
		if (twin.steps[i].point != r->steps[i].point || strcmp(twin.steps[i].name, r->steps[i].name) != 0) {
			abort();
		}
	}
	buf_finish(&line);
	buf_finish(&steps);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2) {
		return 0;
	}
	struct arena *a = arena_create(0);
	struct route_plan r = { 0 };
	struct err e = { 0 };
	struct route_point low;
	struct route_point high;
	size_t cut = data[0] < size - 1 ? data[0] : size - 1;
	bool bounded = route_bounds(data + 1, cut, &low, &high);
	bool line = route_decode_points(data + 1, cut, a, &r, &e);
	if (line && (!bounded || low.lon > high.lon || low.lat > high.lat)) {
		abort();
	}
	if (line && route_decode_steps(data + 1 + cut, size - 1 - cut, a, &r, &e)) {
		again(&r, a);
	}
	arena_destroy(a);
	return 0;
}
