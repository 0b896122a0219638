/* SPDX-License-Identifier: GPL-3.0-or-later */
/* firmware.h - firmware of the same repository: fetched here, written by root
 *
 * Beside the content, after it, and never in place of it: a failure here is told in
 * status.json and in the log and leaves the check as it was. What to do follows from RUN/firmware/status.json, which
 * borne-firmware writes; without that file the machine is no image of ours and nothing is done. Private to sync/daemon.
 */
#ifndef DAEMON_FIRMWARE_H
#define DAEMON_FIRMWARE_H

#include "daemon/syncd.h"
#include "tuf/client.h"

/* The hook of a check (struct update.also), `syncd` is the daemon: fetches what is offered, and is not on the unit,
 * into STORE/firmware and, when all of it is there, asks root to write it (STORE/firmware/wanted). False: it is not
 * finished, the next check asks the server in full again. */
bool firmware_take(void *syncd, struct tuf_client *client, const char *targets_url);
/* The other hook: true on a unit made by `make image`, whose firmware can be replaced. */
bool firmware_applies(void *syncd);
/* In the loop: a written firmware is started in quiet hours, or between 3 and 5 at night where there are none, when no
 * visitor is there (STORE/firmware/restart). */
void firmware_follow(struct syncd *d);

#endif
