/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum { BEGUN_BYTES_MIN = 3 };

bool name_split(const struct search_languages *languages, unsigned lang, const char *text, struct name *out,
		struct arena *arena)
{
	struct word w;
	size_t len = strlen(text);
	for (size_t at = 0; word_next(&languages->at[lang], text, len, &at, &w);) {
		if (word_is_stop(&languages->at[lang], w.text)) {
			continue;
		}
		if (out->len == NAME_WORDS_MAX) {
			return false;
		}
		char stem[WORD_BYTES];
		word_stem(&languages->at[LANGUAGE_MAIN], w.text, w.len, stem);
		out->stems[out->len++] = arena_strdup(arena, stem);
	}
	return out->len > 0;
}

static void put(struct name_list *list, const struct name *what, struct arena *arena)
{
	if (list->len == NAMES_MAX) {
		return;
	}
	if (list->len == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 256;
		struct name *more = ARENA_ARRAY(arena, struct name, capacity);
		if (list->len > 0) {
			memcpy(more, list->at, list->len * sizeof *more);
		}
		list->at = more;
		list->capacity = capacity;
	}
	list->at[list->len++] = *what;
}

void name_list_add(struct name_list *list, const struct search_languages *languages, unsigned lang, struct name what,
		struct arena *arena)
{
	what.len = 0;
	if (name_split(languages, lang, what.text, &what, arena)) {
		put(list, &what, arena);
	}
}

static int compare_words(const struct name *x, const struct name *y)
{
	for (int i = 0; i < x->len && i < y->len; i++) {
		int order = strcmp(x->stems[i], y->stems[i]);
		if (order != 0) {
			return order;
		}
	}
	return (x->len > y->len) - (x->len < y->len);
}

static int compare(const void *a, const void *b)
{
	const struct name *x = a;
	const struct name *y = b;
	int order = compare_words(x, y);
	if (order != 0) {
		return order;
	}
	if (x->kind != y->kind) {
		return x->kind < y->kind ? -1 : 1;
	}
	if (x->group != y->group) {
		return x->group < y->group ? -1 : 1;
	}
	return (x->position > y->position) - (x->position < y->position);
}

void name_list_sort(struct name_list *list)
{
	if (list->len > 1) {
		qsort(list->at, list->len, sizeof *list->at, compare);
	}
	for (size_t i = 1; i < list->len; i++) {
		struct name *n = &list->at[i];
		if (n->kind == NAME_TOWN && n[-1].kind == NAME_TOWN && compare_words(n, n - 1) == 0) {
			n->group = n[-1].group;
		}
	}
}

