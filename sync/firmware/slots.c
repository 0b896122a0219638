/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware/slots.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { FILE_MODE = 0600, TRIES_MAX = 999 };

static char *entries_of(const char *boot)
{
	return fs_join(boot, "loader/entries");
}

char *slots_path(const char *boot, char slot, const char *file)
{
	return mem_printf("%s/borne-%c/%s", boot, slot, file);
}

/* Digits at *at; false when there are none or too many. */
static bool read_count(const char **at, int *out)
{
	int number = 0;
	const char *start = *at;
	while (**at >= '0' && **at <= '9') {
		number = number * 10 + (**at - '0');
		if (number > TRIES_MAX) {
			return false;
		}
		(*at)++;
	}
	*out = number;
	return *at > start;
}

bool slots_parse_name(const char *file, char *slot, int *left, int *done)
{
	static const char prefix[] = "borne-";
	if (!str_starts(file, prefix)) {
		return false;
	}
	char letter = file[sizeof prefix - 1];
	if (letter != 'a' && letter != 'b') {
		return false;
	}
	const char *at = file + sizeof prefix;
	int tries = SLOTS_CONFIRMED;
	int tried = 0;
	if (*at == '+') {
		at++;
		if (!read_count(&at, &tries)) {
			return false;
		}
		if (*at == '-') {
			at++;
			if (!read_count(&at, &tried)) {
				return false;
			}
		}
	}
	if (!str_equal(at, ".conf")) {
		return false;
	}
	*slot = letter;
	*left = tries;
	*done = tried;
	return true;
}

static void read_version(const char *path, char out[FIRMWARE_WORD_BYTES])
{
	struct buf text = { 0 };
	struct err ignored;
	out[0] = '\0';
	if (fs_read_file(path, FIRMWARE_ENTRY_BYTES_MAX, &text, &ignored)) {
		char *rest = text.bytes;
		for (char *line; rest && (line = strsep(&rest, "\n")) != NULL;) {
			const char *value = line + strlen("version ");
			if (str_starts(line, "version ") && firmware_version_is_sound(value)) {
				str_cut(out, FIRMWARE_WORD_BYTES, value);
			}
		}
	}
	buf_finish(&text);
}

/* Each entry of the slot; `visit` returns false to end with an error. */
static bool each_entry(const char *boot, char slot,
		bool (*visit)(void *ctx, const char *path, int left, int done, struct err *e), void *ctx, struct err *e)
{
	CLEANUP(free_ptr) char *folder = entries_of(boot);
	DIR *dir = opendir(folder);
	if (!dir) {
		return fail_errno(e, "list %s", folder);
	}
	bool ok = true;
	const struct dirent *found;
	while (ok && (found = readdir(dir)) != NULL) {
		char letter;
		int left;
		int done;
		if (slots_parse_name(found->d_name, &letter, &left, &done) && letter == slot) {
			CLEANUP(free_ptr) char *path = fs_join(folder, found->d_name);
			ok = visit(ctx, path, left, done, e);
		}
	}
	(void)closedir(dir);
	return ok;
}

/* Of several, which only a card from elsewhere can have, the one with the later version counts. */
static bool note_entry(void *ctx, const char *path, int left, int done, struct err *e)
{
	struct slot_entry *out = ctx;
	struct slot_entry one = { .there = true, .left = left, .done = done };
	(void)e;
	read_version(path, one.version);
	if (!out->there || firmware_compare(one.version, out->version) > 0) {
		*out = one;
	}
	return true;
}

bool slots_read(const char *boot, char slot, struct slot_entry *out, struct err *e)
{
	*out = (struct slot_entry){ 0 };
	return each_entry(boot, slot, note_entry, out, e);
}

static bool remove_entry(void *ctx, const char *path, int left, int done, struct err *e)
{
	(void)ctx, (void)left, (void)done;
	return unlink(path) == 0 || errno == ENOENT || fail_errno(e, "remove %s", path);
}

bool slots_clear(const char *boot, char slot, struct err *e)
{
	CLEANUP(free_ptr) char *folder = entries_of(boot);
	return each_entry(boot, slot, remove_entry, NULL, e) && fs_sync_dir(folder, e);
}

bool slots_enter(const char *boot, char slot, const char *text, struct err *e)
{
	static const char mark[] = "@slot@";
	CLEANUP(free_ptr) char *path = mem_printf("%s/loader/entries/borne-%c+%d.conf", boot, slot, SLOTS_TRIES);
	struct buf entry = { 0 };
	const char *at;
	while ((at = strstr(text, mark)) != NULL) {
		buf_add(&entry, text, (size_t)(at - text));
		buf_add_char(&entry, slot);
		text = at + sizeof mark - 1;
	}
	buf_add_text(&entry, text);
	bool ok = fs_write_file_atomic(path, buf_text(&entry), entry.len, FILE_MODE, e);
	buf_finish(&entry);
	return ok;
}
