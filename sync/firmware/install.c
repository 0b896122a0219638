/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware/install.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "firmware/proof.h"

#define LOG_MODULE "firmware"
#include "base/log.h"

enum { BLOCK_BYTES = 1024 * 1024, SYNC_EVERY_BYTES = 8 * 1024 * 1024, FILE_MODE = 0600, DIR_MODE = 0700 };

struct copy {
	const char *from, *to;
	const struct bundle_component *c;
	int in, out; /* open descriptors */
	char *block; /* BLOCK_BYTES */
};

/* ---- one file ------------------------------------------------------------------------------------------ */

/* At most `len` bytes from where the file stands; the hash of what is there must be the signed one. */
static bool check_bytes(struct copy *x, const char *path, int fd, struct err *e)
{
	struct sha256 h = sha256_begin();
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX_BYTES];
	uint64_t left = x->c->length;
	while (left > 0) {
		ssize_t got = fs_read_some(fd, x->block, left < BLOCK_BYTES ? (size_t)left : BLOCK_BYTES);
		if (got <= 0) {
			sha256_end(&h, NULL);
			return got < 0 ? fail_errno(e, "read %s", path)
				       : fail_kind(e, ERR_TRUST, "%s ends %llu bytes too early", path,
							 (unsigned long long)left);
		}
		sha256_add(&h, x->block, (size_t)got);
		left -= (uint64_t)got;
	}
	sha256_end(&h, digest);
	sha256_to_hex(digest, hex);
	return str_equal(hex, x->c->sha256) ||
	       fail_kind(e, ERR_TRUST, "%s does not hold the bytes of %s that are signed", path, x->c->name);
}

/* In pieces, each on the disk before the next: no long stretch in which a card answers nothing else. */
static bool copy_bytes(struct copy *x, struct err *e)
{
	uint64_t left = x->c->length;
	uint64_t unsynced = 0;
	while (left > 0) {
		ssize_t got = fs_read_some(x->in, x->block, left < BLOCK_BYTES ? (size_t)left : BLOCK_BYTES);
		if (got <= 0) {
			return got < 0 ? fail_errno(e, "read %s", x->from)
				       : fail_kind(e, ERR_TRUST, "%s ends too early", x->from);
		}
		if (!fs_write_all(x->out, x->block, (size_t)got, e)) {
			return fail_wrap(e, "write %s", x->to);
		}
		left -= (uint64_t)got;
		unsynced += (uint64_t)got;
		if (unsynced >= SYNC_EVERY_BYTES || left == 0) {
			if (fdatasync(x->out) != 0) {
				return fail_errno(e, "write %s", x->to);
			}
			unsynced = 0;
		}
	}
	return true;
}

/* Read back from the card, not from the memory that was written. */
static bool read_back(struct copy *x, struct err *e)
{
	int advice = posix_fadvise(x->out, 0, 0, POSIX_FADV_DONTNEED);
	if (advice != 0) {
		log_debug("pages of %s stay in memory: %s", x->to, strerror(advice));
	}
	return lseek(x->out, 0, SEEK_SET) == 0 ? check_bytes(x, x->to, x->out, e) : fail_errno(e, "read %s", x->to);
}

static bool has_room(const struct copy *x, struct err *e)
{
	struct stat st;
	if (fstat(x->out, &st) != 0) {
		return fail_errno(e, "look at %s", x->to);
	}
	off_t size = S_ISBLK(st.st_mode) ? lseek(x->out, 0, SEEK_END) : -1;
	if (size < 0) {
		return S_ISREG(st.st_mode) || fail_kind(e, ERR_FORMAT, "%s is neither a partition nor a file", x->to);
	}
	if (lseek(x->out, 0, SEEK_SET) != 0) {
		return fail_errno(e, "write %s", x->to);
	}
	return (uint64_t)size >= x->c->length ||
	       fail_kind(e, ERR_NO_SPACE, "%s has %lld bytes, and %s has %llu", x->to, (long long)size, x->c->name,
			       (unsigned long long)x->c->length);
}

/* One installation. */
struct filling {
	const struct firmware_places *at;
	const struct machine *m;
	const struct bundle *b;
	const char *objects; /* folder of what borne-syncd fetched */
	char slot;           /* to be filled */
};

/* Owned: the file of the store, or that of the slot that runs, which was not fetched again. */
static char *source_of(const struct filling *f, const struct bundle_component *c)
{
	return machine_has(f->m, c) ? slot_path(f->at->boot, f->m->here.slot, c->name) : fs_join(f->objects, c->sha256);
}

static int open_source(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0) {
		(void)fail_errno(e, "open %s", path);
	}
	return fd;
}

/* Before anything of the other slot is given up, which may hold the last firmware that worked. */
static bool check_sources(const struct filling *f, struct err *e)
{
	for (size_t i = 0; i < f->b->components_len; i++) {
		const struct bundle_component *c = &f->b->components[i];
		CLEANUP(free_ptr) char *from = source_of(f, c);
		CLEANUP(fs_close_fd) int in = open_source(from, e);
		unsigned char digest[SHA256_BYTES];
		char hex[SHA256_HEX_BYTES];
		uint64_t length;
		if (in < 0 || !sha256_of_fd(in, from, NULL, &length, digest, e)) {
			return false;
		}
		sha256_to_hex(digest, hex);
		if (length != c->length || !str_equal(hex, c->sha256)) {
			return fail_kind(e, ERR_TRUST, "%s does not hold the bytes of %s that are signed", from,
					c->name);
		}
	}
	return true;
}

