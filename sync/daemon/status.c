/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/status.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rundir.h"
#include "base/str.h"
#include "base/words.h"
#include "daemon/uicounts.h"

enum { MIB = 1024 * 1024 };

static const struct {
	const char *name;
	const char *words;
} states[] = {
	[STATUS_STARTING] = { "starting", "starting" },
	[STATUS_IDLE] = { "idle", "waiting for the next check" },
	[STATUS_QUIET] = { "quiet", "quiet hours" },
	[STATUS_CHECKING] = { "checking", "asking the server" },
	[STATUS_DOWNLOADING] = { "downloading", "downloading" },
	[STATUS_STAGING] = { "staging", "checking new content" },
	[STATUS_WAITING] = { "waiting", "waiting for the interface to open the new content" },
	[STATUS_STOPPED] = { "stopped", "stopped" },
};

static json_t *time_or_null(time_t when)
{
	return when > 0 ? json_integer((json_int_t)when) : json_null();
}

static json_t *text_or_null(const char *text)
{
	json_t *value = text && text[0] ? json_string(text) : NULL;
	return value ? value : json_null();
}

static json_t *error_to_json(const struct status_error *error, const char *store)
{
	char remedy[PROBLEM_REMEDY_BYTES];
	if (error->problem == PROBLEM_NONE) {
		return json_null();
	}
	return json_pack("{s:s, s:o, s:s, s:b, s:o, s:I}", "code", problem_code(error->problem), "message",
			text_or_null(error->message), "remedy",
			problem_remedy(error->problem, WORDS_ENGLISH, store, remedy), "needs_someone",
			(int)problem_needs_someone(error->problem), "since", time_or_null(error->since), "count",
			(json_int_t)error->count);
}

static json_t *progress_to_json(const struct status *s)
{
	if (s->state != STATUS_DOWNLOADING) {
		return json_null();
	}
	return json_pack("{s:I, s:I, s:o}", "bytes", (json_int_t)s->progress.bytes, "total",
			(json_int_t)s->progress.total, "name", text_or_null(s->progress.name));
}

static json_t *clock_to_json(const struct status *s)
{
	return json_pack("{s:b, s:o, s:o}", "synchronised", (int)s->clock.synchronised, "trusted",
			time_or_null(s->clock.trusted), "system", time_or_null(s->clock.system));
}

static json_t *fetcher_to_json(const struct status *s)
{
	return json_pack("{s:I, s:I, s:i, s:o, s:I, s:I}", "pid", (json_int_t)s->fetcher.pid, "restarts",
			(json_int_t)s->fetcher.restarts, "landlock", s->fetcher.landlock, "user",
			text_or_null(s->fetcher.user), "received_bytes", (json_int_t)s->received_bytes, "requests",
			(json_int_t)s->requests);
}

const char *status_state_name(enum status_state state)
{
	return states[state].name;
}

json_t *status_import_to_json(const struct status_import *import, const char *store)
{
	char remedy[PROBLEM_REMEDY_BYTES];
	if (import->at == 0 && !import->outcome[0]) {
		return json_null();
	}
	bool bad = import->problem != PROBLEM_NONE;
	return json_pack("{s:s, s:o, s:s, s:o, s:o, s:o, s:o}", "outcome", import->outcome, "at",
			time_or_null(import->at), "folder", import->folder, "edition", text_or_null(import->edition),
			"code", bad ? json_string(problem_code(import->problem)) : json_null(), "message",
			text_or_null(import->message), "remedy",
			bad ? json_string(problem_stick_remedy(import->problem, WORDS_ENGLISH, store, remedy))
			    : json_null());
}

static json_t *firmware_to_json(const struct status_firmware *f, const char *store)
{
	char remedy[PROBLEM_REMEDY_BYTES];
	if (!f->state) {
		return json_null();
	}
	bool bad = f->problem != PROBLEM_NONE;
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "state", f->state, "running", text_or_null(f->running),
			"offered", text_or_null(f->offered), "code",
			bad ? json_string(problem_code(f->problem)) : json_null(), "message", text_or_null(f->message),
			"remedy",
			bad ? json_string(problem_remedy(f->problem, WORDS_ENGLISH, store, remedy)) : json_null());
}

void status_to_json(const struct status *s, struct buf *out)
{
	json_t *o = json_pack("{s:i, s:s, s:s}", "format", 1, "version", BORNE_VERSION, "state", states[s->state].name);
	const struct {
		const char *key;
		json_t *value; /* owned, given to o */
	} fields[] = {
		{ "pack", text_or_null(s->pack) },
		{ "server", text_or_null(s->server) },
		{ "settings", text_or_null(s->settings) },
		{ "release", json_integer((json_int_t)s->release) },
		{ "generation", json_integer((json_int_t)s->generation) },
		{ "previous", json_integer((json_int_t)s->previous) },
		{ "confirmed", json_integer((json_int_t)s->confirmed) },
		{ "edition", text_or_null(s->edition) },
		{ "installed_at", time_or_null(s->installed_at) },
		{ "import", status_import_to_json(&s->import, s->store) },
		{ "firmware", firmware_to_json(&s->firmware, s->store) },
		{ "last_check", time_or_null(s->last_check) },
		{ "last_success", time_or_null(s->last_success) },
		{ "next_check", time_or_null(s->next_check) },
		{ "metadata_expires", time_or_null(s->metadata_expires) },
		{ "store_free_bytes", json_integer((json_int_t)s->store_free_bytes) },
		{ "waiting_for", text_or_null(s->waiting_for) },
		{ "restart_interface", s->restart_pid > 0 ? json_integer((json_int_t)s->restart_pid) : json_null() },
		{ "error", error_to_json(&s->error, s->store) },
		{ "progress", progress_to_json(s) },
		{ "clock", clock_to_json(s) },
		{ "fetcher", fetcher_to_json(s) },
		{ "usage", s->usage ? json_incref(s->usage) : json_null() },
		{ "reports", s->reports ? json_incref(s->reports) : json_null() },
	};
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		(void)json_object_set_new(o, fields[i].key, fields[i].value);
	}
	char *text = json_dumps(o, JSON_INDENT(1));
	json_decref(o);
	buf_add_text(out, text ? text : "{}");
	buf_add_char(out, '\n');
	free(text);
}

