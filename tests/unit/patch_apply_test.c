/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patches made and applied: what comes out is the new file, or nothing. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "patch/apply.h"
#include "patch/format.h"
#include "patch/make.h"

#include <cmocka.h>

enum { MIB = 1024 * 1024, LEVEL = 3, BIG = 40 * MIB };

struct fixture {
	char dir[64];
	char *old, *new, *patch, *out;
	char old_sha256[SHA256_HEX_BYTES], new_sha256[SHA256_HEX_BYTES];
	uint64_t new_length, patch_length;
};

static int setup(void **state)
{
	struct fixture *f = mem_zalloc(1, sizeof *f);
	(void)snprintf(f->dir, sizeof f->dir, "/tmp/borne-patch-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	f->old = fs_join(f->dir, "old");
	f->new = fs_join(f->dir, "new");
	f->patch = fs_join(f->dir, "patch");
	f->out = fs_join(f->dir, "out");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	struct err e;
	assert_true(fs_remove_tree(f->dir, &e));
	free(f->old);
	free(f->new);
	free(f->patch);
	free(f->out);
	free(f);
	return 0;
}

/* Bytes that zstd cannot guess, the same on every machine. */
static unsigned char *noise(size_t len, uint64_t seed)
{
	unsigned char *bytes = mem_alloc(len + 8);
	uint64_t x = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	for (size_t i = 0; i < len; i += 8) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		memcpy(bytes + i, &x, 8);
	}
	return bytes;
}

static void write_file(const char *path, const void *bytes, size_t len, char sha256[SHA256_HEX_BYTES])
{
	struct err e = { 0 };
	unsigned char digest[SHA256_BYTES];
	assert_true(fs_write_file_volatile(path, bytes, len, 0600, &e));
	sha256_of(bytes, len, digest);
	if (sha256) {
		sha256_to_hex(digest, sha256);
	}
}

static void make_patch(struct fixture *f, const void *old, size_t old_len, const void *new, size_t new_len)
{
	struct err e = { 0 };
	write_file(f->old, old, old_len, f->old_sha256);
	write_file(f->new, new, new_len, f->new_sha256);
	f->new_length = new_len;
	if (!patch_make(old_len ? f->old : NULL, f->new, f->patch, LEVEL, UINT64_MAX, &f->patch_length, &e)) {
		fail_msg("%s", e.message);
	}
	assert_int_equal(fs_file_size(f->patch), f->patch_length);
}

static struct patch_job job_of(const struct fixture *f, bool with_old)
{
	return (struct patch_job){ .patch = f->patch,
		.old = with_old ? f->old : NULL,
		.out = f->out,
		.old_sha256 = f->old_sha256,
		.new_sha256 = f->new_sha256,
		.new_length = f->new_length };
}

static void assert_is_new(const struct fixture *f)
{
	struct buf want = { 0 };
	struct buf have = { 0 };
	struct err e;
	assert_true(fs_read_file(f->new, BIG * 2, &want, &e));
	assert_true(fs_read_file(f->out, BIG * 2, &have, &e));
	assert_int_equal(want.len, have.len);
	assert_true(want.len == 0 || memcmp(want.bytes, have.bytes, want.len) == 0);
	buf_finish(&want);
	buf_finish(&have);
}

static void apply_well(const struct fixture *f, bool with_old)
{
	struct err e = { 0 };
	struct patch_job job = job_of(f, with_old);
	if (patch_apply(&job, &e) != PATCH_DONE) {
		fail_msg("%s", e.message);
	}
	assert_is_new(f);
}

static void assert_useless(const struct fixture *f, const struct patch_job *job, const char *why)
{
	struct err e = { 0 };
	assert_int_equal(patch_apply(job, &e), PATCH_USELESS);
	if (!strstr(e.message, why)) {
		fail_msg("'%s' does not say '%s'", e.message, why);
	}
	assert_false(fs_exists(f->out));
}

/* The new file: the old one with a part from its end moved to the front, and a few bytes changed. */
static void make_moved(struct fixture *f)
{
	unsigned char *old = noise(BIG, 1);
	unsigned char *new = mem_alloc(BIG);
	memcpy(new, old + BIG - 16 * MIB, 16 * MIB);
	memcpy(new + 16 * MIB, old, BIG - 16 * MIB);
	for (size_t i = 1000; i < BIG; i += MIB) {
		new[i] ^= 1;
	}
	make_patch(f, old, BIG, new, BIG);
	free(old);
	free(new);
}

static void patch_finds_what_moved_far(void **state)
{
	struct fixture *f = *state;
	make_moved(f);
	/* 16 MiB moved by 24 MiB: with windows at the same place they would have to be sent. */
	assert_in_range(f->patch_length, 1, 64 * 1024);
	apply_well(f, true);
}

