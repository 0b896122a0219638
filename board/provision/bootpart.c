/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provision/bootpart.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "provision/card.h"

enum { SECTOR_BYTES = 512, GPT_NAME_UNITS = 36, GPT_ENTRY_BYTES_MIN = 128 };

static uint32_t u32_at(const unsigned char *at)
{
	uint32_t value;
	memcpy(&value, at, sizeof value);
	return le32toh(value);
}

static uint64_t u64_at(const unsigned char *at)
{
	uint64_t value;
	memcpy(&value, at, sizeof value);
	return le64toh(value);
}

/* UTF-16, filled up with zeroes. */
static bool is_boot_name(const unsigned char *units)
{
	static const char name[] = BOOTPART_NAME;
	_Static_assert(sizeof name <= GPT_NAME_UNITS, "a name has 36 units");
	for (size_t i = 0; i < sizeof name; i++) {
		if (units[2 * i] != (unsigned char)name[i] || units[2 * i + 1] != 0) {
			return false;
		}
	}
	return true;
}

/* UEFI 2.10, 5.3: the header in the second sector, the table of partitions where it says. */
static bool find_in_table(const unsigned char *head, size_t len, uint64_t *offset)
{
	const unsigned char *header = head + SECTOR_BYTES;
	uint64_t table_sector = u64_at(header + 72);
	uint64_t count = u32_at(header + 80);
	uint64_t size = u32_at(header + 84);
	if (table_sector > len / SECTOR_BYTES || size < GPT_ENTRY_BYTES_MIN || size > len) {
		return false;
	}
	for (uint64_t i = 0, at = table_sector * SECTOR_BYTES; i < count && at + size <= len; i++, at += size) {
		uint64_t first = u64_at(head + at + 32);
		if (is_boot_name(head + at + 56) && first > 0 && first < INT64_MAX / SECTOR_BYTES) {
			*offset = first * SECTOR_BYTES;
			return true;
		}
	}
	return false;
}

bool bootpart_parse(const char *path, const unsigned char *head, size_t len, uint64_t *offset, struct err *e)
{
	static const unsigned char zstd[] = { 0x28, 0xB5, 0x2F, 0xFD };
	static const unsigned char xz[] = { 0xFD, '7', 'z', 'X', 'Z' };
	if ((len >= sizeof zstd && memcmp(head, zstd, sizeof zstd) == 0) ||
			(len >= sizeof xz && memcmp(head, xz, sizeof xz) == 0)) {
		return fail_kind(e, ERR_FORMAT,
				"%s is a compressed image. Write it to a card first, then give the card's boot "
				"partition",
				path);
	}
	bool table = len >= 2 * SECTOR_BYTES && memcmp(head + SECTOR_BYTES, "EFI PART", 8) == 0;
	if (table && find_in_table(head, len, offset)) {
		return true;
	}
	bool fat = len >= SECTOR_BYTES && head[510] == 0x55 && head[511] == 0xAA &&
		   (memcmp(head + 82, "FAT32", 5) == 0 || memcmp(head + 54, "FAT1", 4) == 0);
	if (!table && fat) {
		*offset = 0;
		return true;
	}
	return fail_kind(e, ERR_FORMAT,
			"%s has no partition " BOOTPART_NAME ". Write the image of a unit to the card first, or give "
			"the folder where its boot partition is mounted",
			path);
}

static bool find_folder(const char *path, struct err *e)
{
	static const char *const traces[] = { "loader/entries", "borne-a", CARD_FILE };
	for (size_t i = 0; i < ARRAY_LEN(traces); i++) {
		CLEANUP(free_ptr) char *trace = fs_join(path, traces[i]);
		if (fs_exists(trace)) {
			return true;
		}
	}
	return fail_kind(e, ERR_FORMAT,
			"%s is not the boot partition of a unit: it has no folder borne-a. Give the folder where "
			"BORNE-BOOT is mounted, or the card's device",
			path);
}

