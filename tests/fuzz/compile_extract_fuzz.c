/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OpenStreetMap extract, the first byte saying in which form: what is read refers to points that are there, in
 * order. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "compile/extract.h"
#include "fuzz/ramfile.h"

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void look(const struct extract *x)
{
	for (size_t i = 1; i < x->points_len; i++) {
		need(x->points[i - 1].id < x->points[i].id);
	}
	for (size_t i = 0; i < x->points_len; i++) {
		need(abs(x->points[i].lon) <= 1800000000 && abs(x->points[i].lat) <= 900000000);
	}
	for (size_t i = 0; i < x->ways_len; i++) {
		const struct extract_way *w = &x->ways[i];
		need((i == 0 || x->ways[i - 1].id < w->id) && w->len >= 2 && w->first + w->len <= x->refs_len &&
				w->name);
		for (size_t k = 0; k < w->len; k++) {
			uint32_t at = x->refs[w->first + k];
			need(at == EXTRACT_NOWHERE || at < x->points_len);
		}
	}
	for (size_t i = 1; i < x->barriers_len; i++) {
		need(x->barriers[i - 1].id <= x->barriers[i].id);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct extract_site sites[] = { { 4.88, 46.26 }, { 179.9999, -84.9 } };
	static char *paths[2];
	if (size == 0) {
		return 0;
	}
	if (!paths[0]) {
		paths[0] = ramfile_path("x.osm.pbf");
		paths[1] = ramfile_path("x.osm");
	}
	const char *path = paths[data[0] % 2];
	struct err e = { 0 };
	ramfile_write(path, data + 1, size - 1);
	struct extract *x = extract_read(&path, 1, sites, ARRAY_LEN(sites), 6000, &e);
	if (x) {
		look(x);
	} else {
		need(e.message[0] != '\0');
	}
	extract_destroy(x);
	return 0;
}
