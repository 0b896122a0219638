/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "patch/make.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "patch/format.h"
#include "patch/window.h"

enum {
	THREADS_MAX = 8,
	WINDOW_LOG = 25, /* zstd must see the whole old window and the segment: 24 MiB */
	FILE_MODE = 0644,
};

/* A file in the address space. */
struct mapped {
	const unsigned char *bytes;
	size_t len;
};

static bool map_file(const char *path, struct mapped *out, struct err *e)
{
	*out = (struct mapped){ 0 };
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) != 0) {
		return fail_errno(e, "open %s", path);
	}
	if (st.st_size == 0) {
		return true;
	}
	void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED) {
		return fail_errno(e, "map %s", path);
	}
	*out = (struct mapped){ .bytes = at, .len = (size_t)st.st_size };
	return true;
}

static void unmap(struct mapped *m)
{
	if (m->len > 0) {
		(void)munmap((void *)m->bytes, m->len);
	}
}

struct maker {
	struct mapped old, new;
	struct window_index *index; /* NULL: from nothing */
	struct patch_head head;
	void **frames; /* by segment; owned */
	int level;
	atomic_uint next; /* segment to be made */
	atomic_bool broken;
};

/* ---- one segment --------------------------------------------------------------------------------------- */

static size_t compress(ZSTD_CCtx *zstd, const struct maker *m, const struct patch_segment *s, const void *bytes,
		size_t len, void *out, size_t capacity)
{
	const struct {
		ZSTD_cParameter name;
		int value;
	} parameters[] = {
		{ ZSTD_c_compressionLevel, m->level }, { ZSTD_c_windowLog, WINDOW_LOG },
		{ ZSTD_c_enableLongDistanceMatching, s->old_length > 0 }, { ZSTD_c_contentSizeFlag, 1 },
		{ ZSTD_c_checksumFlag, 0 }, /* the SHA-256 of the whole says more */
	};
	size_t code = ZSTD_CCtx_reset(zstd, ZSTD_reset_session_and_parameters);
	for (size_t i = 0; !ZSTD_isError(code) && i < sizeof parameters / sizeof parameters[0]; i++) {
		code = ZSTD_CCtx_setParameter(zstd, parameters[i].name, parameters[i].value);
	}
	if (!ZSTD_isError(code) && s->old_length > 0) {
		code = ZSTD_CCtx_refPrefix(zstd, m->old.bytes + s->old_offset, s->old_length);
	}
	return ZSTD_isError(code) ? code : ZSTD_compress2(zstd, out, capacity, bytes, len);
}

static bool make_segment(struct maker *m, ZSTD_CCtx *zstd, uint32_t i)
{
	struct patch_segment *s = &m->head.segments[i];
	uint64_t offset = (uint64_t)i * PATCH_SEGMENT_BYTES;
	size_t len = patch_segment_length(&m->head, i);
	if (m->index) {
		struct patch_window w = window_find(m->index, m->new.bytes, offset, len, PATCH_WINDOW_BYTES_MAX);
		s->old_offset = w.offset;
		s->old_length = w.length;
	}
	sha256_of(m->new.bytes + offset, len, s->sha256);
	size_t capacity = ZSTD_compressBound(len);
	m->frames[i] = mem_alloc(capacity);
	size_t packed = compress(zstd, m, s, m->new.bytes + offset, len, m->frames[i], capacity);
	if (ZSTD_isError(packed) || packed > PATCH_PACKED_BYTES_MAX) {
		return false;
	}
	s->packed_length = (uint32_t)packed;
	m->frames[i] = mem_resize(m->frames[i], packed, 1);
	return true;
}

static void *compress_segments(void *ctx)
{
	struct maker *m = ctx;
	ZSTD_CCtx *zstd = ZSTD_createCCtx();
	uint32_t i;
	while ((i = atomic_fetch_add(&m->next, 1)) < m->head.segments_len && !atomic_load(&m->broken)) {
		if (!zstd || !make_segment(m, zstd, i)) {
			atomic_store(&m->broken, true);
		}
	}
	ZSTD_freeCCtx(zstd);
	return NULL;
}

/* The calling thread works too: when no other can be started, it does everything. */
static bool make_segments(struct maker *m, struct err *e)
{
	pthread_t threads[THREADS_MAX];
	size_t started = 0;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	while (started + 1 < (size_t)(processors > 0 ? processors : 1) && started < THREADS_MAX &&
			started + 1 < m->head.segments_len) {
		if (pthread_create(&threads[started], NULL, compress_segments, m) != 0) {
			break;
		}
		started++;
	}
	(void)compress_segments(m);
	for (size_t i = 0; i < started; i++) {
		(void)pthread_join(threads[i], NULL);
	}
	return !atomic_load(&m->broken) || fail(e, "zstd could not pack a segment: is there memory left?");
}

/* ---- the file ------------------------------------------------------------------------------------------ */

static bool write_patch(const struct maker *m, const char *path, struct err *e)
{
	struct buf heads = { 0 };
	patch_head_write(&m->head, &heads);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)FILE_MODE);
	bool ok = fd >= 0 ? fs_write_all(fd, heads.bytes, heads.len, e) : fail_errno(e, "create %s", path);
	for (uint32_t i = 0; ok && i < m->head.segments_len; i++) {
		ok = fs_write_all(fd, m->frames[i], m->head.segments[i].packed_length, e);
	}
	fs_close_fd(&fd);
	buf_finish(&heads);
	if (!ok) {
		(void)unlink(path);
	}
	return ok;
}

static void begin(struct maker *m)
{
	m->head.old_length = m->old.len;
	m->head.new_length = m->new.len;
	sha256_of(m->old.bytes, m->old.len, m->head.old_sha256);
	sha256_of(m->new.bytes, m->new.len, m->head.new_sha256);
	m->head.segments_len = (uint32_t)((m->new.len + PATCH_SEGMENT_BYTES - 1) / PATCH_SEGMENT_BYTES);
	m->head.segments = mem_zalloc((size_t)m->head.segments_len + 1, sizeof *m->head.segments);
	m->frames = mem_zalloc((size_t)m->head.segments_len + 1, sizeof *m->frames);
	m->index = m->old.len > 0 ? window_index_create(m->old.bytes, m->old.len) : NULL;
}

static void maker_finish(struct maker *m)
{
	for (uint32_t i = 0; i < m->head.segments_len; i++) {
		free(m->frames[i]);
	}
	free(m->frames);
	patch_head_finish(&m->head);
	window_index_destroy(m->index);
	unmap(&m->old);
	unmap(&m->new);
}

bool patch_make(const char *old_path, const char *new_path, const char *out_path, int level, uint64_t limit,
		uint64_t *length, struct err *e)
{
	struct maker m = { .level = level };
	*length = 0;
	if ((old_path && !map_file(old_path, &m.old, e)) || !map_file(new_path, &m.new, e)) {
		unmap(&m.old);
		return false;
	}
	begin(&m);
	bool ok = make_segments(&m, e);
	uint64_t total = PATCH_HEAD_BYTES + (uint64_t)m.head.segments_len * PATCH_SEGMENT_HEAD_BYTES;
	for (uint32_t i = 0; i < m.head.segments_len; i++) {
		total += m.head.segments[i].packed_length;
	}
	if (ok && total < limit) {
		ok = write_patch(&m, out_path, e);
		*length = ok ? total : 0;
	}
	maker_finish(&m);
	return ok;
}
