/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote/robot.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/str.h"

enum {
	STEP_US = 16666,
	/* Longer than any debounce of the interface: a robot's tap is always meant. */
	BEFORE_TAP_US = 400000,
};

static bool same_role(const struct node *n, const char *role)
{
	return n->role != ROLE_NONE && (!role || strcmp(role_name(n->role), role) == 0);
}

/* What the reader of a failed test needs to see. */
static void list_names(const struct node *root, const char *role, struct err *e)
{
	size_t len = strlen(e->message);
	for (const struct node *n = root; n && len + 64 < sizeof e->message; n = tree_next(root, n)) {
		if (n->name && n->action.type != 0 && same_role(n, role)) {
			char name[48];
			str_cut(name, sizeof name, n->name);
			len += (size_t)snprintf(e->message + len, sizeof e->message - len, " [%s]", name);
		}
	}
}

const struct node *robot_find(struct kiosk *k, struct robot_target t, struct err *e)
{
	const struct node *root = kiosk_tree(k);
	const struct node *dialog = root ? tree_dialog(root) : NULL;
	root = dialog ? dialog : root;
	enum role role = ROLE_NONE;
	bool known = !t.role || role_of_name(t.role, &role);
	const struct node *n = known && root ? tree_find(root, role, t.name, t.nth) : NULL;
	if (!n) {
		(void)fail_kind(e, ERR_ABSENT, "no %s named '%s' on screen %s, but:", t.role ? t.role : "control",
				t.name, kiosk_screen_name(k));
		list_names(root, t.role, e);
	}
	return n;
}

const struct node *robot_find_action(struct kiosk *k, int action, int64_t arg)
{
	const struct node *root = kiosk_tree(k);
	const struct node *dialog = tree_dialog(root);
	for (const struct node *n = dialog ? dialog : root; n; n = tree_next(dialog ? dialog : root, n)) {
		bool wanted = n->action.type == action && (arg == ROBOT_ANY_ARG || n->action.arg == arg);
		int x = n->hit.x + n->hit.w / 2;
		int y = n->hit.y + n->hit.h / 2;
		if (wanted && !(n->state & STATE_DISABLED) && !rect_is_empty(n->hit) && tree_hit(root, x, y) == n) {
			return n;
		}
	}
	return NULL;
}

static void touch(struct kiosk *k, int finger, enum touch_phase phase, float x, float y)
{
	kiosk_send(k, (struct event){ .type = EVENT_TOUCH, .touch = { finger, phase, (int)x, (int)y } });
}

/* One frame's time passes, on a fixed grid (`*next_us`, real time), with whatever is due meanwhile. */
static bool step_frame(struct kiosk *k, int64_t *next_us, struct err *e)
{
	struct timesource *t = kiosk_time(k);
	if (t->manual) {
		timesource_advance(t, STEP_US);
		return kiosk_step(k, e);
	}
	*next_us += STEP_US;
	for (;;) {
		if (!kiosk_step(k, e)) {
			return false;
		}
		int64_t left_us = *next_us - clock_monotonic_us();
		if (left_us <= 0) {
			return true;
		}
		int64_t due_us = kiosk_wake_us(k) - timesource_now_us(t);
		int64_t wait_us = due_us < left_us ? due_us : left_us;
		struct timespec wait = { .tv_nsec = (long)(wait_us > 0 ? wait_us : 0) * 1000 };
		(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &wait, NULL);
	}
}

bool robot_tap(struct kiosk *k, int x, int y, struct err *e)
{
	timesource_advance(kiosk_time(k), BEFORE_TAP_US);
	touch(k, 0, TOUCH_DOWN, (float)x, (float)y);
	if (!kiosk_step(k, e)) {
		return false;
	}
	touch(k, 0, TOUCH_UP, (float)x, (float)y);
	return kiosk_step(k, e);
}

bool robot_tap_node(struct kiosk *k, const struct node *n, struct err *e)
{
	if (n->state & STATE_DISABLED) {
		return fail(e, "'%s' is unavailable: %s", n->name, n->hint ? n->hint : "no reason given");
	}
	if (n->action.type == 0 || rect_is_empty(n->hit)) {
		return fail(e, "'%s' cannot be touched", n->name ? n->name : role_name(n->role));
	}
	int x = n->hit.x + n->hit.w / 2;
	int y = n->hit.y + n->hit.h / 2;
	const struct node *hit = tree_hit(kiosk_tree(k), x, y);
	if (hit != n) {
		return fail(e, "'%s' is covered by '%s'", n->name,
				hit && hit->name ? hit->name : "nothing with a name");
	}
	return robot_tap(k, x, y, e);
}

bool robot_drag(struct kiosk *k, const struct robot_line *lines, int fingers, int ms, struct err *e)
{
	int steps = ms * 1000 / STEP_US;
	steps = steps < 1 ? 1 : steps;
	int64_t next_us = clock_monotonic_us();
	timesource_advance(kiosk_time(k), BEFORE_TAP_US);
	for (int f = 0; f < fingers; f++) {
		touch(k, f, TOUCH_DOWN, lines[f].x1, lines[f].y1);
	}
	for (int i = 1; i <= steps; i++) {
		if (!step_frame(k, &next_us, e)) {
			return false;
		}
		float part = (float)i / (float)steps;
		for (int f = 0; f < fingers; f++) {
			const struct robot_line *l = &lines[f];
			touch(k, f, TOUCH_MOVE, l->x1 + (l->x2 - l->x1) * part, l->y1 + (l->y2 - l->y1) * part);
		}
	}
	for (int f = 0; f < fingers; f++) {
		touch(k, f, TOUCH_UP, lines[f].x2, lines[f].y2);
	}
	return kiosk_step(k, e);
}

bool robot_pinch(struct kiosk *k, int x, int y, float from_px, float to_px, int ms, struct err *e)
{
	float cx = (float)x;
	float cy = (float)y;
	const struct robot_line lines[] = { { cx - from_px / 2, cy, cx - to_px / 2, cy },
		{ cx + from_px / 2, cy, cx + to_px / 2, cy } };
	return robot_drag(k, lines, 2, ms, e);
}

void robot_type(struct kiosk *k, const char *text)
{
	/* Letter by letter, as fingers do: each one asks its own question. */
	const char *end = text + strlen(text);
	while (text < end) {
		struct event event = { .type = EVENT_TEXT };
		(void)utf8_put(utf8_next(&text, end), event.text);
		kiosk_send(k, event);
	}
}
