/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form that is signed, and what is no JSON for us. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "tuf/json.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static void the_canonical_form_has_one_spelling(void **state)
{
	(void)state;
	static const struct {
		const char *json, *canonical;
	} rows[] = {
		{ "{}", "{}" },
		{ " { \"b\" : 1 , \"a\" : [ ] } ", "{\"a\":[],\"b\":1}" },
		{ "{\"a\":[true,false,null,-7]}", "{\"a\":[true,false,null,-7]}" },
		{ "{\"a\":\"quote \\\" and \\\\ only\"}", "{\"a\":\"quote \\\" and \\\\ only\"}" },
		/* A line end in a PEM key, a slash and an accent stand as they are. */
		{ "{\"a\":\"one\\ntwo\\/\\u00e9\"}", "{\"a\":\"one\ntwo/\xc3\xa9\"}" },
		{ "{\"\\u00e9\":1,\"z\":2,\"Z\":3,\"\":4}", "{\"\":4,\"Z\":3,\"z\":2,\"\xc3\xa9\":1}" },
		{ "{\"a\":{\"c\":{},\"b\":[{\"y\":1,\"x\":2}]}}", "{\"a\":{\"b\":[{\"x\":2,\"y\":1}],\"c\":{}}}" },
		{ "{\"a\":-0,\"b\":9223372036854775807}", "{\"a\":0,\"b\":9223372036854775807}" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e;
		struct buf out = { 0 };
		json_t *value = tuf_json_parse("test", rows[i].json, strlen(rows[i].json), &e);
		assert_non_null(value);
		assert_true(tuf_json_canonical(value, &out, &e));
		assert_string_equal(buf_text(&out), rows[i].canonical);
		buf_finish(&out);
		json_decref(value);
	}
}

static void a_fraction_cannot_be_signed(void **state)
{
	(void)state;
	struct err e;
	struct buf out = { 0 };
	json_t *value = tuf_json_parse("test", "{\"a\":[1.0]}", 11, &e);
	assert_non_null(value);
	assert_false(tuf_json_canonical(value, &out, &e));
	assert_non_null(strstr(e.message, "fraction"));
	buf_finish(&out);
	json_decref(value);
}

static void what_could_mean_two_things_is_refused(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"",
		"[]",
		"1",
		"{",
		"{} {}",
		"{\"a\":1,\"a\":1}",
		"{\"a\":{\"b\":1,\"b\":2}}",
		"{\"a\":\"\\u0000\"}",
		"{\"a\":\"\xff\"}",
		"{\"a\":99999999999999999999}",
		"{\"a\":01}",
		"\x1d{}",
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e = { .message = "" };
		assert_null(tuf_json_parse("x.json", rows[i], strlen(rows[i]), &e));
		assert_true(str_starts(e.message, "x.json is not"));
		for (const char *at = e.message; *at; at++) {
			assert_true(*at >= ' ' && *at <= '~');
		}
	}
}

static void depth_has_an_end(void **state)
{
	(void)state;
	for (int depth = TUF_JSON_DEPTH_MAX; depth <= TUF_JSON_DEPTH_MAX + 1; depth++) {
		struct buf text = { 0 };
		struct err e;
		for (int i = 0; i < depth; i++) {
			buf_add_text(&text, "{\"a\":");
		}
		buf_add_text(&text, "1");
		for (int i = 0; i < depth; i++) {
			buf_add_char(&text, '}');
		}
		json_t *value = tuf_json_parse("x", buf_text(&text), text.len, &e);
		assert_int_equal(value != NULL, depth <= TUF_JSON_DEPTH_MAX);
		json_decref(value);
		buf_finish(&text);
	}
}

static void integers_have_a_least_value(void **state)
{
	(void)state;
	struct err e;
	const char *text = "{\"one\":1,\"text\":\"1\",\"real\":1.0,\"true\":true}";
	json_t *value = tuf_json_parse("x", text, strlen(text), &e);
	json_int_t out = 7;
	assert_false(tuf_json_integer(value, "one", 2, &out));
	assert_false(tuf_json_integer(value, "text", 0, &out));
	assert_false(tuf_json_integer(value, "real", 0, &out));
	assert_false(tuf_json_integer(value, "true", 0, &out));
	assert_false(tuf_json_integer(value, "absent", 0, &out));
	assert_int_equal(out, 7);
	assert_true(tuf_json_integer(value, "one", 1, &out));
	assert_int_equal(out, 1);
	assert_null(tuf_json_text(value, "one"));
	assert_string_equal(tuf_json_text(value, "text"), "1");
	json_decref(value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_canonical_form_has_one_spelling),
		cmocka_unit_test(a_fraction_cannot_be_signed),
		cmocka_unit_test(what_could_mean_two_things_is_refused),
		cmocka_unit_test(depth_has_an_end),
		cmocka_unit_test(integers_have_a_least_value),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
