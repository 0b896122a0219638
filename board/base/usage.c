/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/usage.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum { CAPACITY_FIRST = 64, COUNT_MAX = 1000000000, YEAR_MIN = 2000, YEAR_MAX = 9999, COLUMNS = 4 };

static const char header[] = "borne-usage 1";

static const char *const words[USAGE_KINDS] = {
	[USAGE_VISITS] = "visits",
	[USAGE_MINUTES] = "minutes",
	[USAGE_LANGUAGE] = "language",
	[USAGE_THEME] = "theme",
	[USAGE_ARTICLE] = "article",
	[USAGE_PLACE] = "place",
	[USAGE_ANSWER] = "answer",
	[USAGE_LEVEL] = "level",
	[USAGE_NETWORK] = "network",
	[USAGE_OPTION] = "option",
	[USAGE_TAKEN] = "taken",
	[USAGE_NOT_FOUND] = "not-found",
	[USAGE_WRONG] = "wrong",
};

const char *usage_word(enum usage_what what)
{
	return words[what];
}

int usage_period_compare(struct usage_period a, struct usage_period b)
{
	int x = (a.year * 16 + a.month) * 32 + a.day;
	int y = (b.year * 16 + b.month) * 32 + b.day;
	return x < y ? -1 : x > y;
}

void usage_finish(struct usage *u)
{
	free(u->at);
	*u = (struct usage){ 0 };
}

/* ---- counting ---- */

/* A control character would be a column or a line of the file. */
static void clean_key(char out[USAGE_KEY_BYTES], const char *key)
{
	str_cut(out, USAGE_KEY_BYTES, key);
	char *to = out;
	for (const char *from = out; *from; from++) {
		if ((unsigned char)*from >= ' ' && *from != 0x7F) {
			*to++ = *from;
		}
	}
	*to = '\0';
}

static struct usage_row *find(const struct usage *u, struct usage_period period, enum usage_what what, const char *key)
{
	for (size_t i = 0; i < u->len; i++) {
		struct usage_row *r = &u->at[i];
		if (r->what == what && usage_period_compare(r->period, period) == 0 && str_equal(r->key, key)) {
			return r;
		}
	}
	return NULL;
}

void usage_forget(struct usage *u, struct usage_period first)
{
	size_t kept = 0;
	for (size_t i = 0; i < u->len; i++) {
		if (usage_period_compare(u->at[i].period, first) >= 0) {
			u->at[kept++] = u->at[i];
		}
	}
	u->len = kept;
}

static void forget_oldest(struct usage *u)
{
	struct usage_period oldest = u->at[0].period;
	for (size_t i = 1; i < u->len; i++) {
		oldest = usage_period_compare(u->at[i].period, oldest) < 0 ? u->at[i].period : oldest;
	}
	struct usage_period next = oldest;
	next.day++;
	usage_forget(u, next);
}

static struct usage_row *push(struct usage *u)
{
	if (u->len == USAGE_ROWS_MAX) {
		forget_oldest(u);
	}
	if (u->len == u->capacity) {
		u->capacity = u->capacity ? 2 * u->capacity : CAPACITY_FIRST;
		u->at = mem_resize(u->at, u->capacity, sizeof u->at[0]);
	}
	return &u->at[u->len++];
}

void usage_add(struct usage *u, struct usage_period period, enum usage_what what, const char *key, uint32_t by)
{
	char clean[USAGE_KEY_BYTES];
	clean_key(clean, key);
	struct usage_row *r = find(u, period, what, clean);
	if (!r) {
		r = push(u);
		*r = (struct usage_row){ .period = period, .what = what };
		str_cut(r->key, sizeof r->key, clean);
	}
	r->count = by < COUNT_MAX - r->count ? r->count + by : COUNT_MAX;
}

uint32_t usage_count(const struct usage *u, struct usage_period period, enum usage_what what, const char *key)
{
	const struct usage_row *r = find(u, period, what, key);
	return r ? r->count : 0;
}

static int compare(const void *a, const void *b)
{
	const struct usage_row *x = a;
	const struct usage_row *y = b;
	int by_period = usage_period_compare(x->period, y->period);
	if (by_period != 0) {
		return by_period;
	}
	if (x->what != y->what) {
		return x->what < y->what ? -1 : 1;
	}
	if (x->count != y->count) {
		return x->count > y->count ? -1 : 1;
	}
	return strcmp(x->key, y->key);
}

