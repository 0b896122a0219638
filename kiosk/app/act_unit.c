/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the controls of the technician's pages do, and what the answers to them mean. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/act.h"
#include "app/screens/screens.h"
#include "base/problem.h"
#include "base/str.h"

/* ---- facts ---- */

void technician_look(struct state *s, struct effects *fx)
{
	s->technician.looked_us = s->now_us;
	effects_push(fx, (struct effect){ .type = EFFECT_LOOK_UNIT, .lang = s->lang });
}

void technician_event(struct state *s, const struct event *ev)
{
	struct technician *t = &s->technician;
	if (ev->type == EVENT_UNIT) {
		t->facts = ev->unit.facts;
		t->facts_len = ev->unit.len;
		t->looked = true;
	} else if (t->waiting && ev->answered.question == t->question) {
		t->waiting = false;
		t->answered = true;
		t->answer = ev->answered;
	}
	s->dirty = s->dirty || screen_at(s)->unit_news;
}

bool technician_asks_site(const struct state *s)
{
	const struct app_config *c = s->config;
	return s->catalogue && !s->site && c->asks_site && !(c->site && c->site[0]) && s->catalogue->sites_len > 0;
}

static int64_t look_due_us(const struct technician *t)
{
	return t->looked_us ? t->looked_us + (int64_t)LOOK_AGAIN_S * 1000000 : 0;
}

int64_t due_setup(const struct state *s)
{
	return technician_asks_site(s) ? look_due_us(&s->technician) : INT64_MAX;
}

void tick_setup(struct state *s, struct effects *fx)
{
	if (s->now_us >= due_setup(s)) {
		technician_look(s, fx);
	}
}

int64_t technician_due_us(const struct state *s)
{
	const struct technician *t = &s->technician;
	return t->waiting ? t->waiting_us + (int64_t)ANSWER_WAIT_S * 1000000 : INT64_MAX;
}

void technician_tick(struct state *s)
{
	struct technician *t = &s->technician;
	if (t->waiting && s->now_us - t->waiting_us >= (int64_t)ANSWER_WAIT_S * 1000000) {
		t->waiting = false;
		t->answered = true;
		t->answer = (struct event_answered){ .why = "silent" };
		s->dirty = true;
	}
}

void act_unit_look(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	technician_look(s, fx);
}

/* ---- touch ---- */

struct touch_grid technician_grid(const struct state *s)
{
	const struct app_config *c = s->config;
	float cell_mm = token_mm(TOUCH_CELL, format_here(s));
	float across = (float)c->width_px * c->mm_per_px / cell_mm;
	float down = (float)c->height_px * c->mm_per_px / cell_mm;
	struct touch_grid g = { (int)lroundf(across), (int)lroundf(down) };
	g.columns = g.columns < 1 ? 1 : g.columns > 32 ? 32 : g.columns;
	g.rows = g.rows < 1 ? 1 : g.rows > 32 ? 32 : g.rows;
	return g;
}

static int share(int at, int whole, int parts)
{
	int part = whole > 0 ? at * parts / whole : 0;
	return part < 0 ? 0 : part >= parts ? parts - 1 : part;
}

bool touch_unit_touch(struct state *s, const struct event *ev, struct effects *fx)
{
	(void)fx;
	struct technician *t = &s->technician;
	if (ev->touch.phase != TOUCH_DOWN && ev->touch.phase != TOUCH_MOVE) {
		return false;
	}
	struct touch_grid g = technician_grid(s);
	int column = share(ev->touch.x, s->config->width_px, g.columns);
	int row = share(ev->touch.y, s->config->height_px, g.rows);
	bool *cell = &t->touched[row * g.columns + column];
	t->touched_len += !*cell;
	s->dirty = s->dirty || !*cell;
	*cell = true;
	if (t->touched_len == g.columns * g.rows) {
		t->steps[COMMISSION_TOUCH] = COMMISSION_PASSED;
	}
	return false; /* the button in the middle works as well */
}

void enter_unit_touch(struct state *s, struct effects *fx)
{
	(void)fx;
	memset(s->technician.touched, 0, sizeof s->technician.touched);
	s->technician.touched_len = 0;
}

void enter_unit_crosses(struct state *s, struct effects *fx)
{
	(void)fx;
	s->technician.crosses_len = 0;
	s->technician.answered = s->technician.waiting = false;
}

void technician_ask(struct state *s, struct effect effect, struct effects *fx)
{
	struct technician *t = &s->technician;
	t->asked = (enum request)effect.id;
	t->waiting = true;
	t->answered = false;
	t->waiting_us = s->now_us;
	t->question = effect.question = ++s->question;
	effect.type = EFFECT_ASK_UNIT;
	effects_push(fx, effect);
}

/* Any touch is meant for the cross, wherever it lands: the panel may be far off. One that is held too far from it is
 * refused by the solver. */
