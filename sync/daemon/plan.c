/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/plan.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "generation/integrity.h"

#define LOG_MODULE "plan"
#include "base/log.h"

/* Of the component, whole or being patched, whichever is further. */
static uint64_t grown_bytes(const struct store *s, const struct bundle_component *c)
{
	CLEANUP(free_ptr) char *patched = delta_growing_path(s, c);
	int64_t made = fs_file_size(patched);
	uint64_t fetched = store_partial_bytes(s, c->sha256);
	return made > 0 && (uint64_t)made > fetched ? (uint64_t)made : fetched;
}

void plan_make(struct plan *out, const struct store *s, const struct bundle *b, void (*tick)(void *ctx), void *ctx)
{
	*out = (struct plan){ .missing = mem_zalloc(b->components_len + 1, sizeof(bool)),
		.deltas = mem_zalloc(b->components_len + 1, sizeof(struct delta)),
		.len = b->components_len };
	for (size_t i = 0; i < b->components_len; i++) {
		const struct bundle_component *c = &b->components[i];
		out->missing[i] = !integrity_object_is_good(s, c);
		if (tick) {
			tick(ctx);
		}
		if (out->missing[i]) {
			uint64_t have = grown_bytes(s, c);
			out->missing_bytes += c->length;
			out->partial_bytes += have < c->length ? have : c->length;
			out->largest_missing = c->length > out->largest_missing ? c->length : out->largest_missing;
		}
	}
	const struct bundle_component *content = bundle_find(b, "content.sqlite");
	out->search_bytes = content ? content->length : 0;
	out->download_bytes = out->missing_bytes;
}

void plan_patches(struct plan *p, const struct store *s, struct tuf_client *client, const struct bundle *b)
{
	for (size_t i = 0; i < p->len; i++) {
		const struct bundle_component *c = &b->components[i];
		if (p->missing[i] && delta_find(s, client, b->pack, c, &p->deltas[i])) {
			p->patch_bytes += p->deltas[i].target.length;
			p->download_bytes -= c->length - p->deltas[i].target.length;
		}
	}
}

void plan_finish(struct plan *p)
{
	for (size_t i = 0; i < p->len; i++) {
		delta_finish(&p->deltas[i]);
	}
	free(p->deltas);
	free(p->missing);
	*p = (struct plan){ 0 };
}

static bool same_disk(const struct store *s)
{
	struct stat root;
	struct stat spool;
	return stat(s->root, &root) != 0 || stat(s->spool, &spool) != 0 || root.st_dev == spool.st_dev;
}

uint64_t plan_lacking(const struct plan *p, const struct store *s)
{
	bool same = same_disk(s);
	uint64_t need = p->missing_bytes - (same ? p->partial_bytes : 0) + p->patch_bytes + p->search_bytes +
			PLAN_MARGIN_BYTES;
	int64_t free_bytes = fs_free_bytes(s->root);
	if (free_bytes >= 0 && (uint64_t)free_bytes < need) {
		return need - (uint64_t)free_bytes;
	}
	int64_t spool_free = same ? -1 : fs_free_bytes(s->spool);
	if (spool_free >= 0 && (uint64_t)spool_free + p->partial_bytes < p->largest_missing) {
		return p->largest_missing - (uint64_t)spool_free;
	}
	return 0;
}
