/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checker_job.h - one check of content: where, within which limits, how it can end
 *
 * Shared by the daemon's half (checker.h) and the child's (checker_child.h). */
#ifndef CHECK_CHECKER_JOB_H
#define CHECK_CHECKER_JOB_H

#include <stddef.h>
#include <stdint.h>

#include "generation/store.h"

struct checker_limits {
	long processor_s;      /* RLIMIT_CPU */
	long wall_s;           /* the daemon's patience, of which a slow card may use most */
	uint64_t memory_bytes; /* RLIMIT_DATA: what the child writes to, not what it maps */
	uint64_t file_bytes;   /* RLIMIT_FSIZE: of the search index */
};

/* What the child gives up; called in it, once. False: it must not go on. */
typedef bool checker_confine_fn(const char *const *readable, size_t readable_len, const char *writable, struct err *e);

struct checker_job {
	const struct store *store;   /* its site and its work */
	const char *staging;         /* folder with bundle.json; search.sqlite is written there */
	checker_confine_fn *confine; /* NULL: limits alone */
	struct checker_limits limits;
};

enum checker_outcome {
	CHECKER_GOOD,    /* the content can be read, and staging/search.sqlite is complete and on the disk */
	CHECKER_BAD,     /* the content, or what holds it, is not what it should be */
	CHECKER_INDEX,   /* the content was read well, its index could not be written */
	CHECKER_LIMIT,   /* more processor time, memory or file than any content needs */
	CHECKER_CRASHED, /* the child ended by a fault, or said what it should not */
	CHECKER_ENDED,   /* it was late, or ended by something else: says nothing of the content yet */
	CHECKER_UNABLE,  /* it could not be started or confined */
	CHECKER_STOPPED, /* the store's work was ended */
};

#endif
