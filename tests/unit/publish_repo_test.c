/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a repository, read back by the client from the same folder: what is signed again, and what is not. Commands,
 * and an independent client, are in tests/sync/publish.test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/repo.h"
#include "tuf/client.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { DAY_S = 24 * 3600 };

struct office {
	char top[64];
	char *keys, *repo, *bundle, *trusted; /* owned */
	time_t now;
};

static const struct keystore_access open_access = { .no_passphrase = true };

static int make_office(void **state)
{
	struct office *o = mem_zalloc(1, sizeof *o);
	struct err e = { 0 };
	str_cut(o->top, sizeof o->top, "/tmp/borne-repo-XXXXXX");
	assert_non_null(mkdtemp(o->top));
	o->keys = fs_join(o->top, "keys");
	o->repo = fs_join(o->top, "repo");
	o->bundle = fs_join(o->top, "bundle");
	o->trusted = fs_join(o->top, "trusted");
	o->now = time(NULL);
	assert_true(keystore_init(o->keys, open_access, o->now + 365 * DAY_S, &e));
	*state = o;
	return 0;
}

static int remove_office(void **state)
{
	struct office *o = *state;
	struct err e = { 0 };
	assert_true(fs_remove_tree(o->top, &e));
	free(o->keys);
	free(o->repo);
	free(o->bundle);
	free(o->trusted);
	free(o);
	return 0;
}

static void write_file(const char *dir, const char *name, const char *text)
{
	struct err e = { 0 };
	CLEANUP(free_ptr) char *path = fs_join(dir, name);
	assert_true(fs_make_dirs(dir, 0755, &e) && fs_write_file_atomic(path, text, strlen(text), 0644, &e));
}

static struct repo_result publish(const struct office *o, const char *pack, const char *edition, const char *content)
{
	struct err e = { 0 };
	struct bundle b = { 0 };
	struct repo_result result;
	char hash[SHA256_HEX_BYTES];
	tuf_sha256_hex(content, strlen(content), hash);
	CLEANUP(free_ptr)
	char *manifest = mem_printf(
			"{\"format\":1,\"pack\":\"%s\",\"edition\":\"%s\",\"components\":[{\"name\":\"content.sqlite\","
			"\"length\":%zu,\"sha256\":\"%s\"}]}",
			pack, edition, strlen(content), hash);
	write_file(o->bundle, "content.sqlite", content);
	write_file(o->bundle, "bundle.json", manifest);
	struct keystore *k = keystore_open(o->keys, open_access, &e);
	struct repo_order order = { .expiry = { 90, 30, 14 }, .now = o->now };
	assert_non_null(k);
	bool ok = bundle_open(&b, o->bundle, NULL, &e) && repo_publish(o->repo, k, &b, &order, &result, &e);
	if (!ok) {
		fail_msg("%s", e.message);
	}
	bundle_close(&b);
	keystore_close(k);
	return result;
}

static bool is_there(const struct office *o, const char *name)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s/metadata/%s", o->repo, name);
	return fs_exists(path);
}

/* ---- a client that reads the folder ---- */

static enum tuf_fetch_result read_metadata(void *ctx, const char *path, uint64_t max_bytes, struct buf *out,
		struct err *e)
{
	const struct office *o = ctx;
	if (!is_there(o, path)) {
		return TUF_FETCH_ABSENT;
	}
	CLEANUP(free_ptr) char *file = mem_printf("%s/metadata/%s", o->repo, path);
	return fs_read_file(file, (size_t)max_bytes, out, e) ? TUF_FETCH_OK : TUF_FETCH_FAILED;
}

static time_t now_of(void *ctx)
{
	return ((const struct office *)ctx)->now;
}

