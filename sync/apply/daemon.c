/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply/daemon.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "apply/gc.h"
#include "apply/trial.h"
#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "syncd"
#include "base/log.h"

enum {
	SECOND_US = 1000000,
	TRIAL_STEP_US = 500000,     /* how often ui.json is looked at while something waits for it */
	QUIET_STEP_S = 60,          /* the local clock may be set in the meantime */
	PUBLISH_EVERY_US = 1000000, /* at most, while downloading */
	WAIT_MAX_MS = 3600 * 1000,
};

struct syncd {
	const struct daemon_options *options;
	struct store store;
	struct link *link;
	struct trustclock clock;
	struct state state;
	struct state saved;
	struct refusals refusals;
	struct status status;
	struct update update;
	struct trial trial; /* generation 0: none */
	enum trial_verdict verdict;
	char *ui_path;    /* owned */
	char *state_path; /* owned */
	int signal_fd;
	bool stop;
	bool check_now;
	unsigned failures; /* in a row */
	int64_t next_check_us;
	int64_t watchdog_us; /* 0: none asked for */
	int64_t last_ping_us;
	int64_t last_publish_us;
	enum status_state published_state;
	char published_words[128];
};

static const int handled_signals[] = { SIGTERM, SIGINT, SIGHUP };

void daemon_block_signals(void)
{
	sigset_t set;
	(void)sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_LEN(handled_signals); i++) {
		(void)sigaddset(&set, handled_signals[i]);
	}
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

static double random_share(void)
{
	uint32_t bits = 0;
	if (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits) {
		bits = (uint32_t)clock_monotonic_us() * 2654435761U;
	}
	return (double)bits / 4294967296.0;
}

/* ---- what the world sees --------------------------------------------------------------------------------- */

static void gather(struct syncd *d)
{
	struct status *s = &d->status;
	struct release_facts facts = { 0 };
	s->generation = store_generation(&d->store, STORE_CURRENT);
	s->previous = store_generation(&d->store, STORE_PREVIOUS);
	s->confirmed = d->state.confirmed;
	(void)install_read_facts(&d->store, s->generation, &facts);
	(void)str_copy(s->edition, sizeof s->edition, facts.edition);
	s->installed_at = facts.installed_at;
	s->clock.synchronised = clock_is_synchronised();
	s->clock.trusted = trustclock_now(&d->clock);
	s->clock.system = clock_wall_s();
	s->store_free_bytes = fs_free_bytes(d->store.root);
	s->fetcher.pid = link_child(d->link);
	s->fetcher.restarts = link_restarts(d->link);
	s->fetcher.landlock = link_ready(d->link)->landlock;
	(void)str_copy(s->fetcher.user, sizeof s->fetcher.user, link_ready(d->link)->user);
	s->received_bytes = link_received_bytes(d->link);
	s->requests = link_requests(d->link);
	s->waiting_for = d->trial.generation == 0 ? NULL : d->verdict == TRIAL_VISIT ? "visit" : "interface";
}

static void publish(struct syncd *d)
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
		(void)str_copy(d->published_words, sizeof d->published_words, words);
		(void)sd_notifyf(0, "STATUS=%s", words);
	}
}

static void set_state(struct syncd *d, enum status_state state)
{
	d->status.state = state;
	publish(d);
}

/* From inside an update: state changes at once, progress once a second. */
static void on_changed(void *ctx)
{
	struct syncd *d = ctx;
	if (d->status.state != d->published_state || clock_monotonic_us() - d->last_publish_us > PUBLISH_EVERY_US) {
		publish(d);
	}
}

static void save_state(struct syncd *d)
{
	struct err e;
	if (!state_write(&d->state, &d->saved, d->state_path, &e)) {
		log_warn("the state is not saved: %s", e.message);
	}
}

/* ---- staying alive --------------------------------------------------------------------------------------- */

static void ping(struct syncd *d)
{
	int64_t now_us = clock_monotonic_us();
	if (d->watchdog_us > 0 && now_us - d->last_ping_us > d->watchdog_us / 4) {
		d->last_ping_us = now_us;
		(void)sd_notify(0, "WATCHDOG=1");
	}
}

static void take_signals(struct syncd *d)
{
	struct signalfd_siginfo info;
	while (read(d->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGHUP) {
			d->check_now = true;
		} else {
			d->stop = true;
		}
	}
}

static bool on_idle(void *ctx)
{
	struct syncd *d = ctx;
	take_signals(d);
	ping(d);
	return !d->stop;
}

/* ---- the interface's verdict ----------------------------------------------------------------------------- */

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

/* One line per problem, however often it is met; the count is in the status. */
static void note_problem(struct syncd *d, enum problem problem, const char *message)
{
	struct status_error *error = &d->status.error;
	if (error->problem != problem || !str_equal(error->message, message)) {
		*error = (struct status_error){ .problem = problem, .since = trustclock_shown(&d->clock) };
		(void)str_copy(error->message, sizeof error->message, message);
		log_line(problem_needs_someone(problem) ? LOG_LEVEL_ERROR : LOG_LEVEL_WARN, LOG_MODULE,
				"no update code=%s cause=\"%s\" remedy=\"%s\"", problem_code(problem), message,
				problem_remedy(problem));
	}
	error->count++;
}

