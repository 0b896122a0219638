/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote/request.h"

#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/str.h"
#include "mapshow/mapview.h"
#include "platform/speaker.h"
#include "remote/robot.h"
#include "remote/treejson.h"
#include "store/db.h"

enum { WAIT_MS = 10000, WAIT_MS_MAX = 120000, DRAG_MS = 300, ADVANCE_S_MAX = 86400 };

/* Fills `reply` (an object that has nothing yet). */
typedef bool request_handler(struct kiosk *k, const json_t *request, json_t *reply, struct err *e);

static bool get_int(const json_t *request, const char *key, json_int_t min, json_int_t max, int *out, struct err *e)
{
	const json_t *value = json_object_get(request, key);
	if (!json_is_number(value)) {
		return fail(e, "'%s' must be a number", key);
	}
	double number = json_number_value(value);
	if (number < (double)min || number > (double)max) {
		return fail(e, "'%s' must lie between %lld and %lld", key, (long long)min, (long long)max);
	}
	*out = (int)number;
	return true;
}

static bool get_int_or(const json_t *request, const char *key, json_int_t min, json_int_t max, int fallback, int *out,
		struct err *e)
{
	if (!json_object_get(request, key)) {
		*out = fallback;
		return true;
	}
	return get_int(request, key, min, max, out, e);
}

static bool get_px(const json_t *request, const char *key, int *out, struct err *e)
{
	return get_int(request, key, -100000, 100000, out, e);
}

static bool do_tree(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)request;
	(void)e;
	json_object_set_new(reply, "screen", json_string(kiosk_screen_name(k)));
	json_object_set_new(reply, "nodes", treejson_nodes(kiosk_tree(k)));
	json_object_set_new(reply, "texts", treejson_texts(kiosk_tree(k)));
	return true;
}

static bool do_tap(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	const char *name = json_string_value(json_object_get(request, "name"));
	int x = 0;
	int y = 0;
	int nth = 0;
	if (!name) {
		return get_px(request, "x", &x, e) && get_px(request, "y", &y, e) && robot_tap(k, x, y, e);
	}
	if (!get_int_or(request, "nth", 0, 10000, 0, &nth, e)) {
		return false;
	}
	struct robot_target target = { name, json_string_value(json_object_get(request, "role")), nth };
	const struct node *n = robot_find(k, target, e);
	return n && robot_tap_node(k, n, e);
}

static bool do_drag(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	int x1 = 0;
	int y1 = 0;
	int x2 = 0;
	int y2 = 0;
	int ms = 0;
	if (!get_px(request, "x1", &x1, e) || !get_px(request, "y1", &y1, e) || !get_px(request, "x2", &x2, e) ||
			!get_px(request, "y2", &y2, e) || !get_int_or(request, "ms", 1, 10000, DRAG_MS, &ms, e)) {
		return false;
	}
	struct robot_line line = { (float)x1, (float)y1, (float)x2, (float)y2 };
	return robot_drag(k, &line, 1, ms, e);
}

static bool do_pinch(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	int x = 0;
	int y = 0;
	int from = 0;
	int to = 0;
	int ms = 0;
	return get_px(request, "x", &x, e) && get_px(request, "y", &y, e) &&
	       get_int(request, "from", 1, 10000, &from, e) && get_int(request, "to", 1, 10000, &to, e) &&
	       get_int_or(request, "ms", 1, 10000, DRAG_MS, &ms, e) &&
	       robot_pinch(k, x, y, (float)from, (float)to, ms, e);
}

static bool do_type(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	const char *text = json_string_value(json_object_get(request, "text"));
	if (!text) {
		return fail(e, "'text' must be a string");
	}
	robot_type(k, text);
	return kiosk_step(k, e);
}

