/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/trying.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { FILE_MAX_BYTES = 4096, FILE_MODE = 0644 };

static char *path_of(const struct store *s)
{
	return store_path(s, "trying.json");
}

int trying_deaths(const struct store *s, const char *bundle_sha256)
{
	CLEANUP(free_ptr) char *path = path_of(s);
	struct buf bytes = { 0 };
	struct err e;
	json_error_t problem;
	json_t *o = fs_exists(path) && fs_read_file(path, FILE_MAX_BYTES, &bytes, &e)
				    ? json_loadb(buf_text(&bytes), bytes.len, 0, &problem)
				    : NULL;
	buf_finish(&bytes);
	const char *sha256 = json_string_value(json_object_get(o, "bundle_sha256"));
	const char *version = json_string_value(json_object_get(o, "version"));
	json_int_t tries = json_integer_value(json_object_get(o, "tries"));
	bool same = sha256 && version && str_equal(sha256, bundle_sha256) && str_equal(version, BORNE_VERSION);
	json_decref(o);
	return !same || tries < 0 ? 0 : tries < TRYING_MAX ? (int)tries : TRYING_MAX;
}

static bool write_tries(const struct store *s, const char *bundle_sha256, int tries, struct err *e)
{
	CLEANUP(free_ptr) char *path = path_of(s);
	json_t *o = json_pack("{s:i, s:s, s:i, s:s}", "format", 1, "bundle_sha256", bundle_sha256, "tries", tries,
			"version", BORNE_VERSION);
	char *text = o ? json_dumps(o, JSON_INDENT(1)) : NULL;
	json_decref(o);
	bool ok = text ? fs_write_file_atomic(path, text, strlen(text), FILE_MODE, e) : fail(e, "write %s", path);
	free(text);
	return ok;
}

bool trying_begin(const struct store *s, const char *bundle_sha256, int deaths, struct err *e)
{
	return write_tries(s, bundle_sha256, deaths + 1, e);
}

bool trying_end(const struct store *s, struct err *e)
{
	CLEANUP(free_ptr) char *path = path_of(s);
	if (unlink(path) != 0 && errno != ENOENT) {
		return fail_errno(e, "remove %s", path);
	}
	return fs_sync_dir(s->root, e);
}

bool trying_take_back(const struct store *s, const char *bundle_sha256, int deaths, struct err *e)
{
	return deaths > 0 ? write_tries(s, bundle_sha256, deaths, e) : trying_end(s, e);
}
