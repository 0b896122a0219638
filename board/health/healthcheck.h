/* SPDX-License-Identifier: GPL-3.0-or-later */
/* healthcheck.h - looks at one unit and reports what it finds
 *
 * Reads files only (sysfs, proc, the run folder, the store): no socket but the one
 * to systemd, nothing is changed. Everything below `root`, so that a copy of a unit's
 * files can be examined elsewhere and tests need no unit. */
#ifndef HEALTH_HEALTHCHECK_H
#define HEALTH_HEALTHCHECK_H

#include <stdint.h>

#include "health/health.h"

struct healthcheck_source {
	const char *root;        /* "" on the unit itself */
	const char *config_path; /* below root */
	time_t now;
	bool clock_synchronised;
	/* Free bytes of a file system, -1 unknown. */
	int64_t (*free_bytes)(const char *path);
	/* Owned: "active", "failed"...; NULL when systemd knows nothing. NULL function: not asked. */
	char *(*service_state)(const char *unit);
};

void healthcheck_run(const struct healthcheck_source *source, struct health *h);

#endif
