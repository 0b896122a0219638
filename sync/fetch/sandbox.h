/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sandbox.h - what each process of borne-syncd gives up before it starts working
 *
 * The fetching child keeps the network and loses the disk: a user and group of its
 * own (when it starts as root or with CAP_SETUID and CAP_SETGID), no capability, no
 * new privileges, bounded memory, a Landlock rule set that allows reading named system
 * files only, and a seccomp list of the calls libcurl needs, in which opening a file
 * for writing and signalling another process are not. The parent keeps the disk and
 * loses the network: it can make no socket but a Unix one (sd_notify).
 *
 * The checking child of the parent loses both: it reads the objects and writes the
 * search index.
 *
 * None of it can be undone by the process that asked for it. Call before any thread. */
#ifndef FETCH_SANDBOX_H
#define FETCH_SANDBOX_H

#include <stddef.h>

#include "base/account.h"
#include "base/err.h"

struct sandbox_options {
	const char *user;        /* who to become when that is allowed; see base/account.h */
	const char *readable[4]; /* further files or folders to read (CA, client certificate); NULL: none */
};

struct sandbox_facts {
	int landlock_abi;              /* 0: this kernel has none, seccomp alone holds */
	char user[ACCOUNT_NAME_BYTES]; /* who it runs as now */
};

/* For the child. False: it must not go on. A kernel without Landlock is not a failure, one without seccomp is. */
MUST_USE bool sandbox_enter_fetcher(const struct sandbox_options *options, struct sandbox_facts *facts, struct err *e);
/* For the child that reads new content first (check/checker.h): reading below `readable` (borrowed, with what C's time
 * zones need), writing below `writable` alone, no program, no process, no signal but to itself, no socket. */
MUST_USE bool sandbox_enter_checker(const char *const *readable, size_t readable_len, const char *writable,
		struct err *e);
/* For the parent and whatever it starts later. An ordinary user gives up its capabilities as well. */
MUST_USE bool sandbox_deny_network(struct err *e);

#endif