static void clear_problem(struct syncd *d)
{
	if (d->status.error.problem != PROBLEM_NONE) {
		log_info("the problem is over code=%s checks=%u", problem_code(d->status.error.problem),
				d->status.error.count);
		d->status.error = (struct status_error){ 0 };
	}
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
	save_state(d);
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
		note_problem(d, in.problem, e.message);
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
	note_problem(d, problem, message);
	/* What the server offers is now something refused: the next check must say so. */
	d->update.last_full = 0;
	save_state(d);
	collect_garbage(d);
}

static const char *refused_why(const struct uistate *ui)
{
	return ui->refused_why[0] ? ui->refused_why : "no reason given";
}

/* Looks once; true while something is still on trial. */
static bool follow_trial(struct syncd *d)
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
			publish(d);
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
	set_state(d, STATUS_IDLE);
	return false;
}

static void begin_trial(struct syncd *d)
{
	int64_t current = store_generation(&d->store, STORE_CURRENT);
	if (current > 0 && current != d->state.confirmed) {
		trial_start(&d->trial, current, clock_monotonic_us());
		d->verdict = TRIAL_NO_INTERFACE;
	}
}

/* ---- checks ---------------------------------------------------------------------------------------------- */

static void after_failure(struct syncd *d, const struct update_report *report, const struct err *e)
{
	if (report->problem == PROBLEM_STOPPED) {
		return;
	}
	note_problem(d, report->problem, e->message);
	d->status.checks_failed++;
	d->failures++;
}

static void after_success(struct syncd *d)
{
	d->failures = 0;
	d->status.last_success = trustclock_shown(&d->clock);
	d->state.last_success = d->status.last_success;
}

static enum update_outcome check(struct syncd *d, struct err *e)
{
	struct update_report report;
	struct uistate ui;
	uistate_read(&ui, d->ui_path);
	d->update.open_generation = ui.alive ? ui.generation : 0;
	d->status.last_check = trustclock_shown(&d->clock);
	d->status.checks++;
	d->check_now = false;
	set_state(d, STATUS_CHECKING);
	enum update_outcome outcome = update_check(&d->update, &report, e);
	switch (outcome) {
	case UPDATE_SWITCHED:
		d->status.switches++;
		begin_trial(d);
		clear_problem(d);
		after_success(d);
		break;
	case UPDATE_CURRENT:
		clear_problem(d);
		after_success(d);
		break;
	case UPDATE_REFUSED:
		note_problem(d, report.problem, e->message);
		after_success(d);
		break;
	case UPDATE_FAILED:
		after_failure(d, &report, e);
		break;
	}
	save_state(d);
	double share = random_share();
	int64_t wait_s = outcome == UPDATE_FAILED ? schedule_retry_s(&d->options->schedule, d->failures,
								    report.retry_after_s, share)
						  : schedule_next_s(&d->options->schedule, share);
	d->next_check_us = clock_monotonic_us() + wait_s * SECOND_US;
	d->status.next_check = trustclock_shown(&d->clock) + (time_t)wait_s;
	set_state(d, d->trial.generation > 0 ? STATUS_WAITING : STATUS_IDLE);
	return outcome;
}

/* A clock from before this program was built cannot tell the hour: then no hour is quiet. */
static int64_t quiet_left_s(const struct syncd *d)
{
	time_t now = clock_wall_s();
	struct tm local = { 0 };
	if (now < trustclock_build_time() || !localtime_r(&now, &local)) {
		return 0;
	}
	return schedule_quiet_left_s(&d->options->schedule, local.tm_hour * 60 + local.tm_min, local.tm_sec);
}

/* Sleeps until a signal, the next check, the watchdog or the next look at ui.json, whichever is first. */
static void wait_for_something(struct syncd *d)
{
	int64_t now_us = clock_monotonic_us();
	int64_t until_us = d->next_check_us;
	if (d->trial.generation > 0 && now_us + TRIAL_STEP_US < until_us) {
		until_us = now_us + TRIAL_STEP_US;
	}
	if (d->watchdog_us > 0 && now_us + d->watchdog_us / 3 < until_us) {
		until_us = now_us + d->watchdog_us / 3;
	}
	int64_t wait_ms = until_us > now_us ? (until_us - now_us) / 1000 + 1 : 0;
	struct pollfd p = { .fd = d->signal_fd, .events = POLLIN };
	(void)poll(&p, 1, (int)(wait_ms < WAIT_MAX_MS ? wait_ms : WAIT_MAX_MS));
	(void)on_idle(d);
}

