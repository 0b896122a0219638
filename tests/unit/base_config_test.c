/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne.yaml: defaults, every complaint with its line, and documents that say what the table says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/config_machine.h"
#include "base/config_rule.h"
#include "base/config_table.h"
#include "base/fsutil.h"
#include "base/str.h"

#include <cmocka.h>

/* Owned; the complaints about `text`. */
static char *complaints(const char *text, struct config *out, size_t *count)
{
	struct buf problems = { 0 };
	size_t found = config_check_text("borne.yaml", text, strlen(text), out, &problems);
	if (count) {
		*count = found;
	}
	return buf_take(&problems);
}

static void assert_clean(const char *text, struct config *out)
{
	size_t count;
	char *said = complaints(text, out, &count);
	assert_string_equal(said, "");
	assert_int_equal(count, 0);
	free(said);
}

static void a_site_that_cannot_be_read_is_not_the_first(void **state)
{
	static const struct {
		const char *text;
		bool unread;
	} rows[] = {
		{ "", false },
		{ "# nothing\n", false },
		{ "site: annonay\n", false },
		{ "site: ~\nidle: { seconds: 1 }\n", false },
		{ "site: annonay\nsync: {\n", true },
		{ "site: [ annonay ]\n", true },
		{ "site: Annonay!\n", true },
		{ "sit: annonay\n", true },
		{ "screen: { site: annonay }\n", true },
		{ "- site: annonay\n", true },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct config c;
		free(complaints(rows[i].text, &c, NULL));
		assert_int_equal(c.site_unread, rows[i].unread);
	}
}

static void an_empty_file_is_the_defaults(void **state)
{
	(void)state;
	struct config c;
	struct config read;
	config_defaults(&c);
	assert_string_equal(c.site, "");
	assert_int_equal(c.screen.rotate, 0);
	assert_true(c.screen.mm_per_px > 0.247 && c.screen.mm_per_px < 0.249);
	assert_int_equal(c.screen.format, CONFIG_FORMAT_AUTO);
	assert_string_equal(c.sync.pack, "rhone-alpes");
	assert_int_equal(c.sync.interval_minutes, 60);
	assert_string_equal(c.paths.store, "/var/lib/borne");
	assert_string_equal(c.paths.run, "/run/borne");
	assert_string_equal(c.paths.assets, "/usr/share/borne");
	assert_int_equal(c.idle.seconds, 60);
	assert_int_equal(c.idle.reading_seconds, 120);
	assert_int_equal(c.idle.countdown_seconds, 20);
	assert_int_equal(c.map.cache_mib, 48);
	assert_int_equal(c.map.top, CONFIG_MAP_TOP_NORTH);
	assert_true(c.touch.calibration[0] > 0.9 && c.touch.calibration[4] > 0.9);
	assert_string_equal(c.professional_code, "");
	assert_false(c.control);
	assert_string_equal(c.log_level, "info");
	assert_clean("", &read);
	assert_true(config_equal(&read, &c));
	struct config other = c;
	assert_true(config_equal(&other, &c));
	other.touch.calibration[5] = 0.1;
	assert_false(config_equal(&other, &c));
	other = c;
	(void)strcpy(other.sync.mirrors[6], "x");
	assert_false(config_equal(&other, &c));
	other = c;
	other.control = true;
	assert_false(config_equal(&other, &c));
	assert_clean("site:\nscreen: \nsync: {url: ~, proxy: null}\n", &read);
	assert_true(config_equal(&read, &c));
}

#define PIN "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

