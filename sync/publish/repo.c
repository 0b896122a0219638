/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/repo.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/patches.h"
#include "publish/repo_state.h"
#include "tuf/client.h"

enum { DAY_S = 24 * 3600, METADATA_BYTES_MAX = 16 * 1024 * 1024, DIR_MODE = 0755, FILE_MODE = 0644 };
#define SPEC_VERSION "1.0.31"

static void repo_finish(struct repo *r)
{
	tuf_metadata_finish(&r->timestamp);
	tuf_metadata_finish(&r->snapshot);
	tuf_metadata_finish(&r->targets);
	free(r->metadata_dir);
	free(r->targets_dir);
}

bool repo_read_metadata(const struct repo *r, const char *role, int64_t version, struct tuf_metadata *out,
		struct err *e)
{
	CLEANUP(free_ptr)
	char *path = version > 0 ? mem_printf("%s/%lld.%s.json", r->metadata_dir, (long long)version, role)
				 : mem_printf("%s/%s.json", r->metadata_dir, role);
	struct buf bytes = { 0 };
	bool ok = fs_read_file(path, METADATA_BYTES_MAX, &bytes, e) &&
		  tuf_metadata_parse(out, path, role, buf_text(&bytes), bytes.len, e);
	buf_finish(&bytes);
	return ok;
}

static int64_t named_version(const struct tuf_metadata *m, const char *name)
{
	const json_t *entry = json_object_get(json_object_get(m->signed_part, "meta"), name);
	return (int64_t)json_integer_value(json_object_get(entry, "version"));
}

static bool repo_open(struct repo *out, const char *dir, struct err *e)
{
	struct repo r = { .metadata_dir = fs_join(dir, "metadata"), .targets_dir = fs_join(dir, "targets") };
	CLEANUP(free_ptr) char *timestamp = fs_join(r.metadata_dir, "timestamp.json");
	bool ok = fs_make_dirs(r.metadata_dir, DIR_MODE, e) && fs_make_dirs(r.targets_dir, DIR_MODE, e);
	if (ok && fs_exists(timestamp)) {
		ok = repo_read_metadata(&r, "timestamp", 0, &r.timestamp, e) &&
		     repo_read_metadata(&r, "snapshot", named_version(&r.timestamp, "snapshot.json"), &r.snapshot, e) &&
		     repo_read_metadata(&r, "targets", named_version(&r.snapshot, "targets.json"), &r.targets, e);
	}
	if (!ok) {
		repo_finish(&r);
		return fail_wrap(e, "the repository %s", dir);
	}
	*out = r;
	return true;
}

/* ---- targets ---- */

char *repo_target_path(const struct repo *r, const char *name, const char *sha256)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash ? slash + 1 : name;
	return mem_printf("%s/%.*s%s.%s", r->targets_dir, (int)(base - name), name, sha256, base);
}

static bool copy_target(const char *from, const char *to, uint64_t length, const char *sha256, struct err *e)
{
	CLEANUP(free_ptr) char *dir = mem_strndup(to, (size_t)(strrchr(to, '/') - to));
	CLEANUP(free_ptr) char *part = mem_printf("%s.part", to);
	struct tuf_target wanted = { .name = (char *)from, .length = length };
	(void)str_copy(wanted.sha256, sizeof wanted.sha256, sha256);
	bool ok = fs_make_dirs(dir, DIR_MODE, e) && fs_copy_file(from, part, FILE_MODE, e) &&
		  tuf_target_verify_file(&wanted, part, e) && fs_sync_file(part, e) && fs_rename_durable(part, to, e);
	if (!ok) {
		(void)unlink(part);
	}
	return ok;
}

bool repo_add_target(struct repo *r, json_t *targets, const char *name, const char *from, uint64_t length,
		const char *sha256, json_t *custom, size_t *added, struct err *e)
{
	CLEANUP(free_ptr) char *to = repo_target_path(r, name, sha256);
	struct tuf_target there = { .name = to, .length = length };
	struct err ignored;
	(void)str_copy(there.sha256, sizeof there.sha256, sha256);
	if (!fs_exists(to) || !tuf_target_verify_file(&there, to, &ignored)) {
		if (!copy_target(from, to, length, sha256, e)) {
			json_decref(custom);
			return fail_wrap(e, "%s", name);
		}
		*added += 1;
	}
	json_t *entry = json_pack("{s:I, s:{s:s}}", "length", (json_int_t)length, "hashes", "sha256", sha256);
	if (custom) {
		json_object_set_new(entry, "custom", custom);
	}
	json_object_set_new(targets, name, entry);
	return true;
}

