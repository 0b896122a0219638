/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small parts of the platform: icons, time, the sync daemon's status, sizes on the command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "paint/icon.h"
#include "platform/settings.h"
#include "platform/syncstatus.h"
#include "platform/timesource.h"

#include <cmocka.h>

static bool parses(const char *svg, struct err *e)
{
	struct arena *arena = arena_create(0);
	struct icon icon;
	bool ok = icon_parse("test", svg, strlen(svg), arena, &icon, e);
	arena_destroy(arena);
	return ok;
}

static void every_icon_that_ships_can_be_read(void **state)
{
	(void)state;
	DIR *dir = opendir("assets/icons");
	assert_non_null(dir);
	int count = 0;
	struct dirent *entry;
	while ((entry = readdir(dir))) {
		if (!str_ends(entry->d_name, ".svg")) {
			continue;
		}
		char *path = fs_join("assets/icons", entry->d_name);
		struct buf svg = { 0 };
		struct err e = { 0 };
		if (!fs_read_file(path, ICON_BYTES_MAX, &svg, &e) || !parses(buf_text(&svg), &e)) {
			fail_msg("%s", e.message);
		}
		buf_finish(&svg);
		free(path);
		count++;
	}
	(void)closedir(dir);
	assert_true(count > 70);
}

static void an_icon_with_anything_else_is_refused_whole(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "<svg>", "<html></html>",
		"<svg viewBox=\"0 0 24 24\"><path d=\"M0 0X\"/></svg>",
		"<svg viewBox=\"0 0 24 24\"><path d=\"M0\"/></svg>",
		"<svg viewBox=\"0 0 24 24\"><image href=\"x.png\"/></svg>",
		"<svg viewBox=\"0 0 24 24\"><script>1</script></svg>" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct err e = { 0 };
		if (parses(bad[i], &e)) {
			fail_msg("taken: %s", bad[i]);
		}
		assert_int_not_equal(e.message[0], '\0');
	}
}

static void manual_time_stands_still_and_never_goes_back(void **state)
{
	(void)state;
	struct timesource t;
	timesource_init(&t);
	int64_t before = timesource_now_us(&t);
	timesource_set_manual(&t, true);
	timesource_set_wall(&t, 1795525920);
	timesource_set_zone(&t, 3600);
	int64_t start = timesource_now_us(&t);
	assert_true(start >= before);
	assert_true(timesource_now_us(&t) == start);
	struct tm local = timesource_local(&t);
	assert_int_equal(local.tm_hour, 14);
	assert_int_equal(local.tm_min, 12);
	assert_int_equal(local.tm_wday, 2);
	timesource_advance(&t, 61 * 1000000);
	timesource_advance(&t, -5);
	assert_true(timesource_now_us(&t) == start + 61 * 1000000);
	assert_int_equal(timesource_wall_s(&t), 1795525920 + 61);
	timesource_set_manual(&t, false);
	assert_true(timesource_now_us(&t) >= start + 61 * 1000000);
}

static void a_zone_is_known_by_its_name(void **state)
{
	(void)state;
	struct timesource t;
	timesource_init(&t);
	timesource_set_wall(&t, 1795525920);
	assert_false(timesource_set_zone_name(&t, "../../etc/passwd"));
	assert_false(timesource_set_zone_name(&t, "Europe/Nowhere"));
	if (fs_exists("/usr/share/zoneinfo/Europe/Paris")) {
		assert_true(timesource_set_zone_name(&t, "Europe/Paris"));
		assert_int_equal(timesource_local(&t).tm_hour, 14);
	}
}

static void the_network_is_blamed_for_its_own_problems_alone(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		bool known, unreached;
	} rows[] = {
		{ "{\"state\":\"idle\",\"last_check\":50,\"last_success\":50,\"error\":null}", true, false },
		{ "{\"state\":\"idle\",\"last_check\":60,\"last_success\":60,\"error\":{\"code\":\"tls\"}}", true,
				true },
		{ "{\"state\":\"idle\",\"last_check\":60,\"error\":{\"code\":\"server-absent\"}}", true, true },
		{ "{\"state\":\"idle\",\"last_check\":60,\"error\":{\"code\":\"signature\"}}", true, false },
		{ "{\"state\":\"idle\",\"last_check\":60,\"error\":{\"code\":\"no such word\"}}", true, false },
		/* before the first check has ended: while contents that came with the unit are tried */
		{ "{\"state\":\"checking\",\"last_check\":null,\"last_success\":null,\"error\":null}", true, false },
		{ "{\"state\":\"stopped\",\"error\":{\"code\":\"tls\"}}", false, false },
		{ "{}", false, false },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct event_sync sync;
		struct err e;
		assert_true(syncstatus_parse(rows[i].json, strlen(rows[i].json), &sync, &e));
		assert_int_equal(sync.known, rows[i].known);
		assert_int_equal(sync.unreached, rows[i].unreached);
	}
	struct event_sync sync;
	struct err e;
	assert_false(syncstatus_parse("[1]", 3, &sync, &e));
	assert_false(syncstatus_parse("{", 1, &sync, &e));
	assert_false(syncstatus_read("/nowhere").known);
}

