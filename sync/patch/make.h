/* SPDX-License-Identifier: GPL-3.0-or-later */
/* make.h - making a patch, where the content is published
 *
 * For each segment of the new file the best window of the old one is looked for: rows of
 * a rebuilt database move, by far more than a fixed neighbourhood. Uses the
 * processors that are there and maps both files; memory is of no concern here.
 * Deterministic: same files, same level, same bytes. */
#ifndef PATCH_MAKE_H
#define PATCH_MAKE_H

#include <stdint.h>

#include "base/err.h"

enum { PATCH_LEVEL_DEFAULT = 19, PATCH_LEVEL_MAX = 22 };

/* Writes the patch from `old_path` (NULL: from nothing) to `new_path` into `out_path`. *length: its bytes. Level: of
 * zstd, 1 to PATCH_LEVEL_MAX. When the patch would have `limit` bytes or more, *length is 0 and nothing is written. */
MUST_USE bool patch_make(const char *old_path, const char *new_path, const char *out_path, int level, uint64_t limit,
		uint64_t *length, struct err *e);

#endif
