/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/link.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "link"
#include "base/log.h"

enum {
	SILENCE_S = 60,
	STEP_MS = 500,
	CHUNK_BYTES = 64 * 1024,
	BACKOFF_FIRST_S = 1,
	BACKOFF_MAX_S = 300,
	/* What the child may make of one request, whatever it says: far more than it lets a server take (fetch/pace.h).
	 */
	LONGEST_S = 900,
	SLOWEST_BYTES_S = 100,
};

struct link {
	struct link_options options;
	int fd; /* -1: no child */
	pid_t pid;
	bool ready_said;
	struct message ready;
	unsigned spawned;
	unsigned rested;   /* ended because there was nothing to do */
	unsigned failures; /* in a row */
	int64_t not_before_us;
	uint64_t last_id;
	uint64_t received_bytes;
	uint64_t requests;
	struct message_stream stream;
};

/* One request on its way. */
struct exchange {
	struct link *l;
	const struct transport_request *request;
	struct message reply; /* DONE */
	struct result *r;
	bool head_seen;
	bool done;
	bool local_failure; /* head() or body() returned false: no failure of the child */
	uint64_t offset;
};

struct link *link_create(const struct link_options *options)
{
	struct link *l = mem_zalloc(1, sizeof *l);
	l->options = *options;
	l->fd = -1;
	return l;
}

/* The spawner has not waited for it yet, so the pid cannot be another process's. */
static void drop_child(struct link *l)
{
	if (l->fd >= 0) {
		if (l->options.end) {
			l->options.end(l->options.spawn_ctx);
		} else {
			(void)kill(l->pid, SIGKILL);
		}
		fs_close_fd(&l->fd);
		l->pid = 0;
	}
}

void link_destroy(struct link *l)
{
	if (l) {
		drop_child(l);
		free(l);
	}
}

static bool idle(const struct link *l)
{
	return !l->options.idle || l->options.idle(l->options.idle_ctx);
}

/* A child that fails again and again is made later and later. */
static bool wait_for_turn(const struct link *l, struct err *e)
{
	while (clock_monotonic_us() < l->not_before_us) {
		if (!idle(l)) {
			return fail(e, "asked to stop");
		}
		(void)poll(NULL, 0, STEP_MS);
	}
	return true;
}

static bool ensure_child(struct link *l, struct result *r)
{
	if (l->fd >= 0) {
		return true;
	}
	if (!wait_for_turn(l, &r->why)) {
		return result_set(r, PROBLEM_STOPPED);
	}
	if (!l->options.spawn(l->options.spawn_ctx, &l->fd, &l->pid, &r->why)) {
		l->fd = -1;
		return result_set(r, PROBLEM_FETCHER);
	}
	l->spawned++;
	l->ready_said = false;
	l->stream = (struct message_stream){ 0 };
	return true;
}

static bool send_request(struct link *l, const struct transport_request *r, struct err *e)
{
	json_t *o = json_pack("{s:I, s:s, s:I, s:b}", "id", (json_int_t)l->last_id, "url", r->url, "max_bytes",
			(json_int_t)r->max_bytes, "check_dates", (int)r->check_dates);
	if (!o) {
		return fail_kind(e, ERR_FORMAT, "the address '%s' is not UTF-8", r->url);
	}
	if (r->if_none_match && r->if_none_match[0]) {
		(void)json_object_set_new(o, "if_none_match", json_string(r->if_none_match));
	}
	if (r->resume_from > 0) {
		(void)json_object_set_new(o, "resume_from", json_integer((json_int_t)r->resume_from));
		(void)json_object_set_new(o, "if_range", json_string(r->if_range));
	}
	char *text = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	CLEANUP(free_ptr) char *line = mem_printf("%s\n", text);
	free(text);
	size_t len = strlen(line);
	/* Requests are smaller than a socket's buffer and come one at a time: a short write means a broken child. */
	if (send(l->fd, line, len, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)len) {
		return fail_errno(e, "the fetching process takes no request");
	}
	return true;
}

static bool violation(const char *what, struct err *e)
{
	return fail_kind(e, ERR_FORMAT, "the fetching process broke the protocol: %s", what);
}

static struct transport_answer answer_of(const struct message *m)
{
	struct transport_answer answer = { .status = m->status, .start = m->start };
	str_cut(answer.etag, sizeof answer.etag, m->etag);
	str_cut(answer.type, sizeof answer.type, m->type);
	return answer;
}

static bool on_head(struct exchange *x, const struct message *m, struct err *e)
{
	if (x->head_seen || (m->status != HTTP_OK && m->status != HTTP_PARTIAL)) {
		return violation("unexpected head", e);
	}
	if (m->start != (m->status == HTTP_PARTIAL ? x->request->resume_from : 0)) {
		return violation("body at the wrong place", e);
	}
	x->head_seen = true;
	x->offset = m->start;
	struct transport_answer answer = answer_of(m);
	x->local_failure = x->request->head && !x->request->head(x->request->ctx, &answer, x->r);
	return !x->local_failure;
}

static bool on_data(struct exchange *x, const struct message *m, struct err *e)
{
	if (!x->head_seen) {
		return violation("data before head", e);
	}
	if (x->offset > x->request->max_bytes || m->len > x->request->max_bytes - x->offset) {
		return violation("more data than was asked for", e);
	}
	x->offset += m->len;
	return true;
}

