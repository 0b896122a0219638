/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/notify.h"

#include <stdio.h>
#include <string.h>
#include <systemd/sd-daemon.h>

enum { STATUS_BYTES = 256 };

/* Lost notifications are no error: without systemd nothing listens. */
static void send_to_systemd(const char *state)
{
	(void)sd_notify(0, state);
}

static void add_status(char *out, size_t size, const char *status)
{
	size_t used = strlen(out);
	(void)snprintf(out + used, size - used, "STATUS=%s", status);
	/* The protocol is lines: a newline in the text would start another assignment. */
	for (char *c = out + used; *c; c++) {
		if ((unsigned char)*c < 0x20) {
			*c = ' ';
		}
	}
}

void notify_starting(const char *status)
{
	char state[STATUS_BYTES];
	(void)snprintf(state, sizeof state, "EXTEND_TIMEOUT_USEC=%d\n", NOTIFY_STEP_US);
	add_status(state, sizeof state, status);
	send_to_systemd(state);
}

void notify_ready(const char *status)
{
	char state[STATUS_BYTES] = "READY=1\n";
	if (status) {
		add_status(state, sizeof state, status);
	}
	send_to_systemd(state);
}

void notify_stopping(void)
{
	send_to_systemd("STOPPING=1");
}

int64_t notify_watchdog_period_us(void)
{
	uint64_t period_us = 0;
	if (sd_watchdog_enabled(0, &period_us) <= 0 || period_us > INT64_MAX) {
		return 0;
	}
	return (int64_t)(period_us / 2);
}

static void notify_alive(void)
{
	send_to_systemd("WATCHDOG=1");
}

int64_t notify_tick(int64_t now_us)
{
	static int64_t last_us;
	static bool fed;
	int64_t period_us = notify_watchdog_period_us();
	if (period_us <= 0) {
		return -1;
	}
	if (!fed || now_us - last_us >= period_us) {
		notify_alive();
		last_us = now_us;
		fed = true;
	}
	return last_us + period_us - now_us;
}
