/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the technician sets on the screen: where the unit stands, how the picture is. It goes to borne-unit obey. */
#include <stdio.h>

#include "app/act.h"
#include "app/screens/screens.h"

/* ---- where the unit stands ---- */

void enter_unit_site(struct state *s, struct effects *fx)
{
	(void)fx;
	s->technician.answered = s->technician.waiting = false;
	if (s->technician.site == 0 && s->catalogue && s->site) {
		s->technician.site = (int)(s->site - s->catalogue->sites) + 1;
	}
}

void act_unit_site(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->technician.site = (int)arg + 1;
	s->technician.answered = false;
}

/* The language is the one on the screen: what is read is what is meant. */
void act_unit_settle(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	int site = s->technician.site - 1;
	if (!s->catalogue || site < 0 || (size_t)site >= s->catalogue->sites_len) {
		return;
	}
	struct effect effect = { .id = REQUEST_SET };
	(void)snprintf(effect.text, sizeof effect.text, "site=%s language=%s", s->catalogue->sites[site].id,
			s->catalogue->languages[s->lang].code);
	technician_ask(s, effect, fx);
}

/* ---- the picture ---- */

enum { MINUTES_DAY = 1440, DEFAULT_FROM_MIN = 22 * 60, DEFAULT_TO_MIN = 6 * 60 };

/* Hours go round the day. */
static const struct {
	int step, least, most;
	bool round;
} adjusts[ADJUST_COUNT] = {
	[ADJUST_BRIGHTNESS] = { 10, 10, 100, false },
	[ADJUST_NIGHT_FROM] = { 30, 0, MINUTES_DAY, true },
	[ADJUST_NIGHT_TO] = { 30, 0, MINUTES_DAY, true },
	[ADJUST_FLOOR] = { 50, 0, 2000, false },
};

void enter_unit_screen(struct state *s, struct effects *fx)
{
	const struct app_config *c = s->config;
	(void)fx;
	s->technician.answered = s->technician.waiting = false;
	s->technician.picture = (struct unit_picture){ .rotate = c->rotate,
		.night = c->has_night,
		.values = { [ADJUST_BRIGHTNESS] = c->brightness > 0 ? c->brightness : 100,
				[ADJUST_NIGHT_FROM] = c->has_night ? c->night_from_min : DEFAULT_FROM_MIN,
				[ADJUST_NIGHT_TO] = c->has_night ? c->night_to_min : DEFAULT_TO_MIN,
				[ADJUST_FLOOR] = (int)c->floor_mm } };
}

void act_unit_rotate(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->technician.picture.rotate = (int)arg;
	s->technician.answered = false;
}

void act_unit_night(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->technician.picture.night = !s->technician.picture.night;
	s->technician.answered = false;
}

void act_unit_adjust(struct state *s, int64_t arg, struct effects *fx)
{
	int which = (int)arg / 2;
	struct unit_picture *p = &s->technician.picture;
	int before = p->values[which];
	int to = before + (arg % 2 ? adjusts[which].step : -adjusts[which].step);
	(void)fx;
	if (adjusts[which].round) {
		to = (to + MINUTES_DAY) % MINUTES_DAY;
	}
	p->values[which] = to < adjusts[which].least  ? adjusts[which].least
			   : to > adjusts[which].most ? adjusts[which].most
						      : to;
	if (p->values[ADJUST_NIGHT_FROM] == p->values[ADJUST_NIGHT_TO]) { /* could mean always or never */
		p->values[which] = before;
	}
	s->technician.answered = false;
}

void act_unit_picture(struct state *s, int64_t arg, struct effects *fx)
{
	const struct unit_picture *p = &s->technician.picture;
	struct effect effect = { .id = REQUEST_SET };
	char hours[16] = "";
	int from = p->values[ADJUST_NIGHT_FROM];
	int to = p->values[ADJUST_NIGHT_TO];
	(void)arg;
	if (p->night) {
		(void)snprintf(hours, sizeof hours, "%02d:%02d-%02d:%02d", from / 60 % 24, from % 60, to / 60 % 24,
				to % 60);
	}
	(void)snprintf(effect.text, sizeof effect.text,
			"screen.rotate=%d screen.brightness=%d screen.floor_mm=%d screen.night_hours=%s", p->rotate,
			p->values[ADJUST_BRIGHTNESS], p->values[ADJUST_FLOOR], hours);
	technician_ask(s, effect, fx);
}

int light_unit_screen(const struct state *s)
{
	return s->technician.picture.values[ADJUST_BRIGHTNESS]; /* what is chosen is seen at once */
}

/* ---- cleaning ---- */

void enter_unit_clean(struct state *s, struct effects *fx)
{
	(void)fx;
	s->technician.clean_until_us = s->now_us + (int64_t)CLEAN_S * 1000000;
}

/* The seconds are counted. */
int64_t due_unit_clean(const struct state *s)
{
	int64_t left_us = s->technician.clean_until_us - s->now_us;
	return left_us > 0 ? s->now_us + (left_us - 1) % 1000000 + 1 : 0;
}

void tick_unit_clean(struct state *s, struct effects *fx)
{
	s->last_input_us = s->now_us;
	s->dirty = true;
	if (s->now_us >= s->technician.clean_until_us) {
		go_back(s, fx);
	}
}

bool touch_unit_clean(struct state *s, const struct event *ev, struct effects *fx)
{
	(void)s;
	(void)ev;
	(void)fx;
	return true; /* the glass is wiped: no touch is meant */
}
