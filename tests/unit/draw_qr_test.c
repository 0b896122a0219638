/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes as pixels: how large they are for what they hold. That they are read is shown by tests/scenario/take.test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "draw/qr.h"

#include <cmocka.h>

static void a_code_is_as_large_as_its_text_needs(void **state)
{
	(void)state;
	struct arena *a = arena_create(1 << 16);
	const struct draw_pixels *small = qr_make("Borne", QR_MODULES_MAX, a);
	assert_non_null(small);
	assert_int_equal(small->w, 21 + 8);
	assert_int_equal(small->argb[0], 0xFFFFFFFFU);                /* the quiet zone */
	assert_int_equal(small->argb[4 * small->w + 4], 0xFF000000U); /* the finder's corner */
	assert_null(qr_make("", QR_MODULES_MAX, a));
	arena_destroy(a);
}

static void what_qr_bytes_says_fits_and_no_more_is_made(void **state)
{
	(void)state;
	struct arena *a = arena_create(1 << 20);
	for (int modules = 29; modules <= QR_MODULES_MAX; modules += 4) {
		size_t most = qr_bytes(modules);
		char *text = arena_alloc(a, most + 8, 1);
		memset(text, 'a', most - 2);
		memcpy(text + most - 2, "\u00e9", 2); /* é: UTF-8 is declared */
		const struct draw_pixels *p = qr_make(text, modules, a);
		assert_non_null(p);
		assert_int_equal(p->w, modules);
		strcat(text, "aaaa");
		assert_null(qr_make(text, modules, a));
	}
	assert_int_equal(qr_bytes(28), 0);
	assert_int_equal(qr_bytes(32), qr_bytes(29));
	arena_destroy(a);
}

static void more_correction_where_the_room_is_the_same(void **state)
{
	(void)state;
	struct arena *a = arena_create(1 << 16);
	/* 16 bytes fit version 1 at level L alone: with more room level M is taken, of version 2. */
	assert_int_equal(qr_make("0123456789abcdef", 29, a)->w, 29);
	assert_int_equal(qr_make("0123456789abcdef", QR_MODULES_MAX, a)->w, 33);
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_is_as_large_as_its_text_needs),
		cmocka_unit_test(what_qr_bytes_says_fits_and_no_more_is_made),
		cmocka_unit_test(more_correction_where_the_room_is_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
