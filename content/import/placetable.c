/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/placetable.h"

#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"
#include "compile/csv.h"

enum { COLUMN_KEY = PLACE_COLUMNS, COLUMN_FILL };

static const char *column_name(int column)
{
	return column == COLUMN_KEY ? "key" : column == COLUMN_FILL ? "fill" : place_columns[column].name;
}

static int column_of(const char *name, bool memory)
{
	for (int c = 0; c < (memory ? PLACETABLE_COLUMNS_MAX : PLACE_COLUMNS); c++) {
		if (str_equal(column_name(c), name)) {
			return c;
		}
	}
	return -1;
}

static struct placerow empty_row(void)
{
	struct placerow row = { .key = "" };
	for (int c = 0; c < PLACE_COLUMNS; c++) {
		row.value[c] = "";
	}
	return row;
}

struct placerow *placetable_add(struct placetable *t)
{
	struct placerow *row = PACK_PUSH(t->arena, t->rows, t->len);
	*row = empty_row();
	return row;
}

void placetable_begin(struct placetable *t, struct arena *a, const char *file, bool memory)
{
	*t = (struct placetable){ .arena = a, .file = file, .memory = memory, .header_changed = true };
	if (memory) {
		t->columns[t->columns_len++] = COLUMN_KEY;
		t->columns[t->columns_len++] = COLUMN_FILL;
	}
	for (int c = 0; c < PLACE_COLUMNS; c++) {
		if (memory || place_columns[c].needed) {
			t->columns[t->columns_len++] = c;
		}
	}
}

static bool read_header(struct placetable *t, const struct csv_row *row, struct err *e)
{
	t->columns_len = 0;
	t->header_changed = false;
	for (size_t i = 0; i < row->len; i++) {
		int column = column_of(row->fields[i] + strspn(row->fields[i], " \t"), t->memory);
		if (column < 0 || t->columns_len == PLACETABLE_COLUMNS_MAX) {
			return fail_kind(e, ERR_FORMAT, "%s:%d: unknown column '%s'", t->file, row->line,
					row->fields[i]);
		}
		t->columns[t->columns_len++] = column;
	}
	return true;
}

static void take_row(struct placetable *t, const struct csv_row *row, const char *raw, size_t raw_len)
{
	struct placerow *to = placetable_add(t);
	to->line = row->line;
	to->raw = raw;
	to->raw_len = raw_len;
	for (size_t i = 0; i < row->len; i++) {
		const char *text = row->fields[i] + strspn(row->fields[i], " \t");
		int column = t->columns[i];
		if (column == COLUMN_KEY) {
			to->key = text;
		} else if (column == COLUMN_FILL) {
			to->fill = text[0] != '\0';
		} else {
			to->value[column] = text;
		}
	}
}

bool placetable_read(struct placetable *t, struct arena *a, const char *file, bool memory, struct err *e)
{
	placetable_begin(t, a, file, memory);
	if (!fs_exists(file)) {
		return true;
	}
	struct buf bytes = { 0 };
	if (!fs_read_file(file, PACK_FILE_BYTES_MAX, &bytes, e)) {
		buf_finish(&bytes);
		return false;
	}
	const char *original = arena_strndup(a, buf_text(&bytes), bytes.len);
	char *text = arena_strndup(a, buf_text(&bytes), bytes.len);
	struct csv csv;
	csv_init(&csv, text, bytes.len);
	buf_finish(&bytes);
	struct csv_row row;
	const char *problem;
	int line;
	bool header = true;
	for (;;) {
		const char *from = csv.at;
		enum csv_result result = csv_next(&csv, &row, &problem, &line);
		if (result == CSV_END) {
			return true;
		}
		if (result == CSV_BAD) {
			return fail_kind(e, ERR_FORMAT, "%s:%d: %s", file, line, problem);
		}
		if (header ? !read_header(t, &row, e) : row.len != t->columns_len) {
			return header ? false
				      : fail_kind(e, ERR_FORMAT, "%s:%d: %zu fields where the first line has %zu", file,
							row.line, row.len, t->columns_len);
		}
		if (!header) {
			take_row(t, &row, original + (from - text), (size_t)(csv.at - from));
		}
		header = false;
	}
}

/* ---- writing ---- */

void placetable_add_field(struct buf *out, const char *value)
{
	bool quotes = strpbrk(value, ",\"\r\n") || value[0] == ' ';
	if (quotes) {
		buf_add_char(out, '"');
	}
	for (const char *at = value; *at; at++) {
		if (*at == '"') {
			buf_add_char(out, '"');
		}
		buf_add_char(out, *at);
	}
	if (quotes) {
		buf_add_char(out, '"');
	}
}

static bool has_column(const struct placetable *t, int column)
{
	for (size_t i = 0; i < t->columns_len; i++) {
		if (t->columns[i] == column) {
			return true;
		}
	}
	return false;
}

static void add_missing_columns(struct placetable *t)
{
	for (size_t i = 0; i < t->len; i++) {
		for (int c = 0; c < PLACE_COLUMNS && !t->rows[i].gone; c++) {
			if (t->rows[i].value[c][0] && !has_column(t, c)) {
				t->columns[t->columns_len++] = c;
				t->header_changed = true;
			}
		}
	}
}

static void print_row(const struct placetable *t, const struct placerow *row, struct buf *out)
{
	for (size_t i = 0; i < t->columns_len; i++) {
		int c = t->columns[i];
		buf_add_text(out, i ? "," : "");
		placetable_add_field(out, c == COLUMN_KEY    ? row->key
					  : c == COLUMN_FILL ? (row->fill ? "yes" : "")
							     : row->value[c]);
	}
	buf_add_char(out, '\n');
}

void placetable_print(struct placetable *t, struct buf *out)
{
	add_missing_columns(t);
	for (size_t i = 0; i < t->columns_len; i++) {
		buf_printf(out, "%s%s", i ? "," : "", column_name(t->columns[i]));
	}
	buf_add_char(out, '\n');
	for (size_t i = 0; i < t->len; i++) {
		const struct placerow *row = &t->rows[i];
		if (row->gone) {
			continue;
		}
		if (row->raw && !t->header_changed) {
			buf_add(out, row->raw, row->raw_len);
			if (row->raw_len && row->raw[row->raw_len - 1] != '\n') {
				buf_add_char(out, '\n');
			}
		} else {
			print_row(t, row, out);
		}
	}
}
