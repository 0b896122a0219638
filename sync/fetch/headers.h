/* SPDX-License-Identifier: GPL-3.0-or-later */
/* headers.h - what we read out of an HTTP answer's header lines
 *
 * Only six fields matter to a download: ETag, Content-Type, Content-Range,
 * Content-Length, Retry-After and, to read that, Date. They come from a server that is not trusted, so
 * each is bounded and a malformed one counts as absent. Pure; fuzzed. */
#ifndef FETCH_HEADERS_H
#define FETCH_HEADERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum {
	HEADERS_ETAG_BYTES = 160,
	HEADERS_TYPE_BYTES = 64,
	/* A server that says "come back next year" is not obeyed beyond this. */
	HEADERS_RETRY_MAX_S = 24 * 3600,
};

struct headers {
	long status;                           /* of the last status line; 0 before one */
	char etag[HEADERS_ETAG_BYTES];         /* as sent, quotes and W/ included; "" when absent or too long */
	char content_type[HEADERS_TYPE_BYTES]; /* lower case, without parameters */
	int64_t content_length;                /* -1: not said */
	int64_t range_start, range_total;      /* Content-Range; -1: not said ("*" counts as not said) */
	int64_t retry_after_s;                 /* -1: not said; at most HEADERS_RETRY_MAX_S */
	time_t date;                           /* the server's clock; 0: not said */
	time_t retry_at;                       /* Retry-After when it was a date; 0: it was not */
};

void headers_init(struct headers *h);
/* One line, with or without its CR LF. A status line starts over: the answer after a redirect or a
 * 100 Continue is the one that counts. `now` is for a Retry-After given as a date by a server that does not say its own
 * Date: between two times of the same clock the difference is right, whatever this unit believes. */
void headers_add_line(struct headers *h, const char *line, size_t len, time_t now);
/* RFC 9110 10.2.3: seconds or an IMF-fixdate. -1 when it is neither. */
int64_t headers_parse_retry_after(const char *value, time_t now);
/* True when the ETag may be sent in If-Range (RFC 9110 13.1.5: strong ones only). */
bool headers_etag_is_strong(const char *etag);

#endif
