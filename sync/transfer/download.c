/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/download.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "generation/integrity.h"

#define LOG_MODULE "download"
#include "base/log.h"

enum {
	ATTEMPTS_MAX = 4,                    /* in a row without a single new byte */
	FLUSH_EVERY_BYTES = 8 * 1024 * 1024, /* what a power cut may cost */
	SPOOL_MODE = 0600,
};

struct download {
	const struct download_request *request;
	struct result *r;
	const struct work *work;
	char *part; /* owned: path of the growing file */
	char *tag;  /* owned: path of its ETag */
	int fd;     /* -1: closed */
	uint64_t have;
	uint64_t flushed;
	char etag[ANSWER_ETAG_BYTES];
	bool distrust; /* the part cannot be continued: start over */
};

/* ---- the part in the spool ------------------------------------------------------------------------------ */

static void read_tag(struct download *d)
{
	struct buf text = { 0 };
	struct err e;
	d->etag[0] = '\0';
	if (fs_exists(d->tag) && fs_read_file(d->tag, ANSWER_ETAG_BYTES - 1, &text, &e)) {
		const char *etag = buf_text(&text);
		size_t len = strlen(etag);
		if (len == text.len && len >= 2 && etag[0] == '"' && etag[len - 1] == '"') {
			str_cut(d->etag, sizeof d->etag, etag);
		}
	}
	buf_finish(&text);
}

static bool write_tag(struct download *d, const char *etag, struct err *e)
{
	str_cut(d->etag, sizeof d->etag, etag);
	return fs_clear_name(d->tag, e) && fs_write_file_volatile(d->tag, etag, strlen(etag), SPOOL_MODE, e);
}

static bool open_part(struct download *d, struct err *e)
{
	struct stat st;
	if (!fs_open_own(d->part, SPOOL_MODE, &d->fd, e)) {
		return false;
	}
	if (fstat(d->fd, &st) != 0) {
		return fail_errno(e, "stat %s", d->part);
	}
	d->have = (uint64_t)st.st_size;
	d->flushed = d->have;
	read_tag(d);
	if (d->have > d->request->length || (d->have < d->request->length && d->etag[0] == '\0')) {
		d->distrust = true;
	}
	return true;
}

static bool start_over(struct download *d, struct err *e)
{
	d->distrust = false;
	d->have = 0;
	d->flushed = 0;
	if (ftruncate(d->fd, 0) != 0 || lseek(d->fd, 0, SEEK_SET) != 0) {
		return fail_errno(e, "empty %s", d->part);
	}
	return write_tag(d, "", e);
}

/* ---- one answer ---------------------------------------------------------------------------------------- */

/* A login page under the file's own name: what differs from the signed file starts like a page. */
static bool starts_like_page(int fd)
{
	static const char *const starts[] = { "<!doctype html", "<html" };
	char text[64] = { 0 };
	ssize_t got = pread(fd, text, sizeof text - 1, 0);
	const char *at = got > 0 ? text + strspn(text, " \t\r\n\xEF\xBB\xBF") : text;
	for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
		if (strncasecmp(at, starts[i], strlen(starts[i])) == 0) {
			return true;
		}
	}
	return false;
}

static bool fail_page(const struct download *d)
{
	return result_fail(d->r, PROBLEM_CAPTIVE_PORTAL, ERR_NETWORK, "a web page came instead of %s",
			d->request->name);
}

static bool on_head(void *ctx, const struct transport_answer *answer, struct result *r)
{
	struct download *d = ctx;
	struct err *e = &r->why;
	if (str_equal(answer->type, "text/html") && !str_ends(d->request->name, ".html")) {
		return fail_page(d);
	}
	if (answer->start == 0) {
		if (!start_over(d, e)) {
			return false;
		}
		bool strong = answer->etag[0] == '"';
		if (strong && !write_tag(d, answer->etag, e)) {
			return false;
		}
	}
	if (lseek(d->fd, (off_t)answer->start, SEEK_SET) < 0) {
		return fail_errno(e, "seek in %s", d->part);
	}
	return true;
}

static bool on_body(void *ctx, const char *bytes, size_t len, struct result *r)
{
	struct download *d = ctx;
	struct err *e = &r->why;
	/* A stick is read without a child whose silence would be waited for. */
	if (!work_goes_on(d->work, e)) {
		return false;
	}
	if (!fs_write_all(d->fd, bytes, len, e)) {
		return fail_wrap(e, "%s", d->part);
	}
	d->have += len;
	if (d->have - d->flushed >= FLUSH_EVERY_BYTES) {
		if (fdatasync(d->fd) != 0) {
			return fail_errno(e, "sync %s", d->part);
		}
		d->flushed = d->have;
	}
	if (d->request->progress) {
		d->request->progress(d->request->ctx, d->have);
	}
	return true;
}

