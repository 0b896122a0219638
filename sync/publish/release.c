/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/release.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/repolock.h"
#include "tuf/client.h"
#include "tuf/key.h"

enum { DAY_S = 24 * 3600, ROOT_BYTES_MAX = 1024 * 1024, FILE_MODE = 0644 };
#define SPEC_VERSION "1.0.31"

struct release {
	struct repo *r;
	struct keystore *k;
	const struct repo_order *order;
	const char *pack, *signer; /* the pack itself, or "targets" */
	json_t *delegations;       /* owned; NULL: none */
	json_t *meta;              /* owned: what the next snapshot says */
};

/* ---- files ---- */

/* What units would refuse to read is not published. */
static bool check_size(const char *role, const char *file, size_t len, struct err *e)
{
	size_t most = tuf_client_bytes_max(role);
	return len <= most ||
	       fail(e, "%s would have %zu bytes, and units read at most %zu: publish fewer files", file, len, most);
}

/* The next number that no file has: an interrupted run may have left one that no unit ever saw. */
static int64_t next_version(const struct repo *r, const char *role, int64_t version)
{
	for (;;) {
		version++;
		CLEANUP(free_ptr) char *path = mem_printf("%s/%lld.%s.json", r->metadata_dir, (long long)version, role);
		if (!fs_exists(path)) {
			return version;
		}
	}
}

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
	bool numbered = !str_equal(role, "timestamp");
	bool ok = check_size(role, file, len, e) && (numbered ? repolock_write_new(path, text, len, e)
							      : fs_write_file_atomic(path, text, len, FILE_MODE, e));
	if (ok && meta) {
		char sha256[SHA256_HEX_BYTES];
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

/* targets.json or a pack's own list, and its line in the next snapshot. */
static bool write_list(struct release *x, const char *role, json_t *targets, json_t *delegations, int64_t version,
		struct err *e)
{
	json_t *part = part_of("targets", version, x->order->now + x->order->expiry.targets_days * DAY_S);
	json_t *meta = meta_of(version);
	CLEANUP(free_ptr) char *file = mem_printf("%lld.%s.json", (long long)version, role);
	CLEANUP(free_ptr) char *name = mem_printf("%s.json", role);
	json_object_set(part, "targets", targets);
	if (delegations) {
		json_object_set(part, "delegations", delegations);
	}
	bool ok = write_signed(x->r, x->k, role, file, part, meta, e);
	if (ok) {
		json_object_set(x->meta, name, meta);
	}
	json_decref(meta);
	json_decref(part);
	return ok;
}

static bool write_snapshot(struct release *x, int64_t version, json_t *meta, struct err *e)
{
	json_t *part = part_of("snapshot", version, x->order->now + x->order->expiry.snapshot_days * DAY_S);
	json_object_set(part, "meta", x->meta);
	CLEANUP(free_ptr) char *file = mem_printf("%lld.snapshot.json", (long long)version);
	bool ok = write_signed(x->r, x->k, "snapshot", file, part, meta, e);
	json_decref(part);
	return ok;
}

static bool write_timestamp(struct repo *r, struct keystore *k, json_t *snapshot_meta, time_t expires, struct err *e)
{
	json_t *part = part_of("timestamp", r->timestamp.version + 1, expires);
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
		bool ok = fs_read_file(from, ROOT_BYTES_MAX, &bytes, e) &&
			  repolock_write_new(to, buf_text(&bytes), bytes.len, e);
		buf_finish(&bytes);
		if (!ok) {
			return false;
		}
	}
	return true;
}

/* ---- what has to be signed again ---- */

/* Keys may have been replaced since: what they signed must be signed again before the new root is shown. */
static bool is_signed_for(const struct tuf_metadata *m, const struct keystore *k, const char *role)
{
	const struct tuf_metadata *root = keystore_root(k);
	struct err ignored;
	return m->all && tuf_metadata_verify(m, role, tuf_root_keys(root), tuf_root_role(root, role), &ignored);
}

static const json_t *delegation_of(const json_t *delegations, const char *role)
{
	size_t i;
	json_t *one;
	json_array_foreach(json_object_get(delegations, "roles"), i, one)
	{
		if (str_equal(tuf_json_text(one, "name"), role)) {
			return one;
		}
	}
	return NULL;
}

