/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/gathered.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* What an older source may give to a place of a newer one. */
static const enum place_column lent[] = { PLACE_PHONE, PLACE_HOURS, PLACE_AUDIENCE_NOTE, PLACE_WEBSITE, PLACE_EMAIL };

struct entry {
	const struct placerow *row;
	size_t order;
};

static int compare(const void *a, const void *b)
{
	const struct entry *x = a;
	const struct entry *y = b;
	int ids = strcmp(x->row->value[PLACE_ID], y->row->value[PLACE_ID]);
	if (ids) {
		return ids;
	}
	if (x->row->fill != y->row->fill) {
		return x->row->fill ? 1 : -1;
	}
	/* YYYY-MM-DD: the order of texts is that of days. */
	int days = strcmp(y->row->value[PLACE_VERIFIED], x->row->value[PLACE_VERIFIED]);
	if (days) {
		return days;
	}
	return x->order < y->order ? -1 : x->order > y->order;
}

void gathered_make(struct gathered *g, struct arena *a, const struct placetable *const *memories, size_t len)
{
	size_t rows = 0;
	for (size_t i = 0; i < len; i++) {
		rows += memories[i]->len;
	}
	*g = (struct gathered){ .len = rows };
	if (rows == 0) {
		return;
	}
	struct entry *entries = ARENA_ARRAY(a, struct entry, rows);
	size_t at = 0;
	for (size_t i = 0; i < len; i++) {
		for (size_t k = 0; k < memories[i]->len; k++, at++) {
			entries[at] = (struct entry){ &memories[i]->rows[k], at };
		}
	}
	qsort(entries, rows, sizeof *entries, compare);
	g->rows = ARENA_ARRAY(a, const struct placerow *, rows);
	for (size_t i = 0; i < rows; i++) {
		g->rows[i] = entries[i].row;
	}
}

/* The first of that id, or len. */
static size_t first_of(const struct gathered *g, const char *id)
{
	size_t low = 0;
	size_t high = g->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(g->rows[middle]->value[PLACE_ID], id) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

static void add_word(struct buf *words, const char *word)
{
	buf_printf(words, "%s%s", words->len ? ", " : "", word);
}

/* Gives what `to` lacks; `words` gets the names of it. */
static void lend(struct placerow *to, const struct placerow *more, struct buf *words)
{
	for (size_t i = 0; i < ARRAY_LEN(lent); i++) {
		if (!to->value[lent[i]][0] && more->value[lent[i]][0]) {
			to->value[lent[i]] = more->value[lent[i]];
			add_word(words, place_columns[lent[i]].name);
		}
	}
	if (!to->value[PLACE_LAT][0] && more->value[PLACE_LAT][0]) {
		to->value[PLACE_LAT] = more->value[PLACE_LAT];
		to->value[PLACE_LON] = more->value[PLACE_LON];
		add_word(words, "lat, lon");
	}
}

bool gathered_say(const struct gathered *g, struct arena *a, const char *id, struct placerow *out,
		const char **lent_words)
{
	size_t at = first_of(g, id);
	if (at == g->len || !str_equal(g->rows[at]->value[PLACE_ID], id) || g->rows[at]->fill) {
		return false;
	}
	*out = *g->rows[at];
	struct buf all = { 0 };
	for (at++; at < g->len && str_equal(g->rows[at]->value[PLACE_ID], id); at++) {
		const char *title = g->rows[at]->value[PLACE_SOURCE];
		struct buf words = { 0 };
		lend(out, g->rows[at], &words);
		if (words.len) {
			buf_printf(&all, "%s%s of '%s'", all.len ? "; " : "", words.bytes, title);
		}
		if (words.len && !strstr(out->value[PLACE_SOURCE], title)) {
			out->value[PLACE_SOURCE] = arena_printf(a, "%s · %s", out->value[PLACE_SOURCE], title);
		}
		buf_finish(&words);
	}
	if (lent_words) {
		*lent_words = arena_strdup(a, buf_text(&all));
	}
	buf_finish(&all);
	return true;
}
