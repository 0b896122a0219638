/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that other bodies publish: every row has the header's fields, all of them UTF-8, and the reader ends. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "import/outside.h"

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(0);
	struct report report;
	struct outside in;
	struct csv_row row;
	struct err e = { 0 };
	struct buf bytes = { 0 };
	report_init(&report, arena);
	buf_add(&bytes, data, size);
	if (outside_begin(&in, &report, arena, "list.csv", &bytes, &e)) {
		size_t rows = 0;
		while (outside_next(&in, &row)) {
			need(row.len == in.header.len && ++rows <= size);
			for (size_t i = 0; i < row.len; i++) {
				need(utf8_valid(row.fields[i], strlen(row.fields[i])));
			}
		}
	} else {
		need(e.message[0] != '\0');
	}
	buf_finish(&bytes);
	report_finish(&report);
	arena_destroy(arena);
	return 0;
}