static bool do_key(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	static const char *const names[] = { [KEYPAD_UP] = "up",
		[KEYPAD_DOWN] = "down",
		[KEYPAD_LEFT] = "left",
		[KEYPAD_RIGHT] = "right",
		[KEYPAD_ENTER] = "enter",
		[KEYPAD_BACK] = "back",
		[KEYPAD_HELP] = "help",
		[KEYPAD_LOUDER] = "louder" };
	const char *key = json_string_value(json_object_get(request, "key"));
	for (size_t i = 0; key && i < ARRAY_LEN(names); i++) {
		if (strcmp(names[i], key) == 0) {
			kiosk_send(k, (struct event){ .type = EVENT_KEYPAD, .keypad = (enum keypad_key)i });
			return kiosk_step(k, e);
		}
	}
	return fail(e, "'key' must be up, down, left, right, enter, back, help or louder");
}

static bool do_headset(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	const json_t *plugged = json_object_get(request, "plugged");
	if (!json_is_boolean(plugged)) {
		return fail(e, "'plugged' must be true or false");
	}
	kiosk_headset(k, json_is_true(plugged));
	return kiosk_step(k, e);
}

/* One thing that was said: its text, and which voice said which part of it. */
static json_t *heard_json(const struct speaker_heard *h)
{
	json_t *parts = json_array();
	size_t from = 0;
	for (size_t i = 0; i < h->parts_len; i++) {
		const struct speaker_part *p = &h->parts[i];
		if (p->to > from) {
			json_array_append_new(parts, json_pack("{s:s,s:s%}", "voice", p->voice, "text", h->text + from,
								     p->to - from));
		}
		from = p->to;
	}
	return json_pack("{s:s,s:s,s:i,s:i,s:o}", "text", h->text, "voice", h->parts[0].voice, "rate", h->rate,
			"volume", h->volume, "parts", parts);
}

/* What was said since number `since` of this visit: what a visitor hears. */
static bool do_speech(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	int since = 0;
	const struct speaker *s = kiosk_speaker(k);
	if (!get_int_or(request, "since", 0, INT_MAX, 0, &since, e)) {
		return false;
	}
	json_t *heard = json_array();
	for (uint64_t i = (uint64_t)since; i < speaker_heard_count(s); i++) {
		const struct speaker_heard *h = speaker_heard(s, i);
		json_t *words = h ? heard_json(h) : NULL;
		if (words) {
			json_array_append_new(heard, words);
		}
	}
	json_object_set_new(reply, "heard", heard);
	json_object_set_new(reply, "count", json_integer((json_int_t)speaker_heard_count(s)));
	/* Between two sentences the sound of the next is made, and before it the page may be turned. */
	bool goes_on = speaker_is_playing(s) || kiosk_pending(k) > 0;
	json_object_set_new(reply, "playing", json_boolean(goes_on));
	return true;
}

static bool do_clock(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	struct timesource *t = kiosk_time(k);
	const json_t *manual = json_object_get(request, "manual");
	const json_t *when = json_object_get(request, "unix");
	int zone_s = 0;
	int advance_s = 0;
	if (!get_int_or(request, "zone_s", -86400, 86400, 0, &zone_s, e) ||
			!get_int_or(request, "advance_s", 0, ADVANCE_S_MAX, 0, &advance_s, e)) {
		return false;
	}
	if (json_is_boolean(manual)) {
		timesource_set_manual(t, json_is_true(manual));
	}
	if (json_is_integer(when)) {
		timesource_set_wall(t, (time_t)json_integer_value(when));
	}
	if (json_object_get(request, "zone_s")) {
		timesource_set_zone(t, zone_s);
	}
	/* So that everything that shows the time has seen it. */
	kiosk_send(k, (struct event){ .type = EVENT_TICK });
	if (!kiosk_advance(k, (int64_t)advance_s * 1000000, e)) {
		return false;
	}
	json_object_set_new(reply, "unix", json_integer((json_int_t)timesource_wall_s(t)));
	return true;
}

static bool get_timeout(const json_t *request, int *ms, struct err *e)
{
	return get_int_or(request, "timeout_ms", 0, WAIT_MS_MAX, WAIT_MS, ms, e);
}