static bool add_bundle(struct repo *r, json_t *targets, const struct bundle *b, size_t *added, struct err *e)
{
	for (size_t i = 0; i < b->components_len; i++) {
		const struct bundle_component *c = &b->components[i];
		CLEANUP(free_ptr) char *name = mem_printf("%s/%s", b->pack, c->name);
		CLEANUP(free_ptr) char *from = bundle_component_path(b, c->name);
		if (!repo_add_target(r, targets, name, from, c->length, c->sha256, NULL, added, e)) {
			return false;
		}
	}
	CLEANUP(free_ptr) char *manifest = fs_join(b->dir, "bundle.json");
	CLEANUP(free_ptr) char *name = mem_printf("%s/bundle.json", b->pack);
	uint64_t length;
	char sha256[TUF_SHA256_HEX_BYTES];
	return tuf_hash_file(manifest, &length, sha256, NULL, e) &&
	       repo_add_target(r, targets, name, manifest, length, sha256, json_pack("{s:s}", "edition", b->edition),
			       added, e);
}

/* What other packs of the same repository publish stays. */
static json_t *other_targets(const struct repo *r, const char *pack)
{
	json_t *targets = json_object();
	CLEANUP(free_ptr) char *prefix = mem_printf("%s/", pack);
	const char *name;
	json_t *entry;
	json_object_foreach(json_object_get(r->targets.signed_part, "targets"), name, entry)
	{
		if (!str_starts(name, prefix)) {
			json_object_set(targets, name, entry);
		}
	}
	return targets;
}

/* ---- metadata ---- */

static bool write_signed(const struct repo *r, struct keystore *k, const char *role, const char *file, json_t *part,
		json_t *meta, struct err *e)
{
	json_t *all = keystore_sign(k, role, part, e);
	if (!all) {
		return false;
	}
	char *text = json_dumps(all, JSON_INDENT(1) | JSON_SORT_KEYS);
	json_decref(all);
	if (!text) {
		return fail(e, "write %s", file);
	}
	size_t len = strlen(text);
	CLEANUP(free_ptr) char *path = fs_join(r->metadata_dir, file);
	bool ok = fs_write_file_atomic(path, text, len, FILE_MODE, e);
	if (ok && meta) {
		char sha256[TUF_SHA256_HEX_BYTES];
		tuf_sha256_hex(text, len, sha256);
		json_object_set_new(meta, "length", json_integer((json_int_t)len));
		json_object_set_new(meta, "hashes", json_pack("{s:s}", "sha256", sha256));
	}
	free(text);
	return ok;
}

static json_t *part_of(const char *type, int64_t version, time_t expires)
{
	char when[CLOCK_RFC3339_BYTES];
	clock_format_rfc3339(expires, when);
	return json_pack("{s:s, s:s, s:I, s:s}", "_type", type, "spec_version", SPEC_VERSION, "version",
			(json_int_t)version, "expires", when);
}

static json_t *meta_of(int64_t version)
{
	return json_pack("{s:I}", "version", (json_int_t)version);
}

static bool write_targets(const struct repo *r, struct keystore *k, json_t *targets, int64_t version, time_t expires,
		json_t *meta, struct err *e)
{
	json_t *part = part_of("targets", version, expires);
	json_object_set(part, "targets", targets);
	CLEANUP(free_ptr) char *file = mem_printf("%lld.targets.json", (long long)version);
	bool ok = write_signed(r, k, "targets", file, part, meta, e);
	json_decref(part);
	return ok;
}

static bool write_snapshot(const struct repo *r, struct keystore *k, json_t *targets_meta, int64_t version,
		time_t expires, json_t *meta, struct err *e)
{
	json_t *part = part_of("snapshot", version, expires);
	json_object_set_new(part, "meta", json_pack("{s:O}", "targets.json", targets_meta));
	CLEANUP(free_ptr) char *file = mem_printf("%lld.snapshot.json", (long long)version);
	bool ok = write_signed(r, k, "snapshot", file, part, meta, e);
	json_decref(part);
	return ok;
}

static bool write_timestamp(const struct repo *r, struct keystore *k, json_t *snapshot_meta, int64_t version,
		time_t expires, struct err *e)
{
	json_t *part = part_of("timestamp", version, expires);
	json_object_set_new(part, "meta", json_pack("{s:O}", "snapshot.json", snapshot_meta));
	bool ok = write_signed(r, k, "timestamp", "timestamp.json", part, NULL, e);
	json_decref(part);
	return ok;
}

/* Every root so far: a unit that was away for long walks through them one by one. */
static bool copy_roots(const struct repo *r, const struct keystore *k, struct err *e)
{
	for (int64_t version = 1; version <= keystore_root_version(k); version++) {
		CLEANUP(free_ptr) char *from = keystore_root_path(k, version);
		CLEANUP(free_ptr) char *to = mem_printf("%s/%lld.root.json", r->metadata_dir, (long long)version);
		struct buf bytes = { 0 };
		bool ok = fs_exists(to) ||
			  (fs_read_file(from, METADATA_BYTES_MAX, &bytes, e) &&
					  fs_write_file_atomic(to, buf_text(&bytes), bytes.len, FILE_MODE, e));
		buf_finish(&bytes);
		if (!ok) {
			return false;
		}
	}
	return true;
}

/* ---- publishing ---- */

