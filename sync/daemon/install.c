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
#include "check/checker.h"
#include "check/trying.h"
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

bool install_fail(struct install *in, enum problem problem)
{
	in->problem = problem;
	return false;
}

void install_tell(const struct install *in)
{
	if (in->changed) {
		in->changed(in->changed_ctx);
	}
}

static void show(struct install *in, enum status_state state)
{
	in->status->state = state;
	install_tell(in);
}

/* ---- room ---------------------------------------------------------------------------------------------- */

/* What is malformed there lies on our own disk: the arriving release is not to blame, and not refused for it. */
static enum problem problem_of_cleaning(const struct err *e)
{
	return e->kind == ERR_FORMAT || e->kind == ERR_TRUST ? PROBLEM_DISK_ERROR : problem_of_kind(e->kind);
}

static bool make_room(struct install *in, const struct bundle *b, const struct plan *plan, struct err *e)
{
	if (plan_lacking(plan, in->store) == 0) {
		return true;
	}
	if (!gc_run(in->store, in->open_generation, b, e)) {
		return install_fail(in, problem_of_cleaning(e));
	}
	uint64_t lack = plan_lacking(plan, in->store);
	if (lack > 0) {
		unsigned long long lack_kib = lack / KIB + 1;
		in->problem = PROBLEM_DISK_FULL;
		return fail_kind(e, ERR_NO_SPACE,
				"release %lld needs %llu KiB more than the %lld KiB free in %s, old generations "
				"removed already",
				(long long)in->release, lack_kib, (long long)(fs_free_bytes(in->store->root) / KIB),
				in->store->root);
	}
	return true;
}

/* ---- stage --------------------------------------------------------------------------------------------- */

/* A number that was never used, as far as the disk and the state remember. */
static bool next_generation(struct install *in, int64_t *out, struct err *e)
{
	CLEANUP(free_ptr) int64_t *generations = NULL;
	size_t count;
	if (!store_list(in->store, &generations, &count, e)) {
		return install_fail(in, problem_of_kind(e->kind));
	}
	int64_t highest = count > 0 ? generations[count - 1] : 0;
	int64_t last = in->state->last_generation;
	if (last > highest && last < STORE_GENERATION_MAX) {
		highest = last;
	}
	*out = highest + 1;
	return true;
}

/* The index is written to the disk by the child, so its failure may be the disk's: full, or ill. */
static enum problem problem_of_index(const struct install *in, const struct err *e)
{
	int64_t free_bytes = fs_free_bytes(in->store->root);
	if (e->kind == ERR_DENIED || e->kind == ERR_READ_ONLY) {
		return problem_of_kind(e->kind);
	}
	bool full = e->kind == ERR_NO_SPACE || (free_bytes >= 0 && free_bytes < PLAN_MARGIN_BYTES);
	return full ? PROBLEM_DISK_FULL : PROBLEM_DISK_ERROR;
}

/* Of an outcome that stays what it is however often the check is made. */
static enum problem problem_of_outcome(const struct install *in, enum checker_outcome outcome, const struct err *e)
{
	switch (outcome) {
	case CHECKER_BAD:
		return PROBLEM_CONTENT_DAMAGED;
	case CHECKER_LIMIT:
		return PROBLEM_CONTENT_LIMITS;
	case CHECKER_CRASHED:
		return PROBLEM_CONTENT_CRASHES;
	case CHECKER_INDEX:
		return problem_of_index(in, e);
	case CHECKER_ENDED:
		return PROBLEM_CHECK_ENDED;
	case CHECKER_STOPPED:
		return PROBLEM_STOPPED;
	case CHECKER_UNABLE:
	case CHECKER_GOOD:
		break;
	}
	return PROBLEM_INTERNAL;
}

static bool is_about_content(enum checker_outcome outcome)
{
	return outcome == CHECKER_BAD || outcome == CHECKER_LIMIT || outcome == CHECKER_CRASHED;
}

