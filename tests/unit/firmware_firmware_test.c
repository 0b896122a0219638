/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions, shares, entries: what decides whether a firmware is taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "firmware/machine.h"
#include "firmware/slots_loader.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static void versions_are_compared_number_by_number(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		int wanted;
	} rows[] = { { "1.0", "1.0", 0 }, { "1", "1.0.0", 0 }, { "1.9", "1.10", -1 }, { "0.2.0.1", "0.2.0", 1 },
		{ "2", "1.999999999", 1 }, { "1.02", "1.2", 0 } };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int found = firmware_compare(rows[i].a, rows[i].b);
		assert_int_equal((found > 0) - (found < 0), rows[i].wanted);
		int back = firmware_compare(rows[i].b, rows[i].a);
		assert_int_equal((back > 0) - (back < 0), -rows[i].wanted);
	}
}

static void a_version_that_cannot_be_compared_is_none(void **state)
{
	(void)state;
	static const char *const bad[] = { "", ".", "1.", ".1", "1..2", "1.a", "v1", "1-2", "1234567890", "1 ",
		"1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(firmware_version_is_sound(bad[i]));
	}
	assert_true(firmware_version_is_sound("0.2.0") && firmware_version_is_sound("123456789.0"));
}

static void the_name_of_an_entry_says_its_tries(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		char slot;
		int left, done;
	} good[] = { { "borne-a.conf", 'a', SLOTS_UNCOUNTED, 0 }, { "borne-b+3.conf", 'b', 3, 0 },
		{ "borne-b+2-1.conf", 'b', 2, 1 }, { "borne-a+0-3.conf", 'a', 0, 3 } };
	static const char *const bad[] = { "borne-c.conf", "borne-.conf", "borne-a+.conf", "borne-a+1-.conf",
		"borne-a+1", "borne-a+1000.conf", "borne-a+1.conf.tmp", "debian.conf", "" };
	char slot;
	int left;
	int done;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_true(slots_parse_name(good[i].name, &slot, &left, &done));
		assert_true(slot == good[i].slot && left == good[i].left && done == good[i].done);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(slots_parse_name(bad[i], &slot, &left, &done));
	}
}

static void a_larger_share_includes_a_smaller_one_and_each_version_has_its_own(void **state)
{
	(void)state;
	int first = 0;
	int both = 0;
	for (int i = 0; i < 2000; i++) {
		CLEANUP(free_ptr) char *unit = mem_printf("unit %d", i);
		bool few = firmware_in_share(unit, "1.1", 10);
		assert_true(!few || firmware_in_share(unit, "1.1", 11));
		assert_true(firmware_in_share(unit, "1.1", 100) && !firmware_in_share(unit, "1.1", 0));
		first += few;
		both += few && firmware_in_share(unit, "1.2", 10);
	}
	assert_in_range(first, 140, 260); /* a tenth of 2000 */
	assert_in_range(both, 2, 60);     /* a hundredth */
}

static void what_waits_and_what_was_given_back(void **state)
{
	(void)state;
	struct machine m = { .here = { .version = "1.0", .slot = 'a' } };
	assert_false(machine_waits(&m) || machine_gave_back(&m, "1.1"));
	m.idle = (struct slot_entry){ .there = true, .first = true, .version = "1.1", .left = 1, .done = 2 };
	assert_true(machine_waits(&m) && !machine_gave_back(&m, "1.1"));
	m.idle.left = 0;
	assert_true(!machine_waits(&m) && machine_gave_back(&m, "1.1") && !machine_gave_back(&m, "1.2"));
	m.idle.left = SLOTS_UNCOUNTED;
	assert_true(machine_waits(&m) && !machine_gave_back(&m, "1.1"));
	m.idle = (struct slot_entry){ .there = true, .version = "0.9", .left = SLOTS_UNCOUNTED };
	assert_false(machine_waits(&m)); /* the firmware before */
	m.idle.first = true;
	assert_true(machine_waits(&m)); /* which a technician asked for */
	m.idle = (struct slot_entry){ .there = true, .version = "1.1", .left = SLOTS_WORKED };
	assert_false(machine_waits(&m)); /* from which a technician went back */
}

static void a_manifest_names_four_files_and_no_others(void **state)
{
	(void)state;
#define FILE(name, length) "{\"name\": \"" name "\", \"length\": " length ", \"sha256\": \"" HASH "\"}"
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD "{\"format\": 1, \"pack\": \"firmware-x\", \"edition\": \"1.0\", \"components\": ["
	static const char good[] = HEAD FILE("entry", "9") "," FILE("initrd", "9") "," FILE("linux",
			"9") "," FILE("root", "9") "]}";
	static const char *const bad[] = {
		HEAD FILE("entry", "9") "," FILE("initrd", "9") "," FILE("linux", "9") "]}",
		HEAD FILE("entry", "9") "," FILE("initrd", "9") "," FILE("linux", "9") "," FILE("rootfs", "9") "]}",
		HEAD FILE("entry", "4097") "," FILE("initrd", "9") "," FILE("linux", "9") "," FILE("root", "9") "]}",
		HEAD FILE("entry", "9") "," FILE("initrd", "9") "," FILE("linux", "9") "," FILE("root", "0") "]}",
	};
	struct bundle b;
	struct err e;
	assert_true(firmware_parse(&b, good, strlen(good), &e));
	assert_string_equal(b.pack, "firmware-x");
	bundle_close(&b);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(firmware_parse(&b, bad[i], strlen(bad[i]), &e));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_compared_number_by_number),
		cmocka_unit_test(a_version_that_cannot_be_compared_is_none),
		cmocka_unit_test(the_name_of_an_entry_says_its_tries),
		cmocka_unit_test(a_larger_share_includes_a_smaller_one_and_each_version_has_its_own),
		cmocka_unit_test(what_waits_and_what_was_given_back),
		cmocka_unit_test(a_manifest_names_four_files_and_no_others),
	};
	return cmocka_run_group_tests_name("firmware_firmware", tests, NULL, NULL);
}
