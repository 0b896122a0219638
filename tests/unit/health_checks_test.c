/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A healthy unit and a broken one (tests/fixtures/{good,bad}/unit), word for word.
 * After a change that is meant: GOLDEN_UPDATE=1 build/unit/health_checks_test, and read the difference. */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"
#include "health/healthcheck.h"
#include "health/report.h"

#include <cmocka.h>

static const time_t NOW = 1795413600; /* 2026-11-23T06:00:00Z */

static int64_t plenty(const char *path)
{
	return fs_exists(path) ? INT64_C(5) << 30 : -1;
}

static int64_t nearly_full(const char *path)
{
	(void)path;
	return INT64_C(30) << 20;
}

static char *all_active(const char *unit)
{
	(void)unit;
	return mem_strdup("active");
}

static char *sync_failed(const char *unit)
{
	return str_equal(unit, "borne.service") ? mem_strdup("activating") : mem_strdup("failed");
}

static struct healthcheck_source healthy(void)
{
	return (struct healthcheck_source){
		.root = "tests/fixtures/good/unit",
		.config_path = "/etc/borne/borne.yaml",
		.now = NOW,
		.clock_synchronised = true,
		.free_bytes = plenty,
		.service_state = all_active,
	};
}

static struct healthcheck_source broken(void)
{
	return (struct healthcheck_source){
		.root = "tests/fixtures/bad/unit",
		.config_path = "/etc/borne/borne.yaml",
		.now = NOW,
		.free_bytes = nearly_full,
		.service_state = sync_failed,
	};
}

static void assert_golden(const char *name, const struct buf *text)
{
	CLEANUP(free_ptr) char *path = mem_printf("tests/golden/unit/%s.txt", name);
	struct buf expected = { 0 };
	struct err e;
	if (getenv("GOLDEN_UPDATE")) {
		assert_true(fs_write_file_volatile(path, buf_text(text), text->len, 0644, &e));
	}
	assert_true(fs_read_file(path, 100000, &expected, &e));
	assert_string_equal(buf_text(text), buf_text(&expected));
	buf_finish(&expected);
}

static void compare(struct healthcheck_source s, const char *language, enum health_state worst, const char *doctor,
		const char *status)
{
	struct health h = { .language = language };
	struct buf text = { 0 };
	healthcheck_run(&s, &h);
	health_print_doctor(&h, &text);
	assert_golden(doctor, &text);
	buf_clear(&text);
	health_print_status(&h, &text);
	assert_golden(status, &text);
	assert_int_equal(health_worst(&h), worst);
	buf_finish(&text);
	health_finish(&h);
}

static void a_healthy_unit(void **state)
{
	(void)state;
	compare(healthy(), "fr", HEALTH_OK, "doctor-healthy.fr", "status-healthy.fr");
	compare(healthy(), "en", HEALTH_OK, "doctor-healthy.en", "status-healthy.en");
}

static void a_broken_unit(void **state)
{
	(void)state;
	compare(broken(), "fr", HEALTH_BROKEN, "doctor-broken.fr", "status-broken.fr");
	compare(broken(), "en", HEALTH_BROKEN, "doctor-broken.en", "status-broken.en");
}

static void whatever_is_wrong_has_a_remedy(void **state)
{
	(void)state;
	struct healthcheck_source s = broken();
	static const char *const languages[] = { "fr", "en" };
	for (size_t lang = 0; lang < ARRAY_LEN(languages); lang++) {
		struct health h = { .language = languages[lang] };
		healthcheck_run(&s, &h);
		assert_true(h.len > 20);
		for (size_t i = 0; i < h.len; i++) {
			assert_true(h.at[i].fact[0] != '\0');
			assert_int_equal(h.at[i].state == HEALTH_OK, h.at[i].remedy == NULL);
		}
		health_finish(&h);
	}
}

static void a_machine_reads_the_same(void **state)
{
	(void)state;
	struct healthcheck_source s = broken();
	struct health h = { .language = "en" };
	struct buf text = { 0 };
	healthcheck_run(&s, &h);
	health_print_json(&h, &text);
	json_t *root = json_loads(buf_text(&text), 0, NULL);
	assert_string_equal(json_string_value(json_object_get(root, "state")), "broken");
	const json_t *findings = json_object_get(root, "findings");
	assert_int_equal(json_array_size(findings), h.len);
	for (size_t i = 0; i < h.len; i++) {
		const json_t *f = json_array_get(findings, i);
		assert_string_equal(json_string_value(json_object_get(f, "fact")), h.at[i].fact);
		assert_true(json_is_string(json_object_get(f, "area")));
		assert_int_equal(json_is_null(json_object_get(f, "remedy")), h.at[i].remedy == NULL);
	}
	json_decref(root);
	buf_finish(&text);
	health_finish(&h);
}

