/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.h - the same repository from a stick, asked for by a technician
 *
 * RUN/sync/import.sock, for root and for this daemon's own user: one line with the absolute path of a
 * folder that holds metadata/ and targets/; answers are lines of JSON (sync/FORMAT.md
 * section 6). What is on the stick is trusted as little as a server, by the same code: only where the
 * bytes come from differs. */
#ifndef DAEMON_IMPORT_H
#define DAEMON_IMPORT_H

#include "daemon/syncd.h"

enum { IMPORT_PATH_BYTES = 1024, IMPORT_OPENING_MS = 2000 };

/* Starts listening; -1 and *e when it cannot. Before the network is asked about anything. */
int import_listen(const char *run_dir, struct err *e);
/* A peer connected: reads the request, imports, answers. Blocks as long as a check does. */
void import_serve(struct syncd *d);
/* A check of the repository in that folder instead of the server, whose troubles stay as they were. `came_with_unit`:
 * it is the unit's own (first.h), and what is remembered changes with the contents in service alone. *r as of
 * update_check(). */
enum update_outcome import_folder(struct syncd *d, const char *folder, bool came_with_unit, struct result *r);

/* The request without its newline. Pure. Refuses what is not the absolute path of a folder without "." and "..". */
MUST_USE bool import_parse_request(const char *bytes, size_t len, char out[IMPORT_PATH_BYTES], struct err *e);

#endif