/* The version of the list that has the target, and its bytes right; 0: not found; -1: the repository is refused. */
static int64_t find(struct office *o, const char *name)
{
	struct err e = { 0 };
	struct buf root = { 0 };
	CLEANUP(free_ptr) char *first = mem_printf("%s/root/1.root.json", o->keys);
	struct tuf_client *c = tuf_client_create(o->trusted, (struct tuf_fetcher){ .ctx = o, .get = read_metadata },
			now_of, o);
	assert_true(fs_read_file(first, TUF_ROOT_BYTES_MAX, &root, &e));
	int64_t version = -1;
	if (tuf_client_init(c, buf_text(&root), root.len, &e) && tuf_client_refresh(c, &e)) {
		struct tuf_target t = { 0 };
		version = 0;
		if (tuf_client_find_target(c, name, &t, &e)) {
			CLEANUP(free_ptr) char *file = mem_printf("%s/targets/%s", o->repo, t.url_path);
			assert_true(tuf_target_verify_file(&t, file, &e));
			version = t.list_version;
		}
		tuf_target_finish(&t);
	}
	buf_finish(&root);
	tuf_client_destroy(c);
	return version;
}

typedef bool change(struct keystore *k, struct err *e);

static void with_keys(const struct office *o, change *apply)
{
	struct err e = { 0 };
	struct keystore *k = keystore_open(o->keys, open_access, &e);
	assert_non_null(k);
	if (!apply(k, &e)) {
		fail_msg("%s", e.message);
	}
	keystore_close(k);
}

static bool delegate_nord(struct keystore *k, struct err *e)
{
	return keystore_delegate(k, "nord", NULL, NULL, e);
}

static bool rotate_nord(struct keystore *k, struct err *e)
{
	return keystore_rotate(k, "nord", 0, e);
}

static bool withdraw_nord(struct keystore *k, struct err *e)
{
	return keystore_withdraw(k, "nord", e);
}

static bool rotate_snapshot(struct keystore *k, struct err *e)
{
	return keystore_rotate(k, "snapshot", time(NULL) + 365 * DAY_S, e);
}

/* ---- */

static void what_is_the_same_is_not_signed_again(void **state)
{
	struct office *o = *state;
	struct repo_result r = publish(o, "sud", "2026-11-23", "one");
	assert_true(r.changed && !r.same_edition);
	assert_int_equal(r.release, 1);
	assert_int_equal(r.files_added, 2);
	r = publish(o, "sud", "2026-11-23", "one");
	assert_true(!r.changed && !r.same_edition && r.release == 1 && r.files_added == 0);
	assert_false(is_there(o, "2.targets.json") || is_there(o, "2.snapshot.json"));
	r = publish(o, "sud", "2026-11-23", "other");
	assert_true(r.changed && r.same_edition && r.release == 2);
	r = publish(o, "sud", "2026-11-24", "third");
	assert_true(r.changed && !r.same_edition && r.release == 3);
	assert_int_equal(find(o, "sud/content.sqlite"), 3);
	o->now += 50 * DAY_S; /* past half of its life */
	assert_int_equal(find(o, "sud/content.sqlite"), -1);
	r = publish(o, "sud", "2026-11-24", "third");
	assert_true(!r.changed && r.release == 4);
	assert_int_equal(find(o, "sud/content.sqlite"), 4);
}

