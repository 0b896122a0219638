/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/reports.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/usage.h"

static bool read_counts(const char *path, struct usage *out, struct err *e)
{
	struct buf text = { 0 };
	if (!fs_exists(path)) {
		return true;
	}
	bool ok = fs_read_file(path, USAGE_BYTES_MAX, &text, e);
	if (ok && !usage_parse(buf_text(&text), text.len, out, e)) {
		ok = fail_wrap(e, "%s", path);
	}
	buf_finish(&text);
	usage_sort(out);
	return ok;
}

static void print_period(struct usage_period p, struct buf *out)
{
	buf_printf(out, "%04d-%02d", p.year, p.month);
	if (p.day > 0) {
		buf_printf(out, "-%02d", p.day);
	}
}

static void print_json(const struct usage *u, uint32_t least, struct buf *out)
{
	json_t *rows = json_array();
	for (size_t i = 0; i < u->len; i++) {
		const struct usage_row *r = &u->at[i];
		struct buf period = { 0 };
		print_period(r->period, &period);
		if (r->count >= least) {
			(void)json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:I}", "period", buf_text(&period),
									  "what", usage_word(r->what), "key", r->key,
									  "count", (json_int_t)r->count));
		}
		buf_finish(&period);
	}
	char *text = json_dumps(rows, JSON_INDENT(1));
	buf_printf(out, "%s\n", text ? text : "[]");
	free(text);
	json_decref(rows);
}

static void print_report(const struct usage_row *r, struct buf *out)
{
	const char *reason = strrchr(r->key, '/');
	print_period(r->period, out);
	size_t len = reason ? (size_t)(reason - r->key) : strlen(r->key);
	buf_printf(out, "  %.*s  %s  %u %s\n", (int)len, r->key, reason ? reason + 1 : "", r->count,
			r->count == 1 ? "time" : "times");
}

bool reports_print(const char *path, bool json, struct buf *out, struct err *e)
{
	struct usage u = { 0 };
	if (!read_counts(path, &u, e)) {
		return false;
	}
	if (json) {
		print_json(&u, 1, out);
	} else if (u.len == 0) {
		buf_add_text(out, "No record was said to be wrong.\n");
	}
	for (size_t i = 0; !json && i < u.len; i++) {
		if (u.at[i].what == USAGE_WRONG) {
			print_report(&u.at[i], out);
		}
	}
	usage_finish(&u);
	return true;
}

bool reports_print_usage(const char *path, bool json, struct buf *out, struct err *e)
{
	struct usage u = { 0 };
	if (!read_counts(path, &u, e)) {
		return false;
	}
	if (json) {
		print_json(&u, USAGE_LEAST, out);
	} else {
		buf_add_text(out, "period;what;key;count\n");
	}
	for (size_t i = 0; !json && i < u.len; i++) {
		const struct usage_row *r = &u.at[i];
		if (r->count >= USAGE_LEAST) {
			print_period(r->period, out);
			buf_printf(out, ";%s;%s;%u\n", usage_word(r->what), r->key, r->count);
		}
	}
	usage_finish(&u);
	return true;
}
