/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generation/state.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/outward.h"
#include "base/str.h"

#define LOG_MODULE "state"
#include "base/log.h"

enum { FILE_MAX_BYTES = 256 * 1024, FILE_MODE = 0644, SUCCESS_LAG_S = 24 * 3600 };
enum { SPAN_FIRST_S = 24 * 3600, SPAN_MAX_S = 7 * 24 * 3600, SPAN_DOUBLINGS_MAX = 8 };

static json_t *read_json(const char *path)
{
	struct buf bytes = { 0 };
	struct err e;
	json_error_t problem;
	json_t *o = NULL;
	if (!fs_exists(path)) {
		return NULL;
	}
	if (fs_read_file(path, FILE_MAX_BYTES, &bytes, &e)) {
		o = json_loadb(buf_text(&bytes), bytes.len, JSON_REJECT_DUPLICATES, &problem);
		if (!o) {
			log_warn("starting without it, it is damaged path=%s problem=\"%s\"", path, problem.text);
		}
	} else {
		log_warn("starting without it: %s", e.message);
	}
	buf_finish(&bytes);
	return o;
}

static bool write_json(json_t *o, const char *path, struct err *e)
{
	char *text = json_dumps(o, JSON_INDENT(1) | JSON_SORT_KEYS);
	json_decref(o);
	if (!text) {
		return fail(e, "%s: cannot be written as JSON", path);
	}
	bool ok = fs_clear_name(path, e) && fs_write_file_atomic(path, text, strlen(text), FILE_MODE, e);
	free(text);
	return ok;
}

static int64_t read_number(const json_t *o, const char *key)
{
	int64_t value = (int64_t)json_integer_value(json_object_get(o, key));
	return value > 0 ? value : 0;
}

static void read_text(const json_t *o, const char *key, char *out, size_t size)
{
	const char *value = json_string_value(json_object_get(o, key));
	if (!value || !str_copy(out, size, value)) {
		out[0] = '\0'; /* half a hash or ETag would be another one */
	}
}

void state_read(struct sync_state *out, const char *path)
{
	json_t *o = read_json(path);
	*out = (struct sync_state){ .release = read_number(o, "release"),
		.confirmed = read_number(o, "confirmed"),
		.last_generation = read_number(o, "last_generation"),
		.last_success = (time_t)read_number(o, "last_success"),
		.last_full = (time_t)read_number(o, "last_full"),
		.trusted_time = (time_t)read_number(o, "trusted_time"),
		.valid_until = (time_t)read_number(o, "valid_until") };
	read_text(o, "etag", out->etag, sizeof out->etag);
	json_decref(o);
}

static bool same_but_lag(const struct sync_state *a, const struct sync_state *b)
{
	return a->release == b->release && a->confirmed == b->confirmed && a->last_generation == b->last_generation &&
	       a->last_full == b->last_full && a->trusted_time == b->trusted_time && a->valid_until == b->valid_until &&
	       str_equal(a->etag, b->etag) && a->last_success - b->last_success < SUCCESS_LAG_S &&
	       a->last_success >= b->last_success;
}

bool state_write(const struct sync_state *s, struct sync_state *saved, const char *path, struct err *e)
{
	if (same_but_lag(s, saved)) {
		return true;
	}
	json_t *o = json_pack("{s:i, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:s}", "format", 1, "release",
			(json_int_t)s->release, "confirmed", (json_int_t)s->confirmed, "last_generation",
			(json_int_t)s->last_generation, "last_success", (json_int_t)s->last_success, "last_full",
			(json_int_t)s->last_full, "trusted_time", (json_int_t)s->trusted_time, "valid_until",
			(json_int_t)s->valid_until, "etag", s->etag);
	if (!write_json(o, path, e)) {
		return false;
	}
	*saved = *s;
	return true;
}

