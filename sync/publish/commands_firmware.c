/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne-publish firmware: what `make firmware` wrote, for the units of a board. */
#include <stdio.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "firmware/firmware.h"
#include "patch/make.h"
#include "publish/commands.h"
#include "publish/commands_options.h"
#include "publish/repo.h"
#include "tuf/key.h"

/* Every file has the length and hash of the manifest: what is copied is looked at again when it is signed. */
static bool check_files(const struct bundle *b, struct err *e)
{
	for (size_t i = 0; i < b->components_len; i++) {
		const struct bundle_component *c = &b->components[i];
		CLEANUP(free_ptr) char *path = bundle_component_path(b, c->name);
		uint64_t length;
		char sha256[SHA256_HEX_BYTES];
		if (!tuf_hash_file(path, &length, sha256, NULL, e)) {
			return false;
		}
		if (length != c->length || !str_equal(sha256, c->sha256)) {
			return fail_kind(e, ERR_FORMAT,
					"%s is not the file that bundle.json names: run make firmware again", path);
		}
	}
	return true;
}

static bool open_firmware(struct bundle *out, const char *dir, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(dir, "bundle.json");
	struct buf bytes = { 0 };
	bool ok = fs_read_file(path, FIRMWARE_MANIFEST_BYTES_MAX, &bytes, e) &&
		  firmware_parse(out, buf_text(&bytes), bytes.len, e);
	buf_finish(&bytes);
	if (ok) {
		out->dir = mem_strdup(dir);
	}
	return ok;
}

static bool publish(const struct options *o, struct keystore_access access, struct err *e)
{
	struct bundle b = { 0 };
	struct repo_result result = { 0 };
	struct repo_order order = command_order(o);
	if (!open_firmware(&b, o->bundle, e)) {
		return false;
	}
	struct keystore *k = NULL;
	bool ok = check_files(&b, e) && (k = keystore_open(o->keys, access, e)) != NULL &&
		  repo_publish_firmware(o->repo, k, &b, o->share, &order, &result, e);
	keystore_close(k);
	if (ok) {
		printf("release %lld: %s version %s for %ld %% of the units, %zu new files, %zu patches among them\n",
				(long long)result.release, b.pack, b.edition, o->share, result.files_added,
				result.patches);
	}
	bundle_close(&b);
	return ok;
}

int publish_command_firmware(int argc, char **argv)
{
	struct options o = command_defaults();
	const struct opt table[] = {
		{ "bundle", OPT_TEXT, &o.bundle, "DIR", "output of make firmware", 0, 0 },
		OPTION_KEYS(o),
		OPTION_REPO(o),
		OPTION_PASSPHRASE(o),
		{ "share", OPT_LONG, &o.share, "PERCENT",
				"so many of the units take it (100); publish again with more when they are well", 1,
				FIRMWARE_SHARE_ALL },
		OPTION_TARGETS_DAYS(o),
		OPTION_SNAPSHOT_DAYS(o),
		OPTION_TIMESTAMP_DAYS(o),
		OPTION_WAIT(o),
		{ "patches", OPT_LONG, &o.patches, "N", "make patches from the last N versions (8); 0: none", 0, 64 },
		{ "patch-level", OPT_LONG, &o.patch_level, "LEVEL",
				"of zstd, 1 to 22 (19): lower is faster to publish and longer to fetch", 1,
				PATCH_LEVEL_MAX },
		{ "allow-older", OPT_FLAG, &o.allow_older, "", "publish a version older than the published one", 0, 0 },
		OPTION_HELP(o),
	};
	return command_run_signing(&o, table, ARRAY_LEN(table), argc, argv, "firmware", true, publish);
}
