/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/message.h"

#include <jansson.h>
#include <string.h>

#include "base/str.h"

enum { RETRY_AFTER_MAX_S = 24 * 3600, STATUS_MAX = 599 };

static const int64_t OBJECT_MAX_BYTES = INT64_C(1) << 40;

static bool fail_field(const char *key, struct err *e)
{
	return fail_kind(e, ERR_FORMAT, "the fetching process sent a bad '%s'", key);
}

static bool take_number(const json_t *o, const char *key, int64_t min, int64_t max, int64_t *out, struct err *e)
{
	const json_t *value = json_object_get(o, key);
	if (!json_is_integer(value)) {
		return fail_field(key, e);
	}
	int64_t number = (int64_t)json_integer_value(value);
	if (number < min || number > max) {
		return fail_field(key, e);
	}
	*out = number;
	return true;
}

static bool take_bool(const json_t *o, const char *key, bool *out, struct err *e)
{
	const json_t *value = json_object_get(o, key);
	if (!json_is_boolean(value)) {
		return fail_field(key, e);
	}
	*out = json_is_true(value);
	return true;
}

/* Visible ASCII only: these texts go back into requests and logs. */
static bool take_token(const json_t *o, const char *key, char *out, size_t size, struct err *e)
{
	const char *text = json_string_value(json_object_get(o, key));
	if (!text || strlen(text) >= size) {
		return fail_field(key, e);
	}
	for (const char *c = text; *c; c++) {
		if (*c < 0x21 || *c > 0x7E) {
			return fail_field(key, e);
		}
	}
	str_cut(out, size, text);
	return true;
}

static bool take_sentence(const json_t *o, const char *key, char *out, size_t size, struct err *e)
{
	const char *text = json_string_value(json_object_get(o, key));
	if (!text) {
		return fail_field(key, e);
	}
	str_cut(out, size, text);
	for (char *c = out; *c; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7F) {
			*c = ' ';
		}
	}
	return true;
}

static bool read_ready(const json_t *o, struct message *m, struct err *e)
{
	int64_t landlock = 0;
	if (!take_number(o, "landlock", 0, 1000, &landlock, e) || !take_token(o, "user", m->user, sizeof m->user, e)) {
		return false;
	}
	m->landlock = (int)landlock;
	return true;
}

static bool read_answer(const json_t *o, struct message *m, struct err *e)
{
	int64_t status = 0;
	int64_t received = 0;
	if (!take_number(o, "status", 0, STATUS_MAX, &status, e) ||
			!take_number(o, "received", 0, OBJECT_MAX_BYTES, &received, e) ||
			!take_number(o, "retry_after", -1, RETRY_AFTER_MAX_S, &m->retry_after_s, e) ||
			!take_bool(o, "redirected", &m->redirected, e) ||
			!take_token(o, "etag", m->etag, sizeof m->etag, e) ||
			!take_token(o, "type", m->type, sizeof m->type, e)) {
		return false;
	}
	m->status = (long)status;
	m->received = (uint64_t)received;
	return true;
}

static bool read_head(const json_t *o, struct message *m, struct err *e)
{
	int64_t start = 0;
	if (!read_answer(o, m, e) || !take_number(o, "start", 0, OBJECT_MAX_BYTES, &start, e)) {
		return false;
	}
	m->start = (uint64_t)start;
	return true;
}

static bool read_data(const json_t *o, struct message *m, struct err *e)
{
	int64_t len = 0;
	if (!take_number(o, "len", 1, MESSAGE_DATA_MAX_BYTES, &len, e)) {
		return false;
	}
	m->len = (size_t)len;
	return true;
}

static bool read_tick(const json_t *o, struct message *m, struct err *e)
{
	(void)o, (void)m, (void)e;
	return true;
}

static bool read_done(const json_t *o, struct message *m, struct err *e)
{
	return read_answer(o, m, e) && take_bool(o, "ok", &m->ok, e) &&
	       take_token(o, "trouble", m->trouble, sizeof m->trouble, e) &&
	       take_sentence(o, "text", m->text, sizeof m->text, e);
}

static const struct {
	const char *name;
	bool (*read)(const json_t *o, struct message *m, struct err *e);
} events[] = {
	[MESSAGE_READY] = { "ready", read_ready },
	[MESSAGE_HEAD] = { "head", read_head },
	[MESSAGE_DATA] = { "data", read_data },
	[MESSAGE_TICK] = { "tick", read_tick },
	[MESSAGE_DONE] = { "done", read_done },
};

static bool read_event(const json_t *o, struct message *m, struct err *e)
{
	int64_t id = 0;
	const char *name = json_string_value(json_object_get(o, "event"));
	if (!take_number(o, "id", 0, INT64_MAX, &id, e)) {
		return false;
	}
	m->id = (uint64_t)id;
	for (size_t i = 0; name && i < ARRAY_LEN(events); i++) {
		if (str_equal(events[i].name, name)) {
			m->event = (enum message_event)i;
			return events[i].read(o, m, e);
		}
	}
	return fail_field("event", e);
}

bool message_parse(const char *line, size_t len, struct message *out, struct err *e)
{
	json_error_t problem;
	json_t *o = json_loadb(line, len, JSON_REJECT_DUPLICATES, &problem);
	if (!json_is_object(o)) {
		json_decref(o);
		return fail_kind(e, ERR_FORMAT, "the fetching process sent something that is not a JSON object");
	}
	struct message m = { .retry_after_s = -1 };
	bool ok = read_event(o, &m, e);
	json_decref(o);
	if (ok) {
		*out = m;
	}
	return ok;
}

static bool take_line(struct message_stream *s, const struct message_handler *handler, struct err *e)
{
	struct message m;
	if (!message_parse(s->line, s->len, &m, e)) {
		return false;
	}
	s->len = 0;
	s->raw_left = m.event == MESSAGE_DATA ? m.len : 0;
	return handler->message(handler->ctx, &m, e);
}

bool message_stream_feed(struct message_stream *s, const char *bytes, size_t len, const struct message_handler *handler,
		struct err *e)
{
	const char *end = bytes + len;
	while (bytes < end) {
		size_t left = (size_t)(end - bytes);
		if (s->raw_left > 0) {
			size_t take = left < s->raw_left ? left : s->raw_left;
			s->raw_left -= take;
			if (!handler->raw(handler->ctx, bytes, take, e)) {
				return false;
			}
			bytes += take;
			continue;
		}
		const char *newline = memchr(bytes, '\n', left);
		size_t take = newline ? (size_t)(newline - bytes) : left;
		if (take > sizeof s->line - s->len) {
			return fail_kind(e, ERR_FORMAT, "the fetching process sent a line that is too long");
		}
		memcpy(s->line + s->len, bytes, take);
		s->len += take;
		bytes += take + (newline ? 1 : 0);
		if (newline && !take_line(s, handler, e)) {
			return false;
		}
	}
	return true;
}
