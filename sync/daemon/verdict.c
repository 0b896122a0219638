/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/verdict.h"

#include <stdio.h>

#include "base/clock.h"
#include "daemon/report.h"
#include "generation/gc.h"

#define LOG_MODULE "syncd"
#include "base/log.h"

static struct install plain_install(struct syncd *d)
{
	return (struct install){ .store = &d->store,
		.from = &d->from,
		.state = &d->state,
		.refusals = &d->refusals,
		.pack = d->options->update.pack,
		.now = trustclock_shown(&d->clock),
		.trusted_now = trustclock_now(&d->clock) };
}

static void collect_garbage(struct syncd *d)
{
	struct uistate ui;
	struct err e;
	uistate_read(&ui, d->ui_path);
	if (!gc_run(&d->store, ui.alive ? ui.shown : 0, NULL, &e)) {
		log_warn("old content is not removed: %s", e.message);
	}
}

static void confirm(struct syncd *d)
{
	log_info("the interface confirms the new content generation=%lld", (long long)d->trial.generation);
	d->state.confirmed = d->trial.generation;
	d->trial.generation = 0;
	syncd_save(d);
	collect_garbage(d);
}

/* `bad` is what is in service. */
static void give_back(struct syncd *d, int64_t bad, enum problem problem, bool for_a_while, const char *why)
{
	struct install in = plain_install(d);
	struct result r = RESULT_NONE;
	char message[STATUS_MESSAGE_BYTES];
	bool on_trial = d->trial.generation == bad;
	d->trial.generation = 0;
	in.keep_without_other = !on_trial; /* it worked once: better than nothing at all */
	if (!install_give_back(&in, problem, for_a_while, why, &r)) {
		report_problem(d, r.problem, r.why.message);
		if (on_trial) {
			trial_start(&d->trial, bad, clock_monotonic_us());
		} else {
			d->kept = bad; /* looking for another hashes every file: not again and again */
		}
		return;
	}
	int64_t good = store_generation(&d->store, STORE_CURRENT);
	if (good > 0) {
		(void)snprintf(message, sizeof message, "generation %lld was given back for generation %lld: %s",
				(long long)bad, (long long)good, why);
	} else {
		(void)snprintf(message, sizeof message, "generation %lld was given back, there is none before it: %s",
				(long long)bad, why);
	}
	report_given_back(d, problem, message);
	/* What the server offers is now something refused: the next check must say so. */
	d->update.last_full = 0;
	syncd_save(d);
	collect_garbage(d);
}

static void give_back_refused(struct syncd *d, int64_t bad, const struct uistate *ui)
{
	const char *why = ui->refused_why[0] ? ui->refused_why : "no reason given";
	give_back(d, bad, PROBLEM_REFUSED_BY_INTERFACE, ui->refused_kind == UI_REFUSAL_DAMAGED, why);
}

/* What was confirmed, perhaps days ago, can be refused as well: its start fails from some day on, or the card lost it.
 * Without another generation there is nothing better to show, and it stays. */
static void follow_confirmed(struct syncd *d)
{
	struct uistate ui;
	int64_t current = store_generation(&d->store, STORE_CURRENT);
	int64_t previous = store_generation(&d->store, STORE_PREVIOUS);
	uistate_read(&ui, d->ui_path);
	if (ui.alive && current > 0 && ui.refused_generation == current && current != d->kept && previous > 0 &&
			previous != current) {
		give_back_refused(d, current, &ui);
		report_state(d, STATUS_IDLE);
	}
}

void verdict_give_back(struct syncd *d)
{
	int64_t current = store_generation(&d->store, STORE_CURRENT);
	int64_t previous = store_generation(&d->store, STORE_PREVIOUS);
	if (current <= 0 || previous <= 0 || previous == current) {
		log_warn("a technician asks for the content from before, and there is none");
		return;
	}
	give_back(d, current, PROBLEM_TECHNICIAN, false, "a technician asked for the content from before");
	report_state(d, STATUS_IDLE);
}

bool verdict_follow(struct syncd *d)
{
	struct uistate ui;
	if (d->trial.generation == 0) {
		follow_confirmed(d);
		return false;
	}
	uistate_read(&ui, d->ui_path);
	enum trial_verdict before = d->verdict;
	d->verdict = trial_step(&d->trial, &ui, clock_monotonic_us(),
			(int64_t)d->options->confirm_timeout_s * SECOND_US);
	switch (d->verdict) {
	case TRIAL_NO_INTERFACE:
	case TRIAL_VISIT:
	case TRIAL_WAITING:
		if (before != d->verdict) {
			report_now(d);
		}
		return true;
	case TRIAL_RESTART:
		log_warn("nothing is heard of the new content, the interface is asked to start again generation=%lld "
			 "pid=%ld",
				(long long)d->trial.generation, (long)d->trial.restart_pid);
		report_now(d);
		return true;
	case TRIAL_CONFIRMED:
		confirm(d);
		break;
	case TRIAL_REFUSED:
		give_back_refused(d, d->trial.generation, &ui);
		break;
	case TRIAL_SILENT:
		give_back(d, d->trial.generation, PROBLEM_INTERFACE_SILENT, true,
				"the interface neither confirmed nor refused it, also after it was asked to start "
				"again");
		break;
	}
	report_state(d, STATUS_IDLE);
	return false;
}

void verdict_begin(struct syncd *d)
{
	int64_t current = store_generation(&d->store, STORE_CURRENT);
	if (current > 0 && current != d->state.confirmed) {
		trial_start(&d->trial, current, clock_monotonic_us());
		d->verdict = TRIAL_NO_INTERFACE;
	}
}
