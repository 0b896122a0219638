/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit.h - the technician's pages and the machine: what is found, what is asked
 *
 * The checks of board/health run on a worker, in the words of borne-unit doctor. What the interface may not do itself
 * is asked of borne-unit obey through the run folder (base/request.h). UI thread. */
#ifndef PLATFORM_UNIT_H
#define PLATFORM_UNIT_H

#include "platform/kiosk_private.h"

struct unit;
/* Owned: unit_destroy(), after the kiosk's workers have ended. */
struct unit *unit_create(struct kiosk *k);
void unit_destroy(struct unit *u);
/* EFFECT_LOOK_UNIT. One look at a time; one that is asked for meanwhile follows it. */
void unit_look(struct kiosk *k, const struct effect *fx);
/* EFFECT_ASK_UNIT. */
void unit_ask(struct kiosk *k, const struct effect *fx);
/* RUN/unit/answer may have changed: posts EVENT_ANSWERED when it is the answer to what was asked last. */
void unit_read_answer(struct kiosk *k);
/* A calibration or a setting was written: it is used from the next start on. */
bool unit_wants_restart(const struct unit *u);

#endif
