/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a word of a question is in the index, and which one sounds the same (search_match.h). */
#include <limits.h>
#include <string.h>

#include "base/nearest.h"
#include "base/str.h"
#include "store/search_match.h"

static bool any_row(struct match *m, sqlite3_stmt *s, int lang, const char *key, bool *any, struct err *e)
{
	sqlite3_bind_int(s, 1, lang);
	sqlite3_bind_text(s, 2, key, -1, SQLITE_STATIC);
	int code = sqlite3_step(s);
	*any |= code == SQLITE_ROW;
	bool ok = code == SQLITE_ROW || code == SQLITE_DONE || db_fail(m->db, "search", e);
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return ok;
}

bool match_knows(struct match *m, const struct question *q, const char *word, bool open, bool *known, struct err *e)
{
	*known = false;
	const unsigned langs[] = { q->lang, LANGUAGE_MAIN };
	for (size_t i = 0; !*known && i < ARRAY_LEN(langs); i++) {
		int lang = (int)langs[i];
		char stem[WORD_BYTES];
		word_stem(&m->index->languages.at[lang], word, strlen(word), stem);
		if (!any_row(m, m->exact, lang, word, known, e) || !any_row(m, m->stem, lang, stem, known, e) ||
				(open && !any_row(m, m->begun, lang, word, known, e))) {
			return false;
		}
	}
	return true;
}

struct alike {
	char word[WORD_BYTES];
	int distance, count;
};

static bool offer_sounds(struct match *m, int lang, const char *word, struct alike *best, struct err *e)
{
	char sound[WORD_BYTES];
	word_sound(&m->index->languages.at[lang], word, sound);
	if (sound[0] == '\0') {
		return true;
	}
	sqlite3_bind_int(m->sound, 1, lang);
	sqlite3_bind_text(m->sound, 2, sound, -1, SQLITE_STATIC);
	int code;
	while ((code = sqlite3_step(m->sound)) == SQLITE_ROW) {
		const char *other = (const char *)sqlite3_column_text(m->sound, 0);
		int distance = nearest_distance(word, other ? other : "", NEAREST_BYTES_MAX, false);
		int count = sqlite3_column_int(m->sound, 1);
		if (other && strlen(other) < WORD_BYTES &&
				(distance < best->distance || (distance == best->distance && count > best->count))) {
			str_cut(best->word, WORD_BYTES, other);
			best->distance = distance;
			best->count = count;
		}
	}
	bool ok = code == SQLITE_DONE || db_fail(m->db, "search", e);
	sqlite3_reset(m->sound);
	sqlite3_clear_bindings(m->sound);
	return ok;
}

bool match_sound(struct match *m, const struct question *q, const char *word, char folded[WORD_BYTES], bool *found,
		struct err *e)
{
	struct alike best = { .distance = INT_MAX };
	if (!offer_sounds(m, (int)q->lang, word, &best, e) ||
			(q->lang != LANGUAGE_MAIN && !offer_sounds(m, LANGUAGE_MAIN, word, &best, e))) {
		return false;
	}
	*found = best.distance < INT_MAX;
	str_cut(folded, WORD_BYTES, best.word);
	return true;
}
