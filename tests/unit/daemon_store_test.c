/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store on a real disk: names, leftovers, garbage, what is remembered. */
#include <dirent.h>
#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/words.h"
#include "daemon/status.h"
#include "generation/gc.h"
#include "generation/state.h"
#include "generation/store.h"
#include "transfer/file.h"
#include "transfer/transport.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static char dir[64];
static struct store store;

static void open_store(void)
{
	struct err e;
	store_init(&store, dir, NULL);
	assert_true(store_ready(&store, &e));
}

static int setup(void **state)
{
	(void)state;
	str_cut(dir, sizeof dir, "/tmp/borne-store-XXXXXX");
	assert_non_null(mkdtemp(dir));
	open_store();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	struct err e;
	store_close(&store);
	return fs_remove_tree(dir, &e) ? 0 : -1;
}

/* A hash that says which: "aaaa...", "bbbb...". */
static const char *hash_of(char c)
{
	static char hash[SHA256_HEX_BYTES];
	memset(hash, c, SHA256_HEX);
	return hash;
}

static void given_object(char c)
{
	struct err e;
	CLEANUP(free_ptr) char *path = store_object_path(&store, hash_of(c));
	assert_true(fs_write_file_volatile(path, "x", 1, 0444, &e));
}

static bool has_object(char c)
{
	CLEANUP(free_ptr) char *path = store_object_path(&store, hash_of(c));
	return fs_exists(path);
}

/* A generation with one component, of hash c. */
static void given_generation(int64_t number, char c)
{
	struct err e;
	CLEANUP(free_ptr) char *staging = store_staging_path(&store, number, NULL);
	CLEANUP(free_ptr) char *path = store_staging_path(&store, number, "bundle.json");
	CLEANUP(free_ptr)
	char *json = mem_printf("{\"format\":1,\"pack\":\"p\",\"edition\":\"2026-11-23\",\"components\":["
				"{\"name\":\"content.sqlite\",\"length\":1,\"sha256\":\"%s\"}]}",
			hash_of(c));
	assert_true(fs_make_dirs(staging, 0755, &e));
	assert_true(fs_write_file_volatile(path, json, strlen(json), 0644, &e));
	assert_true(store_finish_staging(&store, number, &e));
	given_object(c);
}

static bool has_generation(int64_t number)
{
	CLEANUP(free_ptr) char *path = store_generation_path(&store, number, NULL);
	return fs_exists(path);
}

static void names_point_where_they_are_told(void **state)
{
	(void)state;
	struct err e;
	assert_int_equal(store_generation(&store, STORE_CURRENT), 0);
	given_generation(1, 'a');
	given_generation(12, 'b');
	assert_true(store_point(&store, STORE_CURRENT, 1, &e));
	assert_true(store_point(&store, STORE_CURRENT, 12, &e));
	assert_true(store_point(&store, STORE_PREVIOUS, 1, &e));
	assert_int_equal(store_generation(&store, STORE_CURRENT), 12);
	assert_int_equal(store_generation(&store, STORE_PREVIOUS), 1);
	CLEANUP(free_ptr) int64_t *list = NULL;
	size_t len;
	assert_true(store_list(&store, &list, &len, &e));
	assert_int_equal(len, 2);
	assert_int_equal(list[1], 12);
	assert_true(store_point(&store, STORE_CURRENT, 0, &e));
	assert_int_equal(store_generation(&store, STORE_CURRENT), 0);
}

static void links_that_lead_elsewhere_count_as_none(void **state)
{
	(void)state;
	static const char *const targets[] = { "/etc", "generations/../..", "generations/01", "generations/1x",
		"generations/99", "objects", "generations/-1", "generations/" };
	CLEANUP(free_ptr) char *path = store_path(&store, "current");
	given_generation(1, 'a');
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		assert_int_equal(symlink(targets[i], path), 0);
		assert_int_equal(store_generation(&store, STORE_CURRENT), 0);
		assert_int_equal(unlink(path), 0);
	}
}

static void a_start_sweeps_what_a_crash_left(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *half = store_staging_path(&store, 3, NULL);
	CLEANUP(free_ptr) char *link = store_path(&store, "current.new");
	CLEANUP(free_ptr) char *temporary = store_path(&store, "state.json.tmp.77");
	given_generation(2, 'a');
	assert_true(store_point(&store, STORE_CURRENT, 2, &e));
	assert_true(fs_make_dirs(half, 0755, &e));
	assert_int_equal(symlink("generations/3", link), 0);
	assert_true(fs_write_file_volatile(temporary, "x", 1, 0644, &e));
	store_close(&store);
	open_store();
	assert_false(fs_exists(half));
	assert_false(fs_exists(link));
	assert_false(fs_exists(temporary));
	assert_int_equal(store_generation(&store, STORE_CURRENT), 2);
}

