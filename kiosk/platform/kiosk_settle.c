/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the loop may sleep, and steps until nothing is pending (kiosk.h). */
#include <poll.h>

#include "app/app.h"
#include "base/clock.h"
#include "device/notify.h"
#include "jobs/ending.h"
#include "platform/kiosk.h"
#include "platform/kiosk_private.h"

enum { SETTLE_STEPS_MAX = 100000 };

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t kiosk_wake_us(const struct kiosk *k)
{
	int64_t now_us = timesource_now_us(&k->time);
	int64_t wake = earlier(app_next_wake_us(k->state, now_us), speaker_wake_us(k->speaker, now_us));
	wake = k->answers.len > 0 ? now_us : earlier(wake, k->look_us);
	if (kiosk_needs_frame(k) || wake <= now_us) {
		int64_t left = k->time.manual ? 0 : k->next_frame_us - clock_monotonic_us();
		return now_us + (left > 0 ? left : 0);
	}
	return wake;
}

int64_t kiosk_content_due_us(const struct kiosk *k)
{
	return content_due_us(k->content);
}

/* ---- waiting for quiet ---- */

static bool is_moving(const struct kiosk *k)
{
	int64_t now_us = timesource_now_us(&k->time);
	return app_next_wake_us(k->state, now_us) <= now_us;
}

int kiosk_pending(struct kiosk *k)
{
	return worker_pending(k->worker) + k->waiting_answers + k->answers.len + articles_pending(k->articles) +
	       (k->map && !k->unseen ? mapview_pending(k->map) : 0) + speaker_is_busy(k->speaker) +
	       kiosk_needs_frame(k) + is_moving(k);
}

bool kiosk_play(struct kiosk *k)
{
	bool plays = k->time.manual && is_moving(k);
	if (plays) {
		timesource_advance(&k->time, KIOSK_FRAME_US);
	}
	return plays;
}

bool kiosk_settle(struct kiosk *k, int timeout_ms, struct err *e)
{
	int64_t end_us = clock_monotonic_us() + (int64_t)timeout_ms * 1000;
	for (int i = 0; i < SETTLE_STEPS_MAX; i++) {
		(void)notify_tick(clock_monotonic_us()); /* every step is one of the loop's: the program is alive */
		if (ending_is_asked()) {
			return fail(e, "the program was told to end");
		}
		if (!kiosk_step(k, e)) {
			return false;
		}
		if (kiosk_pending(k) == 0) {
			return true;
		}
		if (clock_monotonic_us() > end_us) {
			break;
		}
		if (kiosk_play(k)) {
			continue;
		}
		int64_t now_us = timesource_now_us(&k->time);
		int64_t wait_us = kiosk_needs_frame(k) || is_moving(k) ? kiosk_wake_us(k) - now_us : 20000;
		struct pollfd fds[2] = { { .fd = worker_fd(k->worker), .events = POLLIN },
			{ .fd = speaker_fd(k->speaker), .events = POLLIN } };
		struct timespec wait = { .tv_nsec = (long)(wait_us > 20000 ? 20000 : wait_us) * 1000 };
		(void)ppoll(fds, 2, &wait, NULL);
	}
	return fail(e, "still busy after %d ms: %d pending", timeout_ms, kiosk_pending(k));
}

bool kiosk_advance(struct kiosk *k, int64_t us, struct err *e)
{
	int64_t end_us = timesource_now_us(&k->time) + us;
	for (;;) {
		int64_t now_us = timesource_now_us(&k->time);
		if (now_us >= end_us) {
			return true;
		}
		int64_t wake = earlier(app_next_wake_us(k->state, now_us), speaker_wake_us(k->speaker, now_us));
		int64_t to = earlier(wake > now_us ? wake : now_us + KIOSK_FRAME_US, end_us);
		timesource_advance(&k->time, to - now_us);
		(void)notify_tick(clock_monotonic_us());
		if (ending_is_asked()) {
			return fail(e, "the program was told to end");
		}
		if (!kiosk_step(k, e)) {
			return false;
		}
	}
}
