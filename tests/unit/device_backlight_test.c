/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lamp of a panel, as sysfs shows it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "device/backlight.h"

#include <cmocka.h>

static char root[] = "/tmp/borne-backlight-XXXXXX";

static void lamp(const char *name, const char *type, const char *most)
{
	const struct {
		const char *name, *text;
	} files[] = { { "type", type }, { "max_brightness", most }, { "brightness", "1\n" } };
	CLEANUP(free_ptr) char *folder = mem_printf("%s/sys/class/backlight/%s", root, name);
	struct err e;
	assert_true(fs_make_dirs(folder, 0755, &e));
	for (size_t i = 0; i < 3; i++) {
		CLEANUP(free_ptr) char *path = fs_join(folder, files[i].name);
		assert_true(fs_write_file_volatile(path, files[i].text, strlen(files[i].text), 0644, &e));
	}
}

static void assert_lamp(const char *name, const char *value)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s/sys/class/backlight/%s/brightness", root, name);
	struct buf text = { 0 };
	struct err e;
	assert_true(fs_read_file(path, 100, &text, &e));
	assert_string_equal(buf_text(&text), value);
	buf_finish(&text);
}

static int begin(void **state)
{
	(void)state;
	memcpy(root, "/tmp/borne-backlight-XXXXXX", sizeof root);
	return mkdtemp(root) ? 0 : -1;
}

static int end(void **state)
{
	struct err e;
	(void)state;
	return fs_remove_tree(root, &e) ? 0 : -1;
}

static void a_machine_without_a_lamp_has_none(void **state)
{
	struct backlight b;
	(void)state;
	assert_false(backlight_find(&b, root));
	lamp("broken", "raw\n", "0\n");
	assert_false(backlight_find(&b, root));
	lamp("torn", "raw\n", "many\n");
	assert_false(backlight_find(&b, root));
}

static void percents_become_the_lamp_s_own_steps(void **state)
{
	static const struct {
		int percent;
		const char *value;
	} rows[] = { { 100, "31\n" }, { 0, "0\n" }, { 1, "1\n" }, { 50, "16\n" }, { 70, "22\n" } };
	struct backlight b;
	struct err e;
	(void)state;
	lamp("rpi", "raw\n", "31\n");
	assert_true(backlight_find(&b, root));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_true(backlight_set(&b, rows[i].percent, &e));
		assert_lamp("rpi", rows[i].value);
	}
}

static void the_firmware_s_switch_goes_first(void **state)
{
	struct backlight b;
	struct err e;
	(void)state;
	lamp("intel_backlight", "raw\n", "1000\n");
	lamp("acpi_video0", "firmware\n", "10\n");
	lamp("some_wmi", "platform\n", "100\n");
	assert_true(backlight_find(&b, root));
	assert_true(backlight_set(&b, 40, &e));
	assert_lamp("acpi_video0", "4\n");
	assert_lamp("intel_backlight", "1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_machine_without_a_lamp_has_none, begin, end),
		cmocka_unit_test_setup_teardown(percents_become_the_lamp_s_own_steps, begin, end),
		cmocka_unit_test_setup_teardown(the_firmware_s_switch_goes_first, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
