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

void slot_read_version(const char *path, const char *key, char out[FIRMWARE_WORD_BYTES])
{
	struct buf text = { 0 };
	struct err ignored;
	out[0] = '\0';
	if (fs_read_file(path, FIRMWARE_ENTRY_BYTES_MAX, &text, &ignored)) {
		char *rest = text.bytes;
		for (char *line; rest && (line = strsep(&rest, "\n")) != NULL;) {
			const char *value = line + strlen(key);
			if (str_starts(line, key) && firmware_version_is_sound(value)) {
				str_cut(out, FIRMWARE_WORD_BYTES, value);
			}
		}
	}
	buf_finish(&text);
}