static bool on_done(struct exchange *x, const struct message *m, struct err *e)
{
	bool answered = m->status == HTTP_OK || m->status == HTTP_PARTIAL || m->status == HTTP_NOT_MODIFIED ||
			m->status == HTTP_NOT_FOUND || m->status == HTTP_GONE ||
			m->status == HTTP_RANGE_NOT_SATISFIABLE;
	if (m->ok && !answered) {
		return violation("an answer with a status that is none", e);
	}
	x->done = true;
	x->reply = *m;
	return true;
}

static bool on_message(void *ctx, const struct message *m, struct err *e)
{
	struct exchange *x = ctx;
	struct link *l = x->l;
	if (m->event == MESSAGE_READY) {
		if (l->ready_said) {
			return violation("ready twice", e);
		}
		l->ready_said = true;
		l->ready = *m;
		return true;
	}
	if (!l->ready_said || x->done || m->id != l->last_id) {
		return violation("an event of no request", e);
	}
	switch (m->event) {
	case MESSAGE_READY:
	case MESSAGE_TICK:
		return true;
	case MESSAGE_HEAD:
		return on_head(x, m, e);
	case MESSAGE_DATA:
		return on_data(x, m, e);
	case MESSAGE_DONE:
		return on_done(x, m, e);
	}
	return violation("unknown event", e);
}

static bool on_raw(void *ctx, const char *bytes, size_t len, struct err *e)
{
	struct exchange *x = ctx;
	(void)e; /* is x->r->why */
	x->l->received_bytes += len;
	x->local_failure = !x->request->body(x->request->ctx, bytes, len, x->r);
	return !x->local_failure;
}

/* Reads once; false when the child is gone or said something wrong. */
static bool read_some(struct exchange *x, struct err *e)
{
	char chunk[CHUNK_BYTES];
	ssize_t got = recv(x->l->fd, chunk, sizeof chunk, MSG_DONTWAIT);
	if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
		return true;
	}
	if (got <= 0) {
		return fail(e, "the fetching process died");
	}
	struct message_handler handler = { .ctx = x, .message = on_message, .raw = on_raw };
	return message_stream_feed(&x->l->stream, chunk, (size_t)got, &handler, e);
}

/* False: x->r->why is set; the problem too unless the child or a callback is the cause. */
static bool converse(struct exchange *x)
{
	struct err *e = &x->r->why;
	struct link *l = x->l;
	long silence_s = l->options.silence_s > 0 ? l->options.silence_s : SILENCE_S;
	int64_t heard_us = clock_monotonic_us();
	int64_t most_s = LONGEST_S + (int64_t)(x->request->max_bytes / SLOWEST_BYTES_S);
	int64_t end_us = heard_us + most_s * INT64_C(1000000);
	while (!x->done) {
		struct pollfd p = { .fd = l->fd, .events = POLLIN };
		int ready = poll(&p, 1, STEP_MS);
		if (!idle(l)) {
			(void)fail(e, "asked to stop");
			return result_set(x->r, PROBLEM_STOPPED);
		}
		if (ready > 0) {
			heard_us = clock_monotonic_us();
			if (!read_some(x, e)) {
				return false;
			}
		} else if (clock_monotonic_us() - heard_us > silence_s * INT64_C(1000000)) {
			return fail(e, "the fetching process said nothing for %ld s", silence_s);
		}
		if (clock_monotonic_us() > end_us) {
			return fail(e, "the fetching process did not end in %lld s", (long long)most_s);
		}
	}
	return true;
}

static void note_child_failure(struct link *l)
{
	int64_t wait_s = BACKOFF_FIRST_S;
	for (unsigned i = 0; i < l->failures && wait_s < BACKOFF_MAX_S; i++) {
		wait_s *= 2;
	}
	l->failures++;
	l->not_before_us = clock_monotonic_us() + wait_s * 1000000;
}

static bool give_up(struct exchange *x)
{
	drop_child(x->l);
	if (x->r->problem == PROBLEM_NONE && !x->local_failure) {
		x->r->problem = PROBLEM_FETCHER;
		note_child_failure(x->l);
	}
	return false;
}

bool link_get(struct link *l, const struct transport_request *request, struct transport_answer *answer,
		struct result *r)
{
	if (!ensure_child(l, r)) {
		return false;
	}
	l->last_id++;
	l->requests++;
	struct exchange x = { .l = l, .request = request, .r = r };
	if (!send_request(l, request, &r->why) || !converse(&x)) {
		return give_up(&x);
	}
	l->failures = 0;
	*answer = answer_of(&x.reply);
	r->retry_after_s = x.reply.retry_after_s;
	if (!x.reply.ok) {
		bool portal = answer->status == HTTP_NETWORK_AUTHENTICATION_REQUIRED;
		return result_fail(r, portal ? PROBLEM_CAPTIVE_PORTAL : problem_of_trouble(x.reply.trouble),
				ERR_NETWORK, "%s", x.reply.text);
	}
	return true;
}

void link_rest(struct link *l)
{
	if (l->fd >= 0) {
		drop_child(l);
		l->rested++;
	}
}

pid_t link_child(const struct link *l)
{
	return l->pid;
}

unsigned link_restarts(const struct link *l)
{
	unsigned expected = l->rested + (l->fd >= 0 ? 1 : 0);
	return l->spawned > expected ? l->spawned - expected : 0;
}

const struct message *link_ready(const struct link *l)
{
	return &l->ready;
}

uint64_t link_received_bytes(const struct link *l)
{
	return l->received_bytes;
}

uint64_t link_requests(const struct link *l)
{
	return l->requests;
}
