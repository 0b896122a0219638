/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/worker.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "fetch"
#include "base/log.h"

struct fetch_worker {
	int fd;
	struct http *http;
	struct http_options options;
	struct worker_request request; /* the one being answered */
	struct http_reply reply;
	bool head_sent;
};

/* ---- requests ------------------------------------------------------------------------------------------ */

static bool take_text(const json_t *object, const char *key, char *out, size_t size, struct err *e)
{
	const json_t *value = json_object_get(object, key);
	out[0] = '\0';
	if (!value) {
		return true;
	}
	const char *text = json_string_value(value);
	if (!text || strlen(text) >= size) {
		return fail_kind(e, ERR_FORMAT, "request: bad '%s'", key);
	}
	for (const char *c = text; *c; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7F) {
			return fail_kind(e, ERR_FORMAT, "request: control character in '%s'", key);
		}
	}
	str_cut(out, size, text);
	return true;
}

static bool take_number(const json_t *object, const char *key, uint64_t *out, struct err *e)
{
	const json_t *value = json_object_get(object, key);
	*out = 0;
	if (!value) {
		return true;
	}
	if (!json_is_integer(value) || json_integer_value(value) < 0) {
		return fail_kind(e, ERR_FORMAT, "request: bad '%s'", key);
	}
	*out = (uint64_t)json_integer_value(value);
	return true;
}

static bool take_request(const json_t *object, struct worker_request *r, struct err *e)
{
	r->check_dates = json_is_true(json_object_get(object, "check_dates"));
	if (!take_number(object, "id", &r->id, e) || !take_number(object, "max_bytes", &r->max_bytes, e) ||
			!take_number(object, "resume_from", &r->resume_from, e) ||
			!take_text(object, "url", r->url, sizeof r->url, e) ||
			!take_text(object, "if_none_match", r->if_none_match, sizeof r->if_none_match, e) ||
			!take_text(object, "if_range", r->if_range, sizeof r->if_range, e)) {
		return false;
	}
	if (r->url[0] == '\0') {
		return fail_kind(e, ERR_FORMAT, "request: no url");
	}
	if (r->resume_from > 0 && !headers_etag_is_strong(r->if_range)) {
		return fail_kind(e, ERR_FORMAT, "request: resume_from needs a strong if_range");
	}
	return true;
}

bool worker_parse_request(const char *line, size_t len, struct worker_request *out, struct err *e)
{
	json_error_t problem;
	json_t *object = json_loadb(line, len, JSON_REJECT_DUPLICATES, &problem);
	if (!json_is_object(object)) {
		json_decref(object);
		return fail_kind(e, ERR_FORMAT, "request is not a JSON object");
	}
	struct worker_request r = { 0 };
	bool ok = take_request(object, &r, e);
	json_decref(object);
	if (ok) {
		*out = r;
	}
	return ok;
}

/* ---- answers ------------------------------------------------------------------------------------------- */

static bool send_json(const struct fetch_worker *w, json_t *object, struct err *e)
{
	char *text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	if (!text) {
		return fail(e, "cannot write the answer as JSON");
	}
	CLEANUP(free_ptr) char *line = mem_printf("%s\n", text);
	free(text);
	return fs_write_all(w->fd, line, strlen(line), e);
}

/* The server's text is not always UTF-8, JSON always is. */
static json_t *text_of(const char *text)
{
	json_t *value = json_string(text);
	return value ? value : json_string("");
}

static json_t *event_of(const struct fetch_worker *w, const char *event)
{
	const struct headers *h = &w->reply.headers;
	json_t *o = json_pack("{s:I, s:s, s:i, s:I}", "id", (json_int_t)w->request.id, "event", event, "status",
			(int)h->status, "received", (json_int_t)w->reply.received_bytes);
	if (!o) {
		abort(); /* out of memory */
	}
	(void)json_object_set_new(o, "etag", text_of(h->etag));
	(void)json_object_set_new(o, "type", text_of(h->content_type));
	(void)json_object_set_new(o, "retry_after", json_integer((json_int_t)h->retry_after_s));
	(void)json_object_set_new(o, "redirected", json_boolean(w->reply.redirected));
	return o;
}

static bool sink(void *ctx, uint64_t offset, const void *bytes, size_t len, struct err *e)
{
	struct fetch_worker *w = ctx;
	if (!w->head_sent) {
		w->head_sent = true;
		json_t *head = event_of(w, "head");
		(void)json_object_set_new(head, "start", json_integer((json_int_t)offset));
		if (!send_json(w, head, e)) {
			return false;
		}
	}
	char line[96];
	int line_len = snprintf(line, sizeof line, "{\"id\":%llu,\"event\":\"data\",\"len\":%zu}\n",
			(unsigned long long)w->request.id, len);
	return fs_write_all(w->fd, line, (size_t)line_len, e) && fs_write_all(w->fd, bytes, len, e);
}

