/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "compile/commands.h"
#include "patch/make.h"
#include "publish/commands_options.h"
#include "publish/repo.h"
#include "publish/repolock.h"
#include "publish/since.h"
#include "store/bundle_check.h"

enum { DAY_S = 24 * 3600 };

/* ---- keys ---- */

#define KEYS_USAGE                                                                                                     \
	"init, list, renew, rotate ROLE, add ROLE, revoke NAME, delegate PACK, threshold PACK or withdraw PACK"

typedef bool keys_run(struct keystore *k, const struct options *o, const char *name, time_t root_expires,
		struct err *e);

static bool run_list(struct keystore *k, const struct options *o, const char *name, time_t root_expires, struct err *e)
{
	(void)o, (void)name, (void)root_expires, (void)e;
	keystore_print(k);
	return true;
}

static bool run_renew(struct keystore *k, const struct options *o, const char *name, time_t root_expires, struct err *e)
{
	(void)o, (void)name;
	return keystore_renew_root(k, root_expires, e);
}

static bool run_rotate(struct keystore *k, const struct options *o, const char *name, time_t root_expires,
		struct err *e)
{
	(void)o;
	return keystore_rotate(k, name, root_expires, e);
}

static bool run_add(struct keystore *k, const struct options *o, const char *name, time_t root_expires, struct err *e)
{
	return keystore_add(k, name, o->public_key, o->sign_with, root_expires, e);
}

static bool run_revoke(struct keystore *k, const struct options *o, const char *name, time_t root_expires,
		struct err *e)
{
	(void)o;
	return keystore_revoke(k, name, root_expires, e);
}

static bool run_delegate(struct keystore *k, const struct options *o, const char *name, time_t root_expires,
		struct err *e)
{
	(void)root_expires;
	return keystore_delegate(k, name, o->public_key, o->sign_with, e);
}

static bool run_threshold(struct keystore *k, const struct options *o, const char *name, time_t root_expires,
		struct err *e)
{
	(void)root_expires;
	return keystore_set_threshold(k, name, o->must_sign, e);
}

static bool run_withdraw(struct keystore *k, const struct options *o, const char *name, time_t root_expires,
		struct err *e)
{
	(void)o, (void)root_expires;
	return keystore_withdraw(k, name, e);
}

static const struct keys_command {
	const char *name;
	size_t args; /* with its own name */
	keys_run *run;
} keys_commands[] = {
	{ "list", 1, run_list },
	{ "renew", 1, run_renew },
	{ "rotate", 2, run_rotate },
	{ "add", 2, run_add },
	{ "revoke", 2, run_revoke },
	{ "delegate", 2, run_delegate },
	{ "threshold", 2, run_threshold },
	{ "withdraw", 2, run_withdraw },
};

static const struct keys_command *find_keys_command(const char *const *args, size_t count)
{
	for (size_t i = 0; i < ARRAY_LEN(keys_commands); i++) {
		if (str_equal(args[0], keys_commands[i].name) && count == keys_commands[i].args) {
			return &keys_commands[i];
		}
	}
	return NULL;
}

/* Each change makes the next root out of the last one: two at once would make the same number twice. */
static bool lock_keys(const struct options *o, const char *command, int *fd, struct err *e)
{
	bool changes = !str_equal(command, "list") && fs_exists(o->keys);
	return !changes || repolock_take(o->keys, o->wait_s, fd, e);
}

static bool change_keys(const struct options *o, const char *const *args, size_t count, struct keystore_access access,
		struct err *e)
{
	time_t expires = time(NULL) + o->root_days * DAY_S;
	if (str_equal(args[0], "init")) {
		return keystore_init(o->keys, access, expires, e);
	}
	struct keystore *k = keystore_open(o->keys, access, e);
	const struct keys_command *c = find_keys_command(args, count);
	bool ok;
	if (!c) {
		ok = k && fail(e, "say keys " KEYS_USAGE);
	} else {
		ok = k && c->run(k, o, count > 1 ? args[1] : NULL, expires, e);
	}
	keystore_close(k);
	return ok;
}

