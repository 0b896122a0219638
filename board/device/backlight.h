/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backlight.h - how bright the panel's lamp is, where the kernel has a switch for it
 *
 * /sys/class/backlight: panels on DSI, eDP and LVDS, and HDMI panels with a driver of their own. udev/70-borne.rules
 * gives the switch to the group borne. Most HDMI monitors have none; for them the interface paints the dark instead,
 * and the signal stays on: a monitor that is sent to sleep (DPMS) often takes the power from the touch controller on
 * its USB hub, and then no touch wakes it. One thread. */
#ifndef DEVICE_BACKLIGHT_H
#define DEVICE_BACKLIGHT_H

#include <stdbool.h>

#include "base/err.h"

struct backlight {
	char path[256]; /* of its brightness; "": none */
	long most;
};

/* The lamp of the machine whose files lie below `root` ("": this one). The kernel may list one lamp several times: what
 * the firmware offers goes before the platform's, and that before raw registers. False: there is none that can be
 * switched. */
bool backlight_find(struct backlight *b, const char *root);
/* 0 (off, where the panel can) to 100. */
MUST_USE bool backlight_set(const struct backlight *b, int percent, struct err *e);

#endif
