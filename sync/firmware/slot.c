/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware/slot.h"

#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

char slot_other(char slot)
{
	return slot == 'a' ? 'b' : 'a';
}

char *slot_path(const char *boot, char slot, const char *file)
{
	return mem_printf("%s/borne-%c/%s", boot, slot, file);
}

bool slot_line(const char *text, const char *key, char *out, size_t size)
{
	CLEANUP(free_ptr) char *copy = mem_strdup(text);
	char *rest = copy;
	bool found = false;
	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		if (str_starts(line, key)) {
			found = str_copy(out, size, line + strlen(key));
		}
	}
	return found;
}

void slot_read_version(const char *path, const char *key, char out[FIRMWARE_WORD_BYTES])
{
	struct buf text = { 0 };
	struct err ignored;
	if (!fs_read_file(path, FIRMWARE_ENTRY_BYTES_MAX, &text, &ignored) ||
			!slot_line(buf_text(&text), key, out, FIRMWARE_WORD_BYTES) || !firmware_version_is_sound(out)) {
		out[0] = '\0';
	}
	buf_finish(&text);
}