/* request_answer() keeps the reply back while something is pending. */
static bool do_wait(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	int ms = 0;
	return get_timeout(request, &ms, e) && kiosk_step(k, e);
}

static bool do_shot(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	const char *path = json_string_value(json_object_get(request, "path"));
	if (!path) {
		return fail(e, "'path' must be a string");
	}
	const json_t *panel = json_object_get(request, "panel");
	if (panel && !json_is_boolean(panel)) {
		return fail(e, "'panel' must be true or false");
	}
	const struct canvas *canvas = json_is_true(panel) ? kiosk_panel_picture(k, e) : kiosk_picture(k, e);
	return canvas && canvas_write_png(canvas, path, e);
}

static bool do_paint(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)reply;
	const json_t *always = json_object_get(request, "always");
	if (!json_is_boolean(always)) {
		return fail(e, "'always' must be true or false");
	}
	return kiosk_paint_always(k, json_is_true(always), e);
}

long request_pss_kib(void)
{
	long pss = 0;
	FILE *f = fopen("/proc/self/smaps_rollup", "re");
	char line[256];
	while (f && pss == 0 && fgets(line, sizeof line, f)) {
		if (str_starts(line, "Pss:")) {
			pss = strtol(line + strlen("Pss:"), NULL, 10);
		}
	}
	if (f) {
		(void)fclose(f);
	}
	return pss;
}

static bool do_stats(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	const struct kiosk_stats *s = kiosk_stats(k);
	const struct generation *g = kiosk_generation(k);
	double per_frame = s->frames ? (double)s->paint_cpu_us / 1000.0 / (double)s->frames : 0;
	json_t *all = json_pack("{s:I,s:I,s:I,s:I,s:I,s:i,s:f,s:s,s:s,s:I,s:s,s:I,s:I,s:I,s:i,s:I}", "frames",
			(json_int_t)s->frames, "unasked", (json_int_t)s->unasked, "unsettled", (json_int_t)s->unsettled,
			"events", (json_int_t)s->events, "builds", (json_int_t)s->builds, "builds_most", s->builds_most,
			"cpu_ms_per_frame", per_frame, "screen", kiosk_screen_name(k), "renderer",
			display_renderer_name(kiosk_display(k)), "generation", (json_int_t)(g ? g->number : 0),
			"edition", g ? g->catalogue->edition : "", "painter_cache_bytes",
			(json_int_t)kiosk_painter_bytes(k), "session_bytes", (json_int_t)kiosk_session_bytes(k),
			"map_cache_bytes", (json_int_t)kiosk_map_bytes(k), "pending", kiosk_pending(k), "start_us",
			(json_int_t)(s->first_frame_us - s->started_us));
	bool ok = all && json_object_update(reply, all) == 0;
	if (json_is_true(json_object_get(request, "memory"))) {
		json_object_set_new(reply, "pss_kib", json_integer((json_int_t)request_pss_kib()));
	}
	const struct mallinfo2 heap = mallinfo2();
	json_object_set_new(reply, "heap_bytes", json_integer((json_int_t)heap.uordblks + (json_int_t)heap.hblkhd));
	json_object_set_new(reply, "reads_while_drawing", json_integer((json_int_t)db_forbidden_uses()));
	json_object_set_new(reply, "uploaded_bytes",
			json_integer((json_int_t)display_uploaded_bytes(kiosk_display(k))));
	json_object_set_new(reply, "jobs_dropped", json_integer((json_int_t)kiosk_jobs_dropped(k)));
	json_object_set_new(reply, "said", json_integer((json_int_t)speaker_heard_count(kiosk_speaker(k))));
	json_object_set_new(reply, "playing", json_boolean(speaker_is_playing(kiosk_speaker(k))));
	const struct mapview_stats *map = kiosk_map_stats(k);
	if (map) {
		json_object_set_new(reply, "map_frames", json_integer((json_int_t)map->map_frames));
		json_object_set_new(reply, "map_stand_ins", json_integer((json_int_t)map->stand_ins));
		json_object_set_new(reply, "map_blanks", json_integer((json_int_t)map->blanks));
		json_object_set_new(reply, "map_tiles_made", json_integer((json_int_t)map->made));
		json_object_set_new(reply, "map_tiles_cancelled", json_integer((json_int_t)map->cancelled));
	}
	json_decref(all);
	return ok || fail(e, "out of words");
}

