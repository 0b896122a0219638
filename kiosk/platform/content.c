/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/content.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"
#include "platform/preview.h"
#include "platform/starts.h"
#include "platform/uireport.h"

#define LOG_MODULE "content"
#include "base/log.h"

enum {
	TELL_US = 2 * 1000000,   /* how often the daemon hears that a rehearsal goes on */
	AGAIN_US = 30 * 1000000, /* after a rehearsal that said nothing about the content */
	ATTEMPTS_MAX = 3,        /* of those */
	USED_UP_FACTOR = 30,     /* times healthy_us: when everything is used up, one of them is tried again */
};

/* Does a search on what is shown come back? */
enum probe { PROBE_NONE, PROBE_ASKED, PROBE_ANSWERED, PROBE_FAILED };

struct content {
	struct content_options options; /* strings owned but for the rehearsal's */
	struct worker *worker;
	struct starts *starts;
	struct preview *preview;
	struct generation *shown, *ready, *old;
	uint64_t linked;    /* what STORE/current names; 0: nothing */
	uint64_t loading;   /* 0: no job */
	uint64_t confirmed; /* works: what ui.json says */
	struct rehearsal rehearsal;
	int64_t told_us; /* the daemon heard of the rehearsal */
	int64_t retry_us;
	int attempts; /* rehearsals in a row that said nothing */
	bool used_up; /* every generation there is */
	uint64_t refused;
	enum refusal_kind kind;
	char why[ERR_MESSAGE_BYTES];
	enum probe probe;
	int64_t since_us; /* of the first frame with what is shown; 0: not yet */
	bool forgotten;   /* starts_forget() was called for it */
	bool visiting;
};

/* ---- the daemon ---- */

/* The interface's part of it; NULL: there is none. Owned. */
static char *make_run_folder(const char *run)
{
	struct err e;
	if (run && !rundir_make(run, RUNDIR_UI, &e)) {
		log_error("the sync daemon cannot be told: %s", e.message);
	}
	return run ? rundir_path(run, RUNDIR_UI, NULL) : NULL;
}

static void tell(const struct content *c)
{
	struct uireport r = { .confirmed = c->confirmed,
		.shown = c->shown ? c->shown->number : 0,
		.trying = c->rehearsal.pid > 0 ? c->rehearsal.generation
			  : c->ready           ? c->ready->number
					       : c->loading,
		.step = c->rehearsal.steps,
		.visiting = c->visiting,
		.refused = c->refused,
		.kind = c->kind,
		.why = c->why };
	uireport_write(&r, c->options.run_dir);
}

static void refuse(struct content *c, uint64_t number, enum refusal_kind kind, const char *why)
{
	c->refused = number;
	c->kind = kind;
	(void)snprintf(c->why, sizeof c->why, "%s", why);
	log_warn("content refused generation=%" PRIu64 " kept=%" PRIu64 ": %s", number, c->shown ? c->shown->number : 0,
			why);
	tell(c);
}

/* ---- jobs ---- */

struct open_job {
	struct content *content;
	uint64_t number;
	struct generation *opened; /* answer; NULL: see e */
	bool check;                /* every file of what is shown already, and nothing else */
	struct err *e;             /* owned */
};

static void open_run(struct worker_job *job, int thread)
{
	(void)thread;
	struct open_job *j = (struct open_job *)(void *)job->payload;
	const struct content_options *o = &j->content->options;
	struct generation *g = generation_open_store(o->store, j->number, o->site, j->e);
	if (g && j->check && !bundle_check(&g->bundle, j->e)) {
		generation_close(g);
		g = NULL;
	}
	j->opened = g;
}

static void open_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct open_job *j = (const struct open_job *)(const void *)job->payload;
	struct content *c = j->content;
	c->loading = c->loading == j->number ? 0 : c->loading;
	if (outcome == WORKER_RAN && !j->opened) {
		refuse(c, j->number, REFUSAL_DAMAGED, j->e->message);
	} else if (outcome == WORKER_RAN && j->check) {
		generation_close(j->opened);
	} else if (outcome == WORKER_RAN) {
		generation_close(c->ready);
		c->ready = j->opened;
	}
	free(j->e);
}

static void submit_open(struct content *c, uint64_t number, bool check)
{
	struct worker_job job = { .run = open_run,
		.done = open_done,
		.group = WORKER_GROUP_CONTENT,
		.key = number,
		.priority = WORKER_SPARE };
	struct open_job *j = (struct open_job *)(void *)job.payload;
	*j = (struct open_job){ .content = c, .number = number, .check = check, .e = mem_zalloc(1, sizeof *j->e) };
	if (!worker_submit(c->worker, &job)) {
		free(j->e);
	} else if (!check) {
		c->loading = number;
	}
}

