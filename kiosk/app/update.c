/* SPDX-License-Identifier: GPL-3.0-or-later */
/* update(): the only writer of struct state. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/care.h"
#include "app/speech.h"
#include "app/state.h"
#include "base/str.h"

enum {
	DEBOUNCE_US = 80000,    /* a bouncing finger: DESIGN.md section 6 */
	SAME_PLACE_US = 300000, /* a second tap at the same place that soon is the same tap */
	DOUBLE_TAP_US = 350000,
	DOUBLE_TAP_MM = 20, /* two fingertips at two places are two taps */
	DRAG_START_MM = 3,
};

static int px(const struct state *s, float mm)
{
	return (int)(mm / s->config->mm_per_px);
}

static bool is_enabled(const struct node *n)
{
	return n && n->action.type != ACTION_NONE && !(n->state & STATE_DISABLED);
}

static bool repeats(const struct state *s, const struct event *ev)
{
	int64_t since = ev->now_us - s->last_fire_us;
	int near = px(s, 8);
	bool same_place = abs(ev->touch.x - s->last_fire_x) < near && abs(ev->touch.y - s->last_fire_y) < near;
	/* Typing the same letter twice is meant; 80 ms apart it is not. */
	bool typing = screen_at(s)->typing;
	return s->last_fire_us != 0 && (since < DEBOUNCE_US || (same_place && !typing && since < SAME_PLACE_US));
}

/* ---- fingers on the map ---- */

static bool map_has(const struct state *s, int finger)
{
	for (int i = 0; i < s->map_finger_len; i++) {
		if (s->map_fingers[i] == finger) {
			return true;
		}
	}
	return false;
}

static void map_down(struct state *s, const struct event *ev)
{
	if (s->map_finger_len == GRAB_FINGERS) {
		return;
	}
	if (s->map_finger_len == 0) {
		s->map_moved = false;
		s->press.hit = (struct rect){ ev->touch.x, ev->touch.y, 0, 0 };
	}
	s->map_fingers[s->map_finger_len++] = ev->touch.finger;
	mover_down(&s->mover, ev->touch.finger, (float)ev->touch.x, (float)ev->touch.y, ev->now_us);
}

static void map_move(struct state *s, const struct event *ev)
{
	int far = px(s, DRAG_START_MM);
	if (!s->map_moved && s->map_finger_len == 1) {
		if (abs(ev->touch.x - s->press.hit.x) < far && abs(ev->touch.y - s->press.hit.y) < far) {
			return;
		}
		/* Start from here, so that the map does not jump by the distance that was waited for. */
		mover_down(&s->mover, ev->touch.finger, (float)ev->touch.x, (float)ev->touch.y, ev->now_us);
	}
	s->map_moved = true;
	s->map_fitted = false;
	s->map_searched = true;
	struct map_frame frame = { s->map_rect, s->limits };
	mover_move(&s->mover, &s->camera, &frame, ev->touch.finger, (float)ev->touch.x, (float)ev->touch.y, ev->now_us);
	s->dirty = true;
}

static void map_up(struct state *s, const struct event *ev)
{
	int left = 0;
	for (int i = 0; i < s->map_finger_len; i++) {
		if (s->map_fingers[i] != ev->touch.finger) {
			s->map_fingers[left++] = s->map_fingers[i];
		}
	}
	s->map_finger_len = left;
	struct map_frame frame = { s->map_rect, s->limits };
	mover_up(&s->mover, &s->camera, &frame, ev->touch.finger, ev->now_us);
	if (left == 0 && !s->map_moved && ev->touch.phase == TOUCH_UP) {
		int far = px(s, DOUBLE_TAP_MM);
		bool there = abs(ev->touch.x - s->map_tap_x) < far && abs(ev->touch.y - s->map_tap_y) < far;
		if (there && ev->now_us - s->map_tap_us < DOUBLE_TAP_US) {
			struct map_camera to = s->camera;
			(void)map_zoom_about(s, &to, (float)ev->touch.x, (float)ev->touch.y, to.zoom + 1);
			mover_go(&s->mover, &s->camera, to, 200, ev->now_us);
			s->map_tap_us = 0;
			s->map_searched = true;
		} else {
			s->map_tap_us = ev->now_us;
			s->map_tap_x = ev->touch.x;
			s->map_tap_y = ev->touch.y;
		}
	}
	s->dirty = true;
}

/* ---- fingers on controls ---- */