int publish_command_keys(int argc, char **argv)
{
	struct options o = command_defaults();
	const struct opt table[] = {
		OPTION_KEYS(o),
		OPTION_PASSPHRASE(o),
		{ "insecure-no-passphrase", OPT_FLAG, &o.no_passphrase, "",
				"write new private keys unencrypted (demonstrations)", 0, 0 },
		{ "root-days", OPT_LONG, &o.root_days, "DAYS", "how long the new root is valid (365)", 1, 3650 },
		{ "sign-with", OPT_TEXT, &o.sign_with, "CMD",
				"add, delegate: a command that signs its standard input and prints the signature in "
				"hex "
				"(hardware "
				"token, cloud service)",
				0, 0 },
		{ "must-sign", OPT_LONG, &o.must_sign, "N", "threshold: how many of its keys must sign", 1, 16 },
		{ "public", OPT_TEXT, &o.public_key, "FILE", "add, delegate: public key of --sign-with, in PEM", 0, 0 },
		OPTION_HELP(o),
	};
	const char *args[3];
	size_t count = 0;
	struct err e = { 0 };
	if (!opt_parse(table, ARRAY_LEN(table), argc, argv, args, ARRAY_LEN(args), &count, &e)) {
		return command_usage(&e);
	}
	if (o.help) {
		opt_print_help("Usage: borne-publish keys init --keys DIR     make the keys and the first root\n"
			       "       borne-publish keys list --keys DIR     who may sign what\n"
			       "       borne-publish keys rotate ROLE --keys DIR   new keys for root, targets, "
			       "snapshot, timestamp or a delegated pack\n"
			       "       borne-publish keys add ROLE --keys DIR      one more key, a file or "
			       "--sign-with\n"
			       "       borne-publish keys revoke NAME --keys DIR   one key no longer counts\n"
			       "       borne-publish keys delegate PACK --keys DIR   a pack signed by keys of its own\n"
			       "       borne-publish keys threshold PACK --must-sign N --keys DIR   of its own keys\n"
			       "       borne-publish keys withdraw PACK --keys DIR   the role targets signs it again\n"
			       "       borne-publish keys renew --keys DIR    the same root with a later expiry",
				table, ARRAY_LEN(table));
		return 0;
	}
	if (!o.keys || count == 0) {
		(void)fail(&e, "keys needs --keys DIR, and " KEYS_USAGE);
		return command_usage(&e);
	}
	struct buf store = { 0 };
	struct keystore_access access;
	CLEANUP(fs_close_fd) int lock = -1;
	bool ok = command_access(&o, &store, &access, &e) && lock_keys(&o, args[0], &lock, &e) &&
		  change_keys(&o, args, count, access, &e);
	command_forget(&store);
	return command_outcome(ok, &e);
}

/* ---- build ---- */

int publish_command_build(int argc, char **argv)
{
	return build_command_build(argc, argv, since_find);
}

/* ---- publish ---- */

static void print_losses(struct repo_result *result)
{
	char *rest = result->losses_len > 0 ? result->losses.bytes : NULL;
	for (char *line; rest && (line = strsep(&rest, "\n")) != NULL;) {
		if (line[0] != '\0') {
			(void)fprintf(stderr, "borne-publish: this release takes away: %s\n", line);
		}
	}
	buf_finish(&result->losses);
}

