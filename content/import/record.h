/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record.h - a row of a source, as a place of the pack
 *
 * Everything a row says is set as the pack writes it, or left out and reported with line,
 * cause and remedy. Nothing is guessed. One thread. */
#ifndef IMPORT_RECORD_H
#define IMPORT_RECORD_H

#include "import/communes.h"
#include "import/mapping.h"
#include "import/outside.h"

struct record {
	int line;
	const char *key;                  /* the source's own */
	const char *value[PLACE_COLUMNS]; /* "" where nothing is known; the id is the one a new place would get */
	bool fill;                        /* it may only complete a place of another source */
	const struct known_commune *commune;
};

/* What turns rows into records. Borrowed parts. */
struct recorder {
	struct pack *pack;
	const struct common *common;
	const struct mapping *mapping;
	const struct communes *communes;
	struct outside *in;
	struct csv_row row; /* the one at hand, and its pieces */
	const char *piece_names[MAPPING_PARTS_MAX * MAPPING_COLUMNS_MAX];
	const char *pieces[MAPPING_PARTS_MAX * MAPPING_COLUMNS_MAX];
	size_t pieces_len;
	size_t *skipped_by; /* rows that each rule of the mapping left out: as many as it has rules; lent by the caller
			     */
};

/* Are all columns there that the mapping names? Reported otherwise. */
bool recorder_check(struct recorder *r);
/* The next row that makes a place. False: there is none. */
bool recorder_next(struct recorder *r, struct record *out);

#endif
