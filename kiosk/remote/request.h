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

/* Appends the reply and a line end to *reply. *quit is set when the program was asked to end. */
void request_answer(struct kiosk *k, const char *line, size_t len, struct buf *reply, bool *quit);
/* Proportional set size of this process, KiB; 0 when the kernel does not say. */
long request_pss_kib(void);

#endif
