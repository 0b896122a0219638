/* SPDX-License-Identifier: GPL-3.0-or-later */
/* release_facts.h - release.json of a generation: which release it is, and since when it is here
 *
 * Written into the staging folder, so that it is there when the generation is. */
#ifndef GENERATION_RELEASE_FACTS_H
#define GENERATION_RELEASE_FACTS_H

#include <time.h>

#include "generation/store.h"

enum { RELEASE_FACTS_EDITION_BYTES = 128, RELEASE_FACTS_PACK_BYTES = 256 };

struct release_facts {
	int64_t release;
	time_t installed_at; /* as shown to people */
	char bundle_sha256[SHA256_HEX_BYTES];
	char edition[RELEASE_FACTS_EDITION_BYTES];
	char pack[RELEASE_FACTS_PACK_BYTES]; /* read; written is the pack that is passed */
};

/* False when it cannot be read; *out is written on success only. 0 is no generation. */
bool release_facts_read(const struct store *s, int64_t generation, struct release_facts *out);
/* Durable, into the staging folder of that generation. */
MUST_USE bool release_facts_write(const struct store *s, int64_t generation, const char *pack,
		const struct release_facts *facts, struct err *e);

#endif
