/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/patches.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "patch/apply.h"
#include "patch/format.h"
#include "patch/make.h"
#include "tuf/key.h"

enum {
	LOOK_BACK_MAX = 400,       /* versions of the list; most only renew an expiry */
	WORTH_PERCENT = 60,        /* of the file: above this a patch costs more trouble than it spares */
	SMALLEST_BYTES = 8 * 1024, /* a file that costs no more than a request is sent whole */
	DIR_MODE = 0755,
};

struct maker {
	struct repo *repo;
	json_t *targets;
	const struct bundle *bundle;
	const struct repo_order *order;
	struct repo_result *result;
	char *scratch; /* a folder in the repository, never served: its name is not signed */
};

/* What components were, newest first; the same contents once. */
struct history {
	char (*sha256)[SHA256_HEX_BYTES]; /* by component, `depth` each; "" when there are no more */
	size_t depth;
};

static char *slot(const struct history *h, size_t component, size_t i)
{
	return h->sha256[component * h->depth + i];
}

static void remember(const struct history *h, size_t component, const char *sha256)
{
	for (size_t i = 0; i < h->depth; i++) {
		char *at = slot(h, component, i);
		if (str_equal(at, sha256)) {
			return;
		}
		if (!at[0]) {
			str_cut(at, SHA256_HEX_BYTES, sha256);
			return;
		}
	}
}

/* A release of a bundle counts; a version that only renewed an expiry does not. */
static void read_history(const struct maker *m, struct history *h)
{
	const struct bundle *b = m->bundle;
	char last[SHA256_HEX_BYTES] = "";
	int64_t newest = repo_listing(m->repo, b->pack)->version;
	CLEANUP(free_ptr) char *manifest = mem_printf("%s/bundle.json", b->pack);
	size_t releases = 0;
	for (int64_t v = newest; v > 0 && newest - v < LOOK_BACK_MAX && releases < h->depth; v--) {
		struct tuf_metadata old = { 0 };
		struct err gone; /* an operator may have cleaned up: then the ways back end here */
		if (!repo_read_listing(m->repo, b->pack, v, &old, &gone)) {
			return;
		}
		const char *release = repo_described_sha256(&old, manifest);
		if (release && !str_equal(release, last)) {
			str_cut(last, sizeof last, release);
			releases++;
		}
		for (size_t i = 0; i < b->components_len; i++) {
			CLEANUP(free_ptr) char *name = mem_printf("%s/%s", b->pack, b->components[i].name);
			const char *sha256 = repo_described_sha256(&old, name);
			if (sha256 && !str_equal(sha256, b->components[i].sha256)) {
				remember(h, i, sha256);
			}
		}
		tuf_metadata_finish(&old);
	}
}

/* What a unit will do, before any unit has to. */
static bool try_patch(const struct maker *m, const struct patch_job *job, struct err *e)
{
	CLEANUP(free_ptr) char *out = fs_join(m->scratch, "tried");
	struct patch_job trial = *job;
	trial.out = out;
	enum patch_result result = patch_apply(&trial, e);
	(void)unlink(out);
	return result == PATCH_DONE || fail_wrap(e, "the patch just made does not work");
}

static bool add_new(const struct maker *m, const struct bundle_component *c, const char *old_sha256, const char *name,
		struct err *e)
{
	CLEANUP(free_ptr) char *component = mem_printf("%s/%s", m->bundle->pack, c->name);
	CLEANUP(free_ptr) char *old = old_sha256 ? repo_target_path(m->repo, component, old_sha256) : NULL;
	CLEANUP(free_ptr) char *new = bundle_component_path(m->bundle, c->name);
	CLEANUP(free_ptr) char *made = fs_join(m->scratch, "made");
	uint64_t limit = c->length / 100 * WORTH_PERCENT;
	uint64_t length = 0;
	char sha256[SHA256_HEX_BYTES];
	if (old && !fs_exists(old)) {
		return true; /* cleaned up: units that have it fetch the whole file */
	}
	if (!patch_make(old, new, made, m->order->patch_level, limit, &length, e)) {
		return fail_wrap(e, "%s", name);
	}
	if (length == 0) {
		return true;
	}
	struct patch_job job = { .patch = made,
		.old = old,
		.old_sha256 = old_sha256,
		.new_sha256 = c->sha256,
		.new_length = c->length };
	bool ok = try_patch(m, &job, e) && tuf_hash_file(made, &length, sha256, NULL, e) &&
		  repo_add_target(m->repo, m->targets, name, made, length, sha256, NULL, &m->result->files_added, e);
	(void)unlink(made);
	m->result->patches++;
	return ok;
}

static bool add_patch(const struct maker *m, const struct bundle_component *c, const char *old_sha256, struct err *e)
{
	CLEANUP(free_ptr) char *below = patch_target_name(old_sha256, c->sha256);
	CLEANUP(free_ptr) char *name = mem_printf("%s/%s", m->bundle->pack, below);
	json_t *published = repo_described(repo_listing(m->repo, m->bundle->pack), name);
	if (!published) {
		return add_new(m, c, old_sha256, name, e);
	}
	json_object_set(m->targets, name, published);
	return true;
}

static bool add_all(const struct maker *m, const struct history *h, struct err *e)
{
	for (size_t i = 0; i < m->bundle->components_len; i++) {
		const struct bundle_component *c = &m->bundle->components[i];
		if (c->length < SMALLEST_BYTES) {
			continue;
		}
		if (!add_patch(m, c, NULL, e)) {
			return false;
		}
		for (size_t n = 0; n < h->depth && slot(h, i, n)[0]; n++) {
			if (!add_patch(m, c, slot(h, i, n), e)) {
				return false;
			}
		}
	}
	return true;
}

/* The same bundle again: its patches were made, and those that did not pay need not be tried once more. */
static bool keep_published(const struct maker *m)
{
	CLEANUP(free_ptr) char *manifest = mem_printf("%s/bundle.json", m->bundle->pack);
	CLEANUP(free_ptr) char *prefix = mem_printf("%s/patches/", m->bundle->pack);
	const char *published = repo_described_sha256(repo_listing(m->repo, m->bundle->pack), manifest);
	const json_t *hashes = json_object_get(json_object_get(m->targets, manifest), "hashes");
	const char *arriving = tuf_json_text(hashes, "sha256");
	const char *name;
	json_t *entry;
	if (!published || !arriving || !str_equal(published, arriving)) {
		return false;
	}
	json_object_foreach(json_object_get(repo_listing(m->repo, m->bundle->pack)->signed_part, "targets"), name,
			entry)
	{
		if (str_starts(name, prefix)) {
			json_object_set(m->targets, name, entry);
		}
	}
	return true;
}

bool patches_add(struct repo *r, json_t *targets, const struct bundle *b, const struct repo_order *order,
		struct repo_result *result, struct err *e)
{
	struct maker m = { .repo = r,
		.targets = targets,
		.bundle = b,
		.order = order,
		.result = result,
		.scratch = mem_printf("%s/.making", r->targets_dir) };
	struct history h = { .depth = (size_t)order->patch_releases };
	bool ok = true;
	if (order->patch_releases > 0 && !keep_published(&m)) {
		h.sha256 = mem_zalloc(b->components_len * h.depth + 1, sizeof h.sha256[0]);
		read_history(&m, &h);
		ok = fs_make_dirs(m.scratch, DIR_MODE, e) && add_all(&m, &h, e);
		struct err left;
		if (!fs_remove_tree(m.scratch, ok ? e : &left)) {
			ok = false;
		}
	}
	free(h.sha256);
	free(m.scratch);
	return ok;
}