static void patch_works_on_edges(void **state)
{
	struct fixture *f = *state;
	unsigned char *bytes = noise(PATCH_SEGMENT_BYTES + 1, 2);
	const size_t sizes[] = { 1, 2, 4096, PATCH_SEGMENT_BYTES - 1, PATCH_SEGMENT_BYTES, PATCH_SEGMENT_BYTES + 1 };
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		(void)unlink(f->out);
		make_patch(f, bytes + 1, 5000, bytes, sizes[i]);
		apply_well(f, true);
	}
	(void)unlink(f->out);
	make_patch(f, "old", 3, "", 0);
	apply_well(f, true);
	free(bytes);
}

static void patch_from_nothing_packs(void **state)
{
	struct fixture *f = *state;
	unsigned char *bytes = mem_zalloc(1, 20 * MIB);
	bytes[17 * MIB] = 1;
	make_patch(f, NULL, 0, bytes, 20 * MIB);
	assert_in_range(f->patch_length, 1, 8 * 1024);
	apply_well(f, false);
	free(bytes);
}

static void patch_continues_where_it_stopped(void **state)
{
	struct fixture *f = *state;
	make_moved(f);
	apply_well(f, true);
	/* Cut in the middle of the third segment; then a bad byte in the second; then longer than it may be. */
	assert_int_equal(truncate(f->out, 20 * MIB), 0);
	apply_well(f, true);
	CLEANUP(fs_close_fd) int fd = open(f->out, O_RDWR | O_CLOEXEC);
	assert_int_equal(pwrite(fd, "xxxx", 4, 12 * MIB), 4);
	apply_well(f, true);
	assert_int_equal(pwrite(fd, "xxxx", 4, BIG + 5), 4);
	apply_well(f, true);
}

struct seen {
	uint64_t bytes[16];
	size_t len;
};

static void note_progress(void *ctx, uint64_t bytes)
{
	struct seen *s = ctx;
	assert_in_range(s->len, 0, 15);
	s->bytes[s->len++] = bytes;
}

static void patch_makes_only_what_is_missing(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };
	struct seen seen = { 0 };
	make_moved(f);
	apply_well(f, true);
	assert_int_equal(truncate(f->out, 4 * PATCH_SEGMENT_BYTES - 1), 0);
	struct patch_job job = job_of(f, true);
	job.progress = note_progress;
	job.ctx = &seen;
	assert_int_equal(patch_apply(&job, &e), PATCH_DONE);
	assert_int_equal(seen.len, 2); /* the fourth segment, one byte short, and the fifth */
	assert_int_equal(seen.bytes[0], 4 * PATCH_SEGMENT_BYTES);
	assert_int_equal(seen.bytes[1], BIG);
}

/* Asks for the end once three segments are there. */
static bool until_three(void *ctx)
{
	const struct fixture *f = ctx;
	return fs_file_size(f->out) < 3 * PATCH_SEGMENT_BYTES;
}

static void patch_that_is_ended_goes_on_where_it_stopped(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };
	struct seen seen = { 0 };
	make_moved(f);
	struct patch_job job = job_of(f, true);
	job.work = (struct work){ .step = until_three, .ctx = f };
	assert_int_equal(patch_apply(&job, &e), PATCH_FAILED);
	assert_int_equal(e.kind, ERR_STOPPED);
	assert_int_equal(fs_file_size(f->out), 3 * PATCH_SEGMENT_BYTES);
	/* Ended at the very begin of the next run: none of it is lost. */
	assert_int_equal(patch_apply(&job, &e), PATCH_FAILED);
	assert_int_equal(e.kind, ERR_STOPPED);
	assert_int_equal(fs_file_size(f->out), 3 * PATCH_SEGMENT_BYTES);
	job.work = (struct work){ 0 };
	job.progress = note_progress;
	job.ctx = &seen;
	assert_int_equal(patch_apply(&job, &e), PATCH_DONE);
	assert_int_equal(seen.len, 2);
	assert_is_new(f);
}

static void patch_of_other_files_is_useless(void **state)
{
	struct fixture *f = *state;
	unsigned char *bytes = noise(MIB, 3);
	make_patch(f, bytes, MIB, bytes + 100, MIB - 100);
	struct patch_job job = job_of(f, true);
	job.new_sha256 = f->old_sha256;
	assert_useless(f, &job, "makes another file");
	job = job_of(f, true);
	job.new_length++;
	assert_useless(f, &job, "makes another file");
	job = job_of(f, true);
	job.old_sha256 = f->new_sha256;
	assert_useless(f, &job, "is for another file");
	job = job_of(f, false);
	assert_useless(f, &job, "needs an old file");
	/* The right name and length, and one rotten byte. */
	bytes[500000] ^= 1;
	write_file(f->old, bytes, MIB, NULL);
	job = job_of(f, true);
	assert_useless(f, &job, "old file is damaged");
	assert_int_equal(unlink(f->old), 0);
	assert_useless(f, &job, "open ");
	free(bytes);
}

