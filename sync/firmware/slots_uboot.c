/* SPDX-License-Identifier: GPL-3.0-or-later */
/* U-Boot renames nothing on FAT in a way that a power cut cannot split, so its counts are not in names. Each copy of
 * the record is one sector of a file that is made with the card and only ever overwritten in place, by both sides: no
 * cluster is taken or given back, and the table of the file system does not change. The copy that is not the later one
 * is overwritten, and is the later one once its checksum matches. A power cut that tears it leaves the other. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "firmware/counts.h"
#include "firmware/slots_loader.h"

enum { COPIES = 2, NO_COPY = -1 };

static char *copy_path(const char *boot, int copy)
{
	return mem_printf("%s/uboot/tries-%d", boot, copy + 1);
}

static bool read_copy(const char *boot, int copy, struct counts *out)
{
	CLEANUP(free_ptr) char *path = copy_path(boot, copy);
	struct buf bytes = { 0 };
	struct err why;
	bool ok = fs_read_file(path, COUNTS_BYTES, &bytes, &why) && counts_parse(bytes.bytes, bytes.len, out, &why);
	buf_finish(&bytes);
	return ok;
}

static struct slot_entry *slot_of(struct counts *c, char slot)
{
	return &c->slots[slot - 'a'];
}

/* Both copies are bad, which no power cut does: each slot that has an entry is new, and a is first where it has one. So
 * boot.cmd does. */
static void begin_anew(const char *boot, struct counts *c)
{
	*c = (struct counts){ 0 };
	for (int i = 0; i < COUNTS_SLOTS; i++) {
		CLEANUP(free_ptr) char *entry = slot_path(boot, (char)('a' + i), FIRMWARE_ENTRY);
		struct slot_entry *one = &c->slots[i];
		one->there = fs_exists(entry);
		one->left = one->there ? SLOTS_TRIES : 0;
		slot_read_version(entry, "version=", one->version);
	}
	c->first = slot_of(c, 'a')->there ? 'a' : 'b';
}

/* The later copy, and which it is; NO_COPY: neither is good. */
static int read_counts(const char *boot, struct counts *out)
{
	int found = NO_COPY;
	*out = (struct counts){ 0 };
	for (int copy = 0; copy < COPIES; copy++) {
		struct counts one;
		if (read_copy(boot, copy, &one) && (found == NO_COPY || one.serial > out->serial)) {
			*out = one;
			found = copy;
		}
	}
	if (found == NO_COPY) {
		begin_anew(boot, out);
	}
	return found;
}

/* `held`: the copy that must stay as it is, which *c was read from. */
static bool write_counts(const char *boot, int held, struct counts *c, struct err *e)
{
	char bytes[COUNTS_BYTES];
	CLEANUP(free_ptr) char *folder = fs_join(boot, "uboot");
	CLEANUP(free_ptr) char *path = copy_path(boot, held == 0 ? 1 : 0);
	CLEANUP(fs_close_fd)
	int fd = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, SLOTS_FILE_MODE);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	c->serial++;
	counts_encode(c, bytes);
	if (!fs_write_all(fd, bytes, sizeof bytes, e)) {
		return fail_wrap(e, "write %s", path);
	}
	if (ftruncate(fd, COUNTS_BYTES) != 0 || fsync(fd) != 0) {
		return fail_errno(e, "write %s", path);
	}
	return fs_sync_dir(folder, e);
}

static bool read_slot(const char *boot, char slot, struct slot_entry *out, struct err *e)
{
	struct counts c;
	(void)e;
	(void)read_counts(boot, &c);
	*out = *slot_of(&c, slot);
	out->first = out->there && c.first == slot;
	return true;
}

/* The record first: without it, and with the entry still there, begin_anew() would start what is half gone. */
static bool clear_slot(const char *boot, char slot, struct err *e)
{
	CLEANUP(free_ptr) char *entry = slot_path(boot, slot, FIRMWARE_ENTRY);
	CLEANUP(free_ptr) char *folder = mem_printf("%s/borne-%c", boot, slot);
	struct counts c;
	int held = read_counts(boot, &c);
	*slot_of(&c, slot) = (struct slot_entry){ 0 };
	c.first = slot_other(slot);
	if (!write_counts(boot, held, &c, e)) {
		return false;
	}
	if (unlink(entry) != 0) {
		return errno == ENOENT || fail_errno(e, "remove %s", entry);
	}
	return fs_sync_dir(folder, e);
}

static bool enter_slot(const char *boot, char slot, const struct buf *entry, struct err *e)
{
	CLEANUP(free_ptr) char *path = slot_path(boot, slot, FIRMWARE_ENTRY);
	struct counts c;
	if (!fs_write_file_atomic(path, buf_text(entry), entry->len, SLOTS_FILE_MODE, e)) {
		return false;
	}
	int held = read_counts(boot, &c);
	struct slot_entry *one = slot_of(&c, slot);
	*one = (struct slot_entry){ .there = true, .left = SLOTS_TRIES };
	slot_read_version(path, "version=", one->version);
	c.first = slot;
	return write_counts(boot, held, &c, e);
}

static bool confirm_slot(const char *boot, char slot, struct err *e)
{
	struct counts c;
	int held = read_counts(boot, &c);
	struct slot_entry *one = slot_of(&c, slot);
	if (!one->there) {
		return fail_kind(e, ERR_ABSENT, "slot %c has no entry of the boot loader", slot);
	}
	if (held != NO_COPY && one->left == SLOTS_WORKED && one->done == 0) {
		return true;
	}
	one->left = SLOTS_WORKED;
	one->done = 0;
	return write_counts(boot, held, &c, e);
}

const struct slots_loader slots_uboot = {
	.read = read_slot,
	.clear = clear_slot,
	.enter = enter_slot,
	.confirm = confirm_slot,
};
