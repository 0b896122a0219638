/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory limit of a service, read from files laid out as cgroup v2 does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "device/memory.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static char top[64];

static int make_top(void **state)
{
	(void)state;
	str_cut(top, sizeof top, "/tmp/borne-memory-XXXXXX");
	return mkdtemp(top) ? 0 : -1;
}

static int remove_top(void **state)
{
	(void)state;
	struct err e;
	return fs_remove_tree(top, &e) ? 0 : -1;
}

static void write_file(const char *folder, const char *name, const char *text)
{
	struct err e;
	CLEANUP(free_ptr) char *dir = mem_printf("%s/%s", top, folder);
	CLEANUP(free_ptr) char *path = fs_join(dir, name);
	assert_true(fs_make_dirs(dir, 0755, &e) && fs_write_file_atomic(path, text, strlen(text), 0644, &e));
}

static bool open_here(struct memory *m, const char *self)
{
	write_file("", "self", self);
	CLEANUP(free_ptr) char *own = fs_join(top, "self");
	CLEANUP(free_ptr) char *root = fs_join(top, "cgroup");
	return memory_open(m, own, root);
}

static void the_smallest_limit_from_the_service_up_counts(void **state)
{
	(void)state;
	struct memory m;
	write_file("cgroup/system.slice", "memory.max", "max\n");
	write_file("cgroup/system.slice", "memory.high", "100000000\n");
	write_file("cgroup/system.slice/borne.service", "memory.max", "400000000\n");
	write_file("cgroup/system.slice/borne.service", "memory.high", "max\n");
	write_file("cgroup/system.slice/borne.service", "memory.stat",
			"anon 60000000\nfile 900000000\nshmem 20000000\n");
	assert_true(open_here(&m, "4:memory:/old\n0::/system.slice/borne.service\n"));
	assert_int_equal(m.limit_bytes, 100000000);
	/* Pages of files are not counted: the kernel takes them back. */
	assert_in_range(memory_used_percent(&m), 79, 80);
	memory_close(&m);
}

static void without_a_limit_nothing_is_watched(void **state)
{
	(void)state;
	struct memory m;
	write_file("cgroup/user.slice", "memory.max", "max\n");
	assert_false(open_here(&m, "0::/user.slice\n"));
	assert_false(open_here(&m, "4:memory:/old\n"));
	assert_false(open_here(&m, ""));
	assert_false(open_here(&m, "0::/\n"));
	assert_int_equal(memory_used_percent(&m), -1);
}

static void files_of_another_making_are_not_known(void **state)
{
	(void)state;
	static const char *const stats[] = { "", "anon\n", "anon x\n", "anonymous 5\n", "anon -5\n" };
	for (size_t i = 0; i < ARRAY_LEN(stats); i++) {
		struct memory m;
		write_file("cgroup/a", "memory.max", "1000000\n");
		write_file("cgroup/a", "memory.stat", stats[i]);
		assert_true(open_here(&m, "0::/a\n"));
		assert_int_equal(memory_used_percent(&m), -1);
		memory_close(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_smallest_limit_from_the_service_up_counts),
		cmocka_unit_test(without_a_limit_nothing_is_watched),
		cmocka_unit_test(files_of_another_making_are_not_known),
	};
	return cmocka_run_group_tests(tests, make_top, remove_top);
}
