/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { FILE_BYTES_MAX = 64 * 1024 };

/* The value of a file such as memory.max; INT64_MAX: "max", absent or unreadable. */
static int64_t read_limit(const char *folder, const char *name)
{
	CLEANUP(free_ptr) char *path = fs_join(folder, name);
	struct buf bytes = { 0 };
	struct err ignored;
	long value = LONG_MAX;
	if (fs_read_file(path, FILE_BYTES_MAX, &bytes, &ignored) && bytes.len > 0) {
		bytes.bytes[strcspn(bytes.bytes, "\n")] = '\0';
		if (!str_to_long(bytes.bytes, 0, LONG_MAX, &value)) {
			value = LONG_MAX;
		}
	}
	buf_finish(&bytes);
	return value;
}

/* "name value" on a line of memory.stat; 0: it is not there. */
static int64_t stat_of(const char *text, const char *name)
{
	size_t len = strlen(name);
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, name, len) == 0 && line[len] == ' ') {
			return strtoll(line + len + 1, NULL, 10);
		}
	}
	return 0;
}

/* The group's path out of /proc/self/cgroup, "0::/system.slice/borne.service"; owned; NULL: no cgroup v2. */
static char *own_group(const char *self)
{
	struct buf bytes = { 0 };
	struct err ignored;
	char *group = NULL;
	if (fs_read_file(self, FILE_BYTES_MAX, &bytes, &ignored)) {
		for (const char *line = buf_text(&bytes); line && !group; line = strchr(line, '\n')) {
			line += *line == '\n';
			if (strncmp(line, "0::/", 4) == 0) {
				group = mem_strndup(line + 3, strcspn(line + 3, "\n"));
			}
		}
	}
	buf_finish(&bytes);
	return group;
}

bool memory_open(struct memory *m, const char *self, const char *root)
{
	*m = (struct memory){ 0 };
	root = root ? root : "/sys/fs/cgroup";
	CLEANUP(free_ptr) char *group = own_group(self ? self : "/proc/self/cgroup");
	if (!group) {
		return false;
	}
	m->folder = mem_printf("%s%s", root, group);
	m->limit_bytes = INT64_MAX;
	/* A limit above counts as well: from the group up to the root. */
	CLEANUP(free_ptr) char *at = mem_strdup(m->folder);
	while (strlen(at) > strlen(root)) {
		int64_t high = read_limit(at, "memory.high");
		int64_t max = read_limit(at, "memory.max");
		int64_t here = high < max ? high : max;
		m->limit_bytes = here < m->limit_bytes ? here : m->limit_bytes;
		*strrchr(at, '/') = '\0';
	}
	if (m->limit_bytes <= 0 || m->limit_bytes >= LONG_MAX) {
		memory_close(m);
		return false;
	}
	return true;
}

void memory_close(struct memory *m)
{
	free(m->folder);
	*m = (struct memory){ 0 };
}

int memory_used_percent(const struct memory *m)
{
	if (!m->folder) {
		return -1;
	}
	CLEANUP(free_ptr) char *path = fs_join(m->folder, "memory.stat");
	struct buf bytes = { 0 };
	struct err ignored;
	int percent = -1;
	if (fs_read_file(path, FILE_BYTES_MAX, &bytes, &ignored)) {
		const char *text = buf_text(&bytes);
		int64_t used = stat_of(text, "anon") + stat_of(text, "shmem");
		percent = used > 0 ? (int)(used / (m->limit_bytes / 100 + 1)) : -1;
	}
	buf_finish(&bytes);
	return percent;
}
