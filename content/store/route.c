/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points: count, then for each the difference to the one before (the first to 0), longitude and latitude, as zigzag
 * LEB128. Steps: count, then for each kind, turn, ground (+16 when the name is a number), metres, stairs, points since
 * the step before, length of the name and its bytes; numbers are LEB128. */
#include "store/route.h"

#include <string.h>

#include "base/str.h"

enum { LON_MAX = 180000000, LAT_MAX = 90000000, GROUND_IS_REF = 16, STAIRS_MAX = 5000 };

/* ---- writing ---- */

static void put(struct buf *out, uint64_t n)
{
	while (n > 127) {
		buf_add_char(out, (char)(unsigned char)(n | 128));
		n >>= 7;
	}
	buf_add_char(out, (char)n);
}

static void put_signed(struct buf *out, int64_t n)
{
	put(out, n < 0 ? ~((uint64_t)n << 1) : (uint64_t)n << 1);
}

void route_encode_points(const struct route_point *points, size_t len, struct buf *out)
{
	struct route_point before = { 0 };
	put(out, len);
	for (size_t i = 0; i < len; i++) {
		put_signed(out, (int64_t)points[i].lon - before.lon);
		put_signed(out, (int64_t)points[i].lat - before.lat);
		before = points[i];
	}
}

void route_encode_steps(const struct route_step *steps, size_t len, struct buf *out)
{
	int before = 0;
	put(out, len);
	for (size_t i = 0; i < len; i++) {
		const struct route_step *s = &steps[i];
		size_t name = strlen(s->name);
		put(out, (uint64_t)s->kind);
		put(out, (uint64_t)s->turn);
		put(out, (uint64_t)s->ground + (s->is_ref ? GROUND_IS_REF : 0));
		put(out, (uint64_t)s->metres);
		put(out, (uint64_t)s->stairs);
		put(out, (uint64_t)(s->point - before));
		put(out, name);
		buf_add(out, s->name, name);
		before = s->point;
	}
}

/* ---- reading ---- */

struct reader {
	const unsigned char *at, *end;
	bool bad;
};

/* 0 and `bad` at the end of the bytes or above `max`. */
static uint64_t get(struct reader *r, uint64_t max)
{
	uint64_t n = 0;
	for (int shift = 0; shift < 63 && r->at < r->end; shift += 7) {
		unsigned char byte = *r->at++;
		n |= (uint64_t)(byte & 127) << shift;
		if (byte < 128) {
			r->bad = r->bad || n > max;
			return r->bad ? 0 : n;
		}
	}
	r->bad = true;
	return 0;
}

static int64_t get_signed(struct reader *r)
{
	uint64_t n = get(r, UINT32_MAX * UINT64_C(4));
	return (n & 1) != 0 ? -(int64_t)(n >> 1) - 1 : (int64_t)(n >> 1);
}

/* 0: impossible. */
static size_t get_count(struct reader *r)
{
	size_t count = (size_t)get(r, ROUTE_POINTS_MAX);
	return r->bad || count < 2 || count > (size_t)(r->end - r->at) / 2 ? 0 : count;
}

static bool get_point(struct reader *r, int64_t *lon, int64_t *lat)
{
	*lon += get_signed(r);
	*lat += get_signed(r);
	return !r->bad && *lon >= -LON_MAX && *lon <= LON_MAX && *lat >= -LAT_MAX && *lat <= LAT_MAX;
}

bool route_decode_points(const void *bytes, size_t len, struct arena *arena, struct route_plan *out, struct err *e)
{
	struct reader r = { bytes, (const unsigned char *)bytes + len, false };
	size_t count = get_count(&r);
	if (count == 0) {
		return fail_kind(e, ERR_FORMAT, "a route's line has an impossible number of points");
	}
	struct route_point *points = ARENA_ARRAY(arena, struct route_point, count);
	int64_t lon = 0;
	int64_t lat = 0;
	for (size_t i = 0; i < count; i++) {
		if (!get_point(&r, &lon, &lat)) {
			return fail_kind(e, ERR_FORMAT, "a route's line is damaged at point %zu", i);
		}
		points[i] = (struct route_point){ (int32_t)lon, (int32_t)lat };
	}
	if (r.at != r.end) {
		return fail_kind(e, ERR_FORMAT, "a route's line has bytes after its end");
	}
	out->points = points;
	out->points_len = count;
	return true;
}

