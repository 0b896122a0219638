/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/outside.h"

#include <stdint.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"
#include "compile/pack.h"

/* ---- bytes to text ---- */

/* Windows-1252 from 0x80 to 0x9F; the rest of it is Latin-1. 0: no such character. */
static const uint16_t windows_1252[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030,
	0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
	0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

static bool from_windows(const struct outside *o, const char *bytes, size_t len, struct buf *out, struct err *e)
{
	int line = 1;
	for (size_t i = 0; i < len; i++) {
		unsigned char b = (unsigned char)bytes[i];
		uint32_t c = b >= 0x80 && b < 0xA0 ? windows_1252[b - 0x80] : b;
		if (c == 0 && b != 0) {
			return fail_kind(e, ERR_FORMAT,
					"%s:%d: neither UTF-8 nor Windows-1252 (byte 0x%02X). Save the file as UTF-8",
					o->file, line, b);
		}
		char utf8[4];
		buf_add(out, utf8, utf8_put(c, utf8));
		line += b == '\n';
	}
	return true;
}

static bool decode(const struct outside *o, const struct buf *bytes, struct buf *out, struct err *e)
{
	const char *from = buf_text(bytes);
	size_t len = bytes->len;
	if (len >= 2 && (memcmp(from, "\xFF\xFE", 2) == 0 || memcmp(from, "\xFE\xFF", 2) == 0)) {
		return fail_kind(e, ERR_FORMAT, "%s:1: is UTF-16. Save the file as UTF-8 (CSV UTF-8 in a spreadsheet)",
				o->file);
	}
	if (len >= 2 && memcmp(from, "PK", 2) == 0) {
		return fail_kind(e, ERR_FORMAT,
				"%s:1: is a spreadsheet or an archive, no table of text. Save it as CSV", o->file);
	}
	if (len >= 3 && memcmp(from, "\xEF\xBB\xBF", 3) == 0) {
		from += 3;
		len -= 3;
	}
	if (utf8_valid(from, len)) {
		buf_add(out, from, len);
	} else if (!from_windows(o, from, len, out, e)) {
		return false;
	} else {
		report_warning(o->report, o->file, 1,
				"is not UTF-8: read as Windows-1252 (Latin-1). Look at the accents in the result");
	}
	if (out->len > 0 && !memchr(out->bytes, '\n', out->len)) { /* lines end as on old Macs */
		for (size_t i = 0; i < out->len; i++) {
			out->bytes[i] = out->bytes[i] == '\r' ? '\n' : out->bytes[i];
		}
	}
	return true;
}

/* What separates the names in the first line. */
static char guess_delimiter(const char *text)
{
	static const char marks[] = ",;\t|";
	size_t counts[sizeof marks] = { 0 };
	bool quoted = false;
	for (const char *at = text; *at && (quoted || *at != '\n'); at++) {
		quoted = quoted != (*at == '"');
		const char *mark = quoted ? NULL : strchr(marks, *at);
		if (mark) {
			counts[mark - marks]++;
		}
	}
	size_t best = 0;
	for (size_t i = 1; marks[i]; i++) {
		best = counts[i] > counts[best] ? i : best;
	}
	return marks[best];
}

/* ---- rows ---- */

static void keep(struct arena *a, struct csv_row *row)
{
	for (size_t i = 0; i < row->len; i++) {
		row->fields[i] = arena_strdup(a, row->fields[i]);
	}
}

static bool read_row(struct outside *o, struct csv_row *row)
{
	if (o->has_ahead) {
		*row = o->ahead;
		o->has_ahead = false;
		return true;
	}
	const char *problem;
	int line;
	enum csv_result result;
	while ((result = csv_next(&o->csv, row, &problem, &line)) == CSV_BAD) {
		report_error(o->report, o->file, line, "%s. The row is left out", problem);
	}
	if (result == CSV_END) {
		return false;
	}
	keep(o->arena, row);
	return true;
}

/* The last field of `row` goes on with the first of `more`: a line end stood in a field without quotes. */
static void join(struct outside *o, struct csv_row *row, const struct csv_row *more)
{
	row->fields[row->len - 1] = arena_printf(o->arena, "%s %s", row->fields[row->len - 1], more->fields[0]);
	for (size_t i = 1; i < more->len; i++) {
		row->fields[row->len++] = more->fields[i];
	}
}

/* Puts together what a line end has cut. False: the row stays too short; what follows it was not touched. */
static bool complete(struct outside *o, struct csv_row *row)
{
	struct csv_row next;
	size_t wanted = o->header.len;
	int last = row->line;
	while (row->len < wanted && read_row(o, &next)) {
		if (next.len >= wanted || row->len + next.len - 1 > wanted) {
			o->ahead = next;
			o->has_ahead = true;
			return false;
		}
		join(o, row, &next);
		last = next.line;
	}
	if (row->len == wanted && last != row->line) {
		report_warning(o->report, o->file, row->line,
				"the row is cut: lines %d to %d are read as one. Look at its result", row->line, last);
	}
	return row->len == wanted;
}

bool outside_next(struct outside *o, struct csv_row *row)
{
	while (read_row(o, row)) {
		size_t wanted = o->header.len;
		while (row->len > wanted && row->fields[row->len - 1][0] == '\0') {
			row->len--; /* separators at the end, without anything between them */
		}
		if (row->len > wanted) {
			report_error(o->report, o->file, row->line,
					"%zu fields where the first line has %zu. Put quotes around the field that "
					"holds the separator; the row is left out",
					row->len, wanted);
			continue;
		}
		int line = row->line;
		size_t len = row->len;
		if (complete(o, row)) {
			return true;
		}
		report_error(o->report, o->file, line,
				"%zu fields where the first line has %zu. Add what is missing; the row is left out",
				len, wanted);
	}
	return false;
}

int outside_column(const struct outside *o, const char *name)
{
	for (size_t i = 0; i < o->header.len; i++) {
		if (str_equal(o->header.fields[i], name)) {
			return (int)i;
		}
	}
	return -1;
}

bool outside_begin(struct outside *o, struct report *report, struct arena *arena, const char *file,
		const struct buf *bytes, struct err *e)
{
	*o = (struct outside){ .report = report, .arena = arena, .file = file };
	struct buf text = { 0 };
	if (!decode(o, bytes, &text, e)) {
		buf_finish(&text);
		return false;
	}
	char *copy = arena_strndup(arena, buf_text(&text), text.len);
	csv_init(&o->csv, copy, text.len);
	buf_finish(&text);
	o->csv.delimiter = guess_delimiter(copy);
	if (!read_row(o, &o->header)) {
		return fail_kind(e, ERR_FORMAT, "%s:1: is empty. Its first line must name the columns", file);
	}
	for (size_t i = 0; i < o->header.len; i++) {
		o->header.fields[i] += strspn(o->header.fields[i], " \t");
	}
	return true;
}

bool outside_open(struct outside *o, struct report *report, struct arena *arena, const char *path, struct err *e)
{
	struct buf bytes = { 0 };
	bool ok = fs_read_stream(path, PACK_FILE_BYTES_MAX, &bytes, e) &&
		  outside_begin(o, report, arena, path, &bytes, e);
	buf_finish(&bytes);
	return ok;
}
