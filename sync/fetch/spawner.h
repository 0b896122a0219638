/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spawner.h - makes fetching children for a parent that may not
 *
 * The parent gives up the network for good, and whatever it forks inherits that.
 * So a small process is forked before: on request it ends the child there is, makes
 * a fresh one and hands its socket over. It alone keeps what it takes to give the child
 * another user and to end it then (CAP_SETUID, CAP_SETGID, CAP_KILL, where the service has them). It reads one byte at
 * a time from the parent and nothing else. It ends, with its child, when the parent does. */
#ifndef FETCH_SPAWNER_H
#define FETCH_SPAWNER_H

#include <sys/types.h>

#include "fetch/http.h"
#include "fetch/sandbox.h"

struct spawner {
	int fd; /* -1: closed */
	pid_t pid;
};
#define SPAWNER_CLOSED ((struct spawner){ .fd = -1 })

struct spawner_options {
	struct http_options http;
	struct sandbox_options sandbox;
	const char *program; /* NULL: the built-in worker; else run with the socket as descriptor 3 (tests) */
};

/* Call once, before any thread and before sandbox_deny_network(). */
MUST_USE bool spawner_open(struct spawner *out, const struct spawner_options *options, struct err *e);
void spawner_close(struct spawner *s);
/* A fresh child; the one before it is dead when this returns. *fd is owned by the caller. */
MUST_USE bool spawner_spawn(struct spawner *s, int *fd, pid_t *pid, struct err *e);
/* Ends the child there is: it is dead when this returns. The caller may not be allowed to, as its user is another. */
void spawner_end(struct spawner *s);

#endif