static bool publish(const struct options *o, struct keystore_access access, struct err *e)
{
	struct bundle b = { 0 };
	struct repo_result result = { 0 };
	struct repo_order order = command_order(o);
	if (!bundle_open(&b, o->bundle, NULL, e)) {
		return false;
	}
	struct keystore *k = NULL;
	bool ok = bundle_check(&b, e) && (k = keystore_open(o->keys, access, e)) != NULL &&
		  repo_publish(o->repo, k, &b, &order, &result, e);
	keystore_close(k);
	print_losses(&result);
	if (ok && result.same_edition) {
		(void)fprintf(stderr,
				"borne-publish: warning: pack.yaml: edition %s of pack '%s' was published before with "
				"other "
				"content, and staff tell editions apart by their date: set a newer one\n",
				b.edition, b.pack);
	}
	if (ok && result.changed) {
		since_warn(&b, result.before, o->repo);
		printf("release %lld: edition %s of %s, %zu files in all, %zu new, %zu patches among them\n",
				(long long)result.release, b.edition, b.pack, b.components_len + 1, result.files_added,
				result.patches);
	} else if (ok) {
		printf("release %lld: edition %s of %s was published already; the timestamp is signed again\n",
				(long long)result.release, b.edition, b.pack);
	}
	bundle_close(&b);
	return ok;
}

int publish_command_publish(int argc, char **argv)
{
	struct options o = command_defaults();
	const struct opt table[] = {
		{ "bundle", OPT_TEXT, &o.bundle, "DIR", "output of borne-publish build", 0, 0 },
		OPTION_KEYS(o),
		OPTION_REPO(o),
		OPTION_PASSPHRASE(o),
		OPTION_TARGETS_DAYS(o),
		OPTION_SNAPSHOT_DAYS(o),
		OPTION_TIMESTAMP_DAYS(o),
		OPTION_WAIT(o),
		{ "patches", OPT_LONG, &o.patches, "N", "make patches from the last N releases (8); 0: none", 0, 64 },
		{ "patch-level", OPT_LONG, &o.patch_level, "LEVEL",
				"of zstd, 1 to 22 (19): lower is faster to publish and longer to fetch", 1,
				PATCH_LEVEL_MAX },
		{ "allow-older", OPT_FLAG, &o.allow_older, "", "publish an edition older than the published one", 0,
				0 },
		{ "allow-losses", OPT_FLAG, &o.allow_losses, "",
				"publish although maps, routes, sites, languages or many records of the published "
				"release "
				"are missing",
				0, 0 },
		OPTION_HELP(o),
	};
	return command_run_signing(&o, table, ARRAY_LEN(table), argc, argv, "publish", true, publish);
}

static bool renew(const struct options *o, struct keystore_access access, bool all, struct err *e)
{
	struct repo_order order = { .expiry = { o->targets_days, o->snapshot_days, o->timestamp_days },
		.now = time(NULL),
		.wait_s = o->wait_s };
	struct keystore *k = keystore_open(o->keys, access, e);
	bool ok = k && (all ? repo_renew(o->repo, k, &order, e) : repo_renew_timestamp(o->repo, k, &order, e));
	keystore_close(k);
	return ok;
}

static bool renew_all(const struct options *o, struct keystore_access access, struct err *e)
{
	return renew(o, access, true, e);
}

static bool renew_timestamp(const struct options *o, struct keystore_access access, struct err *e)
{
	return renew(o, access, false, e);
}

int publish_command_renew(int argc, char **argv)
{
	struct options o = command_defaults();
	const struct opt table[] = { OPTION_KEYS(o), OPTION_REPO(o), OPTION_PASSPHRASE(o), OPTION_TARGETS_DAYS(o),
		OPTION_SNAPSHOT_DAYS(o), OPTION_TIMESTAMP_DAYS(o), OPTION_WAIT(o), OPTION_HELP(o) };
	return command_run_signing(&o, table, ARRAY_LEN(table), argc, argv, "renew", false, renew_all);
}

int publish_command_timestamp(int argc, char **argv)
{
	struct options o = command_defaults();
	const struct opt table[] = { OPTION_KEYS(o), OPTION_REPO(o), OPTION_PASSPHRASE(o), OPTION_TIMESTAMP_DAYS(o),
		OPTION_WAIT(o), OPTION_HELP(o) };
	return command_run_signing(&o, table, ARRAY_LEN(table), argc, argv, "timestamp", false, renew_timestamp);
}
