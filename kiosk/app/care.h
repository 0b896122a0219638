/* SPDX-License-Identifier: GPL-3.0-or-later */
/* care.h - the panel's light, its rest at night, what keeps a picture from burning in, and the pages that turn at rest
 *
 * At rest in the hours of the night the screen is dark; the touch or key that wakes it does nothing else. Part of
 * update(). */
#ifndef APP_CARE_H
#define APP_CARE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/care_part.h"

struct state;
struct event;
struct effects;

/* Percent of the lamp now. */
int care_light(const struct state *s);
/* It rests in the dark of the night. */
bool care_is_asleep(const struct state *s);
/* A touch or a key, before anything else gets it. True: it woke the screen, and is not for the page. */
bool care_wakes(struct state *s, const struct event *ev);
/* After each event: turns the page of rest, and tells the platform when the light is another. */
void care_settle(struct state *s, struct effects *fx);
/* When the page of rest turns next, monotonic; INT64_MAX: it does not. In the dark and while something is read aloud it
 * stays. It is replaced at once, without motion. */
int64_t care_due_us(const struct state *s);
/* How far the picture at rest is moved, device px. */
void care_shift(const struct state *s, int *x_px, int *y_px);

#endif
