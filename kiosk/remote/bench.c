/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote/bench.h"

#include <dirent.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/action.h"
#include "app/screen.h"
#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "remote/request.h"
#include "remote/robot.h"

enum { SETTLE_MS = 60000, GESTURES = 12, GESTURE_MS = 500, TAPS_MAX = 120, IDLE_US = 15000000 };

struct bench {
	struct kiosk *kiosk;
	bool opened;              /* the start is over */
	double taps_ms[TAPS_MAX]; /* finger up to picture shown */
	size_t taps;
	double idle_cpu_percent; /* < 0: not measured */
};

static struct rect map_rect(const struct bench *b)
{
	const struct node *root = kiosk_tree(b->kiosk);
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (n->role == ROLE_MAP) {
			return n->rect;
		}
	}
	return (struct rect){ 0 };
}

static const struct node *find_node(const struct bench *b, int action, int64_t arg, bool any)
{
	const struct node *root = kiosk_tree(b->kiosk);
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		bool wanted = n->action.type == action && (any || n->action.arg == arg);
		if (wanted && !(n->state & STATE_DISABLED) && !rect_is_empty(n->hit)) {
			return n;
		}
	}
	return NULL;
}

/* Without waiting for what the page brings later (tiles): the time to changed pixels. */
static bool timed_tap(struct bench *b, int action, int64_t arg, bool any, struct err *e)
{
	const struct node *n = find_node(b, action, arg, any);
	if (!n) {
		return fail(e, "screen %s has no control with action %d", kiosk_screen_name(b->kiosk), action);
	}
	int x = n->hit.x + n->hit.w / 2;
	int y = n->hit.y + n->hit.h / 2;
	const struct kiosk_stats *stats = kiosk_stats(b->kiosk);
	timesource_advance(kiosk_time(b->kiosk), 500000);
	kiosk_send(b->kiosk, (struct event){ .type = EVENT_TOUCH, .touch = { 0, TOUCH_DOWN, x, y } });
	if (!kiosk_settle(b->kiosk, SETTLE_MS, e)) {
		return false;
	}
	if (b->opened) { /* a finger rests some 80 ms: the next frame slot is free when it leaves */
		struct timespec rest = { .tv_nsec = 80000000 };
		(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &rest, NULL);
	}
	uint64_t frames = stats->frames;
	int64_t up_us = clock_monotonic_us();
	kiosk_send(b->kiosk, (struct event){ .type = EVENT_TOUCH, .touch = { 0, TOUCH_UP, x, y } });
	while (stats->frames == frames && clock_monotonic_us() - up_us < 1000000) {
		if (!kiosk_step(b->kiosk, e)) {
			return false;
		}
	}
	if (b->taps < TAPS_MAX) {
		b->taps_ms[b->taps++] = (double)(stats->last_frame_us - up_us) / 1000.0;
	}
	return kiosk_settle(b->kiosk, SETTLE_MS, e);
}

static bool open_map(struct bench *b, struct err *e)
{
	return kiosk_settle(b->kiosk, SETTLE_MS, e) && timed_tap(b, ACTION_START, 0, true, e) &&
	       timed_tap(b, ACTION_OPEN, SCREEN_PLACES, false, e);
}

/* ---- the benches ---- */

static bool bench_start(struct bench *b, struct err *e)
{
	(void)b;
	(void)e;
	return true; /* opening the map is all of it */
}

/* The places lie far apart: gestures are measured where the map is full, among the streets around the kiosk. */
static bool go_to_streets(struct bench *b, struct err *e)
{
	return timed_tap(b, ACTION_RECENTER, 0, true, e);
}

/* Back and forth, so that it can go on for ever; half the way lies over ground not seen before. */
static bool bench_drag(struct bench *b, struct err *e)
{
	struct rect r = map_rect(b);
	float cx = (float)r.x + (float)r.w / 2;
	float cy = (float)r.y + (float)r.h / 2;
	float dx = (float)r.w * 0.4F;
	float dy = (float)r.h * 0.25F;
	for (int i = 0; i < GESTURES; i++) {
		float sign = i % 2 ? 1.0F : -1.0F;
		struct robot_line line = { cx - sign * dx, cy - dy, cx + sign * dx,
			cy + dy * (i % 4 < 2 ? 1.0F : -1.0F) };
		if (!robot_drag(b->kiosk, &line, 1, GESTURE_MS, e)) {
			return false;
		}
	}
	return true;
}

