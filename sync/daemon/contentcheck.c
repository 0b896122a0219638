/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/contentcheck.h"

#include "base/fsutil.h"
#include "base/mem.h"
#include "check/trying.h"
#include "daemon/plan.h"
#include "generation/integrity.h"
#include "store/bundle.h"

#define LOG_MODULE "install"
#include "base/log.h"

/* The index is written to the disk by the child, so its failure may be the disk's: full, or ill. */
static enum problem problem_of_index(const struct contentcheck *c, enum err_kind kind)
{
	int64_t free_bytes = fs_free_bytes(c->store->root);
	if (kind == ERR_DENIED || kind == ERR_READ_ONLY) {
		return problem_of_kind(kind);
	}
	bool full = kind == ERR_NO_SPACE || (free_bytes >= 0 && free_bytes < PLAN_MARGIN_BYTES);
	return full ? PROBLEM_DISK_FULL : PROBLEM_DISK_ERROR;
}

/* Of an outcome that stays what it is however often the check is made. */
static enum problem problem_of_outcome(const struct contentcheck *c, enum checker_outcome outcome, enum err_kind kind)
{
	switch (outcome) {
	case CHECKER_BAD:
		return PROBLEM_CONTENT_DAMAGED;
	case CHECKER_LIMIT:
		return PROBLEM_CONTENT_LIMITS;
	case CHECKER_CRASHED:
		return PROBLEM_CONTENT_CRASHES;
	case CHECKER_INDEX:
		return problem_of_index(c, kind);
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
static bool judge_content(const struct contentcheck *c, const struct checker_job *job, const struct bundle *staged,
		enum checker_outcome outcome, struct result *r)
{
	if (r->why.kind == ERR_NO_SPACE || r->why.kind == ERR_DENIED || r->why.kind == ERR_READ_ONLY) {
		return result_of_err(r);
	}
	for (size_t i = 0; i < staged->components_len; i++) {
		if (integrity_object_is_good(c->store, &staged->components[i])) {
			continue;
		}
		if (!work_goes_on(&c->store->work, &r->why)) {
			return result_set(r, PROBLEM_STOPPED);
		}
		(void)result_set(r, PROBLEM_DISK_ERROR);
		return fail_wrap(&r->why, "%s changed on the disk", staged->components[i].name);
	}
	struct err again = { 0 };
	enum checker_outcome second = outcome == CHECKER_LIMIT ? outcome : checker_run(job, &again);
	if (second == CHECKER_GOOD) {
		(void)result_set(r, PROBLEM_DISK_ERROR);
		return fail_wrap(&r->why, "the disk could not be read for a moment");
	}
	if (!is_about_content(second)) {
		r->why = again;
		return result_set(r, problem_of_outcome(c, second, r->why.kind));
	}
	return result_set(r, problem_of_outcome(c, outcome, r->why.kind));
}

/* Reads the staged content for the first time, in a process that may die of it, and makes its search index. */
static bool check_and_index(const struct contentcheck *c, const char *staging, struct result *r)
{
	CLEANUP(free_ptr) char *objects = store_path(c->store, "objects");
	struct bundle staged = { 0 };
	if (!bundle_open(&staged, staging, objects, &r->why)) {
		return result_set(r, PROBLEM_DISK_ERROR); /* its bytes were parsed before they were written */
	}
	bundle_keep_for(&staged, c->store->site);
	const struct checker_job job = { .store = c->store,
		.staging = staging,
		.confine = c->confine,
		.limits = checker_limits_for(&staged, c->check_time_s) };
	enum checker_outcome outcome = checker_run(&job, &r->why);
	bool ok = outcome == CHECKER_GOOD;
	if (!ok) {
		ok = is_about_content(outcome) ? judge_content(c, &job, &staged, outcome, r)
					       : result_set(r, problem_of_outcome(c, outcome, r->why.kind));
	}
	bundle_close(&staged);
	return ok;
}

bool contentcheck_run(const struct contentcheck *c, const char *staging, const char *bundle_sha256, struct result *r)
{
	struct err kept;
	int deaths = trying_deaths(c->store, bundle_sha256);
	if (deaths >= TRYING_MAX) {
		return result_fail(r, PROBLEM_CONTENT_CRASHES, ERR_FORMAT,
				"its check was begun %d times, and each time the check, this program or the machine "
				"was ended before the end of it",
				deaths);
	}
	if (!trying_begin(c->store, bundle_sha256, deaths, &r->why)) {
		return result_of_err(r);
	}
	bool ok = check_and_index(c, staging, r);
	bool noted = true;
	if (r->problem == PROBLEM_STOPPED) {
		noted = trying_take_back(c->store, bundle_sha256, deaths, &kept);
	} else if (r->problem != PROBLEM_CHECK_ENDED) {
		noted = trying_end(c->store, &kept);
	}
	if (!noted) {
		log_warn("the end of a check is not noted: %s", kept.message);
	}
	return ok;
}
