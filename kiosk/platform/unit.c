/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/request.h"
#include "base/rundir.h"
#include "base/str.h"
#include "base/words.h"
#include "device/calibration.h"
#include "health/healthcheck.h"

#define LOG_MODULE "unit"
#include "base/log.h"

enum { LANGUAGE_BYTES = 16, KINDS = 2 };

/* What is lent to update(), and what the worker fills meanwhile. */
struct findings {
	struct health health;
	char language[LANGUAGE_BYTES];
	struct unit_fact facts[HEALTH_FINDINGS_MAX];
};

struct unit {
	struct findings findings[KINDS];
	int shown; /* index of those that were told last */
	bool looking, again;
	unsigned lang;
	uint64_t id; /* of the request that waits for its answer; 0: none */
	uint32_t question;
	enum request what;
	bool restart;
};

struct look_job {
	struct kiosk *kiosk;
	struct findings *into; /* of struct unit, which lives longer */
};

struct unit *unit_create(struct kiosk *k)
{
	(void)k;
	return mem_zalloc(1, sizeof(struct unit));
}

void unit_destroy(struct unit *u)
{
	for (int i = 0; u && i < KINDS; i++) {
		health_finish(&u->findings[i].health);
	}
	free(u);
}

bool unit_wants_restart(const struct unit *u)
{
	return u && u->restart;
}

/* ---- facts ---- */

static void look_run(struct worker_job *job, int thread)
{
	(void)thread;
	const struct look_job *j = (const struct look_job *)(const void *)job->payload;
	/* Set before the threads started, never changed. */
	const struct kiosk_options *o = &j->kiosk->options;
	/* What systemd says of services is not asked: its bus may take longer than a worker may. */
	struct healthcheck_source source = { .root = o->machine_root ? o->machine_root : "",
		.config_path = o->config_path ? o->config_path : CONFIG_DEFAULT_PATH,
		.now = clock_wall_s(),
		.clock_synchronised = clock_is_synchronised(),
		.free_bytes = fs_free_bytes };
	j->into->health.language = j->into->language;
	healthcheck_run(&source, &j->into->health);
}

static void look_done(const struct worker_job *job, enum worker_outcome outcome)
{
	static const enum unit_grade grades[] = { [HEALTH_OK] = UNIT_WELL,
		[HEALTH_ATTENTION] = UNIT_ATTENTION,
		[HEALTH_BROKEN] = UNIT_BROKEN };
	const struct look_job *j = (const struct look_job *)(const void *)job->payload;
	struct kiosk *k = j->kiosk;
	struct unit *u = k->unit;
	k->waiting_answers--;
	u->looking = false;
	if (outcome != WORKER_RAN) {
		return;
	}
	u->shown = !u->shown;
	for (size_t i = 0; i < j->into->health.len; i++) {
		const struct health_finding *f = &j->into->health.at[i];
		j->into->facts[i] =
				(struct unit_fact){ health_area_word(f->area), grades[f->state], f->fact, f->remedy };
	}
	kiosk_post(k, &(struct event){ .type = EVENT_UNIT, .unit = { j->into->facts, j->into->health.len } });
	if (u->again) {
		u->again = false;
		unit_look(k, &(struct effect){ .type = EFFECT_LOOK_UNIT, .lang = u->lang });
	}
}

void unit_look(struct kiosk *k, const struct effect *fx)
{
	struct unit *u = k->unit;
	struct findings *into = &u->findings[!u->shown];
	const struct generation *g = content_shown(k->content);
	u->lang = fx->lang;
	if (u->looking) {
		u->again = true;
		return;
	}
	health_finish(&into->health);
	str_cut(into->language, sizeof into->language,
			g && fx->lang < g->catalogue->languages_len ? g->catalogue->languages[fx->lang].code
								    : words_main());
	struct worker_job job = { .run = look_run,
		.done = look_done,
		.group = WORKER_GROUP_UNIT,
		.priority = WORKER_NOW };
	*(struct look_job *)(void *)job.payload = (struct look_job){ k, into };
	if (worker_submit(k->worker, &job)) {
		u->looking = true;
		k->waiting_answers++;
	}
}

/* ---- requests ---- */

static void answer(struct kiosk *k, bool done, const char *why)
{
	struct unit *u = k->unit;
	struct event event = { .type = EVENT_ANSWERED, .answered = { .question = u->question, .done = done } };
	str_cut(event.answered.why, sizeof event.answered.why, why);
	kiosk_post(k, &event);
	u->id = 0;
}

