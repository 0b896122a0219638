/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/syncd.h"

#include <systemd/sd-daemon.h>

#include "base/clock.h"

#define LOG_MODULE "syncd"
#include "base/log.h"

void syncd_save(struct syncd *d)
{
	struct err e;
	if (!d->has_store) {
		return; /* what it remembers is not known yet, and must not be written over */
	}
	if (!state_write(&d->state, &d->saved, d->state_path, &e)) {
		log_warn("the state is not saved: %s", e.message);
	}
}

void syncd_ping(struct syncd *d)
{
	int64_t now_us = clock_monotonic_us();
	if (d->watchdog_us > 0 && now_us - d->last_ping_us > d->watchdog_us / 4) {
		d->last_ping_us = now_us;
		(void)sd_notify(0, "WATCHDOG=1");
	}
}
