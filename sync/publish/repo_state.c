/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/repo_state.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/repolock.h"
#include "tuf/client.h"

enum { METADATA_BYTES_MAX = 16 * 1024 * 1024, DIR_MODE = 0755, FILE_MODE = 0644 };

void repo_finish(struct repo *r)
{
	tuf_metadata_finish(&r->timestamp);
	tuf_metadata_finish(&r->snapshot);
	tuf_metadata_finish(&r->targets);
	for (size_t i = 0; i < r->roles_len; i++) {
		free(r->roles[i].name);
		tuf_metadata_finish(&r->roles[i].m);
	}
	free(r->roles);
	free(r->metadata_dir);
	free(r->targets_dir);
	fs_close_fd(&r->lock_fd);
}

/* A version of a role's metadata out of the repository; 0: the file without a number. */
static bool repo_read_metadata(const struct repo *r, const char *role, int64_t version, struct tuf_metadata *out,
		struct err *e)
{
	CLEANUP(free_ptr)
	char *path = version > 0 ? mem_printf("%s/%lld.%s.json", r->metadata_dir, (long long)version, role)
				 : mem_printf("%s/%s.json", r->metadata_dir, role);
	bool top = str_equal(role, "timestamp") || str_equal(role, "snapshot") || str_equal(role, "root");
	struct buf bytes = { 0 };
	bool ok = fs_read_file(path, METADATA_BYTES_MAX, &bytes, e) &&
		  tuf_metadata_parse(out, path, top ? role : "targets", buf_text(&bytes), bytes.len, e);
	buf_finish(&bytes);
	return ok;
}

static int64_t named_version(const struct tuf_metadata *m, const char *name)
{
	const json_t *entry = json_object_get(json_object_get(m->signed_part, "meta"), name);
	return (int64_t)json_integer_value(json_object_get(entry, "version"));
}

/* Those that the snapshot names besides targets.json. */
static bool read_roles(struct repo *r, struct err *e)
{
	json_t *meta = json_object_get(r->snapshot.signed_part, "meta");
	const char *file;
	json_t *ignored;
	r->roles = mem_zalloc(json_object_size(meta) + 1, sizeof *r->roles);
	json_object_foreach(meta, file, ignored)
	{
		if (str_equal(file, "targets.json") || !str_ends(file, ".json")) {
			continue;
		}
		struct repo_role *role = &r->roles[r->roles_len++];
		role->name = mem_strndup(file, strlen(file) - strlen(".json"));
		if (!repo_read_metadata(r, role->name, named_version(&r->snapshot, file), &role->m, e)) {
			return false;
		}
	}
	return true;
}

const struct tuf_metadata *repo_role_published(const struct repo *r, const char *role)
{
	for (size_t i = 0; i < r->roles_len; i++) {
		if (str_equal(r->roles[i].name, role)) {
			return &r->roles[i].m;
		}
	}
	return NULL;
}

const struct tuf_metadata *repo_listing(const struct repo *r, const char *pack)
{
	const struct tuf_metadata *own = repo_role_published(r, pack);
	size_t i;
	json_t *one;
	json_array_foreach(json_object_get(json_object_get(r->targets.signed_part, "delegations"), "roles"), i, one)
	{
		if (own && str_equal(tuf_json_text(one, "name"), pack)) {
			return own;
		}
	}
	return &r->targets;
}

bool repo_read_listing(const struct repo *r, const char *pack, int64_t version, struct tuf_metadata *out, struct err *e)
{
	CLEANUP(free_ptr) char *own = mem_printf("%s/%lld.%s.json", r->metadata_dir, (long long)version, pack);
	return repo_read_metadata(r, fs_exists(own) ? pack : "targets", version, out, e);
}

/* Another publisher may have replaced keys meanwhile, or from another machine: units would refuse what the old keys
 * sign now. */
static bool has_newest_keys(const struct repo *r, const struct keystore *k, struct err *e)
{
	static const char *const online[] = { "timestamp", "snapshot", "targets" };
	struct tuf_metadata newest = { 0 };
	int64_t version = keystore_root_version(k);
	bool ok = true;
	for (; ok; version++) {
		struct tuf_metadata root;
		CLEANUP(free_ptr)
		char *path = mem_printf("%s/%lld.root.json", r->metadata_dir, (long long)version + 1);
		if (!fs_exists(path)) {
			break;
		}
		ok = repo_read_metadata(r, "root", version + 1, &root, e);
		if (ok) {
			tuf_metadata_finish(&newest);
			newest = root;
		}
	}
	for (size_t i = 0; ok && newest.all && i < ARRAY_LEN(online); i++) {
		ok = json_equal(tuf_root_role(&newest, online[i]), tuf_root_role(keystore_root(k), online[i])) == 1 ||
		     fail(e,
				     "keys were replaced: root %lld of the repository names others for '%s' than these "
				     "keys do. Take keys.json and root/ from where that was done",
				     (long long)version, online[i]);
	}
	tuf_metadata_finish(&newest);
	return ok;
}

static struct repo repo_at(const char *dir)
{
	return (struct repo){ .metadata_dir = fs_join(dir, "metadata"),
		.targets_dir = fs_join(dir, "targets"),
		.lock_fd = -1 };
}

static bool read_published(struct repo *r, struct err *e)
{
	return repo_read_metadata(r, "timestamp", 0, &r->timestamp, e) &&
	       repo_read_metadata(r, "snapshot", named_version(&r->timestamp, "snapshot.json"), &r->snapshot, e) &&
	       repo_read_metadata(r, "targets", named_version(&r->snapshot, "targets.json"), &r->targets, e) &&
	       read_roles(r, e);
}

bool repo_look(struct repo *out, const char *dir, struct err *e)
{
	*out = repo_at(dir);
	if (!read_published(out, e)) {
		repo_finish(out);
		return fail_wrap(e, "the repository %s", dir);
	}
	return true;
}

bool repo_open(struct repo *out, const char *dir, const struct keystore *k, long wait_s, struct err *e)
{
	struct repo r = repo_at(dir);
	CLEANUP(free_ptr) char *timestamp = fs_join(r.metadata_dir, "timestamp.json");
	bool ok = repolock_take(dir, wait_s, &r.lock_fd, e) && fs_make_dirs(r.metadata_dir, DIR_MODE, e) &&
		  fs_make_dirs(r.targets_dir, DIR_MODE, e) && has_newest_keys(&r, k, e);
	if (ok && fs_exists(timestamp)) {
		ok = read_published(&r, e);
	}
	if (!ok) {
		repo_finish(&r);
		return fail_wrap(e, "the repository %s", dir);
	}
	*out = r;
	return true;
}

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
	str_cut(wanted.sha256, sizeof wanted.sha256, sha256);
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
	str_cut(there.sha256, sizeof there.sha256, sha256);
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

json_t *repo_described(const struct tuf_metadata *targets, const char *name)
{
	return json_object_get(json_object_get(targets->signed_part, "targets"), name);
}

const char *repo_described_sha256(const struct tuf_metadata *targets, const char *name)
{
	return tuf_json_text(json_object_get(repo_described(targets, name), "hashes"), "sha256");
}