/* The way back of an affine matrix; false: it has none. */
static bool invert(const struct touchpoint_matrix *m, struct touchpoint_matrix *out)
{
	const double *a = m->at;
	double d = a[0] * a[4] - a[1] * a[3];
	if (d > -1e-9 && d < 1e-9) {
		return false;
	}
	*out = (struct touchpoint_matrix){ { a[4] / d, -a[1] / d, (a[1] * a[5] - a[4] * a[2]) / d, -a[3] / d, a[0] / d,
			(a[3] * a[2] - a[0] * a[5]) / d } };
	return true;
}

static void apply(const struct touchpoint_matrix *m, double x, double y, double *u, double *v)
{
	*u = m->at[0] * x + m->at[1] * y + m->at[2];
	*v = m->at[3] * x + m->at[4] * y + m->at[5];
}

/* The matrix that borne-unit calibrate finds of the same five touches: from the picture back to the panel, and back
 * over the calibration that is in use. */
static bool solve(const struct kiosk *k, const float touched[CALIBRATE_POINTS][2], double out[REQUEST_NUMBERS],
		struct err *e)
{
	struct touchpoint_matrix used = touchpoint_identity();
	struct touchpoint_matrix to_panel;
	struct touchpoint_matrix to_raw;
	struct touchpoint_matrix rotation = touchpoint_rotation(k->options.screen.rotate);
	if (k->options.calibration) {
		memcpy(used.at, k->options.calibration, sizeof used.at);
	}
	struct touchpoint_matrix whole = touchpoint_combine(used, rotation);
	if (!invert(&rotation, &to_panel) || !invert(&whole, &to_raw)) {
		return fail(e, "touch.calibration of borne.yaml puts all touches on one line: remove it");
	}
	struct calibration_pair pairs[CALIBRATE_POINTS];
	for (size_t i = 0; i < CALIBRATE_POINTS; i++) {
		const float *target = calibrate_crosses[i];
		apply(&to_panel, (double)target[0], (double)target[1], &pairs[i].target_u, &pairs[i].target_v);
		apply(&to_raw, (double)touched[i][0], (double)touched[i][1], &pairs[i].touched_u, &pairs[i].touched_v);
	}
	struct touchpoint_matrix m;
	if (!calibration_solve(pairs, CALIBRATE_POINTS, &m, NULL, e)) {
		return false;
	}
	memcpy(out, m.at, sizeof m.at);
	return true;
}

void unit_ask(struct kiosk *k, const struct effect *fx)
{
	struct unit *u = k->unit;
	const char *run = k->options.content.run_dir;
	char line[REQUEST_BYTES_MAX];
	struct err e;
	u->question = fx->question;
	u->what = (enum request)fx->id;
	log_info("the technician asks request=%s", request_word(u->what));
	struct request_line r = { .id = (uint64_t)clock_wall_s() * 1000 + fx->question % 1000, .what = u->what };
	bool named = r.what == REQUEST_SET || r.what == REQUEST_COMMISSION;
	if (named && !request_set(&r, fx->text)) {
		answer(k, false, "value");
		return;
	}
	if (r.what == REQUEST_CALIBRATE && !solve(k, fx->points, r.numbers, &e)) {
		log_warn("no calibration: %s", e.message);
		answer(k, false, "missed");
		return;
	}
	if (!run || !rundir_make(run, RUNDIR_UI, &e) ||
			!rundir_write(run, RUNDIR_UI, "request", line, request_write(&r, line), &e)) {
		log_warn("the request is not passed on: %s", run ? e.message : "there is no run folder");
		answer(k, false, "silent");
		return;
	}
	u->id = r.id;
}

void unit_read_answer(struct kiosk *k)
{
	struct unit *u = k->unit;
	struct request_answer a;
	struct buf text = { 0 };
	struct err e;
	if (u->id == 0 || !k->options.content.run_dir) {
		return;
	}
	bool read = rundir_read(k->options.content.run_dir, RUNDIR_UNIT, "answer", REQUEST_BYTES_MAX, &text, &e);
	if (read && !request_answer_parse(buf_text(&text), text.len, &a, &e)) {
		log_warn("answer to a request: %s", e.message);
	} else if (read && a.id == u->id) {
		log_info("a request was answered request=%s outcome=%s", request_word(u->what),
				a.done ? "done" : a.why);
		u->restart = u->restart || (a.done && (u->what == REQUEST_CALIBRATE || u->what == REQUEST_SET));
		answer(k, a.done, a.why);
	}
	buf_finish(&text);
}