json_t *repo_described(const struct tuf_metadata *targets, const char *name)
{
	return json_object_get(json_object_get(targets->signed_part, "targets"), name);
}

const char *repo_described_sha256(const struct tuf_metadata *targets, const char *name)
{
	return tuf_json_text(json_object_get(repo_described(targets, name), "hashes"), "sha256");
}

static const json_t *published(const struct repo *r, const char *pack)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s/bundle.json", pack);
	return repo_described(&r->targets, name);
}

static bool check_edition(const struct repo *r, const struct bundle *b, bool allow_older, struct err *e)
{
	const char *edition = tuf_json_text(json_object_get(published(r, b->pack), "custom"), "edition");
	if (!edition || allow_older || strcmp(b->edition, edition) >= 0) {
		return true;
	}
	return fail(e,
			"edition %s of pack '%s' is older than the published %s: set a newer date in pack.yaml, or say "
			"--allow-older",
			b->edition, b->pack, edition);
}

static bool same_targets(const struct repo *r, const json_t *targets)
{
	return r->targets.all && json_equal(json_object_get(r->targets.signed_part, "targets"), targets) == 1;
}

/* Keys may have been replaced since: what they signed must be signed again before the new root is shown. */
static bool is_signed_for(const struct repo *r, const struct keystore *k)
{
	const struct tuf_metadata *root = keystore_root(k);
	struct err ignored;
	return tuf_metadata_verify(&r->targets, "targets.json", tuf_root_keys(root), tuf_root_role(root, "targets"),
			       &ignored) &&
	       tuf_metadata_verify(&r->snapshot, "snapshot.json", tuf_root_keys(root), tuf_root_role(root, "snapshot"),
			       &ignored);
}

static bool publish(struct repo *r, struct keystore *k, json_t *targets, struct repo_expiry expiry, time_t now,
		struct repo_result *out, struct err *e)
{
	out->changed = !same_targets(r, targets);
	out->release = r->targets.version + (out->changed ? 1 : 0);
	/* Metadata near its end is signed again even when nothing changed, so that units do not find it expired. */
	bool stale = r->targets.expires - now < expiry.targets_days * DAY_S / 2 ||
		     r->snapshot.expires - now < expiry.snapshot_days * DAY_S / 2 ||
		     (r->timestamp.all && !is_signed_for(r, k));
	bool renew = out->changed || stale;
	if (stale && !out->changed) {
		out->release++;
	}
	json_t *targets_meta = meta_of(out->release);
	int64_t snapshot_version = r->snapshot.version + (renew ? 1 : 0);
	json_t *snapshot_meta =
			renew ? meta_of(snapshot_version)
			      : json_deep_copy(json_object_get(json_object_get(r->timestamp.signed_part, "meta"),
						"snapshot.json"));
	bool ok = true;
	if (renew) {
		ok = write_targets(r, k, targets, out->release, now + expiry.targets_days * DAY_S, targets_meta, e) &&
		     write_snapshot(r, k, targets_meta, snapshot_version, now + expiry.snapshot_days * DAY_S,
				     snapshot_meta, e);
	}
	/* A new root just before the timestamp: the shortest time in which a unit can see one without the other. */
	ok = ok && copy_roots(r, k, e) &&
	     write_timestamp(r, k, snapshot_meta, r->timestamp.version + 1, now + expiry.timestamp_days * DAY_S, e);
	json_decref(targets_meta);
	json_decref(snapshot_meta);
	return ok;
}

bool repo_publish(const char *dir, struct keystore *k, const struct bundle *b, const struct repo_order *order,
		struct repo_result *out, struct err *e)
{
	struct repo r = { 0 };
	*out = (struct repo_result){ 0 };
	if (keystore_root_expires(k) <= order->now) {
		return fail(e, "the root has expired: renew it with borne-publish keys renew before publishing");
	}
	if (!repo_open(&r, dir, e)) {
		return false;
	}
	json_t *targets = other_targets(&r, b->pack);
	bool ok = check_edition(&r, b, order->allow_older, e) && add_bundle(&r, targets, b, &out->files_added, e) &&
		  patches_add(&r, targets, b, order, out, e) &&
		  publish(&r, k, targets, order->expiry, order->now, out, e);
	json_decref(targets);
	repo_finish(&r);
	return ok;
}

bool repo_renew_timestamp(const char *dir, struct keystore *k, long days, time_t now, struct err *e)
{
	struct repo r = { 0 };
	if (!repo_open(&r, dir, e)) {
		return false;
	}
	bool ok = r.timestamp.all != NULL || fail(e, "%s has nothing published yet", dir);
	ok = ok &&
	     (is_signed_for(&r, k) || fail(e, "keys were replaced since the last release: run borne-publish publish"));
	json_t *meta = json_object_get(json_object_get(r.timestamp.signed_part, "meta"), "snapshot.json");
	ok = ok && copy_roots(&r, k, e) && write_timestamp(&r, k, meta, r.timestamp.version + 1, now + days * DAY_S, e);
	repo_finish(&r);
	return ok;
}
