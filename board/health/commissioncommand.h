/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commissioncommand.h - `borne-unit commission`: looks at the unit, asks, and writes the report */
#ifndef HEALTH_COMMISSIONCOMMAND_H
#define HEALTH_COMMISSIONCOMMAND_H

#include "base/err.h"
#include "health/commissioning.h"
#include "health/healthcheck_source.h"

/* Borrowed. */
struct commissioncommand {
	const struct healthcheck_source *source;
	const char *language;
	const char *const *answers; /* "touch=passed" */
	size_t answers_len;
	const char *output; /* a file; NULL: the standard output */
	bool json;
	bool asks; /* for the steps without an answer, on the standard error */
};

/* Looks at the unit, decides the steps that no person answers, and appends the report. */
void commissioncommand_write(const struct healthcheck_source *source, const char *language, bool json,
		struct commissioning *c, struct buf *out);
/* The exit status: 0 all steps passed, 1 some are open, 2 one failed. -1, with *e: an answer is wrong, or the file
 * cannot be written. */
MUST_USE int commissioncommand_run(const struct commissioncommand *c, struct err *e);

#endif
