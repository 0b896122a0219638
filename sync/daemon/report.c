/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/report.h"

#include <string.h>
#include <systemd/sd-daemon.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/outward.h"
#include "base/str.h"
#include "base/words.h"
#include "daemon/importanswer.h"
#include "generation/release_facts.h"

#define LOG_MODULE "syncd"
#include "base/log.h"

enum { PUBLISH_EVERY_US = 1000000 }; /* at most, while downloading */

void report_open(struct syncd *d)
{
	d->status.pack = d->options->update.pack;
	d->status.store = d->store.root;
	d->status.settings = d->options->settings_problem;
}

static void gather(struct syncd *d)
{
	struct status *s = &d->status;
	struct release_facts facts = { 0 };
	outward_copy(s->server, sizeof s->server, d->found.server ? d->found.server : "", "");
	s->release = d->found.release;
	s->metadata_expires = d->found.metadata_expires;
	s->last_success = d->state.last_success;
	s->generation = store_generation(&d->store, STORE_CURRENT);
	s->previous = store_generation(&d->store, STORE_PREVIOUS);
	s->confirmed = d->state.confirmed;
	(void)release_facts_read(&d->store, s->generation, &facts);
	str_cut(s->edition, sizeof s->edition, facts.edition);
	s->installed_at = facts.installed_at;
	s->clock.synchronised = clock_is_synchronised();
	s->clock.trusted = trustclock_now(&d->clock);
	s->clock.system = clock_wall_s();
	s->store_free_bytes = fs_free_bytes(d->store.root);
	s->fetcher.pid = link_child(d->link);
	s->fetcher.restarts = link_restarts(d->link);
	s->fetcher.landlock = link_ready(d->link)->landlock;
	str_cut(s->fetcher.user, sizeof s->fetcher.user, link_ready(d->link)->user);
	s->received_bytes = link_received_bytes(d->link);
	s->requests = link_requests(d->link);
	s->restart_pid = d->trial.generation == 0 ? 0 : d->trial.restart_pid;
	s->waiting_for = d->trial.generation == 0 ? NULL : d->verdict == TRIAL_VISIT ? "visit" : "interface";
}

void report_now(struct syncd *d)
{
	struct err e;
	char words[sizeof d->published_words];
	d->last_publish_us = clock_monotonic_us();
	d->published_state = d->status.state;
	gather(d);
	if (!status_write(&d->status, d->options->run_dir, &e)) {
		log_warn("the status is not written: %s", e.message);
	}
	status_describe(&d->status, words, sizeof words);
	if (!str_equal(words, d->published_words)) {
		str_cut(d->published_words, sizeof d->published_words, words);
		(void)sd_notifyf(0, "STATUS=%s", words);
	}
}

void report_state(struct syncd *d, enum status_state state)
{
	d->status.state = state;
	report_now(d);
}

void report_step(void *syncd, const struct install_step *step)
{
	struct syncd *d = syncd;
	d->status.state = step->state;
	d->status.progress.bytes = step->progress.bytes;
	d->status.progress.total = step->progress.total;
	str_cut(d->status.progress.name, sizeof d->status.progress.name,
			step->progress.name ? step->progress.name : "");
	syncd_ping(d);
	if (d->status.state != d->published_state || clock_monotonic_us() - d->last_publish_us > PUBLISH_EVERY_US) {
		report_now(d);
		importanswer_progress(d);
	}
}

void report_problem(struct syncd *d, enum problem problem, const char *raw_message)
{
	char message[STATUS_MESSAGE_BYTES];
	char remedy[PROBLEM_REMEDY_BYTES];
	struct status_error *error = &d->status.error;
	outward_copy(message, sizeof message, raw_message, "");
	if (error->problem != problem || !str_equal(error->message, message)) {
		*error = (struct status_error){ .problem = problem, .since = trustclock_shown(&d->clock) };
		str_cut(error->message, sizeof error->message, message);
		log_line(problem_needs_someone(problem) ? LOG_LEVEL_ERROR : LOG_LEVEL_WARN, LOG_MODULE,
				"no update code=%s cause=\"%s\" remedy=\"%s\"", problem_code(problem), message,
				problem_remedy(problem, WORDS_ENGLISH, d->store.root, remedy));
	}
	error->count++;
}

