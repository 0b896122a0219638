/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors are sentences: whole characters, context in front, a kind that survives. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"

#include <cmocka.h>
#undef fail /* cmocka means another one */

static void a_failure_is_a_sentence(void **state)
{
	(void)state;
	struct err e = { .kind = ERR_TRUST };
	assert_false(fail(&e, "tile %d is not one", 7));
	assert_int_equal(e.kind, ERR_OTHER);
	assert_string_equal(e.message, "tile 7 is not one");
}

static void nobody_needs_to_listen(void **state)
{
	(void)state;
	assert_false(fail(NULL, "x"));
	assert_false(fail_kind(NULL, ERR_FORMAT, "x"));
	errno = ENOENT;
	assert_false(fail_errno(NULL, "x"));
	assert_false(fail_wrap(NULL, "x"));
}

static void the_kind_follows_from_errno(void **state)
{
	(void)state;
	static const struct {
		int number;
		enum err_kind kind;
	} rows[] = {
		{ ENOENT, ERR_ABSENT },
		{ ENOTDIR, ERR_ABSENT },
		{ ENOSPC, ERR_NO_SPACE },
		{ EDQUOT, ERR_NO_SPACE },
		{ EACCES, ERR_DENIED },
		{ EPERM, ERR_DENIED },
		{ EROFS, ERR_READ_ONLY },
		{ EIO, ERR_OTHER },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e;
		errno = rows[i].number;
		assert_false(fail_errno(&e, "open %s", "/x"));
		assert_int_equal(e.kind, rows[i].kind);
		assert_true(str_starts(e.message, "open /x: "));
		assert_true(str_ends(e.message, strerror(rows[i].number)));
	}
}

static void context_goes_in_front_and_the_kind_stays(void **state)
{
	(void)state;
	struct err e;
	(void)fail_kind(&e, ERR_NO_SPACE, "disk full");
	assert_false(fail_wrap(&e, "district %s", "Ain"));
	assert_string_equal(e.message, "district Ain: disk full");
	assert_int_equal(e.kind, ERR_NO_SPACE);
}

static void a_long_message_ends_at_a_character(void **state)
{
	(void)state;
	char text[ERR_MESSAGE_BYTES * 2];
	/* Every alignment of two- and three-byte characters against the end. */
	for (size_t shift = 0; shift < 4; shift++) {
		memset(text, 'x', shift);
		size_t at = shift;
		while (at + 3 < sizeof text) {
			memcpy(text + at, "€", 3);
			at += 3;
		}
		text[at] = '\0';
		struct err e;
		(void)fail(&e, "%s", text);
		assert_true(strlen(e.message) >= ERR_MESSAGE_BYTES - 4);
		assert_true(utf8_valid(e.message, strlen(e.message)));
		(void)fail_wrap(&e, "é");
		assert_true(utf8_valid(e.message, strlen(e.message)));
		errno = EIO;
		(void)fail_errno(&e, "%s", text);
		assert_true(utf8_valid(e.message, strlen(e.message)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failure_is_a_sentence),
		cmocka_unit_test(nobody_needs_to_listen),
		cmocka_unit_test(the_kind_follows_from_errno),
		cmocka_unit_test(context_goes_in_front_and_the_kind_stays),
		cmocka_unit_test(a_long_message_ends_at_a_character),
	};
	return cmocka_run_group_tests_name("base_err", tests, NULL, NULL);
}
