/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/tried.h"

#include <jansson.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"

#define LOG_MODULE "content"
#include "base/log.h"

enum { FORMAT = 1 };

bool tried_parse(const char *bytes, size_t len, const char *program, char out[SHA256_HEX_BYTES], struct err *e)
{
	json_error_t where;
	json_t *o = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &where);
	const char *by = json_string_value(json_object_get(o, "program"));
	const char *sha256 = json_string_value(json_object_get(o, "bundle_sha256"));
	bool ok = json_integer_value(json_object_get(o, "format")) == FORMAT && by && sha256 && sha256_is_hex(sha256);
	if (!ok) {
		(void)fail_kind(e, ERR_FORMAT, "tried.json is not of format %d", FORMAT);
	} else if (!str_equal(by, program)) {
		ok = fail(e, "tried.json is of version %s of the program", by);
	} else {
		memcpy(out, sha256, SHA256_HEX_BYTES);
	}
	json_decref(o);
	return ok;
}

bool tried_has(const char *folder, const char *id)
{
	if (!folder || folder[0] == '\0' || id[0] == '\0') {
		return false;
	}
	struct err e;
	struct buf bytes = { 0 };
	char sha256[SHA256_HEX_BYTES];
	CLEANUP(free_ptr) char *path = fs_join(folder, "tried.json");
	bool ok = rundir_read_path(path, TRIED_FILE_BYTES_MAX, &bytes, &e) &&
		  tried_parse(buf_text(&bytes), bytes.len, BORNE_VERSION, sha256, &e);
	if (!ok && e.kind != ERR_ABSENT) {
		log_info("new contents are tried here: %s", e.message);
	}
	buf_finish(&bytes);
	return ok && str_starts(sha256, id);
}
