/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key folder: who may sign what, and what becomes of it when keys come and go. What units make of the results is in
 * tests/sync/publish.test. */
#include <openssl/evp.h>
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
#include "publish/keystore.h"
#include "publish/privatekey.h"
#include "tuf/key.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { YEAR_S = 365 * 24 * 3600 };
static const struct keystore_access open_access = { .no_passphrase = true };

struct folder {
	char top[64], keys[96];
};

static int make_folder(void **state)
{
	struct folder *f = mem_zalloc(1, sizeof *f);
	struct err e = { 0 };
	str_cut(f->top, sizeof f->top, "/tmp/borne-keystore-XXXXXX");
	assert_non_null(mkdtemp(f->top));
	(void)snprintf(f->keys, sizeof f->keys, "%s/keys", f->top);
	assert_true(keystore_init(f->keys, open_access, time(NULL) + YEAR_S, &e));
	*state = f;
	return 0;
}

static int remove_folder(void **state)
{
	struct folder *f = *state;
	struct err e = { 0 };
	assert_true(fs_remove_tree(f->top, &e));
	free(f);
	return 0;
}

static struct keystore *reopen(const struct folder *f)
{
	struct err e = { 0 };
	struct keystore *k = keystore_open(f->keys, open_access, &e);
	assert_non_null(k);
	return k;
}

static bool has_file(const struct folder *f, const char *name)
{
	CLEANUP(free_ptr) char *path = fs_join(f->keys, name);
	return fs_exists(path);
}

static void remove_file(const struct folder *f, const char *name)
{
	CLEANUP(free_ptr) char *path = fs_join(f->keys, name);
	assert_int_equal(unlink(path), 0);
}

static void assert_says(const struct err *e, const char *words)
{
	if (!strstr(e->message, words)) {
		fail_msg("no '%s' in: %s", words, e->message);
	}
}

/* Signed by the keys that `keys` and `role` name? */
static bool signs(struct keystore *k, const char *role, const json_t *keys, const json_t *description)
{
	struct err e = { 0 };
	json_t *part = json_pack("{s:s, s:s, s:i, s:s, s:{}}", "_type", "targets", "spec_version", "1.0.31", "version",
			1, "expires", "2030-01-01T00:00:00Z", "targets");
	json_t *all = keystore_sign(k, role, part, &e);
	bool ok = false;
	if (all) {
		char *text = json_dumps(all, JSON_COMPACT);
		struct tuf_metadata m = { 0 };
		ok = tuf_metadata_parse(&m, "x.json", "targets", text, strlen(text), &e) &&
		     tuf_metadata_verify(&m, "x.json", keys, description, &e);
		tuf_metadata_finish(&m);
		free(text);
	}
	json_decref(all);
	json_decref(part);
	return ok;
}

static void a_pack_gets_keys_of_its_own(void **state)
{
	const struct folder *f = *state;
	struct err e = { 0 };
	struct keystore *k = reopen(f);
	assert_null(keystore_delegations(k));
	assert_string_equal(keystore_role_of(k, "nord"), "targets");
	assert_true(keystore_delegate(k, "nord", NULL, NULL, &e));
	assert_true(keystore_delegate(k, "est", NULL, NULL, &e));
	assert_int_equal(keystore_root_version(k), 1);
	keystore_close(k);

	k = reopen(f);
	assert_string_equal(keystore_role_of(k, "nord"), "nord");
	assert_string_equal(keystore_role_of(k, "sud"), "targets");
	assert_string_equal(keystore_role_of(k, "snapshot"), "targets");
	assert_true(keystore_can_sign(k, "nord"));
	assert_false(keystore_can_sign(k, "sud"));
	json_t *d = keystore_delegations(k);
	const json_t *roles = json_object_get(d, "roles");
	const json_t *keys = json_object_get(d, "keys");
	assert_int_equal(json_array_size(roles), 2);
	assert_string_equal(tuf_json_text(json_array_get(roles, 0), "name"), "est");
	const json_t *nord = json_array_get(roles, 1);
	assert_string_equal(tuf_json_text(nord, "name"), "nord");
	assert_true(json_is_true(json_object_get(nord, "terminating")));
	assert_string_equal(json_string_value(json_array_get(json_object_get(nord, "paths"), 1)), "nord/*/*");
	assert_true(signs(k, "nord", keys, nord));
	assert_false(signs(k, "est", keys, nord));
	assert_false(signs(k, "targets", keys, nord));
	json_decref(d);
	keystore_close(k);
}

static void names_that_no_pack_has(void **state)
{
	static const char *const names[] = { "", "root", "targets", "snapshot", "timestamp", "Nord", "a b", "../x",
		"-x", "a/b", "é" };
	struct keystore *k = reopen(*state);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct err e = { 0 };
		assert_false(keystore_delegate(k, names[i], NULL, NULL, &e));
		assert_says(&e, "is no pack's id");
	}
	struct err e = { 0 };
	assert_true(keystore_delegate(k, "nord", NULL, NULL, &e));
	assert_false(keystore_delegate(k, "nord", NULL, NULL, &e));
	assert_says(&e, "keys of its own already");
	assert_false(keystore_withdraw(k, "targets", &e));
	assert_false(keystore_withdraw(k, "sud", &e));
	assert_says(&e, "has no keys of its own");
	keystore_close(k);
}

