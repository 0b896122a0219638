/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_bench CONTENT.sqlite INDEX.sqlite: builds the index, then types names letter by letter, as a visitor does.
 * Prints {"count","build_ms","p50_ms","p99_ms","max_ms","hits"}. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/catalogue.h"
#include "store/search.h"

enum { NAMES = 200, LETTERS = 16, TIMES_MAX = NAMES * LETTERS };

static double times_ms[TIMES_MAX];
static size_t times_len;
static uint64_t hits;

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;
	return (x > y) - (x < y);
}

static bool type_name(struct search *s, const char *name, const struct search_asker *asker, struct err *e)
{
	static struct search_results found;
	char typed[64] = "";
	const char *end = name + strlen(name);
	for (int letter = 0; letter < LETTERS && name < end; letter++) {
		char next[5] = "";
		(void)utf8_put(utf8_next(&name, end), next);
		str_cut(typed + strlen(typed), sizeof typed - strlen(typed), next);
		int64_t start_us = clock_monotonic_us();
		if (!search_query(s, typed, asker, SEARCH_HITS_MAX, &found, e)) {
			return false;
		}
		times_ms[times_len++] = (double)(clock_monotonic_us() - start_us) / 1000.0;
		hits += found.total;
	}
	return true;
}

static bool type_all(struct search *s, const struct catalogue *c, struct err *e)
{
	for (size_t i = 0; i < NAMES; i++) {
		const struct place *p = &c->places[c->places_len * i / NAMES];
		const char *names[] = { p->name, p->commune, p->address };
		const struct search_asker asker = { .located = true, .lat = p->lat, .lon = p->lon, .weekday = -1 };
		if (!type_name(s, names[i % 3], &asker, e)) {
			return false;
		}
	}
	return true;
}

int main(int argc, char **argv)
{
	struct err e = { 0 };
	if (argc != 3) {
		(void)fprintf(stderr, "usage: search_bench CONTENT.sqlite INDEX.sqlite\n");
		return 64;
	}
	struct arena *arena = arena_create(0);
	int64_t start_us = clock_monotonic_us();
	const struct catalogue *c = NULL;
	struct search *s = NULL;
	bool ok = search_build(argv[1], argv[2], &e);
	double build_ms = (double)(clock_monotonic_us() - start_us) / 1000.0;
	ok = ok && (c = catalogue_read(argv[1], arena, &e)) && (s = search_open(argv[2], &e)) && type_all(s, c, &e);
	if (ok) {
		qsort(times_ms, times_len, sizeof times_ms[0], compare);
		(void)printf("{\"count\":%zu,\"places\":%zu,\"build_ms\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_"
			     "ms\":%.3f,"
			     "\"hits\":%" PRIu64 "}\n",
				times_len, c->places_len, build_ms, times_ms[times_len / 2],
				times_ms[times_len * 99 / 100], times_ms[times_len - 1], hits);
	} else {
		(void)fprintf(stderr, "search_bench: %s\n", e.message);
	}
	search_close(s);
	arena_destroy(arena);
	return ok ? 0 : 1;
}
