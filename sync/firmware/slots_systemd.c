/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "firmware/slots_loader.h"

static char *entries_of(const char *boot)
{
	return fs_join(boot, "loader/entries");
}

static char *path_of(const char *boot, char slot, int left)
{
	return mem_printf("%s/loader/entries/borne-%c+%d.conf", boot, slot, left);
}

/* Digits at *at; false when there are none or too many. */
static bool read_count(const char **at, int *out)
{
	int number = 0;
	const char *start = *at;
	while (**at >= '0' && **at <= '9') {
		number = number * 10 + (**at - '0');
		if (number > SLOTS_COUNT_MAX) {
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
	int tries = SLOTS_UNCOUNTED;
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
	slot_read_version(path, "version ", one.version);
	if (!out->there || firmware_compare(one.version, out->version) > 0) {
		*out = one;
	}
	return true;
}

static bool read_slot(const char *boot, char slot, struct slot_entry *out, struct err *e)
{
	return each_entry(boot, slot, note_entry, out, e);
}

static bool remove_entry(void *ctx, const char *path, int left, int done, struct err *e)
{
	(void)ctx, (void)left, (void)done;
	return unlink(path) == 0 || errno == ENOENT || fail_errno(e, "remove %s", path);
}

static bool clear_slot(const char *boot, char slot, struct err *e)
{
	CLEANUP(free_ptr) char *folder = entries_of(boot);
	return each_entry(boot, slot, remove_entry, NULL, e) && fs_sync_dir(folder, e);
}

static bool enter_slot(const char *boot, char slot, const struct buf *entry, struct err *e)
{
	CLEANUP(free_ptr) char *path = path_of(boot, slot, SLOTS_TRIES);
	return fs_write_file_atomic(path, buf_text(entry), entry->len, SLOTS_FILE_MODE, e);
}

struct renaming {
	const char *to;
	bool there;
};

static bool rename_entry(void *ctx, const char *path, int left, int done, struct err *e)
{
	struct renaming *x = ctx;
	(void)left, (void)done;
	x->there = true;
	return str_equal(path, x->to) || fs_rename_durable(path, x->to, e);
}

static bool confirm_slot(const char *boot, char slot, struct err *e)
{
	CLEANUP(free_ptr) char *to = path_of(boot, slot, SLOTS_WORKED);
	struct renaming x = { .to = to };
	if (!each_entry(boot, slot, rename_entry, &x, e)) {
		return false;
	}
	return x.there || fail_kind(e, ERR_ABSENT, "slot %c has no entry of the boot loader", slot);
}

const struct slots_loader slots_systemd_boot = {
	.read = read_slot,
	.clear = clear_slot,
	.enter = enter_slot,
	.confirm = confirm_slot,
};
