/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transport.h - where a repository may lie: one row for each kind of address
 *
 * A further transport is a file with a function of type transport_get_fn and a row in
 * transport.c. What arrives is verified in the same way, whichever brought it. */
#ifndef TRANSFER_TRANSPORT_H
#define TRANSFER_TRANSPORT_H

#include "base/buf.h"
#include "transfer/link.h"
#include "transfer/request.h"

/* What the transports work with; borrowed. */
struct transports {
	struct link *link; /* to the fetching child, for http and https */
	/* Called after a file that was read without the link, whose own idle was not called. May be NULL. */
	bool (*idle)(void *ctx);
	void *idle_ctx;
};

/* The base address of a server that the settings may name. */
bool transport_is_allowed(const char *url);
/* "http://, https:// or file:///": what such an address starts with. */
void transport_list_allowed(struct buf *out);
/* By the transport whose scheme the address has. True: *answer is complete, and its status is one of request.h's below
 * 500. False: *r says why; the problem stays PROBLEM_NONE when head() or body() ended it without naming one. */
MUST_USE bool transport_get(const struct transports *t, const struct transport_request *request,
		struct transport_answer *answer, struct result *r);
/* Nothing is asked for in the next time: gives back what a transport holds. */
void transport_rest(const struct transports *t);

#endif