/* Where a refusal of that bundle goes, the one place it has: what was said of it before is gone. */
static struct refusal *place_for(struct refusals *r, const char *bundle_sha256)
{
	for (size_t i = 0; i < r->len; i++) {
		if (bundle_sha256[0] && str_equal(r->at[i].bundle_sha256, bundle_sha256)) {
			memmove(&r->at[i], &r->at[i + 1], sizeof r->at[0] * (r->len - i - 1));
			r->len--;
			break;
		}
	}
	if (r->len == STATE_REFUSED_MAX) {
		memmove(&r->at[0], &r->at[1], sizeof r->at[0] * (STATE_REFUSED_MAX - 1));
		r->len--;
	}
	return &r->at[r->len++];
}

void refusals_read(struct refusals *out, const char *path)
{
	json_t *o = read_json(path);
	const json_t *list = json_object_get(o, "refused");
	*out = (struct refusals){ 0 };
	for (size_t i = 0; i < json_array_size(list) && i < STATE_REFUSED_MAX; i++) {
		const json_t *entry = json_array_get(list, i);
		const char *why = json_string_value(json_object_get(entry, "why"));
		char bundle_sha256[sizeof out->at[0].bundle_sha256];
		read_text(entry, "bundle_sha256", bundle_sha256, sizeof bundle_sha256);
		struct refusal *r = place_for(out, bundle_sha256);
		*r = (struct refusal){ 0 };
		r->release = read_number(entry, "release");
		r->generation = read_number(entry, "generation");
		r->at = (time_t)read_number(entry, "at");
		r->until = (time_t)read_number(entry, "until");
		int64_t times = read_number(entry, "times");
		r->times = times < SPAN_DOUBLINGS_MAX ? (int)times : SPAN_DOUBLINGS_MAX;
		str_cut(r->bundle_sha256, sizeof r->bundle_sha256, bundle_sha256);
		read_text(entry, "code", r->code, sizeof r->code);
		read_text(entry, "version", r->version, sizeof r->version);
		str_cut(r->why, sizeof r->why, why ? why : "");
	}
	json_decref(o);
}

static const struct refusal *find_any(const struct refusals *r, const char *bundle_sha256)
{
	for (size_t i = 0; i < r->len; i++) {
		if (str_equal(r->at[i].bundle_sha256, bundle_sha256)) {
			return &r->at[i];
		}
	}
	return NULL;
}

const struct refusal *refusals_find(const struct refusals *r, const char *bundle_sha256, time_t now)
{
	const struct refusal *f = find_any(r, bundle_sha256);
	bool holds = f && str_equal(f->version, BORNE_VERSION) && (f->until == 0 || now < f->until);
	return holds ? f : NULL;
}

void refusals_limit(const struct refusals *r, struct refusal *refusal, time_t now)
{
	const struct refusal *before = find_any(r, refusal->bundle_sha256);
	int times = before ? before->times : 0;
	time_t span = times < SPAN_DOUBLINGS_MAX ? (time_t)SPAN_FIRST_S << times : SPAN_MAX_S;
	refusal->times = times + (times < SPAN_DOUBLINGS_MAX);
	refusal->until = now + (span < SPAN_MAX_S ? span : SPAN_MAX_S);
}

static json_t *refusals_to_json(const struct refusals *r)
{
	json_t *list = json_array();
	for (size_t i = 0; i < r->len; i++) {
		const struct refusal *f = &r->at[i];
		(void)json_array_append_new(list,
				json_pack("{s:I, s:I, s:I, s:I, s:i, s:s, s:s, s:s, s:s}", "release",
						(json_int_t)f->release, "generation", (json_int_t)f->generation, "at",
						(json_int_t)f->at, "until", (json_int_t)f->until, "times", f->times,
						"bundle_sha256", f->bundle_sha256, "code", f->code, "version",
						f->version, "why", f->why));
	}
	return json_pack("{s:i, s:o}", "format", 1, "refused", list);
}

bool refusals_add(struct refusals *r, const struct refusal *refusal, const char *path, struct err *e)
{
	struct refusal *last = place_for(r, refusal->bundle_sha256);
	*last = *refusal;
	str_cut(last->version, sizeof last->version, BORNE_VERSION);
	outward_copy(last->why, sizeof last->why, refusal->why, ""); /* JSON takes nothing but UTF-8 */
	return write_json(refusals_to_json(r), path, e);
}