static void patch_that_is_damaged_is_useless(void **state)
{
	struct fixture *f = *state;
	unsigned char *bytes = noise(MIB, 4);
	make_patch(f, bytes, MIB, bytes + 100, MIB - 100);
	struct patch_job job = job_of(f, true);
	struct buf patch = { 0 };
	struct err e;
	assert_true(fs_read_file(f->patch, BIG, &patch, &e));
	for (size_t i = 0; i < patch.len; i++) {
		patch.bytes[i] ^= 0x55;
		write_file(f->patch, patch.bytes, patch.len, NULL);
		enum patch_result result = patch_apply(&job, &e);
		patch.bytes[i] ^= 0x55;
		/* Some bits of a frame do not matter; then the result is right all the same. */
		assert_int_not_equal(result, PATCH_FAILED);
		assert_int_equal(fs_exists(f->out), result == PATCH_DONE);
		if (result == PATCH_DONE) {
			assert_is_new(f);
			assert_int_equal(unlink(f->out), 0);
		}
	}
	for (size_t len = 0; len < patch.len; len += 7) {
		write_file(f->patch, patch.bytes, len, NULL);
		assert_int_equal(patch_apply(&job, &e), PATCH_USELESS);
	}
	buf_finish(&patch);
	free(bytes);
}

static void patch_that_does_not_pay_is_not_written(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };
	uint64_t length = 1;
	unsigned char *bytes = noise(MIB, 5);
	write_file(f->new, bytes, MIB, NULL);
	assert_true(patch_make(NULL, f->new, f->patch, LEVEL, MIB * 6 / 10, &length, &e));
	assert_int_equal(length, 0);
	assert_false(fs_exists(f->patch));
	free(bytes);
}

static void heads_that_lie_are_refused(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct patch_segment segment = { .old_offset = 10, .old_length = 20, .packed_length = 30 };
	const struct patch_head good = { .old_length = 30, .new_length = 5, .segments = &segment, .segments_len = 1 };
	const uint64_t heads = PATCH_HEAD_BYTES + PATCH_SEGMENT_HEAD_BYTES;
	struct patch_head out;
	const struct {
		uint64_t old_length, new_length, offset, file_length;
		uint32_t window, packed;
		bool is_good;
	} cases[] = {
		{ 30, 5, 10, heads + 30, 20, 30, true },
		{ 29, 5, 10, heads + 30, 20, 30, false },                       /* the window leaves the old file */
		{ 30, 5, UINT64_MAX - 5, heads + 30, 20, 30, false },           /* and wraps around */
		{ 30, 5, 10, heads + 31, 20, 30, false },                       /* bytes that no head names */
		{ 30, 5, 10, heads + 29, 20, 30, false },                       /* too few */
		{ 30, 5, 10, heads, 20, 0, false },                             /* no frame */
		{ 30, PATCH_SEGMENT_BYTES + 1, 10, heads + 30, 20, 30, false }, /* one segment too few */
		{ 30, 0, 10, heads + 30, 20, 30, false },                       /* one too many */
		{ UINT64_MAX, 5, 10, heads + 30, PATCH_WINDOW_BYTES_MAX + 1, 30, false },
		{ 30, 5, 10, heads + UINT32_MAX, 20, UINT32_MAX, false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct patch_head h = good;
		h.old_length = cases[i].old_length;
		h.new_length = cases[i].new_length;
		segment.old_offset = cases[i].offset;
		segment.old_length = cases[i].window;
		segment.packed_length = cases[i].packed;
		struct buf bytes = { 0 };
		patch_head_write(&h, &bytes);
		bool ok = patch_head_parse(&out, (const unsigned char *)bytes.bytes, bytes.len, cases[i].file_length,
				&e);
		if (ok != cases[i].is_good) {
			fail_msg("case %zu", i);
		}
		patch_head_finish(&out);
		buf_finish(&bytes);
	}
}

static void target_names_are_short(void **state)
{
	(void)state;
	static const char new_sha256[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	char *name = patch_target_name(NULL, new_sha256);
	assert_string_equal(name, "patches/e3b0c44298fc1c14-0123456789abcdef.zpatch");
	free(name);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(patch_finds_what_moved_far),
		CASE(patch_works_on_edges),
		CASE(patch_from_nothing_packs),
		CASE(patch_continues_where_it_stopped),
		CASE(patch_makes_only_what_is_missing),
		CASE(patch_that_is_ended_goes_on_where_it_stopped),
		CASE(patch_of_other_files_is_useless),
		CASE(patch_that_is_damaged_is_useless),
		CASE(patch_that_does_not_pay_is_not_written),
		cmocka_unit_test(heads_that_lie_are_refused),
		cmocka_unit_test(target_names_are_short),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
