/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_postings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"

struct posting {
	char *word;    /* owned; NULL: free slot */
	char *display; /* owned: as it was written, lower case where it was seen so; NULL: no proposal */
	int lang;
	int count;      /* places in the texts */
	unsigned langs; /* bit per language it is proposed in */
	uint32_t last;  /* document + 1; 0: none */
	struct buf docs;
};

static struct posting *slot(const struct postings *p, int lang, const char *word)
{
	uint64_t hash = hash_add(hash_text(word), &lang, sizeof lang);
	size_t i = (size_t)hash & (p->capacity - 1);
	while (p->slots[i].word && (p->slots[i].lang != lang || strcmp(p->slots[i].word, word) != 0)) {
		i = (i + 1) & (p->capacity - 1);
	}
	return &p->slots[i];
}

static void grow(struct postings *p)
{
	struct postings bigger = { .len = p->len, .capacity = p->capacity ? p->capacity * 2 : 4096 };
	bigger.slots = mem_zalloc(bigger.capacity, sizeof *bigger.slots);
	for (size_t i = 0; i < p->capacity; i++) {
		if (p->slots[i].word) {
			*slot(&bigger, p->slots[i].lang, p->slots[i].word) = p->slots[i];
		}
	}
	free(p->slots);
	*p = bigger;
}

static struct posting *find_or_add(struct postings *p, int lang, const char *word)
{
	if (p->len * 2 >= p->capacity) {
		grow(p);
	}
	struct posting *at = slot(p, lang, word);
	if (!at->word) {
		at->word = mem_strdup(word);
		at->lang = lang;
		p->len++;
	}
	return at;
}

static void add_varint(struct buf *b, uint64_t value)
{
	while (value >= 0x80) {
		buf_add_char(b, (char)(value | 0x80));
		value >>= 7;
	}
	buf_add_char(b, (char)value);
}

void postings_add(struct postings *p, int lang, const char *word, uint32_t doc, enum posting_field field)
{
	struct posting *at = find_or_add(p, lang, word);
	at->count++;
	if (at->last == doc + 1) {
		return;
	}
	/* The first step is counted from before document 0. */
	add_varint(&at->docs, (uint64_t)(doc + 1 - at->last) << 2 | (uint64_t)field);
	at->last = doc + 1;
}

static bool starts_small(const char *text)
{
	return text[0] >= 'a' && text[0] <= 'z';
}

void postings_propose(struct postings *p, int lang, const struct word *w, const char *text, unsigned langs)
{
	if (w->len < 3 || strcspn(w->text, "0123456789") != w->len) {
		return;
	}
	struct posting *at = find_or_add(p, lang, w->text);
	at->langs |= langs;
	if (!at->display || (!starts_small(at->display) && starts_small(text + w->from))) {
		free(at->display);
		at->display = mem_strndup(text + w->from, w->to - w->from);
	}
}

void postings_finish(struct postings *p)
{
	for (size_t i = 0; i < p->capacity; i++) {
		free(p->slots[i].word);
		free(p->slots[i].display);
		buf_finish(&p->slots[i].docs);
	}
	free(p->slots);
}

static int compare(const void *a, const void *b)
{
	const struct posting *x = *(const struct posting *const *)a;
	const struct posting *y = *(const struct posting *const *)b;
	return x->lang != y->lang ? (x->lang > y->lang) - (x->lang < y->lang) : strcmp(x->word, y->word);
}

static bool write_one(const struct posting *at, const struct search_languages *languages, sqlite3_stmt *s)
{
	char stem[WORD_BYTES] = "";
	char sound[WORD_BYTES] = "";
	if (at->lang >= 0) {
		word_stem(&languages->at[at->lang], at->word, strlen(at->word), stem);
		if (at->langs != 0) {
			word_sound(&languages->at[at->lang], at->word, sound);
		}
	}
	sqlite3_bind_int(s, 1, at->lang);
	sqlite3_bind_text(s, 2, at->word, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 3, stem, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 4, sound, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 5, at->display ? at->display : "", -1, SQLITE_STATIC);
	sqlite3_bind_int(s, 6, at->count);
	sqlite3_bind_int64(s, 7, at->langs);
	sqlite3_bind_blob(s, 8, buf_text(&at->docs), (int)at->docs.len, SQLITE_STATIC);
	bool ok = sqlite3_step(s) == SQLITE_DONE;
	sqlite3_reset(s);
	return ok;
}

/* In the order of the table, so that each row is added at its end. */
bool postings_write(const struct postings *p, const struct search_languages *languages, sqlite3 *out)
{
	CLEANUP(free_ptr) const struct posting **sorted = mem_zalloc(p->len + 1, sizeof(struct posting *));
	size_t len = 0;
	for (size_t i = 0; i < p->capacity; i++) {
		if (p->slots[i].word) {
			sorted[len++] = &p->slots[i];
		}
	}
	if (len > 1) {
		qsort(sorted, len, sizeof(struct posting *), compare);
	}
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(out, "INSERT INTO posting VALUES (?,?,?,?,?,?,?,?)", -1, &s, NULL) == SQLITE_OK;
	for (size_t i = 0; ok && i < len; i++) {
		ok = write_one(sorted[i], languages, s);
	}
	sqlite3_finalize(s);
	return ok;
}

bool posting_next(struct posting_reader *r)
{
	uint64_t value = 0;
	for (int shift = 0; r->at < r->end && shift <= 35; shift += 7) {
		unsigned char c = *r->at++;
		value |= (uint64_t)(c & 0x7F) << shift;
		if (c < 0x80) {
			uint64_t doc = (uint64_t)(uint32_t)(r->doc + 1) + (value >> 2) - 1;
			r->field = (enum posting_field)(value & 3);
			bool good = value >> 2 > 0 && doc < UINT32_MAX && r->field < FIELD_COUNT;
			r->doc = (uint32_t)doc;
			return good;
		}
	}
	return false;
}
