/* SPDX-License-Identifier: GPL-3.0-or-later */
/* starts.h - how often the interface was started on a generation and did not end well
 *
 * A boot count as U-Boot keeps it: a start is noted on the disk before the generation
 * is opened, so that a crash, a hang that the watchdog ends, the OOM killer and a power
 * cut are all found by the next start. STARTS_FAILED_MAX failed starts in a row use a
 * generation up, also one that was confirmed long ago.
 *
 * Not counted: an end on request (SIGTERM, quit), and a run that was healthy and ended
 * with the machine's power. STARTS_FORGET_US of good work forget what failed before, as
 * does another version of the program. Two small writes a start. UI thread only. */
#ifndef HANDOVER_STARTS_H
#define HANDOVER_STARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
	STARTS_FAILED_MAX = 3,
	STARTS_KEPT_MAX = 4, /* generations; the lowest numbers make room */
	STARTS_ID_BYTES = 17,
	STARTS_BOOT_BYTES = 40,
	STARTS_FILE_BYTES_MAX = 16 * 1024,
};
#define STARTS_FORGET_US INT64_C(3600000000)

struct starts_entry {
	uint64_t generation;
	char id[STARTS_ID_BYTES];     /* of its bundle.json: another store may use the number again */
	int failed;                   /* starts in a row that did not end well */
	bool confirmed;               /* it has been healthy once */
	bool running;                 /* started and not ended yet */
	bool healthy;                 /* since that start */
	char boot[STARTS_BOOT_BYTES]; /* boot_id of that start */
	int64_t since_us;             /* monotonic time of that start, within that boot */
};

struct starts_table {
	struct starts_entry at[STARTS_KEPT_MAX];
	size_t len;
};

/* Pure, fuzzed. `program`: the version that reads; a table of another version comes without its failures. */
MUST_USE bool starts_parse(const char *bytes, size_t len, const char *program, struct starts_table *out, struct err *e);
/* Pure: what was running when the table was written has ended, well or not. `boot`: the present boot_id. */
void starts_judge(struct starts_table *t, const char *boot, int64_t now_us);

struct starts;
/* Keeps starts.json in `dir`, or where that cannot be written in `run_dir`, which forgets it with the power. Reads and
 * judges what is there. NULL when there is neither folder; every function below takes NULL and then counts nothing.
 * Owned. */
struct starts *starts_create(const char *dir, const char *run_dir, int64_t now_us);
/* Writes nothing. */
void starts_destroy(struct starts *s);
/* Fewer than STARTS_FAILED_MAX starts failed. */
bool starts_may_open(const struct starts *s, uint64_t generation, const char *id);
/* The last start on it did not end well: it is tried as any other. */
bool starts_has_failed(const struct starts *s, uint64_t generation, const char *id);
bool starts_is_confirmed(const struct starts *s, uint64_t generation, const char *id);
/* Before it is opened or shown: on the disk when this returns. Whatever else was running is handed over and ends well.
 */
void starts_begin(struct starts *s, uint64_t generation, const char *id, int64_t now_us);
/* It works, and is confirmed from here on. */
void starts_healthy(struct starts *s, uint64_t generation);
/* It has worked for STARTS_FORGET_US. Writes only when there is something to forget. */
void starts_forget(struct starts *s, uint64_t generation);
/* A used up generation may be started once more. */
void starts_allow_one(struct starts *s, uint64_t generation);
/* The program ends because it was told to. */
void starts_end(struct starts *s);

#endif
