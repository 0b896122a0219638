/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/commands_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "patch/make.h"

enum { PASSPHRASE_BYTES_MAX = 1024 };

struct options command_defaults(void)
{
	return (struct options){ .root_days = 365,
		.targets_days = 90,
		.snapshot_days = 30,
		.timestamp_days = 14,
		.wait_s = 900,
		.share = 100,
		.patches = REPO_PATCH_RELEASES,
		.patch_level = PATCH_LEVEL_DEFAULT };
}

struct repo_order command_order(const struct options *o)
{
	return (struct repo_order){ .expiry = { o->targets_days, o->snapshot_days, o->timestamp_days },
		.now = time(NULL),
		.wait_s = o->wait_s,
		.allow_older = o->allow_older,
		.allow_losses = o->allow_losses,
		.patch_releases = (int)o->patches,
		.patch_level = (int)o->patch_level };
}

int command_outcome(bool ok, const struct err *e)
{
	if (!ok) {
		(void)fprintf(stderr, "borne-publish: %s\n", e->message);
	}
	return ok ? 0 : 1;
}

int command_usage(const struct err *e)
{
	(void)fprintf(stderr, "borne-publish: %s\n", e->message);
	return 2;
}

bool command_access(const struct options *o, struct buf *store, struct keystore_access *out, struct err *e)
{
	*out = (struct keystore_access){ .passphrase = getenv("BORNE_PASSPHRASE"), .no_passphrase = o->no_passphrase };
	if (o->passphrase_file) {
		if (!fs_read_stream(o->passphrase_file, PASSPHRASE_BYTES_MAX, store, e)) {
			return false;
		}
		store->bytes[strcspn(store->bytes, "\r\n")] = '\0';
		out->passphrase = store->bytes;
	}
	return true;
}

void command_forget(struct buf *store)
{
	if (store->bytes) {
		explicit_bzero(store->bytes, store->capacity);
	}
	buf_finish(store);
}

int command_run_signing(const struct options *o, const struct opt *table, size_t table_len, int argc, char **argv,
		const char *name, bool bundle,
		bool (*work)(const struct options *o, struct keystore_access access, struct err *e))
{
	const char *args[1];
	size_t count = 0;
	struct err e = { 0 };
	if (!opt_parse(table, table_len, argc, argv, args, 0, &count, &e)) {
		return command_usage(&e);
	}
	if (o->help) {
		CLEANUP(free_ptr)
		char *usage = mem_printf("Usage: borne-publish %s %s--keys DIR --repo DIR", name,
				bundle ? "--bundle DIR " : "");
		opt_print_help(usage, table, table_len);
		return 0;
	}
	if ((bundle && !o->bundle) || !o->keys || !o->repo) {
		(void)fail(&e, "%s needs %s--keys and --repo", name, bundle ? "--bundle, " : "");
		return command_usage(&e);
	}
	struct buf store = { 0 };
	struct keystore_access access;
	bool ok = command_access(o, &store, &access, &e) && work(o, access, &e);
	command_forget(&store);
	return command_outcome(ok, &e);
}