static void two_programs_cannot_update_at_once(void **state)
{
	(void)state;
	struct store second;
	struct err e;
	store_init(&second, dir, NULL);
	assert_false(store_ready(&second, &e));
	store_close(&second);
	assert_non_null(strstr(e.message, "another program"));
}

static void garbage_is_what_nobody_uses(void **state)
{
	(void)state;
	struct err e;
	for (int64_t n = 1; n <= 5; n++) {
		given_generation(n, (char)('a' + n - 1));
	}
	given_object('f');
	CLEANUP(free_ptr) char *part = store_spool_path(&store, hash_of('f'), ".part");
	assert_true(fs_write_file_volatile(part, "x", 1, 0600, &e));
	assert_true(store_point(&store, STORE_CURRENT, 5, &e));
	assert_true(store_point(&store, STORE_PREVIOUS, 4, &e));
	assert_true(gc_run(&store, 2, NULL, &e));
	assert_false(has_generation(1) || has_generation(3));
	assert_true(has_generation(2) && has_generation(4) && has_generation(5));
	assert_true(has_object('b') && has_object('d') && has_object('e'));
	assert_false(has_object('a') || has_object('c') || has_object('f'));
	assert_false(fs_exists(part));
}

static void what_is_arriving_is_not_garbage(void **state)
{
	(void)state;
	struct err e;
	given_generation(1, 'a');
	given_object('c');
	assert_true(store_point(&store, STORE_CURRENT, 1, &e));
	CLEANUP(free_ptr) char *part = store_spool_path(&store, hash_of('c'), ".part");
	assert_true(fs_write_file_volatile(part, "x", 1, 0600, &e));
	struct bundle_component component = { .name = (char *)(uintptr_t) "content.sqlite", .length = 1 };
	str_cut(component.sha256, sizeof component.sha256, hash_of('c'));
	struct bundle arriving = { .components = &component, .components_len = 1 };
	assert_true(gc_run(&store, 0, &arriving, &e));
	assert_true(has_object('a') && has_object('c') && fs_exists(part));
}

static void an_unreadable_list_protects_all_objects(void **state)
{
	(void)state;
	struct err e;
	given_generation(1, 'a');
	given_object('b');
	assert_true(store_point(&store, STORE_CURRENT, 1, &e));
	CLEANUP(free_ptr) char *path = store_generation_path(&store, 1, "bundle.json");
	assert_int_equal(truncate(path, 10), 0);
	assert_false(gc_run(&store, 0, NULL, &e));
	assert_true(has_object('a') && has_object('b'));
}

/* Each with an object of its own, none confirmed: as many as a unit without a working interface gathers. */
static void a_hundred_generations_hide_none_that_is_kept(void **state)
{
	(void)state;
	struct err e;
	for (int64_t n = 1; n <= 100; n++) {
		given_generation(n, (char)('0' + n % 3));
	}
	for (int64_t kept = 1; kept <= 98; kept += 97) {
		given_generation(100 + kept, 'e');
		given_generation(101 + kept, 'f');
		assert_true(store_point(&store, STORE_CURRENT, 101 + kept, &e));
		assert_true(store_point(&store, STORE_PREVIOUS, 100 + kept, &e));
		assert_true(gc_run(&store, 0, NULL, &e));
		assert_true(has_object('e') && has_object('f'));
		assert_true(has_generation(100 + kept) && has_generation(101 + kept));
		assert_false(has_generation(1) || has_object('1'));
	}
}

/* Counts down to the call before which another program takes generation 1 into service; 0: none does. */
static int calls_left;
static bool taken;

/* In the C library's place. */
struct dirent *readdir(DIR *folder)
{
	struct dirent *(*real)(DIR *);
	*(void **)&real = dlsym(RTLD_NEXT, "readdir");
	if (calls_left > 0 && --calls_left == 0 && has_generation(1)) {
		struct err e;
		taken = store_point(&store, STORE_CURRENT, 1, &e);
	}
	return real(folder);
}

