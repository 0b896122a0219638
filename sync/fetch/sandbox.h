/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sandbox.h - what each half of borne-syncd gives up before it starts working
 *
 * The fetching child keeps the network and loses the disk: an unprivileged user
 * (when it starts as root), no new privileges, a Landlock rule set that allows
 * reading a few system folders only, and a seccomp list of the calls libcurl needs,
 * in which opening a file for writing is not one. The parent keeps the disk and
 * loses the network: it can make no socket but a Unix one (sd_notify).
 *
 * None of it can be undone by the process that asked for it. Call before any thread. */
#ifndef FETCH_SANDBOX_H
#define FETCH_SANDBOX_H

#include <stddef.h>

#include "base/err.h"

struct sandbox_options {
	const char *user;        /* who to become when root; NULL or "": nobody */
	const char *readable[4]; /* further files or folders to read (CA, client certificate); NULL: none */
};

enum { SANDBOX_USER_BYTES = 33 };

struct sandbox_facts {
	int landlock_abi;              /* 0: this kernel has none, seccomp alone holds */
	char user[SANDBOX_USER_BYTES]; /* who it runs as now */
};

/* For the child. False: it must not go on. A kernel without Landlock is not a failure, one without seccomp is. */
MUST_USE bool sandbox_enter_fetcher(const struct sandbox_options *options, struct sandbox_facts *facts, struct err *e);
/* For the parent and whatever it starts later. */
MUST_USE bool sandbox_deny_network(struct err *e);

#endif
