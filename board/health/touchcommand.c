/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/touchcommand.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "device/touchdevice.h"
#include "device/touchrecord.h"
#include "health/calibrate.h"

enum { RECORD_MAX_BYTES = 64 * 1024 * 1024, CONFIG_MAX_BYTES = 64 * 1024 };

/* A line of words on the standard error. */
static void print_words(const struct touchcommand *c, const char *key, const struct words_value *values)
{
	CLEANUP(free_ptr) char *text = health_say(c->language, key, values);
	(void)fprintf(stderr, "%s\n", text);
}

static bool read_points(const char *path, struct calibration_pair pairs[CALIBRATION_POINTS], struct err *e)
{
	struct buf text = { 0 };
	bool ok = fs_read_stream(path, CONFIG_MAX_BYTES, &text, e) && calibrate_parse(path, buf_text(&text), pairs, e);
	buf_finish(&text);
	return ok;
}

/* Takes `o`. */
static void print_json(json_t *o)
{
	(void)json_dumpf(o, stdout, JSON_INDENT(2));
	printf("\n");
	json_decref(o);
}

static void print_matrix(const struct touchcommand *c, const struct touchpoint_matrix *m, const char *day, double worst)
{
	if (c->json) {
		json_t *numbers = json_array();
		for (int i = 0; i < TOUCHPOINT_MATRIX_LEN; i++) {
			json_array_append_new(numbers, json_real(m->at[i] + 0.0));
		}
		print_json(json_pack("{s:o, s:s, s:f, s:b}", "calibration", numbers, "calibrated", day,
				"deviation_percent", worst * 100, "written", c->write));
		return;
	}
	struct buf lines = { 0 };
	calibrate_lines(m, day, &lines);
	printf("touch:\n%s", buf_text(&lines));
	buf_finish(&lines);
	print_words(c, "calibrate.deviation", WORDS_VALUES({ "percent", health_decimal(c->language, worst * 100, 2) }));
}

static bool write_matrix(const struct touchcommand *c, const struct touchpoint_matrix *m, const char *day,
		struct err *e)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", c->root, c->config_path);
	CLEANUP(free_ptr) char *state = mem_printf("%s%s", c->root, c->state);
	return calibrate_keep(state, path, m, day, e) && calibrate_write(path, m, day, e);
}

bool touchcommand_calibrate(const struct touchcommand *c, struct err *e)
{
	struct calibration_pair pairs[CALIBRATION_POINTS];
	struct touchpoint_matrix m;
	double worst;
	char day[CLOCK_RFC3339_BYTES];
	if (!(c->points ? read_points(c->points, pairs, e) : calibrate_tap(stdout, c->language, pairs, e)) ||
			!calibration_solve(pairs, CALIBRATION_POINTS, &m, &worst, e)) {
		return false;
	}
	clock_format_rfc3339(clock_wall_s(), day);
	day[strlen("2026-11-23")] = '\0';
	if (c->write && c->json && !write_matrix(c, &m, day, e)) {
		return false; /* "written" is said once it is true */
	}
	print_matrix(c, &m, day, worst);
	if (!c->write || c->json) {
		return true;
	}
	bool written = write_matrix(c, &m, day, e); /* after the lines: what cannot be written can be copied */
	if (written) {
		print_words(c, "calibrate.written", WORDS_VALUES({ "path", c->config_path }));
	}
	return written;
}

static void print_contact(const struct touchpoint *p)
{
	static const char *const phases[] = { "down", "move", "up", "cancel" };
	printf("%9.3f s  finger %d %-6s %5d %5d\n", (double)p->time_us / 1e6, p->id, phases[p->phase], p->x_px,
			p->y_px);
}

enum { REPLAY_WIDTH_PX = 1080, REPLAY_HEIGHT_PX = 1920 };

static void replay(const struct touchrecord *r, const struct config *config)
{
	struct touchpoint_contact contacts[2 * TOUCHRECORD_SLOTS_MAX];
	struct touchrecord_decoder decoder = { .device = &r->device };
	struct touchpoint_tracker tracker = { .width_px = REPLAY_WIDTH_PX, .height_px = REPLAY_HEIGHT_PX };
	struct touchpoint_matrix calibration;
	memcpy(calibration.at, config->touch.calibration, sizeof calibration.at);
	tracker.matrix = touchpoint_combine(calibration, touchpoint_rotation(config->screen.rotate));
	for (size_t i = 0; i < r->len; i++) {
		size_t count = touchrecord_decode(&decoder, &r->events[i], contacts);
		for (size_t n = 0; n < count; n++) {
			struct touchpoint p;
			if (touchpoint_feed(&tracker, &contacts[n], &p)) {
				print_contact(&p);
			}
		}
	}
}

