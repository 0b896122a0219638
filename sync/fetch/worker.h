/* SPDX-License-Identifier: GPL-3.0-or-later */
/* worker.h - the fetching child's whole life: read a request, answer it, again
 *
 * Newline JSON on one stream socket, described in sync/FORMAT.md section 4. The
 * body of an answer goes over the same socket: the child has no file to write to.
 * One request at a time; to cancel one, the parent ends the child and starts another. */
#ifndef FETCH_WORKER_H
#define FETCH_WORKER_H

#include "fetch/http.h"
#include "fetch/sandbox.h"

enum { WORKER_LINE_BYTES = 4096 };

struct worker_request {
	uint64_t id;
	uint64_t max_bytes;
	uint64_t resume_from;
	bool check_dates; /* of TLS certificates */
	char url[2048];
	char if_none_match[HEADERS_ETAG_BYTES]; /* "": none */
	char if_range[HEADERS_ETAG_BYTES];
};

/* `line` without its newline. Refuses what is not exactly a request. */
MUST_USE bool worker_parse_request(const char *line, size_t len, struct worker_request *out, struct err *e);
/* Returns when the other end closes; the exit status of the process. `options` lives as long as it runs. */
int worker_run(int socket_fd, const struct http_options *options, const struct sandbox_facts *facts);

#endif
