/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commission.h - the steps in which a unit is taken into service, and what decides each
 *
 * One table for the pages of the interface and for `borne-unit commission`: some steps a person answers, who saw and
 * heard; the others follow from what the checks of board/health found. Pure; any thread. */
#ifndef BASE_COMMISSION_H
#define BASE_COMMISSION_H

#include <stdbool.h>

/* In the order in which they are walked. */
enum commission_step {
	COMMISSION_SITE,    /* language and place */
	COMMISSION_NETWORK, /* as far as the unit can see it */
	COMMISSION_SERVER,  /* the last check for updates */
	COMMISSION_TOUCH,   /* by hand: the whole glass answers */
	COMMISSION_PANEL,   /* by hand: size, dead pixels */
	COMMISSION_SOUND,   /* by hand: it was heard */
	COMMISSION_CONTENT, /* contents and map, shown by the interface */
	COMMISSION_MACHINE, /* time, storage, temperature, power, services */
	COMMISSION_STEPS
};

enum commission_verdict { COMMISSION_OPEN, COMMISSION_PASSED, COMMISSION_FAILED };

/* "touch": of requests, options, JSON and keys of words. A constant. */
const char *commission_word(enum commission_step step);
/* COMMISSION_STEPS: no step has this word. */
enum commission_step commission_of_word(const char *word);
/* "passed". A constant. */
const char *commission_verdict_word(enum commission_verdict verdict);
/* COMMISSION_OPEN, also for a word that says neither. */
enum commission_verdict commission_verdict_of_word(const char *word);
/* A person answers it. */
bool commission_by_hand(enum commission_step step);
/* What the checks find in that area (the word that board/health has for it, "network") decides the step. */
bool commission_concerns(enum commission_step step, const char *area);
/* The verdict once one more thing was found that concerns the step: what is broken fails it. */
enum commission_verdict commission_add(enum commission_verdict verdict, bool broken);

#endif
