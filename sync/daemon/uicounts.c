/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/uicounts.h"

#include <stdio.h>

#include "base/rundir.h"
#include "base/usage.h"

enum { PERIOD_BYTES = 16 };

static json_t *row_to_json(const struct usage_row *r)
{
	char period[PERIOD_BYTES];
	int len = snprintf(period, sizeof period, "%04d-%02d", r->period.year, r->period.month);
	if (r->period.day > 0 && len > 0) {
		(void)snprintf(period + len, sizeof period - (size_t)len, "-%02d", r->period.day);
	}
	return json_pack("[s, s, s, I]", period, usage_word(r->what), r->key, (json_int_t)r->count);
}

json_t *uicounts_read(const char *run_dir, const char *name)
{
	struct buf text = { 0 };
	struct usage u = { 0 };
	struct err e;
	if (!rundir_read(run_dir, RUNDIR_UI, name, USAGE_BYTES_MAX, &text, &e) ||
			!usage_parse(buf_text(&text), text.len, &u, &e)) {
		buf_finish(&text);
		return json_null();
	}
	usage_sort(&u);
	json_t *rows = json_array();
	size_t first = u.len > UICOUNTS_ROWS_MAX ? u.len - UICOUNTS_ROWS_MAX : 0;
	for (size_t i = first; i < u.len; i++) {
		(void)json_array_append_new(rows, row_to_json(&u.at[i]));
	}
	usage_finish(&u);
	buf_finish(&text);
	return rows;
}
