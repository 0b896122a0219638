/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lockout.h - the count of wrong codes, kept over restarts
 *
 * codes.json in paths.state, or in RUN/ui where that cannot be written: {"format", "tries", "wait_until"}. Written
 * before a code is looked at, so that neither a restart nor a power cut gives tries back. One small write for each code
 * that is typed. UI thread only. */
#ifndef PLATFORM_LOCKOUT_H
#define PLATFORM_LOCKOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/err.h"

enum { LOCKOUT_BYTES_MAX = 4096, LOCKOUT_TRIES_MAX = 100, LOCKOUT_WAIT_MAX_S = 3600 };

struct lockout {
	int tries;         /* wrong codes in a row */
	time_t wait_until; /* unix seconds; 0: codes are taken */
};

/* Pure, fuzzed. */
MUST_USE bool lockout_parse(const char *bytes, size_t len, struct lockout *out, struct err *e);
/* What is left to wait, s: never more than `whole_s`, however the clock was set meanwhile. */
int lockout_wait_s(const struct lockout *l, time_t now, int whole_s);
/* Zero when there is no file; what cannot be read is a warning, and zero as well. Both folders may be NULL. */
struct lockout lockout_read(const char *state_dir, const char *run_dir);
/* On the disk when it returns, where there is a folder to write to. */
void lockout_write(const char *state_dir, const char *run_dir, const struct lockout *l);

#endif
