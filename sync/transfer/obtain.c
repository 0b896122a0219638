/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/obtain.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "transfer/download.h"

#define LOG_MODULE "obtain"
#include "base/log.h"

static bool obtain_fail(struct obtain *o, enum problem problem)
{
	o->problem = problem;
	return false;
}

static void tell(const struct obtain *o)
{
	if (o->changed) {
		o->changed(o->ctx, &o->progress);
	}
}

static void on_progress(void *ctx, uint64_t bytes)
{
	struct obtain *o = ctx;
	o->progress.bytes = o->before + bytes;
	tell(o);
}

static bool fetch(struct obtain *o, const struct tuf_target *target, char **path, struct err *e)
{
	CLEANUP(free_ptr) char *url = mem_printf("%s/%s", o->targets_url, target->url_path);
	struct transfer_request request = { .url = url,
		.name = target->name,
		.sha256 = target->sha256,
		.length = target->length,
		.check_dates = o->check_dates,
		.progress = on_progress,
		.ctx = o };
	struct transfer_result result;
	if (!transfer_run(o->store, o->link, &request, path, &result, e)) {
		o->retry_after_s = result.retry_after_s;
		return obtain_fail(o, result.problem);
	}
	return true;
}

bool obtain_target(struct obtain *o, const struct tuf_target *target, char **path, struct err *e)
{
	return fetch(o, target, path, e);
}

/* The manifest and the signed list must agree: a component is what both say. */
static bool find_component(struct obtain *o, struct tuf_client *client, const struct bundle_component *c,
		struct tuf_target *out, struct err *e)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s/%s", o->pack, c->name);
	if (!tuf_client_find_target(client, name, out, e)) {
		o->problem = e->kind == ERR_ABSENT ? PROBLEM_TARGET_MISSING : problem_of_kind(e->kind);
		return fail_wrap(e, "%s", name);
	}
	if (out->length != c->length || !str_equal(out->sha256, c->sha256)) {
		tuf_target_finish(out);
		o->problem = PROBLEM_BUNDLE_INVALID;
		return fail_kind(e, ERR_FORMAT, "%s: bundle.json and the signed list of targets do not agree", name);
	}
	return true;
}

static void on_segment(void *ctx, uint64_t bytes)
{
	(void)bytes;
	tell(ctx);
}

/* After these the whole file may still come: the patch is at fault, not the line and not the disk. */
static bool is_of_the_patch(enum problem p)
{
	return p == PROBLEM_TARGET_MISSING || p == PROBLEM_TARGET_DAMAGED;
}

/* *useless: nothing was gained and nothing lost, the whole file is needed. */
static bool fetch_by_patch(struct obtain *o, const struct delta *d, const struct bundle_component *c, bool *useless,
		struct err *e)
{
	char *patch = NULL;
	if (!fetch(o, &d->target, &patch, e)) {
		*useless = is_of_the_patch(o->problem);
		return false;
	}
	enum patch_result result = delta_apply(o->store, d, c, patch, on_segment, o, e);
	*useless = result == PATCH_USELESS;
	bool ok = result == PATCH_DONE;
	if (ok) {
		CLEANUP(free_ptr) char *made = delta_growing_path(o->store, c);
		ok = store_add_object(o->store, made, c->sha256, e);
	}
	/* A disk that is full now may have room later: the patch stays, and what it made so far. */
	if (ok || *useless) {
		(void)unlink(patch);
	}
	free(patch);
	return ok || *useless ? ok : obtain_fail(o, problem_of_kind(e->kind));
}

static bool fetch_whole(struct obtain *o, const struct tuf_target *target, const struct bundle_component *c,
		struct err *e)
{
	char *path = NULL;
	bool ok = fetch(o, target, &path, e);
	if (ok && !store_add_object(o->store, path, c->sha256, e)) {
		ok = obtain_fail(o, problem_of_kind(e->kind));
	}
	free(path);
	return ok;
}

bool obtain_component(struct obtain *o, struct tuf_client *client, const struct bundle_component *c,
		const struct delta *d, struct err *e)
{
	struct tuf_target target;
	bool useless = true;
	bool ok = false;
	if (!find_component(o, client, c, &target, e)) {
		return false;
	}
	o->progress.name = c->name;
	if (d->target.name) {
		ok = fetch_by_patch(o, d, c, &useless, e);
		if (useless) {
			log_warn("a patch did not help, the whole file is fetched name=%s patch=%s cause=\"%s\"",
					c->name, d->target.name, e->message);
			o->problem = PROBLEM_NONE;
			o->progress.total += c->length;
		}
	}
	if (useless) {
		ok = fetch_whole(o, &target, c, e);
	}
	tuf_target_finish(&target);
	if (ok) {
		o->before += d->target.name ? d->target.length : c->length;
	}
	return ok;
}
