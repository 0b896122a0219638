/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply/obtain.h"

#include <stdlib.h>
#include <unistd.h>

#include "apply/transfer.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "obtain"
#include "base/log.h"

struct fetching {
	struct install *in;
	uint64_t before; /* bytes of components finished earlier */
};

static void on_progress(void *ctx, uint64_t bytes)
{
	struct fetching *f = ctx;
	f->in->status->progress.bytes = f->before + bytes;
	install_tell(f->in);
}

static bool fetch(struct install *in, const struct tuf_target *target, uint64_t before, char **path, struct err *e)
{
	struct fetching f = { .in = in, .before = before };
	CLEANUP(free_ptr) char *url = mem_printf("%s/%s", in->targets_url, target->url_path);
	struct transfer_request request = { .url = url,
		.name = target->name,
		.sha256 = target->sha256,
		.length = target->length,
		.check_dates = in->check_dates,
		.progress = on_progress,
		.ctx = &f };
	struct transfer_result result;
	if (!transfer_run(in->store, in->link, &request, path, &result, e)) {
		in->retry_after_s = result.retry_after_s;
		return install_fail(in, result.problem);
	}
	return true;
}

bool obtain_target(struct install *in, const struct tuf_target *target, char **path, struct err *e)
{
	return fetch(in, target, 0, path, e);
}

/* The manifest and the signed list must agree: a component is what both say. */
static bool find_component(struct install *in, struct tuf_client *client, const struct bundle_component *c,
		struct tuf_target *out, struct err *e)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s/%s", in->pack, c->name);
	if (!tuf_client_find_target(client, name, out, e)) {
		in->problem = e->kind == ERR_ABSENT ? PROBLEM_TARGET_MISSING : problem_of_kind(e->kind);
		return fail_wrap(e, "%s", name);
	}
	if (out->length != c->length || !str_equal(out->sha256, c->sha256)) {
		tuf_target_finish(out);
		in->problem = PROBLEM_BUNDLE_INVALID;
		return fail_kind(e, ERR_FORMAT, "%s: bundle.json and the signed list of targets do not agree", name);
	}
	return true;
}

static void on_segment(void *ctx, uint64_t bytes)
{
	(void)bytes;
	install_tell(ctx);
}

/* After these the whole file may still come: the patch is at fault, not the line and not the disk. */
static bool is_of_the_patch(enum problem p)
{
	return p == PROBLEM_TARGET_MISSING || p == PROBLEM_TARGET_DAMAGED;
}

/* *useless: nothing was gained and nothing lost, the whole file is needed. */
static bool fetch_by_patch(struct install *in, const struct delta *d, const struct bundle_component *c, uint64_t before,
		bool *useless, struct err *e)
{
	char *patch = NULL;
	if (!fetch(in, &d->target, before, &patch, e)) {
		*useless = is_of_the_patch(in->problem);
		return false;
	}
	enum patch_result result = delta_apply(in->store, d, c, patch, on_segment, in, e);
	*useless = result == PATCH_USELESS;
	bool ok = result == PATCH_DONE;
	if (ok) {
		CLEANUP(free_ptr) char *made = delta_growing_path(in->store, c);
		ok = store_add_object(in->store, made, c->sha256, e);
	}
	/* A disk that is full now may have room later: the patch stays, and what it made so far. */
	if (ok || *useless) {
		(void)unlink(patch);
	}
	free(patch);
	return ok || *useless ? ok : install_fail(in, problem_of_kind(e->kind));
}

static bool fetch_whole(struct install *in, const struct tuf_target *target, const struct bundle_component *c,
		uint64_t before, struct err *e)
{
	char *path = NULL;
	bool ok = fetch(in, target, before, &path, e);
	if (ok && !store_add_object(in->store, path, c->sha256, e)) {
		ok = install_fail(in, problem_of_kind(e->kind));
	}
	free(path);
	return ok;
}

static bool fetch_component(struct install *in, struct tuf_client *client, const struct bundle_component *c,
		const struct delta *d, uint64_t before, struct err *e)
{
	struct tuf_target target;
	bool useless = true;
	bool ok = false;
	if (!find_component(in, client, c, &target, e)) {
		return false;
	}
	str_cut(in->status->progress.name, sizeof in->status->progress.name, c->name);
	if (d->target.name) {
		ok = fetch_by_patch(in, d, c, before, &useless, e);
		if (useless) {
			log_warn("a patch did not help, the whole file is fetched name=%s patch=%s cause=\"%s\"",
					c->name, d->target.name, e->message);
			in->problem = PROBLEM_NONE;
			in->status->progress.total += c->length;
		}
	}
	if (useless) {
		ok = fetch_whole(in, &target, c, before, e);
	}
	tuf_target_finish(&target);
	return ok;
}

bool obtain_missing(struct install *in, struct tuf_client *client, const struct bundle *b, const struct plan *plan,
		struct err *e)
{
	uint64_t done = 0;
	in->status->progress.bytes = 0;
	in->status->progress.total = plan->download_bytes;
	in->status->state = STATUS_DOWNLOADING;
	install_tell(in);
	for (size_t i = 0; i < b->components_len; i++) {
		if (!plan->missing[i]) {
			continue;
		}
		const struct delta *d = &plan->deltas[i];
		if (!fetch_component(in, client, &b->components[i], d, done, e)) {
			return false;
		}
		done += d->target.name ? d->target.length : b->components[i].length;
	}
	return true;
}
