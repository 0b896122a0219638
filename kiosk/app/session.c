/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A visit: it begins with a touch and ends with everything forgotten. */
#include <string.h>

#include "app/speech.h"
#include "app/state.h"

/* The longest piece of text read aloud at once (EFFECT_SPEAK), slowly. Each one that ends counts as a sign of life;
 * when none ends, whatever the reason, the visit does. */
enum { SENTENCE_S_MAX = 90 };

bool unit_in_service(const struct state *s)
{
	return s->catalogue && s->site;
}

enum screen screen_of_rest(const struct state *s)
{
	return unit_in_service(s) ? SCREEN_ATTRACT : SCREEN_SETUP;
}

void session_begin(struct state *s, struct effects *fx)
{
	s->in_session = true;
	visit_begin(s);
	effects_push(fx, (struct effect){ .type = EFFECT_SESSION, .flag = true });
}

/* Everything of the visitor goes; what stays is the unit's: content, clock, and the count of wrong codes. */
void session_end(struct state *s, struct effects *fx)
{
	struct effect count = { .type = EFFECT_COUNT };
	speech_stop(s, fx);
	if (visit_end(s, &count.visit)) {
		effects_push(fx, count);
	}
	explicit_bzero(&count, sizeof count);
	struct state fresh = { .config = s->config,
		.screens = s->screens,
		.session = s->session,
		.content = s->content,
		.catalogue = s->catalogue,
		.routes = s->routes,
		.credits = s->credits,
		.credits_len = s->credits_len,
		.areas = s->areas,
		.areas_len = s->areas_len,
		.generation = s->generation,
		.site = s->site,
		.lang = s->greets,
		.greets = s->greets,
		.near = s->near,
		.near_of = s->near_of,
		.list = s->list,
		.sorted = s->sorted,
		.classes = s->classes,
		.marks = s->marks,
		.list_serial = s->list_serial + 1,
		.near_len = s->near_len,
		.nearby = s->nearby,
		.now_us = s->now_us,
		.wall = s->wall,
		.local = s->local,
		.question = s->question + 1,
		.care = s->care,
		.rests_us = s->now_us,
		.code_tries = s->code_tries,
		.code_wait_until_us = s->code_wait_until_us,
		.sync = s->sync,
		.sound = s->sound,
		.limits = s->limits,
		.selected = -1,
		.dirty = true };
	fresh.care.page = fresh.care.round = 0;
	fresh.filters.network = -1;
	fresh.at.screen = screen_of_rest(s);
	for (int i = 0; i < GUIDE_QUESTIONS_MAX; i++) {
		fresh.answers[i] = -1;
	}
	explicit_bzero(s, sizeof *s);
	*s = fresh;
	s->camera = home_camera(s);
	effects_push(fx, (struct effect){ .type = EFFECT_WIPE_SESSION });
	effects_push(fx, (struct effect){ .type = EFFECT_SESSION, .flag = false });
}

/* DESIGN.md section 11: 60 s, 120 s on a page that is read, three times that on request. */
int session_idle_limit_s(const struct state *s)
{
	if (s->warning) { /* which is read aloud itself */
		return s->warned_s;
	}
	bool listening = speech_is_on(s);
	bool reading = screen_at(s)->reading || listening;
	int seconds = reading ? s->config->reading_idle_s : s->config->idle_s;
	seconds += listening ? SENTENCE_S_MAX : 0;
	return s->options[OPTION_TIME] ? seconds * 3 : seconds;
}

void session_tick(struct state *s, struct effects *fx)
{
	if (!s->in_session) {
		return;
	}
	int64_t idle_us = s->now_us - s->last_input_us - (int64_t)session_idle_limit_s(s) * 1000000;
	if (idle_us < 0) {
		if (s->warning) {
			s->warning = false;
			s->dirty = true;
		}
		return;
	}
	int left = s->config->countdown_s - (int)(idle_us / 1000000);
	if (left <= 0) {
		session_end(s, fx);
		return;
	}
	if (!s->warning || left != s->countdown) {
		s->warned_s = session_idle_limit_s(s);
		s->warning = true;
		s->countdown = left;
		s->press = (struct press){ 0 };
		s->dirty = true;
	}
}