/* Whenever that happens while old generations are removed, what it took into service stays. */
static void what_comes_into_service_meanwhile_stays(void **state)
{
	(void)state;
	struct err e;
	int times = 0;
	for (int at = 1; at < 40; at++) {
		for (int64_t n = 1; n <= 5; n++) {
			if (!has_generation(n)) {
				given_generation(n, (char)('a' + n - 1));
			}
		}
		assert_true(store_point(&store, STORE_CURRENT, 5, &e));
		assert_true(store_point(&store, STORE_PREVIOUS, 4, &e));
		taken = false;
		calls_left = at;
		bool ok = gc_run(&store, 0, NULL, &e);
		calls_left = 0;
		assert_int_equal(ok, !taken);
		if (taken) {
			assert_true(has_generation(1) && has_object('a'));
		}
		times += taken;
	}
	assert_true(times > 2 && times < 39);
}

static void a_damaged_previous_is_dropped(void **state)
{
	(void)state;
	static const char *const damages[] = { "bundle.json", NULL };
	struct err e;
	given_generation(1, 'a');
	assert_true(store_point(&store, STORE_CURRENT, 1, &e));
	for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
		given_generation(2, 'b');
		assert_true(store_point(&store, STORE_PREVIOUS, 2, &e));
		CLEANUP(free_ptr)
		char *path = damages[i] ? store_generation_path(&store, 2, damages[i]) : store_path(&store, "previous");
		assert_int_equal(unlink(path), 0);
		assert_int_equal(symlink("elsewhere", path), 0);
		assert_true(gc_run(&store, 0, NULL, &e));
		assert_int_equal(store_generation(&store, STORE_PREVIOUS), 0);
		assert_true(has_object('a') && has_generation(1));
		assert_false(has_object('b') || has_generation(2));
	}
}

static void a_current_that_says_nothing_protects_all(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *path = store_path(&store, "current");
	given_generation(1, 'a');
	assert_int_equal(symlink("generations/x", path), 0);
	assert_false(gc_run(&store, 0, NULL, &e));
	assert_true(has_object('a') && has_generation(1));
}

static void the_state_is_kept_and_an_idle_day_writes_nothing(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *path = store_path(&store, "state.json");
	struct sync_state s = { .release = 7,
		.confirmed = 3,
		.last_generation = 4,
		.last_success = 1000000,
		.last_full = 900,
		.trusted_time = 800,
		.valid_until = 700,
		.etag = "\"x\"" };
	struct sync_state saved = { 0 };
	struct sync_state back;
	assert_true(state_write(&s, &saved, path, &e));
	state_read(&back, path);
	assert_memory_equal(&back, &s, sizeof s);
	assert_int_equal(unlink(path), 0);
	s.last_success += 23 * 3600;
	assert_true(state_write(&s, &saved, path, &e));
	assert_false(fs_exists(path));
	s.last_success += 3600;
	assert_true(state_write(&s, &saved, path, &e));
	assert_true(fs_exists(path));
}

static void a_damaged_state_is_an_empty_one(void **state)
{
	(void)state;
	struct err e;
	static const char *const bad[] = { "", "{", "[]", "{\"release\":\"x\",\"etag\":5}" };
	CLEANUP(free_ptr) char *path = store_path(&store, "state.json");
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct sync_state s;
		assert_true(fs_write_file_volatile(path, bad[i], strlen(bad[i]), 0644, &e));
		state_read(&s, path);
		assert_int_equal(s.release, 0);
		assert_string_equal(s.etag, "");
	}
}

static void what_was_refused_stays_refused_until_a_new_version(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *path = store_path(&store, "refused.json");
	struct refusals r;
	refusals_read(&r, path);
	assert_null(refusals_find(&r, hash_of('a'), 0));
	for (int i = 0; i < STATE_REFUSED_MAX + 2; i++) {
		struct refusal refusal = { .release = i, .code = "interface-refused", .why = "because" };
		str_cut(refusal.bundle_sha256, sizeof refusal.bundle_sha256, hash_of((char)('0' + i)));
		assert_true(refusals_add(&r, &refusal, path, &e));
	}
	refusals_read(&r, path);
	assert_int_equal(r.len, STATE_REFUSED_MAX);
	assert_null(refusals_find(&r, hash_of('0'), 0));
	const struct refusal *found = refusals_find(&r, hash_of('5'), 0);
	assert_non_null(found);
	assert_int_equal(found->release, 5);
	str_cut(r.at[found - r.at].version, sizeof found->version, "0.0.1");
	assert_null(refusals_find(&r, hash_of('5'), 0));
}

