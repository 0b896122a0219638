/* SPDX-License-Identifier: GPL-3.0-or-later */
/* control.h - the control socket: who listens, who is connected, whole lines
 *
 * A UNIX stream socket, mode 0600, off in a production image. Newline-delimited
 * JSON, one reply per request, in order. What the requests mean is request.h's
 * business. A client that waits ("wait") holds no other: its reply comes from a later
 * turn of the loop. Lines, clients and unread replies are bounded: a client that breaks
 * a bound is told and sent away. UI thread only. */
#ifndef REMOTE_CONTROL_H
#define REMOTE_CONTROL_H

#include <poll.h>

#include "platform/loop.h"

enum { CONTROL_CLIENTS_MAX = 4, CONTROL_LINE_BYTES_MAX = 64 * 1024, CONTROL_FDS_MAX = CONTROL_CLIENTS_MAX + 1 };
_Static_assert(CONTROL_FDS_MAX <= (int)LOOP_SOURCE_FDS_MAX, "a loop can watch them all");

struct control;
/* Replaces a socket that a dead process left at `path`; one that answers is an error. Owned. */
MUST_USE struct control *control_open(const char *path, struct err *e);
/* Tells clients that wait, and removes the socket. NULL is fine. */
void control_close(struct control *c);
/* When control_serve() is due although no descriptor says so; monotonic. INT64_MAX: no client waits. NULL: the same. */
int64_t control_due_us(const struct control *c);
/* Accepts, reads, answers, without waiting for a client. False: a client asked the program to end. */
bool control_serve(struct control *c, struct kiosk *k);
/* The socket as what a loop watches; borrows c. */
struct loop_source control_source(struct control *c);

#endif
