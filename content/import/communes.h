/* SPDX-License-Identifier: GPL-3.0-or-later */
/* communes.h - which commune an address is in
 *
 * Out of the pack's communes.csv and of a list that is given with --communes (all
 * communes of the region with their postcodes). A commune is found by its code, or by its
 * name and the beginning of its postcode; codes and names that are no more lead to the
 * commune of today (common.yaml). Pure but for the file. One thread. */
#ifndef IMPORT_COMMUNES_H
#define IMPORT_COMMUNES_H

#include "import/mapping.h"
#include "import/outside.h"

struct known_commune {
	const char *insee, *name;
	const char *folded; /* what names are compared by */
	const char **postcodes;
	size_t postcodes_len;
	const char *lat, *lon; /* as texts with five decimals */
	double y, x;
	bool in_pack; /* communes.csv has it already */
};

struct communes {
	struct known_commune *at;
	size_t len;
	struct names by_insee;
};

/* communes_finish() it. The list's `path` may be NULL. What is wrong with its rows is reported. False: it cannot be
 * read, *e says why. */
MUST_USE bool communes_read(struct communes *c, struct pack *p, const struct common *common, const char *path,
		struct err *e);
void communes_finish(struct communes *c);
/* NULL: unknown. A code that was merged gives the commune of today. Borrowed. */
const struct known_commune *communes_by_code(const struct communes *c, const struct common *common, const char *insee);
/* NULL: unknown, or several and the postcode does not tell them apart. Borrowed. */
const struct known_commune *communes_by_name(const struct communes *c, const struct common *common, struct arena *a,
		const char *name, const char *postcode);
bool commune_has_postcode(const struct known_commune *c, const char *postcode);
/* Does any commune have it? Large-volume mail has postcodes of its own. */
bool communes_know_postcode(const struct communes *c, const char *postcode);
/* Kilometres between a point and the commune's centre. */
double commune_distance_km(const struct known_commune *c, double lat, double lon);

#endif