static void a_full_file_is_read(void **state)
{
	(void)state;
	struct config c;
	assert_clean("site: pont-de-veyle\n"
		     "screen: {rotate: 270, mm_per_px: 0.1, format: 7inch}\n"
		     "sync:\n  url: https://contenus.example.org/borne\n  quiet_hours: \"22:00-06:30\"\n"
		     "  proxy: socks5h://10.0.0.1:1080\n  ca_file: /etc/ssl/own.pem\n  rate_limit_kib_s: 1048576\n"
		     "  mirrors: [\"https://b.example\", 'http://[::1]:8080/borne']\n  fetch_user: borne-fetch\n"
		     "  pinned_key: \"sha256//" PIN ";sha256//" PIN "\"\n"
		     "  client_cert: /etc/borne/unit.pem\n  client_key: /etc/borne/unit.key\n"
		     "map: {cache_mib: 8, top: facing}\n"
		     "touch:\n  calibration: [0, 1, 0.5, -1, 0, 1]\n  calibrated: 2026-11-23\n"
		     "professional_code: \"$6$abcdefgh$0123456789./abcdef\"\n"
		     "control: true\nlog_level: debug\n",
			&c);
	assert_string_equal(c.site, "pont-de-veyle");
	assert_int_equal(c.screen.rotate, 270);
	assert_int_equal(c.screen.format, CONFIG_FORMAT_7INCH);
	assert_string_equal(c.sync.quiet_hours, "22:00-06:30");
	assert_int_equal(c.sync.rate_limit_kib_s, 1048576);
	assert_string_equal(c.sync.mirrors[0], "https://b.example");
	assert_string_equal(c.sync.mirrors[1], "http://[::1]:8080/borne");
	assert_string_equal(c.sync.mirrors[2], "");
	assert_string_equal(c.sync.pinned_key, "sha256//" PIN ";sha256//" PIN);
	assert_string_equal(c.sync.client_cert, "/etc/borne/unit.pem");
	assert_string_equal(c.sync.client_key, "/etc/borne/unit.key");
	assert_string_equal(c.sync.fetch_user, "borne-fetch");
	assert_int_equal(c.map.top, CONFIG_MAP_TOP_FACING);
	assert_true(c.touch.calibration[3] < -0.9);
	assert_string_equal(c.touch.calibrated, "2026-11-23");
	assert_true(c.control);
	assert_string_equal(c.log_level, "debug");
}

