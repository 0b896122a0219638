/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_match.h - which documents have the parts of a question, and what that is worth
 *
 * Private to content/store. One array of a few bytes for each document, filled part by part from the postings: what a
 * question costs is the length of its words' lists, however many documents match. One thread. */
#ifndef STORE_SEARCH_MATCH_H
#define STORE_SEARCH_MATCH_H

#include "store/search_postings.h"
#include "store/search_question.h"

/* How a document has a part. */
enum match_how {
	HOW_TOWN,   /* it stands in the town */
	HOW_DAY,    /* it opens on the day */
	HOW_NUMBER, /* its telephone number begins so */
	HOW_EXACT,  /* the word, or the name */
	HOW_STEM,   /* another form of the word */
	HOW_BEGUN,  /* a word that begins so */
	HOW_OTHER,  /* another name of the same group of synonyms */
	HOW_COUNT,
};

struct match {
	const struct search_index *index; /* borrowed */
	struct db *db;                    /* borrowed */
	sqlite3_stmt *exact, *stem, *begun, *phone, *sound;
	uint32_t *all, *now; /* documents that have any part, that have the one being looked up: what is walked over */
	size_t all_len, now_len;
	uint8_t *part;        /* how and where each document has the part, 0: not at all; match_how_of() */
	float *score;         /* 0 to about 100 */
	uint16_t *found;      /* bits of the parts it has */
	uint16_t *strong;     /* bits of those it has in its title or other names */
	uint16_t *alike;      /* bits of those it has as a synonym only */
	uint8_t *title_words; /* words of the question that its title has */
	uint8_t *called;      /* not 0: the question is what it is called, or a synonym of that */
	uint32_t *called_at;  /* those documents */
	size_t called_len;
	uint8_t *explained; /* by part and document as `part`; NULL: not asked for */
	unsigned known;     /* bits of the parts that any document has */
	unsigned days;      /* bits of the weekdays that were asked for */
};

/* Memory of index->arena. False: *e; to be closed all the same. */
MUST_USE bool match_open(struct match *m, const struct search_index *index, struct db *db, struct err *e);
void match_close(struct match *m);
/* Fills the arrays. `weekday` as in struct search_asker. */
MUST_USE bool match_run(struct match *m, const struct question *q, int weekday, struct err *e);
/* Is there the word, or another form of it, or, when it is open, one that begins so? */
MUST_USE bool match_knows(struct match *m, const struct question *q, const char *word, bool open, bool *known,
		struct err *e);
/* The word that sounds the same: the one that is written most alike, then the most common. *found: there is one. */
MUST_USE bool match_sound(struct match *m, const struct question *q, const char *word, char folded[WORD_BYTES],
		bool *found, struct err *e);
/* What a byte of `part` says; it is not 0. */
enum match_how match_how_of(uint8_t part, enum posting_field *field);
int match_points(uint8_t part);
/* Leaves nothing of the question in memory. */
void match_forget(struct match *m);

#endif
