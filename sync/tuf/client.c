/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four top-level roles: TUF specification 1.0, sections 5.1 to 5.6. */
#include "tuf/client.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "tuf/client_state.h"

struct tuf_client *tuf_client_create(const char *metadata_dir, struct tuf_fetcher fetcher, time_t (*now)(void *ctx),
		void *now_ctx)
{
	struct tuf_client *c = mem_zalloc(1, sizeof *c);
	c->dir = mem_strdup(metadata_dir);
	c->fetcher = fetcher;
	c->now = now;
	c->now_ctx = now_ctx;
	return c;
}

void tuf_client_destroy(struct tuf_client *c)
{
	if (!c) {
		return;
	}
	tuf_metadata_finish(&c->root);
	tuf_metadata_finish(&c->timestamp);
	tuf_metadata_finish(&c->snapshot);
	tuf_metadata_finish(&c->targets);
	free(c->dir);
	free(c);
}

enum tuf_trouble tuf_client_trouble(const struct tuf_client *c)
{
	return c->trouble;
}

size_t tuf_client_bytes_max(const char *role)
{
	static const struct {
		const char *role;
		size_t bytes;
	} bounds[] = {
		{ "root", TUF_ROOT_BYTES_MAX },
		{ "timestamp", TUF_TIMESTAMP_BYTES_MAX },
		{ "snapshot", TUF_SNAPSHOT_BYTES_MAX },
	};
	for (size_t i = 0; i < ARRAY_LEN(bounds); i++) {
		if (str_equal(bounds[i].role, role)) {
			return bounds[i].bytes;
		}
	}
	return TUF_TARGETS_BYTES_MAX;
}

/* ---- 5.2, 5.3: root ---- */

static bool same_role(const struct tuf_metadata *a, const struct tuf_metadata *b, const char *role)
{
	return json_equal(tuf_root_role(a, role), tuf_root_role(b, role)) == 1;
}

/* 5.3.3 to 5.3.8: the next version, when the server has one. *more: it had. */
static bool next_root(struct tuf_client *c, bool *more, struct err *e)
{
	struct buf bytes = { 0 };
	int64_t version = c->root.version + 1;
	CLEANUP(free_ptr) char *path = mem_printf("%lld.root.json", (long long)version);
	enum tuf_fetch_result result = c->fetcher.get(c->fetcher.ctx, path, TUF_ROOT_BYTES_MAX, &bytes, e);
	*more = result == TUF_FETCH_OK;
	if (result != TUF_FETCH_OK) {
		buf_finish(&bytes);
		return result != TUF_FETCH_FAILED || tuf_broke(c, TUF_TROUBLE_NETWORK);
	}
	struct tuf_metadata root;
	bool ok = tuf_read_root(c, path, buf_text(&bytes), bytes.len, &c->root, &root, e);
	if (ok && root.version != version) { /* 5.3.5 */
		(void)fail_kind(e, ERR_TRUST, "%s has version %lld inside", path, (long long)root.version);
		tuf_metadata_finish(&root);
		ok = tuf_broke(c, root.version < version ? TUF_TROUBLE_ROLLBACK : TUF_TROUBLE_SIGNATURE);
	}
	if (ok) {
		/* 5.3.11: fast-forward recovery. What was signed by keys that are no longer trusted may not bind us. A
		 * rotation that was followed before the trusted root was damaged has had this effect already. */
		bool is_new = version > c->root_floor;
		if (is_new && (!same_role(&c->root, &root, "timestamp") || !same_role(&c->root, &root, "snapshot"))) {
			tuf_drop_cache(c, "timestamp");
			tuf_drop_cache(c, "snapshot");
		}
		tuf_metadata_finish(&c->root);
		c->root = root;
		ok = tuf_write_cache(c, "root", buf_text(&bytes), bytes.len, e) && tuf_write_seed(c, e);
	}
	buf_finish(&bytes);
	return ok;
}

static bool is_expired(struct tuf_client *c, const struct tuf_metadata *m, const char *name, struct err *e)
{
	if (m->expires > c->start) {
		return false;
	}
	char when[CLOCK_RFC3339_BYTES];
	clock_format_rfc3339(m->expires, when);
	(void)fail_kind(e, ERR_TRUST, "%s expired on %s: the server must publish it again", name, when);
	return !tuf_broke(c, TUF_TROUBLE_EXPIRED);
}

