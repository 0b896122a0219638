/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

struct vocabulary_entry {
	char *folded;  /* owned; NULL: free slot */
	char *display; /* owned: as it was written, lower case where it was seen so */
	int count;
	unsigned langs; /* bit per language it was read in */
};

static struct vocabulary_entry *slot(const struct vocabulary *v, const char *folded)
{
	size_t i = (size_t)hash_text(folded) & (v->capacity - 1);
	while (v->slots[i].folded && strcmp(v->slots[i].folded, folded) != 0) {
		i = (i + 1) & (v->capacity - 1);
	}
	return &v->slots[i];
}

static void grow(struct vocabulary *v)
{
	struct vocabulary bigger = { .len = v->len, .capacity = v->capacity ? v->capacity * 2 : 4096 };
	bigger.slots = mem_zalloc(bigger.capacity, sizeof *bigger.slots);
	for (size_t i = 0; i < v->capacity; i++) {
		if (v->slots[i].folded) {
			*slot(&bigger, v->slots[i].folded) = v->slots[i];
		}
	}
	free(v->slots);
	*v = bigger;
}

static bool starts_small(const char *text)
{
	return text[0] >= 'a' && text[0] <= 'z';
}

/* Not numbers, nor letters alone: they are no useful proposals. */
static bool is_worth_knowing(const struct word *w)
{
	return w->len >= 3 && strcspn(w->text, "0123456789") == w->len;
}

void vocabulary_learn(struct vocabulary *v, const struct search_languages *languages, const char *text, unsigned langs)
{
	const struct search_language *l = &languages->at[__builtin_ctz(langs)];
	struct word w;
	size_t len = strlen(text);
	for (size_t at = 0; word_next(l, text, len, &at, &w);) {
		if (!is_worth_knowing(&w) || word_is_stop(l, w.text)) {
			continue;
		}
		if (v->len * 2 >= v->capacity) {
			grow(v);
		}
		struct vocabulary_entry *e = slot(v, w.text);
		if (!e->folded) {
			e->folded = mem_strdup(w.text);
			e->display = mem_strndup(text + w.from, w.to - w.from);
			v->len++;
		} else if (!starts_small(e->display) && starts_small(text + w.from)) {
			free(e->display);
			e->display = mem_strndup(text + w.from, w.to - w.from);
		}
		e->count++;
		e->langs |= langs;
	}
}

void vocabulary_finish(struct vocabulary *v)
{
	for (size_t i = 0; i < v->capacity; i++) {
		free(v->slots[i].folded);
		free(v->slots[i].display);
	}
	free(v->slots);
}

bool vocabulary_write(const struct vocabulary *v, sqlite3 *out)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(out, "INSERT INTO word VALUES (?,?,?,?)", -1, &s, NULL) == SQLITE_OK;
	for (size_t i = 0; ok && i < v->capacity; i++) {
		const struct vocabulary_entry *e = &v->slots[i];
		if (!e->folded) {
			continue;
		}
		sqlite3_bind_text(s, 1, e->folded, -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 2, e->display, -1, SQLITE_STATIC);
		sqlite3_bind_int(s, 3, e->count);
		sqlite3_bind_int64(s, 4, e->langs);
		ok = sqlite3_step(s) == SQLITE_DONE;
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	return ok;
}
