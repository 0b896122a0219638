/* SPDX-License-Identifier: GPL-3.0-or-later */
/* holidays.h - public and school holidays of the areas of a country: what PH and SH mean at a place
 *
 * An area has the codes of its communes or the beginnings of them, dates that are public holidays there, and spans that
 * are school holidays. A place lies in each area that has its code: in one for the whole country, in one for its school
 * zone. The dates are written as in opening hours (`easter +1 day`, `2026 Oct 18-2026 Nov 01`). FORMAT.md, calendar.
 * Values live in the arena they were read into. Any thread. */
#ifndef STORE_HOLIDAYS_H
#define STORE_HOLIDAYS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/hours_dates.h"

enum {
	HOLIDAYS_AREAS_MAX = 32, /* a set of areas is one word */
	HOLIDAYS_LISTS_MAX = 8,  /* of one kind in one area */
	HOLIDAYS_LIST_LEN_MAX = 16,
	HOLIDAYS_CODES_BYTES_MAX = 400,
};

/* Dates of one kind: up to HOLIDAYS_LIST_LEN_MAX of them. */
struct holiday_list {
	const struct span_dates *at;
	size_t len;
};

struct holiday_area {
	const char *codes; /* separated by blanks; "*": all */
	struct holiday_list public_days[HOLIDAYS_LISTS_MAX], school_days[HOLIDAYS_LISTS_MAX];
	size_t public_len, school_len;
};

/* Zeroed: no holidays at all. */
struct holidays {
	struct holiday_area areas[HOLIDAYS_AREAS_MAX];
	size_t len;
};

/* Reads a fact of the content, `key` "calendar.<area>.codes", "calendar.<area>.public.<n>" or
 * "calendar.<area>.school.<n>", with the area from 00 to 31. Keys come in their order. ERR_FORMAT for a value that is
 * no list of dates. Other keys are left alone. */
MUST_USE bool holidays_add(struct holidays *h, const char *key, const char *value, struct arena *arena, struct err *e);
/* A list of dates separated by commas, at most HOLIDAYS_LIST_LEN_MAX. */
MUST_USE bool holidays_parse_dates(const char *text, struct arena *arena, struct holiday_list *out, struct err *e);
/* What editions before calendars were data meant by PH. */
MUST_USE bool holidays_add_usual(struct holidays *h, struct arena *arena, struct err *e);
/* The set of areas that a place with the code (insee) lies in. */
uint32_t holidays_areas(const struct holidays *h, const char *code);
/* `number`: days since 1970. `h` may be NULL: never. */
bool holidays_public(const struct holidays *h, uint32_t areas, int32_t number);
bool holidays_school(const struct holidays *h, uint32_t areas, int32_t number);
/* The last year that the school holidays of the areas name; 0: none. */
int holidays_school_year(const struct holidays *h, uint32_t areas);

#endif
