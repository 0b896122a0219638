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

#define LOG_MODULE "transfer"
#include "base/log.h"

enum {
	ATTEMPTS_MAX = 4,                    /* in a row without a single new byte */
	FLUSH_EVERY_BYTES = 8 * 1024 * 1024, /* what a power cut may cost */
	SPOOL_MODE = 0600,
};

struct transfer {
	const struct transfer_request *request;
	struct transfer_result *result;
	const struct work *work;
	char *part; /* owned: path of the growing file */
	char *tag;  /* owned: path of its ETag */
	int fd;     /* -1: closed */
	uint64_t have;
	uint64_t flushed;
	char etag[MESSAGE_ETAG_BYTES];
	bool distrust; /* the part cannot be continued: start over */
};

/* ---- the part in the spool ------------------------------------------------------------------------------ */

static void read_tag(struct transfer *t)
{
	struct buf text = { 0 };
	struct err e;
	t->etag[0] = '\0';
	if (fs_exists(t->tag) && fs_read_file(t->tag, MESSAGE_ETAG_BYTES - 1, &text, &e)) {
		const char *etag = buf_text(&text);
		size_t len = strlen(etag);
		if (len == text.len && len >= 2 && etag[0] == '"' && etag[len - 1] == '"') {
			str_cut(t->etag, sizeof t->etag, etag);
		}
	}
	buf_finish(&text);
}

static bool write_tag(struct transfer *t, const char *etag, struct err *e)
{
	str_cut(t->etag, sizeof t->etag, etag);
	return fs_clear_name(t->tag, e) && fs_write_file_volatile(t->tag, etag, strlen(etag), SPOOL_MODE, e);
}

static bool open_part(struct transfer *t, struct err *e)
{
	struct stat st;
	if (!fs_open_own(t->part, SPOOL_MODE, &t->fd, e)) {
		return false;
	}
	if (fstat(t->fd, &st) != 0) {
		return fail_errno(e, "stat %s", t->part);
	}
	t->have = (uint64_t)st.st_size;
	t->flushed = t->have;
	read_tag(t);
	if (t->have > t->request->length || (t->have < t->request->length && t->etag[0] == '\0')) {
		t->distrust = true;
	}
	return true;
}

