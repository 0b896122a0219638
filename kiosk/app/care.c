/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/care.h"

#include "app/speech.h"
#include "app/state.h"

enum { SECOND_US = 1000000 };

static bool is_night(const struct state *s)
{
	const struct app_config *c = s->config;
	int minute = s->local.tm_hour * 60 + s->local.tm_min;
	if (!c->has_night) {
		return false;
	}
	return c->night_from_min < c->night_to_min ? minute >= c->night_from_min && minute < c->night_to_min
						   : minute >= c->night_from_min || minute < c->night_to_min;
}

bool care_is_asleep(const struct state *s)
{
	int64_t awake_us = s->care.woken_us + (int64_t)CARE_AWAKE_S * SECOND_US;
	bool woken = s->care.woken_us != 0 && s->now_us < awake_us;
	/* A unit that is not in service stays readable for the one who sets it up. */
	return screen_at(s)->invites && !woken && is_night(s);
}

int care_light(const struct state *s)
{
	int day = s->config->brightness > 0 ? s->config->brightness : 100;
	if (screen_at(s)->light) {
		return screen_at(s)->light(s);
	}
	int night = s->config->night_brightness < day ? s->config->night_brightness : day;
	return care_is_asleep(s) ? night : day;
}

bool care_wakes(struct state *s, const struct event *ev)
{
	bool touch = ev->type == EVENT_TOUCH;
	bool begins = !touch || ev->touch.phase == TOUCH_DOWN;
	bool ends = touch && (ev->touch.phase == TOUCH_UP || ev->touch.phase == TOUCH_CANCEL);
	bool asleep = begins && care_is_asleep(s);
	if (begins || s->care.waking) {
		s->care.woken_us = s->now_us;
	}
	if (asleep) {
		s->care.waking = touch;
		s->dirty = true;
		return true;
	}
	bool taken = s->care.waking;
	s->care.waking = s->care.waking && !ends;
	return taken;
}

enum { ROUND_S = CARE_FIRST_S + CARE_PAGES * CARE_PAGE_S };

static bool turns(const struct state *s)
{
	return screen_at(s)->invites && !care_is_asleep(s) && !speech_is_on(s);
}

/* Seconds since the unit rests. */
static int64_t rests_s(const struct state *s)
{
	return s->now_us > s->rests_us ? (s->now_us - s->rests_us) / SECOND_US : 0;
}

static int page_at(int64_t in_round_s)
{
	return in_round_s < CARE_FIRST_S ? 0 : 1 + (int)(in_round_s - CARE_FIRST_S) / CARE_PAGE_S;
}

int64_t care_due_us(const struct state *s)
{
	if (!turns(s)) {
		return INT64_MAX;
	}
	int64_t round = rests_s(s) / ROUND_S;
	int64_t next_s = CARE_FIRST_S + (int64_t)page_at(rests_s(s) % ROUND_S) * CARE_PAGE_S;
	return s->rests_us + (round * ROUND_S + next_s) * SECOND_US;
}

static void settle_page(struct state *s)
{
	if (!turns(s)) {
		return;
	}
	int page = page_at(rests_s(s) % ROUND_S);
	s->dirty = s->dirty || page != s->care.page;
	s->care.page = page;
	s->care.round = (int)(rests_s(s) / ROUND_S % INT16_MAX);
}

void care_settle(struct state *s, struct effects *fx)
{
	settle_page(s);
	int light = care_light(s);
	if (s->care.told != light + 1) {
		s->care.told = light + 1;
		s->dirty = true;
		effects_push(fx, (struct effect){ .type = EFFECT_LIGHT, .id = light });
	}
}

void care_shift(const struct state *s, int *x_px, int *y_px)
{
	/* Round a square of two pixels; the first place is the one of the design. */
	static const int way[][2] = { { 0, 0 }, { 1, 0 }, { 2, 0 }, { 2, 1 }, { 2, 2 }, { 1, 2 }, { 0, 2 }, { 0, 1 } };
	enum { STEPS = sizeof way / sizeof way[0] };
	int64_t rests_us = s->now_us - s->rests_us;
	int64_t step = screen_at(s)->invites && rests_us > 0 ? rests_us / ((int64_t)CARE_SHIFT_S * SECOND_US) % STEPS
							     : 0;
	*x_px = way[step][0];
	*y_px = way[step][1];
}
