/* SPDX-License-Identifier: GPL-3.0-or-later */
/* apply.h - from an old file and a patch to the new file
 *
 * The patch must have been verified against what was signed: zstd sees no other
 * byte. Memory: one segment, its window and its frame, at most 33 MB, nearer 25;
 * whatever the length of the files. Blocking, one thread. */
#ifndef PATCH_APPLY_H
#define PATCH_APPLY_H

#include <stdint.h>

#include "base/err.h"
#include "base/sha256.h"
#include "base/work.h"

struct patch_job {
	const char *patch;      /* path */
	const char *old;        /* path of a file or of the partition that it was written to; NULL: from nothing */
	const char *out;        /* path of the new file. What an interrupted run left there is looked at again. */
	const char *old_sha256; /* hex; what the patch must be for. Ignored without `old`. */
	const char *new_sha256; /* hex, signed */
	uint64_t new_length;    /* bytes, signed */
	/* Bytes of the new file that are on the disk, after each segment. May be NULL. */
	void (*progress)(void *ctx, uint64_t bytes);
	void *ctx;
	struct work work; /* asked before each half MiB that is read */
};

enum patch_result {
	PATCH_DONE,    /* `out` has the signed length and hash; it is on the disk but for its folder */
	PATCH_USELESS, /* the patch or the old file is not what it should be: take the whole file. `out` is gone. */
	PATCH_FAILED,  /* the disk, or the work was ended: *e says how; `out` can be continued */
};

enum patch_result patch_apply(const struct patch_job *job, struct err *e);

#endif
