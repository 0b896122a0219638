/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/rewrite.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "compile/pack.h"

enum { FILES_MAX = 8, MODE_NEW = 0644 };

static bool is_same(const char *path, const struct buf *bytes)
{
	struct buf old = { 0 };
	struct err e;
	bool same = fs_exists(path) && fs_read_file(path, PACK_FILE_BYTES_MAX, &old, &e) && old.len == bytes->len &&
		    (old.len == 0 || memcmp(old.bytes, bytes->bytes, old.len) == 0);
	buf_finish(&old);
	return same;
}

static mode_t mode_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? st.st_mode & 0777 : MODE_NEW;
}

bool rewrite_files(const struct rewrite *files, size_t len, size_t *changed, struct err *e)
{
	char *staged[FILES_MAX] = { NULL };
	bool ok = len <= FILES_MAX || fail(e, "more than %d files", FILES_MAX);
	*changed = 0;
	for (size_t i = 0; ok && i < len; i++) {
		if (!is_same(files[i].path, &files[i].bytes)) {
			staged[i] = mem_printf("%s.new", files[i].path);
			ok = fs_write_file_atomic(staged[i], buf_text(&files[i].bytes), files[i].bytes.len,
					mode_of(files[i].path), e);
		}
	}
	for (size_t i = 0; ok && i < len; i++) {
		if (staged[i]) {
			ok = fs_rename_durable(staged[i], files[i].path, e);
			*changed += ok;
		}
	}
	for (size_t i = 0; i < len && i < FILES_MAX; i++) {
		if (staged[i] && !ok) {
			(void)unlink(staged[i]);
		}
		free_ptr(&staged[i]);
	}
	return ok;
}
