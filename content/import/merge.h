/* SPDX-License-Identifier: GPL-3.0-or-later */
/* merge.h - what sources say and what people wrote, in one places.csv
 *
 * Each source has a memory, PACK/import/<source>.csv: what it said at its last import.
 * What the memories say together before and after an import is compared with places.csv,
 * value by value: one that still is what imports wrote follows the source; one that is not was
 * written by hand, and stays. Memories hold whole values and not their hashes, so that the
 * account can say what a source says where people say otherwise, and so that a reviewer reads
 * in a diff what a source changed.
 *
 * Records of several sources about one place are joined: the newest gives the place, older
 * ones what it lacks. One thread. */
#ifndef IMPORT_MERGE_H
#define IMPORT_MERGE_H

#include "import/account.h"
#include "import/placetable.h"
#include "import/record.h"

enum { MERGE_MEMORIES_MAX = 64 };

struct merge {
	struct pack *pack;
	const struct words *words;
	const char *source; /* name of the one that is imported */
	struct account account;
	struct placetable places;                     /* places.csv; changed by merge_run() */
	struct placetable before, now;                /* memory of the source: at its last import; after this one */
	struct placetable others[MERGE_MEMORIES_MAX]; /* of the other sources */
	size_t others_len;
};

/* Reads places.csv and the memories. False: *e says which cannot be used. */
MUST_USE bool merge_open(struct merge *m, struct pack *p, const struct words *words, const char *source, struct err *e);
/* Finds the place of each record and brings places.csv to what the sources now say. Pure but for the arena. */
void merge_run(struct merge *m, const struct record *records, size_t len);

#endif