static void a_pack_changes_hands_and_its_numbers_go_on(void **state)
{
	struct office *o = *state;
	for (int i = 0; i < 4; i++) {
		char edition[] = "2026-11-20";
		edition[9] = (char)('0' + i);
		assert_int_equal(publish(o, "nord", edition, edition).release, i + 1);
	}
	assert_int_equal(publish(o, "sud", "2026-11-23", "sud").release, 5);
	with_keys(o, delegate_nord);
	assert_int_equal(find(o, "nord/bundle.json"), 5);
	struct repo_result r = publish(o, "nord", "2026-11-23", "2026-11-23");
	assert_int_equal(r.release, 6); /* the content is the same, who signs it is not */
	assert_true(is_there(o, "6.nord.json") && is_there(o, "6.targets.json"));
	assert_int_equal(find(o, "nord/bundle.json"), 6);
	assert_int_equal(find(o, "sud/bundle.json"), 6);

	assert_int_equal(publish(o, "nord", "2026-11-24", "x").release, 7);
	assert_false(is_there(o, "7.targets.json"));
	assert_int_equal(publish(o, "sud", "2026-11-24", "sud, later").release, 7);
	assert_false(is_there(o, "8.nord.json"));
	assert_int_equal(find(o, "nord/bundle.json"), 7);

	with_keys(o, rotate_nord);
	assert_int_equal(publish(o, "sud", "2026-11-25", "sud, still later").release, 8);
	assert_true(is_there(o, "8.nord.json")); /* signed again by the new key, as it was */
	assert_int_equal(find(o, "nord/bundle.json"), 8);
	for (int i = 0; i < 3; i++) {
		char edition[] = "2026-11-25";
		edition[9] = (char)('5' + i);
		assert_int_equal(publish(o, "nord", edition, edition).release, 9 + i);
	}
	with_keys(o, withdraw_nord);
	assert_int_equal(publish(o, "nord", "2026-11-28", "back").release, 12);
	assert_int_equal(find(o, "nord/bundle.json"), 12);
	assert_int_equal(find(o, "sud/bundle.json"), 12);
	with_keys(o, delegate_nord);
	assert_int_equal(publish(o, "nord", "2026-11-29", "away again").release, 13);
	assert_int_equal(find(o, "nord/bundle.json"), 13);
}

static void an_older_edition_is_refused(void **state)
{
	struct office *o = *state;
	struct err e = { 0 };
	struct bundle b = { 0 };
	struct repo_result result;
	(void)publish(o, "sud", "2026-11-23", "one");
	(void)publish(o, "ouest", "2026-11-01", "another pack");
	struct keystore *k = keystore_open(o->keys, open_access, &e);
	struct repo_order order = { .expiry = { 90, 30, 14 }, .now = o->now };
	CLEANUP(free_ptr)
	char *manifest = mem_printf(
			"{\"format\":1,\"pack\":\"sud\",\"edition\":\"2026-11-22\",\"components\":[{\"name\":"
			"\"content.sqlite\",\"length\":12,\"sha256\":\"%064d\"}]}",
			0);
	write_file(o->bundle, "bundle.json", manifest);
	assert_true(bundle_open(&b, o->bundle, NULL, &e));
	assert_false(repo_publish(o->repo, k, &b, &order, &result, &e));
	assert_non_null(strstr(e.message, "is older than the published 2026-11-23"));
	order.allow_older = true; /* and then its file is not what the manifest says */
	assert_false(repo_publish(o->repo, k, &b, &order, &result, &e));
	assert_non_null(strstr(e.message, "sud/content.sqlite"));
	assert_false(is_there(o, "3.targets.json"));
	bundle_close(&b);
	keystore_close(k);
}

static void the_timestamp_is_signed_alone(void **state)
{
	struct office *o = *state;
	struct err e = { 0 };
	struct keystore *k = keystore_open(o->keys, open_access, &e);
	assert_false(repo_renew_timestamp(o->repo, k,
			&(struct repo_order){ .expiry.timestamp_days = 14, .now = o->now }, &e));
	assert_non_null(strstr(e.message, "nothing published yet"));
	keystore_close(k);
	(void)publish(o, "sud", "2026-11-23", "one");
	o->now += 15 * DAY_S;
	assert_int_equal(find(o, "sud/bundle.json"), -1);
	k = keystore_open(o->keys, open_access, &e);
	assert_true(repo_renew_timestamp(o->repo, k, &(struct repo_order){ .expiry.timestamp_days = 14, .now = o->now },
			&e));
	keystore_close(k);
	assert_int_equal(find(o, "sud/bundle.json"), 1);
	assert_false(is_there(o, "2.snapshot.json") || is_there(o, "2.targets.json"));
	with_keys(o, rotate_snapshot);
	k = keystore_open(o->keys, open_access, &e);
	assert_false(repo_renew_timestamp(o->repo, k,
			&(struct repo_order){ .expiry.timestamp_days = 14, .now = o->now }, &e));
	assert_non_null(strstr(e.message, "keys were replaced since the last release"));
	assert_false(is_there(o, "2.root.json"));
	keystore_close(k);
}

