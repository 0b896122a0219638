/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown outside: no password of an address, no control character, no half of a character. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/outward.h"
#include "base/str.h"

#include <cmocka.h>

static void passwords_in_addresses_are_masked(void **state)
{
	(void)state;
	static const struct {
		const char *text, *masked;
	} rows[] = {
		{ "", "" },
		{ "plain\nlines\n", "plain\nlines\n" },
		{ "a https://u:p@h/x?y=a@b z\n", "a https://***@h/x?y=a@b z\n" },
		{ "http://h/@x", "http://h/@x" },
		{ "http://u@h http://v:w@i\"", "http://***@h http://***@i\"" },
		{ "http://u:p@@h", "http://***@h" },
		{ "http://u:a,b'c}d@h", "http://***@h" },
		{ "://", "://" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf out = { 0 };
		outward_add(&out, rows[i].text, "\n");
		assert_string_equal(buf_text(&out), rows[i].masked);
		buf_finish(&out);
	}
}

static void a_terminal_obeys_nothing(void **state)
{
	(void)state;
	static const struct {
		const char *text, *kept, *shown;
	} rows[] = {
		{ "a\x1B[2Jb\x07", "", "a [2Jb " },
		{ "a\tb\nc\r", "\n\t", "a\tb\nc " },
		{ "a\nb", "", "a b" },
		{ "\x7F", "", " " },
		{ "\xC2\x9B"
		  "2J",
				"", " 2J" }, /* CSI in one character */
		{ "a\xE2\x80\xAE"
		  "b",
				"", "a b" }, /* U+202E */
		{ "\x9B"
		  "2J",
				"",
				"\xEF\xBF\xBD"
				"2J" }, /* CSI in one byte is no UTF-8 */
		{ "d\xC3\xA9j\xC3\xA0", "", "d\xC3\xA9j\xC3\xA0" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf out = { 0 };
		outward_add(&out, rows[i].text, rows[i].kept);
		assert_string_equal(buf_text(&out), rows[i].shown);
		buf_finish(&out);
	}
}

static void it_is_cut_at_a_character(void **state)
{
	(void)state;
	char out[6];
	outward_copy(out, sizeof out, "abcd\xC3\xA9", "");
	assert_string_equal(out, "abcd");
	outward_copy(out, sizeof out, "http://name:password@h", "");
	assert_string_equal(out, "http");
	outward_copy(out, 1, "a", "");
	assert_string_equal(out, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passwords_in_addresses_are_masked),
		cmocka_unit_test(a_terminal_obeys_nothing),
		cmocka_unit_test(it_is_cut_at_a_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
