/* SPDX-License-Identifier: GPL-3.0-or-later */
/* result.h - how a step of an update ended: one value that is returned up
 *
 * What fails fills it where the cause is known: the problem for the table of problems, the cause in words, and when
 * the server asked to be left alone. Callers add context to the words and pass it on; the daemon reports it. */
#ifndef TRANSFER_RESULT_H
#define TRANSFER_RESULT_H

#include <stdint.h>

#include "base/problem.h"

struct result {
	enum problem problem;  /* PROBLEM_NONE: none so far */
	int64_t retry_after_s; /* of the last answer; -1: none */
	struct err why;        /* the cause, when something failed */
};
#define RESULT_NONE ((struct result){ .retry_after_s = -1 })

/* Each returns false, so that it can be returned. */
/* The problem, with the cause in words. */
bool result_fail(struct result *r, enum problem problem, enum err_kind kind, const char *fmt, ...) PRINTF_LIKE(4, 5);
/* The problem; the cause is in r->why already. */
bool result_set(struct result *r, enum problem problem);
/* The problem that follows from the class of r->why, unless one is known already. */
bool result_of_err(struct result *r);

#endif
