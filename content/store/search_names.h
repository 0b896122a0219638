/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_names.h - names of things in a text: the pack's synonyms, towns, days
 *
 * Private to content/store. A name is a sequence of words, compared by their stems in language 0 and without the words
 * that mean nothing, wherever it stands: in a text that is indexed, in a question. All names of one group are found by
 * each of them; a town has one group for the places that stand in it, a day one for those that open on it. */
#ifndef STORE_SEARCH_NAMES_H
#define STORE_SEARCH_NAMES_H

#include "base/arena.h"
#include "store/db.h"
#include "store/search_words.h"

enum {
	NAME_WORDS_MAX = 8,
	NAMES_MAX = 110000, /* synonyms, communes, days: more than the limits of content.sqlite let in */
	NAME_KEY_BYTES = 32,
	CALL_KEY_BYTES = NAME_WORDS_MAX * WORD_BYTES + 2,
	WEEKDAYS = 7,
};

enum name_kind { NAME_SYNONYM, NAME_TOWN, NAME_DAY, NAME_KINDS };

struct name {
	int group; /* synonyms: the pack's; towns: their own; days: a mask, bit 0 is Monday, or one of the two below */
	int position; /* in its group */
	enum name_kind kind;
	int len;
	const char *stems[NAME_WORDS_MAX]; /* in language 0 */
	const char *text;                  /* as written */
	double lat, lon;                   /* of a town */
};

/* Groups of days that depend on the day of the question. */
enum { DAY_TODAY = 1 << WEEKDAYS, DAY_TOMORROW = 1 << (WEEKDAYS + 1) };

/* By first stem. */
struct name_list {
	struct name *at;
	size_t len, capacity;
};

/* A word of a text or of a question, as names are compared with it. */
struct name_word {
	char stem[WORD_BYTES]; /* in language 0 */
};

/* Fills out->stems and out->len. False: no word that means something, or too many. */
bool name_split(const struct search_languages *languages, unsigned lang, const char *text, struct name *out,
		struct arena *arena);
/* Adds a name, in memory of `arena`; none when it has no word that means something, or too many words. `lang`: whose
 * text it is. */
void name_list_add(struct name_list *list, const struct search_languages *languages, unsigned lang, struct name what,
		struct arena *arena);
/* Once after the last addition, and before name_list_find(). Towns of equal names become one. */
void name_list_sort(struct name_list *list);
/* Adds each town, which are the names from `first` on of a list that is sorted up to there, once more for every synonym
 * of one word that one of its words has: « St-Étienne » for « Saint-Étienne ». */
void name_list_vary(struct name_list *list, size_t first, struct arena *arena);
/* The longest name that stands at word `i` of `words`; of equally long ones, by kind. `kinds`: bits of enum name_kind.
 * `begun`: the last word, as far as it was typed, NULL when it is complete; it may stand for the last word of synonyms
 * that begin so, from its third letter on. Borrowed, NULL when there is none. */
const struct name *name_list_find(const struct name_list *list, const struct name_word *words, int len, int i,
		unsigned kinds, const char *begun);
/* Every name that stands at word `i`: begin with *at = 0. Borrowed, NULL at the end. */
const struct name *name_list_next(const struct name_list *list, const struct name_word *words, int len, int i,
		unsigned kinds, size_t *at);
/* Keys of the rows POSTINGS_THINGS: who has any name of the group, who has this one, who opens on the weekday. */
void name_group_key(const struct name *n, char out[NAME_KEY_BYTES]);
void name_key(const struct name *n, char out[NAME_KEY_BYTES]);
/* Of what is called so, and nothing more: a network, and its places. */
void name_call_key(const struct name *n, char out[CALL_KEY_BYTES]);
void name_day_key(int weekday, char out[NAME_KEY_BYTES]);

/* Table `name`: writes all, reads all (and sorts). */
MUST_USE bool name_list_write(const struct name_list *list, sqlite3 *out);
MUST_USE bool name_list_read(struct name_list *list, struct db *db, struct arena *arena, struct err *e);

#endif
