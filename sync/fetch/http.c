/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/http.h"

#include <curl/curl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "fetch/httptls.h"
#include "fetch/httptrouble.h"
#include "fetch/meter.h"
#include "fetch/pace.h"

enum {
	CONNECT_TIMEOUT_S = 20,
	SILENCE_BYTES_S = 50,
	LOW_SPEED_S = 30,
	REDIRECTS_MAX = 5,
	/* Of all answers to one request: 1xx, redirects, the last one, and what comes after its body (trailers). */
	HEADERS_MAX_BYTES = 64 * 1024,
	/* What may arrive on the wire beyond the body: an eighth of it and so much (TLS handshake, chunk sizes). */
	WIRE_SHARE = 8,
	WIRE_ALLOWANCE_BYTES = 512 * 1024,
	/* A refusal's page is read up to here, so that the connection can be kept, then dropped. */
	REFUSAL_MAX_BYTES = 64 * 1024,
	TICK_US = 500000,
	STEP_MS = 500, /* longest sleep: tick must come about every second, whatever the server does */
};

struct http {
	struct http_options options;
	CURLM *multi; /* holds the connections, so that they live from one request to the next */
	CURL *easy;
	struct meter meter;
	char curl_error[CURL_ERROR_SIZE];
};

/* Why this side ended a transfer. */
enum ending {
	ENDED_NOT,
	ENDED_BODY_TOO_LONG,
	ENDED_HEADERS_TOO_LONG,
	ENDED_WIRE_TOO_LONG,
	ENDED_TOO_SLOW,
	ENDED_LOCALLY, /* by sink, tick or because the answer is not waited for any more; *e is set */
};

/* One transfer, alive during http_perform() only. */
struct transfer {
	struct http *h;
	const struct http_request *request;
	struct http_reply *reply;
	struct err *e;
	uint64_t offset; /* in the object, of the next body byte */
	bool started;    /* the first body byte has come */
	enum ending ending;
	size_t header_bytes;
	struct pace pace;
	int64_t last_tick_us;
};

static bool is_set(const char *text)
{
	return text && text[0] != '\0';
}

static bool status_has_body(long status)
{
	return status == 200 || status == 206;
}

static bool status_is_answer(long status)
{
	return status_has_body(status) || status == 304 || status == 404 || status == 410 || status == 416;
}

static size_t on_header(char *line, size_t one, size_t len, void *ctx)
{
	(void)one;
	struct transfer *t = ctx;
	if (len > HEADERS_MAX_BYTES - t->header_bytes) {
		t->ending = ENDED_HEADERS_TOO_LONG;
		return 0;
	}
	t->header_bytes += len;
	headers_add_line(&t->reply->headers, line, len, clock_wall_s());
	return len;
}

/* Where the body starts: a 206 must continue where we asked, anything else is not what was asked for. */
static bool start_body(struct transfer *t)
{
	const struct headers *headers = &t->reply->headers;
	t->started = true;
	if (headers->status == 206) {
		if (headers->range_start < 0 || (uint64_t)headers->range_start != t->request->resume_from) {
			return fail_kind(t->e, ERR_NETWORK, "the server continued the file at the wrong place");
		}
		t->offset = t->request->resume_from;
	}
	return true;
}

static size_t on_body(char *bytes, size_t one, size_t len, void *ctx)
{
	(void)one;
	struct transfer *t = ctx;
	t->reply->received_bytes += len;
	if (!status_has_body(t->reply->headers.status)) {
		return t->reply->received_bytes > REFUSAL_MAX_BYTES ? 0 : len;
	}
	if (!t->started && !start_body(t)) {
		t->ending = ENDED_LOCALLY;
		return 0;
	}
	if (len > t->request->max_bytes || t->offset > t->request->max_bytes - len) {
		t->ending = ENDED_BODY_TOO_LONG;
		return 0;
	}
	int64_t before_us = clock_monotonic_us();
	if (!t->request->sink(t->request->sink_ctx, t->offset, bytes, len, t->e)) {
		t->ending = ENDED_LOCALLY;
		return 0;
	}
	/* A slow card is not a slow server. */
	pace_excuse(&t->pace, clock_monotonic_us() - before_us);
	pace_add(&t->pace, len);
	t->offset += len;
	return len;
}

/* False: the transfer ends here, *e is set. */
static bool tick(struct transfer *t)
{
	const struct http_options *o = &t->h->options;
	int64_t now_us = clock_monotonic_us();
	if (!o->tick || now_us - t->last_tick_us < TICK_US) {
		return true;
	}
	t->last_tick_us = now_us;
	return o->tick(o->tick_ctx, t->reply->received_bytes) || fail(t->e, "the transfer was cancelled");
}

