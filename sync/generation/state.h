/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.h - what borne-syncd remembers between two runs, and what it will not try again
 *
 * STORE/state.json and STORE/refused.json. Losing either costs requests, never
 * trust: versions are checked against tuf/, objects against their hashes. Written
 * only when something changed, so that an idle day costs the card nothing. */
#ifndef GENERATION_STATE_H
#define GENERATION_STATE_H

#include <stdint.h>
#include <time.h>

#include "base/sha256.h"

enum { STATE_ETAG_BYTES = 160, STATE_WHY_BYTES = 320, STATE_REFUSED_MAX = 32 };

struct sync_state {
	int64_t release;             /* of the last finished check */
	int64_t confirmed;           /* generation the interface has opened; 0: none */
	int64_t last_generation;     /* highest number ever given: numbers are not used twice */
	time_t last_success;         /* may lag by a day */
	time_t last_full;            /* last walk through all metadata */
	time_t trusted_time;         /* see trustclock.h */
	time_t valid_until;          /* of the metadata that check found: not worth asking "is it still this?" later */
	char etag[STATE_ETAG_BYTES]; /* of the timestamp.json that check was about; "" when the next must be full */
};

/* Absent or damaged: zeroed, which is always safe. */
void state_read(struct sync_state *out, const char *path);
/* Skips the write when `saved` says the same but for a younger last_success; updates `saved`. */
MUST_USE bool state_write(const struct sync_state *s, struct sync_state *saved, const char *path, struct err *e);

struct refusal {
	int64_t release;
	int64_t generation; /* 0 when it never became one */
	time_t at;
	time_t until; /* trusted time (trustclock.h) from which it may be tried again; 0: never */
	int times;    /* how often that bundle was refused for a while */
	char bundle_sha256[SHA256_HEX_BYTES];
	char code[32];    /* problem_code() */
	char version[32]; /* of the program that refused it: a newer one may try again */
	char why[STATE_WHY_BYTES];
};

struct refusals {
	struct refusal at[STATE_REFUSED_MAX];
	size_t len;
};

void refusals_read(struct refusals *out, const char *path);
/* NULL when that bundle may be tried. `now`: trusted time. */
const struct refusal *refusals_find(const struct refusals *r, const char *bundle_sha256, time_t now);
/* Durable. Takes the place of an earlier one of the same bundle, else the oldest makes room. */
MUST_USE bool refusals_add(struct refusals *r, const struct refusal *refusal, const char *path, struct err *e);
/* Makes `refusal` one that ends: after a day when its bundle was not refused so before, then twice as long each time,
 * a week at most. `now`: trusted time. */
void refusals_limit(const struct refusals *r, struct refusal *refusal, time_t now);

#endif