static bool is_due(struct syncd *d)
{
	if (d->options->update.urls_len == 0) {
		d->next_check_us = INT64_MAX; /* content comes by USB only */
		return false;
	}
	if (d->check_now) {
		return true;
	}
	if (clock_monotonic_us() < d->next_check_us) {
		return false;
	}
	int64_t quiet_s = quiet_left_s(d);
	if (quiet_s == 0) {
		return true;
	}
	d->next_check_us = clock_monotonic_us() + (quiet_s < QUIET_STEP_S ? quiet_s : QUIET_STEP_S) * SECOND_US;
	if (d->status.state == STATUS_IDLE) {
		set_state(d, STATUS_QUIET);
	}
	return false;
}

static void run_forever(struct syncd *d)
{
	struct err e = { 0 };
	bool has_content = store_generation(&d->store, STORE_CURRENT) > 0;
	int64_t first_s = schedule_first_s(&d->options->schedule, has_content, random_share());
	d->next_check_us = clock_monotonic_us() + first_s * SECOND_US;
	set_state(d, d->trial.generation > 0 ? STATUS_WAITING : STATUS_IDLE);
	while (!d->stop) {
		(void)follow_trial(d);
		if (is_due(d)) {
			(void)check(d, &e);
		} else {
			wait_for_something(d);
		}
	}
}

/* With `once`: the verdict is waited for while an interface is there to give one, but not through a whole visit. */
static bool run_once(struct syncd *d, struct err *e)
{
	enum update_outcome outcome = check(d, e);
	int64_t until_us = clock_monotonic_us() + (int64_t)(d->options->confirm_timeout_s + 5) * SECOND_US;
	while (!d->stop && follow_trial(d) && d->verdict != TRIAL_NO_INTERFACE && clock_monotonic_us() < until_us) {
		d->next_check_us = until_us;
		wait_for_something(d);
	}
	if (d->status.error.problem != PROBLEM_NONE) {
		return fail(e, "%s", d->status.error.message);
	}
	return outcome == UPDATE_CURRENT || outcome == UPDATE_SWITCHED;
}

/* ---- start and end --------------------------------------------------------------------------------------- */

static void read_what_was_kept(struct syncd *d)
{
	CLEANUP(free_ptr) char *refused = store_path(&d->store, "refused.json");
	state_read(&d->state, d->state_path);
	d->saved = d->state;
	refusals_read(&d->refusals, refused);
	d->status.last_success = d->state.last_success;
	d->status.release = d->state.release;
	trustclock_init(&d->clock, d->state.trusted_time, d->options->trust_system_clock);
}

static bool start(struct syncd *d, struct err *e)
{
	const struct daemon_options *o = d->options;
	sigset_t set;
	(void)sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_LEN(handled_signals); i++) {
		(void)sigaddset(&set, handled_signals[i]);
	}
	d->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (d->signal_fd < 0) {
		return fail_errno(e, "signalfd");
	}
	if (!fs_make_dirs(o->run_dir, 0755, e) || !store_open(&d->store, o->store_dir, o->spool_dir, e)) {
		return false;
	}
	d->ui_path = fs_join(o->run_dir, "ui.json");
	d->state_path = store_path(&d->store, "state.json");
	struct link_options link = o->link;
	link.idle = on_idle;
	link.idle_ctx = d;
	d->link = link_create(&link);
	read_what_was_kept(d);
	d->status.pack = o->update.pack;
	d->status.server = o->update.urls_len > 0 ? o->update.urls[0] : "";
	d->update = (struct update){ .options = &o->update,
		.store = &d->store,
		.link = d->link,
		.clock = &d->clock,
		.state = &d->state,
		.refusals = &d->refusals,
		.status = &d->status,
		.changed = on_changed,
		.changed_ctx = d };
	uint64_t watchdog_us = 0;
	d->watchdog_us = sd_watchdog_enabled(0, &watchdog_us) > 0 ? (int64_t)watchdog_us : 0;
	begin_trial(d);
	return true;
}

static void finish(struct syncd *d)
{
	link_destroy(d->link);
	store_close(&d->store);
	fs_close_fd(&d->signal_fd);
	free(d->ui_path);
	free(d->state_path);
}

bool daemon_run(const struct daemon_options *options, struct err *e)
{
	struct syncd d = { .options = options, .store = STORE_CLOSED, .signal_fd = -1 };
	bool ok = start(&d, e);
	if (ok) {
		log_info("started pack=%s server=%s generation=%lld release=%lld", d.status.pack, d.status.server,
				(long long)store_generation(&d.store, STORE_CURRENT), (long long)d.state.release);
		(void)sd_notify(0, "READY=1");
		if (options->once) {
			ok = run_once(&d, e);
		} else {
			run_forever(&d);
		}
		(void)sd_notify(0, "STOPPING=1");
		set_state(&d, options->once ? STATUS_IDLE : STATUS_STOPPED);
	} else {
		log_error("cannot start: %s", e->message);
	}
	finish(&d);
	return ok;
}
