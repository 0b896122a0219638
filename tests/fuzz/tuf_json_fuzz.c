/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metadata of any role from a server that is not trusted: parsed, made canonical, checked against keys of its own. */
#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "tuf/metadata.h"

/* What is canonical stays what it is when it is read and made canonical again. */
static void check_canonical(const json_t *value)
{
	struct buf first = { 0 };
	struct buf again = { 0 };
	struct err e;
	if (tuf_json_canonical(value, &first, &e)) {
		/* Control characters stand as they are in the canonical form, and JSON cannot be read back then. */
		json_t *back = json_loadb(buf_text(&first), first.len, JSON_REJECT_DUPLICATES, NULL);
		if (back) {
			assert(json_equal(value, back));
			assert(tuf_json_canonical(back, &again, &e));
			assert(again.len == first.len && memcmp(buf_text(&again), buf_text(&first), first.len) == 0);
		}
		json_decref(back);
	} else {
		assert(e.message[0]);
	}
	buf_finish(&first);
	buf_finish(&again);
}

static void check_role(const char *role, const char *bytes, size_t len)
{
	struct tuf_metadata m = { 0 };
	struct err e = { .message = "" };
	if (!tuf_metadata_parse(&m, "fuzz.json", role, bytes, len, &e)) {
		assert(!m.all && str_starts(e.message, "fuzz.json"));
		return;
	}
	assert(m.version >= 1 && json_is_object(m.signed_part) && json_is_array(m.signatures));
	const char *const roles[] = { "root", "timestamp", "snapshot", "targets" };
	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		(void)!tuf_metadata_verify(&m, "fuzz.json", tuf_root_keys(&m), tuf_root_role(&m, roles[i]), &e);
	}
	const json_t *delegations = json_object_get(m.signed_part, "delegations");
	(void)!tuf_metadata_verify(&m, "fuzz.json", json_object_get(delegations, "keys"),
			json_array_get(json_object_get(delegations, "roles"), 0), &e);
	const json_t *meta = json_object_get(json_object_get(m.signed_part, "meta"), "snapshot.json");
	(void)!tuf_metadata_matches("fuzz.json", meta, bytes, len, &e);
	tuf_metadata_finish(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct err e = { .message = "" };
	json_t *value = tuf_json_parse("fuzz.json", (const char *)bytes, len, &e);
	if (value) {
		check_canonical(value);
	} else {
		assert(str_starts(e.message, "fuzz.json"));
		for (const char *at = e.message; *at; at++) {
			assert(*at >= ' ' && *at <= '~');
		}
	}
	json_decref(value);
	const char *const roles[] = { "root", "timestamp", "snapshot", "targets" };
	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		check_role(roles[i], (const char *)bytes, len);
	}
	return 0;
}
