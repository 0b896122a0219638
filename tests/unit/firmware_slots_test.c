/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries and tries on the boot partition: the same with each boot loader, and what a power cut leaves of U-Boot's
 * record. */
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
#include "firmware/counts.h"
#include "firmware/slots.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { DIR_MODE = 0700 };

/* What differs between the loaders: the folder that tells them apart, and how an entry names its version. */
static const struct loader {
	const char *folder, *entry_1_0, *entry_1_1;
} loaders[] = {
	{ "loader/entries", "version 1.0\noptions x=@slot@\n", "version 1.1\noptions x=@slot@\n" },
	{ "uboot", "version=1.0\nbootargs=x=@slot@\n", "version=1.1\nbootargs=x=@slot@\n" },
};

/* Owned: a boot partition of that loader, without an entry. */
static char *new_boot(const struct loader *l)
{
	char template[] = "/tmp/borne-slots-XXXXXX";
	struct err e;
	assert_non_null(mkdtemp(template));
	CLEANUP(free_ptr) char *folder = fs_join(template, l->folder);
	CLEANUP(free_ptr) char *a = fs_join(template, "borne-a");
	CLEANUP(free_ptr) char *b = fs_join(template, "borne-b");
	assert_true(fs_make_dirs(folder, DIR_MODE, &e) && fs_make_dirs(a, DIR_MODE, &e) &&
			fs_make_dirs(b, DIR_MODE, &e));
	return mem_strdup(template);
}

static void remove_boot(char *boot)
{
	struct err e;
	assert_true(fs_remove_tree(boot, &e));
	free(boot);
}

static void assert_slot(const char *boot, char slot, const char *version, int left, int done)
{
	struct slot_entry found;
	struct err e;
	assert_true(slots_read(boot, slot, &found, &e));
	assert_int_equal(found.there, version != NULL);
	if (version) {
		assert_string_equal(found.version, version);
		assert_int_equal(found.left, left);
		assert_int_equal(found.done, done);
	}
}

static void a_slot_is_entered_confirmed_and_cleared(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(loaders); i++) {
		const struct loader *l = &loaders[i];
		char *boot = new_boot(l);
		struct err e;
		assert_slot(boot, 'a', NULL, 0, 0);
		assert_true(slots_enter(boot, 'a', l->entry_1_0, &e) && slots_confirm(boot, 'a', &e));
		assert_true(slots_enter(boot, 'b', l->entry_1_1, &e));
		assert_slot(boot, 'a', "1.0", SLOTS_WORKED, 0);
		assert_slot(boot, 'b', "1.1", SLOTS_TRIES, 0);
		assert_true(slots_confirm(boot, 'b', &e) && slots_confirm(boot, 'b', &e));
		assert_slot(boot, 'b', "1.1", SLOTS_WORKED, 0);
		assert_true(slots_clear(boot, 'b', &e) && slots_clear(boot, 'b', &e));
		assert_slot(boot, 'b', NULL, 0, 0);
		assert_slot(boot, 'a', "1.0", SLOTS_WORKED, 0);
		assert_false(slots_confirm(boot, 'b', &e));
		assert_int_equal(e.kind, ERR_ABSENT);
		remove_boot(boot);
	}
}

static void the_letter_of_the_slot_is_put_into_its_entry(void **state)
{
	(void)state;
	static const char *const files[] = { "loader/entries/borne-b+3.conf", "borne-b/entry" };
	for (size_t i = 0; i < ARRAY_LEN(loaders); i++) {
		char *boot = new_boot(&loaders[i]);
		CLEANUP(free_ptr) char *path = fs_join(boot, files[i]);
		struct buf text = { 0 };
		struct err e;
		assert_true(slots_enter(boot, 'b', loaders[i].entry_1_0, &e));
		assert_true(fs_read_file(path, FIRMWARE_ENTRY_BYTES_MAX, &text, &e));
		assert_non_null(strstr(buf_text(&text), "x=b\n"));
		buf_finish(&text);
		remove_boot(boot);
	}
}

/* ---- U-Boot's record ----------------------------------------------------------------------------------- */

static char *copy_of(const char *boot, int copy)
{
	return mem_printf("%s/uboot/tries-%d", boot, copy);
}

