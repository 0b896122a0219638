/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place_columns.h - the columns of places.csv
 *
 * One list for who reads the table into a pack and who writes it. */
#ifndef COMPILE_PLACE_COLUMNS_H
#define COMPILE_PLACE_COLUMNS_H

#include <stdbool.h>

#include "compile/fields.h"

enum place_column {
	PLACE_ID,
	PLACE_NETWORK,
	PLACE_NAME,
	PLACE_ADDRESS,
	PLACE_POSTCODE,
	PLACE_COMMUNE,
	PLACE_INSEE,
	PLACE_PHONE,
	PLACE_LAT,
	PLACE_LON,
	PLACE_HOURS,
	PLACE_SOURCE,
	PLACE_VERIFIED,
	PLACE_AUDIENCE_NOTE,
	PLACE_ACCESS,
	PLACE_WEBSITE,
	PLACE_EMAIL,
	PLACE_COLUMNS
};

/* By enum place_column: the name in the first line, and whether a table must have it. */
extern const struct key place_columns[PLACE_COLUMNS];

/* Ten digits from 0, four from 3 or 1 (short numbers), or international; blanks, dots and hyphens between. */
bool phone_is_valid(const char *text);
#define PHONE_REMEDY "Write 04 85 30 10 04, a four-digit number, or +33..."

#endif
