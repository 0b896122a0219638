/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commissioning.h - the report with which a unit is taken into service
 *
 * What a person answered and what the checks found (base/commission.h), as text for the unit's log and a stick, and as
 * JSON. Nothing of a person, no code, no password. */
#ifndef HEALTH_COMMISSIONING_H
#define HEALTH_COMMISSIONING_H

#include <stdio.h>

#include "base/buf.h"
#include "base/commission.h"
#include "base/config.h"
#include "base/err.h"
#include "health/health.h"

struct commissioning {
	enum commission_verdict verdict[COMMISSION_STEPS]; /* those by hand are the caller's */
};

/* "touch=passed" into *c. False: no step that a person answers, or no verdict. */
MUST_USE bool commissioning_answer(struct commissioning *c, const char *answer, struct err *e);
/* Asks for each step by hand that is still open, in `language`: prompts, and one line of yes or no for each. */
void commissioning_ask(struct commissioning *c, const char *language, FILE *prompts, FILE *answers);
/* Decides the steps that no person answers from `h`, found with the settings of `config`. */
void commissioning_judge(struct commissioning *c, const struct health *h, const struct config *config);
/* COMMISSION_PASSED: all of them; COMMISSION_FAILED: at least one failed. */
enum commission_verdict commissioning_whole(const struct commissioning *c);

/* Each step with its verdict, below it what failed it with its remedy, then the balance. */
void commissioning_print(const struct commissioning *c, const struct health *h, const struct config *config, time_t now,
		struct buf *out);
/* {"verdict", "site", "version", "at", "steps": [{"step", "verdict", "by_hand", "findings": [...]}]}; the words never
 * change. */
void commissioning_print_json(const struct commissioning *c, const struct health *h, const struct config *config,
		time_t now, struct buf *out);

#endif
