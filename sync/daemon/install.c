/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/install.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "check/trying.h"
#include "daemon/contentcheck.h"
#include "daemon/plan.h"
#include "generation/gc.h"
#include "generation/integrity.h"
#include "generation/release_facts.h"
#include "transfer/obtain.h"

#define LOG_MODULE "install"
#include "base/log.h"

enum {
	FILE_MODE = 0644,
	KIB = 1024,
};

static void report_install(void *install)
{
	struct install *in = install;
	if (in->changed) {
		in->changed(in->changed_ctx, &in->step);
	}
}

static void set_state(struct install *in, enum status_state state)
{
	in->step = (struct install_step){ .state = state };
	report_install(in);
}

/* ---- room ---------------------------------------------------------------------------------------------- */

/* What is malformed there was on this disk before: the arriving release is not refused for it. */
static enum problem problem_of_cleaning(enum err_kind kind)
{
	return kind == ERR_FORMAT || kind == ERR_TRUST ? PROBLEM_DISK_ERROR : problem_of_kind(kind);
}

static bool make_room(struct install *in, const struct bundle *b, const struct plan *plan, struct result *r)
{
	if (plan_lacking(plan, in->store) == 0) {
		return true;
	}
	if (!gc_run(in->store, in->open_generation, b, &r->why)) {
		return result_set(r, problem_of_cleaning(r->why.kind));
	}
	uint64_t lack = plan_lacking(plan, in->store);
	if (lack > 0) {
		unsigned long long lack_kib = lack / KIB + 1;
		return result_fail(r, PROBLEM_DISK_FULL, ERR_NO_SPACE,
				"release %lld needs %llu KiB more than the %lld KiB free in %s, old generations "
				"removed already",
				(long long)in->release, lack_kib, (long long)(fs_free_bytes(in->store->root) / KIB),
				in->store->root);
	}
	return true;
}

/* ---- stage --------------------------------------------------------------------------------------------- */

/* A number that was never used, as far as the disk and the state remember. */
static bool next_generation(struct install *in, int64_t *out, struct result *r)
{
	CLEANUP(free_ptr) int64_t *generations = NULL;
	size_t count;
	if (!store_list(in->store, &generations, &count, &r->why)) {
		return result_of_err(r);
	}
	int64_t highest = count > 0 ? generations[count - 1] : 0;
	int64_t last = in->state->last_generation;
	if (last > highest && last < STORE_GENERATION_MAX) {
		highest = last;
	}
	*out = highest + 1;
	return true;
}

static bool write_facts(const struct install *in, int64_t generation, const struct bundle *b,
		const struct tuf_target *bundle, struct err *e)
{
	struct release_facts facts = { .release = in->release, .installed_at = in->now };
	str_cut(facts.bundle_sha256, sizeof facts.bundle_sha256, bundle->sha256);
	str_cut(facts.edition, sizeof facts.edition, b->edition);
	return release_facts_write(in->store, generation, b->pack, &facts, e);
}

static bool stage_generation(struct install *in, const struct bundle *b, const struct tuf_target *target,
		const struct buf *manifest, int64_t generation, struct result *r)
{
	CLEANUP(free_ptr) char *staging = store_staging_path(in->store, generation, NULL);
	CLEANUP(free_ptr) char *path = store_staging_path(in->store, generation, "bundle.json");
	const struct contentcheck check = { in->store, in->confine, in->check_time_s };
	set_state(in, STATUS_STAGING);
	r->problem = PROBLEM_NONE;
	bool ok = fs_remove_tree(staging, &r->why) && fs_make_dirs(staging, 0755, &r->why) &&
		  fs_write_file_atomic(path, buf_text(manifest), manifest->len, FILE_MODE, &r->why) &&
		  write_facts(in, generation, b, target, &r->why) &&
		  contentcheck_run(&check, staging, target->sha256, r) &&
		  store_finish_staging(in->store, generation, &r->why);
	if (ok) {
		return true;
	}
	if (r->problem == PROBLEM_NONE) {
		r->problem = problem_of_kind(r->why.kind);
	}
	struct err left;
	if (!fs_remove_tree(staging, &left)) {
		log_warn("half a generation stays until the next start: %s", left.message);
	}
	return false;
}

