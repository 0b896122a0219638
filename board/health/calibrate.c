/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/calibrate.h"

#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/config_edit.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/yaml.h"
#include "device/touch.h"

enum { GRID_PX = 20000, PATIENCE_MS = 120000, PRECISION_DIGITS = 6, CONFIG_MAX_BYTES = 64 * 1024 };

/* In the order of calibration_target(): where each cross is, as keys of words. */
static const char *const crosses[] = {
	"calibrate.top-left",
	"calibrate.top-right",
	"calibrate.bottom-right",
	"calibrate.bottom-left",
	"calibrate.middle",
};
_Static_assert(ARRAY_LEN(crosses) == CALIBRATION_POINTS, "a name for each cross");

/* Waits until a finger was put down and lifted; where it was lifted counts, it can be slid into place. */
static bool wait_tap(struct touch *t, double *u, double *v, struct err *e)
{
	int64_t deadline_us = clock_monotonic_us() + (int64_t)PATIENCE_MS * 1000;
	for (;;) {
		struct touchpoint p;
		while (touch_next(t, &p)) {
			if (p.phase == TOUCHPOINT_UP && p.id == 0) {
				*u = (p.x_px + 0.5) / GRID_PX;
				*v = (p.y_px + 0.5) / GRID_PX;
				return true;
			}
		}
		int64_t left_ms = (deadline_us - clock_monotonic_us()) / 1000;
		if (left_ms <= 0) {
			return fail(e, "the screen was not touched for two minutes");
		}
		struct pollfd wait = { .fd = touch_fd(t), .events = POLLIN };
		(void)poll(&wait, 1, (int)left_ms);
	}
}

bool calibrate_tap(FILE *prompts, const char *language, struct calibration_pair pairs[CALIBRATION_POINTS],
		struct err *e)
{
	const struct touch_options options = { .width_px = GRID_PX, .height_px = GRID_PX };
	struct touch *t = touch_open(&options, e);
	bool ok = t != NULL;
	if (ok && touch_device_count(t) == 0) {
		ok = fail(e, "no touchscreen: 'borne-unit touch' says what is plugged in");
	}
	for (size_t i = 0; ok && i < CALIBRATION_POINTS; i++) {
		struct calibration_pair *p = &pairs[i];
		calibration_target(i, &p->target_u, &p->target_v);
		CLEANUP(free_ptr) char *place = health_say(language, crosses[i], NULL);
		CLEANUP(free_ptr)
		char *text = health_say(language, "calibrate.tap",
				WORDS_VALUES({ "number", health_number((long long)i + 1) },
						{ "count", health_number(CALIBRATION_POINTS) }, { "place", place },
						{ "x", health_decimal(language, p->target_u * 100, 0) },
						{ "y", health_decimal(language, p->target_v * 100, 0) }));
		(void)fprintf(prompts, "%s\n", text);
		(void)fflush(prompts);
		ok = wait_tap(t, &p->touched_u, &p->touched_v, e);
	}
	touch_close(t);
	return ok;
}

bool calibrate_parse(const char *name, const char *text, struct calibration_pair pairs[CALIBRATION_POINTS],
		struct err *e)
{
	CLEANUP(free_ptr) char *copy = mem_strdup(text);
	char *lines = NULL;
	size_t len = 0;
	for (char *line = strtok_r(copy, "\n", &lines); line; line = strtok_r(NULL, "\n", &lines)) {
		char *words = NULL;
		const char *u = strtok_r(line, " \t\r", &words);
		if (!u || *u == '#') {
			continue;
		}
		const char *v = strtok_r(NULL, " \t\r", &words);
		struct calibration_pair p;
		if (len == CALIBRATION_POINTS || !v || strtok_r(NULL, " \t\r", &words) ||
				!str_to_double(u, &p.touched_u) || !str_to_double(v, &p.touched_v)) {
			return fail_kind(e, ERR_FORMAT, "%s: point %zu: expected %d lines of two numbers", name,
					len + 1, CALIBRATION_POINTS);
		}
		calibration_target(len, &p.target_u, &p.target_v);
		pairs[len++] = p;
	}
	return len == CALIBRATION_POINTS || fail_kind(e, ERR_FORMAT, "%s: %zu points, expected %d lines of two numbers",
							    name, len, CALIBRATION_POINTS);
}

