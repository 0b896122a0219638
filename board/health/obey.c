/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/obey.h"

#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/request.h"
#include "base/rundir.h"
#include "base/str.h"
#include "health/calibrate.h"
#include "health/chosen.h"

#define LOG_MODULE "obey"
#include "base/log.h"

/* Where systemd/run-borneout.mount puts the stick, for as long as the report is written. */
#define STICK_FOLDER "/run/borneout"
#define STICK_UNIT "run-borneout.mount"

enum { ARGUMENTS_MAX = 5 };

/* Ends well: true. The words are constants of this file. */
static bool run_program(const char *const words[ARGUMENTS_MAX], struct err *e)
{
	char *argv[ARGUMENTS_MAX + 1] = { NULL };
	pid_t pid;
	int status;
	for (size_t i = 0; i < ARGUMENTS_MAX && words[i]; i++) {
		argv[i] = (char *)words[i];
	}
	int code = posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ);
	if (code != 0) {
		return fail(e, "%s cannot be started: %s", argv[0], strerror(code));
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		return fail(e, "%s %s %s did not end well", argv[0], argv[1], argv[2] ? argv[2] : "");
	}
	return true;
}

static bool systemctl(const char *verb, const char *option, const char *unit, struct err *e)
{
	const char *const words[ARGUMENTS_MAX] = { "systemctl", verb, option, unit };
	return run_program(words, e);
}

/* ---- each request: false with a word for the screen in *why ---- */

static bool check(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	(void)o;
	(void)r;
	*why = "system";
	return systemctl("kill", "--signal=HUP", "borne-syncd.service", e);
}

static bool give_back(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	(void)o;
	(void)r;
	*why = "system";
	return systemctl("kill", "--signal=USR1", "borne-syncd.service", e);
}

static bool interface(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	(void)o;
	(void)r;
	*why = "system";
	return systemctl("restart", "--no-block", "borne.service", e);
}

static bool restart(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	(void)o;
	(void)r;
	*why = "system";
	return systemctl("reboot", "--no-block", NULL, e);
}

static bool power_off(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	(void)o;
	(void)r;
	*why = "system";
	return systemctl("poweroff", "--no-block", NULL, e);
}

static bool calibrate(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", o->root, o->config_path);
	CLEANUP(free_ptr) char *state = mem_printf("%s%s", o->root, o->state);
	struct touchpoint_matrix m;
	char day[CLOCK_RFC3339_BYTES];
	_Static_assert((int)REQUEST_NUMBERS == (int)TOUCHPOINT_MATRIX_LEN, "a request has a whole matrix");
	memcpy(m.at, r->numbers, sizeof m.at);
	clock_format_rfc3339(clock_wall_s(), day);
	day[strlen("2026-11-23")] = '\0';
	*why = "config";
	return calibrate_keep(state, path, &m, day, e) && calibrate_write(path, &m, day, e);
}

/* For the screen: which of the settings was refused. */
static const char *refused(const struct config_option *o)
{
	return str_equal(o->name, "site") || str_equal(o->name, "language") ? o->name : "value";
}

static bool settle(const struct obey *o, const struct request_setting *s, struct config_change *out, const char **why,
		struct err *e)
{
	const struct config_option *option = config_option_named(s->option);
	struct config scratch;
	struct buf must = { 0 };
	*why = "value";
	if (!option || !config_option_on_screen(option)) {
		return fail_kind(e, ERR_FORMAT, "%s is not set on the screen", s->option);
	}
	*why = refused(option);
	config_defaults(&scratch);
	if (str_equal(s->option, "site") && s->value[0] == '\0') {
		return fail_kind(e, ERR_FORMAT, "a unit stands somewhere: site is empty");
	}
	bool ok = config_option_set(option, s->value, &scratch, &must) ||
		  fail_kind(e, ERR_FORMAT, "%s is '%s'. It must be %s", s->option, s->value, buf_text(&must));
	buf_finish(&must);
	if (ok && str_equal(s->option, "site") && o->site_problem && o->site_problem(o->context, s->value, &must)) {
		ok = fail_kind(e, ERR_FORMAT, "%.*s", (int)strcspn(buf_text(&must), "\n"), buf_text(&must));
	}
	buf_finish(&must);
	*out = (struct config_change){ option, s->value };
	return ok;
}

static bool set(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s%s", o->root, o->config_path);
	CLEANUP(free_ptr) char *state = mem_printf("%s%s", o->root, o->state);
	struct config_change changes[REQUEST_SETTINGS_MAX];
	for (size_t i = 0; i < r->settings_len; i++) {
		if (!settle(o, &r->settings[i], &changes[i], why, e)) {
			return false;
		}
	}
	*why = "config";
	if (!chosen_write(state, path, changes, r->settings_len, e)) {
		return false;
	}
	for (size_t i = 0; i < r->settings_len; i++) {
		log_info("set on the screen option=%s value=%s", r->settings[i].option, r->settings[i].value);
	}
	return true;
}