static int32_t lower(int32_t a, int64_t b)
{
	return b < a ? (int32_t)b : a;
}

static int32_t higher(int32_t a, int64_t b)
{
	return b > a ? (int32_t)b : a;
}

bool route_bounds(const void *bytes, size_t len, struct route_point *low, struct route_point *high)
{
	struct reader r = { bytes, (const unsigned char *)bytes + len, false };
	size_t count = get_count(&r);
	int64_t lon = 0;
	int64_t lat = 0;
	*low = (struct route_point){ INT32_MAX, INT32_MAX };
	*high = (struct route_point){ INT32_MIN, INT32_MIN };
	for (size_t i = 0; i < count; i++) {
		if (!get_point(&r, &lon, &lat)) {
			return false;
		}
		*low = (struct route_point){ lower(low->lon, lon), lower(low->lat, lat) };
		*high = (struct route_point){ higher(high->lon, lon), higher(high->lat, lat) };
	}
	return count > 0;
}

static int turns_of(int kind)
{
	return kind == ROUTE_STAIRS ? ROUTE_DOWN : ROUTE_TURNS - 1;
}

static void read_step(struct reader *r, struct route_step *s, struct arena *arena)
{
	int kind = (int)get(r, ROUTE_KINDS - 1);
	s->kind = (enum route_kind)kind;
	s->turn = (int)get(r, (uint64_t)turns_of(kind));
	int ground = (int)get(r, GROUND_IS_REF + ROUTE_GROUNDS - 1);
	s->is_ref = ground >= GROUND_IS_REF;
	ground -= s->is_ref ? GROUND_IS_REF : 0;
	r->bad = r->bad || ground >= ROUTE_GROUNDS;
	s->ground = (enum route_ground)(r->bad ? 0 : ground);
	s->metres = (int)get(r, ROUTE_METRES_MAX);
	s->stairs = (int)get(r, STAIRS_MAX);
	s->point = (int)get(r, ROUTE_POINTS_MAX);
	size_t name = (size_t)get(r, ROUTE_NAME_BYTES_MAX);
	if (r->bad || name > (size_t)(r->end - r->at) || !utf8_valid((const char *)r->at, name) ||
			memchr(r->at, '\0', name)) {
		r->bad = true;
		return;
	}
	s->name = arena_strndup(arena, (const char *)r->at, name);
	r->at += name;
}

bool route_decode_steps(const void *bytes, size_t len, struct arena *arena, struct route_plan *out, struct err *e)
{
	struct reader r = { bytes, (const unsigned char *)bytes + len, false };
	size_t count = (size_t)get(&r, ROUTE_STEPS_MAX);
	if (r.bad || count < 2 || count > len / 7) {
		return fail_kind(e, ERR_FORMAT, "a route has an impossible number of steps");
	}
	struct route_step *steps = ARENA_ARRAY(arena, struct route_step, count);
	int point = 0;
	for (size_t i = 0; i < count; i++) {
		read_step(&r, &steps[i], arena);
		point += steps[i].point;
		bool placed = (steps[i].kind == ROUTE_DEPART) == (i == 0) &&
			      (steps[i].kind == ROUTE_ARRIVE) == (i == count - 1);
		if (r.bad || !placed || (size_t)point >= out->points_len) {
			return fail_kind(e, ERR_FORMAT, "a route's step %zu is damaged", i);
		}
		steps[i].point = point;
	}
	if (r.at != r.end) {
		return fail_kind(e, ERR_FORMAT, "a route's steps have bytes after their end");
	}
	out->steps = steps;
	out->steps_len = count;
	return true;
}