/* Signed content cannot be used: was it the card, or the publisher? Only the latter is refused for good, so everything
 * that can pass is given its chance: every object is hashed again, and the check is made once more, unless it has
 * used up its time or memory already. */
static bool judge_content(struct install *in, const struct checker_job *job, const struct bundle *staged,
		enum checker_outcome outcome, struct err *e)
{
	if (e->kind == ERR_NO_SPACE || e->kind == ERR_DENIED || e->kind == ERR_READ_ONLY) {
		return install_fail(in, problem_of_kind(e->kind));
	}
	for (size_t i = 0; i < staged->components_len; i++) {
		if (integrity_object_is_good(in->store, &staged->components[i])) {
			continue;
		}
		if (!work_goes_on(&in->store->work, e)) {
			return install_fail(in, PROBLEM_STOPPED);
		}
		in->problem = PROBLEM_DISK_ERROR;
		return fail_wrap(e, "%s changed on the disk", staged->components[i].name);
	}
	struct err again = { 0 };
	enum checker_outcome second = outcome == CHECKER_LIMIT ? outcome : checker_run(job, &again);
	if (second == CHECKER_GOOD) {
		in->problem = PROBLEM_DISK_ERROR;
		return fail_wrap(e, "the disk could not be read for a moment");
	}
	if (!is_about_content(second)) {
		*e = again;
		return install_fail(in, problem_of_outcome(in, second, e));
	}
	return install_fail(in, problem_of_outcome(in, outcome, e));
}

/* Reads the staged content for the first time, in a process that may die of it, and makes its search index. */
static bool check_and_index(struct install *in, const char *staging, struct err *e)
{
	CLEANUP(free_ptr) char *objects = store_path(in->store, "objects");
	struct bundle staged = { 0 };
	if (!bundle_open(&staged, staging, objects, e)) {
		return install_fail(in, PROBLEM_DISK_ERROR); /* its bytes were parsed before they were written */
	}
	bundle_keep_for(&staged, in->store->site);
	const struct checker_job job = { .store = in->store,
		.staging = staging,
		.confine = in->confine,
		.limits = checker_limits_for(&staged, in->check_time_s) };
	enum checker_outcome outcome = checker_run(&job, e);
	bool ok = outcome == CHECKER_GOOD;
	if (!ok) {
		ok = is_about_content(outcome) ? judge_content(in, &job, &staged, outcome, e)
					       : install_fail(in, problem_of_outcome(in, outcome, e));
	}
	bundle_close(&staged);
	return ok;
}

/* The same with its begin and end on the disk, so that content which takes this program or the machine down with it
 * is refused in the end. */
static bool try_content(struct install *in, const char *staging, const char *bundle_sha256, struct err *e)
{
	struct err kept;
	int deaths = trying_deaths(in->store, bundle_sha256);
	if (deaths >= TRYING_MAX) {
		in->problem = PROBLEM_CONTENT_CRASHES;
		return fail_kind(e, ERR_FORMAT,
				"its check was begun %d times, and each time the check, this program or the machine "
				"was ended before the end of it",
				deaths);
	}
	if (!trying_begin(in->store, bundle_sha256, deaths, e)) {
		return install_fail(in, problem_of_kind(e->kind));
	}
	bool ok = check_and_index(in, staging, e);
	bool noted = true;
	if (in->problem == PROBLEM_STOPPED) {
		noted = trying_take_back(in->store, bundle_sha256, deaths, &kept);
	} else if (in->problem != PROBLEM_CHECK_ENDED) {
		noted = trying_end(in->store, &kept);
	}
	if (!noted) {
		log_warn("the end of a check is not noted: %s", kept.message);
	}
	return ok;
}

static bool write_facts(const struct install *in, int64_t generation, const struct bundle *b,
		const struct tuf_target *bundle, struct err *e)
{
	struct release_facts facts = { .release = in->release, .installed_at = in->now };
	str_cut(facts.bundle_sha256, sizeof facts.bundle_sha256, bundle->sha256);
	str_cut(facts.edition, sizeof facts.edition, b->edition);
	return release_facts_write(in->store, generation, b->pack, &facts, e);
}

