/* SPDX-License-Identifier: GPL-3.0-or-later */
/* panels.h - the screen of a unit comes, goes and is exchanged (device/panel.h), said in words and followed
 *
 * Only on KMS: a window is the desktop's. UI thread. */
#ifndef PLATFORM_PANELS_H
#define PLATFORM_PANELS_H

#include <stdbool.h>

#include "base/err.h"

struct panels;

/* Waits until a screen is connected, as long as it takes: a unit that is switched on before its screen has not failed.
 * systemd hears that the start goes on. Owned: panels_close(). NULL: the program was told to end meanwhile, or udev
 * cannot be talked to. `root`: of sysfs, "" for this machine. Where the kernel knows no connector at all nothing is
 * waited for: opening the display says what is wrong. */
MUST_USE struct panels *panels_open(const char *root, struct err *e);
/* NULL is fine. */
void panels_close(struct panels *p);
/* To poll for reading; valid until panels_close(). */
int panels_fd(const struct panels *p);

enum panels_do {
	PANELS_NOTHING,
	PANELS_SHOW_AGAIN, /* the screen is back: all of the picture is to be shown again */
	PANELS_OPEN_AGAIN, /* another screen: the program has to start anew */
};
/* What is to be done because of what was plugged since the last call; never blocks. Writes the log. */
enum panels_do panels_look(struct panels *p);

#endif
