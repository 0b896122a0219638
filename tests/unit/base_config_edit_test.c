/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One option of a technician's file changes; every other byte stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/config_edit.h"

#include <cmocka.h>

struct row {
	const char *text, *option, *value;
	const char *edited; /* NULL: refused */
};

static void each_form_of_a_file_is_edited_or_refused(void **state)
{
	static const struct row rows[] = {
		{ "", "site", "die", "site: \"die\"\n" },
		{ "# nothing\n", "site", "die", "# nothing\nsite: \"die\"\n" },
		{ "site: annonay", "site", "die", "site: \"die\"" },
		{ "site: \"\"  # à remplir\nlanguage: fr\n", "site", "die",
				"site: \"die\"  # à remplir\nlanguage: fr\n" },
		{ "# été\nsite:   # où ?\nlanguage: fr\n", "site", "die", "# été\nsite: \"die\"\nlanguage: fr\n" },
		{ "site: ~\n", "site", "die", "site: \"die\"\n" },
		{ "site: 'annonay'\r\nlanguage: fr\r\n", "site", "die", "site: \"die\"\r\nlanguage: fr\r\n" },
		{ "sync:\n  url: http://example.org/\n", "screen.rotate", "90",
				"sync:\n  url: http://example.org/\nscreen:\n  rotate: 90\n" },
		{ "screen:\n    # portrait\n    rotate: 0\n    format: auto\nsite: die\n", "screen.rotate", "270",
				"screen:\n    # portrait\n    rotate: 270\n    format: auto\nsite: die\n" },
		{ "screen:\n    format: auto\nsite: die\n", "screen.rotate", "270",
				"screen:\n    rotate: 270\n    format: auto\nsite: die\n" },
		{ "screen:\nsite: die\n", "screen.rotate", "270", "screen:\n  rotate: 270\nsite: die\n" },
		{ "screen: { rotate: 90, format: auto }\n", "screen.rotate", "0",
				"screen: { rotate: 0, format: auto }\n" },
		/* A mistake elsewhere is there before and after. */
		{ "idle: { seconds: 1 }\nsite: x\n", "site", "die", "idle: { seconds: 1 }\nsite: \"die\"\n" },
		/* What was wrong is put right. */
		{ "site: Die!\n", "site", "die", "site: \"die\"\n" },
		{ "screen: { format: auto }\n", "screen.rotate", "90", NULL },
		{ "{}\n", "site", "die", NULL },
		{ "site: [\n", "site", "die", NULL },
		{ "site:\n  - a\n", "site", "die", NULL },
		{ "--- \nlanguage: fr\n...\n", "site", "die", NULL },
		{ "site: a\n", "site", "A b", NULL },
		{ "site: a\n", "screen.rotate", "45", NULL },
		{ "site: a\n", "screen.rotate", "90\nsite: b", NULL },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct config_change change = { config_option_named(rows[i].option), rows[i].value };
		struct buf out = { 0 };
		struct err e;
		assert_non_null(change.option);
		bool ok = config_edit("borne.yaml", rows[i].text, strlen(rows[i].text), &change, 1, &out, &e);
		assert_int_equal(ok, rows[i].edited != NULL);
		assert_string_equal(buf_text(&out), ok ? rows[i].edited : "");
		buf_finish(&out);
	}
}

static void several_change_at_once(void **state)
{
	static const char text[] = "screen: { rotate: 90 }\nsite: a\n";
	const struct config_change changes[] = { { config_option_named("site"), "die" },
		{ config_option_named("screen.rotate"), "180" }, { config_option_named("language"), "en" } };
	struct buf out = { 0 };
	struct err e;
	(void)state;
	assert_true(config_edit("borne.yaml", text, strlen(text), changes, 3, &out, &e));
	assert_string_equal(buf_text(&out), "screen: { rotate: 180 }\nsite: \"die\"\nlanguage: \"en\"\n");
	buf_finish(&out);
}

static void an_option_is_found_by_its_whole_name(void **state)
{
	(void)state;
	assert_non_null(config_option_named("site"));
	assert_non_null(config_option_named("screen.rotate"));
	assert_null(config_option_named("rotate"));
	assert_null(config_option_named("screen."));
	assert_null(config_option_named(".site"));
	assert_null(config_option_named(""));
	assert_true(config_option_on_screen(config_option_named("site")));
	assert_false(config_option_on_screen(config_option_named("technician_code")));
	assert_false(config_option_on_screen(config_option_named("sync.url")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form_of_a_file_is_edited_or_refused),
		cmocka_unit_test(several_change_at_once),
		cmocka_unit_test(an_option_is_found_by_its_whole_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
