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

/* A word of several languages has a row in each: they become one. */
static bool read_words(struct search_index *s, struct db *db, struct err *e)
{
	size_t capacity = 0;
	if (!count_rows(db, "SELECT count(*) FROM posting WHERE langs <> 0", VOCABULARY_MAX, &capacity, e)) {
		return false;
	}
	s->words = ARENA_ARRAY(s->arena, struct known_word, capacity + 1);
	sqlite3_stmt *q = db_prepare(db,
			"SELECT word, display, stem, count, langs FROM posting WHERE langs <> 0 ORDER BY word, lang",
			e);
	int code = SQLITE_DONE;
	while (q && s->words_len < capacity && (code = sqlite3_step(q)) == SQLITE_ROW) {
		const char *folded = (const char *)sqlite3_column_text(q, 0);
		struct known_word *w = s->words_len > 0 ? &s->words[s->words_len - 1] : NULL;
		if (!w || !folded || strcmp(w->folded, folded) != 0) {
			w = &s->words[s->words_len++];
			w->folded = db_text(q, 0, s->arena);
			w->display = db_text(q, 1, s->arena);
			w->stem = db_text(q, 2, s->arena);
			w->letters = letters_of(w->folded);
		}
		w->count += sqlite3_column_int(q, 3) & 0xFFFFF;
		w->langs |= (unsigned)sqlite3_column_int64(q, 4);
	}
	sqlite3_finalize(q);
	return q && (code == SQLITE_DONE || code == SQLITE_ROW || db_fail(db, "search index", e));
}

static bool read_doc(sqlite3_stmt *q, struct search_doc *d)
{
	int kind = sqlite3_column_int(q, 1);
	double lat = sqlite3_column_double(q, 4);
	double lon = sqlite3_column_double(q, 5);
	int words = sqlite3_column_int(q, 6);
	*d = (struct search_doc){ .row = sqlite3_column_int64(q, 2),
		.kind = (uint8_t)kind,
		.professional = sqlite3_column_int(q, 3) != 0,
		.lat = (float)lat,
		.lon = (float)lon,
		.words = (uint8_t)(words > UINT8_MAX ? UINT8_MAX : words) };
	return kind >= 0 && kind < HIT_KINDS && words >= 0 && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180;
}

static bool read_docs(struct search_index *s, struct db *db, struct err *e)
{
	size_t capacity = 0;
	if (!count_rows(db, "SELECT count(*) FROM doc", DOCS_MAX, &capacity, e)) {
		return false;
	}
	s->docs = ARENA_ARRAY(s->arena, struct search_doc, capacity + 1);
	sqlite3_stmt *q = db_prepare(db, "SELECT id, kind, row, professional, lat, lon, words FROM doc ORDER BY id", e);
	int code = SQLITE_DONE;
	bool good = true;
	while (q && good && s->docs_len < capacity && (code = sqlite3_step(q)) == SQLITE_ROW) {
		good = sqlite3_column_int64(q, 0) == (int64_t)s->docs_len + 1 && read_doc(q, &s->docs[s->docs_len]);
		s->docs_len++;
	}
	sqlite3_finalize(q);
	if (!good) {
		return fail_kind(e, ERR_FORMAT, "the search index is damaged: a document makes no sense");
	}
	return q && (code == SQLITE_DONE || code == SQLITE_ROW || db_fail(db, "search index", e));
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
	return read_languages(s, db, e) && read_words(s, db, e) && read_docs(s, db, e) &&
	       name_list_read(&s->names, db, s->arena, e);
}

enum { OTHER_START_BYTES_MIN = 7 };

/* Short words have too many neighbours to guess. */
static int allowed_distance(size_t len)
{
	if (len < 4) {
		return 0;
	}
	return len < 8 ? 1 : 2;
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

/* The beginning of a word says little when its first letter is another one: "creche" is no beginning of "recherche". */
static int distance_to(const struct known_word *w, const char *folded, int max, bool prefix)
{
	int whole = nearest_distance(folded, w->folded, max, false);
	if (whole <= max || !prefix || w->folded[0] != folded[0]) {
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
		/* A short word with another first letter is another word: « Mâcon » is not « façon ». */
		bool other = s->words[i].folded[0] != folded[0] && strlen(folded) < OTHER_START_BYTES_MIN;
		if (distance > max || other) {
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
static bool best_has_stem(struct best_words *f, const char *stem, int count)
{
	for (size_t i = 0; i < f->len; i++) {
		if (strcmp(f->at[i]->stem, stem) != 0) {
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

const struct known_word *search_index_find(const struct search_index *s, const char *folded)
{
	size_t at = lower_bound(s, folded);
	return at < s->words_len && strcmp(s->words[at].folded, folded) == 0 ? &s->words[at] : NULL;
}

bool search_index_begins(const struct search_index *s, unsigned lang, const char *folded)
{
	for (size_t at = lower_bound(s, folded); at < s->words_len; at++) {
		if (strncmp(s->words[at].folded, folded, strlen(folded)) != 0) {
			break;
		}
		if (s->words[at].langs & (1U << lang | 1U)) {
			return true;
		}
	}
	return false;
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
		if (strcmp(w->stem, typed) != 0 && !best_has_stem(&best, w->stem, w->count)) {
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