static void a_reason_of_any_bytes_is_remembered(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *path = store_path(&store, "refused.json");
	struct refusals r = { 0 };
	struct refusal refusal = { .release = 1, .code = "bundle-invalid", .why = "row \xFF\x1B[2J" };
	str_cut(refusal.bundle_sha256, sizeof refusal.bundle_sha256, hash_of('a'));
	assert_true(refusals_add(&r, &refusal, path, &e));
	refusals_read(&r, path);
	assert_int_equal(r.len, 1);
	assert_string_equal(r.at[0].why, "row \xEF\xBF\xBD [2J");
}

static void a_refusal_for_a_while_ends_and_lasts_longer_each_time(void **state)
{
	(void)state;
	static const time_t hours[] = { 24, 48, 96, 168, 168 };
	struct err e;
	CLEANUP(free_ptr) char *path = store_path(&store, "refused.json");
	struct refusals r = { 0 };
	time_t now = 1800000000;
	for (size_t i = 0; i < ARRAY_LEN(hours); i++) {
		struct refusal refusal = { .release = 1, .code = "interface-silent", .why = "because" };
		str_cut(refusal.bundle_sha256, sizeof refusal.bundle_sha256, hash_of('a'));
		refusals_limit(&r, &refusal, now);
		assert_true(refusals_add(&r, &refusal, path, &e));
		refusals_read(&r, path);
		assert_int_equal(r.len, 1);
		now += hours[i] * 3600;
		assert_non_null(refusals_find(&r, hash_of('a'), now - 1));
		assert_null(refusals_find(&r, hash_of('a'), now));
	}
}

static void the_status_is_json_and_the_metrics_end(void **state)
{
	(void)state;
	struct status s = { .state = STATUS_DOWNLOADING,
		.pack = "p",
		.server = "http://s",
		.release = 7,
		.generation = 3,
		.error = { .problem = PROBLEM_DISK_FULL, .message = "no \"room\"", .count = 2 },
		.progress = { .bytes = 1048576, .total = 2097152, .name = "map/a.mbtiles" } };
	struct buf text = { 0 };
	char words[128];
	status_to_json(&s, &text);
	assert_non_null(strstr(buf_text(&text), "\"code\": \"disk-full\""));
	assert_non_null(strstr(buf_text(&text), "\"message\": \"no \\\"room\\\"\""));
	assert_non_null(strstr(buf_text(&text), "\"state\": \"downloading\""));
	buf_clear(&text);
	status_to_metrics(&s, &text);
	assert_non_null(strstr(buf_text(&text), "\nborne_problem{code=\"disk-full\"} 1\n"));
	assert_non_null(strstr(buf_text(&text), "\nborne_checks_total 0\n"));
	assert_true(str_ends(buf_text(&text), "# EOF\n"));
	status_describe(&s, words, sizeof words);
	assert_string_equal(words, "downloading 1.0 of 2.0 MiB");
	buf_finish(&text);
}

static void every_problem_has_a_code_and_a_remedy(void **state)
{
	(void)state;
	char remedy[PROBLEM_REMEDY_BYTES];
	for (int p = PROBLEM_NONE + 1; p < PROBLEM_COUNT; p++) {
		assert_true(strlen(problem_code((enum problem)p)) > 2);
		assert_true(strlen(problem_remedy((enum problem)p, WORDS_ENGLISH, "/srv/borne", remedy)) > 20);
		assert_null(strstr(remedy, "/var/lib/borne"));
		assert_null(strchr(remedy, '{'));
		for (int q = PROBLEM_NONE; q < p; q++) {
			assert_string_not_equal(problem_code((enum problem)p), problem_code((enum problem)q));
		}
	}
}

static void addresses_of_files_are_decoded(void **state)
{
	(void)state;
	static const struct {
		const char *quoted;
		const char *path;
	} rows[] = {
		{ "/media/stick", "/media/stick" },
		{ "/a%20b/%C3%A9%2f", "/a b/\xC3\xA9/" },
		{ "/50%", "/50%" },
		{ "/%zz%4", "/%zz%4" },
		{ "/a%00b", NULL },
		{ "host/a", NULL },
		{ "", NULL },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		CLEANUP(free_ptr) char *path = file_path(rows[i].quoted);
		if (rows[i].path) {
			assert_string_equal(path, rows[i].path);
		} else {
			assert_null(path);
		}
	}
}

