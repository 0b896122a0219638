/* SPDX-License-Identifier: GPL-3.0-or-later */
/* request.h - one line of the control socket, answered
 *
 * {"do":"tap","name":"Accueil"} -> {"ok":true}; {"ok":false,"error":"..."} when it
 * could not be done. All requests are in one table; kiosk/remote/README.md lists
 * them. UI thread only. */
#ifndef REMOTE_REQUEST_H
#define REMOTE_REQUEST_H

#include "base/buf.h"
#include "platform/kiosk.h"

enum request_outcome {
	REQUEST_ANSWERED,
	REQUEST_WAITS, /* request_look() answers it */
	REQUEST_QUITS, /* answered; the program was asked to end */
};

/* A "wait" that has no reply yet. */
struct request_wait {
	int timeout_ms;
	int64_t end_us; /* monotonic */
};

/* Appends the reply and a line end to *reply, unless it says REQUEST_WAITS: then *wait is written, and nothing is
 * appended. */
enum request_outcome request_answer(struct kiosk *k, const char *line, size_t len, struct buf *reply,
		struct request_wait *wait);
/* After a step of k. True: the reply was appended to *reply, because nothing is pending any more, the time is up, or
 * `failure` (borrowed; NULL: none) says why the program cannot go on. */
bool request_look(struct kiosk *k, const struct request_wait *wait, const char *failure, struct buf *reply);
/* Proportional set size of this process, KiB; 0 when the kernel does not say. */
long request_pss_kib(void);

#endif