static bool stage(struct install *in, const struct bundle *b, const struct tuf_target *target,
		const struct buf *manifest, int64_t generation, struct err *e)
{
	CLEANUP(free_ptr) char *staging = store_staging_path(in->store, generation, NULL);
	CLEANUP(free_ptr) char *path = store_staging_path(in->store, generation, "bundle.json");
	show(in, STATUS_STAGING);
	in->problem = PROBLEM_NONE;
	bool ok = fs_remove_tree(staging, e) && fs_make_dirs(staging, 0755, e) &&
		  fs_write_file_atomic(path, buf_text(manifest), manifest->len, FILE_MODE, e) &&
		  write_facts(in, generation, b, target, e) && try_content(in, staging, target->sha256, e) &&
		  store_finish_staging(in->store, generation, e);
	if (ok) {
		return true;
	}
	if (in->problem == PROBLEM_NONE) {
		in->problem = problem_of_kind(e->kind);
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
static bool switch_to(struct install *in, int64_t generation, struct err *e)
{
	struct store *s = in->store;
	int64_t current = store_generation(s, STORE_CURRENT);
	int64_t previous = store_generation(s, STORE_PREVIOUS);
	bool proved = current > 0 && (current == in->state->confirmed || previous == 0) &&
		      integrity_is_whole(s, current);
	if (proved && !store_point(s, STORE_PREVIOUS, current, e)) {
		return install_fail(in, problem_of_kind(e->kind));
	}
	if (!store_point(s, STORE_CURRENT, generation, e)) {
		return install_fail(in, problem_of_kind(e->kind));
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

static bool refuse(struct install *in, const struct refusal *r, struct err *e)
{
	CLEANUP(free_ptr) char *path = store_path(in->store, "refused.json");
	return refusals_add(in->refusals, r, path, e);
}

/* The fault is in the signed content: the same bytes would do the same again. */
static bool is_refused_for_good(enum problem p)
{
	return p == PROBLEM_CONTENT_DAMAGED || p == PROBLEM_CONTENT_LIMITS || p == PROBLEM_CONTENT_CRASHES;
}

static void on_obtain(void *ctx, const struct obtain_progress *progress)
{
	struct install *in = ctx;
	in->status->progress.bytes = progress->bytes;
	in->status->progress.total = progress->total;
	str_cut(in->status->progress.name, sizeof in->status->progress.name, progress->name ? progress->name : "");
	install_tell(in);
}

static struct obtain obtain_of(struct install *in)
{
	return (struct obtain){ .store = in->store,
		.link = in->link,
		.targets_url = in->targets_url,
		.pack = in->pack,
		.check_dates = in->check_dates,
		.changed = on_obtain,
		.ctx = in,
		.retry_after_s = -1 };
}

static bool obtain_end(struct install *in, const struct obtain *o)
{
	in->retry_after_s = o->retry_after_s;
	return install_fail(in, o->problem);
}

/* Every component that the plan says is missing. */
static bool obtain_missing(struct install *in, struct tuf_client *client, const struct bundle *b,
		const struct plan *plan, struct err *e)
{
	struct obtain o = obtain_of(in);
	o.progress.total = plan->download_bytes;
	in->status->state = STATUS_DOWNLOADING;
	on_obtain(in, &o.progress);
	for (size_t i = 0; i < b->components_len; i++) {
		if (plan->missing[i] && !obtain_component(&o, client, &b->components[i], &plan->deltas[i], e)) {
			return obtain_end(in, &o);
		}
	}
	return true;
}

bool install_obtain_manifest(struct install *in, const struct tuf_target *bundle, char **path, struct err *e)
{
	struct obtain o = obtain_of(in);
	return obtain_target(&o, bundle, path, e) || obtain_end(in, &o);
}

static bool install_parsed(struct install *in, struct tuf_client *client, const struct tuf_target *target,
		const struct bundle *b, const struct buf *manifest, struct err *e)
{
	if (!str_equal(b->pack, in->pack)) {
		in->problem = PROBLEM_BUNDLE_INVALID;
		return fail_kind(e, ERR_FORMAT, "the bundle of pack '%s' was published as '%s'", b->pack, in->pack);
	}
	struct plan plan;
	plan_make(&plan, in->store, b, in->changed, in->changed_ctx);
	plan_patches(&plan, in->store, client, b);
	bool ok = (work_goes_on(&in->store->work, e) || install_fail(in, PROBLEM_STOPPED)) &&
		  make_room(in, b, &plan, e) && obtain_missing(in, client, b, &plan, e);
	plan_finish(&plan);
	int64_t generation = 0;
	if (ok && next_generation(in, &generation, e) && stage(in, b, target, manifest, generation, e)) {
		return switch_to(in, generation, e);
	}
	if (is_refused_for_good(in->problem)) {
		struct err ignored;
		struct refusal r = refusal_of(in, target->sha256, in->release, in->problem, e->message);
		/* In this order: a crash between the two refuses it again. */
		if (!refuse(in, &r, &ignored) || !trying_end(in->store, &ignored)) {
			log_warn("cannot note the refusal: %s", ignored.message);
		}
	}
	return false;
}

bool install_bundle(struct install *in, struct tuf_client *client, const struct tuf_target *bundle,
		const char *bundle_path, struct err *e)
{
	struct buf manifest = { 0 };
	struct bundle b = { 0 };
	bool ok = fs_read_file(bundle_path, BUNDLE_MANIFEST_BYTES_MAX, &manifest, e) &&
		  bundle_parse(&b, buf_text(&manifest), manifest.len, e);
	if (!ok) {
		in->problem = PROBLEM_BUNDLE_INVALID;
		(void)fail_wrap(e, "%s", bundle->name);
	} else {
		bundle_keep_for(&b, in->store->site);
		ok = install_parsed(in, client, bundle, &b, &manifest, e);
	}
	struct err left;
	if (in->problem != PROBLEM_STOPPED) {
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
static bool may_come_back(struct install *in, int64_t bad, int64_t *good, struct err *e)
{
	struct err why = { 0 };
	if (*good == 0 || *good == bad || integrity_is_sound(in->store, *good, &why)) {
		return true;
	}
	if (why.kind == ERR_STOPPED) {
		*e = why;
		return install_fail(in, PROBLEM_STOPPED);
	}
	log_error("the generation before is damaged and does not come back generation=%lld cause=\"%s\"",
			(long long)*good, why.message);
	*good = 0;
	return true;
}

bool install_give_back(struct install *in, enum problem problem, bool for_a_while, const char *why, struct err *e)
{
	struct store *s = in->store;
	int64_t bad = store_generation(s, STORE_CURRENT);
	int64_t good = store_generation(s, STORE_PREVIOUS);
	struct release_facts facts = { 0 };
	if (!may_come_back(in, bad, &good, e)) {
		return false;
	}
	if (in->keep_without_other && (good == 0 || good == bad)) {
		in->problem = problem;
		return fail_kind(e, ERR_ABSENT,
				"generation %lld stays in service although the interface refuses it, there is no "
				"other: %s",
				(long long)bad, why);
	}
	/* Refused first: a crash between the two gives the same answer again, the other order would try it again. */
	if (release_facts_read(s, bad, &facts)) {
		struct refusal r = refusal_of(in, facts.bundle_sha256, facts.release, problem, why);
		r.generation = bad;
		if (for_a_while) {
			refusals_limit(in->refusals, &r, in->trusted_now);
		}
		if (!refuse(in, &r, e)) {
			return install_fail(in, problem_of_kind(e->kind));
		}
	}
	if (!store_point(s, STORE_CURRENT, good == bad ? 0 : good, e)) {
		return install_fail(in, problem_of_kind(e->kind));
	}
	in->state->confirmed = good == bad ? 0 : good;
	return true;
}
