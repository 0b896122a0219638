/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashes and hexadecimal text, against values that were published for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "base/hex.h"
#include "base/sha256.h"
#include "base/str.h"

#include <cmocka.h>

/* The authors' list of FNV-1a, 64 bits. */
static void a_hash_is_that_of_fnv(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint64_t hash;
	} rows[] = { { "", UINT64_C(0xcbf29ce484222325) }, { "a", UINT64_C(0xaf63dc4c8601ec8c) },
		{ "foobar", UINT64_C(0x85944171f73967e8) } };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_true(hash_text(rows[i].text) == rows[i].hash);
	}
}

static void a_hash_goes_on_over_pieces(void **state)
{
	(void)state;
	assert_true(hash_add(hash_add(HASH_START, "foo", 3), "bar", 3) == hash_text("foobar"));
	assert_false(hash_add(hash_text("foo"), "", 1) == hash_text("foo"));
}

static void bytes_become_lower_case_digits(void **state)
{
	(void)state;
	char out[9];
	hex_encode("\x00\x7f\xab\xff", 4, out);
	assert_string_equal(out, "007fabff");
	assert_int_equal(hex_value('0'), 0);
	assert_int_equal(hex_value('f'), 15);
	assert_int_equal(hex_value('F'), 15);
	static const char none[] = "/:@G`g \xC3";
	for (size_t i = 0; i < sizeof none; i++) {
		assert_int_equal(hex_value(none[i]), -1);
	}
}

/* FIPS 180-4, the example of one block. */
static void sha256_is_that_of_the_standard(void **state)
{
	(void)state;
	static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	unsigned char digest[SHA256_BYTES];
	unsigned char back[SHA256_BYTES];
	char hex[SHA256_HEX_BYTES];
	sha256_of("abc", 3, digest);
	sha256_to_hex(digest, hex);
	assert_string_equal(hex, abc);
	struct sha256 h = sha256_begin();
	sha256_add(&h, "a", 1);
	sha256_add(&h, "bc", 2);
	sha256_end(&h, back);
	assert_memory_equal(digest, back, sizeof digest);
	assert_true(sha256_from_hex(abc, back));
	assert_memory_equal(digest, back, sizeof digest);
}

static void text_of_a_hash_is_64_small_digits(void **state)
{
	(void)state;
	static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	unsigned char digest[SHA256_BYTES];
	char text[SHA256_HEX_BYTES + 1] = { 0 };
	assert_true(sha256_is_hex(abc));
	memcpy(text, abc, sizeof abc);
	text[10] = 'A';
	assert_false(sha256_is_hex(text));
	assert_false(sha256_from_hex(text, digest));
	text[10] = 'g';
	assert_false(sha256_is_hex(text));
	text[10] = '0';
	text[SHA256_HEX] = '0'; /* one more */
	assert_false(sha256_is_hex(text));
	text[SHA256_HEX - 1] = '\0'; /* one less */
	assert_false(sha256_is_hex(text));
	assert_false(sha256_is_hex(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hash_is_that_of_fnv),
		cmocka_unit_test(a_hash_goes_on_over_pieces),
		cmocka_unit_test(bytes_become_lower_case_digits),
		cmocka_unit_test(sha256_is_that_of_the_standard),
		cmocka_unit_test(text_of_a_hash_is_64_small_digits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