/* Nothing is to be read here: only that the other end is gone counts. */
static bool has_waiting_client(struct transfer *t)
{
	struct pollfd p = { .fd = t->h->options.waiting_fd };
	if (p.fd > 0 && poll(&p, 1, 0) > 0 && (p.revents & (POLLHUP | POLLERR | POLLNVAL))) {
		return fail(t->e, "the other end of the socket was closed");
	}
	return true;
}

/* What no callback sees is counted too: bodies of redirects, chunk extensions, frames. */
static bool within_bounds(struct transfer *t)
{
	uint64_t most = t->request->max_bytes + t->request->max_bytes / WIRE_SHARE + WIRE_ALLOWANCE_BYTES;
	if (meter_bytes(&t->h->meter) > most) {
		t->ending = ENDED_WIRE_TOO_LONG;
		return false;
	}
	if (pace_is_too_slow(&t->pace, clock_monotonic_us())) {
		t->ending = ENDED_TOO_SLOW;
		return false;
	}
	return true;
}

static bool may_go_on(struct transfer *t)
{
	if (!tick(t) || !has_waiting_client(t)) {
		t->ending = ENDED_LOCALLY;
		return false;
	}
	return within_bounds(t);
}

/* The result of the one transfer, once it is there. */
static bool find_result(CURLM *multi, CURLcode *out)
{
	int left;
	for (const CURLMsg *m = curl_multi_info_read(multi, &left); m; m = curl_multi_info_read(multi, &left)) {
		if (m->msg == CURLMSG_DONE) {
			*out = m->data.result;
			return true;
		}
	}
	return false;
}

static CURLcode drive(struct transfer *t)
{
	CURLM *multi = t->h->multi;
	struct curl_waitfd waiting = { .fd = t->h->options.waiting_fd };
	CURLcode result = CURLE_FAILED_INIT;
	int running;
	if (curl_multi_add_handle(multi, t->h->easy) != CURLM_OK) {
		return CURLE_FAILED_INIT;
	}
	while (curl_multi_perform(multi, &running) == CURLM_OK && !find_result(multi, &result)) {
		if (!may_go_on(t)) {
			result = CURLE_ABORTED_BY_CALLBACK;
			break;
		}
		if (curl_multi_poll(multi, &waiting, waiting.fd > 0 ? 1 : 0, STEP_MS, NULL) != CURLM_OK) {
			break;
		}
	}
	(void)curl_multi_remove_handle(multi, t->h->easy);
	return result;
}

static long or_default(long value, long fallback)
{
	return value > 0 ? value : fallback;
}

static curl_socket_t on_open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	(void)purpose;
	int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
	if (fd >= 0 && !meter_add(ctx, fd)) {
		(void)close(fd);
		fd = -1;
	}
	return fd >= 0 ? fd : CURL_SOCKET_BAD;
}

static int on_close_socket(void *ctx, curl_socket_t fd)
{
	meter_remove(ctx, fd);
	return close(fd);
}

static void set_transport(struct http *h)
{
	CURL *easy = h->easy;
	const struct http_options *o = &h->options;
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, h->curl_error);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_PROXY, is_set(o->proxy) ? o->proxy : "");
	curl_easy_setopt(easy, CURLOPT_USERAGENT, o->user_agent ? o->user_agent : "borne/" BORNE_VERSION);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, or_default(o->connect_timeout_s, CONNECT_TIMEOUT_S));
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SILENCE_BYTES_S);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, or_default(o->low_speed_s, LOW_SPEED_S));
	curl_easy_setopt(easy, CURLOPT_MAX_RECV_SPEED_LARGE, (curl_off_t)o->rate_limit_bytes_s);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &h->meter);
	curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close_socket);
	curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, &h->meter);
}

struct http *http_create(const struct http_options *options)
{
	static bool ready;
	if (!ready) {
		(void)curl_global_init(CURL_GLOBAL_DEFAULT);
		ready = true;
	}
	struct http *h = mem_zalloc(1, sizeof *h);
	h->options = *options;
	h->multi = curl_multi_init();
	h->easy = curl_easy_init();
	if (!h->multi || !h->easy) {
		abort(); /* out of memory */
	}
	set_transport(h);
	httptls_set(h->easy, options);
	return h;
}

void http_destroy(struct http *h)
{
	if (h) {
		curl_easy_cleanup(h->easy);
		(void)curl_multi_cleanup(h->multi);
		free(h);
	}
}