void usage_sort(struct usage *u)
{
	if (u->len > 0) {
		qsort(u->at, u->len, sizeof u->at[0], compare);
	}
}

/* ---- the file ---- */

void usage_write(const struct usage *u, uint32_t least, struct buf *out)
{
	buf_printf(out, "%s\n", header);
	for (size_t i = 0; i < u->len; i++) {
		const struct usage_row *r = &u->at[i];
		if (r->count < least) {
			continue;
		}
		buf_printf(out, "%04d-%02d", r->period.year, r->period.month);
		if (r->period.day > 0) {
			buf_printf(out, "-%02d", r->period.day);
		}
		buf_printf(out, "\t%s\t%s\t%u\n", words[r->what], r->key, r->count);
	}
}

static bool parse_number(const char *text, size_t len, long min, long max, long *out)
{
	char number[16];
	if (len == 0 || len >= sizeof number) {
		return false;
	}
	memcpy(number, text, len);
	number[len] = '\0';
	return str_to_long(number, min, max, out);
}

/* "2026-11" or "2026-11-24". */
static bool parse_period(const char *text, size_t len, struct usage_period *out)
{
	long year;
	long month;
	long day = 0;
	bool whole = len == 7;
	if (!(whole || len == 10) || text[4] != '-' || (!whole && text[7] != '-') ||
			!parse_number(text, 4, YEAR_MIN, YEAR_MAX, &year) ||
			!parse_number(text + 5, 2, 1, 12, &month) ||
			(!whole && !parse_number(text + 8, 2, 1, 31, &day))) {
		return false;
	}
	*out = (struct usage_period){ (int16_t)year, (int8_t)month, (int8_t)day };
	return true;
}

struct column {
	const char *at;
	size_t len;
};

static bool split(const char *line, size_t len, struct column out[COLUMNS])
{
	for (int i = 0; i < COLUMNS; i++) {
		const char *tab = i < COLUMNS - 1 ? memchr(line, '\t', len) : line + len;
		if (!tab) {
			return false;
		}
		out[i] = (struct column){ line, (size_t)(tab - line) };
		size_t taken = out[i].len + (i < COLUMNS - 1 ? 1 : 0);
		line += taken;
		len -= taken;
	}
	return true;
}

static bool parse_what(const struct column *c, enum usage_what *out)
{
	for (size_t i = 0; i < USAGE_KINDS; i++) {
		if (strlen(words[i]) == c->len && memcmp(words[i], c->at, c->len) == 0) {
			*out = (enum usage_what)i;
			return true;
		}
	}
	return false;
}

static bool is_key(const struct column *c)
{
	for (size_t i = 0; i < c->len; i++) {
		if ((unsigned char)c->at[i] < ' ' || c->at[i] == 0x7F) {
			return false;
		}
	}
	return c->len < USAGE_KEY_BYTES && utf8_valid(c->at, c->len);
}

static bool parse_line(const char *line, size_t len, struct usage_row *out)
{
	struct column c[COLUMNS];
	long count;
	*out = (struct usage_row){ 0 };
	if (!split(line, len, c) || !parse_period(c[0].at, c[0].len, &out->period) || !parse_what(&c[1], &out->what) ||
			!is_key(&c[2]) || !parse_number(c[3].at, c[3].len, 1, COUNT_MAX, &count)) {
		return false;
	}
	memcpy(out->key, c[2].at, c[2].len);
	out->count = (uint32_t)count;
	return true;
}

bool usage_parse(const char *text, size_t len, struct usage *out, struct err *e)
{
	struct usage u = { 0 };
	size_t at = 0;
	for (long line = 1; at < len; line++) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line_len = end ? (size_t)(end - (text + at)) : len - at;
		struct usage_row row;
		bool first = line == 1;
		bool ok = end && (first ? line_len == sizeof header - 1 && memcmp(text + at, header, line_len) == 0
					: u.len < USAGE_ROWS_MAX && parse_line(text + at, line_len, &row));
		if (!ok) {
			usage_finish(&u);
			return fail_kind(e, ERR_FORMAT, "line %ld is not a count", line);
		}
		if (!first) {
			*push(&u) = row;
		}
		at += line_len + 1;
	}
	if (len == 0) {
		return fail_kind(e, ERR_FORMAT, "line 1 is not a count");
	}
	*out = u;
	return true;
}
