/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landlock.h - which files a process may still reach
 *
 * Over the system calls, for kernels newer and older than the header of bookworm
 * (ABI 2). A rule set denies everything that its ABI knows but for what is allowed
 * below a path. Private to sync/fetch; before any thread. */
#ifndef FETCH_LANDLOCK_H
#define FETCH_LANDLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum landlock_access {
	LANDLOCK_READ,  /* files, and the names in folders */
	LANDLOCK_WRITE, /* the same, and making, filling and removing plain files */
};

/* 0: this kernel has none. */
int landlock_abi(void);
/* A descriptor of a rule set that allows nothing; -1 and *e when it cannot be made. */
MUST_USE int landlock_open(int abi, struct err *e);
/* Below `path`, or the file itself. A path that is not there cannot be reached either: no rule, no failure. */
MUST_USE bool landlock_allow(int ruleset, int abi, const char *path, enum landlock_access access, struct err *e);
/* Each of these; NULL and "" are passed over. */
MUST_USE bool landlock_allow_each(int ruleset, int abi, const char *const *paths, size_t len,
		enum landlock_access access, struct err *e);
/* From here on, for this process and its children. */
MUST_USE bool landlock_enter(int ruleset, struct err *e);

#endif
