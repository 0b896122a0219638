/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/http.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	CONNECT_TIMEOUT_S = 20,
	LOW_SPEED_BYTES_S = 50,
	LOW_SPEED_S = 30,
	REDIRECTS_MAX = 5,
	/* A refusal's page is read up to here, so that the connection can be kept, then dropped. */
	REFUSAL_MAX_BYTES = 64 * 1024,
	TICK_US = 500000,
	STEP_MS = 500, /* longest sleep: tick must come about every second, whatever the server does */
};

struct http {
	struct http_options options;
	CURLM *multi; /* holds the connections, so that they live from one request to the next */
	CURL *easy;
	char curl_error[CURL_ERROR_SIZE];
};

/* One transfer, alive during http_perform() only. */
struct transfer {
	struct http *h;
	const struct http_request *request;
	struct http_reply *reply;
	struct err *e;
	uint64_t offset; /* in the object, of the next body byte */
	bool started;    /* the first body byte has come */
	bool too_long;
	bool stopped; /* by sink, tick or nobody waiting; *e is set */
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
		t->stopped = true;
		return 0;
	}
	if (len > t->request->max_bytes || t->offset > t->request->max_bytes - len) {
		t->too_long = true;
		return 0;
	}
	if (!t->request->sink(t->request->sink_ctx, t->offset, bytes, len, t->e)) {
		t->stopped = true;
		return 0;
	}
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
static bool somebody_waits(struct transfer *t)
{
	struct pollfd p = { .fd = t->h->options.waiting_fd };
	if (p.fd > 0 && poll(&p, 1, 0) > 0 && (p.revents & (POLLHUP | POLLERR | POLLNVAL))) {
		return fail(t->e, "nobody waits for the answer any more");
	}
	return true;
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
		if (!tick(t) || !somebody_waits(t)) {
			t->stopped = true;
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

/* Dates are relaxed inside OpenSSL, so that name and chain stay checked by the same code as always. */
static CURLcode relax_dates(CURL *easy, void *ssl_ctx, void *ctx)
{
	(void)easy, (void)ctx;
	X509_VERIFY_PARAM *param = SSL_CTX_get0_param(ssl_ctx);
	return X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_NO_CHECK_TIME) ? CURLE_OK : CURLE_SSL_CERTPROBLEM;
}

static long or_default(long value, long fallback)
{
	return value > 0 ? value : fallback;
}

static void set_tls(CURL *easy, const struct http_options *o)
{
	if (is_set(o->ca_file)) {
		curl_easy_setopt(easy, CURLOPT_CAINFO, o->ca_file);
		curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	}
	if (is_set(o->pinned_key)) {
		curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, o->pinned_key);
	}
	if (is_set(o->client_cert)) {
		curl_easy_setopt(easy, CURLOPT_SSLCERT, o->client_cert);
	}
	if (is_set(o->client_key)) {
		curl_easy_setopt(easy, CURLOPT_SSLKEY, o->client_key);
	}
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (o->dates == HTTP_DATES_IGNORED) {
		curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, relax_dates);
	}
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
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, or_default(o->low_speed_bytes_s, LOW_SPEED_BYTES_S));
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, or_default(o->low_speed_s, LOW_SPEED_S));
	curl_easy_setopt(easy, CURLOPT_MAX_RECV_SPEED_LARGE, (curl_off_t)o->rate_limit_bytes_s);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
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
	set_tls(h->easy, options);
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

static const struct {
	CURLcode code;
	enum http_trouble trouble;
	const char *words;
} curl_troubles[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, HTTP_TROUBLE_NAME, "the server's name is not known (DNS)" },
	{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_TROUBLE_PROXY, "the proxy's name is not known (DNS)" },
	{ CURLE_COULDNT_CONNECT, HTTP_TROUBLE_CONNECT, "the server does not answer" },
	{ CURLE_OPERATION_TIMEDOUT, HTTP_TROUBLE_SLOW, "the server is too slow" },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_TROUBLE_TLS, "the server's certificate is not accepted" },
	{ CURLE_SSL_CONNECT_ERROR, HTTP_TROUBLE_TLS, "no secure connection" },
	{ CURLE_SSL_CACERT_BADFILE, HTTP_TROUBLE_TLS, "the CA file cannot be read" },
	{ CURLE_SSL_CERTPROBLEM, HTTP_TROUBLE_TLS, "the unit's own certificate cannot be used" },
	{ CURLE_SSL_PINNEDPUBKEYNOTMATCH, HTTP_TROUBLE_TLS, "the server's key is not the expected one" },
	{ CURLE_PROXY, HTTP_TROUBLE_PROXY, "the proxy refuses" },
	{ CURLE_PARTIAL_FILE, HTTP_TROUBLE_CUT, "the connection was cut in the middle" },
	{ CURLE_RECV_ERROR, HTTP_TROUBLE_CUT, "the connection was cut" },
	{ CURLE_SEND_ERROR, HTTP_TROUBLE_CUT, "the connection was cut" },
	{ CURLE_GOT_NOTHING, HTTP_TROUBLE_CUT, "the server closed the connection without a word" },
	{ CURLE_HTTP2, HTTP_TROUBLE_CUT, "the connection was cut" },
	{ CURLE_HTTP2_STREAM, HTTP_TROUBLE_CUT, "the connection was cut" },
};

