/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/delta.h"

#include <stdlib.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "patch/format.h"

static bool is_better(const struct tuf_target *t, const struct delta *best, uint64_t missing)
{
	return t->sha256[0] && t->length < missing && (!best->target.name || t->length < best->target.length);
}

/* `old_sha256` NULL: from nothing. */
static void consider_patch(const struct store *s, struct tuf_client *client, const char *pack,
		const struct bundle_component *c, const char *old_sha256, uint64_t missing, struct delta *best)
{
	CLEANUP(free_ptr) char *below = patch_target_name(old_sha256, c->sha256);
	CLEANUP(free_ptr) char *name = mem_printf("%s/%s", pack, below);
	struct tuf_target target;
	struct err none;
	if (!tuf_client_find_target(client, name, &target, &none)) {
		return;
	}
	if (!is_better(&target, best, missing)) {
		tuf_target_finish(&target);
		return;
	}
	delta_finish(best);
	best->target = target;
	best->old = old_sha256 ? store_object_path(s, old_sha256) : NULL;
	str_cut(best->old_sha256, sizeof best->old_sha256, old_sha256 ? old_sha256 : "");
}

bool delta_find_from(const struct store *s, struct tuf_client *client, const char *pack,
		const struct bundle_component *c, const char *old_sha256, const char *old_path, struct delta *out)
{
	uint64_t have = store_partial_bytes(s, c->sha256);
	*out = (struct delta){ 0 };
	consider_patch(s, client, pack, c, old_sha256, have < c->length ? c->length - have : 0, out);
	if (out->target.name) {
		free(out->old);
		out->old = mem_strdup(old_path);
	}
	return out->target.name != NULL;
}

/* The component of that name in a generation that is kept. */
static void consider_generation(const struct store *s, struct tuf_client *client, const char *pack,
		const struct bundle_component *c, enum store_name which, uint64_t missing, struct delta *best)
{
	int64_t generation = store_generation(s, which);
	CLEANUP(free_ptr) char *dir = store_generation_path(s, generation, NULL);
	struct bundle b = { 0 };
	struct err none;
	if (generation == 0 || !bundle_open(&b, dir, NULL, &none)) {
		return;
	}
	const struct bundle_component *old = bundle_find(&b, c->name);
	CLEANUP(free_ptr) char *object = old ? store_object_path(s, old->sha256) : NULL;
	if (old && fs_file_size(object) == (int64_t)old->length) {
		consider_patch(s, client, pack, c, old->sha256, missing, best);
	}
	bundle_close(&b);
}

bool delta_find(const struct store *s, struct tuf_client *client, const char *pack, const struct bundle_component *c,
		struct delta *out)
{
	uint64_t have = store_partial_bytes(s, c->sha256);
	uint64_t missing = have < c->length ? c->length - have : 0;
	*out = (struct delta){ 0 };
	consider_generation(s, client, pack, c, STORE_CURRENT, missing, out);
	consider_generation(s, client, pack, c, STORE_PREVIOUS, missing, out);
	consider_patch(s, client, pack, c, NULL, missing, out);
	return out->target.name != NULL;
}

void delta_finish(struct delta *d)
{
	if (d->target.name) {
		tuf_target_finish(&d->target);
	}
	free(d->old);
	*d = (struct delta){ 0 };
}

char *delta_growing_path(const struct store *s, const struct bundle_component *c)
{
	return store_spool_path(s, c->sha256, ".patched");
}

enum patch_result delta_apply(const struct store *s, const struct delta *d, const struct bundle_component *c,
		const char *patch_path, void (*tick)(void *ctx, uint64_t bytes), void *ctx, struct err *e)
{
	CLEANUP(free_ptr) char *out = delta_growing_path(s, c);
	const struct patch_job job = { .patch = patch_path,
		.old = d->old,
		.out = out,
		.old_sha256 = d->old_sha256,
		.new_sha256 = c->sha256,
		.new_length = c->length,
		.progress = tick,
		.ctx = ctx,
		.work = s->work };
	return patch_apply(&job, e);
}
