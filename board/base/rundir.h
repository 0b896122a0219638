/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rundir.h - the run folder: what the programs of one unit tell each other
 *
 * One folder below it for each program that writes: RUN/ui is the interface's,
 * RUN/sync is borne-syncd's (sync/FORMAT.md section 3). Only its owner can put
 * anything there, so that neither program can stop another one, or root's
 * borne-unit, with a FIFO, a link or a device under a name that is read. Readers
 * check all the same: a folder may have been made by hand. Any thread. */
#ifndef BASE_RUNDIR_H
#define BASE_RUNDIR_H

#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

enum rundir_part {
	RUNDIR_UI,       /* written by borne: ui.json, control, request */
	RUNDIR_SYNC,     /* written by borne-syncd: status.json, metrics.prom, import.sock */
	RUNDIR_UNIT,     /* written by borne-unit obey, as root: answer */
	RUNDIR_FIRMWARE, /* written by borne-firmware, as root: status.json */
};

/* Owned: RUN/part/name; with `name` NULL the folder itself. */
char *rundir_path(const char *run, enum rundir_part part, const char *name);
/* The writer's part of it: makes the folder where it is missing, parents included. False when it is another account's
 * or no folder: what is written there could be replaced. */
MUST_USE bool rundir_make(const char *run, enum rundir_part part, struct err *e);
/* A whole file of another program into *out (appended), at most max_bytes. Never waits: what is not a regular file is
 * refused, ERR_FORMAT. So is a link, and a file of another account than the folder's owner or root, ERR_DENIED.
 * ERR_ABSENT when there is none. */
MUST_USE bool rundir_read(const char *run, enum rundir_part part, const char *name, size_t max_bytes, struct buf *out,
		struct err *e);
/* Replaces a file of one's own part as a whole; rundir_make() came before. Not synced: the folder is in RAM. */
MUST_USE bool rundir_write(const char *run, enum rundir_part part, const char *name, const void *bytes, size_t len,
		struct err *e);
/* rundir_read() for the path of a file in such a folder. */
MUST_USE bool rundir_read_path(const char *path, size_t max_bytes, struct buf *out, struct err *e);

#endif
