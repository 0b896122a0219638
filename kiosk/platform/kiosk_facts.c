/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What main, the robot and the tests read of a kiosk (kiosk.h). */
#include "app/app.h"
#include "platform/kiosk.h"
#include "platform/kiosk_private.h"
#include "platform/panels.h"

int kiosk_fds(const struct kiosk *k, int fds[KIOSK_FDS_MAX])
{
	int candidates[] = { worker_fd(k->worker), speaker_fd(k->speaker), k->watch.fd,
		k->touch ? touch_fd(k->touch) : -1, k->keypad ? keypad_fd(k->keypad) : -1,
		k->panels ? panels_fd(k->panels) : -1, content_fd(k->content) };
	int count = 0;
	for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
		if (candidates[i] >= 0) {
			fds[count++] = candidates[i];
		}
	}
	return count;
}

const struct node *kiosk_tree(const struct kiosk *k)
{
	return k->tree;
}

struct display *kiosk_display(struct kiosk *k)
{
	return k->screen;
}

const struct speaker *kiosk_speaker(const struct kiosk *k)
{
	return k->speaker;
}

struct timesource *kiosk_time(struct kiosk *k)
{
	return &k->time;
}

const struct generation *kiosk_generation(const struct kiosk *k)
{
	return content_shown(k->content);
}

struct generation *kiosk_shown(struct kiosk *k)
{
	return content_shown(k->content);
}

const char *kiosk_refusal(const struct kiosk *k)
{
	return content_refusal(k->content);
}

bool kiosk_wants_restart(const struct kiosk *k)
{
	return k->restart || k->reopen;
}

const struct kiosk_stats *kiosk_stats(const struct kiosk *k)
{
	return &k->stats;
}

const char *kiosk_screen_name(const struct kiosk *k)
{
	return app_screen_name(k->state);
}

uint64_t kiosk_jobs_dropped(struct kiosk *k)
{
	return worker_dropped(k->worker);
}

size_t kiosk_session_bytes(const struct kiosk *k)
{
	return arena_used_bytes(k->session) + articles_bytes(k->articles);
}

size_t kiosk_painter_bytes(const struct kiosk *k)
{
	return painter_cache_bytes(k->painter);
}

size_t kiosk_map_bytes(const struct kiosk *k)
{
	return k->map ? mapview_cache_bytes(k->map) : 0;
}

const struct mapview_stats *kiosk_map_stats(const struct kiosk *k)
{
	return k->map ? mapview_stats(k->map) : NULL;
}

void kiosk_repaint(struct kiosk *k)
{
	display_lost(k->screen);
	k->repaint = true;
}
