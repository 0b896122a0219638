/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screens as the kernel shows them, and what becomes of the one that is drawn on. */
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
#include "device/panel.h"

#include <cmocka.h>

static void put(const char *root, const char *connector, const char *name, const char *text)
{
	struct err e;
	CLEANUP(free_ptr)
	char *dir = mem_printf("%s/sys/class/drm/card0%s%s", root, connector[0] ? "-" : "", connector);
	CLEANUP(free_ptr) char *path = fs_join(dir, name);
	assert_true(fs_make_dirs(dir, 0755, &e));
	assert_true(fs_write_file_volatile(path, text, strlen(text), 0644, &e));
}

static void plug(const char *root, const char *connector, const char *mode, const char *edid)
{
	put(root, connector, "status", "connected\n");
	put(root, connector, "modes", mode);
	put(root, connector, "edid", edid);
}

static void pull(const char *root, const char *connector)
{
	put(root, connector, "status", "disconnected\n");
	put(root, connector, "modes", "");
	put(root, connector, "edid", "");
}

static void connectors_are_read(void **state)
{
	(void)state;
	char root[] = "/tmp/borne-panel-XXXXXX";
	struct panel_list list;
	struct err e;
	char names[64];
	assert_non_null(mkdtemp(root));
	panel_list_read(root, &list);
	assert_int_equal(list.len, 0);
	assert_null(panel_list_first(&list));
	panel_list_print(&list, names, sizeof names);
	assert_string_equal(names, "");
	put(root, "", "dev", "226:0\n"); /* the card itself is no connector */
	put(root, "Writeback-1", "status", "unknown\n");
	put(root, "DSI-1", "modes", "800x480\n"); /* says no status */
	pull(root, "HDMI-A-1");
	plug(root, "HDMI-A-2", "1080x1920\n1024x768\n", "\x01\xff\xff");
	panel_list_read(root, &list);
	assert_int_equal(list.len, 3);
	panel_list_print(&list, names, sizeof names);
	assert_string_equal(names, "HDMI-A-1, HDMI-A-2, Writeback-1");
	const struct panel *first = panel_list_first(&list);
	assert_string_equal(first->connector, "HDMI-A-2");
	assert_string_equal(first->mode, "1080x1920");
	assert_true(first->edid != 0);
	/* A line that is too long is no mode, and more connectors than there is room for are left out. */
	char line[200];
	memset(line, '1', sizeof line - 1);
	line[sizeof line - 1] = '\0';
	plug(root, "HDMI-A-2", line, "");
	for (int i = 0; i < PANELS_MAX; i++) {
		char name[] = "VGA-0";
		name[4] = (char)('0' + i);
		pull(root, name);
	}
	panel_list_read(root, &list);
	assert_int_equal(list.len, PANELS_MAX);
	assert_string_equal(panel_list_first(&list)->mode, "");
	assert_int_equal(panel_list_first(&list)->edid, 0);
	assert_true(fs_remove_tree(root, &e));
}

static struct panel_list read_again(const char *root)
{
	struct panel_list list;
	panel_list_read(root, &list);
	return list;
}

static void changes_are_told_apart(void **state)
{
	(void)state;
	char root[] = "/tmp/borne-panel-XXXXXX";
	struct err e;
	assert_non_null(mkdtemp(root));
	plug(root, "HDMI-A-1", "1080x1920\n", "one");
	pull(root, "HDMI-A-2");
	struct panel_list now = read_again(root);
	struct panel shown = *panel_list_first(&now);
	assert_int_equal(panel_compare(&shown, false, &now), PANEL_SAME);
	pull(root, "HDMI-A-1");
	now = read_again(root);
	assert_int_equal(panel_compare(&shown, false, &now), PANEL_GONE);
	assert_int_equal(panel_compare(&shown, true, &now), PANEL_SAME); /* said already */
	plug(root, "HDMI-A-1", "1080x1920\n", "one");
	now = read_again(root);
	assert_int_equal(panel_compare(&shown, true, &now), PANEL_BACK);
	/* A second one beside it is not drawn on, also when its connector comes first. */
	plug(root, "DP-1", "640x480\n", "two");
	now = read_again(root);
	assert_int_equal(panel_compare(&shown, false, &now), PANEL_SAME);
	/* Another size, another screen of the same size, another connector. */
	plug(root, "HDMI-A-1", "1920x1080\n", "one");
	now = read_again(root);
	assert_int_equal(panel_compare(&shown, false, &now), PANEL_OTHER);
	plug(root, "HDMI-A-1", "1080x1920\n", "three");
	now = read_again(root);
	assert_int_equal(panel_compare(&shown, true, &now), PANEL_OTHER);
	pull(root, "HDMI-A-1");
	now = read_again(root);
	assert_int_equal(panel_compare(&shown, false, &now), PANEL_OTHER);
	assert_true(fs_remove_tree(root, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(connectors_are_read),
		cmocka_unit_test(changes_are_told_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
