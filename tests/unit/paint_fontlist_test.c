/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which fonts a list names: the pages and the names on the map read it with one reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "paint/fontlist.h"

#include <cmocka.h>

static char folder[] = "/tmp/borne-fontlist-XXXXXX";

static char *file(const char *name)
{
	return mem_printf("%s/%s", folder, name);
}

static void write_file(const char *name, const char *text)
{
	CLEANUP(free_ptr) char *path = file(name);
	assert_true(fs_write_file_volatile(path, text, strlen(text), 0644, NULL));
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder)) {
		return -1;
	}
	write_file("a.ttf", "");
	write_file("a-bold.ttf", "");
	write_file("b.ttf", "");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	static const char *const names[] = { "a.ttf", "a-bold.ttf", "b.ttf", "fonts.yaml" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		CLEANUP(free_ptr) char *path = file(names[i]);
		unlink(path);
	}
	return rmdir(folder);
}

static bool read_list(struct fontlist *out, const char *rest, struct err *e)
{
	CLEANUP(free_ptr) char *path = file("fonts.yaml");
	CLEANUP(free_ptr) char *text = mem_printf("folder: %s\n%s", folder, rest);
	write_file("fonts.yaml", text);
	return fontlist_read(out, path, e);
}

static void missing_fonts_are_left_out_and_bold_falls_back(void **state)
{
	(void)state;
	struct fontlist list;
	struct err e = { 0 };
	assert_true(read_list(&list,
			"chain:\n- { regular: a.ttf, bold: a-bold.ttf }\n- { regular: absent.ttf }\n"
			"- { regular: b.ttf }\n",
			&e));
	CLEANUP(free_ptr) char *bold = file("a-bold.ttf");
	CLEANUP(free_ptr) char *last = file("b.ttf");
	assert_int_equal(list.len, 2);
	assert_string_equal(list.files[FONT_BOLD][0], bold);
	assert_string_equal(list.files[FONT_REGULAR][1], last);
	assert_string_equal(list.files[FONT_BOLD][1], last);
	fontlist_finish(&list);
	assert_int_equal(list.len, 0);
}

static void what_is_no_list_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "chain: []\n", "chain: a.ttf\n", "chain:\n- { bold: a-bold.ttf }\n" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct fontlist list;
		struct err e = { 0 };
		assert_false(read_list(&list, bad[i], &e));
		assert_int_equal(e.kind, ERR_FORMAT);
	}
	struct fontlist list;
	struct err e = { 0 };
	assert_false(fontlist_read(&list, "/nonexistent/fonts.yaml", &e));
}

static void more_fonts_than_there_is_room_for_are_refused(void **state)
{
	(void)state;
	char text[64 * (FONTLIST_MAX + 2)] = "chain:\n";
	for (int i = 0; i <= FONTLIST_MAX; i++) {
		strcat(text, "- { regular: a.ttf }\n");
	}
	struct fontlist list;
	struct err e = { 0 };
	assert_false(read_list(&list, text, &e));
	assert_non_null(strstr(e.message, "more than"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_fonts_are_left_out_and_bold_falls_back),
		cmocka_unit_test(what_is_no_list_is_refused),
		cmocka_unit_test(more_fonts_than_there_is_room_for_are_refused),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