/* The signed file into `to`, `flags` of open(2) beside O_RDWR. */
static bool copy_file(const struct filling *f, const char *name, const char *to, int flags, struct err *e)
{
	const struct bundle_component *c = bundle_find(f->b, name);
	CLEANUP(free_ptr) char *from = source_of(f, c);
	CLEANUP(free_ptr) char *block = mem_alloc(BLOCK_BYTES);
	CLEANUP(fs_close_fd) int in = open_source(from, e);
	if (in < 0) {
		return false;
	}
	CLEANUP(fs_close_fd) int out = open(to, O_RDWR | O_CLOEXEC | flags, FILE_MODE);
	if (out < 0) {
		return fail_errno(e, "open %s", to);
	}
	struct copy x = { .from = from, .to = to, .c = c, .in = in, .out = out, .block = block };
	return has_room(&x, e) && copy_bytes(&x, e) && read_back(&x, e);
}

/* ---- the slot ------------------------------------------------------------------------------------------ */

static bool put_boot_file(const struct filling *f, const char *name, struct err *e)
{
	CLEANUP(free_ptr) char *path = slot_path(f->at->boot, f->slot, name);
	return copy_file(f, name, path, O_CREAT | O_TRUNC, e);
}

/* The entry is held in memory from the hash to the disk. */
static bool read_entry(const char *objects, const struct bundle_component *c, struct buf *out, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(objects, c->sha256);
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX_BYTES];
	if (!fs_read_fd(fd, path, FIRMWARE_ENTRY_BYTES_MAX, out, e)) {
		return false;
	}
	sha256_of(buf_text(out), out->len, digest);
	sha256_to_hex(digest, hex);
	return str_equal(hex, c->sha256) || fail_kind(e, ERR_TRUST, "%s does not have the hash that is signed", path);
}

static bool fill_slot(const struct filling *f, struct err *e)
{
	const char *boot = f->at->boot;
	CLEANUP(free_ptr) char *device = mem_printf("%s/borne-root-%c", f->at->slots, f->slot);
	CLEANUP(free_ptr) char *folder = mem_printf("%s/borne-%c", boot, f->slot);
	struct buf entry = { 0 };
	bool ok = check_sources(f, e) && read_entry(f->objects, bundle_find(f->b, FIRMWARE_ENTRY), &entry, e) &&
		  slots_clear(boot, f->slot, e) && copy_file(f, FIRMWARE_ROOT, device, 0, e) &&
		  fs_make_dirs(folder, DIR_MODE, e) && put_boot_file(f, FIRMWARE_KERNEL, e) &&
		  put_boot_file(f, FIRMWARE_INITRD, e) && fs_sync_dir(folder, e) &&
		  slots_enter(boot, f->slot, buf_text(&entry), e);
	buf_finish(&entry);
	return ok;
}

/* ---- whether ------------------------------------------------------------------------------------------- */

static enum problem problem_of(const struct err *e)
{
	switch (e->kind) {
	case ERR_TRUST:
		return PROBLEM_SIGNATURE;
	case ERR_FORMAT:
		return PROBLEM_FIRMWARE_INVALID;
	case ERR_ABSENT:
	case ERR_NETWORK: /* of the metadata that borne-syncd keeps */
		return PROBLEM_TARGET_MISSING;
	default:
		return PROBLEM_FIRMWARE_SLOT;
	}
}

static bool refuse(struct machine *m, enum problem problem, const struct err *e)
{
	m->problem = problem;
	str_cut(m->message, sizeof m->message, e->message);
	return false;
}

static bool is_wanted(struct machine *m, const struct bundle *b, bool allow_older)
{
	struct err e = { 0 };
	if (!allow_older && firmware_compare(b->edition, m->here.version) <= 0) {
		(void)fail_kind(&e, ERR_TRUST, "firmware %s is not later than %s, which runs", b->edition,
				m->here.version);
		return refuse(m, PROBLEM_OLDER, &e);
	}
	if (!allow_older && machine_gave_back(m, b->edition)) {
		(void)fail_kind(&e, ERR_FORMAT, "firmware %s was started %d times and never worked", b->edition,
				m->idle.done);
		return refuse(m, PROBLEM_FIRMWARE_FAILED, &e);
	}
	return true;
}

bool firmware_install(const struct firmware_places *at, struct machine *m, bool allow_older)
{
	CLEANUP(free_ptr) char *tuf = fs_join(at->store, "tuf");
	CLEANUP(free_ptr) char *objects = fs_join(at->store, "firmware/objects");
	char slot = slot_other(m->here.slot);
	struct bundle b = { 0 };
	struct err e = { 0 };
	m->problem = PROBLEM_NONE;
	m->message[0] = '\0';
	if (!proof_find(at->root_file, tuf, at->own_dir, objects, m->here.board, &b, &e)) {
		return refuse(m, problem_of(&e), &e);
	}
	bool ok = is_wanted(m, &b, allow_older);
	bool there = ok && machine_waits(m) && firmware_compare(b.edition, m->idle.version) == 0;
	if (ok && !there) {
		log_info("writing firmware version=%s slot=%c", b.edition, slot);
		const struct filling filling = { .at = at, .m = m, .b = &b, .objects = objects, .slot = slot };
		ok = fill_slot(&filling, &e) || refuse(m, problem_of(&e), &e);
		struct err left;
		if (!slots_read(at->boot, slot, &m->idle, &left)) {
			log_warn("the entry of slot %c cannot be read: %s", slot, left.message);
		}
	}
	if (ok && !there) {
		log_info("firmware is written and read back version=%s slot=%c tries=%d", b.edition, slot,
				m->idle.left);
	}
	bundle_close(&b);
	return ok;
}
