/* SPDX-License-Identifier: GPL-3.0-or-later */
/* health.h - what works on this unit and what does not, in words
 *
 * Each check adds findings: a state, a fact and, when something is wrong, what to
 * do about it. In French for the technicians of the network, in English with
 * --lang en. `borne-unit` prints them; the checks are in healthcheck.h. */
#ifndef HEALTH_HEALTH_H
#define HEALTH_HEALTH_H

#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"

/* In order of weight; also the exit codes of `borne-unit status` and `doctor`. */
enum health_state { HEALTH_OK, HEALTH_ATTENTION, HEALTH_BROKEN, HEALTH_STATES };

enum health_area {
	HEALTH_CONFIG,
	HEALTH_CONTENT,
	HEALTH_SYNC,
	HEALTH_INTERFACE,
	HEALTH_NETWORK,
	HEALTH_CLOCK,
	HEALTH_STORAGE,
	HEALTH_TEMPERATURE,
	HEALTH_DISPLAY,
	HEALTH_TOUCH,
	HEALTH_ASSETS,
	HEALTH_SERVICES,
	HEALTH_AREAS,
};

enum health_lang { HEALTH_FRENCH, HEALTH_ENGLISH };

struct health_finding {
	enum health_area area;
	enum health_state state;
	char *fact;   /* owned */
	char *remedy; /* owned; NULL: nothing to do */
};

enum { HEALTH_FINDINGS_MAX = 96 };

struct health {
	enum health_lang lang;
	struct health_finding at[HEALTH_FINDINGS_MAX];
	size_t len;
};

/* "fr": the code of that language. */
const char *health_language(enum health_lang lang);
/* Frees the findings; a zeroed struct is empty. */
void health_finish(struct health *h);
/* Both formats take the same arguments; the one of h->lang is used. */
void health_add(struct health *h, enum health_area area, enum health_state state, const char *french,
		const char *english, ...) PRINTF_LIKE(4, 6) PRINTF_LIKE(5, 6);
/* The remedy of the finding that was added last. */
void health_remedy(struct health *h, const char *french, const char *english, ...) PRINTF_LIKE(2, 4) PRINTF_LIKE(3, 4);
/* The worst state; HEALTH_OK without findings. */
enum health_state health_worst(const struct health *h);
/* "3 jours", "2 heures"; `seconds` below zero counts as zero. Lent until the 4th next call; one thread. */
const char *health_duration(const struct health *h, time_t seconds);

/* Every finding with its remedy, by area, then the balance. */
void health_print_doctor(const struct health *h, struct buf *out);
/* One line an area: the worst finding of each. */
void health_print_status(const struct health *h, struct buf *out);
/* {"state", "findings": [{"area", "state", "fact", "remedy"}]}; area and state are English words that never change. */
void health_print_json(const struct health *h, struct buf *out);

#endif
