/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/trial.h"

#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <string.h>

#include "base/rundir.h"
#include "base/str.h"

/* A longer gap between two looks is not time the interface had: the machine slept, or we were busy. */
static const int64_t STEP_MAX_US = 5000000;

static bool take_number(const json_t *o, const char *key, int64_t max, int64_t *out, struct err *e)
{
	const json_t *value = json_object_get(o, key);
	if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > max) {
		return fail_kind(e, ERR_FORMAT, "ui.json: bad '%s'", key);
	}
	*out = (int64_t)json_integer_value(value);
	return true;
}

static bool read_refused(const json_t *o, struct uistate *ui, struct err *e)
{
	const json_t *refused = json_object_get(o, "refused");
	if (!json_is_object(refused)) {
		return true;
	}
	static const char *const kinds[] = { [UI_REFUSAL_CONTENT] = "content",
		[UI_REFUSAL_CRASH] = "crash",
		[UI_REFUSAL_DAMAGED] = "damaged" };
	const char *why = json_string_value(json_object_get(refused, "why"));
	const char *kind = json_string_value(json_object_get(refused, "kind"));
	for (size_t i = 0; kind && i < ARRAY_LEN(kinds); i++) {
		if (str_equal(kind, kinds[i])) {
			ui->refused_kind = (enum ui_refusal)i;
		}
	}
	str_cut(ui->refused_why, sizeof ui->refused_why, why ? why : "no reason given");
	return take_number(refused, "generation", INT64_MAX, &ui->refused_generation, e);
}

/* Absent in what an older interface writes: then nothing is shown that is not confirmed, and nothing tried. */
static bool read_progress(const json_t *o, struct uistate *ui, struct err *e)
{
	const json_t *trying = json_object_get(o, "trying");
	ui->shown = ui->generation;
	return (!json_object_get(o, "shown") || take_number(o, "shown", INT64_MAX, &ui->shown, e)) &&
	       (!json_is_object(trying) || (take_number(trying, "generation", INT64_MAX, &ui->trying, e) &&
							   take_number(trying, "step", INT64_MAX, &ui->step, e)));
}

bool uistate_parse(const char *bytes, size_t len, struct uistate *out, struct err *e)
{
	json_error_t problem;
	json_t *o = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &problem);
	if (!json_is_object(o)) {
		json_decref(o);
		return fail_kind(e, ERR_FORMAT, "ui.json is not a JSON object");
	}
	struct uistate ui = { 0 };
	int64_t pid = 0;
	bool ok = take_number(o, "pid", INT32_MAX, &pid, e) &&
		  take_number(o, "generation", INT64_MAX, &ui.generation, e) && read_progress(o, &ui, e) &&
		  read_refused(o, &ui, e);
	ui.pid = (pid_t)pid;
	ui.session = json_is_true(json_object_get(o, "session"));
	json_decref(o);
	if (ok) {
		*out = ui;
	}
	return ok;
}

void uistate_read(struct uistate *out, const char *path)
{
	struct err e;
	struct buf bytes = { 0 };
	*out = (struct uistate){ 0 };
	if (rundir_read_path(path, TRIAL_FILE_MAX_BYTES, &bytes, &e) &&
			uistate_parse(buf_text(&bytes), bytes.len, out, &e)) {
		/* Another user's process is alive as well. */
		out->alive = out->pid > 1 && (kill(out->pid, 0) == 0 || errno == EPERM);
	}
	buf_finish(&bytes);
}

void trial_start(struct trial *t, int64_t generation, int64_t now_us)
{
	*t = (struct trial){ .generation = generation, .last_us = now_us };
}

/* Since the last look; remembers what it saw. */
static bool went_on(struct trial *t, const struct uistate *ui)
{
	int64_t step = ui->trying == t->generation ? ui->step : 0;
	bool shown = ui->shown == t->generation;
	bool on = (step != t->step && step != 0) || (shown && !t->shown);
	t->step = step;
	t->shown = shown;
	return on;
}

enum trial_verdict trial_step(struct trial *t, const struct uistate *ui, int64_t now_us, int64_t timeout_us)
{
	int64_t step_us = now_us - t->last_us;
	t->last_us = now_us;
	if (!ui->alive) {
		return TRIAL_NO_INTERFACE;
	}
	if (ui->generation == t->generation) {
		return TRIAL_CONFIRMED;
	}
	if (ui->refused_generation == t->generation) {
		return TRIAL_REFUSED;
	}
	if (ui->session) {
		return TRIAL_VISIT;
	}
	if (went_on(t, ui)) {
		t->idle_us = 0;
		return TRIAL_WAITING;
	}
	t->idle_us += step_us < STEP_MAX_US ? step_us : STEP_MAX_US;
	if (t->idle_us <= timeout_us) {
		return TRIAL_WAITING;
	}
	if (t->restart_pid == 0) {
		t->restart_pid = ui->pid;
		t->idle_us = 0;
		return TRIAL_RESTART;
	}
	return TRIAL_SILENT;
}
