/* SPDX-License-Identifier: GPL-3.0-or-later */
/* httptrouble.h - what libcurl's codes mean to a technician
 *
 * One table. Pure. */
#ifndef FETCH_HTTPTROUBLE_H
#define FETCH_HTTPTROUBLE_H

#include <stddef.h>

/* Why a transfer failed, for the words shown to staff. */
enum http_trouble {
	HTTP_TROUBLE_NONE,
	HTTP_TROUBLE_NAME,    /* the host name is not known */
	HTTP_TROUBLE_CONNECT, /* no answer, or a refusal */
	HTTP_TROUBLE_TLS,     /* certificate or handshake */
	HTTP_TROUBLE_PROXY,
	HTTP_TROUBLE_SLOW,     /* below the lowest speed, or timed out */
	HTTP_TROUBLE_CUT,      /* connection lost in the middle */
	HTTP_TROUBLE_SIZE,     /* more bytes than allowed */
	HTTP_TROUBLE_REDIRECT, /* too many of them, or to something that is not http(s) */
	HTTP_TROUBLE_ANSWER,   /* not HTTP, or headers and padding without end */
	HTTP_TROUBLE_STATUS,   /* an HTTP status that is no answer: 403, 500, 503... */
	HTTP_TROUBLE_LOCAL,    /* the sink or tick said stop, a bad URL, no memory */
};

/* `code`: a CURLcode (int, so that callers need not include libcurl). `status`: of the last status line, 0
 * before one. *words (static): the same in a few English words. */
enum http_trouble httptrouble_of(int code, long status, const char **words);
/* For messages: "host:port" of an address, or the address when it is none; returns `out`. */
const char *httptrouble_host(const char *url, char *out, size_t size);

#endif
