/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "patch/window.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	MARK_BITS = 10,   /* one place in 1024 is marked */
	WARM_UP = 64,     /* bytes that a hash of 64 bits, shifted by one each, remembers */
	MATCHES_MAX = 16, /* of one mark: what stands everywhere says nothing */
};

struct mark {
	uint64_t hash;
	uint64_t at;
};

struct window_index {
	struct mark *marks; /* by hash, then place */
	size_t len, capacity;
	uint64_t old_length;
	uint64_t gear[256];
};

/* splitmix64: any fixed numbers without a pattern will do. */
static void fill_gear(uint64_t gear[256])
{
	uint64_t state = 1;
	for (size_t i = 0; i < 256; i++) {
		state += UINT64_C(0x9e3779b97f4a7c15);
		uint64_t z = state;
		z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
		z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
		gear[i] = z ^ z >> 31;
	}
}

static void add_mark(struct window_index *x, uint64_t hash, uint64_t at)
{
	if (x->len == x->capacity) {
		x->capacity = x->capacity ? 2 * x->capacity : 1024;
		x->marks = mem_resize(x->marks, x->capacity, sizeof *x->marks);
	}
	x->marks[x->len++] = (struct mark){ .hash = hash, .at = at };
}

static int by_hash(const void *a, const void *b)
{
	const struct mark *x = a;
	const struct mark *y = b;
	if (x->hash != y->hash) {
		return x->hash < y->hash ? -1 : 1;
	}
	return (x->at > y->at) - (x->at < y->at);
}

/* The high bits are the well mixed ones. */
static bool is_marked(uint64_t hash)
{
	return hash >> (64 - MARK_BITS) == 0;
}

struct window_index *window_index_create(const unsigned char *old, size_t len)
{
	struct window_index *x = mem_zalloc(1, sizeof *x);
	fill_gear(x->gear);
	x->old_length = len;
	uint64_t hash = 0;
	for (size_t i = 0; i < len; i++) {
		hash = (hash << 1) + x->gear[old[i]];
		if (i >= WARM_UP && is_marked(hash)) {
			add_mark(x, hash, i);
		}
	}
	if (x->len > 0) {
		qsort(x->marks, x->len, sizeof *x->marks, by_hash);
	}
	return x;
}

void window_index_destroy(struct window_index *x)
{
	if (x) {
		free(x->marks);
		free(x);
	}
}

/* First mark of that hash; x->len when there is none. */
static size_t find_mark(const struct window_index *x, uint64_t hash)
{
	size_t low = 0;
	size_t high = x->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (x->marks[middle].hash < hash) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < x->len && x->marks[low].hash == hash ? low : x->len;
}

struct places {
	uint64_t *at; /* in the old file; owned */
	size_t len, capacity;
};

static void add_places(struct places *p, const struct window_index *x, uint64_t hash)
{
	size_t first = find_mark(x, hash);
	for (size_t i = first; i < x->len && i < first + MATCHES_MAX && x->marks[i].hash == hash; i++) {
		if (p->len == p->capacity) {
			p->capacity = p->capacity ? 2 * p->capacity : 1024;
			p->at = mem_resize(p->at, p->capacity, sizeof *p->at);
		}
		p->at[p->len++] = x->marks[i].at;
	}
}

static int by_place(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* Middle of the stretch of `max` bytes that holds the most places. */
static uint64_t densest(struct places *p, uint32_t max)
{
	size_t best = 0;
	uint64_t middle = 0;
	size_t first = 0;
	qsort(p->at, p->len, sizeof *p->at, by_place);
	for (size_t last = 0; last < p->len; last++) {
		while (p->at[last] - p->at[first] > max) {
			first++;
		}
		if (last - first + 1 > best) {
			best = last - first + 1;
			middle = p->at[first] + (p->at[last] - p->at[first]) / 2;
		}
	}
	return middle;
}

struct patch_window window_find(const struct window_index *x, const unsigned char *new, uint64_t offset, size_t len,
		uint32_t max)
{
	struct places places = { 0 };
	uint64_t hash = 0;
	for (size_t i = 0; i < len; i++) {
		hash = (hash << 1) + x->gear[new[offset + i]];
		if (i >= WARM_UP && is_marked(hash)) {
			add_places(&places, x, hash);
		}
	}
	uint64_t middle = places.len > 0 ? densest(&places, max) : offset + len / 2;
	free(places.at);
	uint64_t start = middle > max / 2 ? middle - max / 2 : 0;
	uint64_t length = x->old_length < max ? x->old_length : max;
	if (start + length > x->old_length) {
		start = x->old_length - length;
	}
	return (struct patch_window){ .offset = start, .length = (uint32_t)length };
}
