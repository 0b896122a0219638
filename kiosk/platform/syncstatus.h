/* SPDX-License-Identifier: GPL-3.0-or-later */
/* syncstatus.h - what borne-syncd says about itself, as far as a screen shows it
 *
 * RUN/sync/status.json (sync/FORMAT.md section 3). A file of another making is ignored:
 * the interface works without any daemon. */
#ifndef PLATFORM_SYNCSTATUS_H
#define PLATFORM_SYNCSTATUS_H

#include "app/event.h"
#include "base/err.h"

enum { SYNCSTATUS_BYTES_MAX = 64 * 1024 };

/* Pure, fuzzed. */
MUST_USE bool syncstatus_parse(const char *json, size_t len, struct event_sync *out, struct err *e);
/* RUN/sync/status.json; known = false when there is none or it cannot be read. */
struct event_sync syncstatus_read(const char *run_dir);

#endif
