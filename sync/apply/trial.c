/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply/trial.h"

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
	const char *why = json_string_value(json_object_get(refused, "why"));
	(void)str_copy(ui->refused_why, sizeof ui->refused_why, why ? why : "no reason given");
	return take_number(refused, "generation", INT64_MAX, &ui->refused_generation, e);
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
		  take_number(o, "generation", INT64_MAX, &ui.generation, e) && read_refused(o, &ui, e);
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
	if (ui->pid != t->pid) {
		t->pid = ui->pid;
		if (++t->starts > TRIAL_STARTS_MAX) {
			return TRIAL_CRASHING;
		}
	}
	if (ui->session) {
		return TRIAL_VISIT;
	}
	t->idle_us += step_us < STEP_MAX_US ? step_us : STEP_MAX_US;
	return t->idle_us > timeout_us ? TRIAL_SILENT : TRIAL_WAITING;
}
