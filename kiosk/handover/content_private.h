/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content_private.h - the inside of struct content, and what every part of it may do; for content*.c alone
 *
 * content_private.c < content_start.c, content_health.c < content.c: each calls what is
 * left of it only. */
#ifndef HANDOVER_CONTENT_PRIVATE_H
#define HANDOVER_CONTENT_PRIVATE_H

#include "handover/content_options.h"
#include "handover/generation.h"
#include "handover/preview.h"
#include "handover/starts.h"
#include "handover/uireport.h"

/* Times healthy_us: when every generation is used up, one of them is tried again. */
enum { USED_UP_FACTOR = 30 };

/* Does a search on what is shown come back? */
enum probe { PROBE_NONE, PROBE_ASKED, PROBE_ANSWERED, PROBE_FAILED };

struct content {
	struct content_options options; /* strings owned but for the rehearsal's */
	struct worker *worker;
	struct starts *starts;
	struct preview *preview;
	struct generation *shown, *ready, *old;
	uint64_t linked;    /* what STORE/current names; 0: nothing */
	uint64_t loading;   /* 0: no job */
	uint64_t confirmed; /* works: what ui.json says */
	struct rehearsal rehearsal;
	int64_t told_us; /* the daemon heard of the rehearsal */
	int64_t retry_us;
	unsigned beats;  /* how often it heard: reading large maps is one step, bounded by the rehearsal's own deadline
			  */
	uint64_t unread; /* shown since the start, all of its files are to be read once; 0: none */
	int attempts;    /* rehearsals in a row that said nothing */
	bool used_up;    /* every generation there is */
	uint64_t refused;
	enum refusal_kind kind;
	char why[ERR_MESSAGE_BYTES];
	enum probe probe;
	int64_t since_us; /* of the first frame with what is shown; 0: not yet */
	bool forgotten;   /* starts_forget() was called for it */
	bool opening;     /* content_open_and_wait() waits */
	bool visiting;
};

/* content_private.c */
/* A rehearsal of the next content runs. */
bool content_is_trying(const struct content *c);
/* Writes RUN/ui/ui.json: what is shown, tried, confirmed and refused. */
void content_tell(const struct content *c);
/* Generation `number` is not shown (again) because of `why`: log, ui.json and the technician's page say so. */
void content_refuse(struct content *c, uint64_t number, enum refusal_kind kind, const char *why);

/* It came with the unit, was tried before that, and no start on it has failed since. False where starts cannot be
 * counted: nothing would end a crash that comes again. */
bool content_came_tried(const struct content *c, uint64_t number);

/* content_start.c: what is shown when the program starts. */
void content_open_first(struct content *c);
/* For a rehearsal: that one alone, and every file of it. */
void content_open_only(struct content *c);
/* Opens it (a preview: its folder) by a worker and waits for that: c->shown. False: c->why says why. Ends the program
 * when the job is past its limit. */
bool content_open_and_wait(struct content *c, uint64_t number);
/* Opens it by a worker, to be c->ready. */
void content_submit_open(struct content *c, uint64_t number);

/* content_health.c: does what is shown work? */
void content_follow_health(struct content *c, int64_t now_us);
/* Monotonic time of its next step; INT64_MAX: none. */
int64_t content_health_due_us(const struct content *c);

#endif
