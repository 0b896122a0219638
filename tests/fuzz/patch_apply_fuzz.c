/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A patch file of any origin: the heads, then zstd against an old file. The hash is made to fit, so that the frames are
 * reached; what comes out has the length that was asked for, or nothing comes out. */
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "patch/apply.h"
#include "patch/format.h"

enum { OLD_BYTES = 5000, NEW_BYTES_MAX = 64 * 1024 };

static char dir[64];
static char old_path[96], patch_path[96], out_path[96];
static unsigned char old_digest[SHA256_BYTES];

static void remove_dir(void)
{
	struct err e;
	if (!fs_remove_tree(dir, &e)) {
		(void)fprintf(stderr, "%s\n", e.message);
	}
}

static void prepare(void)
{
	unsigned char old[OLD_BYTES];
	struct err e;
	for (size_t i = 0; i < sizeof old; i++) {
		old[i] = (unsigned char)(i * i >> 3);
	}
	(void)snprintf(dir, sizeof dir, "/tmp/borne-fuzz-XXXXXX");
	assert(mkdtemp(dir));
	(void)atexit(remove_dir);
	(void)snprintf(old_path, sizeof old_path, "%s/old", dir);
	(void)snprintf(patch_path, sizeof patch_path, "%s/patch", dir);
	(void)snprintf(out_path, sizeof out_path, "%s/out", dir);
	sha256_of(old, sizeof old, old_digest);
	assert(fs_write_file_volatile(old_path, old, sizeof old, 0600, &e));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct patch_head head = { 0 };
	struct err e = { 0 };
	if (!dir[0]) {
		prepare();
	}
	if (!patch_head_parse(&head, data, size, size, &e)) {
		assert(e.message[0] && !head.segments);
	}
	/* A file of a terabyte is a matter of the signed length, not of this test. */
	bool small = head.new_length <= NEW_BYTES_MAX;
	patch_head_finish(&head);
	if (!small || size < PATCH_HEAD_BYTES) {
		return 0;
	}
	char old_hex[SHA256_HEX_BYTES];
	char new_hex[SHA256_HEX_BYTES];
	struct patch_job job = { .patch = patch_path,
		.old = old_path,
		.out = out_path,
		.old_sha256 = old_hex,
		.new_sha256 = new_hex };
	sha256_to_hex(data + 32, old_hex);
	sha256_to_hex(data + 64, new_hex);
	for (unsigned i = 0; i < 8; i++) {
		job.new_length |= (uint64_t)data[24 + i] << (8 * i);
	}
	assert(fs_write_file_volatile(patch_path, data, size, 0600, &e));
	enum patch_result result = patch_apply(&job, &e);
	assert(result != PATCH_FAILED);
	assert(result == PATCH_DONE ? fs_file_size(out_path) == (int64_t)job.new_length : !fs_exists(out_path));
	(void)unlink(out_path);
	return 0;
}
