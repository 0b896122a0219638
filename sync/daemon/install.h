/* SPDX-License-Identifier: GPL-3.0-or-later */
/* install.h - from a signed bundle to a generation in service, and back
 *
 * Plan (what is missing, is there room), fetch, check the whole, build the search
 * index, then switch: nothing before the switch is visible to the interface, and
 * the switch is one rename. A generation given back is never tried again. */
#ifndef DAEMON_INSTALL_H
#define DAEMON_INSTALL_H

#include "check/checker.h"
#include "daemon/status.h"
#include "generation/state.h"
#include "generation/store.h"
#include "store/bundle.h"
#include "transfer/obtain.h"
#include "tuf/client.h"

/* Where it is, for the status. */
struct install_step {
	enum status_state state;
	struct obtain_progress progress; /* while STATUS_DOWNLOADING */
};

/* What installing works with; borrowed. */
struct install {
	const struct store *store;
	const struct transports *from;
	struct sync_state *state;
	struct refusals *refusals;
	/* A step begins or advances, or some work was done in it: the daemon tells others when it is time. May be NULL.
	 */
	void (*changed)(void *ctx, const struct install_step *step);
	void *changed_ctx;
	const char *targets_url; /* folder of the targets, without a slash at the end */
	const char *pack;
	bool check_dates;            /* of TLS certificates */
	checker_confine_fn *confine; /* of the process that reads new content first */
	long check_time_s;           /* checker_limits_for() */
	int64_t open_generation;     /* that the interface holds */
	time_t now;                  /* as shown to people */
	time_t trusted_now;          /* by which refusals end */
	int64_t release;
	bool keep_without_other; /* install_give_back(): what is in service stays when nothing can take its place */
	struct install_step step;
};

/* bundle.json, a verified file of the spool; *path is owned. */
MUST_USE bool install_obtain_manifest(struct install *in, const struct tuf_target *bundle, char **path,
		struct result *r);
/* Everything from the verified bytes of bundle.json to the switch. `bundle_path`: that file in the spool, removed at
 * the end. `client` finds the targets of the components. */
MUST_USE bool install_bundle(struct install *in, struct tuf_client *client, const struct tuf_target *bundle,
		const char *bundle_path, struct result *r);
/* The generation in service goes, `previous` returns, and its bundle is refused from now on, for good or `for_a_while`
 * (refusals_limit()). */
MUST_USE bool install_give_back(struct install *in, enum problem problem, bool for_a_while, const char *why,
		struct result *r);

#endif