static void keys_of_a_pack_come_and_go(void **state)
{
	const struct folder *f = *state;
	struct err e = { 0 };
	struct keystore *k = reopen(f);
	assert_true(keystore_delegate(k, "nord", NULL, NULL, &e));
	assert_true(has_file(f, "nord-7.pem"));
	assert_false(keystore_revoke(k, "nord-7", 0, &e));
	assert_says(&e, "too few keys could sign 'nord'");
	assert_true(keystore_add(k, "nord", NULL, NULL, 0, &e));
	assert_true(keystore_revoke(k, "nord-7", 0, &e));
	assert_true(has_file(f, "nord-7.pem.retired") && !has_file(f, "nord-7.pem") && has_file(f, "nord-8.pem"));
	assert_true(keystore_rotate(k, "nord", 0, &e));
	assert_true(has_file(f, "nord-8.pem.retired") && has_file(f, "nord-9.pem"));
	remove_file(f, "nord-9.pem");
	assert_false(keystore_can_sign(k, "nord"));
	assert_false(signs(k, "nord", NULL, NULL));
	assert_true(keystore_withdraw(k, "nord", &e));
	assert_null(keystore_delegations(k));
	assert_int_equal(keystore_root_version(k), 1);
	keystore_close(k);
	k = reopen(f);
	assert_null(keystore_delegations(k));
	keystore_close(k);
}

/* A change that units would refuse leaves the folder as it was. */
static void a_root_is_made_only_when_units_will_take_it(void **state)
{
	const struct folder *f = *state;
	struct err e = { 0 };
	remove_file(f, "root-1.pem");
	struct keystore *k = reopen(f);
	time_t later = time(NULL) + 2 * YEAR_S;
	assert_true(keystore_renew_root(k, later, &e)); /* two of three */
	assert_int_equal(keystore_root_version(k), 2);
	assert_int_equal(keystore_root_expires(k), later);
	keystore_close(k);
	remove_file(f, "root-2.pem");
	k = reopen(f);
	assert_false(keystore_renew_root(k, later, &e));
	assert_says(&e, "1 of the 2 keys that must sign 'root'");
	keystore_close(k);
	k = reopen(f);
	assert_false(keystore_rotate(k, "root", later, &e));
	assert_says(&e, "units would refuse this root");
	keystore_close(k);
	k = reopen(f);
	assert_int_equal(keystore_root_version(k), 2);
	assert_false(has_file(f, "root/3.root.json"));
	keystore_close(k);
}

static void a_folder_is_not_begun_twice(void **state)
{
	const struct folder *f = *state;
	struct err e = { 0 };
	assert_false(keystore_init(f->keys, open_access, 0, &e));
	assert_says(&e, "has keys already");
	assert_null(keystore_open(f->top, open_access, &e));
	assert_says(&e, "holds no keys");
}

/* ---- private keys ---- */

static void a_sealed_key_opens_with_its_passphrase_alone(void **state)
{
	const struct folder *f = *state;
	struct err e = { 0 };
	CLEANUP(free_ptr) char *path = fs_join(f->top, "sealed.pem");
	EVP_PKEY *key = privatekey_generate(&e);
	assert_non_null(key);
	assert_true(privatekey_write(path, key, "correct horse", &e));
	assert_null(privatekey_read(path, "wrong", &e));
	assert_says(&e, "the passphrase does not open this key");
	EVP_PKEY *again = privatekey_read(path, "correct horse", &e);
	assert_non_null(again);
	assert_int_equal(EVP_PKEY_eq(key, again), 1);
	char *hex = privatekey_sign(again, "bytes", 5, &e);
	json_t *public_key = privatekey_public(key, &e);
	assert_true(tuf_key_verify(public_key, "bytes", 5, hex));
	assert_false(tuf_key_verify(public_key, "Bytes", 5, hex));
	char id[65];
	privatekey_id(public_key, id);
	assert_int_equal(strlen(id), 64);
	json_decref(public_key);
	free(hex);
	EVP_PKEY_free(again);
	EVP_PKEY_free(key);
}

static void commands_that_do_not_sign(void **state)
{
	(void)state;
	static const char *const commands[] = { "true", "false", "echo not hex", "echo abc", "kill -9 $$", "exit 3",
		"head -c 100000 /dev/zero | tr '\\0' a", "/does/not/exist 2>/dev/null" };
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		struct err e = { 0 };
		char *hex = command_sign(commands[i], "bytes", 5, &e);
		if (hex) {
			fail_msg("'%s' signed: %.40s", commands[i], hex);
		}
		assert_says(&e, "did not print a signature");
	}
	struct err e = { 0 };
	char *hex = command_sign("od -An -v -tx1 | tr -d ' \\n'", "bytes", 5, &e); /* it is given the bytes */
	assert_string_equal(hex, "6279746573");
	free(hex);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_pack_gets_keys_of_its_own, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(names_that_no_pack_has, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(keys_of_a_pack_come_and_go, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(a_root_is_made_only_when_units_will_take_it, make_folder,
				remove_folder),
		cmocka_unit_test_setup_teardown(a_folder_is_not_begun_twice, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(a_sealed_key_opens_with_its_passphrase_alone, make_folder,
				remove_folder),
		cmocka_unit_test(commands_that_do_not_sign),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
