/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PEM files of the settings: what holds a certificate or a key, and what is called one and holds none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/pem.h"
#include "base/str.h"

#include <cmocka.h>

#define CERTIFICATE "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n"
#define KEY "-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----\n"

static void a_file_is_taken_for_what_its_lines_say(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		unsigned parts;
		const char *lacks; /* NULL: taken */
	} rows[] = {
		{ CERTIFICATE, PEM_CERTIFICATE, NULL },
		{ "words before\n" CERTIFICATE KEY, PEM_CERTIFICATE | PEM_PRIVATE_KEY, NULL },
		{ "-----BEGIN TRUSTED CERTIFICATE-----\nMA==\n", PEM_CERTIFICATE, NULL },
		{ "-----BEGIN PRIVATE KEY-----\nMA==\n", PEM_PRIVATE_KEY, NULL },
		{ CERTIFICATE, PEM_CERTIFICATE | PEM_PRIVATE_KEY, "private key" },
		{ KEY, PEM_CERTIFICATE, "certificate" },
		{ "-----BEGIN CERTIFICATE REQUEST-----\nMA==\n", PEM_CERTIFICATE, "certificate" },
		{ "-----BEGIN PUBLIC KEY-----\nMA==\n", PEM_PRIVATE_KEY, "private key" },
		{ "-----END CERTIFICATE-----", PEM_CERTIFICATE, "certificate" },
		{ "-----BEGIN ", PEM_CERTIFICATE, "certificate" },
		{ "\x30\x82\x01\x0A", PEM_CERTIFICATE, "certificate" },
		{ "", PEM_CERTIFICATE, "certificate" },
	};
	char path[] = "/tmp/borne-pem-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf out = { 0 };
		struct err e;
		buf_add_text(&out, "before");
		assert_true(fs_write_file_volatile(path, rows[i].text, strlen(rows[i].text), 0600, &e));
		assert_int_equal(pem_read(path, rows[i].parts, &out, &e), rows[i].lacks == NULL);
		if (rows[i].lacks) {
			assert_int_equal(e.kind, ERR_FORMAT);
			assert_non_null(strstr(e.message, rows[i].lacks));
			assert_int_equal(out.len, strlen("before"));
		} else {
			assert_string_equal(buf_text(&out) + strlen("before"), rows[i].text);
		}
		buf_finish(&out);
	}
	(void)close(fd);
	(void)unlink(path);
}

static void a_file_that_is_not_there_is_named(void **state)
{
	(void)state;
	struct buf out = { 0 };
	struct err e;
	assert_false(pem_read("/nowhere/ca.pem", PEM_CERTIFICATE, &out, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_non_null(strstr(e.message, "/nowhere/ca.pem"));
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_taken_for_what_its_lines_say),
		cmocka_unit_test(a_file_that_is_not_there_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
