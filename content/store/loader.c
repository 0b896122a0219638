/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/loader.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

sqlite3_stmt *loader_select(struct loader *l, const char *sql)
{
	return db_prepare(&l->db, sql, l->e);
}

bool loader_next(struct loader *l, sqlite3_stmt *s, bool *ok)
{
	int code = sqlite3_step(s);
	if (code == SQLITE_ROW && *ok) {
		if (l->steps++ < l->limit) {
			return true;
		}
		*ok = fail_kind(l->e, ERR_FORMAT, "content.sqlite is damaged: more rows than it counts");
	}
	if (code != SQLITE_DONE && code != SQLITE_ROW) {
		*ok = db_fail(&l->db, "content.sqlite is damaged", l->e);
	}
	sqlite3_finalize(s);
	l->limit = SIZE_MAX;
	l->steps = 0;
	return false;
}

bool loader_count(struct loader *l, const char *table, size_t *out)
{
	size_t max = limits_rows(table);
	char sql[96];
	long long count;
	snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
	if (!db_number(&l->db, sql, &count, l->e)) {
		return false;
	}
	if (count < 0 || (size_t)count > max) {
		return fail_kind(l->e, ERR_FORMAT, "the table %s has more than %zu rows", table, max);
	}
	*out = (size_t)count;
	l->limit = *out;
	l->steps = 0;
	return true;
}

void loader_want_words(struct loader *l, int64_t row, const char *field, struct text *text)
{
	if (l->targets_len == l->targets_capacity) {
		l->targets_capacity = l->targets_capacity ? l->targets_capacity * 2 : 256;
		l->targets = mem_resize(l->targets, l->targets_capacity, sizeof *l->targets);
	}
	l->targets[l->targets_len++] = (struct words_target){ .row = row, .field = field, .text = text };
}

void row_map_add(struct loader *l, struct row_map *m, size_t capacity, int64_t row, int index)
{
	if (!m->at) {
		m->at = ARENA_ARRAY(l->arena, struct row_index, capacity + 1);
	}
	m->at[m->len++] = (struct row_index){ .row = row, .index = index };
}

static int compare_rows(const void *a, const void *b)
{
	int64_t x = ((const struct row_index *)a)->row;
	int64_t y = ((const struct row_index *)b)->row;
	return x < y ? -1 : x > y;
}

void row_map_sort(struct row_map *m)
{
	if (m->len > 1) {
		qsort(m->at, m->len, sizeof *m->at, compare_rows);
	}
}

int row_map_find(const struct row_map *m, int64_t row)
{
	struct row_index key = { .row = row };
	const struct row_index *found = m->len == 0 ? NULL : bsearch(&key, m->at, m->len, sizeof key, compare_rows);
	return found ? found->index : -1;
}

bool loader_reference(struct loader *l, const struct row_map *m, int64_t row, const char *what, int *out)
{
	*out = row_map_find(m, row);
	return *out >= 0 ||
	       fail_kind(l->e, ERR_FORMAT, "content.sqlite: a %s refers to a record that is not there", what);
}

bool loader_read_pairs(struct loader *l, const struct loader_pairs *pairs)
{
	size_t capacity = 0;
	if (!loader_count(l, pairs->table, &capacity)) {
		return false;
	}
	int16_t *all = ARENA_ARRAY(l->arena, int16_t, capacity + 1);
	size_t len = 0;
	sqlite3_stmt *s = loader_select(l, pairs->select);
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		int owner = 0;
		int target = 0;
		ok = loader_reference(l, pairs->owners, loader_number(s, 0), pairs->owner_of, &owner) &&
		     loader_reference(l, pairs->targets, loader_number(s, 1), pairs->target_of, &target);
		if (ok) {
			all[len] = (int16_t)target;
			pairs->add(l->c, owner, &all[len++]);
		}
	}
	return ok;
}

const char *loader_text(struct loader *l, sqlite3_stmt *s, int i)
{
	size_t len = (size_t)sqlite3_column_bytes(s, i);
	l->text_bytes += len;
	if (len > LOADER_TEXT_BYTES_MAX || l->text_bytes > LIMITS_MEMORY_BYTES_MAX) {
		l->too_long = true;
		return "";
	}
	return db_text(s, i, l->arena);
}

double loader_degrees(struct loader *l, sqlite3_stmt *s, int i, const char *column)
{
	const struct limit *limit = limits_find("place", column);
	double value = sqlite3_column_double(s, i);
	if (isfinite(value) && value >= (double)limit->min && value <= (double)limit->max) {
		return value;
	}
	l->off_map = true;
	return 0;
}

const char *loader_text_or_null(struct loader *l, sqlite3_stmt *s, int i)
{
	return sqlite3_column_type(s, i) == SQLITE_NULL ? NULL : loader_text(l, s, i);
}

struct date loader_date(sqlite3_stmt *s, int i)
{
	struct date d = { 0 };
	const char *words = (const char *)sqlite3_column_text(s, i);
	if (words) {
		(void)date_parse(words, &d);
	}
	return d;
}
