/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checker.h - new content is read first by a process that may die of it
 *
 * Signed content can still hang, crash or exhaust what reads it. So bundle_check()
 * and search_build() run in a child with limits of processor time, memory and file
 * size, without the daemon's descriptors, and confined to reading the objects and
 * writing the index (see `confine`). The daemon waits for it with its watchdog fed
 * and its signals served, ends it when it is late, and takes nothing from it
 * but one line. The child is a plain fork: the daemon has one thread, and a fork
 * needs no path to a program that an upgrade may have replaced meanwhile. */
#ifndef CHECK_CHECKER_H
#define CHECK_CHECKER_H

#include "check/checker_job.h"
#include "store/bundle.h"

enum {
	CHECKER_TIME_S = 60,
	CHECKER_TIME_MAX_S = 3600, /* whatever lengths were signed */
};

/* `base_s`: processor seconds for small content (CHECKER_TIME_S). Larger content gets more: about ten times of what
 * a Raspberry Pi 3 needs. Pure. */
struct checker_limits checker_limits_for(const struct bundle *b, long base_s);
/* One check in a child; no child is left when it returns. All but GOOD fill *e. The caller has one thread. */
enum checker_outcome checker_run(const struct checker_job *job, struct err *e);

#endif
