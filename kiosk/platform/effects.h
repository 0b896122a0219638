/* SPDX-License-Identifier: GPL-3.0-or-later */
/* effects.h - carries out what update() asked for; answers come back through kiosk_post() */
#ifndef PLATFORM_EFFECTS_H
#define PLATFORM_EFFECTS_H

#include "platform/kiosk_private.h"

/* In order. Nothing is delivered to update() meanwhile. */
void effects_run(struct kiosk *k, const struct effects *fx);
/* An article has come: answers EFFECT_LOAD_ARTICLE. `ctx`: the kiosk. */
void effects_on_article(void *ctx, const struct event_article *event);
/* Some code is configured. */
bool effects_has_code(const struct kiosk_options *options);

#endif
