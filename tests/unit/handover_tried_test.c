/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tried.json: whose word is taken that contents were tried, and for which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "handover/tried.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#define SHA256 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void only_a_whole_file_of_this_version_counts(void **state)
{
	(void)state;
	static const struct {
		const char *what, *bytes;
		bool counts;
	} rows[] = {
		{ "as it is written", "{\"format\": 1, \"program\": \"7\", \"bundle_sha256\": \"" SHA256 "\"}", true },
		{ "another version", "{\"format\": 1, \"program\": \"7.1\", \"bundle_sha256\": \"" SHA256 "\"}",
				false },
		{ "another format", "{\"format\": 2, \"program\": \"7\", \"bundle_sha256\": \"" SHA256 "\"}", false },
		{ "no version", "{\"format\": 1, \"bundle_sha256\": \"" SHA256 "\"}", false },
		{ "a hash that is cut", "{\"format\": 1, \"program\": \"7\", \"bundle_sha256\": \"0011\"}", false },
		{ "no hash", "{\"format\": 1, \"program\": \"7\", \"bundle_sha256\": \"\"}", false },
		{ "twice", "{\"format\": 1, \"program\": \"6\", \"program\": \"7\", \"bundle_sha256\": \"" SHA256 "\"}",
				false },
		{ "a list", "[1]", false },
		{ "nothing", "", false },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e;
		char out[SHA256_HEX_BYTES] = "";
		if (tried_parse(rows[i].bytes, strlen(rows[i].bytes), "7", out, &e) != rows[i].counts) {
			fail_msg("%s", rows[i].what);
		}
		assert_string_equal(out, rows[i].counts ? SHA256 : "");
	}
}

static void the_bundle_is_told_by_its_first_digits(void **state)
{
	(void)state;
	char folder[] = "/tmp/borne-tried-XXXXXX";
	struct err e;
	assert_non_null(mkdtemp(folder));
	CLEANUP(free_ptr) char *path = fs_join(folder, "tried.json");
	assert_false(tried_has(folder, "0011223344556677"));
	static const char good[] =
			"{\"format\": 1, \"program\": \"" BORNE_VERSION "\", \"bundle_sha256\": \"" SHA256 "\"}";
	assert_true(fs_write_file_volatile(path, good, sizeof good - 1, 0644, &e));
	assert_true(tried_has(folder, "0011223344556677"));
	assert_false(tried_has(folder, "0011223344556678"));
	assert_false(tried_has(folder, "")); /* a bundle.json that could not be read */
	assert_false(tried_has(NULL, "0011223344556677"));
	assert_false(tried_has("", "0011223344556677"));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("elsewhere", path), 0);
	assert_false(tried_has(folder, "0011223344556677"));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_a_whole_file_of_this_version_counts),
		cmocka_unit_test(the_bundle_is_told_by_its_first_digits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
