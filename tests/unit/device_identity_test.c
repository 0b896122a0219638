/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Serial number and addresses of a board, and what is no identity. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "device/identity.h"

#include <cmocka.h>

static void put(const char *root, const char *folder, const char *name, const char *bytes, size_t len)
{
	struct err e;
	CLEANUP(free_ptr) char *dir = mem_printf("%s%s", root, folder);
	CLEANUP(free_ptr) char *path = fs_join(dir, name);
	assert_true(fs_make_dirs(dir, 0755, &e));
	assert_true(fs_write_file_volatile(path, bytes, len, 0644, &e));
}

#define PUT(folder, name, text) put(root, folder, name, text, sizeof(text) - 1)

static void a_board_is_told_from_others(void **state)
{
	(void)state;
	char root[] = "/tmp/borne-identity-XXXXXX";
	struct identity id;
	struct err e;
	char text[256];
	assert_non_null(mkdtemp(root));
	identity_read(root, &id);
	assert_string_equal(identity_name(&id), "");
	identity_print(&id, text, sizeof text);
	assert_string_equal(text, "");
	PUT("/sys/class/net/wlan0/device", "uevent", "");
	PUT("/sys/class/net/wlan0", "address", "dc:a6:32:00:00:02\n");
	PUT("/sys/class/net/eth0/device", "uevent", "");
	PUT("/sys/class/net/eth0", "address", "dc:a6:32:00:00:01\n");
	PUT("/sys/class/net/docker0", "address", "02:42:00:00:00:01\n");
	PUT("/sys/class/net/usb0/device", "uevent", "");
	PUT("/sys/class/net/usb0", "address", "00:00:00:00:00:00\n");
	identity_read(root, &id);
	assert_string_equal(identity_name(&id), "dc:a6:32:00:00:01");
	PUT("/sys/class/dmi/id", "product_serial", "To be filled by O.E.M.\n");
	identity_read(root, &id);
	assert_string_equal(id.serial, "");
	PUT("/sys/firmware/devicetree/base", "serial-number", "10000000abcdef01\0");
	identity_read(root, &id);
	assert_string_equal(identity_name(&id), "10000000abcdef01");
	identity_print(&id, text, sizeof text);
	assert_string_equal(text, "borne serial=10000000abcdef01 mac=dc:a6:32:00:00:01 mac=dc:a6:32:00:00:02");
	assert_true(fs_remove_tree(root, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_board_is_told_from_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
