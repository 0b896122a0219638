/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <systemd/sd-daemon.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/str.h"
#include "daemon/import.h"
#include "daemon/syncd.h"
#include "generation/release_facts.h"

#define LOG_MODULE "syncd"
#include "base/log.h"

enum { PUBLISH_EVERY_US = 1000000 }; /* at most, while downloading */

static void gather(struct syncd *d)
{
	struct status *s = &d->status;
	struct release_facts facts = { 0 };
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

void report_changed(void *ctx)
{
	struct syncd *d = ctx;
	syncd_ping(d);
	if (d->status.state != d->published_state || clock_monotonic_us() - d->last_publish_us > PUBLISH_EVERY_US) {
		report_now(d);
		import_progress(d);
	}
}

/* A message may quote what a server sent: JSON wants UTF-8, and nobody wants control characters. */
void report_copy_readable(char *out, size_t size, const char *message)
{
	const char *at = message;
	const char *end = message + strlen(message);
	size_t len = 0;
	while (at < end) {
		char character[4];
		uint32_t code = utf8_next(&at, end);
		size_t bytes = utf8_put(code < 0x20 || code == 0x7F ? ' ' : code, character);
		if (len + bytes >= size) {
			break;
		}
		memcpy(out + len, character, bytes);
		len += bytes;
	}
	out[len] = '\0';
}

void report_problem(struct syncd *d, enum problem problem, const char *raw_message)
{
	char message[STATUS_MESSAGE_BYTES];
	char remedy[PROBLEM_REMEDY_BYTES];
	struct status_error *error = &d->status.error;
	report_copy_readable(message, sizeof message, raw_message);
	if (error->problem != problem || !str_equal(error->message, message)) {
		*error = (struct status_error){ .problem = problem, .since = trustclock_shown(&d->clock) };
		str_cut(error->message, sizeof error->message, message);
		log_line(problem_needs_someone(problem) ? LOG_LEVEL_ERROR : LOG_LEVEL_WARN, LOG_MODULE,
				"no update code=%s cause=\"%s\" remedy=\"%s\"", problem_code(problem), message,
				problem_remedy(problem, d->store.root, remedy));
	}
	error->count++;
}

void report_recovery(struct syncd *d)
{
	if (d->status.error.problem != PROBLEM_NONE) {
		log_info("the problem is over code=%s checks=%u", problem_code(d->status.error.problem),
				d->status.error.count);
		d->status.error = (struct status_error){ 0 };
	}
}
