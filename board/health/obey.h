/* SPDX-License-Identifier: GPL-3.0-or-later */
/* obey.h - does what the technician asked for on the screen
 *
 * Run as root by borne-request.service for each line in RUN/ui/request (base/request.h), and only for what that table
 * has: programs that may be replaced by a visitor's trick of the interface get no more than these. The answer is
 * RUN/unit/answer. Blocking. */
#ifndef HEALTH_OBEY_H
#define HEALTH_OBEY_H

#include "base/buf.h"
#include "base/config.h"
#include "base/err.h"
#include "health/commissioning.h"

struct obey {
	const char *root;        /* "" on the unit itself */
	const char *config_path; /* below root */
	const char *state;       /* below root: where calibration, settings and the last commissioning are kept */
	const struct config *config;
	/* True: the unit's content has no such site; appends why. NULL: that is not looked at. */
	bool (*site_problem)(void *context, const char *site, struct buf *why);
	/* Appends the report for support; borrowed context. */
	void (*report)(void *context, struct buf *out);
	/* Decides the steps that no person answers, and appends the report of the commissioning. */
	void (*commission)(void *context, struct commissioning *c, struct buf *out);
	void *context;
};

/* False: it was not done, or there is no request. The answer is written in both cases, once a request could be read. */
MUST_USE bool obey_run(const struct obey *o, struct err *e);

#endif
