/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provision/card.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/config.h"
#include "base/config_text.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "provision/kept.h"

static void forget(struct buf *b)
{
	if (b->bytes) {
		explicit_bzero(b->bytes, b->capacity);
	}
	buf_finish(b);
}

/* FAT keeps the blocks of a file that was replaced: zeroes over the old bytes, through a descriptor that was opened
 * before. -1: there was none. */
static bool scrub(int fd, const char *path, struct err *e)
{
	static const char zeroes[4096];
	struct stat st;
	if (fstat(fd, &st) != 0) {
		return fail_errno(e, "stat %s", path);
	}
	for (off_t at = 0; at < st.st_size; at += (off_t)sizeof zeroes) {
		size_t some = st.st_size - at < (off_t)sizeof zeroes ? (size_t)(st.st_size - at) : sizeof zeroes;
		if (pwrite(fd, zeroes, some, at) != (ssize_t)some) {
			return fail_errno(e, "overwrite what was in %s", path);
		}
	}
	return fsync(fd) == 0 || fail_errno(e, "overwrite what was in %s", path);
}

static bool replace(const char *path, const struct buf *text, struct err *e)
{
	CLEANUP(fs_close_fd) int old = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	return fs_write_file_atomic(path, buf_text(text), text->len, 0700, e) && (old < 0 || scrub(old, path, e));
}

static bool replace_on_card(const struct card_request *r, const struct buf *text, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(r->card, CARD_FILE);
	return replace(path, text, e);
}

static bool is_read_only(const struct card_request *r)
{
	struct statvfs v;
	return statvfs(r->card, &v) == 0 && (v.f_flag & ST_RDONLY);
}

/* ---- a replacement that a power cut interrupted ---- */

static char *intent_path(const struct card_request *r)
{
	return fs_join(r->state, CARD_INTENT);
}

/* Absent, empty, or nothing but zeroes: the zeroes of scrub() under a name that had not reached the card. */
static bool is_blank(const char *path)
{
	struct buf text = { 0 };
	bool blank = !fs_exists(path) || fs_read_file(path, CONFIG_FILE_BYTES_MAX, &text, NULL);
	for (size_t i = 0; blank && i < text.len; i++) {
		blank = text.bytes[i] == '\0';
	}
	buf_finish(&text);
	return blank;
}

/* FAT renames in two writes: between them the name may be gone, or name a file without bytes. Then the text that was to
 * be there is in `state`: it becomes *text, and that of the card, unless that is read-only. A whole file on the card is
 * newer: it was edited since. */
static bool recover(const struct card_request *r, const char *path, struct buf *text, bool *waits, struct err *e)
{
	CLEANUP(free_ptr) char *intent = intent_path(r);
	if (!fs_exists(intent)) {
		return true;
	}
	if (is_blank(path) && fs_read_file(intent, CONFIG_FILE_BYTES_MAX, text, NULL) && text->len > 0) {
		*waits = is_read_only(r);
		if (*waits || !replace_on_card(r, text, e)) {
			return *waits;
		}
	}
	return fs_remove_tree(intent, e);
}

static enum card_outcome clean(const struct card_request *r, const struct kept *kept, const struct buf *card,
		struct err *e)
{
	CLEANUP(free_ptr) char *intent = intent_path(r);
	/* In this order: the secrets are in the unit before anything is taken from the card. */
	if (!kept_save(r->state, kept, e) || !fs_write_file_atomic(intent, buf_text(card), card->len, 0600, e)) {
		return CARD_UNCLEANED;
	}
	if (is_read_only(r)) {
		return CARD_WAITING;
	}
	return replace_on_card(r, card, e) && fs_remove_tree(intent, e) ? CARD_CLEANED : CARD_UNCLEANED;
}

/* Owner and group stay: the programs read the file through their group. */
static bool write_settings(const char *path, const struct buf *text, struct err *e)
{
	struct stat st;
	bool there = stat(path, &st) == 0;
	return fs_write_file_atomic(path, buf_text(text), text->len, there ? st.st_mode & 0777 : 0640, e) &&
	       (!there || chown(path, st.st_uid, st.st_gid) == 0 || fail_errno(e, "give %s back to its owner", path));
}

static bool take_text(const struct card_request *r, const struct buf *text, enum card_outcome *outcome,
		struct buf *problems, struct err *e)
{
	struct kept kept = { .len = 0 };
	struct buf card = { 0 };
	struct buf settings = { 0 };
	struct err why;
	*outcome = CARD_TAKEN;
	if (!kept_load(r->state, &kept, &why)) {
		buf_printf(problems, "%s\n", why.message);
	}
	size_t moved = card_part(buf_text(text), text->len, &kept, &card, &settings, problems);
	if (moved > 0) {
		*outcome = clean(r, &kept, &card, &why);
		if (*outcome == CARD_UNCLEANED) {
			buf_printf(problems, "%s: the passwords and codes stay on the card\n", why.message);
		}
	}
	bool ok = write_settings(r->settings, &settings, e);
	kept_forget(&kept);
	forget(&card);
	forget(&settings);
	return ok;
}

bool card_take(const struct card_request *r, enum card_outcome *outcome, struct buf *problems, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(r->card, CARD_FILE);
	struct buf bytes = { 0 };
	struct buf text = { 0 };
	struct err why;
	bool waits = false;
	if (!recover(r, path, &bytes, &waits, &why)) {
		buf_printf(problems, "%s\n", why.message);
	}
	if (bytes.len == 0 && !fs_exists(path)) {
		*outcome = CARD_ABSENT;
		return true;
	}
	bool ok = bytes.len > 0 || fs_read_file(path, CONFIG_FILE_BYTES_MAX, &bytes, e);
	if (ok && !config_text_decode(path, buf_text(&bytes), bytes.len, &text, &why)) {
		/* The programs name it from their copy. */
		*outcome = CARD_TAKEN;
		ok = write_settings(r->settings, &bytes, e);
	} else if (ok) {
		ok = take_text(r, &text, outcome, problems, e);
	}
	*outcome = waits ? CARD_WAITING : *outcome;
	forget(&bytes);
	forget(&text);
	return ok;
}
