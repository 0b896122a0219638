/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window.h - a desktop window's events: the mouse as a finger, the keyboard for development
 *
 * SDL can only be waited for by itself, so a small thread polls the other file
 * descriptors and wakes SDL up. UI thread, but for that thread, which shares nothing. */
#ifndef PLATFORM_WINDOW_H
#define PLATFORM_WINDOW_H

#include <poll.h>

#include "platform/kiosk.h"

enum { WINDOW_FDS_MAX = 24 };

struct window;
/* Owned. */
MUST_USE struct window *window_create(struct err *e);
void window_destroy(struct window *w);
/* Until an event of SDL, one of the descriptors, or timeout_ms (-1: none). Events become touches and keys.
 * False: the window was closed. */
bool window_wait(struct window *w, struct kiosk *k, const struct pollfd *fds, int count, int timeout_ms);

#endif
