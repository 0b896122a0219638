/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/loop.h"

#include <limits.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "device/notify.h"
#include "jobs/ending.h"
#include "platform/window.h"

#define LOG_MODULE "loop"
#include "base/log.h"

enum { FDS_MAX = KIOSK_FDS_MAX + LOOP_SOURCE_FDS_MAX + 1 };
_Static_assert(FDS_MAX <= (int)WINDOW_FDS_MAX, "a window can watch them all");

struct loop {
	struct kiosk *kiosk;
	const struct loop_source *source; /* NULL: none */
	struct window *window;            /* NULL: poll(2) alone */
};

static int collect(const struct loop *l, struct pollfd fds[FDS_MAX])
{
	int count = 0;
	fds[count++] = (struct pollfd){ .fd = ending_fd(), .events = POLLIN };
	int plain[KIOSK_FDS_MAX];
	int len = kiosk_fds(l->kiosk, plain);
	for (int i = 0; i < len; i++) {
		fds[count++] = (struct pollfd){ .fd = plain[i], .events = POLLIN };
	}
	return l->source ? count + l->source->fds(l->source->ctx, fds + count) : count;
}

/* The shorter of left_us (-1: for ever) and what is left until due_us (INT64_MAX: never). */
static int64_t shorter_wait_us(int64_t due_us, int64_t now_us, int64_t left_us)
{
	if (due_us == INT64_MAX) {
		return left_us;
	}
	int64_t wait_us = due_us > now_us ? due_us - now_us : 0;
	return left_us < 0 || wait_us < left_us ? wait_us : left_us;
}

/* How long nothing needs to be done, -1: for ever. Manual time does not pass by itself. */
static int64_t idle_us(const struct loop *l)
{
	int64_t left_us = -1;
	const struct timesource *t = kiosk_time(l->kiosk);
	int64_t wake_us = kiosk_wake_us(l->kiosk);
	int64_t now_us = timesource_now_us(t);
	if (wake_us <= now_us) {
		left_us = 0;
	} else if (wake_us != INT64_MAX && !t->manual) {
		left_us = wake_us - now_us;
	}
	int64_t real_us = clock_monotonic_us();
	left_us = shorter_wait_us(kiosk_content_due_us(l->kiosk), real_us, left_us);
	if (l->source) {
		left_us = shorter_wait_us(l->source->due_us(l->source->ctx), real_us, left_us);
	}
	/* Fed by those who prove that work is done: the loop by being here, the workers by keeping their limits. */
	int64_t watchdog_us = kiosk_is_stuck(l->kiosk) ? -1 : notify_tick(real_us);
	if (watchdog_us >= 0 && (left_us < 0 || watchdog_us < left_us)) {
		left_us = watchdog_us;
	}
	return left_us;
}

static bool wait_once(struct loop *l)
{
	struct pollfd fds[FDS_MAX];
	int count = collect(l, fds);
	int64_t us = idle_us(l);
	if (l->window) {
		int64_t ms = us < 0 ? -1 : (us + 999) / 1000;
		return window_wait(l->window, l->kiosk, fds, count, ms > INT_MAX ? INT_MAX : (int)ms);
	}
	struct timespec wait = { .tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000 };
	(void)ppoll(fds, (nfds_t)count, us < 0 ? NULL : &wait, NULL);
	return true;
}

static bool was_told_to_end(void)
{
	struct signalfd_siginfo info;
	return read(ending_fd(), &info, sizeof info) == (ssize_t)sizeof info;
}

static bool step_until_end(struct loop *l, struct err *e)
{
	notify_starting("painting the first picture");
	for (bool ready = false;;) {
		if (!kiosk_step(l->kiosk, e)) {
			return false;
		}
		if (!ready) {
			notify_ready("showing");
			ready = true;
		}
		if (kiosk_wants_restart(l->kiosk)) {
			log_warn("ending, to be started again, as was asked");
			break;
		}
		if (!wait_once(l) || was_told_to_end() || (l->source && !l->source->serve(l->source->ctx, l->kiosk))) {
			break;
		}
	}
	notify_stopping();
	return true;
}

bool loop_run(struct kiosk *k, const struct loop_source *source, struct err *e)
{
	struct loop l = { .kiosk = k, .source = source };
	bool ok = ending_fd() >= 0 || fail(e, "signals cannot be watched for");
	if (ok && display_has_window(kiosk_display(k))) {
		l.window = window_create(e);
		ok = l.window != NULL;
	}
	ok = ok && step_until_end(&l, e);
	window_destroy(l.window);
	return ok;
}
