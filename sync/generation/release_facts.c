/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generation/release_facts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { FACTS_MAX_BYTES = 16 * 1024, FILE_MODE = 0644 };

bool release_facts_read(const struct store *s, int64_t generation, struct release_facts *out)
{
	CLEANUP(free_ptr) char *path = store_generation_path(s, generation, "release.json");
	struct buf bytes = { 0 };
	struct err e;
	json_error_t problem;
	json_t *o = NULL;
	if (generation > 0 && fs_read_file(path, FACTS_MAX_BYTES, &bytes, &e)) {
		o = json_loadb(buf_text(&bytes), bytes.len, 0, &problem);
	}
	buf_finish(&bytes);
	const char *sha256 = json_string_value(json_object_get(o, "bundle_sha256"));
	const char *edition = json_string_value(json_object_get(o, "edition"));
	const char *pack = json_string_value(json_object_get(o, "pack"));
	bool ok = sha256 && sha256_is_hex(sha256);
	if (ok) {
		*out = (struct release_facts){ .release = (int64_t)json_integer_value(json_object_get(o, "release")),
			.installed_at = (time_t)json_integer_value(json_object_get(o, "installed_at")) };
		str_cut(out->bundle_sha256, sizeof out->bundle_sha256, sha256);
		str_cut(out->edition, sizeof out->edition, edition ? edition : "");
		str_cut(out->pack, sizeof out->pack, pack ? pack : "");
	}
	json_decref(o);
	return ok;
}

bool release_facts_write(const struct store *s, int64_t generation, const char *pack, const struct release_facts *facts,
		struct err *e)
{
	json_t *o = json_pack("{s:I, s:I, s:I, s:s, s:s, s:s}", "release", (json_int_t)facts->release, "generation",
			(json_int_t)generation, "installed_at", (json_int_t)facts->installed_at, "pack", pack,
			"edition", facts->edition, "bundle_sha256", facts->bundle_sha256);
	char *text = o ? json_dumps(o, JSON_INDENT(1)) : NULL;
	json_decref(o);
	CLEANUP(free_ptr) char *path = store_staging_path(s, generation, "release.json");
	bool ok = text ? fs_write_file_atomic(path, text, strlen(text), FILE_MODE, e) : fail(e, "write %s", path);
	free(text);
	return ok;
}
