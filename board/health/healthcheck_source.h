/* SPDX-License-Identifier: GPL-3.0-or-later */
/* healthcheck_source.h - where the checks read
 *
 * Everything is below `root`: a copy of a unit's files can be examined on another
 * machine, and tests need no unit. */
#ifndef HEALTH_HEALTHCHECK_SOURCE_H
#define HEALTH_HEALTHCHECK_SOURCE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

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

#endif
