/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YAML with lines, and a refusal for everything staff should not have to understand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/yaml.h"

#include <cmocka.h>

static struct yaml *given(const char *text)
{
	struct err e;
	struct yaml *y = yaml_parse("test.yaml", text, strlen(text), 1, &e);
	if (!y) {
		print_error("%s\n", e.message);
	}
	assert_non_null(y);
	return y;
}

static void a_document_is_a_tree_with_lines(void **state)
{
	(void)state;
	struct yaml *y = given("title: Borne\n\nlist:\n  - one\n  - 'two'\nmap:\n  a: 1\n  b:\n");
	const struct yaml_node *root = yaml_root(y);
	assert_int_equal(root->type, YAML_MAP);
	assert_int_equal(root->count, 3);
	assert_string_equal(yaml_name(y), "test.yaml");
	assert_string_equal(yaml_text(root, "title", "x"), "Borne");
	assert_string_equal(yaml_text(root, "absent", "x"), "x");
	assert_string_equal(yaml_text(root, "list", "x"), "x");
	const struct yaml_node *list = yaml_find(root, "list");
	assert_int_equal(list->type, YAML_LIST);
	assert_int_equal(list->key_line, 3);
	assert_int_equal(list->count, 2);
	assert_int_equal(list->child->line, 4);
	assert_false(list->child->quoted);
	assert_true(list->child->next->quoted);
	assert_null(list->child->key);
	const struct yaml_node *map = yaml_find(root, "map");
	assert_int_equal(yaml_find(map, "a")->line, 7);
	assert_string_equal(yaml_text(map, "b", "x"), "");
	assert_null(yaml_find(list, "a"));
	assert_null(yaml_find(NULL, "a"));
	yaml_destroy(y);
	yaml_destroy(NULL);
}

static void an_empty_document_has_no_keys(void **state)
{
	(void)state;
	static const char *const empty[] = { "", "\n", "# nothing\n", "---\n", "---\n...\n", "\xEF\xBB\xBF" };
	for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
		struct yaml *y = given(empty[i]);
		assert_int_equal(yaml_root(y)->type, YAML_MAP);
		assert_int_equal(yaml_root(y)->count, 0);
		yaml_destroy(y);
	}
}

static void every_refusal_names_the_line(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *starts;
		const char *says;
	} rows[] = {
		{ "a: 1\na: 2\n", "test.yaml:2: ", "twice" },
		{ "a: 1\nb: *a\n", "test.yaml:2: ", "alias" },
		{ "a: &x 1\n", "test.yaml:1: ", "anchor" },
		{ "a: 1\nb: &x\n  - 1\n", "test.yaml:2: ", "anchor" },
		{ "a: !!int 1\n", "test.yaml:1: ", "tag" },
		{ "a: !x {b: 1}\n", "test.yaml:1: ", "tag" },
		{ "a: !x [1]\n", "test.yaml:1: ", "tag" },
		{ "a: 1\n---\nb: 2\n", "test.yaml:2: ", "one document" },
		{ "a: 1\n? [x]\n: 2\n", "test.yaml:2: ", "key must be" },
		{ "a: 1\n  b: 2\n", "test.yaml:2: ", "mapping" },
		{ "a: [1, 2\nb: 3\n", "test.yaml:2: ", "" },
		{ "a: 'x\n", "test.yaml:", "" },
		{ "a: \"x\\0y\"\n", "test.yaml:1: ", "NUL" },
		{ "a: \xFF\n", "test.yaml:", "" },
		{ "\ta: 1\n", "test.yaml:1: ", "" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e = { .message = "" };
		assert_null(yaml_parse("test.yaml", rows[i].text, strlen(rows[i].text), 1, &e));
		assert_true(str_starts(e.message, rows[i].starts));
		assert_non_null(strstr(e.message, rows[i].says));
		assert_int_equal(e.kind, ERR_FORMAT);
	}
}

static void front_matter_counts_from_its_place(void **state)
{
	(void)state;
	struct err e;
	const char *good = "a: 1\nb: 2\n";
	struct yaml *y = yaml_parse("x.md", good, strlen(good), 10, &e);
	assert_non_null(y);
	assert_int_equal(yaml_find(yaml_root(y), "b")->line, 11);
	yaml_destroy(y);
	const char *bad = "a: 1\na: 2\n";
	assert_null(yaml_parse("x.md", bad, strlen(bad), 10, &e));
	assert_true(str_starts(e.message, "x.md:11: "));
}

static void depth_and_number_have_a_bound(void **state)
{
	(void)state;
	struct buf text = { 0 };
	struct err e;
	for (int i = 0; i < YAML_DEPTH_MAX; i++) {
		buf_add_char(&text, '[');
	}
	for (int i = 0; i < YAML_DEPTH_MAX; i++) {
		buf_add_char(&text, ']');
	}
	struct yaml *y = yaml_parse("x", buf_text(&text), text.len, 1, &e);
	assert_non_null(y);
	yaml_destroy(y);
	buf_clear(&text);
	for (int i = 0; i < YAML_DEPTH_MAX + 2; i++) {
		buf_add_char(&text, '[');
	}
	for (int i = 0; i < YAML_DEPTH_MAX + 2; i++) {
		buf_add_char(&text, ']');
	}
	assert_null(yaml_parse("x", buf_text(&text), text.len, 1, &e));
	assert_non_null(strstr(e.message, "too deeply"));
	buf_clear(&text);
	for (int i = 0; i < YAML_NODES_MAX + 1; i++) {
		buf_add_text(&text, "- 1\n");
	}
	assert_null(yaml_parse("x", buf_text(&text), text.len, 1, &e));
	assert_non_null(strstr(e.message, "too many"));
	buf_finish(&text);
}

static void many_keys_are_read_in_time(void **state)
{
	(void)state;
	/* Looking for duplicates must not compare every key with every other. */
	enum { KEYS = 60000 };
	struct buf text = { 0 };
	for (int i = 0; i < KEYS; i++) {
		buf_printf(&text, "k%d: %d\n", i, i);
	}
	struct yaml *y = given(buf_text(&text));
	assert_int_equal(yaml_root(y)->count, KEYS);
	assert_string_equal(yaml_text(yaml_root(y), "k59999", ""), "59999");
	yaml_destroy(y);
	buf_finish(&text);
}

static void a_file_that_is_absent_says_so(void **state)
{
	(void)state;
	struct err e;
	assert_null(yaml_read("/nonexistent/borne.yaml", 100, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_is_a_tree_with_lines),
		cmocka_unit_test(an_empty_document_has_no_keys),
		cmocka_unit_test(every_refusal_names_the_line),
		cmocka_unit_test(front_matter_counts_from_its_place),
		cmocka_unit_test(depth_and_number_have_a_bound),
		cmocka_unit_test(many_keys_are_read_in_time),
		cmocka_unit_test(a_file_that_is_absent_says_so),
	};
	return cmocka_run_group_tests_name("base_yaml", tests, NULL, NULL);
}
