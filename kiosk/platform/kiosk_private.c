/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/kiosk_private.h"

#include "app/app.h"

void kiosk_post(struct kiosk *k, const struct event *event)
{
	if (k->state) { /* else an answer that arrives while everything ends */
		eventqueue_push(&k->answers, event);
	}
}

void kiosk_forget(struct kiosk *k)
{
	arena_reset(k->session);
	eventqueue_forget(&k->answers);
	k->forget = true;
	fonts_forget(k->fonts);
	painter_forget_text(k->painter);
	display_forget(k->screen);
}

bool kiosk_needs_frame(const struct kiosk *k)
{
	return k->repaint || app_is_dirty(k->state) || (k->map && !k->unseen && mapview_is_dirty(k->map));
}
