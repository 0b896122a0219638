/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.h - the unit's content on disk: objects, generations, which one is current
 *
 * Objects are files named by their SHA-256 and never change. A generation is a
 * folder that lists objects. `current` and `previous` are symbolic links, moved by
 * rename. Every file is on the disk before a name points at it: object, then its
 * folder, then the generation, then the link. The layout is in sync/FORMAT.md
 * section 2. The parent process only; one at a time holds the store's lock. */
#ifndef GENERATION_STORE_H
#define GENERATION_STORE_H

#include <stdint.h>

#include "base/sha256.h"

/* No generation has a higher number: what claims to is not ours, and counting on from it would overflow. */
#define STORE_GENERATION_MAX (INT64_C(1) << 53)

struct store {
	char *root;
	char *spool;
	int lock_fd;      /* -1: not held */
	bool swept;       /* what an interrupted run left is gone */
	const char *site; /* where the unit stands, borrowed: what other sites need is not kept. NULL: all is */
	struct work work; /* asked by everything that reads or writes a large file of the store */
};
#define STORE_CLOSED ((struct store){ .lock_fd = -1 })

enum store_name { STORE_CURRENT, STORE_PREVIOUS };

/* Names the store, and touches nothing: what it holds can be asked. `spool` may be NULL: the folder of that name inside
 * the store. */
void store_init(struct store *out, const char *root, const char *spool);
/* Makes what is missing, takes the lock, removes what an interrupted run left half made, and looks whether every folder
 * can be written. To be asked before each update: a card may have become read-only since. ERR_BUSY, ERR_READ_ONLY or
 * ERR_DENIED (another account's folder) say why not; it may be asked again. */
MUST_USE bool store_ready(struct store *s, struct err *e);
void store_close(struct store *s);

/* Where `current` or `previous` points; 0 when it points nowhere. Generations start at 1. */
int64_t store_generation(const struct store *s, enum store_name name);
/* Durable. 0 removes the name. */
MUST_USE bool store_point(const struct store *s, enum store_name name, int64_t generation, struct err *e);
/* The same for a caller that deletes by exclusion: 0 only when the name is surely absent or leads to nothing; false
 * when that cannot be told. */
MUST_USE bool store_read_name(const struct store *s, enum store_name name, int64_t *generation, struct err *e);
/* All complete generations, ascending; *out is the caller's to free. Every one of them, or false. */
MUST_USE bool store_list(const struct store *s, int64_t **out, size_t *len, struct err *e);

/* Owned paths. `sha256` is 64 lower-case hex digits. */
char *store_object_path(const struct store *s, const char *sha256);
char *store_spool_path(const struct store *s, const char *sha256, const char *suffix);
char *store_generation_path(const struct store *s, int64_t generation, const char *file);
char *store_staging_path(const struct store *s, int64_t generation, const char *file);
char *store_path(const struct store *s, const char *file);

/* Moves a verified file of the spool to the objects, on the disk when it returns. */
MUST_USE bool store_add_object(const struct store *s, const char *spool_path, const char *sha256, struct err *e);
/* Turns the staging folder of `generation`, its files synced already, into a generation. */
MUST_USE bool store_finish_staging(const struct store *s, int64_t generation, struct err *e);

/* Bytes of the file with that hash that are in the spool already. */
uint64_t store_partial_bytes(const struct store *s, const char *sha256);

#endif
