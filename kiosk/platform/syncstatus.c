/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/syncstatus.h"

#include <jansson.h>
#include <string.h>

#include "base/problem.h"
#include "base/rundir.h"
#include "base/str.h"

#define LOG_MODULE "sync"
#include "base/log.h"

/* What is not a short text counts as absent. */
static void copy_text(const json_t *o, const char *key, char *out, size_t size)
{
	const char *text = json_string_value(json_object_get(o, key));
	if (!text || !str_copy(out, size, text)) {
		out[0] = '\0';
	}
}

static void read_details(const json_t *root, struct event_sync *s)
{
	const json_t *stick = json_object_get(root, "import");
	const json_t *progress = json_object_get(root, "progress");
	const json_t *free_bytes = json_object_get(root, "store_free_bytes");
	copy_text(json_object_get(root, "error"), "code", s->problem, sizeof s->problem);
	copy_text(stick, "outcome", s->stick, sizeof s->stick);
	copy_text(stick, "code", s->stick_problem, sizeof s->stick_problem);
	copy_text(stick, "edition", s->stick_edition, sizeof s->stick_edition);
	s->stick_at = (time_t)json_integer_value(json_object_get(stick, "at"));
	s->free_bytes = json_is_integer(free_bytes) ? json_integer_value(free_bytes) : -1;
	s->done_bytes = json_integer_value(json_object_get(progress, "bytes"));
	s->of_bytes = json_integer_value(json_object_get(progress, "total"));
	s->restart_pid = json_integer_value(json_object_get(root, "restart_interface"));
}

bool syncstatus_parse(const char *json, size_t len, struct event_sync *out, struct err *e)
{
	json_error_t where;
	json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, &where);
	if (!json_is_object(root)) {
		json_decref(root);
		return fail_kind(e, ERR_FORMAT, "status.json: %s", root ? "not an object" : where.text);
	}
	const char *state = json_string_value(json_object_get(root, "state"));
	struct event_sync s = { .known = state && strcmp(state, "stopped") != 0 };
	const json_t *last_success = json_object_get(root, "last_success");
	s.last_success = (time_t)json_integer_value(last_success);
	s.signed_until = (time_t)json_integer_value(json_object_get(root, "metadata_expires"));
	read_details(root, &s);
	enum problem problem = problem_of_code(s.problem);
	s.unreached = s.known && problem != PROBLEM_NONE && problem_area(problem) == PROBLEM_OF_NETWORK;
	json_decref(root);
	*out = s;
	return true;
}

struct event_sync syncstatus_read(const char *run_dir)
{
	struct event_sync sync = { 0 };
	struct buf text = { 0 };
	struct err e;
	if (!rundir_read(run_dir, RUNDIR_SYNC, "status.json", SYNCSTATUS_BYTES_MAX, &text, &e)) {
		if (e.kind != ERR_ABSENT) {
			log_warn("status of the sync daemon: %s", e.message);
		}
	} else if (!syncstatus_parse(buf_text(&text), text.len, &sync, &e)) {
		log_warn("status of the sync daemon: %s", e.message);
	}
	buf_finish(&text);
	return sync;
}
