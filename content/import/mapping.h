/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mapping.h - what the columns of a source mean
 *
 * PACK/import/<source>.yaml describes a source: which column is what of a place, which
 * rows are of which network, how its hours are written. PACK/import/common.yaml has what
 * all sources of a region share: typography, telephone numbers, communes that were joined.
 * FORMAT.md lists the keys. Values live in the pack's arena. One thread. */
#ifndef IMPORT_MAPPING_H
#define IMPORT_MAPPING_H

#include <stdbool.h>
#include <stddef.h>

#include "compile/pack.h"
#include "compile/place_columns.h"
#include "import/words.h"
#include "store/date.h"

enum { MAPPING_DAYS = 7, MAPPING_PARTS_MAX = 8, MAPPING_COLUMNS_MAX = 6 };

/* How telephone numbers of the region are written. */
struct phone_form {
	long digits;              /* of a whole number, with the trunk prefix; 0: numbers are taken as they are */
	const char *trunk;        /* what it begins with inside of the country: "0" */
	const char *country;      /* "33" for +33 */
	long group;               /* digits between blanks */
	struct word_pairs shapes; /* beginning -> how such numbers are written instead: "08" -> "# ### ## ## ##" */
};

/* The columns of the list of communes that is given with --communes. */
struct communes_form {
	const char *insee, *name, *postcodes, *lat, *lon; /* names of columns, NULL: not described */
	const char *separator;                            /* between several postcodes */
};

struct common {
	struct words words;
	struct phone_form phone;
	long postcode_digits;     /* shorter ones have lost zeros at their beginning; 0: as they are */
	struct word_set ignored;  /* words that are no part of a commune's name: cedex */
	struct word_pairs merged; /* code of a commune or district that is no more -> the code it has now */
	struct word_pairs former; /* folded name of a former commune -> code it belongs to now */
	struct communes_form communes;
	double far_km; /* a point farther from its commune's centre is left out; 0: none is */
};

/* A column that is several: `pattern` names its pieces. */
struct mapping_part {
	int line;
	const char *column, *pattern;
};

/* A row that has one of `values` in each `column` gets what the rule says; later rules win. */
struct mapping_when {
	const char *column;
	const char **values;
	size_t len;
};

struct mapping_rule {
	int line;
	struct mapping_when *when;
	size_t when_len;
	const char *network, *name, *note; /* NULL: the rule does not say */
	const char *skip;                  /* why such rows are left out */
	bool fill;                         /* such rows only give an existing place of another source what it has not */
	const char **strip;                /* beginnings of names that go */
	size_t strip_len;
	bool clear[PLACE_COLUMNS]; /* what is not taken from such rows */
};

struct mapping {
	const char *file, *source;      /* path; the name of the source: the file's without .yaml */
	const char *title;              /* what a place says as its source */
	const char *verified;           /* the day of the data */
	const char *key, *prefix;       /* column of the source's own key; what ids begin with */
	struct word_pairs name_replace; /* in names, after common.yaml's */
	bool capitals;                  /* the source writes words in capitals */
	const char **empty;             /* what stands for nothing */
	size_t empty_len;
	const char *const *columns[PLACE_COLUMNS]; /* columns that are joined into this, NULL-terminated; NULL: none */
	const char *insee_else;         /* column of a code that counts where the commune's name is not known */
	const char *days[MAPPING_DAYS]; /* columns of the hours of each day, from Monday; NULL: none */
	long note_bytes_max;            /* longer notes are left out and reported */
	struct mapping_part *parts;
	struct mapping_rule *rules;
	size_t parts_len, rules_len;
};

/* Reads DIR/import/common.yaml and DIR/import/<source>.yaml of the pack. What is wrong is added to p->report, with file
 * and line. False: they cannot be used. */
bool mapping_read(struct pack *p, const char *source, struct common *common, struct mapping *out);

#endif
