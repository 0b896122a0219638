/* SPDX-License-Identifier: GPL-3.0-or-later */
/* update.h - one check: is there something new, and if so, install it
 *
 * Nothing new costs one request: timestamp.json with its ETag. Anything else walks
 * the TUF workflow (tuf/client.h), in which every byte is verified before use.
 * Servers are tried in the order given; the next one only when the network is the
 * trouble, never to get round a refused signature. */
#ifndef DAEMON_UPDATE_H
#define DAEMON_UPDATE_H

#include "daemon/install.h"
#include "daemon/trustclock.h"

enum { UPDATE_URLS_MAX = 8, UPDATE_FULL_EVERY_S = 24 * 3600 };

struct update_options {
	const char *urls[UPDATE_URLS_MAX]; /* base addresses, in order */
	size_t urls_len;
	const char *pack;
	const char *root;            /* path of the first trusted root, shipped with the unit */
	checker_confine_fn *confine; /* of the process that reads new content first; see checker.h */
	long check_time_s;           /* checker_limits_for() */
};

/* What the last check learnt, for the status. */
struct update_found {
	int64_t release;         /* newest that was offered */
	time_t metadata_expires; /* 0: not known */
	const char *server;      /* borrowed: base address that was asked last */
};

/* Lives as long as the daemon; everything borrowed. */
struct update {
	const struct update_options *options;
	const struct store *store;
	const struct transports *from;
	struct trustclock *clock;
	struct sync_state *state;
	struct refusals *refusals;
	struct update_found *found;
	void (*changed)(void *ctx, const struct install_step *step); /* see struct install; may be NULL */
	void *changed_ctx;
	/* After a check that met no new content, with what was verified: other things of the same repository. False:
	 * not finished, the next check is a full one. May be NULL. */
	bool (*also)(void *ctx, struct tuf_client *client, const char *targets_url);
	bool (*also_applies)(void *ctx); /* false: there is nothing for it on this machine */
	void *also_ctx;
	int64_t open_generation; /* what the interface holds, for the garbage collector */
	time_t last_full;        /* 0: the next check walks through everything */
	bool came_with_unit;     /* the source is the unit's own disk: see first.h */
	bool whole;              /* what is in service has all that this unit's site needs, as far as is known */
	time_t refused_until;    /* 0: for good; then the server is asked in full again */
	enum problem refused;    /* what the last full walk found refused; PROBLEM_NONE otherwise */
	struct err refused_why;
};

enum update_outcome {
	UPDATE_CURRENT,  /* what is in service is what the server offers */
	UPDATE_SWITCHED, /* something new is in service */
	UPDATE_REFUSED,  /* what the server offers was refused before: nothing to do until it offers another */
	UPDATE_FAILED,
};

/* REFUSED and FAILED fill *r: the problem, the one sentence that names the cause, and when the server wants to be asked
 * again. */
enum update_outcome update_check(struct update *u, struct result *r);

#endif