static void an_empty_machine_is_reported_without_a_crash(void **state)
{
	(void)state;
	struct healthcheck_source s = broken();
	s.root = "/nonexistent";
	s.service_state = NULL;
	struct health h = { .language = "fr" };
	healthcheck_run(&s, &h);
	assert_int_equal(health_worst(&h), HEALTH_BROKEN);
	health_finish(&h);
	health_finish(&h);
	assert_int_equal(health_worst(&h), HEALTH_OK);
}

static void durations_are_two_of_a_unit_at_least(void **state)
{
	(void)state;
	static const struct {
		time_t seconds;
		const char *french, *english;
	} rows[] = {
		{ -5, "0 seconde", "0 seconds" },
		{ 1, "1 seconde", "1 second" },
		{ 119, "119 secondes", "119 seconds" },
		{ 120, "2 minutes", "2 minutes" },
		{ 7199, "119 minutes", "119 minutes" },
		{ 7200, "2 heures", "2 hours" },
		{ 172799, "47 heures", "47 hours" },
		{ 172800, "2 jours", "2 days" },
		{ 864000, "10 jours", "10 days" },
	};
	const struct health french = { .language = "fr" };
	const struct health english = { .language = "en" };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_string_equal(health_duration(&french, rows[i].seconds), rows[i].french);
		assert_string_equal(health_duration(&english, rows[i].seconds), rows[i].english);
	}
}

static void a_report_holds_no_secret(void **state)
{
	(void)state;
	struct healthcheck_source s = healthy();
	struct health h = { .language = "fr" };
	struct buf text = { 0 };
	healthcheck_run(&s, &h);
	report_write(&s, &h, false, &text);
	assert_non_null(strstr(buf_text(&text), "site: pont-de-veyle"));
	assert_non_null(strstr(buf_text(&text), "professional_code: (set)\n"));
	assert_null(strstr(buf_text(&text), "secretsalt"));
	assert_non_null(strstr(buf_text(&text), "\"release\": 12"));
	health_finish(&h);
	buf_clear(&text);
	s = broken();
	healthcheck_run(&s, &h);
	report_write(&s, &h, false, &text);
	assert_null(strstr(buf_text(&text), "motdepasse"));
	assert_non_null(strstr(buf_text(&text), "proxy: http://***@proxy.example:3128"));
	health_finish(&h);
	buf_finish(&text);
}

/* However YAML lets a code be written, and wherever it was put by mistake. */
static void no_way_of_writing_a_code_brings_it_into_a_report(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"\"technician_code\": \"$6$secretsalt$abcdefghijklmnop\"\n",
		"'technician_code': '$6$secretsalt$abcdefghijklmnop'\n",
		"technician_code: |\n  $6$secretsalt$abcdefghijklmnop\n",
		"technician_code: >-\n  $6$secretsalt$abcdefghijklmnop\n",
		"technician_code:\n  \"$6$secretsalt$abcdefghijklmnop\"\n",
		"\"technician\\x5fcode\": \"$6$secretsalt$abcdefghijklmnop\"\n",
		"{technician_code: \"$6$secretsalt$abcdefghijklmnop\", site: x}\n",
		"technician_cod: \"$6$secretsalt$abcdefghijklmnop\"\n",
		"# was $6$secretsalt$abcdefghijklmnop\n",
		"technician_code: secretsalt\n",
		"sync: {proxy: \"http://u:secretsalt@proxy:3128\"}\n",
		"sync: {proxy: \"u:secretsalt@proxy:3128\"}\n",
		"sync: {url: \"https://u:secretsalt@h/b\", client_cert: /c, client_key: /secretsalt.pem}\n",
	};
	char root[] = "/tmp/borne-report-XXXXXX";
	struct err e;
	assert_non_null(mkdtemp(root));
	CLEANUP(free_ptr) char *path = mem_printf("%s/borne.yaml", root);
	struct healthcheck_source s = healthy();
	s.root = root;
	s.config_path = "/borne.yaml";
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct health h = { .language = "fr" };
		struct buf text = { 0 };
		assert_true(fs_write_file_volatile(path, rows[i], strlen(rows[i]), 0600, &e));
		healthcheck_run(&s, &h);
		report_write(&s, &h, false, &text);
		assert_non_null(strstr(buf_text(&text), "sync.interval_minutes: 60"));
		if (strstr(buf_text(&text), "secretsalt")) {
			fail_msg("%s brings it into the report", rows[i]);
		}
		health_finish(&h);
		buf_finish(&text);
	}
	assert_true(fs_remove_tree(root, &e));
}

