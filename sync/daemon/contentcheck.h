/* SPDX-License-Identifier: GPL-3.0-or-later */
/* contentcheck.h - the first reading of arrived content, and whose fault it is when it fails
 *
 * The content is read, and its search index made, in a process that may die of it (check/checker.h). Only what is
 * proven to be in the signed bytes is blamed on the publisher. */
#ifndef DAEMON_CONTENTCHECK_H
#define DAEMON_CONTENTCHECK_H

#include "check/checker.h"
#include "generation/store.h"
#include "transfer/result.h"

/* Borrowed. */
struct contentcheck {
	const struct store *store;
	checker_confine_fn *confine; /* of the process that reads new content first */
	long check_time_s;           /* checker_limits_for() */
};

/* Checks the generation staged in the folder `staging`. Begin and end are noted on the disk, so that content which
 * takes this program or the machine down with it is refused in the end. False: see *r. */
MUST_USE bool contentcheck_run(const struct contentcheck *c, const char *staging, const char *bundle_sha256,
		struct result *r);

#endif
