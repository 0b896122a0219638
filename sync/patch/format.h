/* SPDX-License-Identifier: GPL-3.0-or-later */
/* format.h - what a .zpatch file says about itself
 *
 * A patch turns one known file (or nothing) into another, in segments that stand
 * alone: each is a zstd frame made against a window of the old file, so that the
 * memory of the unit does not grow with the file, and a crash costs one segment.
 * The layout is in sync/FORMAT.md section 5. Pure; any thread. */
#ifndef PATCH_FORMAT_H
#define PATCH_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"

enum {
	PATCH_SEGMENT_BYTES = 8 * 1024 * 1024,            /* of the new file; the last one may be shorter */
	PATCH_WINDOW_BYTES_MAX = 2 * PATCH_SEGMENT_BYTES, /* of the old file, for one segment */
	PATCH_PACKED_BYTES_MAX = PATCH_SEGMENT_BYTES + PATCH_SEGMENT_BYTES / 128, /* a frame; zstd adds 1/256 at most */
	PATCH_SEGMENTS_MAX = 128 * 1024,                                          /* a file of 1 TiB */
	PATCH_HEAD_BYTES = 96,
	PATCH_SEGMENT_HEAD_BYTES = 48,
};

struct patch_segment {
	uint64_t old_offset; /* of the window in the old file */
	uint32_t old_length; /* 0: no window */
	uint32_t packed_length;
	unsigned char sha256[SHA256_BYTES]; /* of the segment of the new file */
};

struct patch_head {
	uint64_t old_length, new_length; /* bytes */
	unsigned char old_sha256[SHA256_BYTES], new_sha256[SHA256_BYTES];
	struct patch_segment *segments; /* owned: patch_head_finish() */
	uint32_t segments_len;          /* one for each PATCH_SEGMENT_BYTES begun */
};

/* Bytes of both heads together, from the first PATCH_HEAD_BYTES of a file; 0: this is no patch. */
uint64_t patch_heads_length(const unsigned char first[PATCH_HEAD_BYTES]);
/* Reads the heads of a patch of `file_length` bytes in all. ERR_FORMAT when any number does not fit the others. */
MUST_USE bool patch_head_parse(struct patch_head *out, const unsigned char *bytes, size_t len, uint64_t file_length,
		struct err *e);
/* Appends them. */
void patch_head_write(const struct patch_head *h, struct buf *out);
void patch_head_finish(struct patch_head *h);
/* Bytes of segment `i` of the new file. */
size_t patch_segment_length(const struct patch_head *h, uint32_t i);

/* Owned: name of the target below the pack's: "patches/<16 digits>-<16 digits>.zpatch". Short, because every unit reads
 * all of them in targets.json; the heads carry the whole hashes. `old_sha256` NULL: from nothing. */
char *patch_target_name(const char *old_sha256, const char *new_sha256);

#endif