static bool fail_ending(const struct transfer *t, const char *host)
{
	unsigned long long most = t->request->max_bytes;
	switch (t->ending) {
	case ENDED_NOT:
	case ENDED_LOCALLY:
		break;
	case ENDED_BODY_TOO_LONG:
		t->reply->trouble = HTTP_TROUBLE_SIZE;
		return fail_kind(t->e, ERR_NETWORK, "%s sends more than the %llu bytes allowed", host, most);
	case ENDED_HEADERS_TOO_LONG:
		t->reply->trouble = HTTP_TROUBLE_ANSWER;
		return fail_kind(t->e, ERR_NETWORK, "%s sends more than %d bytes of headers or trailers", host,
				HEADERS_MAX_BYTES);
	case ENDED_WIRE_TOO_LONG:
		t->reply->trouble = HTTP_TROUBLE_ANSWER;
		return fail_kind(t->e, ERR_NETWORK, "%s sends much more than a file of at most %llu bytes needs", host,
				most);
	case ENDED_TOO_SLOW:
		t->reply->trouble = HTTP_TROUBLE_SLOW;
		return fail_kind(t->e, ERR_NETWORK, "%s sends less than %lld bytes a second", host,
				(long long)t->pace.floor_bytes_s);
	}
	t->reply->trouble = HTTP_TROUBLE_LOCAL;
	return fail_wrap(t->e, "%s", host);
}

static bool fail_transfer(const struct transfer *t, CURLcode code)
{
	char host[128];
	(void)httptrouble_host(t->request->url, host, sizeof host);
	if (t->ending != ENDED_NOT) {
		return fail_ending(t, host);
	}
	const char *detail = t->h->curl_error[0] ? t->h->curl_error : curl_easy_strerror(code);
	const char *words;
	const struct http_files *files = t->h->options.files;
	t->reply->trouble = httptrouble_of(code, t->reply->headers.status, &words);
	if (t->reply->trouble == HTTP_TROUBLE_TLS && files && files->problem.message[0]) {
		detail = files->problem.message;
	}
	return fail_kind(t->e, ERR_NETWORK, "%s: %s (%s)", host, words, detail);
}

static struct curl_slist *request_headers(const struct http_request *r)
{
	struct curl_slist *list = NULL;
	if (r->if_none_match && is_set(r->if_none_match)) {
		CLEANUP(free_ptr) char *line = mem_printf("If-None-Match: %s", r->if_none_match);
		list = curl_slist_append(list, line);
	}
	if (r->resume_from > 0) {
		CLEANUP(free_ptr) char *line = mem_printf("If-Range: %s", r->if_range);
		list = curl_slist_append(list, line);
	}
	return list;
}

static void start_counting(struct transfer *t)
{
	const struct http_options *o = &t->h->options;
	const struct http_request *r = t->request;
	meter_start(&t->h->meter);
	t->pace = pace_start(r->max_bytes > r->resume_from ? r->max_bytes - r->resume_from : 0, o->rate_limit_bytes_s,
			or_default(o->low_speed_s, LOW_SPEED_S), clock_monotonic_us());
}

/* A body of exactly `resume_from` bytes is complete: 416 is then an answer, and max_bytes bounds all others. */
bool http_perform(struct http *h, const struct http_request *request, struct http_reply *reply, struct err *e)
{
	*reply = (struct http_reply){ 0 };
	headers_init(&reply->headers);
	h->curl_error[0] = '\0';
	struct transfer t = { .h = h, .request = request, .reply = reply, .e = e };
	start_counting(&t);
	char range[32] = "";
	if (request->resume_from > 0) {
		(void)snprintf(range, sizeof range, "%llu-", (unsigned long long)request->resume_from);
	}
	struct curl_slist *lines = request_headers(request);
	curl_easy_setopt(h->easy, CURLOPT_URL, request->url);
	curl_easy_setopt(h->easy, CURLOPT_HTTPHEADER, lines);
	curl_easy_setopt(h->easy, CURLOPT_RANGE, range[0] ? range : NULL);
	curl_easy_setopt(h->easy, CURLOPT_HEADERDATA, &t);
	curl_easy_setopt(h->easy, CURLOPT_WRITEDATA, &t);
	CURLcode code = drive(&t);
	long redirects = 0;
	(void)curl_easy_getinfo(h->easy, CURLINFO_REDIRECT_COUNT, &redirects);
	reply->redirected = redirects > 0;
	curl_easy_setopt(h->easy, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(lines);
	/* A refusal with a long page was cut by us: its status says more than that. */
	bool cut_refusal = code == CURLE_WRITE_ERROR && t.ending == ENDED_NOT && reply->headers.status &&
			   !status_has_body(reply->headers.status);
	if (code != CURLE_OK && !cut_refusal) {
		return fail_transfer(&t, code);
	}
	if (cut_refusal || !status_is_answer(reply->headers.status)) {
		char host[128];
		reply->trouble = HTTP_TROUBLE_STATUS;
		return fail_kind(e, ERR_NETWORK, "%s answers HTTP status %ld",
				httptrouble_host(request->url, host, sizeof host), reply->headers.status);
	}
	return true;
}