static void every_mistake_names_line_cause_and_remedy(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *says;
	} rows[] = {
		{ "sceen: {rotate: 90}\n", "borne.yaml:1: unknown option 'sceen'. Did you mean 'screen'?\n" },
		{ "\nscreen:\n  rotat: 90\n", "borne.yaml:3: unknown option 'screen.rotat'. Did you mean 'rotate'?\n" },
		{ "foo: 1\n", "borne.yaml:1: unknown option 'foo'. Remove the line, or see borne.yaml(5)\n" },
		{ "rotate: 90\n", "borne.yaml:1: unknown option 'rotate'. It belongs under screen: move it there\n" },
		{ "screen:\n  site: x\n", "borne.yaml:2: unknown option 'screen.site'. It belongs at the top of the "
					  "file: move it there\n" },
		{ "screen: 90\n", "borne.yaml:1: 'screen' is a group of options, not a value. Write its options below "
				  "it, "
				  "indented\n" },
		{ "site: [a]\n", "borne.yaml:1: site cannot hold a list. Give it a single value\n" },
		{ "site: {a: 1}\n", "borne.yaml:1: site cannot hold a group of options. Give it a single value\n" },
		{ "site: Pont de Veyle\n",
				"borne.yaml:1: site is 'Pont de Veyle'. It must be an identifier: lower-case "
				"letters, digits and dashes\n" },
		{ "screen: {rotate: 45}\n",
				"borne.yaml:1: screen.rotate is '45'. It must be one of 0, 90, 180, 270\n" },
		{ "screen: {rotate: \"90\"}\n",
				"borne.yaml:1: screen.rotate is text in quotes. Write 90 without quotes\n" },
		{ "screen: {mm_per_px: 3}\n",
				"borne.yaml:1: screen.mm_per_px is '3'. It must be a number from 0 to 2, with a "
				"point\n" },
		{ "screen: {mm_per_px: \"0,2\"}\n",
				"borne.yaml:1: screen.mm_per_px is text in quotes. Write 0,2 without "
				"quotes\n" },
		{ "idle: {seconds: 9}\n",
				"borne.yaml:1: idle.seconds is '9'. It must be a whole number from 10 to 3600\n" },
		{ "idle: {seconds: 60s}\n",
				"borne.yaml:1: idle.seconds is '60s'. It must be a whole number from 10 to 3600\n" },
		{ "control: yes\n", "borne.yaml:1: control is 'yes'. It must be true or false\n" },
		{ "log_level: loud\n",
				"borne.yaml:1: log_level is 'loud'. It must be one of error, warn, info, debug\n" },
		{ "sync: {url: ftp://x}\n",
				"borne.yaml:1: sync.url is 'ftp://x'. It must be an address that starts with "
				"https:// or http://\n" },
		{ "sync: {quiet_hours: \"22:00-25:00\"}\n",
				"borne.yaml:1: sync.quiet_hours is '22:00-25:00'. It must be two "
				"different times such as \"22:00-06:30\", in quotes, or \"\" for none\n" },
		{ "sync: {quiet_hours: \"22:00-22:00\"}\n",
				"borne.yaml:1: sync.quiet_hours is '22:00-22:00'. It must be two "
				"different times such as \"22:00-06:30\", in quotes, or \"\" for none\n" },
		{ "sync: {proxy: \"user:secret@proxy:3128\"}\n",
				"borne.yaml:1: sync.proxy is wrong. It must be an address such as "
				"http://proxy.example:3128\n" },
		{ "sync: {url: \"http://host:99999\"}\n",
				"borne.yaml:1: sync.url is 'http://host:99999'. It must be an address that starts with "
				"https:// or http://\n" },
		{ "screen: {mm_per_px: 0.001}\n",
				"borne.yaml:1: screen.mm_per_px is '0.001'. It must be 0, to ask the screen, or the "
				"size of a pixel from 0.02 to 2 millimetres\n" },
		{ "paths: {store: data}\n",
				"borne.yaml:1: paths.store is 'data'. It must be a path that starts with /\n" },
		{ "sync: {mirrors: https://x}\n",
				"borne.yaml:1: sync.mirrors cannot hold a single value. Give it a list "
				"such as [\"...\", \"...\"]\n" },
		{ "sync: {url: https://a, mirrors: [https://x, ftp://y]}\n",
				"borne.yaml:1: sync.mirrors is 'https://x ftp://y '. It must be a list of at most 7 "
				"addresses "
				"that start with https:// or http://\n" },
		{ "sync: {url: https://a, mirrors: [http://1, http://2, http://3, http://4, http://5, http://6, "
		  "http://7, "
		  "http://8]}\n",
				"borne.yaml:1: sync.mirrors is 'http://1 http://2 http://3 http://4 http://5 http://6 "
				"http://7 http://8 '. It must be a list of at most 7 addresses that start with "
				"https:// or "
				"http://\n" },
		{ "sync:\n  mirrors: [https://x]\n", "borne.yaml:2: sync.mirrors stands in for a server that is not "
						     "named. Give the first address as sync.url\n" },
		{ "sync: {pinned_key: \"sha256//abc=\"}\n", "borne.yaml:1: sync.pinned_key is 'sha256//abc='. It must "
							    "be \"sha256//\" and the base64 of "
							    "a SHA-256, in quotes; several with ; between them\n" },
		{ "sync:\n  client_key: /k\n", "borne.yaml:2: sync.client_key is the key of no certificate. Give "
					       "sync.client_cert as well\n" },
		{ "sync: {fetch_user: root}\n", "borne.yaml:1: sync.fetch_user is 'root'. It must be the name of a "
						"user other than root\n" },
		{ "touch: {calibration: 1}\n", "borne.yaml:1: touch.calibration cannot hold a single value. Give it a "
					       "list of six numbers\n" },
		{ "touch: {calibration: [1, 0, 0, 0, 1]}\n",
				"borne.yaml:1: touch.calibration is '1,0,0,0,1,'. It must be a "
				"list of six numbers from -10 to 10\n" },
		{ "touch: {calibration: [1, 2, 0, 2, 4, 0]}\n",
				"borne.yaml:1: touch.calibration is '1,2,0,2,4,0,'. It must "
				"be a matrix that can be inverted: run borne-unit "
				"calibrate again\n" },
		{ "touch: {calibrated: 2026-02-30}\n", "borne.yaml:1: touch.calibrated is '2026-02-30'. It must be a "
						       "date such as 2026-11-23\n" },
		{ "technician_code: \"1234\"\n",
				"borne.yaml:1: technician_code is wrong. It must be a hash made by `openssl "
				"passwd -6`, in quotes, never the code itself\n" },
		{ "idle:\n  seconds: 10\n  countdown_seconds: 20\n",
				"borne.yaml:3: idle.countdown_seconds (20) is longer "
				"than idle.seconds (10). Make it shorter\n" },
		{ "idle:\n  seconds: 200\n",
				"borne.yaml:1: idle.reading_seconds (120) is shorter than idle.seconds (200). "
				"Reading takes longer: make it at least as long\n" },
		{ "site: a\nsite: b\n",
				"borne.yaml:2: key 'site' is there twice. Correct this line and check again\n" },
		{ "- a\n", "borne.yaml:1: this is not a list of 'option: value' lines. See borne.yaml(5)\n" },
		{ "hello\n", "borne.yaml:1: this is not a list of 'option: value' lines. See borne.yaml(5)\n" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		size_t count;
		char *said = complaints(rows[i].text, NULL, &count);
		assert_string_equal(said, rows[i].says);
		assert_int_equal(count, 1);
		free(said);
	}
}