void status_to_metrics(const struct status *s, struct buf *out)
{
	const struct {
		const char *name;
		const char *type; /* counters' samples end in _total (OpenMetrics 1.0) */
		const char *help;
		double value;
	} metrics[] = {
		{ "borne_release", "gauge", "Newest release the server was found to offer.", (double)s->release },
		{ "borne_generation", "gauge", "Generation of content in service.", (double)s->generation },
		{ "borne_generation_confirmed", "gauge", "Generation the interface has opened.", (double)s->confirmed },
		{ "borne_last_check_seconds", "gauge", "Time of the last check.", (double)s->last_check },
		{ "borne_last_success_seconds", "gauge", "Time of the last check without a problem.",
				(double)s->last_success },
		{ "borne_metadata_expires_seconds", "gauge", "When the signed metadata expires.",
				(double)s->metadata_expires },
		{ "borne_store_free_bytes", "gauge", "Free space for content.", (double)s->store_free_bytes },
		{ "borne_clock_synchronised", "gauge", "1 when the kernel's clock is synchronised.",
				s->clock.synchronised ? 1 : 0 },
		{ "borne_checks", "counter", "Checks since the start.", (double)s->checks },
		{ "borne_checks_failed", "counter", "Checks that met a problem.", (double)s->checks_failed },
		{ "borne_switches", "counter", "New generations put into service.", (double)s->switches },
		{ "borne_rollbacks", "counter", "Generations given back.", (double)s->rollbacks },
		{ "borne_fetch_requests", "counter", "Requests made.", (double)s->requests },
		{ "borne_fetch_received_bytes", "counter", "Bytes of bodies received.", (double)s->received_bytes },
		{ "borne_reports", "gauge", "Records that visitors said are wrong, in the last months.",
				(double)json_array_size(s->reports) },
		{ "borne_fetcher_restarts", "counter", "Fetching processes that had to be replaced.",
				(double)s->fetcher.restarts },
	};
	for (size_t i = 0; i < ARRAY_LEN(metrics); i++) {
		bool counter = str_equal(metrics[i].type, "counter");
		buf_printf(out, "# TYPE %s %s\n# HELP %s %s\n%s%s %.0f\n", metrics[i].name, metrics[i].type,
				metrics[i].name, metrics[i].help, metrics[i].name, counter ? "_total" : "",
				metrics[i].value);
	}
	buf_add_text(out, "# TYPE borne_problem gauge\n# HELP borne_problem 1 for the problem of the last check.\n");
	for (int p = PROBLEM_NONE + 1; p < PROBLEM_COUNT; p++) {
		buf_printf(out, "borne_problem{code=\"%s\"} %d\n", problem_code((enum problem)p),
				(int)s->error.problem == p);
	}
	buf_add_text(out, "# EOF\n");
}

static bool write_text(const char *run_dir, const char *name, const struct buf *text, struct err *e)
{
	return rundir_write(run_dir, RUNDIR_SYNC, name, buf_text(text), text->len, e);
}

bool status_write(const struct status *s, const char *run_dir, struct err *e)
{
	struct buf json = { 0 };
	struct buf metrics = { 0 };
	struct status told = *s;
	told.usage = uicounts_read(run_dir, "usage.tsv");
	told.reports = uicounts_read(run_dir, "reports.tsv");
	status_to_json(&told, &json);
	status_to_metrics(&told, &metrics);
	json_decref(told.usage);
	json_decref(told.reports);
	bool ok = write_text(run_dir, "status.json", &json, e) && write_text(run_dir, "metrics.prom", &metrics, e);
	buf_finish(&json);
	buf_finish(&metrics);
	return ok;
}

void status_describe(const struct status *s, char *out, size_t size)
{
	if (s->state == STATUS_DOWNLOADING) {
		(void)snprintf(out, size, "downloading %.1f of %.1f MiB", (double)s->progress.bytes / MIB,
				(double)s->progress.total / MIB);
	} else if (s->error.problem != PROBLEM_NONE) {
		(void)snprintf(out, size, "release %lld in service, %s: %s", (long long)s->release,
				states[s->state].words, problem_code(s->error.problem));
	} else {
		(void)snprintf(out, size, "generation %lld in service, %s", (long long)s->generation,
				states[s->state].words);
	}
}