/* Onto the stick that is named BORNE, as borne-<kind><time>.txt. */
static bool put_on_stick(const struct obey *o, const char *kind, const struct buf *text, struct err *e)
{
	struct err ignored;
	char when[CLOCK_RFC3339_BYTES];
	if (!systemctl("start", STICK_UNIT, NULL, e)) {
		return false;
	}
	clock_format_rfc3339(clock_wall_s(), when);
	for (char *c = when; *c; c++) {
		*c = *c == ':' ? '-' : *c; /* no name of a FAT file */
	}
	CLEANUP(free_ptr) char *path = mem_printf("%s" STICK_FOLDER "/borne-%s%s.txt", o->root, kind, when);
	bool ok = fs_write_file_atomic(path, buf_text(text), text->len, 0644, e);
	/* Also writes out what the kernel still holds. */
	if (!systemctl("stop", STICK_UNIT, NULL, ok ? e : &ignored)) {
		return false;
	}
	return ok;
}

static bool report(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	(void)r;
	struct buf text = { 0 };
	*why = "no-stick";
	o->report(o->context, &text);
	bool ok = put_on_stick(o, "", &text, e);
	buf_finish(&text);
	return ok;
}

/* In the unit's log and its own folder; on the stick as well where there is one. */
static bool commission(const struct obey *o, const struct request_line *r, const char **why, struct err *e)
{
	struct commissioning c = { .verdict = { COMMISSION_OPEN } };
	struct buf text = { 0 };
	*why = "value";
	for (size_t i = 0; i < r->settings_len; i++) {
		CLEANUP(free_ptr) char *answer = mem_printf("%s=%s", r->settings[i].option, r->settings[i].value);
		if (!str_equal(r->settings[i].value, commission_verdict_word(COMMISSION_OPEN)) &&
				!commissioning_answer(&c, answer, e)) {
			return false;
		}
	}
	o->commission(o->context, &c, &text);
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		log_info("commissioned step=%s verdict=%s", commission_word((enum commission_step)i),
				commission_verdict_word(c.verdict[i]));
	}
	CLEANUP(free_ptr) char *state = mem_printf("%s%s", o->root, o->state);
	CLEANUP(free_ptr) char *path = fs_join(state, "commission.txt");
	bool keeps = fs_exists(state);
	*why = keeps ? "system" : "no-stick";
	bool ok = !keeps || fs_write_file_atomic(path, buf_text(&text), text.len, 0600, e);
	struct err no_stick;
	if (ok && !put_on_stick(o, "commission-", &text, &no_stick)) {
		log_info("the report is on no stick: %s", no_stick.message);
		ok = keeps || fail(e, "%s", no_stick.message);
	}
	buf_finish(&text);
	return ok;
}

typedef bool obeyer(const struct obey *o, const struct request_line *r, const char **why, struct err *e);
static obeyer *const obeyers[REQUEST_COUNT] = {
	[REQUEST_CHECK] = check,
	[REQUEST_GIVE_BACK] = give_back,
	[REQUEST_CALIBRATE] = calibrate,
	[REQUEST_SET] = set,
	[REQUEST_REPORT] = report,
	[REQUEST_COMMISSION] = commission,
	[REQUEST_INTERFACE] = interface,
	[REQUEST_RESTART] = restart,
	[REQUEST_POWER_OFF] = power_off,
};

static bool tell(const char *run_dir, const struct request_line *r, bool done, const char *why, struct err *e)
{
	struct request_answer a = { .id = r->id, .done = done };
	char line[REQUEST_BYTES_MAX];
	str_cut(a.why, sizeof a.why, why);
	return rundir_make(run_dir, RUNDIR_UNIT, e) &&
	       rundir_write(run_dir, RUNDIR_UNIT, "answer", line, request_answer_write(&a, line), e);
}

bool obey_run(const struct obey *o, struct err *e)
{
	CLEANUP(free_ptr) char *run_dir = mem_printf("%s%s", o->root, o->config->paths.run);
	struct buf text = { 0 };
	struct request_line r;
	struct err unsaid;
	bool read = rundir_read(run_dir, RUNDIR_UI, "request", REQUEST_BYTES_MAX, &text, e) &&
		    request_parse(buf_text(&text), text.len, &r, e);
	buf_finish(&text);
	if (!read) {
		return false;
	}
	const char *why = "system";
	log_info("asked on the screen request=%s", request_word(r.what));
	bool done = obeyers[r.what](o, &r, &why, e);
	if (!tell(run_dir, &r, done, why, done ? e : &unsaid)) {
		return false;
	}
	return done;
}
