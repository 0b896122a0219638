/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/lockout.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"

#define LOG_MODULE "codes"
#include "base/log.h"

enum { FILE_MODE = 0640 };

bool lockout_parse(const char *bytes, size_t len, struct lockout *out, struct err *e)
{
	json_t *o = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *tries = json_object_get(o, "tries");
	const json_t *until = json_object_get(o, "wait_until");
	json_int_t n = json_integer_value(tries);
	struct lockout l = { .tries = (int)n, .wait_until = (time_t)json_integer_value(until) };
	bool ok = json_is_integer(tries) && json_is_integer(until) && n >= 0 && n <= LOCKOUT_TRIES_MAX &&
		  l.wait_until >= 0;
	json_decref(o);
	if (!ok) {
		return fail_kind(e, ERR_FORMAT, "codes.json is not a count of wrong codes");
	}
	*out = l;
	return true;
}

int lockout_wait_s(const struct lockout *l, time_t now, int whole_s)
{
	if (l->wait_until <= now) {
		return 0;
	}
	/* A clock that went back would make it wait for years. */
	return l->wait_until - now > whole_s ? whole_s : (int)(l->wait_until - now);
}

/* Owned; NULL: neither folder can be written to. */
static char *path_of(const char *state_dir, const char *run_dir)
{
	const char *const dirs[] = { state_dir, run_dir };
	for (size_t i = 0; i < ARRAY_LEN(dirs); i++) {
		if (dirs[i] && dirs[i][0] && access(dirs[i], W_OK | X_OK) == 0) {
			return i == 0 ? fs_join(dirs[i], "codes.json") : rundir_path(dirs[i], RUNDIR_UI, "codes.json");
		}
	}
	return NULL;
}

struct lockout lockout_read(const char *state_dir, const char *run_dir)
{
	CLEANUP(free_ptr) char *path = path_of(state_dir, run_dir);
	struct lockout l = { 0 };
	struct buf bytes = { 0 };
	struct err e;
	if (path && fs_exists(path) &&
			(!fs_read_file(path, LOCKOUT_BYTES_MAX, &bytes, &e) ||
					!lockout_parse(buf_text(&bytes), bytes.len, &l, &e))) {
		log_warn("wrong codes are counted from nothing again: %s", e.message);
	}
	buf_finish(&bytes);
	return l;
}

void lockout_write(const char *state_dir, const char *run_dir, const struct lockout *l)
{
	CLEANUP(free_ptr) char *path = path_of(state_dir, run_dir);
	json_t *o = json_pack("{s:i,s:i,s:I}", "format", 1, "tries", l->tries, "wait_until", (json_int_t)l->wait_until);
	char *text = o ? json_dumps(o, JSON_COMPACT) : NULL;
	struct err e;
	if (path && text && !fs_write_file_atomic(path, text, strlen(text), FILE_MODE, &e)) {
		log_warn("wrong codes are forgotten by a restart: %s", e.message);
	}
	free(text);
	json_decref(o);
}
