/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notify.h - what systemd hears from us: still starting, ready, status, still alive
 *
 * sd_notify(3) and its watchdog. Everything is a no-op when the program was not
 * started by systemd. Any thread, but the watchdog must be fed by the loop whose
 * silence should restart the program. */
#ifndef DEVICE_NOTIFY_H
#define DEVICE_NOTIFY_H

#include <stdint.h>

#include "base/err.h"

/* How long one step of a start may take: TimeoutStartSec= of systemd/borne.service (tests/boot/install.test compares).
 */
enum { NOTIFY_STEP_US = 45000000 };

/* A start has come to its next step, which has NOTIFY_STEP_US from now on, also when the service's TimeoutStartSec= is
 * over by then. For slow cards and busy processors: a start that goes on is not ended, one that hangs is. `status`:
 * which step, one line. */
void notify_starting(const char *status);
/* The program does its work from here on (Type=notify). `status` may be NULL: one line for `systemctl status`, with
 * nothing about a visitor. */
void notify_ready(const char *status);
void notify_stopping(void);
/* How often the watchdog must be fed: half of WATCHDOG_USEC when that is meant for this process, else 0. */
int64_t notify_watchdog_period_us(void);
/* Feeds the watchdog when its time has come and returns the microseconds until it comes again, so that a poll loop can
 * take this as (the upper bound of) its timeout; -1 without watchdog. `now_us` is clock_monotonic_us(). */
int64_t notify_tick(int64_t now_us);

#endif