struct probe_job {
	struct content *content;
	struct generation *generation; /* content_forget_old() drains the group before it is freed */
	struct search_results *found;  /* owned */
	struct err *e;                 /* owned */
	bool ok;
};

static void probe_run(struct worker_job *job, int thread)
{
	struct probe_job *j = (struct probe_job *)(void *)job->payload;
	struct search *s = generation_search(j->generation, thread, j->e);
	j->ok = s && search_query(s, "a", 0, false, 1, j->found, j->e);
}

static void probe_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct probe_job *j = (const struct probe_job *)(const void *)job->payload;
	struct content *c = j->content;
	if (c->shown != j->generation) {
		/* of what was shown before */
	} else if (outcome != WORKER_RAN) {
		c->probe = PROBE_NONE; /* a visitor's search came first */
	} else if (j->ok) {
		c->probe = PROBE_ANSWERED;
	} else {
		c->probe = PROBE_FAILED;
		refuse(c, c->shown->number, REFUSAL_DAMAGED, j->e->message);
	}
	free(j->found);
	free(j->e);
}

static void submit_probe(struct content *c)
{
	if (!c->shown->search_path) { /* borne-syncd switches to nothing without an index: there is none to ask */
		c->probe = PROBE_ANSWERED;
		return;
	}
	struct worker_job job = { .run = probe_run,
		.done = probe_done,
		.group = WORKER_GROUP_SEARCH,
		.priority = WORKER_SPARE };
	struct probe_job *j = (struct probe_job *)(void *)job.payload;
	*j = (struct probe_job){ .content = c,
		.generation = c->shown,
		.found = mem_zalloc(1, sizeof *j->found),
		.e = mem_zalloc(1, sizeof *j->e) };
	if (worker_submit(c->worker, &job)) {
		c->probe = PROBE_ASKED;
	} else {
		free(j->found);
		free(j->e);
	}
}

/* ---- at start ---- */

/* Opens it with its start counted before. */
static bool open_now(struct content *c, uint64_t number, const char *id)
{
	struct err e;
	starts_begin(c->starts, number, id, clock_monotonic_us());
	c->shown = generation_open_store(c->options.store, number, c->options.site, &e);
	if (!c->shown) {
		refuse(c, number, REFUSAL_DAMAGED, e.message);
		return false;
	}
	submit_open(c, number, true); /* what loads is shown, and all of it read behind the first frame */
	return true;
}

/* Shown without being tried first? What was confirmed before, and what the daemon kept as a refuge. */
static bool is_trusted(const struct content *c, uint64_t number, const char *id, bool is_current)
{
	return !is_current || !c->starts || !c->options.rehearsal.argv || starts_is_confirmed(c->starts, number, id);
}

static void open_first(struct content *c)
{
	static const char *const links[] = { "current", "previous" };
	uint64_t numbers[2] = { 0 };
	bool current_used_up = false;
	for (size_t i = 0; i < 2 && !c->shown; i++) {
		char id[GENERATION_ID_BYTES];
		if (!generation_linked(c->options.store, links[i], &numbers[i]) ||
				(i == 1 && numbers[1] == numbers[0])) {
			continue;
		}
		generation_id(c->options.store, numbers[i], id);
		if (!starts_may_open(c->starts, numbers[i], id)) {
			log_error("not opened, %d starts in a row failed generation=%" PRIu64, STARTS_FAILED_MAX,
					numbers[i]);
			current_used_up = current_used_up || i == 0;
		} else if (is_trusted(c, numbers[i], id, i == 0)) {
			(void)open_now(c, numbers[i], id);
		}
	}
	c->linked = numbers[0];
	if (current_used_up && c->shown) {
		refuse(c, numbers[0], REFUSAL_CRASH,
				"the program was started on it again and again and did not end well");
	} else if (current_used_up) {
		c->used_up = true;
		c->retry_us = clock_monotonic_us() + c->options.healthy_us * USED_UP_FACTOR;
	} else if (!c->shown && c->linked == 0) {
		log_info("no content yet store=%s", c->options.store);
	}
}

/* For a rehearsal: that one, and every file of it. */
static void open_only(struct content *c)
{
	struct err e;
	c->shown = generation_open_store(c->options.store, c->options.only, c->options.site, &e);
	if (c->shown && !bundle_check(&c->shown->bundle, &e)) {
		generation_close(c->shown);
		c->shown = NULL;
	}
	if (!c->shown) {
		(void)str_copy(c->why, sizeof c->why, e.message);
	}
}