bool touch_unit_crosses(struct state *s, const struct event *ev, struct effects *fx)
{
	struct technician *t = &s->technician;
	if (t->crosses_len == CROSS_COUNT) {
		return false; /* the buttons of the result */
	}
	if (ev->touch.phase != TOUCH_UP) {
		return true;
	}
	float *cross = t->crosses[t->crosses_len++];
	cross[0] = ((float)ev->touch.x + 0.5F) / (float)s->config->width_px;
	cross[1] = ((float)ev->touch.y + 0.5F) / (float)s->config->height_px;
	s->dirty = true;
	if (t->crosses_len == CROSS_COUNT) {
		struct effect effect = { .id = REQUEST_CALIBRATE };
		memcpy(effect.points, t->crosses, sizeof effect.points);
		technician_ask(s, effect, fx);
	}
	return true;
}

/* ---- panel, sound ---- */

void enter_unit_colour(struct state *s, struct effects *fx)
{
	(void)fx;
	s->technician.colour = 0;
}

void act_unit_colour(struct state *s, int64_t arg, struct effects *fx)
{
	if (arg) { /* the last one was looked at */
		go_back(s, fx);
	} else {
		s->technician.colour++;
	}
}

void act_unit_sound(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	struct effect effect = { .type = EFFECT_SPEAK, .question = ++s->question, .lang = s->lang, .rate = 100 };
	str_cut(effect.text, sizeof effect.text, string_of(s->catalogue, s->lang, STR_UNIT_SOUND_TEST));
	effects_push(fx, effect);
	s->technician.heard = true;
}

/* ---- the commissioning ---- */

static const enum screen pages[COMMISSION_STEPS] = {
	[COMMISSION_SITE] = SCREEN_UNIT_SITE,
	[COMMISSION_NETWORK] = SCREEN_UNIT_NETWORK,
	[COMMISSION_SERVER] = SCREEN_UNIT_NETWORK,
	[COMMISSION_TOUCH] = SCREEN_UNIT_TOUCH,
	[COMMISSION_PANEL] = SCREEN_UNIT_PANEL,
	[COMMISSION_SOUND] = SCREEN_UNIT_SOUND,
	[COMMISSION_CONTENT] = SCREEN_UNIT,
	[COMMISSION_MACHINE] = SCREEN_UNIT_MACHINE,
};

bool technician_fails(enum commission_step step, const struct unit_fact *f)
{
	return f->grade == UNIT_BROKEN && commission_concerns(step, f->area);
}

/* What the interface knows better than the files: what it shows, and what the daemon said last. */
static bool is_broken_here(const struct state *s, enum commission_step step)
{
	return (step == COMMISSION_SITE && !s->site) || (step == COMMISSION_CONTENT && !(s->catalogue && s->site)) ||
	       (step == COMMISSION_SERVER && s->sync.problem[0]);
}

enum commission_verdict technician_verdict(const struct state *s, enum commission_step step)
{
	const struct technician *t = &s->technician;
	enum commission_verdict verdict = COMMISSION_OPEN;
	if (commission_by_hand(step)) {
		return t->steps[step];
	}
	for (size_t i = 0; i < t->facts_len; i++) {
		if (commission_concerns(step, t->facts[i].area)) {
			verdict = commission_add(verdict, technician_fails(step, &t->facts[i]));
		}
	}
	return is_broken_here(s, step) ? COMMISSION_FAILED : verdict;
}

enum commission_step technician_next_step(const struct state *s)
{
	int step = 0;
	while (step < COMMISSION_STEPS && (!commission_by_hand((enum commission_step)step) ||
							  s->technician.steps[step] != COMMISSION_OPEN)) {
		step++;
	}
	return (enum commission_step)step;
}

long technician_seconds(const struct state *s)
{
	return s->technician.walking ? (long)((s->now_us - s->technician.walking_us) / 1000000) : 0;
}

void enter_unit_start(struct state *s, struct effects *fx)
{
	s->technician.answered = s->technician.waiting = false;
	if (!s->technician.walking) {
		s->technician.walking = true;
		s->technician.walking_us = s->now_us;
	}
	technician_look(s, fx);
}

void act_unit_step(struct state *s, int64_t arg, struct effects *fx)
{
	go_to(s, pages[arg], 0, fx);
}

/* arg: step * 2, plus 1 when it passed. */
void act_unit_verdict(struct state *s, int64_t arg, struct effects *fx)
{
	s->technician.steps[arg / 2] = arg % 2 ? COMMISSION_PASSED : COMMISSION_FAILED;
	go_back(s, fx);
}

void act_unit_report(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	struct effect effect = { .id = REQUEST_COMMISSION };
	size_t len = 0;
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		enum commission_step step = (enum commission_step)i;
		if (commission_by_hand(step)) {
			len += (size_t)snprintf(effect.text + len, sizeof effect.text - len, "%s%s=%s", len ? " " : "",
					commission_word(step), commission_verdict_word(s->technician.steps[step]));
		}
	}
	technician_ask(s, effect, fx);
}

/* ---- what is asked of the unit ---- */

void act_unit_ask(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->technician.asked = (enum request)arg;
	s->technician.answered = s->technician.waiting = false;
	s->sheet = true;
	s->sheet_page = 0;
}

void act_unit_do(struct state *s, int64_t arg, struct effects *fx)
{
	s->sheet = false;
	technician_ask(s, (struct effect){ .id = arg }, fx);
}

void enter_unit_page(struct state *s, struct effects *fx)
{
	technician_look(s, fx);
}

void enter_unit_actions(struct state *s, struct effects *fx)
{
	(void)fx;
	s->technician.answered = s->technician.waiting = false;
}
