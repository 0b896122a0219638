/* SPDX-License-Identifier: GPL-3.0-or-later */
/* first.h - contents that came with the unit, from a Debian package or an image
 *
 * A repository for each pack, DIR/<pack>/ with metadata/ and targets/, on the unit's own disk. It is checked like a
 * stick, with two differences: signatures may have expired, because no server stands between that could withhold
 * news, and a release that is not later than the one in service is passed over, whatever root is installed. */
#ifndef DAEMON_FIRST_H
#define DAEMON_FIRST_H

#include "daemon/syncd.h"

/* Once, when the daemon starts. Without such a folder, or with nothing new in it, nothing is said and nothing is
 * written. A failure becomes the status' problem where the unit has no other contents, else a line of the log. */
void first_take(struct syncd *d);

#endif
