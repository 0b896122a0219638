/* SPDX-License-Identifier: GPL-3.0-or-later */
/* storehold.h - the store becomes the daemon's: its lock, what it remembers, what is on trial in it */
#ifndef DAEMON_STOREHOLD_H
#define DAEMON_STOREHOLD_H

#include "daemon/syncd.h"

/* Before anything is updated. Takes the store when it is not held yet, and looks whether it can be written
 * now; *r on failure. */
MUST_USE bool storehold_take(struct syncd *d, struct result *r);
/* Reads state.json, refused.json and the trusted time. The defaults where they cannot be read. */
void storehold_read_kept(struct syncd *d);

#endif
