/* SPDX-License-Identifier: GPL-3.0-or-later */
/* request.h - one file of a repository, asked for: the contract of every transport
 *
 * The words are those of HTTP, because conditions and ranges are. A transport that has
 * neither answers 200 or 404, and ignores what it was not asked in vain. */
#ifndef TRANSFER_REQUEST_H
#define TRANSFER_REQUEST_H

#include <stddef.h>

#include "transfer/result.h"

enum { ANSWER_ETAG_BYTES = 160, ANSWER_TYPE_BYTES = 64 };

enum {
	HTTP_OK = 200,
	HTTP_PARTIAL = 206,
	HTTP_NOT_MODIFIED = 304,
	HTTP_NOT_FOUND = 404,
	HTTP_GONE = 410,
	HTTP_RANGE_NOT_SATISFIABLE = 416,
	HTTP_NETWORK_AUTHENTICATION_REQUIRED = 511, /* RFC 6585 section 6: a captive portal that says so */
};

struct transport_answer {
	long status;                  /* HTTP_OK and others of the list above */
	uint64_t start;               /* offset of the first byte of the body in the file */
	char etag[ANSWER_ETAG_BYTES]; /* printable ASCII; "" when there is none */
	char type[ANSWER_TYPE_BYTES]; /* of the content; "" when it is not known */
};

struct transport_request {
	const char *url;
	uint64_t max_bytes;
	const char *if_none_match; /* NULL or "": no condition */
	uint64_t resume_from;      /* needs a strong if_range */
	const char *if_range;
	bool check_dates; /* of the server's certificate */
	/* Once, before the first byte; may be NULL. Then the body, in order, from answer->start. False ends the request
	 * and fills *r. */
	bool (*head)(void *ctx, const struct transport_answer *answer, struct result *r);
	bool (*body)(void *ctx, const char *bytes, size_t len, struct result *r);
	void *ctx;
};

#endif
