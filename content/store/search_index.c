/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_index.h"

#include <string.h>

#include "base/nearest.h"
#include "base/str.h"

static bool count_rows(struct db *db, const char *sql, long long max, size_t *out, struct err *e)
{
	long long count = 0;
	if (!db_number(db, sql, &count, e)) {
		return false;
	}
	if (count < 0 || count > max) {
		return fail_kind(e, ERR_FORMAT, "the search index is damaged: too many rows");
	}
	*out = (size_t)count;
	return true;
}

/* Other scripts share the bits by chance, which only rules out less. */
static uint32_t letters_of(const char *folded)
{
	uint32_t letters = 0;
	for (const char *c = folded; *c; c++) {
		letters |= UINT32_C(1) << ((unsigned char)*c % 32);
	}
	return letters;
}

static bool read_words(struct search_index *s, struct db *db, struct err *e)
{
	size_t capacity = 0;
	if (!count_rows(db, "SELECT count(*) FROM word", VOCABULARY_MAX, &capacity, e)) {
		return false;
	}
	s->words = ARENA_ARRAY(s->arena, struct known_word, capacity + 1);
	sqlite3_stmt *q = db_prepare(db, "SELECT folded, display, count, langs FROM word ORDER BY folded", e);
	if (!q) {
		return false;
	}
	int code = SQLITE_DONE;
	while (s->words_len < capacity && (code = sqlite3_step(q)) == SQLITE_ROW) {
		struct known_word *w = &s->words[s->words_len++];
		w->folded = db_text(q, 0, s->arena);
		w->display = db_text(q, 1, s->arena);
		w->letters = letters_of(w->folded);
		w->count = sqlite3_column_int(q, 2);
		w->langs = (unsigned)sqlite3_column_int64(q, 3);
	}
	sqlite3_finalize(q);
	return code == SQLITE_DONE || code == SQLITE_ROW || db_fail(db, "search index", e);
}

static void split_synonym(struct search_index *s, const char *text, struct synonym *out)
{
	struct word w;
	size_t len = strlen(text);
	for (size_t at = 0; out->words_len < SYNONYM_WORDS_MAX &&
			    word_next(&s->languages.at[LANGUAGE_MAIN], text, len, &at, &w);) {
		char stem[WORD_BYTES];
		word_stem(&s->languages.at[LANGUAGE_MAIN], w.text, w.len, stem);
		out->words[out->words_len] = arena_strdup(s->arena, w.text);
		out->stems[out->words_len++] = arena_strdup(s->arena, stem);
	}
}

static bool read_synonyms(struct search_index *s, struct db *db, struct err *e)
{
	size_t capacity = 0;
	if (!count_rows(db, "SELECT count(*) FROM synonym", SYNONYMS_MAX, &capacity, e)) {
		return false;
	}
	s->synonyms = ARENA_ARRAY(s->arena, struct synonym, capacity + 1);
	sqlite3_stmt *q = db_prepare(db, "SELECT grp, words FROM synonym ORDER BY grp, position", e);
	if (!q) {
		return false;
	}
	while (s->synonyms_len < capacity && sqlite3_step(q) == SQLITE_ROW) {
		struct synonym *y = &s->synonyms[s->synonyms_len];
		y->group = sqlite3_column_int(q, 0);
		split_synonym(s, db_text(q, 1, s->arena), y);
		s->synonyms_len += y->words_len > 0;
	}
	sqlite3_finalize(q);
	return true;
}

/* NULL: it is not there. */
static const char *read_rule(struct search_index *s, sqlite3_stmt *q, unsigned lang, enum language_rule rule)
{
	sqlite3_bind_int(q, 1, (int)lang);
	sqlite3_bind_text(q, 2, language_rule_key(rule), -1, SQLITE_STATIC);
	const char *text = sqlite3_step(q) == SQLITE_ROW ? db_text(q, 0, s->arena) : NULL;
	sqlite3_reset(q);
	return text;
}

static bool read_languages(struct search_index *s, struct db *db, struct err *e)
{
	long long count = 0;
	sqlite3_stmt *q = db_prepare(db, "SELECT text FROM language WHERE lang = ?1 AND rule = ?2", e);
	bool ok = q && db_number(db, "SELECT count(DISTINCT lang) FROM language", &count, e);
	for (long long lang = 0; ok && lang < count; lang++) {
		const char *texts[SEARCH_RULES];
		for (int i = 0; ok && i < SEARCH_RULES; i++) {
			texts[i] = read_rule(s, q, (unsigned)lang, search_rules[i]);
			ok = texts[i] || fail_kind(e, ERR_FORMAT, "the search index lacks a rule of a language");
		}
		ok = ok && search_languages_add(&s->languages, texts, s->arena, e);
	}
	sqlite3_finalize(q);
	return ok && (count > 0 || fail_kind(e, ERR_FORMAT, "the search index has no language"));
}

bool search_index_read(struct search_index *s, struct db *db, struct err *e)
{
	return read_languages(s, db, e) && read_words(s, db, e) && read_synonyms(s, db, e);
}

/* Short words have too many neighbours to guess. */
static int allowed_distance(size_t len)
{
	if (len < 4) {
		return 0;
	}
	return len < 6 ? 1 : 2;
}

/* Lower is nearer: distance first, then a word that starts with the same letter, then the more common one. */
static long badness(const struct known_word *w, const char *folded, int distance)
{
	long rarity = 1000 - (w->count > 999 ? 999 : w->count);
	return distance * 10000L + (w->folded[0] != folded[0] ? 5000L : 0) + rarity;
}

