/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settle.h - single values of a source, as places.csv has them
 *
 * Each function gives the value, or "" and a line of the report when it cannot be read:
 * the row's line, the cause, what to do. Results live in the pack's arena. One thread. */
#ifndef IMPORT_SETTLE_H
#define IMPORT_SETTLE_H

#include "import/communes.h"
#include "import/mapping.h"

struct settler {
	struct pack *pack;
	const struct common *common;
	const char *file; /* the source's file and the row's line, for the report */
	int line;
	const struct communes *communes;
	const struct known_commune *commune;
};

/* Zeros that a spreadsheet took from the beginning of a number are put back; `digits` 0: as it is. */
const char *settle_zeros(struct arena *a, const char *postcode, long digits);
/* A postcode that belongs to another commune gives way to the commune's own, where it has one only. */
const char *settle_postcode(const struct settler *s, const char *postcode);
/* One line, without the postcode and commune that some sources repeat at its end. */
const char *settle_address(const struct settler *s, const char *address, const char *postcode);
/* In the region's form, without what stands behind the number. */
const char *settle_phone(const struct settler *s, const char *text);
const char *settle_email(const struct settler *s, const char *text);
const char *settle_website(const struct settler *s, const char *text);
const char *settle_note(const struct settler *s, const char *text, long bytes_max);
/* Both or neither, with five decimals (about a metre). Commas are taken for decimal points. */
void settle_position(const struct settler *s, const char *lat_text, const char *lon_text, const char **lat,
		const char **lon);
/* Hours in one text, by the words of assets/calendar/words.yaml. */
const char *settle_hours(struct pack *p, const char *file, int line, const char *text);

#endif