/* Maps of other areas are not fetched: a unit without them has nothing missing. */
static void files_for_other_sites_are_not_missing(void **state)
{
	(void)state;
	static const struct {
		const char *settings, *sites;
		bool missing;
	} rows[] = {
		{ "site: here\n", "[\"there\"]", false },
		{ "site: here\n", "[\"there\", \"here\"]", true },
		{ "site: \"\"\n", "[\"there\"]", false },
		{ "site: here\n", "[]", true },
	};
	char root[] = "/tmp/borne-sites-XXXXXX";
	struct err e;
	assert_non_null(mkdtemp(root));
	CLEANUP(free_ptr) char *config = mem_printf("%s/borne.yaml", root);
	CLEANUP(free_ptr) char *folder = mem_printf("%s/var/lib/borne/current", root);
	CLEANUP(free_ptr) char *bundle = mem_printf("%s/bundle.json", folder);
	assert_true(fs_make_dirs(folder, 0755, &e));
	struct healthcheck_source s = healthy();
	s.root = root;
	s.config_path = "/borne.yaml";
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct health h = { .language = "en" };
		struct buf text = { 0 };
		CLEANUP(free_ptr)
		char *json = mem_printf(
				"{\"components\": [{\"name\": \"map/x.mbtiles\", \"length\": 5, \"sha256\": \"00\", "
				"\"sites\": %s}]}",
				rows[i].sites);
		assert_true(fs_write_file_volatile(config, rows[i].settings, strlen(rows[i].settings), 0600, &e));
		assert_true(fs_write_file_volatile(bundle, json, strlen(json), 0600, &e));
		healthcheck_run(&s, &h);
		health_print_doctor(&h, &text);
		assert_int_equal(strstr(buf_text(&text), "missing or incomplete: 1") != NULL, rows[i].missing);
		health_finish(&h);
		buf_finish(&text);
	}
	assert_true(fs_remove_tree(root, &e));
}

static void an_unknown_site_is_broken_and_names_the_nearest(void **state)
{
	(void)state;
	char root[] = "/tmp/borne-site-XXXXXX";
	struct err e;
	assert_non_null(mkdtemp(root));
	CLEANUP(free_ptr) char *run = mem_printf("%s/run/borne", root);
	CLEANUP(free_ptr) char *process = mem_printf("%s/proc/77", root);
	static const char json[] =
			"{\"pid\": 77, \"generation\": 1, \"site_unknown\": {\"id\": \"thoisey\", \"nearest\": "
			"[\"thoissey\", \"trevoux\"]}}";
	assert_true(rundir_make(run, RUNDIR_UI, &e) && fs_make_dirs(process, 0755, &e));
	assert_true(rundir_write(run, RUNDIR_UI, "ui.json", json, strlen(json), &e));
	struct healthcheck_source s = healthy();
	struct health h = { .language = "en" };
	struct buf text = { 0 };
	s.root = root;
	healthcheck_run(&s, &h);
	health_print_doctor(&h, &text);
	assert_non_null(strstr(buf_text(&text), "site 'thoisey' is not in the content in service"));
	assert_non_null(strstr(buf_text(&text), "(nearest: thoissey, trevoux)"));
	health_finish(&h);
	buf_finish(&text);
	assert_true(fs_remove_tree(root, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_healthy_unit),
		cmocka_unit_test(a_broken_unit),
		cmocka_unit_test(whatever_is_wrong_has_a_remedy),
		cmocka_unit_test(a_machine_reads_the_same),
		cmocka_unit_test(an_empty_machine_is_reported_without_a_crash),
		cmocka_unit_test(durations_are_two_of_a_unit_at_least),
		cmocka_unit_test(a_report_holds_no_secret),
		cmocka_unit_test(files_for_other_sites_are_not_missing),
		cmocka_unit_test(an_unknown_site_is_broken_and_names_the_nearest),
		cmocka_unit_test(no_way_of_writing_a_code_brings_it_into_a_report),
	};
	return cmocka_run_group_tests_name("device_health", tests, NULL, NULL);
}
