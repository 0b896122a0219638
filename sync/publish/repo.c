/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/repo.h"

#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "firmware/firmware.h"
#include "publish/losses.h"
#include "publish/patches.h"
#include "publish/release.h"
#include "publish/repo_state.h"
#include "tuf/key.h"

enum { DAY_S = 24 * 3600 };

/* `custom` is taken: what the signed list says of the bundle beside its hash. */
static bool add_bundle(struct repo *r, json_t *targets, const struct bundle *b, json_t *custom, size_t *added,
		struct err *e)
{
	for (size_t i = 0; i < b->components_len; i++) {
		const struct bundle_component *c = &b->components[i];
		CLEANUP(free_ptr) char *name = mem_printf("%s/%s", b->pack, c->name);
		CLEANUP(free_ptr) char *from = bundle_component_path(b, c->name);
		if (!repo_add_target(r, targets, name, from, c->length, c->sha256, NULL, added, e)) {
			json_decref(custom);
			return false;
		}
	}
	CLEANUP(free_ptr) char *manifest = fs_join(b->dir, "bundle.json");
	CLEANUP(free_ptr) char *name = mem_printf("%s/bundle.json", b->pack);
	uint64_t length;
	char sha256[SHA256_HEX_BYTES];
	if (!tuf_hash_file(manifest, &length, sha256, NULL, e)) {
		json_decref(custom);
		return false;
	}
	return repo_add_target(r, targets, name, manifest, length, sha256, custom, added, e);
}

/* ---- publishing ---- */

static const json_t *published_bundle(const struct repo *r, const char *pack)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s/bundle.json", pack);
	return repo_described(repo_listing(r, pack), name);
}

static bool check_edition(const struct repo *r, const struct bundle *b, bool allow_older, struct err *e)
{
	const char *edition = tuf_json_text(json_object_get(published_bundle(r, b->pack), "custom"), "edition");
	if (!edition || allow_older || strcmp(b->edition, edition) >= 0) {
		return true;
	}
	return fail(e,
			"edition %s of pack '%s' is older than the published %s: set a newer date in pack.yaml, or say "
			"--allow-older",
			b->edition, b->pack, edition);
}

/* A release without --map or --osm would be valid, and take maps and routes from every unit that follows it. */
static bool check_losses(const struct repo *r, const struct bundle *b, bool allow, struct repo_result *out,
		struct err *e)
{
	out->losses_len = losses_find(r, b, &out->losses);
	return out->losses_len == 0 || allow ||
	       fail(e, "nothing was published: units would lose what is named above; build the bundle with it, or say "
		       "--allow-losses when it is meant to go");
}

/* Staff tell editions apart by their date. */
static bool is_other_content(const struct repo *r, const struct bundle *b, const json_t *listed)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s/bundle.json", b->pack);
	const json_t *old = published_bundle(r, b->pack);
	const char *edition = tuf_json_text(json_object_get(old, "custom"), "edition");
	return edition && str_equal(edition, b->edition) && json_equal(old, json_object_get(listed, name)) != 1;
}

static bool root_is_valid(const struct keystore *k, const struct repo_order *order, struct err *e)
{
	return keystore_root_expires(k) > order->now ||
	       fail(e, "the root has expired: renew it with borne-publish keys renew before publishing");
}

bool repo_publish(const char *dir, struct keystore *k, const struct bundle *b, const struct repo_order *order,
		struct repo_result *out, struct err *e)
{
	struct repo r = { .lock_fd = -1 };
	*out = (struct repo_result){ 0 };
	if (firmware_is_pack(b->pack)) {
		return fail(e, "'%s' is the name of a firmware, and this is content: give pack.yaml another id",
				b->pack);
	}
	if (!root_is_valid(k, order, e) || !repo_open(&r, dir, k, order->wait_s, e)) {
		return false;
	}
	json_t *listed = json_object();
	const char *before = tuf_json_text(json_object_get(published_bundle(&r, b->pack), "custom"), "edition");
	str_cut(out->before, sizeof out->before, before ? before : "");
	bool ok = check_edition(&r, b, order->allow_older, e) && check_losses(&r, b, order->allow_losses, out, e) &&
		  add_bundle(&r, listed, b, json_pack("{s:s}", "edition", b->edition), &out->files_added, e);
	out->same_edition = ok && is_other_content(&r, b, listed);
	ok = ok && patches_add(&r, listed, b, order, out, e) && release_sign(&r, k, b->pack, listed, order, out, e);
	json_decref(listed);
	repo_finish(&r);
	return ok;
}

static bool check_version(const struct repo *r, const struct bundle *b, bool allow_older, struct err *e)
{
	const char *version = tuf_json_text(json_object_get(published_bundle(r, b->pack), "custom"), "edition");
	if (!version || !firmware_version_is_sound(version) || allow_older ||
			firmware_compare(b->edition, version) >= 0) {
		return true;
	}
	return fail(e,
			"firmware %s is older than the published %s: units would refuse it; say --allow-older if it is "
			"meant",
			b->edition, version);
}

bool repo_publish_firmware(const char *dir, struct keystore *k, const struct bundle *b, long share,
		const struct repo_order *order, struct repo_result *out, struct err *e)
{
	struct repo r = { .lock_fd = -1 };
	*out = (struct repo_result){ 0 };
	if (!str_equal(keystore_role_of(k, b->pack), b->pack)) {
		return fail(e, "units take firmware from keys of its own alone: borne-publish keys delegate %s",
				b->pack);
	}
	if (!root_is_valid(k, order, e) || !repo_open(&r, dir, k, order->wait_s, e)) {
		return false;
	}
	json_t *listed = json_object();
	json_t *custom = json_pack("{s:s, s:I}", "edition", b->edition, "share", (json_int_t)share);
	bool ok = check_version(&r, b, order->allow_older, e);
	if (!ok) {
		json_decref(custom);
	}
	ok = ok && add_bundle(&r, listed, b, custom, &out->files_added, e) &&
	     patches_add(&r, listed, b, order, out, e) && release_sign(&r, k, b->pack, listed, order, out, e);
	json_decref(listed);
	repo_finish(&r);
	return ok;
}

bool repo_renew(const char *dir, struct keystore *k, const struct repo_order *order, struct err *e)
{
	struct repo r = { .lock_fd = -1 };
	if (!repo_open(&r, dir, k, order->wait_s, e)) {
		return false;
	}
	bool ok = (r.timestamp.all != NULL || fail(e, "%s has nothing published yet", dir)) &&
		  release_renew(&r, k, order, e);
	repo_finish(&r);
	return ok;
}

bool repo_renew_timestamp(const char *dir, struct keystore *k, const struct repo_order *order, struct err *e)
{
	struct repo r = { .lock_fd = -1 };
	if (!repo_open(&r, dir, k, order->wait_s, e)) {
		return false;
	}
	bool ok = (r.timestamp.all != NULL || fail(e, "%s has nothing published yet", dir)) &&
		  release_renew_timestamp(&r, k, order->now + order->expiry.timestamp_days * DAY_S, e);
	repo_finish(&r);
	return ok;
}
