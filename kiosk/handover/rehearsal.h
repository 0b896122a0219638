/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearsal.h - new content is tried by a process of its own before a visitor gets it
 *
 * `borne --rehearse N` (rehearse.h) opens generation N and lays out and paints every
 * kind of page off the screen, at a low priority. Its crash, its hang, its want of
 * memory and its error are all the same to the caller: a refusal with words. What has
 * nothing to do with the content (no process could be started, the kernel ran out of
 * memory and chose it) is told apart, so that the caller tries again.
 *
 * A hang is a step that uses too much processor time, or in which the process cannot run
 * for ten times as long (stall.h). One that gets no processor is waited for: on a small
 * board the interface and visitors come first. Nothing here waits for a process to end,
 * which on such a board takes its time too. UI thread only. */
#ifndef HANDOVER_REHEARSAL_H
#define HANDOVER_REHEARSAL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/stall.h"

/* How the program starts itself. The strings are borrowed for the life of the program. */
struct rehearsal_options {
	char *const *argv; /* of this process, ends with NULL; NULL: there is no rehearsal */
	int w, h;          /* px of the picture */
	float mm_per_px;
	int64_t silence_us; /* processor time that a step may use; reading all files ten times as much */
};

enum rehearsal_outcome {
	REHEARSAL_RUNNING,
	REHEARSAL_GOOD,
	REHEARSAL_BAD,    /* the content cannot be shown: `why` says what happened, and where */
	REHEARSAL_FAILED, /* nothing is known about the content */
};

enum { REHEARSAL_LINE_BYTES = 256 };

struct rehearsal {
	pid_t pid;     /* 0: none is running */
	pid_t leaving; /* was killed and has not ended yet; 0: none */
	int fd;        /* its words; -1: it has closed them */
	uint64_t generation;
	bool reads_only; /* all files, nothing is painted */
	unsigned steps;  /* it has begun */
	int64_t last_us; /* it said something */
	int64_t due_us;  /* of the next look at it */
	int64_t left_us; /* first seen to leave; INT64_MAX: it was said that it does not end */
	int64_t silence_us;
	struct stall stall; /* since it said something */
	bool good;
	char bad[REHEARSAL_LINE_BYTES];  /* what it said is wrong; "" for nothing */
	char step[REHEARSAL_LINE_BYTES]; /* what it is doing */
	char line[REHEARSAL_LINE_BYTES]; /* the beginning of the next one */
	size_t line_len;
};
#define REHEARSAL_NONE ((struct rehearsal){ .fd = -1 })

/* Not while rehearsal_is_leaving(). False: no process could be started. */
MUST_USE bool rehearsal_start(struct rehearsal *r, const struct rehearsal_options *options, uint64_t generation,
		bool reads_only, struct err *e);
/* Reads what there is, never blocks. To be called when its words can be read, and at rehearsal_due_us(). After anything
 * but RUNNING it is over; what hung is killed and leaves. */
enum rehearsal_outcome rehearsal_poll(struct rehearsal *r, int64_t now_us, struct err *why);
/* Monotonic time of the next rehearsal_poll(), or rehearsal_is_leaving(); INT64_MAX: none is running or leaves. */
int64_t rehearsal_due_us(const struct rehearsal *r);
/* Kills it without waiting for its end, which a slow card or a want of processor may hold up. Nothing to do is fine. */
void rehearsal_stop(struct rehearsal *r);
/* One that was killed is still there, and its memory too: nothing else is tried meanwhile. Never blocks. After a minute
 * the log says so, once. */
bool rehearsal_is_leaving(struct rehearsal *r, int64_t now_us);
/* Pure: takes bytes of the process's words into `r`. */
void rehearsal_take(struct rehearsal *r, const char *bytes, size_t len);

#endif
