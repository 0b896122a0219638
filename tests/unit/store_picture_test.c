/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size a picture says it has, read from its head. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/picture.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static void the_formats_are_told_apart_by_their_bytes(void **state)
{
	(void)state;
	static const struct {
		const char *file;
		enum picture_kind kind;
	} good[] = { { "rgb.png", PICTURE_PNG }, { "rgb.jpg", PICTURE_JPEG }, { "lossless.webp", PICTURE_WEBP },
		{ "lossy.webp", PICTURE_WEBP }, { "alpha.webp", PICTURE_WEBP } };
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		CLEANUP(free_ptr) char *path = fs_join("tests/fuzz/corpus/store_picture", good[i].file);
		struct buf bytes = { 0 };
		struct picture_head head = { 0 };
		struct err e;
		assert_true(fs_read_file(path, PICTURE_BYTES_MAX, &bytes, &e));
		assert_true(picture_probe((const uint8_t *)buf_text(&bytes), bytes.len, &head, &e));
		assert_int_equal(head.kind, good[i].kind);
		assert_int_equal(head.w, 40);
		assert_int_equal(head.h, 30);
		buf_finish(&bytes);
	}
}

static void what_would_take_too_much_memory_is_refused_by_its_head(void **state)
{
	(void)state;
	static const struct {
		uint32_t w, h;
		bool taken;
	} sizes[] = { { 1, 1, true }, { 4000, 3000, true }, { 4000, 3001, false }, { 8192, 1, true },
		{ 8193, 1, false }, { 1, 8193, false }, { 0, 5, false }, { 5, 0, false },
		{ UINT32_MAX, UINT32_MAX, false } };
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		uint8_t png[40] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
		for (int byte = 0; byte < 4; byte++) {
			png[16 + byte] = (uint8_t)(sizes[i].w >> (24 - 8 * byte));
			png[20 + byte] = (uint8_t)(sizes[i].h >> (24 - 8 * byte));
		}
		struct picture_head head;
		struct err e;
		assert_int_equal(picture_probe(png, sizeof png, &head, &e), sizes[i].taken);
	}
}

static void a_file_cut_before_its_size_is_refused(void **state)
{
	(void)state;
	static const uint8_t jpeg[] = { 0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1, 1,
		0x11, 0 };
	struct picture_head head;
	struct err e;
	for (size_t len = 0; len < sizeof jpeg; len++) {
		/* The height and the width end at byte 17. */
		assert_int_equal(picture_probe(jpeg, len, &head, &e), len >= 17);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_formats_are_told_apart_by_their_bytes),
		cmocka_unit_test(what_would_take_too_much_memory_is_refused_by_its_head),
		cmocka_unit_test(a_file_cut_before_its_size_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
