/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/daemon.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"
#include "daemon/firmware.h"
#include "daemon/first.h"
#include "daemon/import.h"
#include "daemon/report.h"
#include "daemon/storehold.h"
#include "daemon/verdict.h"
#include "generation/integrity.h"

#define LOG_MODULE "syncd"
#include "base/log.h"

enum {
	TRIAL_STEP_US = 500000, /* how often ui.json is looked at while something waits for it */
	LOOK_STEP_US = 5000000, /* and else: what was confirmed may be refused later */
	QUIET_STEP_S = 60,      /* the local clock may be set in the meantime */
	WAIT_MAX_MS = 3600 * 1000,
};

static const int handled_signals[] = { SIGTERM, SIGINT, SIGHUP, SIGUSR1 };

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

/* ---- staying alive --------------------------------------------------------------------------------------- */

static void take_signals(struct syncd *d)
{
	struct signalfd_siginfo info;
	while (read(d->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGHUP) {
			d->check_now = true;
		} else if (info.ssi_signo == SIGUSR1) {
			d->give_back_now = true;
		} else {
			d->stop = true;
		}
	}
}

static bool on_work(void *ctx)
{
	struct syncd *d = ctx;
	take_signals(d);
	syncd_ping(d);
	return !d->stop;
}

static bool stick_waits(const struct syncd *d)
{
	struct pollfd p = { .fd = d->import_listen_fd, .events = POLLIN }; /* poll passes a negative one over */
	return poll(&p, 1, 0) > 0 && p.revents;
}

/* While a server is waited for, which may take as long as the server likes: a stick goes first, and SIGHUP begins the
 * check anew. Both are served between two bytes; what was downloaded is continued afterwards. */
static bool on_idle(void *ctx)
{
	struct syncd *d = ctx;
	bool go_on = on_work(d);
	bool may_be_interrupted = !d->options->once && d->import_fd < 0;
	return go_on && !(may_be_interrupted && (d->check_now || stick_waits(d)));
}

/* ---- checks ---------------------------------------------------------------------------------------------- */

static int64_t next_wait_s(struct syncd *d, bool failed, int64_t retry_after_s)
{
	const struct schedule *s = &d->options->schedule;
	if (failed) {
		return schedule_retry_s(s, d->failures, retry_after_s, random_share());
	}
	bool second = !d->settled;
	d->settled = true;
	return second ? schedule_second_s(s, random_share()) : schedule_next_s(s, random_share());
}

static enum update_outcome check_server(struct syncd *d)
{
	struct result r = RESULT_NONE;
	struct uistate ui;
	uistate_read(&ui, d->ui_path);
	d->update.open_generation = ui.alive ? ui.shown : 0;
	d->check_now = false;
	report_check_begins(d);
	enum update_outcome outcome = storehold_take(d, &r) ? update_check(&d->update, &r) : UPDATE_FAILED;
	d->last_check = trustclock_shown(&d->clock);
	bool interrupted = outcome == UPDATE_FAILED && r.problem == PROBLEM_STOPPED;
	if (outcome != UPDATE_FAILED) {
		d->failures = 0;
		d->state.last_success = d->last_check;
	} else if (!interrupted) {
		d->failures++;
	}
	if (outcome == UPDATE_SWITCHED) {
		verdict_begin(d);
	}
	syncd_save(d);
	int64_t wait_s = interrupted ? 0 : next_wait_s(d, outcome == UPDATE_FAILED, r.retry_after_s);
	d->next_check_us = clock_monotonic_us() + wait_s * SECOND_US;
	report_check_ended(d, outcome, &r, wait_s);
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
	int64_t look_us = now_us + (d->trial.generation > 0 ? TRIAL_STEP_US : LOOK_STEP_US);
	if (look_us < until_us) {
		until_us = look_us;
	}
	if (d->watchdog_us > 0 && now_us + d->watchdog_us / 3 < until_us) {
		until_us = now_us + d->watchdog_us / 3;
	}
	int64_t wait_ms = until_us > now_us ? (until_us - now_us) / 1000 + 1 : 0;
	struct pollfd p[] = { { .fd = d->signal_fd, .events = POLLIN },
		{ .fd = d->import_listen_fd, .events = POLLIN } }; /* poll passes a negative one over */
	(void)poll(p, ARRAY_LEN(p), (int)(wait_ms < WAIT_MAX_MS ? wait_ms : WAIT_MAX_MS));
	(void)on_work(d);
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
		report_state(d, STATUS_QUIET);
	}
	return false;
}

static void run_forever(struct syncd *d)
{
	bool has_content = store_generation(&d->store, STORE_CURRENT) > 0;
	int64_t first_s = schedule_first_s(&d->options->schedule, has_content, random_share());
	first_take(d);
	d->next_check_us = clock_monotonic_us() + first_s * SECOND_US;
	report_state(d, d->trial.generation > 0 ? STATUS_WAITING : STATUS_IDLE);
	while (!d->stop) {
		if (d->give_back_now) {
			d->give_back_now = false;
			verdict_give_back(d);
		}
		(void)verdict_follow(d);
		firmware_follow(d);
		if (stick_waits(d)) {
			import_serve(d);
		} else if (is_due(d)) {
			(void)check_server(d);
		} else {
			wait_for_something(d);
		}
	}
}

