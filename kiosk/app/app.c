/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a state, and the entry points of app.h that are not update() or app_view(). */
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/care.h"
#include "app/screens/screens.h"
#include "app/speech.h"
#include "app/state.h"
#include "base/mem.h"

struct state *state_create(const struct app_config *config, struct arena *session)
{
	struct state *s = mem_zalloc(1, sizeof *s);
	s->config = config;
	s->screens = screen_of(0);
	s->session = session;
	s->code_tries = config->code_tries;
	s->code_wait_until_us = config->code_wait_until_us;
	s->content = arena_create(0);
	s->selected = -1;
	s->filters.network = -1;
	s->at.screen = SCREEN_SETUP;
	s->dirty = true;
	for (int i = 0; i < GUIDE_QUESTIONS_MAX; i++) {
		s->answers[i] = -1;
	}
	return s;
}

void state_destroy(struct state *s)
{
	if (s) {
		arena_destroy(s->content);
		explicit_bzero(s, sizeof *s);
		free(s);
	}
}

void app_set_tree(struct state *s, const struct node *root)
{
	s->tree = root;
}

bool app_is_dirty(const struct state *s)
{
	return s->dirty;
}

void app_drawn(struct state *s)
{
	s->dirty = false;
}

const char *app_screen_name(const struct state *s)
{
	return screen_at(s)->name;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t app_next_wake_us(const struct state *s, int64_t now_us)
{
	/* The clock in the header changes with the minute. */
	int64_t wake = s->now_us + (int64_t)(60 - s->local.tm_sec) * 1000000;
	if (mover_is_busy(&s->mover) || marks_move(s)) {
		return now_us;
	}
	if (speech_wants_tick(s)) {
		return now_us;
	}
	wake = earlier(wake, technician_due_us(s));
	wake = screen_at(s)->due_us ? earlier(wake, screen_at(s)->due_us(s)) : wake;
	wake = earlier(wake, care_due_us(s));
	if (screen_at(s)->rests && !s->in_session) {
		return wake;
	}
	int64_t limit = (int64_t)session_idle_limit_s(s) * 1000000;
	if (s->warning) {
		int64_t shown = (int64_t)(s->config->countdown_s - s->countdown + 1) * 1000000;
		return earlier(wake, s->last_input_us + limit + shown);
	}
	return earlier(wake, s->last_input_us + limit);
}
