/* SPDX-License-Identifier: GPL-3.0-or-later */
/* patch_bench make OLD NEW PATCH [LEVEL]  |  patch_bench apply OLD PATCH OUT NEW_SHA256  |  patch_bench measure
 * COMMAND...
 *
 * The publisher's and the unit's half alone, for tests/bench/delta: OLD may be "-" for nothing. `apply` does what the
 * daemon does with a fetched patch: hash it, unpack it segment by segment, hash the result; fsyncs included. `measure`
 * runs a command and prints a last line "measured CPU_SECONDS PEAK_KIB" of it and what it ran. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "patch/apply.h"
#include "patch/format.h"
#include "patch/make.h"

static bool hash_of(const char *path, uint64_t *length, char out[SHA256_HEX_BYTES], struct err *e)
{
	unsigned char digest[SHA256_BYTES];
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	if (!sha256_of_fd(fd, path, NULL, length, digest, e)) {
		return false;
	}
	sha256_to_hex(digest, out);
	return true;
}

static bool make(char **args, struct err *e)
{
	uint64_t length;
	const char *old = str_equal(args[0], "-") ? NULL : args[0];
	int level = args[3] ? atoi(args[3]) : PATCH_LEVEL_DEFAULT;
	if (!patch_make(old, args[1], args[2], level, UINT64_MAX, &length, e)) {
		return false;
	}
	printf("%llu\n", (unsigned long long)length);
	return true;
}

static bool apply(char **args, struct err *e)
{
	char old_sha256[SHA256_HEX_BYTES] = "";
	char patch_sha256[SHA256_HEX_BYTES];
	unsigned char first[PATCH_HEAD_BYTES];
	uint64_t ignored;
	const char *old = str_equal(args[0], "-") ? NULL : args[0];
	FILE *f = fopen(args[1], "rbe");
	if (!f || fread(first, sizeof first, 1, f) != 1) {
		return fail_errno(e, "read %s", args[1]);
	}
	(void)fclose(f);
	/* The daemon knows these from the signed list; here they come from the patch. */
	struct patch_head head = { 0 };
	memcpy(head.old_sha256, first + 32, SHA256_BYTES);
	sha256_to_hex(head.old_sha256, old_sha256);
	memcpy(&head.new_length, first + 24, sizeof head.new_length);
	struct patch_job job = { .patch = args[1],
		.old = old,
		.out = args[2],
		.old_sha256 = old_sha256,
		.new_sha256 = args[3],
		.new_length = head.new_length };
	return hash_of(args[1], &ignored, patch_sha256, e) && patch_apply(&job, e) == PATCH_DONE;
}

static bool measure(char **command, struct err *e)
{
	pid_t child = fork();
	if (child == 0) {
		(void)execvp(command[0], command);
		_exit(127);
	}
	int status = 0;
	struct rusage used;
	if (child < 0 || wait4(child, &status, 0, &used) != child) {
		return fail_errno(e, "run %s", command[0]);
	}
	double user_s = (double)used.ru_utime.tv_sec + (double)used.ru_utime.tv_usec / 1e6;
	double system_s = (double)used.ru_stime.tv_sec + (double)used.ru_stime.tv_usec / 1e6;
	printf("\nmeasured %.4f %ld\n", user_s + system_s, used.ru_maxrss);
	return status == 0 || fail(e, "%s ended with status %d", command[0], status);
}

int main(int argc, char **argv)
{
	struct err e = { 0 };
	bool ok = false;
	if (argc >= 6 && str_equal(argv[1], "apply")) {
		ok = apply(argv + 2, &e);
	} else if (argc >= 5 && str_equal(argv[1], "make")) {
		ok = make(argv + 2, &e);
	} else if (argc >= 3 && str_equal(argv[1], "measure")) {
		ok = measure(argv + 2, &e);
	} else {
		(void)fail(&e, "make OLD NEW PATCH [LEVEL] | apply OLD PATCH OUT NEW_SHA256 | measure COMMAND...");
	}
	if (!ok) {
		(void)fprintf(stderr, "patch_bench: %s\n", e.message);
	}
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