/* Without a server: as a unit takes what came with it. */
static bool take_first_once(struct syncd *d, struct err *e)
{
	first_take(d);
	if (d->status.error.problem != PROBLEM_NONE) {
		return fail(e, "%s", d->status.error.message);
	}
	if (store_generation(&d->store, STORE_CURRENT) == 0) {
		log_error("no contents of the pack came with the unit folder=%s/%s", d->options->first_content,
				d->status.pack);
		return fail(e, "no contents of the pack %s in %s", d->status.pack, d->options->first_content);
	}
	return true;
}

/* With `once`: the verdict is waited for while an interface is there to give one, but not through a whole visit. */
static bool run_once(struct syncd *d, struct err *e)
{
	if (d->options->update.urls_len == 0) {
		return take_first_once(d, e);
	}
	enum update_outcome outcome = check_server(d);
	/* An interface may be silent twice (trial.h). */
	int64_t until_us = clock_monotonic_us() + (int64_t)(2 * d->options->confirm_timeout_s + 5) * SECOND_US;
	while (!d->stop && verdict_follow(d) && d->verdict != TRIAL_NO_INTERFACE && clock_monotonic_us() < until_us) {
		d->next_check_us = until_us;
		wait_for_something(d);
	}
	if (d->status.error.problem != PROBLEM_NONE) {
		return fail(e, "%s", d->status.error.message);
	}
	return outcome == UPDATE_CURRENT || outcome == UPDATE_SWITCHED;
}

/* ---- start and end --------------------------------------------------------------------------------------- */

static bool open_syncd(struct syncd *d, struct err *e)
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
	store_init(&d->store, o->store_dir, o->spool_dir);
	/* Without it nothing is told and no stick can be read, but content still arrives. */
	if (!rundir_make(o->run_dir, RUNDIR_SYNC, e)) {
		log_error("no status is written and no stick is read: %s", e->message);
	}
	d->store.site = o->site;
	d->store.work = (struct work){ .step = on_work, .ctx = d };
	d->ui_path = rundir_path(o->run_dir, RUNDIR_UI, "ui.json");
	d->state_path = store_path(&d->store, "state.json");
	struct link_options link = o->link;
	link.idle = on_idle;
	link.idle_ctx = d;
	d->link = link_create(&link);
	d->from = (struct transports){ .link = d->link, .idle = on_idle, .idle_ctx = d };
	/* With `once` the check is all there is: no stick is asked for. */
	d->import_listen_fd = o->once ? -1 : import_listen(o->run_dir, e);
	if (!o->once && d->import_listen_fd < 0) {
		log_warn("no stick can be imported: %s", e->message);
	}
	d->found.server = o->update.urls_len > 0 ? o->update.urls[0] : "";
	report_open(d);
	d->update = (struct update){ .options = &o->update,
		.store = &d->store,
		.from = &d->from,
		.clock = &d->clock,
		.state = &d->state,
		.whole = integrity_current_is_whole(&d->store),
		.refusals = &d->refusals,
		.found = &d->found,
		.changed = report_step,
		.changed_ctx = d,
		.also = firmware_take,
		.also_applies = firmware_applies,
		.also_ctx = d };
	uint64_t watchdog_us = 0;
	d->watchdog_us = sd_watchdog_enabled(0, &watchdog_us) > 0 ? (int64_t)watchdog_us : 0;
	/* Without it nothing can be updated, but what it holds is shown: the status says what to do, and each check
	 * tries again. */
	struct result r = RESULT_NONE;
	if (!storehold_take(d, &r)) {
		storehold_read_kept(d);
		report_problem(d, r.problem, r.why.message);
	}
	return true;
}

static void close_syncd(struct syncd *d)
{
	link_destroy(d->link);
	store_close(&d->store);
	fs_close_fd(&d->signal_fd);
	fs_close_fd(&d->import_listen_fd);
	free(d->ui_path);
	free(d->state_path);
}

bool daemon_run(const struct daemon_options *options, struct err *e)
{
	struct syncd d = { .options = options,
		.store = STORE_CLOSED,
		.signal_fd = -1,
		.import_listen_fd = -1,
		.import_fd = -1 };
	bool ok = open_syncd(&d, e);
	if (ok) {
		log_info("started pack=%s server=%s generation=%lld release=%lld", d.status.pack, d.found.server,
				(long long)store_generation(&d.store, STORE_CURRENT), (long long)d.state.release);
		(void)sd_notify(0, "READY=1");
		if (options->once) {
			ok = run_once(&d, e);
		} else {
			run_forever(&d);
		}
		(void)sd_notify(0, "STOPPING=1");
		report_state(&d, options->once ? STATUS_IDLE : STATUS_STOPPED);
	} else {
		log_error("cannot start: %s", e->message);
	}
	close_syncd(&d);
	return ok;
}