static void report_recovery(struct syncd *d)
{
	if (d->status.error.problem != PROBLEM_NONE) {
		log_info("the problem is over code=%s checks=%u", problem_code(d->status.error.problem),
				d->status.error.count);
		d->status.error = (struct status_error){ 0 };
	}
}

void report_check_begins(struct syncd *d)
{
	d->status.checks++;
	report_state(d, STATUS_CHECKING);
}

static void note_outcome(struct syncd *d, enum update_outcome outcome, const struct result *r)
{
	switch (outcome) {
	case UPDATE_SWITCHED:
		d->status.switches++;
		report_recovery(d);
		break;
	case UPDATE_CURRENT:
		report_recovery(d);
		break;
	case UPDATE_REFUSED:
		/* Said already when it was given back: known is not new. */
		if (d->status.error.problem == r->problem) {
			d->status.error.count++;
		} else {
			report_problem(d, r->problem, r->why.message);
		}
		break;
	case UPDATE_FAILED:
		if (r->problem != PROBLEM_STOPPED) {
			report_problem(d, r->problem, r->why.message);
			d->status.checks_failed++;
		} else if (!d->stop) {
			log_info("the check is interrupted and begins anew cause=%s",
					d->check_now ? "\"asked to check now\"" : "stick");
		}
		break;
	}
}

void report_check_ended(struct syncd *d, enum update_outcome outcome, const struct result *r, int64_t wait_s)
{
	note_outcome(d, outcome, r);
	d->status.last_check = d->last_check;
	d->status.next_check = d->last_check + (time_t)wait_s;
	report_state(d, d->trial.generation > 0 ? STATUS_WAITING : STATUS_IDLE);
}

void report_given_back(struct syncd *d, enum problem problem, const char *message)
{
	d->status.rollbacks++;
	report_problem(d, problem, message);
}

static const char *outcome_name(enum update_outcome outcome)
{
	static const char *const names[] = { [UPDATE_CURRENT] = "current",
		[UPDATE_SWITCHED] = "imported",
		[UPDATE_REFUSED] = "refused",
		[UPDATE_FAILED] = "refused" };
	return names[outcome];
}

static void note_stick(struct syncd *d, const char *folder, enum update_outcome outcome, const struct result *r)
{
	struct status_import *import = &d->status.import;
	char remedy[PROBLEM_REMEDY_BYTES];
	struct release_facts facts = { 0 };
	bool taken = outcome == UPDATE_CURRENT || outcome == UPDATE_SWITCHED;
	(void)release_facts_read(&d->store, store_generation(&d->store, STORE_CURRENT), &facts);
	*import = (struct status_import){ .at = trustclock_shown(&d->clock),
		.problem = taken ? PROBLEM_NONE : r->problem };
	str_cut(import->folder, sizeof import->folder, folder);
	str_cut(import->outcome, sizeof import->outcome, outcome_name(outcome));
	str_cut(import->edition, sizeof import->edition, facts.edition);
	if (import->problem != PROBLEM_NONE) {
		outward_copy(import->message, sizeof import->message, r->why.message, "");
		log_warn("nothing taken from a stick folder=%s code=%s cause=\"%s\" remedy=\"%s\"", folder,
				problem_code(import->problem), import->message,
				problem_stick_remedy(import->problem, WORDS_ENGLISH, d->store.root, remedy));
	} else {
		log_info("a stick was read folder=%s outcome=%s edition=%s", folder, import->outcome, import->edition);
	}
}

void report_stick(struct syncd *d, const char *folder, enum update_outcome outcome, const struct result *r,
		enum status_state before)
{
	if (outcome == UPDATE_SWITCHED) {
		d->status.switches++;
	}
	note_stick(d, folder, outcome, r);
	report_state(d, d->trial.generation > 0 ? STATUS_WAITING : before);
}