static bool refuse_older(struct tuf_client *c, const char *name, int64_t new, int64_t old, struct err *e)
{
	(void)fail_kind(e, ERR_TRUST, "%s went back from version %lld to %lld", name, (long long)old, (long long)new);
	return tuf_broke(c, TUF_TROUBLE_ROLLBACK);
}

static bool update_root(struct tuf_client *c, struct err *e)
{
	bool more = true;
	for (int i = 0; more && i < TUF_ROOT_ROTATIONS_MAX; i++) {
		if (!next_root(c, &more, e)) {
			return false;
		}
	}
	/* A root that was trusted once stays the least that is accepted, also when its file was damaged since. */
	if (c->root.version < c->root_floor) {
		return refuse_older(c, "root.json", c->root.version, c->root_floor, e);
	}
	return !is_expired(c, &c->root, "root.json", e); /* 5.3.10 */
}

/* ---- 5.4: timestamp ---- */

static bool read_role(struct tuf_client *c, const char *name, const char *role, const char *bytes, size_t len,
		struct tuf_metadata *out, struct err *e)
{
	struct tuf_metadata m;
	if (!tuf_metadata_parse(&m, name, role, bytes, len, e)) {
		return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	if (!tuf_metadata_verify(&m, name, tuf_root_keys(&c->root), tuf_root_role(&c->root, role), e)) {
		tuf_metadata_finish(&m);
		return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	*out = m;
	return true;
}

/* What the cache holds of a role, if the present root still vouches for it. */
static void load_cached(struct tuf_client *c, const char *role, size_t max_bytes, struct tuf_metadata *out)
{
	struct buf bytes = { 0 };
	struct err ignored;
	enum tuf_trouble trouble = c->trouble;
	if (tuf_read_cache(c, role, max_bytes, &bytes)) {
		(void)read_role(c, role, role, buf_text(&bytes), bytes.len, out, &ignored);
	}
	c->trouble = trouble;
	buf_finish(&bytes);
}

static int64_t meta_version(const struct tuf_metadata *m, const char *name)
{
	const json_t *entry = json_object_get(json_object_get(m->signed_part, "meta"), name);
	return (int64_t)json_integer_value(json_object_get(entry, "version"));
}

/* 5.4.3 and 5.4.4 */
static bool accept_timestamp(struct tuf_client *c, const struct tuf_metadata *new, const struct buf *bytes, bool *keep,
		struct err *e)
{
	const struct tuf_metadata *old = &c->timestamp;
	*keep = false;
	if (old->all) {
		if (new->version < old->version) {
			return refuse_older(c, "timestamp.json", new->version, old->version, e);
		}
		if (new->version == old->version) {
			return true; /* 5.4.3.1: nothing new; the old one stays */
		}
		int64_t snapshot = meta_version(old, "snapshot.json");
		if (meta_version(new, "snapshot.json") < snapshot) {
			return refuse_older(c, "snapshot.json, as timestamp.json names it,",
					meta_version(new, "snapshot.json"), snapshot, e);
		}
	}
	if (is_expired(c, new, "timestamp.json", e)) {
		return false;
	}
	*keep = true;
	return tuf_write_cache(c, "timestamp", buf_text(bytes), bytes->len, e);
}

static bool update_timestamp(struct tuf_client *c, struct err *e)
{
	load_cached(c, "timestamp", TUF_TIMESTAMP_BYTES_MAX, &c->timestamp);
	struct buf bytes = { 0 };
	struct tuf_metadata new = { 0 };
	bool keep = false;
	bool ok = tuf_fetch(c, "timestamp", 0, TUF_TIMESTAMP_BYTES_MAX, &bytes, e) &&
		  read_role(c, "timestamp.json", "timestamp", buf_text(&bytes), bytes.len, &new, e) &&
		  accept_timestamp(c, &new, &bytes, &keep, e);
	buf_finish(&bytes);
	if (ok && keep) {
		tuf_metadata_finish(&c->timestamp);
		c->timestamp = new;
	} else {
		tuf_metadata_finish(&new);
	}
	/* 5.4.4, also for the cached one that was as new. */
	return ok && !is_expired(c, &c->timestamp, "timestamp.json", e);
}

/* ---- 5.5: snapshot ---- */

/* 5.5.5: no targets role may go back or disappear. */
static bool keeps_versions(struct tuf_client *c, const struct tuf_metadata *new, struct err *e)
{
	const char *name;
	json_t *entry;
	if (!c->snapshot.all) {
		return true;
	}
	json_object_foreach(json_object_get(c->snapshot.signed_part, "meta"), name, entry)
	{
		int64_t old = (int64_t)json_integer_value(json_object_get(entry, "version"));
		int64_t version = meta_version(new, name);
		if (version < old) {
			return refuse_older(c, name, version, old, e);
		}
	}
	return true;
}

static bool right_version(struct tuf_client *c, const char *name, int64_t found, int64_t wanted, struct err *e)
{
	if (found == wanted) {
		return true;
	}
	(void)fail_kind(e, ERR_TRUST, "%s has version %lld, not the %lld that is signed for", name, (long long)found,
			(long long)wanted);
	return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
}

/* 5.5.1 and 5.6.1: up to the length that is signed, or else `most`. Who holds the keys above may sign any length: it
 * lowers the bound of this program and never raises it, for the bytes are held in memory before they are verified. */
static bool limit_of(struct tuf_client *c, const char *name, const json_t *description, uint64_t most, uint64_t *out,
		struct err *e)
{
	json_int_t length;
	*out = most;
	if (!tuf_json_integer(description, "length", 0, &length)) {
		return true;
	}
	if ((uint64_t)length > most) {
		(void)fail_kind(e, ERR_TRUST, "%s is signed with a length of %lld bytes, and at most %llu are read",
				name, (long long)length, (unsigned long long)most);
		return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	*out = (uint64_t)length;
	return true;
}

static bool fetch_snapshot(struct tuf_client *c, const json_t *description, struct err *e)
{
	int64_t version = meta_version(&c->timestamp, "snapshot.json");
	struct buf bytes = { 0 };
	struct tuf_metadata new = { 0 };
	uint64_t most;
	bool ok = limit_of(c, "snapshot.json", description, TUF_SNAPSHOT_BYTES_MAX, &most, e) &&
		  tuf_fetch(c, "snapshot", tuf_is_consistent(c) ? version : 0, most, &bytes, e);
	if (ok && !tuf_metadata_matches("snapshot.json", description, buf_text(&bytes), bytes.len, e)) { /* 5.5.2 */
		ok = tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	ok = ok && read_role(c, "snapshot.json", "snapshot", buf_text(&bytes), bytes.len, &new, e) &&
	     right_version(c, "snapshot.json", new.version, version, e) &&             /* 5.5.4 */
	     keeps_versions(c, &new, e) && !is_expired(c, &new, "snapshot.json", e) && /* 5.5.6 */
	     tuf_write_cache(c, "snapshot", buf_text(&bytes), bytes.len, e);
	buf_finish(&bytes);
	if (!ok) {
		tuf_metadata_finish(&new);
		return false;
	}
	tuf_metadata_finish(&c->snapshot);
	c->snapshot = new;
	return true;
}

/* The cached file is the one described, not merely one of the same version. */
static bool cache_matches(const struct tuf_client *c, const char *role, size_t max_bytes, const json_t *description)
{
	struct buf bytes = { 0 };
	struct err ignored;
	bool ok = tuf_read_cache(c, role, max_bytes, &bytes) &&
		  tuf_metadata_matches(role, description, buf_text(&bytes), bytes.len, &ignored);
	buf_finish(&bytes);
	return ok;
}

static bool update_snapshot(struct tuf_client *c, struct err *e)
{
	const json_t *description = json_object_get(json_object_get(c->timestamp.signed_part, "meta"), "snapshot.json");
	struct err ignored;
	load_cached(c, "snapshot", TUF_SNAPSHOT_BYTES_MAX, &c->snapshot);
	if (c->snapshot.all && c->snapshot.version == meta_version(&c->timestamp, "snapshot.json") &&
			cache_matches(c, "snapshot", TUF_SNAPSHOT_BYTES_MAX, description)) {
		enum tuf_trouble trouble = c->trouble;
		if (!is_expired(c, &c->snapshot, "snapshot.json", &ignored)) {
			return true;
		}
		c->trouble = trouble;
	}
	return fetch_snapshot(c, description, e);
}

/* ---- 5.6: targets ---- */

static bool accept_targets(struct tuf_client *c, const char *role, const json_t *keys, const json_t *description,
		const json_t *meta, const struct buf *bytes, struct tuf_metadata *out, struct err *e)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s.json", role);
	struct tuf_metadata m;
	if (!tuf_metadata_matches(name, meta, buf_text(bytes), bytes->len, e) || /* 5.6.2 */
			!tuf_metadata_parse(&m, name, "targets", buf_text(bytes), bytes->len, e)) {
		return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	bool ok = tuf_metadata_verify(&m, name, keys, description, e) ||
		  tuf_broke(c, TUF_TROUBLE_SIGNATURE); /* 5.6.3 */
	int64_t wanted = (int64_t)json_integer_value(json_object_get(meta, "version"));
	ok = ok && right_version(c, name, m.version, wanted, e) && !is_expired(c, &m, name, e); /* 5.6.4, 5.6.5 */
	if (!ok) {
		tuf_metadata_finish(&m);
		return false;
	}
	*out = m;
	return true;
}

bool tuf_load_targets(struct tuf_client *c, const char *role, const json_t *keys, const json_t *description,
		struct tuf_metadata *out, struct err *e)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s.json", role);
	const json_t *meta = json_object_get(json_object_get(c->snapshot.signed_part, "meta"), name);
	if (!meta) {
		(void)fail_kind(e, ERR_TRUST, "snapshot.json does not name %s", name);
		return tuf_broke(c, TUF_TROUBLE_SIGNATURE);
	}
	struct buf bytes = { 0 };
	struct err ignored;
	enum tuf_trouble trouble = c->trouble;
	bool ok = tuf_read_cache(c, role, TUF_TARGETS_BYTES_MAX, &bytes) &&
		  accept_targets(c, role, keys, description, meta, &bytes, out, &ignored);
	if (!ok) {
		c->trouble = trouble;
		buf_clear(&bytes);
		int64_t version = (int64_t)json_integer_value(json_object_get(meta, "version"));
		uint64_t most;
		ok = limit_of(c, name, meta, TUF_TARGETS_BYTES_MAX, &most, e) &&
		     tuf_fetch(c, role, tuf_is_consistent(c) ? version : 0, most, &bytes, e) &&
		     accept_targets(c, role, keys, description, meta, &bytes, out, e);
		if (ok && !tuf_write_cache(c, role, buf_text(&bytes), bytes.len, e)) {
			tuf_metadata_finish(out);
			ok = false;
		}
	}
	buf_finish(&bytes);
	return ok;
}

bool tuf_client_refresh(struct tuf_client *c, struct err *e)
{
	c->start = c->now(c->now_ctx); /* 5.1 */
	c->trouble = TUF_TROUBLE_NONE;
	c->delegated_expires = 0;
	tuf_metadata_finish(&c->timestamp);
	tuf_metadata_finish(&c->snapshot);
	tuf_metadata_finish(&c->targets);
	if (!c->root.all) {
		return fail_kind(e, ERR_TRUST, "no root is trusted yet");
	}
	return update_root(c, e) && update_timestamp(c, e) && update_snapshot(c, e) &&
	       tuf_load_targets(c, "targets", tuf_root_keys(&c->root), tuf_root_role(&c->root, "targets"), &c->targets,
			       e);
}

time_t tuf_client_expires(const struct tuf_client *c)
{
	const struct tuf_metadata *roles[] = { &c->root, &c->timestamp, &c->snapshot, &c->targets };
	time_t earliest = c->root.expires;
	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		if (roles[i]->expires < earliest) {
			earliest = roles[i]->expires;
		}
	}
	return c->delegated_expires && c->delegated_expires < earliest ? c->delegated_expires : earliest;
}
