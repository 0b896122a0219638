/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "patch/apply.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "patch/format.h"

#define LOG_MODULE "patch"
#include "base/log.h"

enum { FILE_MODE = 0600, PIECE_BYTES = 512 * 1024 };

struct applier {
	const struct patch_job *job;
	struct patch_head head;
	int patch_fd, old_fd, out_fd; /* -1: closed */
	uint64_t at;                  /* in the patch: the next frame */
	struct sha256 hash;           /* of the new file so far */
	ZSTD_DCtx *zstd;
	unsigned char *window, *frame, *segment; /* as large as the largest that this patch needs */
};

/* ---- the files ----------------------------------------------------------------------------------------- */

/* Exactly len bytes. A file that ends too early is as bad as one that cannot be read. In pieces that a slow card brings
 * in a fraction of a second. */
static bool read_at(const struct applier *a, int fd, const char *path, uint64_t offset, unsigned char *out, size_t len,
		struct err *e)
{
	while (len > 0) {
		if (!work_goes_on(&a->job->work, e)) {
			return false;
		}
		ssize_t got = pread(fd, out, len < PIECE_BYTES ? len : PIECE_BYTES, (off_t)offset);
		if (got < 0 && errno == EINTR) {
			continue;
		}
		if (got <= 0) {
			return got < 0 ? fail_errno(e, "read %s", path)
				       : fail_kind(e, ERR_FORMAT, "%s is shorter than it was", path);
		}
		out += got;
		offset += (uint64_t)got;
		len -= (size_t)got;
	}
	return true;
}

static bool read_heads(struct applier *a, struct err *e)
{
	struct stat st;
	unsigned char first[PATCH_HEAD_BYTES];
	const char *path = a->job->patch;
	a->patch_fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (a->patch_fd < 0 || fstat(a->patch_fd, &st) != 0) {
		return fail_errno(e, "open %s", path);
	}
	if (!read_at(a, a->patch_fd, path, 0, first, sizeof first, e)) {
		return false;
	}
	uint64_t len = patch_heads_length(first);
	if (len == 0 || len > (uint64_t)st.st_size) {
		return fail_kind(e, ERR_FORMAT, "%s is not a patch, or one of a later format", path);
	}
	CLEANUP(free_ptr) unsigned char *heads = mem_alloc((size_t)len);
	if (!read_at(a, a->patch_fd, path, 0, heads, (size_t)len, e) ||
			!patch_head_parse(&a->head, heads, (size_t)len, (uint64_t)st.st_size, e)) {
		return fail_wrap(e, "%s", path);
	}
	a->at = len;
	return true;
}

static bool is_hash(const unsigned char digest[SHA256_BYTES], const char *hex)
{
	unsigned char wanted[SHA256_BYTES];
	return sha256_from_hex(hex, wanted) && memcmp(digest, wanted, SHA256_BYTES) == 0;
}

/* A partition is longer than the file that was written to it; what is made of it is hashed in any case. */
static bool has_length(int fd, const struct stat *st, uint64_t wanted)
{
	off_t size = S_ISBLK(st->st_mode) ? lseek(fd, 0, SEEK_END) : st->st_size;
	return size >= 0 && (S_ISBLK(st->st_mode) ? (uint64_t)size >= wanted : (uint64_t)size == wanted);
}

