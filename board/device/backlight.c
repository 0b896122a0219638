/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/backlight.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { LINE_BYTES = 32, WORST_RANK = 3 };

static bool read_line(const char *folder, const char *name, char out[LINE_BYTES])
{
	CLEANUP(free_ptr) char *path = fs_join(folder, name);
	struct buf text = { 0 };
	bool ok = fs_read_file(path, LINE_BYTES - 1, &text, NULL);
	str_cut(out, LINE_BYTES, ok ? buf_text(&text) : "");
	out[strcspn(out, "\n")] = '\0';
	buf_finish(&text);
	return ok;
}

/* 0 is the best. */
static int rank_of(const char *folder)
{
	static const char *const kinds[] = { "firmware", "platform", "raw" };
	char kind[LINE_BYTES];
	(void)read_line(folder, "type", kind);
	int rank = 0;
	while (rank < WORST_RANK && !str_equal(kind, kinds[rank])) {
		rank++;
	}
	return rank;
}

bool backlight_find(struct backlight *b, const char *root)
{
	CLEANUP(free_ptr) char *class = mem_printf("%s/sys/class/backlight", root);
	DIR *d = opendir(class);
	int best = WORST_RANK + 1;
	b->path[0] = '\0';
	for (const struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d)) {
		char most[LINE_BYTES];
		long value;
		if (entry->d_name[0] == '.') {
			continue;
		}
		CLEANUP(free_ptr) char *folder = fs_join(class, entry->d_name);
		CLEANUP(free_ptr) char *path = fs_join(folder, "brightness");
		int rank = rank_of(folder);
		if (rank < best && read_line(folder, "max_brightness", most) &&
				str_to_long(most, 1, 1L << 30, &value) && access(path, W_OK) == 0 &&
				str_copy(b->path, sizeof b->path, path)) {
			b->most = value;
			best = rank;
		}
	}
	if (d) {
		(void)closedir(d);
	}
	return b->path[0] != '\0';
}

bool backlight_set(const struct backlight *b, int percent, struct err *e)
{
	char text[LINE_BYTES];
	long value = (b->most * percent + 50) / 100;
	/* Dim is not off: small lamps have few steps. */
	value = percent > 0 && value == 0 ? 1 : value;
	int len = snprintf(text, sizeof text, "%ld\n", value);
	CLEANUP(fs_close_fd) int fd = open(b->path, O_WRONLY | O_CLOEXEC | O_TRUNC);
	if (fd < 0 || write(fd, text, (size_t)len) != len) {
		return fail_errno(e, "set %s", b->path);
	}
	return true;
}