static bool renew(const struct office *o, struct err *e)
{
	struct keystore *k = keystore_open(o->keys, open_access, e);
	struct repo_order order = { .expiry = { 90, 30, 14 }, .now = o->now };
	bool ok = k && repo_renew(o->repo, k, &order, e);
	keystore_close(k);
	return ok;
}

static void hide(const struct office *o, const char *name, bool away)
{
	struct err e = { 0 };
	CLEANUP(free_ptr) char *here = fs_join(o->keys, name);
	CLEANUP(free_ptr) char *there = fs_join(o->top, name);
	assert_true(fs_rename_durable(away ? here : there, away ? there : here, &e));
}

static void nothing_new_is_kept_alive_by_who_may(void **state)
{
	struct office *o = *state;
	struct err e = { 0 };
	assert_false(renew(o, &e));
	assert_non_null(strstr(e.message, "nothing published yet"));
	with_keys(o, delegate_nord);
	(void)publish(o, "nord", "2026-11-23", "nord");
	(void)publish(o, "sud", "2026-11-23", "sud");
	assert_int_equal(find(o, "nord/bundle.json"), 1);
	assert_int_equal(find(o, "sud/bundle.json"), 2);
	assert_true(renew(o, &e)); /* all is young: the timestamp alone */
	assert_false(is_there(o, "3.snapshot.json") || is_there(o, "2.nord.json") || is_there(o, "3.targets.json"));

	o->now += 20 * DAY_S; /* the snapshot is past its half, nothing else */
	assert_true(renew(o, &e));
	assert_true(is_there(o, "3.snapshot.json"));
	assert_false(is_there(o, "2.nord.json") || is_there(o, "3.targets.json"));

	o->now += 30 * DAY_S; /* staff of the territory: their own list, and not targets.json */
	hide(o, "targets-4.pem", true);
	assert_true(renew(o, &e));
	assert_true(is_there(o, "2.nord.json") && !is_there(o, "3.targets.json"));
	assert_int_equal(find(o, "nord/bundle.json"), 2);
	assert_int_equal(publish(o, "nord", "2026-11-24", "later").release, 3);
	assert_false(is_there(o, "3.targets.json"));

	o->now += 5 * DAY_S; /* the region: targets.json, and not theirs */
	hide(o, "targets-4.pem", false);
	hide(o, "nord-7.pem", true);
	assert_true(renew(o, &e));
	assert_true(is_there(o, "3.targets.json") && !is_there(o, "4.nord.json"));
	assert_int_equal(find(o, "nord/bundle.json"), 3);
	assert_int_equal(find(o, "sud/bundle.json"), 3);

	with_keys(o, rotate_nord);
	hide(o, "nord-8.pem", true);
	assert_false(renew(o, &e));
	assert_non_null(strstr(e.message, "the new ones are not here"));
	assert_int_equal(find(o, "nord/bundle.json"), 3);
	hide(o, "nord-8.pem", false);
	assert_true(renew(o, &e));
	assert_int_equal(find(o, "nord/bundle.json"), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_the_same_is_not_signed_again, make_office, remove_office),
		cmocka_unit_test_setup_teardown(a_pack_changes_hands_and_its_numbers_go_on, make_office, remove_office),
		cmocka_unit_test_setup_teardown(an_older_edition_is_refused, make_office, remove_office),
		cmocka_unit_test_setup_teardown(the_timestamp_is_signed_alone, make_office, remove_office),
		cmocka_unit_test_setup_teardown(nothing_new_is_kept_alive_by_who_may, make_office, remove_office),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
