/* SPDX-License-Identifier: GPL-3.0-or-later */
/* link.h - the parent's end of the fetching child
 *
 * One request at a time, answered or given up. A child that dies, hangs, sends
 * more than was asked or breaks the protocol is killed and a fresh one is made for
 * the next request, later and later while it keeps failing. While waiting, `idle`
 * is called at least once a second, so that the daemon stays alive. */
#ifndef TRANSFER_LINK_H
#define TRANSFER_LINK_H

#include <sys/types.h>

#include "transfer/message.h"
#include "transfer/request.h"

struct link_options {
	/* Makes a fresh child, the one before being dead afterwards; *fd is owned by the link. */
	bool (*spawn)(void *ctx, int *fd, pid_t *pid, struct err *e);
	/* Ends the child that was made last. NULL: by SIGKILL from here. */
	void (*end)(void *ctx);
	void *spawn_ctx;
	/* False: give up now (the daemon is asked to stop). May be NULL. */
	bool (*idle)(void *ctx);
	void *idle_ctx;
	long silence_s; /* a child that says nothing for this long is hung; 0: 60 */
};

struct link;
/* Owned: link_destroy(). No child is made before the first request. */
struct link *link_create(const struct link_options *options);
void link_destroy(struct link *l);
/* As transport_get(): the server answered 200, 206, 304, 404, 410 or 416. A child that broke the protocol, died or was
 * silent is PROBLEM_FETCHER. */
MUST_USE bool link_get(struct link *l, const struct transport_request *request, struct transport_answer *answer,
		struct result *r);
/* Ends the child: between two checks there is nothing to fetch, nothing to hold memory or to attack. */
void link_rest(struct link *l);
/* 0 while there is none. */
pid_t link_child(const struct link *l);
/* Children that had to be ended for a failure, and the sandbox the last one reported (borrowed). */
unsigned link_restarts(const struct link *l);
const struct message *link_ready(const struct link *l);
/* Bytes of bodies received since the start, for the metrics. */
uint64_t link_received_bytes(const struct link *l);
uint64_t link_requests(const struct link *l);

#endif