/* ---- switch -------------------------------------------------------------------------------------------- */

/* A generation that was not opened yet, or has lost files, is no refuge: `previous` stays at the last one that proved
 * itself. */
static bool switch_to(struct install *in, int64_t generation, struct result *r)
{
	const struct store *s = in->store;
	int64_t current = store_generation(s, STORE_CURRENT);
	int64_t previous = store_generation(s, STORE_PREVIOUS);
	bool proved = current > 0 && (current == in->state->confirmed || previous == 0) &&
		      integrity_is_whole(s, current);
	if (proved && !store_point(s, STORE_PREVIOUS, current, &r->why)) {
		return result_of_err(r);
	}
	if (!store_point(s, STORE_CURRENT, generation, &r->why)) {
		return result_of_err(r);
	}
	in->state->last_generation = generation;
	in->state->release = in->release;
	log_info("new content in service release=%lld generation=%lld", (long long)in->release, (long long)generation);
	return true;
}

static struct refusal refusal_of(const struct install *in, const char *bundle_sha256, int64_t release,
		enum problem problem, const char *why)
{
	struct refusal r = { .release = release, .at = in->now };
	str_cut(r.bundle_sha256, sizeof r.bundle_sha256, bundle_sha256);
	str_cut(r.code, sizeof r.code, problem_code(problem));
	str_cut(r.why, sizeof r.why, why);
	return r;
}

static bool remember_refusal(struct install *in, const struct refusal *refusal, struct err *e)
{
	CLEANUP(free_ptr) char *path = store_path(in->store, "refused.json");
	return refusals_add(in->refusals, refusal, path, e);
}

/* The fault is in the signed content: the same bytes would do the same again. */
static bool is_refused_for_what_it_is(enum problem p)
{
	return p == PROBLEM_CONTENT_DAMAGED || p == PROBLEM_CONTENT_LIMITS || p == PROBLEM_CONTENT_CRASHES;
}

static void on_obtain(void *ctx, const struct obtain_progress *progress)
{
	struct install *in = ctx;
	in->step.progress = *progress;
	report_install(in);
}

static struct obtain obtain_of(struct install *in)
{
	return (struct obtain){ .store = in->store,
		.from = in->from,
		.targets_url = in->targets_url,
		.pack = in->pack,
		.check_dates = in->check_dates,
		.changed = on_obtain,
		.ctx = in };
}

/* Every component that the plan says is missing. */
static bool obtain_missing(struct install *in, struct tuf_client *client, const struct bundle *b,
		const struct plan *plan, struct result *r)
{
	struct obtain o = obtain_of(in);
	o.progress.total = plan->download_bytes;
	in->step = (struct install_step){ .state = STATUS_DOWNLOADING, .progress = o.progress };
	report_install(in);
	for (size_t i = 0; i < b->components_len; i++) {
		if (plan->missing[i] && !obtain_component(&o, client, &b->components[i], &plan->deltas[i], r)) {
			return false;
		}
	}
	return true;
}

bool install_obtain_manifest(struct install *in, const struct tuf_target *bundle, char **path, struct result *r)
{
	struct obtain o = obtain_of(in);
	in->step.state = STATUS_CHECKING;
	return obtain_target(&o, bundle, path, r);
}