static char *copy_of(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

struct content *content_create(const struct content_options *options, struct worker *worker)
{
	struct content *c = mem_zalloc(1, sizeof *c);
	c->worker = worker;
	c->rehearsal = REHEARSAL_NONE;
	c->options = *options;
	struct content_options *o = &c->options;
	o->store = copy_of(options->bundle ? NULL : options->store);
	o->bundle = copy_of(options->bundle);
	o->run_dir = copy_of(options->run_dir);
	o->state_dir = copy_of(options->state_dir);
	o->site = copy_of(options->site);
	CLEANUP(free_ptr) char *own_run_dir = make_run_folder(o->run_dir);
	if (o->bundle) {
		struct err e;
		c->shown = generation_open_folder(o->bundle, o->site, &e);
		if (c->shown) {
			c->preview = preview_create(c->shown, worker);
		} else {
			log_error("preview of %s: %s", o->bundle, e.message);
		}
	} else if (o->store && o->only) {
		open_only(c);
	} else if (o->store) {
		c->starts = starts_create(o->state_dir, own_run_dir, clock_monotonic_us());
		open_first(c);
		tell(c);
	}
	return c;
}

void content_end(struct content *c)
{
	if (c) {
		starts_end(c->starts);
	}
}

void content_destroy(struct content *c)
{
	if (!c) {
		return;
	}
	rehearsal_stop(&c->rehearsal);
	worker_drain_group(c->worker, WORKER_GROUP_CONTENT);
	worker_drain_group(c->worker, WORKER_GROUP_SEARCH);
	preview_destroy(c->preview);
	generation_close(c->ready);
	generation_close(c->old);
	generation_close(c->shown);
	starts_destroy(c->starts);
	free((char *)c->options.store);
	free((char *)c->options.bundle);
	free((char *)c->options.run_dir);
	free((char *)c->options.state_dir);
	free((char *)c->options.site);
	free(c);
}

void content_set_picture(struct content *c, int w, int h, float mm_per_px)
{
	c->options.rehearsal.w = w;
	c->options.rehearsal.h = h;
	c->options.rehearsal.mm_per_px = mm_per_px;
}

struct generation *content_shown(const struct content *c)
{
	return c->shown;
}

/* ---- the next one ---- */

static bool is_waiting(const struct content *c)
{
	uint64_t shown = c->shown ? c->shown->number : 0;
	return c->options.store && c->linked != 0 && c->linked != shown && c->linked != c->refused;
}

void content_look(struct content *c)
{
	uint64_t number;
	if (!c->options.store || c->options.only || !generation_linked(c->options.store, "current", &number) ||
			number == c->linked) {
		return;
	}
	c->linked = number;
	c->attempts = 0;
	c->retry_us = 0;
	c->used_up = false;
	log_info("generation arrived generation=%" PRIu64, number);
}

/* Of what the rehearsal says, what is for this process to do. */
static void after_rehearsal(struct content *c, enum rehearsal_outcome outcome, const struct err *why, int64_t now_us)
{
	uint64_t number = c->rehearsal.generation;
	if (outcome == REHEARSAL_GOOD) {
		log_info("content tried generation=%" PRIu64 " steps=%u", number, c->rehearsal.steps);
		c->attempts = 0;
		submit_open(c, number, false);
	} else if (outcome == REHEARSAL_BAD || ++c->attempts >= ATTEMPTS_MAX) {
		refuse(c, number, REFUSAL_CONTENT, why->message);
	} else {
		log_warn("content is tried again later generation=%" PRIu64 ": %s", number, why->message);
		c->retry_us = now_us + AGAIN_US;
	}
	tell(c);
}

static void follow_rehearsal(struct content *c, int64_t now_us)
{
	struct err why = { 0 };
	if (c->rehearsal.generation != c->linked) { /* overtaken */
		rehearsal_stop(&c->rehearsal);
		tell(c);
		return;
	}
	enum rehearsal_outcome outcome = rehearsal_poll(&c->rehearsal, now_us, &why);
	if (outcome != REHEARSAL_RUNNING) {
		after_rehearsal(c, outcome, &why, now_us);
	} else if (now_us - c->told_us >= TELL_US) {
		c->told_us = now_us;
		tell(c);
	}
}

static bool is_loaded(const struct content *c)
{
	return c->loading == c->linked || (c->ready && c->ready->number == c->linked);
}

/* Not during a visit: a unit with little memory shows one thing at a time. One that runs already goes on. */
static void begin_trying(struct content *c, int64_t now_us)
{
	struct err e;
	if (c->visiting || !is_waiting(c) || is_loaded(c) || now_us < c->retry_us) {
		return;
	}
	if (c->used_up) {
		starts_allow_one(c->starts, c->linked);
		c->retry_us = now_us + c->options.healthy_us * USED_UP_FACTOR;
	}
	if (!c->options.rehearsal.argv) {
		submit_open(c, c->linked, false);
	} else if (!rehearsal_start(&c->rehearsal, &c->options.rehearsal, c->linked, &e)) {
		c->rehearsal.generation = c->linked;
		after_rehearsal(c, REHEARSAL_FAILED, &e, now_us);
	} else {
		c->told_us = now_us;
		tell(c);
	}
}

/* ---- does it work? ---- */

static void follow_health(struct content *c, int64_t now_us)
{
	if (!c->shown || c->shown->number == 0 || c->since_us == 0 || c->options.only) {
		return;
	}
	uint64_t number = c->shown->number;
	if (c->probe == PROBE_NONE) {
		submit_probe(c);
	}
	if (c->confirmed != number) {
		if (c->probe == PROBE_ANSWERED && now_us - c->since_us >= c->options.healthy_us) {
			c->confirmed = number;
			starts_healthy(c->starts, number);
			log_info("content works generation=%" PRIu64 " edition=%s", number,
					c->shown->catalogue->edition);
			tell(c);
		}
	} else if (!c->forgotten && now_us - c->since_us >= STARTS_FORGET_US) {
		c->forgotten = true;
		starts_forget(c->starts, number);
	}
}

void content_step(struct content *c, int64_t now_us)
{
	if (c->rehearsal.pid > 0) {
		follow_rehearsal(c, now_us);
	} else {
		begin_trying(c, now_us);
	}
	follow_health(c, now_us);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t content_due_us(const struct content *c)
{
	int64_t due_us = INT64_MAX;
	if (c->rehearsal.pid > 0) {
		due_us = earlier(rehearsal_due_us(&c->rehearsal), c->told_us + TELL_US);
	} else if (!c->visiting && is_waiting(c) && !is_loaded(c)) {
		due_us = c->retry_us;
	}
	if (c->shown && c->shown->number != 0 && c->since_us != 0 && !c->options.only) {
		bool new = c->confirmed != c->shown->number;
		int64_t wanted_us = new ? c->options.healthy_us : STARTS_FORGET_US;
		/* After its time only the answer of a worker is missing, which wakes the loop itself. */
		bool counts = new ? c->probe == PROBE_ANSWERED || c->probe == PROBE_NONE : !c->forgotten;
		due_us = counts ? earlier(due_us, c->since_us + wanted_us) : due_us;
	}
	return due_us;
}

int content_fd(const struct content *c)
{
	return c->rehearsal.fd;
}

bool content_take(struct content *c, int64_t now_us)
{
	if (!c->ready || c->visiting || c->old) {
		return false;
	}
	if (c->ready->number != c->linked) { /* overtaken while it was opened */
		generation_close(c->ready);
		c->ready = NULL;
		return false;
	}
	char id[GENERATION_ID_BYTES];
	generation_id(c->options.store, c->ready->number, id);
	starts_begin(c->starts, c->ready->number, id, now_us);
	c->old = c->shown;
	c->shown = c->ready;
	c->ready = NULL;
	c->since_us = 0;
	c->probe = PROBE_NONE;
	c->forgotten = false;
	c->used_up = false;
	if (c->refused && c->refused < c->shown->number) {
		c->refused = 0;
		c->why[0] = '\0';
	}
	log_info("content shown generation=%" PRIu64 " edition=%s", c->shown->number, c->shown->catalogue->edition);
	tell(c);
	return true;
}

void content_forget_old(struct content *c)
{
	if (c->old) {
		worker_drain_group(c->worker, WORKER_GROUP_SEARCH);
		worker_drain_group(c->worker, WORKER_GROUP_ARTICLE);
		generation_close(c->old);
		c->old = NULL;
	}
}

void content_painted(struct content *c, int64_t now_us)
{
	if (c->since_us == 0 && c->shown) {
		c->since_us = now_us;
	}
}

void content_set_session(struct content *c, bool visiting)
{
	if (c->visiting != visiting) {
		c->visiting = visiting;
		tell(c);
	}
}

bool content_is_visited(const struct content *c)
{
	return c->visiting;
}

const char *content_refusal(const struct content *c)
{
	return c->why;
}
