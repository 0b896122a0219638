/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/healthcheck_part.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { SMALL_MAX_BYTES = 64 * 1024 };

char *healthcheck_path(const struct healthcheck *c, const char *path)
{
	return mem_printf("%s%s", c->source->root, path);
}

bool healthcheck_line(const struct healthcheck *c, const char *path, char *out, size_t size)
{
	CLEANUP(free_ptr) char *whole = healthcheck_path(c, path);
	struct buf text = { 0 };
	bool ok = fs_read_file(whole, SMALL_MAX_BYTES, &text, NULL);
	if (ok) {
		size_t len = strcspn(buf_text(&text), "\n");
		while (len > 0 && text.bytes[len - 1] == ' ') {
			len--;
		}
		text.bytes[len] = '\0';
		str_cut(out, size, text.bytes);
	}
	buf_finish(&text);
	return ok;
}

size_t healthcheck_names(const struct healthcheck *c, const char *dir, const char *prefix, char **names, size_t max)
{
	CLEANUP(free_ptr) char *whole = healthcheck_path(c, dir);
	struct dirent **entries;
	int count = scandir(whole, &entries, NULL, versionsort);
	size_t len = 0;
	for (int i = 0; i < count; i++) {
		if (len < max && entries[i]->d_name[0] != '.' && str_starts(entries[i]->d_name, prefix)) {
			names[len++] = mem_strdup(entries[i]->d_name);
		}
		free(entries[i]);
	}
	if (count >= 0) {
		free(entries);
	}
	return len;
}

void healthcheck_free_names(char **names, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		free(names[i]);
	}
}

int64_t healthcheck_integer(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

const char *healthcheck_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}