/* Each letter that one has and the other has not costs a slip at least. */
static bool is_far(const struct known_word *w, uint32_t letters, int max, bool prefix)
{
	return __builtin_popcount(letters & ~w->letters) > max ||
	       (!prefix && __builtin_popcount(w->letters & ~letters) > max);
}

static int distance_to(const struct known_word *w, const char *folded, int max, bool prefix)
{
	int whole = nearest_distance(folded, w->folded, max, false);
	if (whole <= max || !prefix) {
		return whole;
	}
	return nearest_distance(folded, w->folded, max, true);
}

const struct known_word *search_index_nearest(const struct search_index *s, unsigned lang, const char *folded,
		bool prefix)
{
	int max = allowed_distance(strlen(folded));
	uint32_t letters = letters_of(folded);
	const struct known_word *best = NULL;
	long least = 0;
	for (size_t i = 0; max > 0 && i < s->words_len; i++) {
		if (!(s->words[i].langs & (1U << lang | 1U)) || is_far(&s->words[i], letters, max, prefix)) {
			continue;
		}
		int distance = distance_to(&s->words[i], folded, max, prefix);
		if (distance > max) {
			continue;
		}
		long bad = badness(&s->words[i], folded, distance);
		if (!best || bad < least) {
			best = &s->words[i];
			least = bad;
		}
	}
	return best;
}

/* The best few, kept in order while walking. */
struct best_words {
	const struct known_word *at[SEARCH_SUGGESTIONS_MAX];
	long badness[SEARCH_SUGGESTIONS_MAX];
	size_t len;
};

static void best_add(struct best_words *f, const struct known_word *w, long bad)
{
	size_t i = f->len < SEARCH_SUGGESTIONS_MAX ? f->len++ : SEARCH_SUGGESTIONS_MAX;
	if (i == SEARCH_SUGGESTIONS_MAX) {
		if (bad >= f->badness[i - 1]) {
			return;
		}
		i--;
	}
	for (; i > 0 && f->badness[i - 1] > bad; i--) {
		f->at[i] = f->at[i - 1];
		f->badness[i] = f->badness[i - 1];
	}
	f->at[i] = w;
	f->badness[i] = bad;
}

/* Is another form of the word among them already? The more common form stands for all. */
static bool best_has_stem(const struct search_index *s, unsigned lang, struct best_words *f, const char *stem,
		int count)
{
	for (size_t i = 0; i < f->len; i++) {
		char other[WORD_BYTES];
		word_stem(&s->languages.at[lang], f->at[i]->folded, strlen(f->at[i]->folded), other);
		if (strcmp(other, stem) != 0) {
			continue;
		}
		if (count <= f->at[i]->count) {
			return true;
		}
		f->len--;
		memmove(&f->at[i], &f->at[i + 1], (f->len - i) * sizeof(const struct known_word *));
		memmove(&f->badness[i], &f->badness[i + 1], (f->len - i) * sizeof f->badness[0]);
		return false;
	}
	return false;
}

static void best_give(const struct best_words *f, struct search_results *out)
{
	for (size_t i = 0; i < f->len && out->suggestions_len < SEARCH_SUGGESTIONS_MAX; i++) {
		str_cut(out->suggestions[out->suggestions_len++], SEARCH_SUGGESTION_BYTES, f->at[i]->display);
	}
}

/* The first known word not before `folded`, as an index. */
static size_t lower_bound(const struct search_index *s, const char *folded)
{
	size_t low = 0;
	size_t high = s->words_len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(s->words[middle].folded, folded) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

bool search_index_begins(const struct search_index *s, const char *folded)
{
	size_t at = lower_bound(s, folded);
	return at < s->words_len && strncmp(s->words[at].folded, folded, strlen(folded)) == 0;
}

void search_index_complete(const struct search_index *s, unsigned lang, const char *folded, struct search_results *out)
{
	struct best_words best = { .len = 0 };
	size_t len = strlen(folded);
	char typed[WORD_BYTES];
	word_stem(&s->languages.at[lang], folded, len, typed);
	for (size_t i = lower_bound(s, folded); i < s->words_len; i++) {
		const struct known_word *w = &s->words[i];
		if (strncmp(w->folded, folded, len) != 0) {
			break;
		}
		if (!(w->langs & 1U << lang)) {
			continue;
		}
		/* The word itself and its other endings are found already: no need to propose them. */
		char stem[WORD_BYTES];
		word_stem(&s->languages.at[lang], w->folded, strlen(w->folded), stem);
		if (strcmp(stem, typed) != 0 && !best_has_stem(s, lang, &best, stem, w->count)) {
			best_add(&best, w, -(long)w->count);
		}
	}
	best_give(&best, out);
}

void search_index_suggest(const struct search_index *s, unsigned lang, const char *folded, struct search_results *out)
{
	struct best_words best = { .len = 0 };
	int max = allowed_distance(strlen(folded));
	uint32_t letters = letters_of(folded);
	for (size_t i = 0; max > 0 && i < s->words_len; i++) {
		if (is_far(&s->words[i], letters, max, false)) {
			continue;
		}
		int distance = nearest_distance(folded, s->words[i].folded, max, false);
		if (distance <= max && (s->words[i].langs & 1U << lang)) {
			best_add(&best, &s->words[i], badness(&s->words[i], folded, distance));
		}
	}
	best_give(&best, out);
}
