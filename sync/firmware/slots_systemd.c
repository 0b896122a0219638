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

/* ---- the order: sort-key, then the later version --------------------------------------------------------
 *
 * What is entered last is to be first, and the entry of the slot that runs is not touched for that: so a new entry that
 * is not later than the other one gets a sort-key that comes before the other's. systemd-boot looks at the tries before
 * it looks at the sort-key; the defaults of loader.conf and of the EFI variable it takes without looking at the tries,
 * so that there would be no way back. */

/* Times that an entry was put before a later version: rank 0 has the key of board/image/build, rank 1 "asked-998", and
 * each further one a number less. strcmp() orders them, the higher rank first. */
#define KEY "sort-key "
#define KEY_PLAIN "borne"
#define KEY_ASKED "asked-"
enum { RANK_MAX = 999, KEY_BYTES = sizeof KEY_ASKED + 3 };

struct ranked {
	struct slot_entry entry;
	int rank;
};

static void key_of(int rank, char out[KEY_BYTES])
{
	(void)snprintf(out, KEY_BYTES, rank == 0 ? KEY_PLAIN : KEY_ASKED "%03d", RANK_MAX - rank);
}

/* Any other key, or none, is as the plain one: an entry that no unit has written. */
static int rank_of(const char *text)
{
	char key[KEY_BYTES];
	long number;
	bool asked = slot_line(text, KEY, key, sizeof key) && str_starts(key, KEY_ASKED) &&
		     str_to_long(key + strlen(KEY_ASKED), 0, RANK_MAX - 1, &number);
	return asked ? RANK_MAX - (int)number : 0;
}

static bool comes_before(const struct ranked *one, const struct ranked *other)
{
	return one->rank != other->rank ? one->rank > other->rank
					: firmware_compare(one->entry.version, other->entry.version) > 0;
}

static void rank_text(const char *text, struct ranked *out)
{
	out->rank = rank_of(text);
	if (!slot_line(text, "version ", out->entry.version, sizeof out->entry.version) ||
			!firmware_version_is_sound(out->entry.version)) {
		out->entry.version[0] = '\0';
	}
}

/* Of several, which only a card from elsewhere can have, the one that is started first counts. */
static bool note_entry(void *ctx, const char *path, int left, int done, struct err *e)
{
	struct ranked *out = ctx;
	struct ranked one = { .entry = { .there = true, .left = left, .done = done } };
	struct buf text = { 0 };
	struct err ignored;
	(void)e;
	if (fs_read_file(path, FIRMWARE_ENTRY_BYTES_MAX, &text, &ignored)) {
		rank_text(buf_text(&text), &one);
	}
	buf_finish(&text);
	if (!out->entry.there || comes_before(&one, out)) {
		*out = one;
	}
	return true;
}

static bool read_ranked(const char *boot, char slot, struct ranked *out, struct err *e)
{
	*out = (struct ranked){ 0 };
	return each_entry(boot, slot, note_entry, out, e);
}

/* Of equal ones, which only a card from elsewhere can have, systemd-boot takes the later name: b. */
static bool read_slot(const char *boot, char slot, struct slot_entry *out, struct err *e)
{
	struct ranked own;
	struct ranked other;
	if (!read_ranked(boot, slot, &own, e) || !read_ranked(boot, slot_other(slot), &other, e)) {
		return false;
	}
	*out = own.entry;
	bool before = comes_before(&own, &other) || (slot == 'b' && !comes_before(&other, &own));
	out->first = own.entry.there && (!other.entry.there || before);
	return true;
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

/* Appends the entry with that key in place of its own; as its last line where it has none. */
static void put_key(const char *entry, int rank, struct buf *out)
{
	char key[KEY_BYTES];
	bool put = false;
	key_of(rank, key);
	CLEANUP(free_ptr) char *copy = mem_strdup(entry);
	char *rest = copy;
	for (char *line; (line = strsep(&rest, "\n")) != NULL && (*line || rest);) {
		bool own = str_starts(line, KEY);
		buf_printf(out, "%s%s\n", own ? KEY : line, own ? key : "");
		put = put || own;
	}
	if (!put) {
		buf_printf(out, KEY "%s\n", key);
	}
}

static bool enter_slot(const char *boot, char slot, const struct buf *entry, struct err *e)
{
	CLEANUP(free_ptr) char *path = path_of(boot, slot, SLOTS_TRIES);
	struct ranked own = { 0 };
	struct ranked other;
	struct buf text = { 0 };
	if (!read_ranked(boot, slot_other(slot), &other, e)) {
		return false;
	}
	rank_text(buf_text(entry), &own);
	own.rank = other.rank;
	if (other.entry.there && !comes_before(&own, &other)) {
		own.rank++;
	}
	if (own.rank > RANK_MAX) {
		return fail_kind(e, ERR_FORMAT, "slot %c was put before a later version %d times; write the card anew",
				slot, RANK_MAX);
	}
	put_key(buf_text(entry), own.rank, &text);
	bool ok = fs_write_file_atomic(path, buf_text(&text), text.len, SLOTS_FILE_MODE, e);
	buf_finish(&text);
	return ok;
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
