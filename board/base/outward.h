/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outward.h - text that leaves the program: to a log, a status, a report or a terminal
 *
 * Messages quote what a server, a stick, a file name or another account said, and the
 * settings may hold https://name:password@host. Written once: what is shown is UTF-8,
 * has no control character, which a terminal would obey (C0, DEL, C1, and the signs
 * that turn the direction of text), and no name and password of an address.
 * Pure; any thread. */
#ifndef BASE_OUTWARD_H
#define BASE_OUTWARD_H

#include "base/buf.h"

/* `text` into `out` of `size` > 0 bytes, cut at a character. Control characters become a space, but for those in
 * `kept`, such as "\n"; what is not UTF-8 becomes U+FFFD; "://name:password@" becomes "://" "***@". */
void outward_copy(char *out, size_t size, const char *text, const char *kept);
/* The same appended to `out`, whole. */
void outward_add(struct buf *out, const char *text, const char *kept);

#endif