static const char *host_of(const char *url, char *out, size_t size)
{
	CURLU *parts = curl_url();
	char *host = NULL;
	char *port = NULL;
	if (parts && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
			curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
		bool has_port = curl_url_get(parts, CURLUPART_PORT, &port, 0) == CURLUE_OK;
		(void)snprintf(out, size, "%s%s%s", host, has_port ? ":" : "", has_port ? port : "");
	} else {
		(void)str_copy(out, size, url);
	}
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(parts);
	return out;
}

static bool fail_transfer(const struct transfer *t, CURLcode code)
{
	char host[128];
	(void)host_of(t->request->url, host, sizeof host);
	if (t->too_long) {
		t->reply->trouble = HTTP_TROUBLE_SIZE;
		return fail_kind(t->e, ERR_NETWORK, "%s sends more than the %llu bytes allowed", host,
				(unsigned long long)t->request->max_bytes);
	}
	if (t->stopped) {
		t->reply->trouble = HTTP_TROUBLE_LOCAL;
		return fail_wrap(t->e, "%s", host);
	}
	const char *detail = t->h->curl_error[0] ? t->h->curl_error : curl_easy_strerror(code);
	for (size_t i = 0; i < ARRAY_LEN(curl_troubles); i++) {
		if (curl_troubles[i].code == code) {
			t->reply->trouble = curl_troubles[i].trouble;
			return fail_kind(t->e, ERR_NETWORK, "%s: %s (%s)", host, curl_troubles[i].words, detail);
		}
	}
	t->reply->trouble = code == CURLE_WRITE_ERROR ? HTTP_TROUBLE_STATUS : HTTP_TROUBLE_LOCAL;
	return fail_kind(t->e, ERR_NETWORK, "%s: %s", host, detail);
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

/* A body of exactly `resume_from` bytes is complete: 416 is then an answer, and max_bytes bounds all others. */
bool http_perform(struct http *h, const struct http_request *request, struct http_reply *reply, struct err *e)
{
	*reply = (struct http_reply){ 0 };
	headers_init(&reply->headers);
	h->curl_error[0] = '\0';
	struct transfer t = { .h = h, .request = request, .reply = reply, .e = e };
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
	bool cut_refusal =
			code == CURLE_WRITE_ERROR && reply->headers.status && !status_has_body(reply->headers.status);
	if (code != CURLE_OK && !cut_refusal) {
		return fail_transfer(&t, code);
	}
	if (cut_refusal || !status_is_answer(reply->headers.status)) {
		char host[128];
		reply->trouble = HTTP_TROUBLE_STATUS;
		return fail_kind(e, ERR_NETWORK, "%s answers HTTP status %ld", host_of(request->url, host, sizeof host),
				reply->headers.status);
	}
	return true;
}

static bool sink_to_buf(void *ctx, uint64_t offset, const void *bytes, size_t len, struct err *e)
{
	(void)offset, (void)e;
	buf_add(ctx, bytes, len);
	return true;
}

static bool sink_to_fd(void *ctx, uint64_t offset, const void *bytes, size_t len, struct err *e)
{
	(void)offset;
	return fs_write_all(*(int *)ctx, bytes, len, e);
}

/* Without a condition or a range only these three statuses mean something to a caller. */
static bool check_plain_status(const struct http_reply *reply, const char *url, long *status, struct err *e)
{
	long got = reply->headers.status;
	if (got != 200 && got != 404 && got != 410) {
		char host[128];
		return fail_kind(e, ERR_NETWORK, "%s answers HTTP status %ld", host_of(url, host, sizeof host), got);
	}
	*status = got;
	return true;
}

bool http_get(struct http *h, const char *url, uint64_t max_bytes, struct buf *out, long *status, struct err *e)
{
	struct buf body = { 0 };
	struct http_reply reply;
	struct http_request request = { .url = url, .max_bytes = max_bytes, .sink = sink_to_buf, .sink_ctx = &body };
	bool ok = http_perform(h, &request, &reply, e) && check_plain_status(&reply, url, status, e);
	if (ok && *status == 200) {
		buf_reserve(out, 0);
		buf_add(out, buf_text(&body), body.len);
	}
	buf_finish(&body);
	return ok;
}

bool http_get_file(struct http *h, const char *url, const char *path, uint64_t max_bytes, long *status, struct err *e)
{
	CLEANUP(fs_close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, (mode_t)0644);
	if (fd < 0) {
		return fail_errno(e, "create %s", path);
	}
	struct http_reply reply;
	struct http_request request = { .url = url, .max_bytes = max_bytes, .sink = sink_to_fd, .sink_ctx = &fd };
	return http_perform(h, &request, &reply, e) && check_plain_status(&reply, url, status, e);
}