static void touch_down(struct state *s, const struct event *ev)
{
	const struct node *n = s->tree ? tree_hit(s->tree, ev->touch.x, ev->touch.y) : NULL;
	if (!n || s->press.down || repeats(s, ev)) {
		return;
	}
	if (n->action.type == ACTION_MAP) {
		map_down(s, ev);
		return;
	}
	if (is_enabled(n)) {
		s->press = (struct press){ .down = true,
			.inside = true,
			.finger = ev->touch.finger,
			.action = n->action,
			.hit = n->hit,
			.on_map = n->role == ROLE_MARKER && n->parent && n->parent->action.type == ACTION_MAP,
			.x = ev->touch.x,
			.y = ev->touch.y };
		s->dirty = true;
	}
}

static void touch_move(struct state *s, const struct event *ev)
{
	if (map_has(s, ev->touch.finger)) {
		map_move(s, ev);
		return;
	}
	if (s->press.down && s->press.finger == ev->touch.finger) {
		int far = px(s, DRAG_START_MM);
		bool drags = abs(ev->touch.x - s->press.x) >= far || abs(ev->touch.y - s->press.y) >= far;
		if (s->press.on_map && drags) { /* who drags a marker means the map under it */
			s->press = (struct press){ 0 };
			map_down(s, ev);
			s->map_moved = true;
			s->dirty = true;
			return;
		}
		bool inside = rect_contains(s->press.hit, ev->touch.x, ev->touch.y);
		s->dirty = s->dirty || inside != s->press.inside;
		s->press.inside = inside;
	}
}

static void touch_up(struct state *s, const struct event *ev, struct effects *fx)
{
	if (map_has(s, ev->touch.finger)) {
		map_up(s, ev);
		return;
	}
	if (!s->press.down || s->press.finger != ev->touch.finger) {
		return;
	}
	struct press press = s->press;
	s->press = (struct press){ 0 };
	s->dirty = true;
	if (ev->touch.phase == TOUCH_UP && rect_contains(press.hit, ev->touch.x, ev->touch.y)) {
		s->last_fire_us = ev->now_us;
		s->last_fire_x = ev->touch.x;
		s->last_fire_y = ev->touch.y;
		act(s, press.action, fx);
	}
}

/* What is being read stops for any touch but one on its own panel. */
static bool is_on_panel(const struct state *s, const struct event *ev)
{
	const struct node *n = s->tree ? tree_hit(s->tree, ev->touch.x, ev->touch.y) : NULL;
	return n && n->action.type >= ACTION_LISTEN && n->action.type <= ACTION_LISTEN_STOP;
}

static void on_touch(struct state *s, const struct event *ev, struct effects *fx)
{
	if (care_wakes(s, ev)) {
		return;
	}
	s->last_input_us = ev->now_us;
	s->by_keypad = false;
	if (s->show_focus && !s->options[OPTION_KEYPAD]) {
		s->show_focus = false; /* the ring belongs to the keypad */
		s->dirty = true;
	}
	if (!s->warning && screen_at(s)->touch && screen_at(s)->touch(s, ev, fx)) {
		return;
	}
	switch (ev->touch.phase) {
	case TOUCH_DOWN:
		if (!is_on_panel(s, ev)) {
			speech_stop(s, fx);
		}
		touch_down(s, ev);
		break;
	case TOUCH_MOVE:
		touch_move(s, ev);
		break;
	case TOUCH_UP:
	case TOUCH_CANCEL:
		touch_up(s, ev, fx);
		break;
	}
}

/* ---- answers ---- */

/* In which the unit greets. */
static unsigned language_of(const struct state *s)
{
	for (unsigned i = 0; s->catalogue && s->config->language && i < s->catalogue->languages_len; i++) {
		if (str_equal(s->catalogue->languages[i].code, s->config->language)) {
			return i;
		}
	}
	return 0;
}

/* NULL: it is not known, and then no town is shown as its own. */
static const struct site *site_of(const struct state *s)
{
	const struct app_config *c = s->config;
	bool told = !c->asks_site || (c->site && c->site[0]) || s->catalogue->sites_len == 1;
	const struct site *site = told ? catalogue_site(s->catalogue, c->site) : NULL;
	bool somewhere = site && fabs(site->lat) <= 90 && fabs(site->lon) <= 180; /* false for not a number */
	return somewhere ? site : NULL;
}