bool bootpart_find(const char *path, struct bootpart *out, struct err *e)
{
	struct stat st;
	struct bootpart b = { .path = path };
	if (stat(path, &st) != 0) {
		return fail_errno(e, "find the card %s", path);
	}
	b.folder = S_ISDIR(st.st_mode);
	if (b.folder) {
		*out = b;
		return find_folder(path, e);
	}
	if (!S_ISREG(st.st_mode) && !S_ISBLK(st.st_mode)) {
		return fail_kind(e, ERR_FORMAT, "%s is neither a folder, nor a device, nor an image", path);
	}
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	CLEANUP(free_ptr) unsigned char *head = mem_alloc(BOOTPART_HEAD_BYTES);
	size_t len = 0;
	for (ssize_t got = 1; got > 0 && len<BOOTPART_HEAD_BYTES; len += got> 0 ? (size_t)got : 0) {
		got = fs_read_some(fd, head + len, BOOTPART_HEAD_BYTES - len);
		if (got < 0) {
			return fail_errno(e, "read %s", path);
		}
	}
	if (!bootpart_parse(path, head, len, &b.offset, e)) {
		return false;
	}
	*out = b;
	return true;
}

/* Gives `in` (less than a pipe holds) to a program of mtools and reads what it writes. */
static bool run_mtool(char *const argv[], const struct buf *in, struct buf *out, int *status, struct err *e)
{
	int to[2];
	int from[2];
	pid_t pid;
	if (pipe2(to, O_CLOEXEC) != 0) {
		return fail_errno(e, "make a pipe");
	}
	if (pipe2(from, O_CLOEXEC) != 0) {
		(void)close(to[0]);
		(void)close(to[1]);
		return fail_errno(e, "make a pipe");
	}
	posix_spawn_file_actions_t actions;
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
	(void)posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
	(void)posix_spawn_file_actions_adddup2(&actions, from[1], STDERR_FILENO);
	int failed = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	(void)posix_spawn_file_actions_destroy(&actions);
	(void)close(to[0]);
	(void)close(from[1]);
	bool ok = !failed && (!in || fs_write_all(to[1], buf_text(in), in->len, e));
	(void)close(to[1]);
	if (failed) {
		errno = failed;
		(void)fail_errno(e, "start %s (Debian package mtools)", argv[0]);
	}
	struct err ignored;
	ok = ok && fs_read_fd(from[0], argv[0], CONFIG_FILE_BYTES_MAX, out, &ignored);
	(void)close(from[0]);
	while (!failed && waitpid(pid, status, 0) < 0 && errno == EINTR) {
	}
	return ok;
}

bool bootpart_read(const struct bootpart *b, struct buf *out, struct err *e)
{
	if (b->folder) {
		CLEANUP(free_ptr) char *path = fs_join(b->path, CARD_FILE);
		return fs_read_file(path, CONFIG_FILE_BYTES_MAX, out, e);
	}
	CLEANUP(free_ptr) char *image = mem_printf("%s@@%" PRIu64, b->path, b->offset);
	char file[] = "::" CARD_FILE;
	char *const argv[] = { "mtype", "-i", image, file, NULL };
	struct buf text = { 0 };
	int status = 0;
	bool ok = run_mtool(argv, NULL, &text, &status, e);
	if (ok && status != 0) {
		bool absent = strstr(buf_text(&text), "not found") != NULL;
		ok = fail_kind(e, absent ? ERR_ABSENT : ERR_OTHER, "%s: %.*s", b->path,
				(int)strcspn(buf_text(&text), "\n"), buf_text(&text));
	} else if (ok) {
		buf_add(out, buf_text(&text), text.len);
	}
	buf_finish(&text);
	return ok;
}

static bool write_image(const struct bootpart *b, const struct buf *text, struct err *e)
{
	CLEANUP(free_ptr) char *image = mem_printf("%s@@%" PRIu64, b->path, b->offset);
	char file[] = "::" CARD_FILE;
	char *const argv[] = { "mcopy", "-o", "-i", image, "-", file, NULL };
	struct buf said = { 0 };
	int status = 0;
	bool ok = run_mtool(argv, text, &said, &status, e) &&
		  (status == 0 || fail(e, "%s: %.*s", b->path, (int)strcspn(buf_text(&said), "\n"), buf_text(&said)));
	buf_finish(&said);
	return ok;
}

bool bootpart_write(const struct bootpart *b, const struct buf *text, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(b->path, CARD_FILE);
	struct buf back = { 0 };
	bool ok = b->folder ? fs_write_file_atomic(path, buf_text(text), text->len, 0700, e) : write_image(b, text, e);
	ok = ok && bootpart_read(b, &back, e) &&
	     (str_equal(buf_text(&back), buf_text(text)) ||
			     fail(e, "%s: what was written reads back otherwise: the card is full or damaged",
					     b->path));
	buf_finish(&back);
	return ok;
}