static void all_mistakes_come_at_once(void **state)
{
	(void)state;
	struct config c;
	size_t count;
	char *said = complaints("site: A B\nfoo: 1\nscreen:\n  rotate: 1\n  mm_per_px: 0.3\nidle: []\n", &c, &count);
	assert_int_equal(count, 4);
	assert_non_null(strstr(said, "borne.yaml:1: "));
	assert_non_null(strstr(said, "borne.yaml:2: "));
	assert_non_null(strstr(said, "borne.yaml:4: "));
	assert_non_null(strstr(said, "borne.yaml:6: "));
	/* What was right is there, the rest has its default. */
	assert_true(c.screen.mm_per_px > 0.29 && c.screen.mm_per_px < 0.31);
	assert_int_equal(c.screen.rotate, 0);
	assert_string_equal(c.site, "");
	free(said);
}

static void text_that_is_too_long_is_refused(void **state)
{
	(void)state;
	char text[CONFIG_TEXT_BYTES + 64];
	(void)snprintf(text, sizeof text, "site: %0*d\n", CONFIG_TEXT_BYTES, 0);
	char *said = complaints(text, NULL, NULL);
	assert_non_null(strstr(said, "It must be at most 255 bytes long"));
	free(said);
}

static void loading_says_the_first_and_how_many_more(void **state)
{
	(void)state;
	struct config c = { .site = "before" };
	struct err e;
	char path[] = "/tmp/borne-config-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	static const char bad[] = "site: A\nfoo: 1\nbar: 2\n";
	assert_true(fs_write_all(fd, bad, sizeof bad - 1, &e));
	assert_false(config_load(path, &c, &e));
	assert_string_equal(c.site, "before");
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_true(str_starts(e.message, path));
	assert_non_null(strstr(e.message, ":1: site is 'A'"));
	assert_non_null(strstr(e.message, "(and 2 more: see --check-config)"));
	assert_int_equal(ftruncate(fd, 0), 0);
	assert_true(config_load(path, &c, &e));
	assert_string_equal(c.site, "");
	(void)close(fd);
	(void)unlink(path);
	assert_false(config_load(path, &c, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_false(config_load(path, &c, NULL));
	struct buf problems = { 0 };
	assert_int_equal(config_check(path, NULL, &problems), 1);
	assert_true(str_starts(buf_text(&problems), path));
	buf_finish(&problems);
}

static void every_default_is_allowed_and_every_option_has_help(void **state)
{
	(void)state;
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		struct config c;
		struct buf why = { 0 };
		memset(&c, 0, sizeof c);
		assert_true(config_option_set(o, o->fallback, &c, &why));
		assert_true(strlen(o->help) > 10);
		assert_true(str_ends(o->help, "."));
		assert_int_equal(o->type == CONFIG_CHOICE || o->type == CONFIG_WORD || o->type == CONFIG_ANGLE,
				o->choices != NULL);
		/* Two rows must not write the same field or have the same name. */
		for (size_t j = 0; j < i; j++) {
			const struct config_option *other = &config_options[j];
			assert_int_not_equal(o->offset, other->offset);
			bool same_section = (!o->section && !other->section) ||
					    (o->section && other->section && str_equal(o->section, other->section));
			assert_false(same_section && str_equal(o->name, other->name));
		}
		buf_finish(&why);
	}
}

/* `make config-docs` was run after the last change to the table. */
static void the_documents_say_what_the_table_says(void **state)
{
	(void)state;
	struct buf made = { 0 };
	struct buf there = { 0 };
	struct err e;
	struct config c;
	struct config defaults;
	config_write_sample(&made);
	assert_true(fs_read_file("board/borne.yaml", 100000, &there, &e));
	assert_string_equal(buf_text(&there), buf_text(&made));
	config_defaults(&defaults);
	assert_clean(buf_text(&made), &c);
	assert_true(config_equal(&c, &defaults));
	buf_clear(&made);
	buf_clear(&there);
	config_write_manual(&made);
	assert_true(fs_read_file("board/man/borne.yaml.5", 100000, &there, &e));
	assert_non_null(strstr(buf_text(&there), buf_text(&made)));
	buf_finish(&made);
	buf_finish(&there);
}

static bool names_a_place(const struct config_option *o)
{
	return o->rule == config_rule_absolute || o->rule == config_rule_absolute_or_empty ||
	       o->rule == config_rule_run || o->rule == config_rule_user;
}

/* A new option with one of these rules needs a row in config_machine.c. All at once: some are read with another only.
 */
static void every_option_that_names_a_place_is_looked_for(void **state)
{
	(void)state;
	char path[] = "/tmp/borne-config-XXXXXX";
	int fd = mkstemp(path);
	struct err e;
	struct buf text = { 0 };
	struct buf problems = { 0 };
	const char *section = "";
	assert_true(fd >= 0);
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		if (names_a_place(o)) {
			buf_printf(&text, "%s%s  %s: %s%s\n", str_equal(section, o->section) ? "" : o->section,
					str_equal(section, o->section) ? "" : ":\n", o->name,
					o->rule == config_rule_user ? "no-" : "/dev/null/", o->name);
			section = o->section;
		}
	}
	assert_true(fs_write_file_volatile(path, buf_text(&text), text.len, 0600, &e));
	(void)config_check_machine(path, &problems);
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		char named[80];
		(void)snprintf(named, sizeof named, " %s.%s: ", o->section ? o->section : "", o->name);
		if ((strstr(buf_text(&problems), named) != NULL) != names_a_place(o)) {
			fail_msg("%s\n%s\n%s", named, buf_text(&text), buf_text(&problems));
		}
	}
	buf_finish(&text);
	buf_finish(&problems);
	(void)close(fd);
	(void)unlink(path);
}