static bool read_record(const char *path, struct counts *out)
{
	struct buf bytes = { 0 };
	struct err e;
	bool ok = fs_read_file(path, COUNTS_BYTES, &bytes, &e) && counts_parse(bytes.bytes, bytes.len, out, &e);
	buf_finish(&bytes);
	return ok;
}

/* The first `len` bytes of it were written, the others not. */
static void tear(const char *path, size_t len)
{
	struct buf bytes = { 0 };
	struct err e;
	assert_true(fs_read_file(path, COUNTS_BYTES, &bytes, &e));
	memset(bytes.bytes + len, 0xff, bytes.len - len);
	assert_true(fs_write_file_volatile(path, bytes.bytes, bytes.len, 0600, &e));
	buf_finish(&bytes);
}

/* Slot a has worked, and b has just been entered: what the copies hold then. */
static char *two_slots(int *newer)
{
	const struct loader *l = &loaders[1];
	char *boot = new_boot(l);
	CLEANUP(free_ptr) char *one = copy_of(boot, 1);
	CLEANUP(free_ptr) char *two = copy_of(boot, 2);
	struct counts first;
	struct counts second;
	struct err e;
	assert_true(slots_enter(boot, 'a', l->entry_1_0, &e) && slots_confirm(boot, 'a', &e) &&
			slots_enter(boot, 'b', l->entry_1_1, &e));
	assert_true(read_record(one, &first) && read_record(two, &second));
	*newer = first.serial > second.serial ? 1 : 2;
	assert_int_equal((*newer == 1 ? &first : &second)->first, 'b');
	assert_int_equal((*newer == 1 ? &second : &first)->first, 'a');
	return boot;
}

static void a_torn_copy_leaves_the_one_before(void **state)
{
	(void)state;
	static const size_t torn_at[] = { 0, 1, 4, 40, 300, COUNTS_BYTES - 1 };
	for (size_t i = 0; i < ARRAY_LEN(torn_at); i++) {
		int newer;
		char *boot = two_slots(&newer);
		CLEANUP(free_ptr) char *path = copy_of(boot, newer);
		CLEANUP(free_ptr) char *other = copy_of(boot, newer == 1 ? 2 : 1);
		struct counts c;
		struct err e;
		tear(path, torn_at[i]);
		assert_slot(boot, 'a', "1.0", SLOTS_WORKED, 0);
		assert_slot(boot, 'b', NULL, 0, 0);
		/* The torn one is written next, not the good one. */
		assert_true(slots_enter(boot, 'b', loaders[1].entry_1_1, &e));
		assert_slot(boot, 'b', "1.1", SLOTS_TRIES, 0);
		assert_true(read_record(other, &c));
		assert_int_equal(c.first, 'a');
		remove_boot(boot);
	}
}

static void without_a_good_copy_what_has_an_entry_is_new(void **state)
{
	(void)state;
	int newer;
	char *boot = two_slots(&newer);
	struct err e;
	for (int copy = 1; copy <= 2; copy++) {
		CLEANUP(free_ptr) char *path = copy_of(boot, copy);
		tear(path, 9);
	}
	assert_slot(boot, 'a', "1.0", SLOTS_TRIES, 0);
	assert_slot(boot, 'b', "1.1", SLOTS_TRIES, 0);
	assert_true(slots_confirm(boot, 'a', &e) && slots_clear(boot, 'b', &e));
	assert_slot(boot, 'a', "1.0", SLOTS_WORKED, 0);
	/* What was cleared does not come back. */
	for (int copy = 1; copy <= 2; copy++) {
		CLEANUP(free_ptr) char *path = copy_of(boot, copy);
		tear(path, 9);
	}
	assert_slot(boot, 'b', NULL, 0, 0);
	remove_boot(boot);
}