static void settings_may_name_servers_and_files(void **state)
{
	(void)state;
	static const char *const yes[] = { "http://a", "https://a/b", "file:///x" };
	static const char *const no[] = { "stick:///x", "file://host/a", "ftp://a", "/x", "", "xhttp://file:///a" };
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		assert_true(transport_is_allowed(yes[i]));
	}
	for (size_t i = 0; i < ARRAY_LEN(no); i++) {
		assert_false(transport_is_allowed(no[i]));
	}
	struct buf list = { 0 };
	transport_list_allowed(&list);
	assert_string_equal(buf_text(&list), "http://, https:// or file:///");
	buf_finish(&list);
}

/* A transport is found by its address alone, and brings the same bytes to the same callbacks. */
static bool take_body(void *ctx, const char *bytes, size_t len, struct result *r)
{
	(void)r;
	buf_add(ctx, bytes, len);
	return true;
}

static bool count_idle(void *ctx)
{
	++*(int *)ctx;
	return true;
}

static void every_address_has_its_transport(void **state)
{
	(void)state;
	CLEANUP(free_ptr) char *path = fs_join(dir, "a b");
	struct err e;
	assert_true(fs_write_file_volatile(path, "bytes", 5, 0600, &e));
	static const char *const schemes[] = { "file://", "stick://" };
	int idles = 0;
	const struct transports from = { .idle = count_idle, .idle_ctx = &idles };
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
		CLEANUP(free_ptr) char *url = mem_printf("%s%s/a%%20b", schemes[i], dir);
		CLEANUP(free_ptr) char *none = mem_printf("%s%s/none", schemes[i], dir);
		struct buf got = { 0 };
		struct transport_request request = { .url = url, .max_bytes = 5, .body = take_body, .ctx = &got };
		struct transport_answer answer;
		struct result r = RESULT_NONE;
		assert_true(transport_get(&from, &request, &answer, &r));
		assert_int_equal(answer.status, HTTP_OK);
		assert_string_equal(buf_text(&got), "bytes");
		request.max_bytes = 4;
		assert_false(transport_get(&from, &request, &answer, &r));
		assert_int_equal(r.problem, PROBLEM_TARGET_DAMAGED);
		request.url = none;
		assert_true(transport_get(&from, &request, &answer, &r));
		assert_int_equal(answer.status, HTTP_NOT_FOUND);
		assert_int_equal(r.problem, PROBLEM_NONE);
		buf_finish(&got);
	}
	assert_int_equal(idles, 6);
	struct transport_request unknown = { .url = "gopher://a", .body = take_body };
	struct transport_answer answer;
	struct result r = RESULT_NONE;
	assert_false(transport_get(&from, &unknown, &answer, &r));
	assert_int_equal(r.problem, PROBLEM_NOT_A_REPOSITORY);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(names_point_where_they_are_told),
		WITH_STORE(links_that_lead_elsewhere_count_as_none),
		WITH_STORE(a_start_sweeps_what_a_crash_left),
		WITH_STORE(two_programs_cannot_update_at_once),
		WITH_STORE(garbage_is_what_nobody_uses),
		WITH_STORE(what_is_arriving_is_not_garbage),
		WITH_STORE(an_unreadable_list_protects_all_objects),
		WITH_STORE(a_hundred_generations_hide_none_that_is_kept),
		WITH_STORE(what_comes_into_service_meanwhile_stays),
		WITH_STORE(a_damaged_previous_is_dropped),
		WITH_STORE(a_current_that_says_nothing_protects_all),
		WITH_STORE(the_state_is_kept_and_an_idle_day_writes_nothing),
		WITH_STORE(a_damaged_state_is_an_empty_one),
		WITH_STORE(what_was_refused_stays_refused_until_a_new_version),
		cmocka_unit_test(addresses_of_files_are_decoded),
		cmocka_unit_test(settings_may_name_servers_and_files),
		WITH_STORE(every_address_has_its_transport),
		WITH_STORE(a_reason_of_any_bytes_is_remembered),
		WITH_STORE(a_refusal_for_a_while_ends_and_lasts_longer_each_time),
		cmocka_unit_test(the_status_is_json_and_the_metrics_end),
		cmocka_unit_test(every_problem_has_a_code_and_a_remedy),
	};
	return cmocka_run_group_tests_name("daemon_store", tests, NULL, NULL);
}