static void values_with_a_problem_are_not_looked_for(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t count;
	} rows[] = {
		{ "", 0 },
		{ "sync: { ca_file: no/absolute/path, fetch_user: root, root_file: ~ }\n", 0 },
		{ "sync: { ca_file: '', client_cert: }\n", 0 },
		{ "sync: [1]\n", 0 },
		{ "no yaml: [", 0 },
		{ "sync: { ca_file: /nowhere/a, client_cert: /nowhere/b }\npaths: { run: /dev/null }\n", 3 },
	};
	char path[] = "/tmp/borne-config-XXXXXX";
	int fd = mkstemp(path);
	struct err e;
	assert_true(fd >= 0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf problems = { 0 };
		assert_true(fs_write_file_volatile(path, rows[i].text, strlen(rows[i].text), 0600, &e));
		assert_int_equal(config_check_machine(path, &problems), rows[i].count);
		for (const char *line = buf_text(&problems); *line; line = strchr(line, '\n') + 1) {
			assert_true(str_starts(line, path));
		}
		buf_finish(&problems);
	}
	(void)close(fd);
	(void)unlink(path);
	struct buf problems = { 0 };
	assert_int_equal(config_check_machine(path, &problems), 0); /* config_check() has said so */
	buf_finish(&problems);
}

