/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.c - runs a fuzz target over files: the corpus as a test
 *
 * Each argument is a file or a folder of files. A crash or a sanitizer report ends
 * the program, which the runner counts as a failure. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fsutil.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { INPUT_MAX_BYTES = 16 * 1024 * 1024 };

static size_t replay_file(const char *path)
{
	struct buf bytes = { 0 };
	struct err e;
	if (!fs_read_file(path, INPUT_MAX_BYTES, &bytes, &e)) {
		(void)fprintf(stderr, "%s\n", e.message);
		exit(1);
	}
	/* A copy of the exact size lets AddressSanitizer see a read one past the end. */
	uint8_t *exact = malloc(bytes.len ? bytes.len : 1);
	if (!exact) {
		exit(1);
	}
	memcpy(exact, buf_text(&bytes), bytes.len);
	(void)LLVMFuzzerTestOneInput(exact, bytes.len);
	free(exact);
	buf_finish(&bytes);
	return 1;
}

static size_t replay(const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		(void)fprintf(stderr, "no such file: %s\n", path);
		exit(1);
	}
	if (!S_ISDIR(st.st_mode)) {
		return replay_file(path);
	}
	struct dirent **entries;
	int count = scandir(path, &entries, NULL, alphasort);
	size_t done = 0;
	for (int i = 0; i < count; i++) {
		if (entries[i]->d_name[0] != '.') {
			CLEANUP(free_ptr) char *child = fs_join(path, entries[i]->d_name);
			done += replay(child);
		}
		free(entries[i]);
	}
	free(entries);
	return done;
}

int main(int argc, char **argv)
{
	size_t done = 0;
	for (int i = 1; i < argc; i++) {
		done += replay(argv[i]);
	}
	printf("%zu inputs\n", done);
	return done == 0;
}