static void the_slot_entered_last_is_first(void **state)
{
	(void)state;
	/* Entered in turn into b, a, b and so on. */
	static const char *const versions[] = { "1.1", "1.9", "1.10", "1.10", "1.2", "1.0", "1.3", "0.9" };
	for (size_t i = 0; i < ARRAY_LEN(loaders); i++) {
		char *boot = new_boot(&loaders[i]);
		struct err e;
		assert_true(slots_enter(boot, 'a', loaders[i].entry_1_0, &e));
		for (size_t n = 0; n < ARRAY_LEN(versions); n++) {
			char slot = n % 2 == 0 ? 'b' : 'a';
			CLEANUP(free_ptr)
			char *text = mem_printf("%s%s\nx=@slot@\n",
					i == 0 ? "sort-key borne\nversion " : "version=", versions[n]);
			struct slot_entry entered;
			struct slot_entry other;
			assert_true(slots_clear(boot, slot, &e) && slots_enter(boot, slot, text, &e));
			assert_true(slots_read(boot, slot, &entered, &e));
			assert_true(slots_read(boot, slot_other(slot), &other, &e));
			assert_string_equal(entered.version, versions[n]);
			assert_true(entered.first && !other.first);
		}
		assert_true(slots_clear(boot, 'a', &e));
		assert_slot(boot, 'b', "1.3", SLOTS_TRIES, 0);
		remove_boot(boot);
	}
}

/* The keys as systemd-boot reads them: what comes before in strcmp() is started before. */
static void a_key_before_that_of_the_other_slot(void **state)
{
	(void)state;
	static const struct {
		char slot;
		const char *version, *key;
	} rows[] = { { 'a', "2.0", "borne" }, { 'b', "2.1", "borne" }, { 'a', "2.0", "asked-998" },
		{ 'b', "2.2", "asked-998" }, { 'a', "2.2", "asked-997" }, { 'b', "2.1", "asked-996" } };
	char *boot = new_boot(&loaders[0]);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		CLEANUP(free_ptr)
		char *path = mem_printf("%s/loader/entries/borne-%c+%d.conf", boot, rows[i].slot, SLOTS_TRIES);
		CLEANUP(free_ptr) char *text = mem_printf("sort-key borne\nversion %s\n", rows[i].version);
		CLEANUP(free_ptr)
		char *wanted = mem_printf("sort-key %s\nversion %s\n", rows[i].key, rows[i].version);
		struct buf found = { 0 };
		struct err e;
		assert_true(slots_clear(boot, rows[i].slot, &e) && slots_enter(boot, rows[i].slot, text, &e));
		assert_true(fs_read_file(path, FIRMWARE_ENTRY_BYTES_MAX, &found, &e));
		assert_string_equal(buf_text(&found), wanted);
		buf_finish(&found);
	}
	remove_boot(boot);
}

/* Offset and byte: each change of one byte is refused, and so is another length. */
static void a_record_with_a_changed_byte_is_none(void **state)
{
	(void)state;
	struct counts c = { .serial = 0xabc,
		.first = 'b',
		.slots = { { .there = true, .version = "1.0", .left = 9 },
				{ .there = true, .version = "1.1", .left = 2, .done = 1 } } };
	char bytes[COUNTS_BYTES + 1] = { 0 };
	struct counts found;
	struct err e;
	counts_encode(&c, bytes);
	assert_true(counts_parse(bytes, COUNTS_BYTES, &found, &e));
	assert_true(found.serial == 0xabc && found.first == 'b' && found.slots[1].left == 2 &&
			found.slots[1].done == 1);
	assert_string_equal(found.slots[0].version, "1.0");
	for (size_t i = 0; i < COUNTS_BYTES; i++) {
		bytes[i] ^= 0x20;
		assert_false(counts_parse(bytes, COUNTS_BYTES, &found, &e));
		bytes[i] ^= 0x20;
	}
	assert_false(counts_parse(bytes, COUNTS_BYTES - 1, &found, &e));
	assert_false(counts_parse(bytes, COUNTS_BYTES + 1, &found, &e));
	assert_false(counts_parse("", 0, &found, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slot_is_entered_confirmed_and_cleared),
		cmocka_unit_test(the_letter_of_the_slot_is_put_into_its_entry),
		cmocka_unit_test(a_torn_copy_leaves_the_one_before),
		cmocka_unit_test(without_a_good_copy_what_has_an_entry_is_new),
		cmocka_unit_test(the_slot_entered_last_is_first),
		cmocka_unit_test(a_key_before_that_of_the_other_slot),
		cmocka_unit_test(a_record_with_a_changed_byte_is_none),
	};
	return cmocka_run_group_tests_name("firmware_slots", tests, NULL, NULL);
}
