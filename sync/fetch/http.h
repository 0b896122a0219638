/* SPDX-License-Identifier: GPL-3.0-or-later */
/* http.h - one bounded GET at a time, over libcurl
 *
 * Everything asked from outside has a limit: bytes of the body, of all headers and
 * trailers, and of what arrives on the wire (meter.h), connecting time, and a lowest
 * speed (pace.h). Connections are kept and reused between
 * calls (libcurl's multi interface holds them), HTTP/2 is used where the server
 * offers it. Only http and https, also after a redirect; the environment's proxy
 * variables are ignored.
 *
 * What arrives is not trusted: callers check signatures and hashes. One thread per
 * struct http. */
#ifndef FETCH_HTTP_H
#define FETCH_HTTP_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "fetch/headers.h"
#include "fetch/httptrouble.h"

/* Which certificate dates count. The name and the chain are checked always: a unit without a clock
 * must be able to fetch, and what it fetches is trusted for its own signatures only. */
enum http_dates {
	HTTP_DATES_CHECKED, /* against the system's clock */
	HTTP_DATES_IGNORED, /* no trustworthy clock yet */
};

/* The PEM files of the options, read before the process lost its right to. A zeroed one has none. */
struct http_files {
	struct buf ca, client_cert, client_key; /* owned; empty: not read */
	struct err problem;                     /* the first that cannot be used; message "": none */
};

/* Zeroed is legal: system CAs, no proxy, no rate limit, the usual timeouts. Texts are borrowed for the life
 * of the handle. */
struct http_options {
	const char *proxy;       /* e.g. http://proxy.example:3128; NULL or "": none */
	const char *ca_file;     /* PEM; NULL or "": the system's */
	const char *pinned_key;  /* "sha256//base64;..." of the server's public key; NULL or "": any the CA vouches for
				  */
	const char *client_cert; /* PEM files for a server that asks for one; NULL or "": none */
	const char *client_key;
	const struct http_files *files; /* borrowed; used instead of the three paths where it has them. May be NULL */
	const char *user_agent;         /* NULL: borne/<version> */
	int64_t rate_limit_bytes_s;     /* 0: none */
	long connect_timeout_s;         /* 0: 20 */
	long low_speed_s; /* 0: 30; silence (below 50 bytes/s) for this long, or a pace below pace.h's floor for
			     twice as long, ends the transfer */
	enum http_dates dates;
	/* A socket whose other end waits for the answer: when that closes, the transfer ends. 0: none. */
	int waiting_fd;
	/* Called about once a second during a transfer, also while the server is silent, with the bytes received by it;
	 * false ends it. May be NULL. */
	bool (*tick)(void *ctx, uint64_t received_bytes);
	void *tick_ctx;
};

struct http_reply {
	struct headers headers;
	uint64_t received_bytes; /* body bytes that came over the wire in this call */
	enum http_trouble trouble;
	bool redirected; /* at least once: a captive portal does this */
};

/* `offset` is the place of these bytes in the whole object: 0 again when a server ignored the range. */
typedef bool (*http_sink)(void *ctx, uint64_t offset, const void *bytes, size_t len, struct err *e);

struct http_request {
	const char *url;
	uint64_t max_bytes;        /* of the whole object */
	const char *if_none_match; /* ETag, or NULL; 304 is then an answer */
	uint64_t resume_from;      /* bytes already there; needs if_range */
	const char *if_range;      /* strong ETag of what is already there */
	http_sink sink;            /* called for the body of 200 and 206 only */
	void *sink_ctx;
};

/* Reads what the paths name. What cannot be used is noted in files->problem: a transfer that fails for want of it
 * (HTTP_TROUBLE_TLS) says so. */
void http_files_read(struct http_files *files, const struct http_options *options);

struct http;
/* Owned: http_destroy(). Never NULL. */
struct http *http_create(const struct http_options *options);
void http_destroy(struct http *h);

/* True: the server answered with 200, 206, 304, 404, 410 or 416, see reply->headers.status. False: anything else,
 * also a body above max_bytes; the error is one sentence that names the host. *reply is filled in both cases. */
MUST_USE bool http_perform(struct http *h, const struct http_request *request, struct http_reply *reply, struct err *e);
/* Into `path`, which is created or truncated, never followed when it is a symbolic link. *status is 200, 404 or 410;
 * with 404/410 the file is empty. The bytes are not synced to disk: they are not verified yet either. */
MUST_USE bool http_get_file(struct http *h, const char *url, const char *path, uint64_t max_bytes, long *status,
		struct err *e);

#endif