/* Tells the parent that we are alive; a parent that is gone ends the transfer. */
static bool tick(void *ctx, uint64_t received_bytes)
{
	(void)received_bytes;
	struct fetch_worker *w = ctx;
	struct err e;
	char line[96];
	int len = snprintf(line, sizeof line, "{\"id\":%llu,\"event\":\"tick\"}\n", (unsigned long long)w->request.id);
	return fs_write_all(w->fd, line, (size_t)len, &e);
}

static const char *const trouble_words[] = {
	[HTTP_TROUBLE_NONE] = "none",
	[HTTP_TROUBLE_NAME] = "name",
	[HTTP_TROUBLE_CONNECT] = "connect",
	[HTTP_TROUBLE_TLS] = "tls",
	[HTTP_TROUBLE_PROXY] = "proxy",
	[HTTP_TROUBLE_SLOW] = "slow",
	[HTTP_TROUBLE_CUT] = "cut",
	[HTTP_TROUBLE_SIZE] = "size",
	[HTTP_TROUBLE_REDIRECT] = "redirect",
	[HTTP_TROUBLE_ANSWER] = "answer",
	[HTTP_TROUBLE_STATUS] = "status",
	[HTTP_TROUBLE_LOCAL] = "local",
};

static void use_dates(struct fetch_worker *w, bool check)
{
	enum http_dates wanted = check ? HTTP_DATES_CHECKED : HTTP_DATES_IGNORED;
	if (w->http && w->options.dates == wanted) {
		return;
	}
	http_destroy(w->http);
	w->options.dates = wanted;
	w->http = http_create(&w->options);
}

static bool answer_request(struct fetch_worker *w, struct err *e)
{
	const struct worker_request *r = &w->request;
	use_dates(w, r->check_dates);
	w->head_sent = false;
	struct http_request request = { .url = r->url,
		.max_bytes = r->max_bytes,
		.if_none_match = r->if_none_match,
		.resume_from = r->resume_from,
		.if_range = r->if_range,
		.sink = sink,
		.sink_ctx = w };
	struct err why = { 0 };
	bool ok = http_perform(w->http, &request, &w->reply, &why);
	json_t *done = event_of(w, "done");
	(void)json_object_set_new(done, "ok", json_boolean(ok));
	(void)json_object_set_new(done, "trouble", json_string(trouble_words[w->reply.trouble]));
	(void)json_object_set_new(done, "text", text_of(ok ? "" : why.message));
	return send_json(w, done, e);
}

/* ---- life ---------------------------------------------------------------------------------------------- */

static bool say_ready(const struct fetch_worker *w, const struct sandbox_facts *facts, struct err *e)
{
	json_t *ready = json_pack("{s:i, s:s, s:i, s:s}", "id", 0, "event", "ready", "landlock", facts->landlock_abi,
			"user", facts->user);
	return ready ? send_json(w, ready, e) : fail(e, "out of memory");
}

/* 1: a line of *len bytes is in `line`; 0: the other end closed; -1: broken. */
static int read_line(int fd, char line[WORKER_LINE_BYTES], size_t *len)
{
	*len = 0;
	for (;;) {
		char c;
		ssize_t got = fs_read_some(fd, &c, 1);
		if (got <= 0) {
			return got == 0 ? 0 : -1;
		}
		if (c == '\n') {
			return 1;
		}
		if (*len == WORKER_LINE_BYTES) {
			return -1;
		}
		line[(*len)++] = c;
	}
}

int worker_run(int socket_fd, const struct http_options *options, const struct sandbox_facts *facts)
{
	struct fetch_worker w = { .fd = socket_fd, .options = *options };
	w.options.tick = tick;
	w.options.tick_ctx = &w;
	w.options.waiting_fd = socket_fd;
	struct err e = { 0 };
	char line[WORKER_LINE_BYTES];
	size_t len = 0;
	bool ok = say_ready(&w, facts, &e);
	int got = ok ? read_line(socket_fd, line, &len) : -1;
	while (ok && got == 1) {
		ok = worker_parse_request(line, len, &w.request, &e) && answer_request(&w, &e);
		got = ok ? read_line(socket_fd, line, &len) : -1;
	}
	http_destroy(w.http);
	return got == 0 ? 0 : 1;
}
