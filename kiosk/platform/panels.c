/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/panels.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "device/notify.h"
#include "device/panel.h"
#include "jobs/ending.h"

#define LOG_MODULE "screen"
#include "base/log.h"

enum {
	NAMES_BYTES = 128,
	LOOK_MS = 5000, /* also without a word from udev: not every driver hears of a screen that is switched on */
};

struct panels {
	struct panelwatch *watch;
};

static bool sleep_until_told(struct panels *p, struct err *e)
{
	struct pollfd fds[] = { { .fd = panelwatch_fd(p->watch), .events = POLLIN },
		{ .fd = ending_fd(), .events = POLLIN } };
	(void)poll(fds, sizeof fds / sizeof fds[0], LOOK_MS);
	return (fds[1].revents & POLLIN) == 0 || fail(e, "told to end while no screen is connected");
}

static bool wait_for_screen(struct panels *p, struct err *e)
{
	bool said = false;
	for (;;) {
		const struct panel_list *now = panelwatch_look(p->watch);
		if (now->len == 0 || panel_list_first(now)) {
			break;
		}
		char names[NAMES_BYTES];
		char status[NAMES_BYTES + 64];
		panel_list_print(now, names, sizeof names);
		(void)snprintf(status, sizeof status, "waiting for a screen at %s", names);
		notify_starting(status);
		if (!said) {
			log_error("no screen is connected to %s: check its cable, its power and its chosen input; it "
				  "is waited for",
					names);
			said = true;
		}
		if (!sleep_until_told(p, e)) {
			return false;
		}
	}
	if (said) {
		log_info("a screen is connected");
	}
	return true;
}

struct panels *panels_open(const char *root, struct err *e)
{
	struct panels *p = mem_zalloc(1, sizeof *p);
	p->watch = panelwatch_open(root, e);
	if (!p->watch || !wait_for_screen(p, e)) {
		panels_close(p);
		return NULL;
	}
	panelwatch_begin(p->watch);
	return p;
}

void panels_close(struct panels *p)
{
	if (p) {
		panelwatch_close(p->watch);
		free(p);
	}
}

int panels_fd(const struct panels *p)
{
	return panelwatch_fd(p->watch);
}

enum panels_do panels_look(struct panels *p)
{
	const char *shown = panelwatch_shown(p->watch);
	switch (panelwatch_next(p->watch)) {
	case PANEL_GONE:
		log_error("the screen at %s is not connected any more: check its cable and its power", shown);
		return PANELS_NOTHING;
	case PANEL_BACK:
		log_info("the screen at %s is back", shown);
		return PANELS_SHOW_AGAIN;
	case PANEL_OTHER:
		log_warn("another screen, or another size of the one at %s: starting anew to use it", shown);
		return PANELS_OPEN_AGAIN;
	case PANEL_SAME:
		break;
	}
	return PANELS_NOTHING;
}