void calibrate_lines(const struct touchpoint_matrix *m, const char *day, struct buf *out)
{
	buf_add_text(out, "  calibration: [");
	for (int i = 0; i < TOUCHPOINT_MATRIX_LEN; i++) {
		/* Adding zero turns -0 into 0. */
		buf_printf(out, "%s%.*g", i ? ", " : "", PRECISION_DIGITS, m->at[i] + 0.0);
	}
	buf_printf(out, "]\n  calibrated: \"%s\"\n", day);
}

/* True for the lines of our two options, and for the "touch:" line itself; other options of the section stay. */
static bool is_ours(const struct yaml_node *touch, int line)
{
	const char *const keys[] = { "calibration", "calibrated" };
	if (!touch) {
		return false;
	}
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const struct yaml_node *n = yaml_find(touch, keys[i]);
		if (n && n->key_line == line) {
			return true;
		}
	}
	return line == touch->key_line;
}

/* Nothing but the calibration may have changed, whatever shape the file had. */
static bool check_edit(const char *name, const struct buf *before, const struct buf *after,
		const struct touchpoint_matrix *m, struct err *e)
{
	struct config old;
	struct config new;
	struct buf problems = { 0 };
	bool same = config_check_text(name, buf_text(before), before->len, &old, &problems) == 0 &&
		    config_check_text(name, buf_text(after), after->len, &new, &problems) == 0;
	for (int i = 0; same && i < CONFIG_MATRIX_LEN; i++) {
		same = fabs(new.touch.calibration[i] - m->at[i]) < 1e-4;
	}
	if (same) {
		old.touch = new.touch;
		same = config_equal(&old, &new);
	}
	if (!same) {
		(void)fail_kind(e, ERR_FORMAT,
				"%s cannot be edited safely; write the lines above into it by hand%s%.*s", name,
				problems.len ? ": " : "", (int)strcspn(buf_text(&problems), "\n"), buf_text(&problems));
	}
	buf_finish(&problems);
	return same;
}

bool calibrate_edit(const char *name, const char *text, size_t len, const struct touchpoint_matrix *m, const char *day,
		struct buf *out, struct err *e)
{
	struct yaml *y = yaml_parse(name, text, len, 1, e);
	if (!y) {
		return false;
	}
	const struct yaml_node *touch = yaml_find(yaml_root(y), "touch");
	struct buf edited = { 0 };
	int line_number = 1;
	for (const char *at = text; at < text + len; line_number++) {
		const char *newline = memchr(at, '\n', (size_t)(text + len - at));
		const char *next = newline ? newline + 1 : text + len;
		if (touch && line_number == touch->key_line) {
			buf_add_text(&edited, "touch:\n");
			calibrate_lines(m, day, &edited);
		}
		if (!is_ours(touch, line_number)) {
			buf_add(&edited, at, (size_t)(next - at));
		}
		at = next;
	}
	if (!touch) {
		bool ends_line = edited.len == 0 || edited.bytes[edited.len - 1] == '\n';
		buf_printf(&edited, "%stouch:\n", ends_line ? "" : "\n");
		calibrate_lines(m, day, &edited);
	}
	yaml_destroy(y);
	const struct buf before = { .bytes = (char *)text, .len = len };
	bool ok = check_edit(name, &before, &edited, m, e);
	if (ok) {
		buf_add(out, buf_text(&edited), edited.len);
	}
	buf_finish(&edited);
	return ok;
}

bool calibrate_write(const char *path, const struct touchpoint_matrix *m, const char *day, struct err *e)
{
	struct buf text = { 0 };
	struct buf edited = { 0 };
	bool ok = fs_read_file(path, CONFIG_MAX_BYTES, &text, e) &&
		  calibrate_edit(path, buf_text(&text), text.len, m, day, &edited, e) &&
		  config_replace_file(path, &edited, e);
	buf_finish(&text);
	buf_finish(&edited);
	return ok;
}
