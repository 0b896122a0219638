/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/bundle.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PART(name) "{\"name\":\"" name "\",\"length\":7,\"sha256\":\"" HASH "\"}"
#define CONTENT PART("content.sqlite")
#define BUNDLE(parts) "{\"format\":1,\"pack\":\"ra\",\"edition\":\"2026-11-23\",\"components\":[" parts "]}"

static bool parse(const char *json, struct err *e)
{
	struct bundle b = { 0 };
	bool ok = bundle_parse(&b, json, strlen(json), e);
	bundle_close(&b);
	return ok;
}

static void a_manifest_is_read_and_sorted(void **state)
{
	(void)state;
	struct bundle b = { 0 };
	static const char json[] = BUNDLE(PART("media/z.png") "," CONTENT "," PART("map/region.mbtiles"));
	assert_true(bundle_parse(&b, json, strlen(json), NULL));
	assert_string_equal(b.pack, "ra");
	assert_string_equal(b.components[0].name, "content.sqlite");
	assert_int_equal(bundle_find(&b, "map/region.mbtiles")->length, 7);
	assert_null(bundle_find(&b, "map/none.mbtiles"));
	assert_null(bundle_component_path(&b, "content.sqlite")); /* no folder yet */
	bundle_close(&b);
	bundle_close(&b); /* twice is fine */
}

static void a_store_names_files_by_their_hash(void **state)
{
	(void)state;
	struct bundle b = { 0 };
	assert_true(bundle_parse(&b, BUNDLE(CONTENT), strlen(BUNDLE(CONTENT)), NULL));
	b.dir = mem_strdup("/generation");
	char *path = bundle_component_path(&b, "content.sqlite");
	assert_string_equal(path, "/generation/content.sqlite");
	free(path);
	b.objects = mem_strdup("/objects");
	path = bundle_component_path(&b, "content.sqlite");
	assert_string_equal(path, "/objects/" HASH);
	free(path);
	bundle_close(&b);
}

#define FOR(name, sites) "{\"name\":\"" name "\",\"length\":7,\"sha256\":\"" HASH "\",\"sites\":[" sites "]}"

static void a_unit_keeps_the_maps_of_its_site(void **state)
{
	static const char json[] = BUNDLE(CONTENT "," FOR("map/a.mbtiles",
			"\"belley\",\"nantua\"") "," FOR("map/b.mbtiles", "\"privas\"") "," PART("map/region.mbtiles"));
	(void)state;
	for (int unknown = 0; unknown < 2; unknown++) {
		struct bundle b = { 0 };
		assert_true(bundle_parse(&b, json, strlen(json), NULL));
		bundle_keep_for(&b, unknown ? "" : NULL);
		assert_int_equal(b.components_len, 4);
		bundle_keep_for(&b, unknown ? "somewhere" : "nantua");
		assert_non_null(bundle_find(&b, "content.sqlite"));
		assert_non_null(bundle_find(&b, "map/region.mbtiles"));
		assert_null(bundle_find(&b, "map/b.mbtiles"));
		assert_int_equal(bundle_find(&b, "map/a.mbtiles") != NULL, !unknown);
		/* Its file is not there: only what is for single sites may be missing. */
		b.dir = mem_strdup("/nonexistent");
		bundle_forget_absent(&b);
		assert_int_equal(b.components_len, 2);
		bundle_close(&b);
	}
}

static void what_a_later_version_adds_is_let_through(void **state)
{
	(void)state;
	assert_true(parse("{\"format\":1,\"pack\":\"ra\",\"edition\":\"x\",\"new\":{},\"components\":[" CONTENT "]}",
			NULL));
}

static void every_wrong_manifest_is_refused_in_words(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"",
		"{}",
		"[]",
		"{\"format\":2,\"pack\":\"ra\",\"edition\":\"x\",\"components\":[" CONTENT "]}",
		"{\"format\":1,\"pack\":\"../ra\",\"edition\":\"x\",\"components\":[" CONTENT "]}",
		"{\"format\":1,\"pack\":\"ra\",\"components\":[" CONTENT "]}",
		BUNDLE(""),
		BUNDLE(PART("map/region.mbtiles")),
		BUNDLE(CONTENT "," CONTENT),
		BUNDLE(CONTENT "," PART("../../etc/passwd")),
		BUNDLE(CONTENT "," PART("/etc/passwd")),
		BUNDLE(CONTENT "," PART("bundle.json")),
		BUNDLE(CONTENT "," PART("a//b")),
		BUNDLE("{\"name\":\"content.sqlite\",\"length\":-1,\"sha256\":\"" HASH "\"}"),
		BUNDLE("{\"name\":\"content.sqlite\",\"length\":1.5,\"sha256\":\"" HASH "\"}"),
		BUNDLE("{\"name\":\"content.sqlite\",\"length\":99999999999999,\"sha256\":\"" HASH "\"}"),
		BUNDLE("{\"name\":\"content.sqlite\",\"length\":1,\"sha256\":\"abc\"}"),
		BUNDLE("{\"name\":\"content.sqlite\",\"length\":1}"),
		"{\"format\":1,\"format\":1,\"pack\":\"ra\",\"edition\":\"x\",\"components\":[" CONTENT "]}",
	};
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct err e = { 0 };
		if (parse(wrong[i], &e) || e.message[0] == '\0' || e.kind != ERR_FORMAT) {
			fail_msg("accepted, or refused without a word: %s", wrong[i]);
		}
	}
}

static void an_absent_bundle_is_said_to_be_absent(void **state)
{
	(void)state;
	struct bundle b = { 0 };
	struct err e = { 0 };
	assert_false(bundle_open(&b, "/nonexistent", NULL, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_manifest_is_read_and_sorted),
		cmocka_unit_test(a_store_names_files_by_their_hash),
		cmocka_unit_test(a_unit_keeps_the_maps_of_its_site),
		cmocka_unit_test(what_a_later_version_adds_is_let_through),
		cmocka_unit_test(every_wrong_manifest_is_refused_in_words),
		cmocka_unit_test(an_absent_bundle_is_said_to_be_absent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
