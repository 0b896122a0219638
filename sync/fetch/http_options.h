/* SPDX-License-Identifier: GPL-3.0-or-later */
/* http_options.h - how struct http connects: trust, proxy, rates, and who may end a transfer; values of http.h */
#ifndef FETCH_HTTP_OPTIONS_H
#define FETCH_HTTP_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

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

#endif
