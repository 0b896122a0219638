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

#include "base/err.h"
#include "fetch/headers.h"
#include "fetch/http_options.h"
#include "fetch/httptrouble.h"

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