static void on_content(struct state *s, const struct event *ev)
{
	arena_reset(s->content);
	s->catalogue = ev->content.catalogue;
	s->routes = ev->content.routes;
	s->generation = ev->content.generation;
	s->credits = ev->content.credits;
	s->credits_len = ev->content.credits_len;
	s->areas = ev->content.areas;
	s->areas_len = ev->content.areas_len;
	s->lang = s->greets = language_of(s);
	s->site = s->catalogue ? site_of(s) : NULL;
	s->technician.site = 0;
	directory_load(s);
	s->camera = home_camera(s);
	s->at = (struct history_entry){ .screen = screen_of_rest(s) };
	s->rests_us = s->now_us;
	s->history_len = 0;
	s->dirty = true;
}

/* Late answers belong to no page: the row of the one that asked knows them. */
static void answer(struct state *s, const struct event *ev, struct effects *fx)
{
	if (screen_at(s)->answer) {
		screen_at(s)->answer(s, ev, fx);
	}
}

static bool same_minute(const struct tm *a, const struct tm *b)
{
	return a->tm_min == b->tm_min && a->tm_hour == b->tm_hour && a->tm_mday == b->tm_mday &&
	       a->tm_mon == b->tm_mon && a->tm_year == b->tm_year;
}

static void note_time(struct state *s, const struct event *ev)
{
	bool another = !same_minute(&ev->local, &s->local);
	s->now_us = ev->now_us;
	s->wall = ev->wall;
	s->local = ev->local;
	if (another) {
		s->dirty = true;
		if (ev->type != EVENT_CONTENT) { /* which counts in the new one */
			directory_count_nearby(s);
		}
	}
	if (mover_is_busy(&s->mover)) {
		struct map_frame frame = { s->map_rect, s->limits };
		(void)mover_step(&s->mover, &s->camera, &frame, ev->now_us);
		s->dirty = true;
	}
}

/* The list follows the map as soon as it rests, and the markers follow both. */
static void settle_map(struct state *s)
{
	if (s->map_searched && !mover_is_busy(&s->mover)) {
		s->map_searched = false;
		if (screen_at(s)->list_on_map && !rect_is_empty(s->map_rect)) {
			directory_follow_map(s);
		}
	}
	marks_update(s);
	s->dirty = s->dirty || marks_move(s);
}

static void handle(struct state *s, const struct event *ev, struct effects *fx)
{
	switch (ev->type) {
	case EVENT_TICK:
		if (screen_at(s)->tick) {
			screen_at(s)->tick(s, fx);
		}
		technician_tick(s);
		session_tick(s, fx);
		speech_tick(s, fx);
		break;
	case EVENT_TOUCH:
		on_touch(s, ev, fx);
		break;
	case EVENT_KEYPAD:
		if (!care_wakes(s, ev)) {
			keypad_key(s, ev->keypad, ev->now_us, fx);
		}
		break;
	case EVENT_ACTION:
		act(s, ev->action, fx);
		break;
	case EVENT_TEXT:
		s->last_input_us = ev->now_us;
		answer(s, ev, fx);
		break;
	case EVENT_CONTENT:
		on_content(s, ev);
		break;
	case EVENT_FOUND:
	case EVENT_ARTICLE:
	case EVENT_CODE:
	case EVENT_USAGE:
		answer(s, ev, fx);
		break;
	case EVENT_SYNC:
		s->sync = ev->sync;
		s->dirty = s->dirty || screen_at(s)->unit_news;
		session_tick(s, fx);
		break;
	case EVENT_UNIT:
	case EVENT_ANSWERED:
		technician_event(s, ev);
		break;
	case EVENT_LAYOUT:
		layout_found(s, &ev->layout);
		break;
	case EVENT_SPOKEN:
		if (ev->spoken.failed) {
			speech_stop(s, fx);
		} else {
			speech_spoken(s, ev->spoken.question, fx);
		}
		break;
	case EVENT_SOUND:
		speech_sound(s, &ev->sound, fx);
		break;
	}
}

void update(struct state *s, const struct event *ev, struct effects *fx)
{
	if (ev->type == EVENT_LAYOUT) { /* within a frame: no time passes */
		handle(s, ev, fx);
		return;
	}
	bool moved = marks_move(s);
	s->laid_out = s->laid_out && (ev->type == EVENT_TICK || ev->type == EVENT_TOUCH || ev->type == EVENT_ACTION);
	note_time(s, ev);
	handle(s, ev, fx);
	settle_map(s);
	care_settle(s, fx);
	s->dirty = s->dirty || moved; /* the last step of the way apart */
}