/* The patch is for these two files, and the old one can be read. */
static bool check_heads(struct applier *a, struct err *e)
{
	const struct patch_job *job = a->job;
	const struct patch_head *h = &a->head;
	if (h->new_length != job->new_length || !is_hash(h->new_sha256, job->new_sha256)) {
		return fail_kind(e, ERR_FORMAT, "%s makes another file", job->patch);
	}
	if (!job->old) {
		return h->old_length == 0 || fail_kind(e, ERR_FORMAT, "%s needs an old file", job->patch);
	}
	struct stat st;
	a->old_fd = open(job->old, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (a->old_fd < 0 || fstat(a->old_fd, &st) != 0) {
		return fail_errno(e, "open %s", job->old);
	}
	if (!has_length(a->old_fd, &st, h->old_length) || !is_hash(h->old_sha256, job->old_sha256)) {
		return fail_kind(e, ERR_FORMAT, "%s is for another file than %s", job->patch, job->old);
	}
	return true;
}

static void allocate(struct applier *a)
{
	size_t window = 1;
	size_t frame = 1;
	size_t segment = a->head.segments_len > 0 ? patch_segment_length(&a->head, 0) : 1;
	for (uint32_t i = 0; i < a->head.segments_len; i++) {
		const struct patch_segment *s = &a->head.segments[i];
		window = s->old_length > window ? s->old_length : window;
		frame = s->packed_length > frame ? s->packed_length : frame;
	}
	a->window = mem_alloc(window);
	a->frame = mem_alloc(frame);
	a->segment = mem_alloc(segment);
	a->zstd = ZSTD_createDCtx();
}

/* ---- what an interrupted run left ---------------------------------------------------------------------- */

static bool segment_is_good(struct applier *a, uint32_t i, struct err *e)
{
	unsigned char digest[SHA256_BYTES];
	size_t len = patch_segment_length(&a->head, i);
	if (!read_at(a, a->out_fd, a->job->out, (uint64_t)i * PATCH_SEGMENT_BYTES, a->segment, len, e)) {
		return false;
	}
	sha256_of(a->segment, len, digest);
	return memcmp(digest, a->head.segments[i].sha256, SHA256_BYTES) == 0;
}

/* *first: the first segment that is still to be made. What comes after the good ones is cut off. */
static bool resume(struct applier *a, uint32_t *first, struct err *e)
{
	struct stat st;
	const char *path = a->job->out;
	if (!fs_open_own(path, FILE_MODE, &a->out_fd, e)) {
		return false;
	}
	if (fstat(a->out_fd, &st) != 0) {
		return fail_errno(e, "stat %s", path);
	}
	uint64_t good = 0;
	uint32_t i = 0;
	while (i < a->head.segments_len && good + patch_segment_length(&a->head, i) <= (uint64_t)st.st_size) {
		struct err why = { 0 };
		if (!segment_is_good(a, i, &why)) {
			/* Nothing is cut off then: what was not looked at yet may be good. */
			if (why.kind == ERR_STOPPED) {
				*e = why;
				return false;
			}
			break;
		}
		size_t len = patch_segment_length(&a->head, i);
		sha256_add(&a->hash, a->segment, len);
		good += len;
		a->at += a->head.segments[i++].packed_length;
	}
	if ((uint64_t)st.st_size != good && ftruncate(a->out_fd, (off_t)good) != 0) {
		return fail_errno(e, "shorten %s", path);
	}
	if (i > 0) {
		log_info("continuing a patch segments=%u of=%u", i, a->head.segments_len);
	}
	*first = i;
	return true;
}

/* ---- segments ------------------------------------------------------------------------------------------ */

static bool unpack_segment(struct applier *a, uint32_t i, struct err *e)
{
	const struct patch_segment *s = &a->head.segments[i];
	size_t len = patch_segment_length(&a->head, i);
	if (!read_at(a, a->patch_fd, a->job->patch, a->at, a->frame, s->packed_length, e)) {
		return false;
	}
	if (s->old_length > 0 && !read_at(a, a->old_fd, a->job->old, s->old_offset, a->window, s->old_length, e)) {
		return false;
	}
	/* The frame's own word for its length is looked at first: zstd then never needs more than `segment`. */
	if (ZSTD_getFrameContentSize(a->frame, s->packed_length) != len) {
		return fail_kind(e, ERR_FORMAT, "segment %u of %s has another length", i, a->job->patch);
	}
	size_t code = ZSTD_DCtx_reset(a->zstd, ZSTD_reset_session_and_parameters);
	if (!ZSTD_isError(code) && s->old_length > 0) {
		code = ZSTD_DCtx_refPrefix(a->zstd, a->window, s->old_length);
	}
	if (!ZSTD_isError(code)) {
		code = ZSTD_decompressDCtx(a->zstd, a->segment, len, a->frame, s->packed_length);
	}
	if (ZSTD_isError(code) || code != len) {
		return fail_kind(e, ERR_FORMAT, "segment %u of %s: %s", i, a->job->patch,
				ZSTD_isError(code) ? ZSTD_getErrorName(code) : "too short");
	}
	return true;
}

static bool write_segment(struct applier *a, uint32_t i, struct err *e)
{
	size_t len = patch_segment_length(&a->head, i);
	uint64_t start = (uint64_t)i * PATCH_SEGMENT_BYTES;
	if (lseek(a->out_fd, (off_t)start, SEEK_SET) < 0 || !fs_write_all(a->out_fd, a->segment, len, e)) {
		return fail_wrap(e, "%s", a->job->out);
	}
	/* On the disk before the next one is begun: this is what a crash may not cost. */
	if (fdatasync(a->out_fd) != 0) {
		return fail_errno(e, "sync %s", a->job->out);
	}
	if (a->job->progress) {
		a->job->progress(a->job->ctx, start + len);
	}
	return true;
}

static enum patch_result make_segments(struct applier *a, uint32_t first, struct err *e)
{
	for (uint32_t i = first; i < a->head.segments_len; i++) {
		if (!unpack_segment(a, i, e)) {
			return e->kind == ERR_STOPPED ? PATCH_FAILED : PATCH_USELESS;
		}
		sha256_add(&a->hash, a->segment, patch_segment_length(&a->head, i));
		if (!write_segment(a, i, e)) {
			return PATCH_FAILED;
		}
		a->at += a->head.segments[i].packed_length;
	}
	unsigned char digest[SHA256_BYTES];
	sha256_end(&a->hash, digest);
	if (!is_hash(digest, a->job->new_sha256)) {
		(void)fail_kind(e, ERR_TRUST, "what %s makes has not the signed SHA-256: the old file is damaged",
				a->job->patch);
		return PATCH_USELESS;
	}
	return PATCH_DONE;
}

static enum patch_result apply_all(struct applier *a, struct err *e)
{
	if (!read_heads(a, e) || !check_heads(a, e)) {
		return e->kind == ERR_STOPPED ? PATCH_FAILED : PATCH_USELESS;
	}
	allocate(a);
	a->hash = sha256_begin();
	uint32_t first = 0;
	if (!a->zstd) {
		(void)fail(e, "zstd does not start");
		return PATCH_USELESS;
	}
	return resume(a, &first, e) ? make_segments(a, first, e) : PATCH_FAILED;
}

enum patch_result patch_apply(const struct patch_job *job, struct err *e)
{
	struct applier a = { .job = job, .patch_fd = -1, .old_fd = -1, .out_fd = -1 };
	enum patch_result result = apply_all(&a, e);
	if (result == PATCH_USELESS) {
		(void)unlink(job->out);
	}
	ZSTD_freeDCtx(a.zstd);
	sha256_end(&a.hash, NULL);
	fs_close_fd(&a.patch_fd);
	fs_close_fd(&a.old_fd);
	fs_close_fd(&a.out_fd);
	free(a.window);
	free(a.frame);
	free(a.segment);
	patch_head_finish(&a.head);
	return result;
}