/* Flings: a short stroke, then the map glides by itself. */
static bool bench_pan(struct bench *b, struct err *e)
{
	struct rect r = map_rect(b);
	float cx = (float)r.x + (float)r.w / 2;
	float cy = (float)r.y + (float)r.h * 0.8F; /* clear of the marker in the middle */
	for (int i = 0; i < GESTURES; i++) {
		float dx = (float)r.w * (i % 2 ? 0.3F : -0.3F);
		struct robot_line line = { cx, cy, cx + dx, cy };
		if (!robot_drag(b->kiosk, &line, 1, 150, e) || !kiosk_settle(b->kiosk, SETTLE_MS, e)) {
			return false;
		}
	}
	return true;
}

static bool bench_zoom(struct bench *b, struct err *e)
{
	struct rect r = map_rect(b);
	int smaller = r.w < r.h ? r.w : r.h;
	float near = (float)smaller * 0.2F;
	float far = (float)smaller * 0.8F;
	for (int i = 0; i < GESTURES; i++) {
		bool out = i % 2 == 1;
		if (!robot_pinch(b->kiosk, r.x + r.w / 2, r.y + r.h * 4 / 5, out ? far : near, out ? near : far,
				    GESTURE_MS, e) ||
				!kiosk_settle(b->kiosk, SETTLE_MS, e)) {
			return false;
		}
	}
	return true;
}

static bool bench_pages(struct bench *b, struct err *e)
{
	for (int i = 0; i < 8; i++) {
		if (!timed_tap(b, ACTION_HOME, 0, true, e) || !timed_tap(b, ACTION_THEME, 0, true, e) ||
				!timed_tap(b, ACTION_ARTICLE, 0, true, e) || !timed_tap(b, ACTION_BACK, 0, true, e) ||
				!timed_tap(b, ACTION_HOME, 0, true, e) ||
				!timed_tap(b, ACTION_OPEN, SCREEN_SEARCH, false, e) ||
				!timed_tap(b, ACTION_KEY, 'e', false, e) || !timed_tap(b, ACTION_KEY, 'm', false, e) ||
				!timed_tap(b, ACTION_HOME, 0, true, e) ||
				!timed_tap(b, ACTION_OPEN, SCREEN_PLACES, false, e)) {
			return false;
		}
	}
	return true;
}

/* The same waiting as loop.c, without touches. */
static bool bench_idle(struct bench *b, struct err *e)
{
	int64_t cpu_us = clock_cpu_us();
	int64_t start_us = clock_monotonic_us();
	int64_t left_us;
	while ((left_us = start_us + IDLE_US - clock_monotonic_us()) > 0) {
		int fds[KIOSK_FDS_MAX];
		struct pollfd polled[KIOSK_FDS_MAX];
		int count = kiosk_fds(b->kiosk, fds);
		for (int i = 0; i < count; i++) {
			polled[i] = (struct pollfd){ .fd = fds[i], .events = POLLIN };
		}
		int64_t wake_us = kiosk_wake_us(b->kiosk);
		if (wake_us != INT64_MAX) {
			int64_t wait_us = wake_us - timesource_now_us(kiosk_time(b->kiosk));
			left_us = wait_us < left_us ? wait_us : left_us;
		}
		(void)poll(polled, (nfds_t)count, left_us > 0 ? (int)((left_us + 999) / 1000) : 0);
		if (!kiosk_step(b->kiosk, e)) {
			return false;
		}
	}
	b->idle_cpu_percent = 100.0 * (double)(clock_cpu_us() - cpu_us) / (double)(clock_monotonic_us() - start_us);
	return true;
}

static const struct {
	const char *name;
	bool streets;
	bool (*run)(struct bench *b, struct err *e);
} benches[] = {
	{ "start", false, bench_start },
	{ "drag", true, bench_drag },
	{ "pan", true, bench_pan },
	{ "zoom", true, bench_zoom },
	{ "pages", false, bench_pages },
	{ "idle", false, bench_idle },
};

/* ---- the report ---- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;
	return (x > y) - (x < y);
}

static json_t *percentiles(struct bench *b)
{
	if (b->taps == 0) {
		return json_null();
	}
	qsort(b->taps_ms, b->taps, sizeof b->taps_ms[0], compare);
	return json_pack("{s:f,s:f,s:i}", "p50", b->taps_ms[b->taps / 2], "p95", b->taps_ms[b->taps * 95 / 100],
			"count", (int)b->taps);
}

/* A line of /proc. */
static bool read_line(const char *task, const char *name, char *out, int size)
{
	CLEANUP(free_ptr) char *path = mem_printf("/proc/self/task/%s/%s", task, name);
	FILE *f = fopen(path, "re");
	bool ok = f && fgets(out, size, f);
	if (f) {
		(void)fclose(f);
	}
	return ok;
}