static bool is_signed_by_pack(const struct release *x, const struct tuf_metadata *m, const char *role)
{
	struct err ignored;
	return m && tuf_metadata_verify(m, role, json_object_get(x->delegations, "keys"),
				    delegation_of(x->delegations, role), &ignored);
}

/* Metadata near its end is signed again even when nothing changed, so that units do not find it expired. */
static bool is_stale(const struct release *x, const struct tuf_metadata *m, long days)
{
	return m->expires - x->order->now < days * DAY_S / 2;
}

static json_t *targets_of(const struct tuf_metadata *m)
{
	return json_object_get(m->signed_part, "targets");
}

/* {name: description} of what the list has below or, with `others`, outside of the pack's folder. Owned. */
static json_t *part_of_list(const struct tuf_metadata *list, const char *pack, bool others)
{
	json_t *found = json_object();
	CLEANUP(free_ptr) char *prefix = mem_printf("%s/", pack);
	const char *name;
	json_t *entry;
	json_object_foreach(targets_of(list), name, entry)
	{
		if (str_starts(name, prefix) != others) {
			json_object_set(found, name, entry);
		}
	}
	return found;
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* ---- the lists ---- */

/* The list of a delegated pack. Its numbers go on where those of targets.json were when it was delegated, so that the
 * release that a unit reports never goes back. */
static bool sign_own(struct release *x, json_t *listed, bool moved, struct repo_result *out, struct err *e)
{
	const struct tuf_metadata *old = repo_role_published(x->r, x->pack);
	bool same = old && json_equal(targets_of(old), listed) == 1;
	if (!moved && same && is_signed_by_pack(x, old, x->pack) && !is_stale(x, old, x->order->expiry.targets_days)) {
		out->release = old->version;
		return true;
	}
	out->release = next_version(x->r, x->pack, larger(old ? old->version : 0, moved ? x->r->targets.version : 0));
	return write_list(x, x->pack, listed, NULL, out->release, e);
}

/* Other packs whose keys were replaced: signed again here, for their units would refuse what they find. With `stale`,
 * also those that near their end and have a key here. */
static bool sign_others(struct release *x, bool stale, struct err *e)
{
	for (size_t i = 0; i < x->r->roles_len; i++) {
		struct repo_role *role = &x->r->roles[i];
		bool here = keystore_can_sign(x->k, role->name);
		bool good = is_signed_by_pack(x, &role->m, role->name) &&
			    !(stale && here && is_stale(x, &role->m, x->order->expiry.targets_days));
		if (good || str_equal(role->name, x->pack) || !delegation_of(x->delegations, role->name)) {
			continue;
		}
		if (!here) {
			return fail(e,
					"the keys of pack '%s' were replaced and the new ones are not here: publish "
					"that pack "
					"with them first, or bring them",
					role->name);
		}
		int64_t version = next_version(x->r, role->name, role->m.version);
		if (!write_list(x, role->name, targets_of(&role->m), NULL, version, e)) {
			return false;
		}
	}
	return true;
}

static bool same_json(const json_t *a, const json_t *b)
{
	return a && b ? json_equal(a, b) == 1 : a == b;
}

static bool sign_targets(struct release *x, json_t *listed, bool moved, struct repo_result *out, struct err *e)
{
	const struct tuf_metadata *old = &x->r->targets;
	bool own = !str_equal(x->signer, "targets");
	json_t *targets = part_of_list(old, x->pack, true);
	if (!own) {
		json_object_update(targets, listed);
	}
	bool must = !old->all || json_equal(targets_of(old), targets) != 1 || !is_signed_for(old, x->k, "targets") ||
		    !same_json(json_object_get(old->signed_part, "delegations"), x->delegations);
	bool should = old->all && is_stale(x, old, x->order->expiry.targets_days);
	int64_t version = old->version;
	bool ok = true;
	if (must || should) {
		const struct tuf_metadata *back = moved && !own ? repo_role_published(x->r, x->pack) : NULL;
		version = next_version(x->r, "targets", larger(version, back ? back->version : 0));
		ok = write_list(x, "targets", targets, x->delegations, version, e);
	}
	/* Staff of a territory do not have this key; what only nears its end is signed in time by those who do. */
	if (!ok && !must && own) {
		ok = true;
		version = old->version;
	}
	if (!own) {
		out->release = version;
	}
	json_decref(targets);
	return ok;
}

/* ---- all of it ---- */

static bool sign_snapshot(struct release *x, json_t **meta, struct err *e)
{
	const struct tuf_metadata *old = &x->r->snapshot;
	if (old->all && json_equal(json_object_get(old->signed_part, "meta"), x->meta) == 1 &&
			is_signed_for(old, x->k, "snapshot") && !is_stale(x, old, x->order->expiry.snapshot_days)) {
		*meta = json_deep_copy(
				json_object_get(json_object_get(x->r->timestamp.signed_part, "meta"), "snapshot.json"));
		return true;
	}
	int64_t version = next_version(x->r, "snapshot", old->version);
	*meta = meta_of(version);
	return write_snapshot(x, version, *meta, e);
}

bool release_sign(struct repo *r, struct keystore *k, const char *pack, json_t *listed, const struct repo_order *order,
		struct repo_result *out, struct err *e)
{
	struct release x = { .r = r,
		.k = k,
		.order = order,
		.pack = pack,
		.signer = keystore_role_of(k, pack),
		.delegations = keystore_delegations(k),
		.meta = r->snapshot.all ? json_deep_copy(json_object_get(r->snapshot.signed_part, "meta"))
					: json_object() };
	const struct tuf_metadata *before = repo_listing(r, pack);
	bool own = !str_equal(x.signer, "targets");
	bool moved = own != (before != &r->targets);
	json_t *published = part_of_list(before, pack, false);
	json_t *snapshot_meta = NULL;
	out->changed = moved || json_equal(published, listed) != 1;
	/* A new root just before the timestamp: the shortest time in which a unit can see one without the other. */
	bool ok = (!own || sign_own(&x, listed, moved, out, e)) && sign_others(&x, false, e) &&
		  sign_targets(&x, listed, moved, out, e) && sign_snapshot(&x, &snapshot_meta, e) &&
		  copy_roots(r, k, e) &&
		  write_timestamp(r, k, snapshot_meta, order->now + order->expiry.timestamp_days * DAY_S, e);
	json_decref(snapshot_meta);
	json_decref(published);
	json_decref(x.meta);
	json_decref(x.delegations);
	return ok;
}

bool release_renew(struct repo *r, struct keystore *k, const struct repo_order *order, struct err *e)
{
	struct release x = { .r = r,
		.k = k,
		.order = order,
		.pack = "",
		/* Without the targets key only what nears its end is left to others: what must be signed fails. */
		.signer = keystore_can_sign(k, "targets") ? "targets" : "",
		.delegations = keystore_delegations(k),
		.meta = json_deep_copy(json_object_get(r->snapshot.signed_part, "meta")) };
	struct repo_result ignored;
	json_t *nothing = json_object();
	json_t *snapshot_meta = NULL;
	bool ok = sign_others(&x, true, e) && sign_targets(&x, nothing, false, &ignored, e) &&
		  sign_snapshot(&x, &snapshot_meta, e) && copy_roots(r, k, e) &&
		  write_timestamp(r, k, snapshot_meta, order->now + order->expiry.timestamp_days * DAY_S, e);
	json_decref(snapshot_meta);
	json_decref(nothing);
	json_decref(x.meta);
	json_decref(x.delegations);
	return ok;
}

bool release_renew_timestamp(struct repo *r, struct keystore *k, time_t expires, struct err *e)
{
	if (!is_signed_for(&r->targets, k, "targets") || !is_signed_for(&r->snapshot, k, "snapshot")) {
		return fail(e, "keys were replaced since the last release: run borne-publish publish");
	}
	json_t *meta = json_object_get(json_object_get(r->timestamp.signed_part, "meta"), "snapshot.json");
	return copy_roots(r, k, e) && write_timestamp(r, k, meta, expires, e);
}