static bool settings_for(struct settings_arguments a, struct settings *out, struct err *e)
{
	a.config = a.config ? a.config : CONFIG_DEFAULT_PATH;
	a.video = a.video ? a.video : "offscreen";
	a.log_level = "error";
	return settings_make(out, &a, e);
}

static void formats_and_sizes(void **state)
{
	(void)state;
	static struct settings s;
	struct err e;
	assert_true(settings_for((struct settings_arguments){ .format = "7inch" }, &s, &e));
	assert_int_equal(s.kiosk.screen.w, 800);
	assert_int_equal(s.kiosk.screen.h, 480);
	assert_true(settings_for((struct settings_arguments){ .size = "640x700", .mm_per_px = "0.3" }, &s, &e));
	assert_int_equal(s.kiosk.screen.w, 640);
	assert_true(s.kiosk.app.mm_per_px > 0.29F && s.kiosk.app.mm_per_px < 0.31F);
	static const char *const sizes[] = { "", "x", "640", "640x", "x700", "1x1", "640x700x", "99999999999x700",
		"640x-700" };
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		assert_false(settings_for((struct settings_arguments){ .size = sizes[i] }, &s, &e));
		assert_non_null(strstr(e.message, "--size"));
	}
	assert_false(settings_for((struct settings_arguments){ .mm_per_px = "huge" }, &s, &e));
	assert_false(settings_for((struct settings_arguments){ .format = "round" }, &s, &e));
	assert_non_null(strstr(e.message, "portrait"));
	assert_false(settings_for((struct settings_arguments){ .video = "radio" }, &s, &e));
	assert_false(settings_for((struct settings_arguments){ .config = "/nowhere/borne.yaml" }, &s, &e));
}

/* A screen with a default is better than none: only a name that was mistyped ends the program. */
static void wrong_settings_do_not_keep_the_screen_dark(void **state)
{
	(void)state;
	static struct settings s;
	struct err e;
	char path[] = "/tmp/borne-settings-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
	static const char text[] =
			"site: thoissey\nidle: {seconds: 90, countdown_seconds: 200}\nscreen: {rotate: 45}\n";
	assert_true(fs_write_file_volatile(path, text, strlen(text), 0600, &e));
	assert_true(settings_for((struct settings_arguments){ .config = path }, &s, &e));
	assert_string_equal(s.kiosk.app.site, "thoissey");
	assert_int_equal(s.kiosk.app.idle_s, 60);
	assert_int_equal(s.kiosk.app.countdown_s, 20);
	assert_int_equal(s.kiosk.screen.rotate, 0);
	assert_int_equal(unlink(path), 0);
}

/* On a machine that has no settings of a unit. */
static void without_settings_the_site_is_not_known(void **state)
{
	(void)state;
	static struct settings s;
	struct err e;
	if (access(CONFIG_DEFAULT_PATH, F_OK) == 0) {
		skip();
	}
	assert_true(settings_for((struct settings_arguments){ .store = "/a" }, &s, &e));
	assert_string_equal(s.kiosk.app.site, CONFIG_SITE_UNREAD);
	assert_string_equal(s.kiosk.content.site, CONFIG_SITE_UNREAD);
	assert_true(settings_for((struct settings_arguments){ .store = "/a", .site = "" }, &s, &e));
	assert_string_equal(s.kiosk.app.site, "");
	assert_true(settings_for((struct settings_arguments){ .bundle = "/a" }, &s, &e));
	assert_string_equal(s.kiosk.app.site, "");
}

static void the_command_line_wins(void **state)
{
	(void)state;
	static struct settings s;
	struct err e;
	assert_true(settings_for((struct settings_arguments){ .store = "/a",
						 .run = "/b",
						 .control = "/c",
						 .site = "d" },
			&s, &e));
	assert_string_equal(s.kiosk.content.store, "/a");
	assert_string_equal(s.kiosk.content.run_dir, "/b");
	assert_string_equal(s.control, "/c");
	assert_string_equal(s.kiosk.app.site, "d");
	assert_true(settings_for((struct settings_arguments){ .bundle = "/x" }, &s, &e));
	assert_null(s.kiosk.content.store);
	assert_null(s.kiosk.content.run_dir); /* a preview tells no daemon */
	assert_string_equal(s.control, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_icon_that_ships_can_be_read),
		cmocka_unit_test(an_icon_with_anything_else_is_refused_whole),
		cmocka_unit_test(manual_time_stands_still_and_never_goes_back),
		cmocka_unit_test(a_zone_is_known_by_its_name),
		cmocka_unit_test(the_network_is_blamed_for_its_own_problems_alone),
		cmocka_unit_test(formats_and_sizes),
		cmocka_unit_test(wrong_settings_do_not_keep_the_screen_dark),
		cmocka_unit_test(without_settings_the_site_is_not_known),
		cmocka_unit_test(the_command_line_wins),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