static size_t first_with(const struct name_list *list, const char *stem)
{
	size_t low = 0;
	size_t high = list->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(list->at[middle].stems[0], stem) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* The group of the synonym that is this one word, -1: there is none. */
static int group_of_word(const struct name_list *synonyms, const char *stem)
{
	for (size_t i = first_with(synonyms, stem); i < synonyms->len; i++) {
		const struct name *n = &synonyms->at[i];
		if (strcmp(n->stems[0], stem) != 0) {
			break;
		}
		if (n->kind == NAME_SYNONYM && n->len == 1) {
			return n->group;
		}
	}
	return -1;
}

static void vary(struct name_list *list, size_t sorted, const struct name *town, struct arena *arena)
{
	for (int word = 0; town->len > 1 && word < town->len; word++) {
		const struct name_list synonyms = { .at = list->at, .len = sorted };
		int group = group_of_word(&synonyms, town->stems[word]);
		for (size_t i = 0; i < sorted && group >= 0; i++) {
			struct name other = *town;
			const struct name *n = &list->at[i];
			other.stems[word] = n->stems[0];
			if (n->kind == NAME_SYNONYM && n->group == group && n->len == 1 &&
					strcmp(n->stems[0], town->stems[word]) != 0) {
				put(list, &other, arena);
			}
		}
	}
}

void name_list_vary(struct name_list *list, size_t first, struct arena *arena)
{
	size_t towns = list->len;
	for (size_t i = first; i < towns; i++) {
		struct name town = list->at[i]; /* the list may move */
		if (town.kind == NAME_TOWN) {
			vary(list, first, &town, arena);
		}
	}
}

static bool stands_at(const struct name *n, const struct name_word *words, int len, int i, const char *begun)
{
	if (i + n->len > len) {
		return false;
	}
	for (int k = 0; k < n->len; k++) {
		bool open = begun && i + k == len - 1 && k > 0 && n->kind == NAME_SYNONYM &&
			    strlen(begun) >= BEGUN_BYTES_MIN && str_starts(n->stems[k], begun);
		if (!open && strcmp(words[i + k].stem, n->stems[k]) != 0) {
			return false;
		}
	}
	return true;
}

const struct name *name_list_find(const struct name_list *list, const struct name_word *words, int len, int i,
		unsigned kinds, const char *begun)
{
	const struct name *best = NULL;
	for (size_t k = first_with(list, words[i].stem); k < list->len; k++) {
		const struct name *n = &list->at[k];
		if (strcmp(n->stems[0], words[i].stem) != 0) {
			break;
		}
		bool better = !best || n->len > best->len || (n->len == best->len && n->kind < best->kind);
		if ((kinds & 1U << n->kind) && better && stands_at(n, words, len, i, begun)) {
			best = n;
		}
	}
	return best;
}

const struct name *name_list_next(const struct name_list *list, const struct name_word *words, int len, int i,
		unsigned kinds, size_t *at)
{
	size_t k = *at > 0 ? *at : first_with(list, words[i].stem);
	for (; k < list->len && strcmp(list->at[k].stems[0], words[i].stem) == 0; k++) {
		const struct name *n = &list->at[k];
		if ((kinds & 1U << n->kind) && stands_at(n, words, len, i, NULL)) {
			*at = k + 1;
			return n;
		}
	}
	return NULL;
}

void name_group_key(const struct name *n, char out[NAME_KEY_BYTES])
{
	(void)snprintf(out, NAME_KEY_BYTES, "%c%d", n->kind == NAME_TOWN ? 't' : 'g', n->group);
}

void name_key(const struct name *n, char out[NAME_KEY_BYTES])
{
	(void)snprintf(out, NAME_KEY_BYTES, "n%d.%d", n->group, n->position);
}

void name_call_key(const struct name *n, char out[CALL_KEY_BYTES])
{
	size_t used = (size_t)snprintf(out, CALL_KEY_BYTES, "c");
	for (int i = 0; i < n->len && used < CALL_KEY_BYTES; i++) {
		used += (size_t)snprintf(out + used, CALL_KEY_BYTES - used, "%s%s", i ? " " : "", n->stems[i]);
	}
}

void name_day_key(int weekday, char out[NAME_KEY_BYTES])
{
	(void)snprintf(out, NAME_KEY_BYTES, "d%d", weekday);
}

/* ---- the table ---- */

bool name_list_write(const struct name_list *list, sqlite3 *out)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(out, "INSERT INTO name VALUES (?,?,?,?,?,?,?)", -1, &s, NULL) == SQLITE_OK;
	for (size_t i = 0; ok && i < list->len; i++) {
		const struct name *n = &list->at[i];
		char stems[NAME_WORDS_MAX * WORD_BYTES] = "";
		size_t used = 0;
		for (int k = 0; k < n->len; k++) {
			used += (size_t)snprintf(stems + used, sizeof stems - used, "%s%s", k ? " " : "", n->stems[k]);
		}
		sqlite3_bind_int(s, 1, (int)n->kind);
		sqlite3_bind_int(s, 2, n->group);
		sqlite3_bind_int(s, 3, n->position);
		sqlite3_bind_text(s, 4, stems, -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 5, n->text, -1, SQLITE_STATIC);
		sqlite3_bind_double(s, 6, n->lat);
		sqlite3_bind_double(s, 7, n->lon);
		ok = sqlite3_step(s) == SQLITE_DONE;
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	return ok;
}

/* The stored stems, separated by blanks. False: there are none, or too many. */
static bool split_stems(struct name *n, char *text)
{
	n->len = 0;
	for (char *stem = strsep(&text, " "); stem; stem = strsep(&text, " ")) {
		if (n->len == NAME_WORDS_MAX || strlen(stem) >= WORD_BYTES) {
			return false;
		}
		n->stems[n->len++] = stem;
	}
	return n->len > 0;
}

static bool read_one(sqlite3_stmt *q, struct name *n, struct arena *arena)
{
	int kind = sqlite3_column_int(q, 0);
	n->group = sqlite3_column_int(q, 1);
	n->position = sqlite3_column_int(q, 2);
	n->text = db_text(q, 4, arena);
	n->lat = sqlite3_column_double(q, 5);
	n->lon = sqlite3_column_double(q, 6);
	n->kind = (enum name_kind)kind;
	return kind >= 0 && kind < NAME_KINDS && fabs(n->lat) <= 90 && fabs(n->lon) <= 180 &&
	       split_stems(n, arena_strdup(arena, db_text(q, 3, arena)));
}

bool name_list_read(struct name_list *list, struct db *db, struct arena *arena, struct err *e)
{
	long long count = 0;
	if (!db_number(db, "SELECT count(*) FROM name", &count, e)) {
		return false;
	}
	if (count < 0 || count > NAMES_MAX) {
		return fail_kind(e, ERR_FORMAT, "the search index is damaged: too many names");
	}
	list->at = ARENA_ARRAY(arena, struct name, (size_t)count + 1);
	list->capacity = (size_t)count;
	sqlite3_stmt *q = db_prepare(db, "SELECT kind, grp, position, stems, text, lat, lon FROM name", e);
	int code = SQLITE_DONE;
	while (q && list->len < list->capacity && (code = sqlite3_step(q)) == SQLITE_ROW) {
		list->len += read_one(q, &list->at[list->len], arena);
	}
	bool ok = q && (code == SQLITE_ROW || code == SQLITE_DONE || db_fail(db, "search index", e));
	sqlite3_finalize(q);
	name_list_sort(list);
	return ok;
}