static bool judge_answer(struct download *d, long status, bool resumed)
{
	const char *name = d->request->name;
	if (status == HTTP_NOT_FOUND || status == HTTP_GONE) {
		return result_fail(d->r, PROBLEM_TARGET_MISSING, ERR_NETWORK,
				"%s is not on the server (HTTP status %ld)", name, status);
	}
	if (status == HTTP_RANGE_NOT_SATISFIABLE && resumed) {
		d->distrust = true;
		return true;
	}
	if ((status != HTTP_OK && status != HTTP_PARTIAL) || d->have != d->request->length) {
		if (starts_like_page(d->fd)) {
			return fail_page(d);
		}
		return result_fail(d->r, PROBLEM_TARGET_DAMAGED, ERR_TRUST,
				"%s has %llu bytes on the server, signed are %llu (HTTP status %ld)", name,
				(unsigned long long)d->have, (unsigned long long)d->request->length, status);
	}
	return true;
}

/* May another attempt, continuing at once, do better? A slow server gets its time at the next check, which waits longer
 * after each failure. */
static bool is_passing(enum problem p)
{
	return p == PROBLEM_FETCHER || p == PROBLEM_CONNECTION_CUT;
}

static bool request_rest(struct download *d, const struct transports *from)
{
	if (d->distrust && !start_over(d, &d->r->why)) {
		return false;
	}
	bool resumed = d->have > 0;
	struct transport_request request = { .url = d->request->url,
		.max_bytes = d->request->length,
		.resume_from = d->have,
		.if_range = d->etag,
		.check_dates = d->request->check_dates,
		.head = on_head,
		.body = on_body,
		.ctx = d };
	struct transport_answer answer;
	if (transport_get(from, &request, &answer, d->r)) {
		return judge_answer(d, answer.status, resumed);
	}
	return fail_wrap(&d->r->why, "%s", d->request->name);
}

static bool download_rest(struct download *d, const struct transports *from)
{
	unsigned fruitless = 0;
	while (d->have < d->request->length || d->distrust) {
		uint64_t before = d->have;
		d->r->problem = PROBLEM_NONE;
		if (request_rest(d, from)) {
			if (d->distrust && ++fruitless >= ATTEMPTS_MAX) {
				return result_fail(d->r, PROBLEM_TARGET_DAMAGED, ERR_TRUST,
						"%s: the server refuses every range", d->request->name);
			}
			continue;
		}
		/* A child that brought nothing gets one successor; a line may need more patience. */
		unsigned weight = d->r->problem == PROBLEM_FETCHER ? ATTEMPTS_MAX / 2 : 1;
		fruitless = d->have > before ? 0 : fruitless + weight;
		if (!is_passing(d->r->problem) || fruitless >= ATTEMPTS_MAX) {
			return false;
		}
		log_info("continuing after a break name=%s bytes=%llu cause=\"%s\"", d->request->name,
				(unsigned long long)d->have, d->r->why.message);
		d->distrust = d->have > 0 && d->etag[0] == '\0';
	}
	return true;
}

static bool verify(struct download *d)
{
	struct err *e = &d->r->why;
	fs_close_fd(&d->fd);
	if (integrity_verify_file(d->part, d->request->length, d->request->sha256, d->work, e)) {
		(void)unlink(d->tag);
		return true;
	}
	/* What does not match is worth nothing: the next attempt must not build on it. */
	if (e->kind == ERR_TRUST) {
		(void)result_set(d->r, PROBLEM_TARGET_DAMAGED);
		(void)unlink(d->part);
		(void)unlink(d->tag);
	}
	return fail_wrap(e, "%s", d->request->name);
}

static bool download(struct download *d, const struct transports *from)
{
	struct err *e = &d->r->why;
	if (!open_part(d, e)) {
		return false;
	}
	bool inherited = d->have > 0 && !d->distrust;
	if (d->request->length == 0) {
		return start_over(d, e) && verify(d);
	}
	if (!download_rest(d, from)) {
		return false;
	}
	if (verify(d)) {
		return true;
	}
	if (!inherited || d->r->problem != PROBLEM_TARGET_DAMAGED) {
		return false;
	}
	/* The bad byte may be in what an earlier run left: once more, all of it. */
	log_info("fetching again from the start, the resumed file was wrong name=%s", d->request->name);
	d->r->problem = PROBLEM_NONE;
	return open_part(d, e) && download_rest(d, from) && verify(d);
}

bool download_file(const struct store *s, const struct transports *from, const struct download_request *request,
		char **path, struct result *r)
{
	*r = RESULT_NONE;
	struct download d = { .request = request,
		.r = r,
		.work = &s->work,
		.part = store_spool_path(s, request->sha256, ".part"),
		.tag = store_spool_path(s, request->sha256, ".etag"),
		.fd = -1 };
	bool ok = download(&d, from);
	fs_close_fd(&d.fd);
	free(d.tag);
	if (!ok) {
		free(d.part);
		return result_of_err(r);
	}
	*path = d.part;
	return true;
}