bool touchcommand_replay(const struct touchcommand *c, enum health_state *state, struct err *e)
{
	struct buf text = { 0 };
	struct touchrecord r = { .len = 0 };
	struct buf problems = { 0 };
	struct config config;
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", c->root, c->config_path);
	bool ok = fs_read_stream(c->recording, RECORD_MAX_BYTES, &text, e) &&
		  touchrecord_parse(&r, c->recording, buf_text(&text), text.len, e);
	bool usable = false;
	if (ok) {
		const char *why;
		enum touchdevice_kind kind = touchdevice_classify(&r.device, &why);
		usable = kind == TOUCHDEVICE_TOUCHSCREEN;
		printf("%s: %s (%s)\n", r.device.name, touchdevice_kind_name(kind), why);
		(void)config_check(path, &config, &problems);
		if (usable) {
			replay(&r, &config);
		}
	}
	touchrecord_finish(&r);
	buf_finish(&text);
	buf_finish(&problems);
	if (ok) {
		*state = usable ? HEALTH_OK : HEALTH_ATTENTION;
	}
	return ok;
}

static int compare_names(const void *a, const void *b)
{
	return strverscmp(*(char *const *)a, *(char *const *)b);
}

static void list_device(const char *event, const struct touchdevice *d, json_t *list)
{
	const char *why;
	enum touchdevice_kind kind = touchdevice_classify(d, &why);
	if (!list) {
		printf("%-8s %-11s %04x:%04x '%s': %s\n", event, touchdevice_kind_name(kind), d->vendor, d->product,
				d->name, why);
		return;
	}
	char id[sizeof "1234:5678"];
	(void)snprintf(id, sizeof id, "%04x:%04x", d->vendor & 0xffffU, d->product & 0xffffU);
	json_array_append_new(list,
			json_pack("{s:s, s:s, s:s, s:s, s:s}", "event", event, "kind", touchdevice_kind_name(kind),
					"id", id, "name", d->name, "why", why));
}

enum health_state touchcommand_list(const struct touchcommand *c)
{
	size_t screens = 0;
	json_t *list = c->json ? json_array() : NULL;
	char *names[256];
	size_t len = touchdevice_list(c->root, names, ARRAY_LEN(names));
	qsort(names, len, sizeof names[0], compare_names);
	for (size_t i = 0; i < len; i++) {
		struct touchdevice d;
		struct err e;
		CLEANUP(free_ptr) char *dir = mem_printf("%s/sys/class/input/%s/device", c->root, names[i]);
		if (touchdevice_read_sysfs(&d, dir, &e)) {
			screens += touchdevice_classify(&d, NULL) == TOUCHDEVICE_TOUCHSCREEN;
			list_device(names[i], &d, list);
		} else if (list) {
			json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "event", names[i], "kind", "unread",
								    "why", e.message));
		} else {
			printf("%-8s ?           %s\n", names[i], e.message);
		}
		free(names[i]);
	}
	if (list) {
		print_json(json_pack("{s:i, s:o}", "touchscreens", (int)screens, "devices", list));
	} else if (screens == 0) {
		print_words(c, "touch.none", NULL);
	}
	return screens ? HEALTH_OK : HEALTH_BROKEN;
}

bool touchcommand_restore(const struct touchcommand *c, struct err *e)
{
	CLEANUP(free_ptr) char *state = mem_printf("%s%s", c->root, c->state);
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", c->root, c->config_path);
	enum calibrate_restored what;
	if (!calibrate_restore(state, path, &what, e)) {
		return false;
	}
	if (what == CALIBRATE_RESTORED) {
		printf("the calibration is the one that was made on this unit\n");
	} else if (what == CALIBRATE_SUPERSEDED) {
		printf("the card has a new calibration: the one that was made on this unit is gone\n");
	}
	return true;
}
