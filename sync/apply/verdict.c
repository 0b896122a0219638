/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "apply/gc.h"
#include "apply/syncd.h"
#include "base/clock.h"

#define LOG_MODULE "syncd"
#include "base/log.h"

static struct install plain_install(struct syncd *d)
{
	return (struct install){ .store = &d->store,
		.link = d->link,
		.state = &d->state,
		.refusals = &d->refusals,
		.status = &d->status,
		.pack = d->options->update.pack,
		.now = trustclock_shown(&d->clock),
		.retry_after_s = -1 };
}

static void collect_garbage(struct syncd *d)
{
	struct uistate ui;
	struct err e;
	uistate_read(&ui, d->ui_path);
	if (!gc_run(&d->store, ui.alive ? ui.generation : 0, NULL, &e)) {
		log_warn("old content is not removed: %s", e.message);
	}
}

static void confirm(struct syncd *d)
{
	log_info("the interface has opened the new content generation=%lld", (long long)d->trial.generation);
	d->state.confirmed = d->trial.generation;
	d->trial.generation = 0;
	syncd_save(d);
	collect_garbage(d);
}

static void give_back(struct syncd *d, enum problem problem, const char *why)
{
	struct install in = plain_install(d);
	struct err e = { 0 };
	char message[STATUS_MESSAGE_BYTES];
	int64_t bad = d->trial.generation;
	d->trial.generation = 0;
	if (!install_give_back(&in, problem, why, &e)) {
		report_problem(d, in.problem, e.message);
		trial_start(&d->trial, bad, clock_monotonic_us());
		return;
	}
	int64_t good = store_generation(&d->store, STORE_CURRENT);
	d->status.rollbacks++;
	if (good > 0) {
		(void)snprintf(message, sizeof message, "generation %lld was given back for generation %lld: %s",
				(long long)bad, (long long)good, why);
	} else {
		(void)snprintf(message, sizeof message, "generation %lld was given back, there is none before it: %s",
				(long long)bad, why);
	}
	report_problem(d, problem, message);
	/* What the server offers is now something refused: the next check must say so. */
	d->update.last_full = 0;
	syncd_save(d);
	collect_garbage(d);
}

static const char *refused_why(const struct uistate *ui)
{
	return ui->refused_why[0] ? ui->refused_why : "no reason given";
}

bool verdict_follow(struct syncd *d)
{
	struct uistate ui;
	if (d->trial.generation == 0) {
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
	case TRIAL_CONFIRMED:
		confirm(d);
		break;
	case TRIAL_REFUSED:
		give_back(d, PROBLEM_REFUSED_BY_INTERFACE, refused_why(&ui));
		break;
	case TRIAL_SILENT:
		give_back(d, PROBLEM_INTERFACE_SILENT, "the interface did not open it in time");
		break;
	case TRIAL_CRASHING:
		give_back(d, PROBLEM_INTERFACE_SILENT, "the interface started again and again without opening it");
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