static bool do_quit(struct kiosk *k, const json_t *request, json_t *reply, struct err *e)
{
	(void)k;
	(void)request;
	(void)reply;
	(void)e;
	return true; /* request_answer() does it */
}

static const struct {
	const char *name;
	request_handler *handle;
} requests[] = {
	{ "tree", do_tree },
	{ "tap", do_tap },
	{ "drag", do_drag },
	{ "pinch", do_pinch },
	{ "type", do_type },
	{ "key", do_key },
	{ "headset", do_headset },
	{ "speech", do_speech },
	{ "clock", do_clock },
	{ "wait", do_wait },
	{ "shot", do_shot },
	{ "paint", do_paint },
	{ "stats", do_stats },
	{ "quit", do_quit },
};

static void add_reply(struct buf *out, json_t *reply, const char *failure)
{
	json_object_set_new(reply, "ok", json_boolean(!failure));
	if (failure) {
		json_t *words = json_string(failure);
		json_object_set_new(reply, "error", words ? words : json_string("the reason is not UTF-8"));
	}
	char *text = json_dumps(reply, JSON_COMPACT);
	buf_add_text(out, text ? text : "{\"ok\":false,\"error\":\"out of words\"}");
	buf_add_char(out, '\n');
	free(text);
	json_decref(reply);
}

bool request_look(struct kiosk *k, const struct request_wait *wait, const char *failure, struct buf *reply)
{
	char late[96];
	int pending = failure ? 0 : kiosk_pending(k);
	if (pending > 0) {
		if (clock_monotonic_us() <= wait->end_us) {
			return false;
		}
		(void)snprintf(late, sizeof late, "still busy after %d ms: %d pending", wait->timeout_ms, pending);
		failure = late;
	}
	add_reply(reply, json_object(), failure);
	return true;
}

/* The handler, NULL with *e when there is none. */
static request_handler *find_handler(const json_t *request, struct err *e)
{
	const char *what = json_string_value(json_object_get(request, "do"));
	if (!what) {
		(void)fail(e, "a request is an object with a string \"do\"");
		return NULL;
	}
	for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
		if (strcmp(requests[i].name, what) == 0) {
			return requests[i].handle;
		}
	}
	(void)fail(e, "cannot do '%s'", what);
	return NULL;
}

enum request_outcome request_answer(struct kiosk *k, const char *line, size_t len, struct buf *reply,
		struct request_wait *wait)
{
	struct err e = { 0 };
	json_error_t where;
	json_t *object = json_object();
	json_t *request = json_loadb(line, len, JSON_REJECT_DUPLICATES, &where);
	request_handler *handle = request ? find_handler(request, &e) : NULL;
	bool ok = request ? handle && handle(k, request, object, &e) : fail(&e, "not JSON: %s", where.text);
	enum request_outcome outcome = ok && handle == do_quit ? REQUEST_QUITS : REQUEST_ANSWERED;
	int ms = 0;
	if (ok && handle == do_wait && kiosk_pending(k) > 0 && get_timeout(request, &ms, &e)) {
		*wait = (struct request_wait){ .timeout_ms = ms, .end_us = clock_monotonic_us() + (int64_t)ms * 1000 };
		outcome = REQUEST_WAITS;
	}
	if (outcome == REQUEST_WAITS) {
		json_decref(object);
	} else {
		add_reply(reply, object, ok ? NULL : e.message);
	}
	json_decref(request);
	return outcome;
}
