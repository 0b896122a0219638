/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/obtain.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "transfer/download.h"

#define LOG_MODULE "obtain"
#include "base/log.h"

static void report_progress(const struct obtain *o)
{
	if (o->changed) {
		o->changed(o->ctx, &o->progress);
	}
}

static void on_progress(void *ctx, uint64_t bytes)
{
	struct obtain *o = ctx;
	o->progress.bytes = o->before + bytes;
	report_progress(o);
}

static bool fetch(struct obtain *o, const struct tuf_target *target, char **path, struct result *r)
{
	CLEANUP(free_ptr) char *url = mem_printf("%s/%s", o->targets_url, target->url_path);
	struct download_request request = { .url = url,
		.name = target->name,
		.sha256 = target->sha256,
		.length = target->length,
		.check_dates = o->check_dates,
		.progress = on_progress,
		.ctx = o };
	return download_file(o->store, o->from, &request, path, r);
}

bool obtain_target(struct obtain *o, const struct tuf_target *target, char **path, struct result *r)
{
	return fetch(o, target, path, r);
}

/* The manifest and the signed list must agree: a component is what both say. */
static bool find_component(struct obtain *o, struct tuf_client *client, const struct bundle_component *c,
		struct tuf_target *out, struct result *r)
{
	CLEANUP(free_ptr) char *name = mem_printf("%s/%s", o->pack, c->name);
	r->problem = PROBLEM_NONE;
	if (!tuf_client_find_target(client, name, out, &r->why)) {
		(void)(r->why.kind == ERR_ABSENT ? result_set(r, PROBLEM_TARGET_MISSING) : result_of_err(r));
		return fail_wrap(&r->why, "%s", name);
	}
	if (out->length != c->length || !str_equal(out->sha256, c->sha256)) {
		tuf_target_finish(out);
		return result_fail(r, PROBLEM_BUNDLE_INVALID, ERR_FORMAT,
				"%s: bundle.json and the signed list of targets do not agree", name);
	}
	return true;
}

static void on_segment(void *ctx, uint64_t bytes)
{
	(void)bytes;
	report_progress(ctx);
}

/* After these the whole file may still come: the patch is at fault, not the line and not the disk. */
static bool is_of_the_patch(enum problem p)
{
	return p == PROBLEM_TARGET_MISSING || p == PROBLEM_TARGET_DAMAGED;
}

/* *useless: nothing was gained and nothing lost, the whole file is needed. */
static bool fetch_by_patch(struct obtain *o, const struct delta *d, const struct bundle_component *c, bool *useless,
		struct result *r)
{
	char *patch = NULL;
	if (!fetch(o, &d->target, &patch, r)) {
		*useless = is_of_the_patch(r->problem);
		return false;
	}
	enum patch_result result = delta_apply(o->store, d, c, patch, on_segment, o, &r->why);
	*useless = result == PATCH_USELESS;
	bool ok = result == PATCH_DONE;
	if (ok) {
		CLEANUP(free_ptr) char *made = delta_growing_path(o->store, c);
		ok = store_add_object(o->store, made, c->sha256, &r->why);
	}
	/* A disk that is full now may have room later: the patch stays, and what it made so far. */
	if (ok || *useless) {
		(void)unlink(patch);
	}
	free(patch);
	return ok || *useless ? ok : result_of_err(r);
}

static bool fetch_whole(struct obtain *o, const struct tuf_target *target, const struct bundle_component *c,
		struct result *r)
{
	char *path = NULL;
	bool ok = fetch(o, target, &path, r);
	if (ok && !store_add_object(o->store, path, c->sha256, &r->why)) {
		ok = result_of_err(r);
	}
	free(path);
	return ok;
}

bool obtain_component(struct obtain *o, struct tuf_client *client, const struct bundle_component *c,
		const struct delta *d, struct result *r)
{
	struct tuf_target target;
	bool useless = true;
	bool ok = false;
	if (!find_component(o, client, c, &target, r)) {
		return false;
	}
	o->progress.name = c->name;
	if (d->target.name) {
		ok = fetch_by_patch(o, d, c, &useless, r);
		if (useless) {
			log_warn("a patch did not help, the whole file is fetched name=%s patch=%s cause=\"%s\"",
					c->name, d->target.name, r->why.message);
			r->problem = PROBLEM_NONE;
			o->progress.total += c->length;
		}
	}
	if (useless) {
		ok = fetch_whole(o, &target, c, r);
	}
	tuf_target_finish(&target);
	if (ok) {
		o->before += d->target.name ? d->target.length : c->length;
	}
	return ok;
}
