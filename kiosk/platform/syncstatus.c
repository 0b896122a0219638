/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/syncstatus.h"

#include <jansson.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"

#define LOG_MODULE "sync"
#include "base/log.h"

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
	const json_t *last_check = json_object_get(root, "last_check");
	const json_t *last_success = json_object_get(root, "last_success");
	s.last_success = (time_t)json_integer_value(last_success);
	s.online = s.known && json_is_null(json_object_get(root, "error")) && json_is_integer(last_success) &&
		   json_integer_value(last_success) >= json_integer_value(last_check);
	json_decref(root);
	*out = s;
	return true;
}

struct event_sync syncstatus_read(const char *run_dir)
{
	struct event_sync sync = { 0 };
	CLEANUP(free_ptr) char *path = fs_join(run_dir, "status.json");
	struct buf text = { 0 };
	struct err e;
	if (!fs_read_file(path, SYNCSTATUS_BYTES_MAX, &text, &e)) {
		if (e.kind != ERR_ABSENT) {
			log_warn("status of the sync daemon: %s", e.message);
		}
	} else if (!syncstatus_parse(buf_text(&text), text.len, &sync, &e)) {
		log_warn("status of the sync daemon: %s", e.message);
	}
	buf_finish(&text);
	return sync;
}
