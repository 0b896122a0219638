/* SPDX-License-Identifier: GPL-3.0-or-later */
/* health.h - what works on this unit and what does not, in words
 *
 * Each check adds findings: a state, a fact of the table facts.def and, when something
 * is wrong, what to do about it. The words are in assets/technician, a file for each
 * language. `borne-unit` prints them; the checks are in healthcheck.h. */
#ifndef HEALTH_HEALTH_H
#define HEALTH_HEALTH_H

#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/words.h"

/* In order of weight; also the exit codes of `borne-unit status` and `doctor`. */
enum health_state { HEALTH_OK, HEALTH_ATTENTION, HEALTH_BROKEN, HEALTH_STATES };

enum health_area {
	HEALTH_CONFIG,
	HEALTH_CONTENT,
	HEALTH_SYNC,
	HEALTH_FIRMWARE,
	HEALTH_INTERFACE,
	HEALTH_NETWORK,
	HEALTH_CLOCK,
	HEALTH_STORAGE,
	HEALTH_TEMPERATURE,
	HEALTH_POWER,
	HEALTH_DISPLAY,
	HEALTH_TOUCH,
	HEALTH_SOUND,
	HEALTH_ASSETS,
	HEALTH_SERVICES,
	HEALTH_AREAS,
};

enum health_fact {
#define FACT(id, key) HEALTH_##id,
#include "health/facts.def"
#undef FACT
	HEALTH_FACTS,
};

struct health_finding {
	enum health_area area;
	enum health_state state;
	enum health_fact id;
	char *fact;   /* owned */
	char *remedy; /* owned; NULL: nothing to do */
};

enum { HEALTH_FINDINGS_MAX = 96 };

struct health {
	const char *language; /* borrowed: "fr"; NULL: words_main() */
	struct health_finding at[HEALTH_FINDINGS_MAX];
	size_t len;
};

/* Borrowed: the code of the language its words are in. */
const char *health_language(const struct health *h);
/* Frees the findings; a zeroed struct is empty. */
void health_finish(struct health *h);
/* "network": the word of an area in JSON, which never changes. A constant. */
const char *health_area_word(enum health_area area);
/* Adds a finding in h->language. `values` fill the {name}s of its words and of its remedy, which is there unless the
 * state is HEALTH_OK; NULL: there are none. */
void health_add(struct health *h, enum health_area area, enum health_state state, enum health_fact fact,
		const struct words_value *values);
/* Owned: the words of "health.<key>" with its {name}s filled in, safe for a terminal (outward.h). For what borne-unit
 * says besides findings. */
char *health_say(const char *language, const char *key, const struct words_value *values);
/* The worst state; HEALTH_OK without findings. */
enum health_state health_worst(const struct health *h);
/* "3 jours", "2 heures"; `seconds` below zero counts as zero. Lent until the 8th next call of
 * health_duration(), health_number() and health_decimal(); one thread. */
const char *health_duration(const struct health *h, time_t seconds);
/* A whole number, for a value. Lent as above. */
const char *health_number(long long n);
/* With so many digits behind the decimal sign of the language. Lent as above. */
const char *health_decimal(const char *language, double value, int digits);

/* Every finding with its remedy, by area, then the balance. */
void health_print_doctor(const struct health *h, struct buf *out);
/* One line an area: the worst finding of each. */
void health_print_status(const struct health *h, struct buf *out);
/* {"state", "findings": [{"area", "state", "fact", "remedy"}]}; area and state are English words that never change. */
void health_print_json(const struct health *h, struct buf *out);

#endif