/* CPU time of the threads that Mesa's llvmpipe draws with, as a GPU would; 0 where there are none. */
static int64_t gpu_us(void)
{
	int64_t all = 0;
	DIR *tasks = opendir("/proc/self/task");
	const struct dirent *task;
	while (tasks && (task = readdir(tasks)) != NULL) {
		char name[32] = "";
		char times[64] = "";
		if (read_line(task->d_name, "comm", name, sizeof name) && str_starts(name, "llvmpipe") &&
				read_line(task->d_name, "schedstat", times, sizeof times)) {
			all += strtoll(times, NULL, 10) / 1000; /* its first number: ns on a CPU */
		}
	}
	if (tasks) {
		(void)closedir(tasks);
	}
	return all;
}

struct measured {
	const char *name;
	double start_ms, start_cpu_ms, wall_s, cpu_ms, gpu_ms;
	uint64_t frames, builds, uploaded;
};

static bool write_report(struct bench *b, const struct measured *m, const char *path, struct err *e)
{
	double frames = (double)m->frames;
	json_t *all = json_pack("{s:s,s:s,s:I,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:o,s:o,s:i,s:s}", "bench", m->name,
			"renderer", display_renderer_name(kiosk_display(b->kiosk)), "frames", (json_int_t)m->frames,
			"wall_s", m->wall_s, "fps", m->wall_s > 0 ? frames / m->wall_s : 0.0, "cpu_ms_per_frame",
			m->frames ? m->cpu_ms / frames : 0.0, "gpu_ms_per_frame", m->frames ? m->gpu_ms / frames : 0.0,
			"builds_per_frame", m->frames ? (double)m->builds / frames : 0.0, "upload_bytes_per_frame",
			m->frames ? (double)m->uploaded / frames : 0.0, "start_ms", m->start_ms, "start_cpu_ms",
			m->start_cpu_ms, "tap_to_pixels_ms", percentiles(b), "idle_cpu_percent",
			b->idle_cpu_percent < 0 ? json_null() : json_real(b->idle_cpu_percent), "pss_kib",
			(int)request_pss_kib(), "screen", kiosk_screen_name(b->kiosk));
	char *text = all ? json_dumps(all, JSON_INDENT(1) | JSON_REAL_PRECISION(6)) : NULL;
	json_decref(all);
	bool ok = text != NULL;
	if (!ok) {
		(void)fail(e, "out of words");
	} else if (path) {
		ok = fs_write_file_volatile(path, text, strlen(text), 0644, e);
	} else {
		ok = printf("%s\n", text) > 0;
	}
	free(text);
	return ok;
}

static bool measure(struct bench *b, size_t which, int64_t start_us, const char *json_path, struct err *e)
{
	if (!open_map(b, e)) {
		return false;
	}
	struct measured m = { .name = benches[which].name };
	m.start_ms = (double)(clock_monotonic_us() - start_us) / 1000.0;
	m.start_cpu_ms = (double)clock_cpu_us() / 1000.0;
	b->opened = true;
	if (benches[which].streets && !go_to_streets(b, e)) {
		return false;
	}
	b->taps = 0;
	uint64_t frames = kiosk_stats(b->kiosk)->frames;
	uint64_t builds = kiosk_stats(b->kiosk)->builds;
	uint64_t uploaded = display_uploaded_bytes(kiosk_display(b->kiosk));
	int64_t gpu_start_us = gpu_us();
	int64_t cpu_us = clock_cpu_us();
	int64_t wall_us = clock_monotonic_us();
	if (!benches[which].run(b, e)) {
		return false;
	}
	m.frames = kiosk_stats(b->kiosk)->frames - frames;
	m.builds = kiosk_stats(b->kiosk)->builds - builds;
	m.uploaded = display_uploaded_bytes(kiosk_display(b->kiosk)) - uploaded;
	m.gpu_ms = (double)(gpu_us() - gpu_start_us) / 1000.0;
	m.cpu_ms = (double)(clock_cpu_us() - cpu_us) / 1000.0 - m.gpu_ms;
	m.wall_s = (double)(clock_monotonic_us() - wall_us) / 1e6;
	return write_report(b, &m, json_path, e);
}

bool bench_run(const struct kiosk_options *options, const char *name, const char *json_path, struct err *e)
{
	size_t which = 0;
	while (which < ARRAY_LEN(benches) && strcmp(benches[which].name, name) != 0) {
		which++;
	}
	if (which == ARRAY_LEN(benches)) {
		return fail(e, "--bench: '%s' is not start, drag, pan, zoom, pages or idle", name);
	}
	int64_t start_us = clock_monotonic_us();
	struct bench b = { .kiosk = kiosk_create(options, e), .idle_cpu_percent = -1 };
	bool ok = b.kiosk &&
		  (kiosk_generation(b.kiosk) || fail_kind(e, ERR_ABSENT, "there is no content to measure with"));
	ok = ok && measure(&b, which, start_us, json_path, e);
	kiosk_destroy(b.kiosk);
	return ok;
}
