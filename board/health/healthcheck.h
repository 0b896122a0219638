/* SPDX-License-Identifier: GPL-3.0-or-later */
/* healthcheck.h - looks at one unit and reports what it finds
 *
 * Reads files only (sysfs, proc, the run folder, the store): no socket but the one
 * to systemd, nothing is changed. */
#ifndef HEALTH_HEALTHCHECK_H
#define HEALTH_HEALTHCHECK_H

#include "health/health.h"
#include "health/healthcheck_source.h"

/* Adds every finding to *h: the configuration first, then each check of the table in healthcheck.c. Never fails: what
 * cannot be read is a finding. */
void healthcheck_run(const struct healthcheck_source *source, struct health *h);

#endif
