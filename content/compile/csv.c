/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/csv.h"

#include <string.h>

/* The bytes of one field as they stand in the file, without the quotes around it. */
struct raw {
	char *from, *to;
	bool quoted;
};

static const char too_long[] = "a field is longer than 16384 bytes. Is a closing quote missing?";

void csv_init(struct csv *c, char *text, size_t len)
{
	*c = (struct csv){ .at = text, .end = text + len, .line = 1, .delimiter = ',' };
}

static void skip_line(struct csv *c)
{
	char *newline = memchr(c->at, '\n', (size_t)(c->end - c->at));
	c->at = newline ? newline + 1 : c->end;
	c->line += newline != NULL;
}

static const char *scan_quoted(struct csv *c, struct raw *out)
{
	out->from = ++c->at;
	for (; c->at < c->end; c->at++) {
		if (*c->at == '"') {
			if (c->at + 1 >= c->end || c->at[1] != '"') {
				break;
			}
			c->at++;
		}
		c->line += *c->at == '\n';
		if (c->at - out->from > CSV_FIELD_BYTES_MAX) {
			return too_long;
		}
	}
	if (c->at >= c->end) {
		return "the quoted field is never closed. End it with a double quote";
	}
	out->to = c->at++;
	if (c->at < c->end && *c->at != c->delimiter && *c->at != '\n' && *c->at != '\r') {
		return "text after the closing quote. Double each quote inside a quoted field, and quote whole fields";
	}
	return NULL;
}

static const char *scan_bare(struct csv *c, struct raw *out)
{
	out->from = c->at;
	while (c->at < c->end && *c->at != c->delimiter && *c->at != '\n' && *c->at != '\r') {
		if (*c->at++ == '"') {
			return "a double quote inside a field that does not start with one. Quote the whole field";
		}
	}
	out->to = c->at;
	return NULL;
}

static const char *scan_field(struct csv *c, struct raw *out)
{
	out->quoted = c->at < c->end && *c->at == '"';
	const char *problem = out->quoted ? scan_quoted(c, out) : scan_bare(c, out);
	if (problem) {
		return problem;
	}
	size_t len = (size_t)(out->to - out->from);
	if (len > CSV_FIELD_BYTES_MAX) {
		return too_long;
	}
	if (memchr(out->from, '\0', len)) {
		return "a NUL character. Save the file as UTF-8 text";
	}
	return NULL;
}

/* Past the separator after a field; *more: another field follows. */
static const char *scan_separator(struct csv *c, bool *more)
{
	*more = c->at < c->end && *c->at == c->delimiter;
	if (c->at >= c->end) {
		return NULL;
	}
	if (*c->at == '\r' && (c->at + 1 >= c->end || c->at[1] != '\n')) {
		return "a lone carriage return. End lines with LF";
	}
	c->line += *c->at != c->delimiter;
	c->at += *c->at == '\r' ? 2 : 1;
	return NULL;
}

static const char *scan_row(struct csv *c, struct raw raw[CSV_FIELDS_MAX], size_t *len, int *problem_line)
{
	bool more = true;
	for (*len = 0; more; ++*len) {
		*problem_line = c->line;
		if (*len == CSV_FIELDS_MAX) {
			return "more than 64 fields in a row. Remove the commas at its end";
		}
		const char *problem = scan_field(c, &raw[*len]);
		if (!problem) {
			problem = scan_separator(c, &more);
		}
		if (problem) {
			return problem;
		}
	}
	return NULL;
}

/* Doubled quotes become one, and a NUL ends the field. */
static const char *unescape(const struct raw *raw)
{
	char *to = raw->from;
	for (const char *from = raw->from; from < raw->to; from++) {
		*to++ = *from;
		from += raw->quoted && *from == '"';
	}
	*to = '\0';
	return raw->from;
}

enum csv_result csv_next(struct csv *c, struct csv_row *row, const char **problem, int *problem_line)
{
	while (c->at < c->end && (*c->at == '\n' || (*c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n'))) {
		skip_line(c);
	}
	if (c->at >= c->end) {
		return CSV_END;
	}
	struct csv start = *c;
	struct raw raw[CSV_FIELDS_MAX];
	row->line = c->line;
	*problem = scan_row(c, raw, &row->len, problem_line);
	if (*problem) {
		/* What follows is read as if the bad row were its first line only. */
		*c = start;
		skip_line(c);
		return CSV_BAD;
	}
	for (size_t i = 0; i < row->len; i++) {
		row->fields[i] = unescape(&raw[i]);
	}
	return CSV_ROW;
}
