/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/ramfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

static char folder[64];

static void need(bool ok, const char *what)
{
	if (!ok) {
		perror(what);
		abort();
	}
}

static void remove_folder(void)
{
	struct err e;
	(void)!fs_remove_tree(folder, &e);
}

const char *ramfile_dir(void)
{
	if (!folder[0]) {
		need(str_copy(folder, sizeof folder,
				     fs_exists("/dev/shm") ? "/dev/shm/fuzz-XXXXXX" : "/tmp/fuzz-XXXXXX"),
				"folder");
		need(mkdtemp(folder) != NULL, "no folder in RAM");
		need(atexit(remove_folder) == 0, "atexit");
	}
	return folder;
}

char *ramfile_path(const char *name)
{
	struct err e;
	char *path = fs_join(ramfile_dir(), name);
	CLEANUP(free_ptr) char *parent = mem_strdup(path);
	*strrchr(parent, '/') = '\0';
	need(fs_make_dirs(parent, 0755, &e), parent);
	return path;
}

void ramfile_write(const char *path, const void *bytes, size_t len)
{
	(void)unlink(path);
	FILE *f = fopen(path, "we");
	need(f != NULL && (len == 0 || fwrite(bytes, 1, len, f) == len) && fclose(f) == 0, path);
}