/* Notepad's ways to save a file. */
static void a_file_of_windows_is_read(void **state)
{
	(void)state;
#define BYTES(text) text, sizeof(text) - 1
	static const struct {
		const char *bytes;
		size_t len;
		const char *says;
	} rows[] = {
		{ BYTES("site: a\r\nidle:\r\n  seconds: 9\r\n"), "borne.yaml:3: idle.seconds is '9'" },
		{ BYTES("\xEF\xBB\xBFsite: a\r\n"), "" },
		{ BYTES("\xFF\xFEs\0i\0t\0e\0:\0 \0a\0\r\0\n\0"), "" },
		{ BYTES("\xFE\xFF\0s\0i\0t\0e\0:\0 \0a\0\r\0\n"), "" },
		{ BYTES("s\0i\0t\0e\0:\0 \0a\0\n\0"), "" },
		{ BYTES("\0s\0i\0t\0e\0:\0 \0a\0\n"), "" },
		{ BYTES("\xFF\xFE#\0\x3D\xD8\x00\xDE\n\0s\0i\0t\0e\0:\0 \0a\0"), "" },
		{ BYTES("\xFF\xFE#\0\n\0\x3D\xD8\n\0"), "borne.yaml:2: half a character of UTF-16" },
		{ BYTES("\xFF\xFE#\0\n"), "borne.yaml:1: UTF-16 that ends in half a character" },
		{ BYTES("site: a\n# caf\xE9\n"),
				"borne.yaml:2: not UTF-8. Save it as UTF-8: in Notepad, Save as, Encoding" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct config c;
		struct buf problems = { 0 };
		(void)config_check_text("borne.yaml", rows[i].bytes, rows[i].len, &c, &problems);
		assert_true(str_starts(buf_text(&problems), rows[i].says));
		assert_int_equal(problems.len == 0, rows[i].says[0] == '\0');
		if (problems.len == 0) {
			assert_string_equal(c.site, "a");
		}
		buf_finish(&problems);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_of_windows_is_read),
		cmocka_unit_test(an_empty_file_is_the_defaults),
		cmocka_unit_test(a_site_that_cannot_be_read_is_not_the_first),
		cmocka_unit_test(a_full_file_is_read),
		cmocka_unit_test(every_mistake_names_line_cause_and_remedy),
		cmocka_unit_test(all_mistakes_come_at_once),
		cmocka_unit_test(text_that_is_too_long_is_refused),
		cmocka_unit_test(loading_says_the_first_and_how_many_more),
		cmocka_unit_test(every_default_is_allowed_and_every_option_has_help),
		cmocka_unit_test(the_documents_say_what_the_table_says),
		cmocka_unit_test(every_option_that_names_a_place_is_looked_for),
		cmocka_unit_test(values_with_a_problem_are_not_looked_for),
	};
	return cmocka_run_group_tests_name("base_config", tests, NULL, NULL);
}
