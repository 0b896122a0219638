/* SPDX-License-Identifier: GPL-3.0-or-later */
/* integrity.h - are the bytes on the disk still those that were signed?
 *
 * A file is right when its length and its SHA-256 are; a generation is whole when the
 * store has every object that this unit's site needs of it, and sound when each of
 * them is right as well. The parent process only. */
#ifndef GENERATION_INTEGRITY_H
#define GENERATION_INTEGRITY_H

#include "generation/store.h"
#include "store/bundle.h"

/* SHA-256 and length of a file, read from the disk; never follows a symbolic link. `work` may be NULL. ERR_TRUST when
 * one of them differs. */
MUST_USE bool integrity_verify_file(const char *path, uint64_t length, const char *sha256, const struct work *work,
		struct err *e);
/* False when it is absent, or when the store's work was ended; a damaged one is removed. */
bool integrity_object_is_good(const struct store *s, const struct bundle_component *c);
/* The generation has all that this unit's site needs; 0 has nothing and is not whole. Names only: a damaged file is
 * found when it is read. */
bool integrity_is_whole(const struct store *s, int64_t generation);
/* The same of the generation in service: false after the unit was moved. */
bool integrity_current_is_whole(const struct store *s);
/* Every byte that it lists is there and right, and its search index exists: it can be given back. Hashes it all; *e
 * says what is wrong, or ERR_STOPPED. */
MUST_USE bool integrity_is_sound(const struct store *s, int64_t generation, struct err *e);

#endif