static bool install_parsed(struct install *in, struct tuf_client *client, const struct tuf_target *target,
		const struct bundle *b, const struct buf *manifest, struct result *r)
{
	if (!str_equal(b->pack, in->pack)) {
		return result_fail(r, PROBLEM_BUNDLE_INVALID, ERR_FORMAT,
				"the bundle of pack '%s' was published as '%s'", b->pack, in->pack);
	}
	struct plan plan;
	plan_make(&plan, in->store, b, report_install, in);
	plan_patches(&plan, in->store, client, b);
	r->problem = PROBLEM_NONE; /* a list of patches that cannot be fetched is no failure */
	bool ok = (work_goes_on(&in->store->work, &r->why) || result_set(r, PROBLEM_STOPPED)) &&
		  make_room(in, b, &plan, r) && obtain_missing(in, client, b, &plan, r);
	plan_finish(&plan);
	int64_t generation = 0;
	if (ok && next_generation(in, &generation, r) && stage_generation(in, b, target, manifest, generation, r)) {
		return switch_to(in, generation, r);
	}
	if (is_refused_for_what_it_is(r->problem)) {
		struct err ignored;
		struct refusal refusal = refusal_of(in, target->sha256, in->release, r->problem, r->why.message);
		/* Tries that died are no proof: power cuts leave the same trace. */
		if (trying_deaths(in->store, target->sha256) >= TRYING_MAX) {
			refusals_limit(in->refusals, &refusal, in->trusted_now);
		}
		/* In this order: a crash between the two refuses it again. */
		if (!remember_refusal(in, &refusal, &ignored) || !trying_end(in->store, &ignored)) {
			log_warn("cannot note the refusal: %s", ignored.message);
		}
	}
	return false;
}

bool install_bundle(struct install *in, struct tuf_client *client, const struct tuf_target *bundle,
		const char *bundle_path, struct result *r)
{
	struct buf manifest = { 0 };
	struct bundle b = { 0 };
	bool ok = fs_read_file(bundle_path, BUNDLE_MANIFEST_BYTES_MAX, &manifest, &r->why) &&
		  bundle_parse(&b, buf_text(&manifest), manifest.len, &r->why);
	if (!ok) {
		r->problem = PROBLEM_BUNDLE_INVALID;
		(void)fail_wrap(&r->why, "%s", bundle->name);
	} else {
		bundle_keep_for(&b, in->store->site);
		ok = install_parsed(in, client, bundle, &b, &manifest, r);
	}
	struct err left;
	if (r->problem != PROBLEM_STOPPED) {
		(void)unlink(bundle_path);
	}
	if (ok && !gc_clear_spool(in->store, &left)) {
		log_warn("the spool is not cleaned: %s", left.message);
	}
	bundle_close(&b);
	buf_finish(&manifest);
	return ok;
}

/* *good becomes 0 when `previous` is damaged: the interface could use it no more than the one that goes. */
static bool may_come_back(struct install *in, int64_t bad, int64_t *good, struct result *r)
{
	struct err why = { 0 };
	if (*good == 0 || *good == bad || integrity_is_sound(in->store, *good, &why)) {
		return true;
	}
	if (why.kind == ERR_STOPPED) {
		r->why = why;
		return result_set(r, PROBLEM_STOPPED);
	}
	log_error("the generation before is damaged and does not come back generation=%lld cause=\"%s\"",
			(long long)*good, why.message);
	*good = 0;
	return true;
}

bool install_give_back(struct install *in, enum problem problem, bool for_a_while, const char *why, struct result *r)
{
	const struct store *s = in->store;
	int64_t bad = store_generation(s, STORE_CURRENT);
	int64_t good = store_generation(s, STORE_PREVIOUS);
	struct release_facts facts = { 0 };
	if (!may_come_back(in, bad, &good, r)) {
		return false;
	}
	if (in->keep_without_other && (good == 0 || good == bad)) {
		return result_fail(r, problem, ERR_ABSENT,
				"generation %lld stays in service although the interface refuses it, there is no "
				"other: %s",
				(long long)bad, why);
	}
	/* Refused first: a crash between the two gives the same answer again, the other order would try it again. */
	if (release_facts_read(s, bad, &facts)) {
		struct refusal refusal = refusal_of(in, facts.bundle_sha256, facts.release, problem, why);
		refusal.generation = bad;
		if (for_a_while) {
			refusals_limit(in->refusals, &refusal, in->trusted_now);
		}
		if (!remember_refusal(in, &refusal, &r->why)) {
			return result_of_err(r);
		}
	}
	if (!store_point(s, STORE_CURRENT, good == bad ? 0 : good, &r->why)) {
		return result_of_err(r);
	}
	in->state->confirmed = good == bad ? 0 : good;
	return true;
}