static bool start_over(struct transfer *t, struct err *e)
{
	t->distrust = false;
	t->have = 0;
	t->flushed = 0;
	if (ftruncate(t->fd, 0) != 0 || lseek(t->fd, 0, SEEK_SET) != 0) {
		return fail_errno(e, "empty %s", t->part);
	}
	return write_tag(t, "", e);
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

static bool fail_page(struct transfer *t, struct err *e)
{
	t->result->problem = PROBLEM_CAPTIVE_PORTAL;
	return fail_kind(e, ERR_NETWORK, "a web page came instead of %s", t->request->name);
}

static bool on_head(void *ctx, const struct message *m, struct err *e)
{
	struct transfer *t = ctx;
	if (str_equal(m->type, "text/html") && !str_ends(t->request->name, ".html")) {
		return fail_page(t, e);
	}
	if (m->start == 0) {
		if (!start_over(t, e)) {
			return false;
		}
		bool strong = m->etag[0] == '"';
		if (strong && !write_tag(t, m->etag, e)) {
			return false;
		}
	}
	if (lseek(t->fd, (off_t)m->start, SEEK_SET) < 0) {
		return fail_errno(e, "seek in %s", t->part);
	}
	return true;
}

static bool on_body(void *ctx, const char *bytes, size_t len, struct err *e)
{
	struct transfer *t = ctx;
	/* A stick is read without a child whose silence would be waited for. */
	if (!work_goes_on(t->work, e)) {
		return false;
	}
	if (!fs_write_all(t->fd, bytes, len, e)) {
		return fail_wrap(e, "%s", t->part);
	}
	t->have += len;
	if (t->have - t->flushed >= FLUSH_EVERY_BYTES) {
		if (fdatasync(t->fd) != 0) {
			return fail_errno(e, "sync %s", t->part);
		}
		t->flushed = t->have;
	}
	if (t->request->progress) {
		t->request->progress(t->request->ctx, t->have);
	}
	return true;
}

static bool judge_answer(struct transfer *t, const struct link_reply *reply, bool resumed, struct err *e)
{
	long status = reply->done.status;
	const char *name = t->request->name;
	if (status == 404 || status == 410) {
		t->result->problem = PROBLEM_TARGET_MISSING;
		return fail_kind(e, ERR_NETWORK, "%s is not on the server (HTTP status %ld)", name, status);
	}
	if (status == 416 && resumed) {
		t->distrust = true;
		return true;
	}
	if ((status != 200 && status != 206) || t->have != t->request->length) {
		if (starts_like_page(t->fd)) {
			return fail_page(t, e);
		}
		t->result->problem = PROBLEM_TARGET_DAMAGED;
		return fail_kind(e, ERR_TRUST, "%s has %llu bytes on the server, signed are %llu (HTTP status %ld)",
				name, (unsigned long long)t->have, (unsigned long long)t->request->length, status);
	}
	return true;
}

/* May another attempt, continuing at once, do better? A slow server gets its time at the next check, which waits longer
 * after each failure. */
static bool is_passing(enum problem p)
{
	return p == PROBLEM_FETCHER || p == PROBLEM_CONNECTION_CUT;
}

static bool ask(struct transfer *t, struct link *l, struct err *e)
{
	if (t->distrust && !start_over(t, e)) {
		return false;
	}
	bool resumed = t->have > 0;
	struct link_request request = { .url = t->request->url,
		.max_bytes = t->request->length,
		.resume_from = t->have,
		.if_range = t->etag,
		.check_dates = t->request->check_dates,
		.head = on_head,
		.body = on_body,
		.ctx = t };
	struct link_reply reply;
	bool ok = link_get(l, &request, &reply, e);
	t->result->retry_after_s = reply.done.retry_after_s;
	if (ok) {
		return judge_answer(t, &reply, resumed, e);
	}
	if (reply.problem != PROBLEM_NONE) {
		t->result->problem = reply.problem;
	}
	return fail_wrap(e, "%s", t->request->name);
}

static bool fill(struct transfer *t, struct link *l, struct err *e)
{
	unsigned fruitless = 0;
	while (t->have < t->request->length || t->distrust) {
		uint64_t before = t->have;
		t->result->problem = PROBLEM_NONE;
		if (ask(t, l, e)) {
			if (t->distrust && ++fruitless >= ATTEMPTS_MAX) {
				t->result->problem = PROBLEM_TARGET_DAMAGED;
				return fail_kind(e, ERR_TRUST, "%s: the server refuses every range", t->request->name);
			}
			continue;
		}
		/* A child that brought nothing gets one successor; a line may need more patience. */
		unsigned weight = t->result->problem == PROBLEM_FETCHER ? ATTEMPTS_MAX / 2 : 1;
		fruitless = t->have > before ? 0 : fruitless + weight;
		if (!is_passing(t->result->problem) || fruitless >= ATTEMPTS_MAX) {
			return false;
		}
		log_info("continuing after a break name=%s bytes=%llu cause=\"%s\"", t->request->name,
				(unsigned long long)t->have, e->message);
		t->distrust = t->have > 0 && t->etag[0] == '\0';
	}
	return true;
}

static bool verify(struct transfer *t, struct err *e)
{
	fs_close_fd(&t->fd);
	if (integrity_verify_file(t->part, t->request->length, t->request->sha256, t->work, e)) {
		(void)unlink(t->tag);
		return true;
	}
	/* What does not match is worth nothing: the next attempt must not build on it. */
	if (e->kind == ERR_TRUST) {
		t->result->problem = PROBLEM_TARGET_DAMAGED;
		(void)unlink(t->part);
		(void)unlink(t->tag);
	}
	return fail_wrap(e, "%s", t->request->name);
}

static bool run(struct transfer *t, struct link *l, struct err *e)
{
	if (!open_part(t, e)) {
		return false;
	}
	bool inherited = t->have > 0 && !t->distrust;
	if (t->request->length == 0) {
		return start_over(t, e) && verify(t, e);
	}
	if (!fill(t, l, e)) {
		return false;
	}
	if (verify(t, e)) {
		return true;
	}
	if (!inherited || t->result->problem != PROBLEM_TARGET_DAMAGED) {
		return false;
	}
	/* The bad byte may be in what an earlier run left: once more, all of it. */
	log_info("fetching again from the start, the resumed file was wrong name=%s", t->request->name);
	return open_part(t, e) && fill(t, l, e) && verify(t, e);
}

bool transfer_run(const struct store *s, struct link *l, const struct transfer_request *request, char **path,
		struct transfer_result *result, struct err *e)
{
	*result = (struct transfer_result){ .retry_after_s = -1 };
	struct transfer t = { .request = request,
		.result = result,
		.work = &s->work,
		.part = store_spool_path(s, request->sha256, ".part"),
		.tag = store_spool_path(s, request->sha256, ".etag"),
		.fd = -1 };
	bool ok = run(&t, l, e);
	fs_close_fd(&t.fd);
	free(t.tag);
	if (!ok) {
		if (result->problem == PROBLEM_NONE) {
			result->problem = problem_of_kind(e->kind);
		}
		free(t.part);
		return false;
	}
	*path = t.part;
	return true;
}
