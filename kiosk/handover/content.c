/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/content.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"
#include "handover/content_private.h"
#include "handover/whereabouts.h"
#include "jobs/ending.h"

#define LOG_MODULE "content"
#include "base/log.h"

enum {
	TELL_US = 2 * 1000000,   /* how often the daemon hears that a rehearsal goes on */
	AGAIN_US = 30 * 1000000, /* after a rehearsal that said nothing about the content */
	ATTEMPTS_MAX = 3,        /* of those */
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

/* ---- life ---- */

static char *copy_of(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static void last_act(void *ctx)
{
	content_end(ctx);
}

struct content *content_create(const struct content_options *options, struct worker *worker)
{
	struct content *c = mem_zalloc(1, sizeof *c);
	ending_set_last_act(last_act, c);
	c->worker = worker;
	c->rehearsal = REHEARSAL_NONE;
	c->options = *options;
	struct content_options *o = &c->options;
	o->store = copy_of(options->bundle ? NULL : options->store);
	o->bundle = copy_of(options->bundle);
	o->run_dir = copy_of(options->run_dir);
	o->state_dir = copy_of(options->state_dir);
	o->site = copy_of(options->site);
	o->came_with = copy_of(options->came_with);
	CLEANUP(free_ptr) char *own_run_dir = make_run_folder(o->run_dir);
	if (o->bundle) {
		if (content_open_and_wait(c, 0)) {
			c->preview = preview_create(c->shown, worker);
		} else {
			log_error("preview of %s: %s", o->bundle, c->why);
		}
	} else if (o->store && o->only) {
		content_open_only(c);
	} else if (o->store) {
		c->starts = starts_create(o->state_dir, own_run_dir, clock_monotonic_us());
		content_open_first(c);
		content_tell(c);
	}
	return c;
}

void content_end(struct content *c)
{
	if (c) {
		starts_end(c->starts);
		rehearsal_stop(&c->rehearsal);
	}
}

void content_destroy(struct content *c)
{
	if (!c) {
		return;
	}
	ending_set_last_act(NULL, NULL);
	rehearsal_stop(&c->rehearsal);
	worker_drain_group(c->worker, WORKER_GROUP_SEARCH);
	preview_destroy(c->preview); /* stops the job that makes its index */
	worker_drain_group(c->worker, WORKER_GROUP_CONTENT);
	generation_close(c->ready);
	generation_close(c->old);
	generation_close(c->shown);
	starts_destroy(c->starts);
	free((char *)c->options.store);
	free((char *)c->options.bundle);
	free((char *)c->options.run_dir);
	free((char *)c->options.state_dir);
	free((char *)c->options.site);
	free((char *)c->options.came_with);
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
		content_submit_open(c, number);
	} else if (outcome == REHEARSAL_BAD || ++c->attempts >= ATTEMPTS_MAX) {
		content_refuse(c, number, REFUSAL_CONTENT, why->message);
	} else {
		log_warn("content is tried again later generation=%" PRIu64 ": %s", number, why->message);
		c->retry_us = now_us + AGAIN_US;
	}
	content_tell(c);
}

/* Content that worked is not given up for what says nothing about it. */
static void after_reading(struct content *c, enum rehearsal_outcome outcome, const struct err *why)
{
	if (outcome == REHEARSAL_BAD) {
		content_refuse(c, c->rehearsal.generation, REFUSAL_DAMAGED, why->message);
	} else if (outcome == REHEARSAL_FAILED) {
		log_warn("not all files were read generation=%" PRIu64 ": %s", c->rehearsal.generation, why->message);
	}
}

static void follow_rehearsal(struct content *c, int64_t now_us)
{
	struct err why = { 0 };
	bool reads_only = c->rehearsal.reads_only;
	if (reads_only ? is_waiting(c) : c->rehearsal.generation != c->linked) { /* overtaken */
		rehearsal_stop(&c->rehearsal);
		content_tell(c);
		return;
	}
	enum rehearsal_outcome outcome = rehearsal_poll(&c->rehearsal, now_us, &why);
	if (outcome != REHEARSAL_RUNNING && reads_only) {
		after_reading(c, outcome, &why);
	} else if (outcome != REHEARSAL_RUNNING) {
		after_rehearsal(c, outcome, &why, now_us);
	} else if (!reads_only && now_us - c->told_us >= TELL_US) {
		c->told_us = now_us;
		c->beats++;
		content_tell(c);
	}
}

static bool has_unread(const struct content *c)
{
	return c->unread != 0 && c->shown && c->shown->number == c->unread && c->since_us != 0 &&
	       c->options.rehearsal.argv;
}

static void begin_reading(struct content *c)
{
	struct err e;
	if (!rehearsal_start(&c->rehearsal, &c->options.rehearsal, c->unread, true, &e)) {
		after_reading(c, REHEARSAL_FAILED, &e);
	}
	c->unread = 0;
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
		content_submit_open(c, c->linked);
	} else if (content_came_tried(c, c->linked)) {
		log_info("content was tried before it came with the unit generation=%" PRIu64, c->linked);
		content_submit_open(c, c->linked);
	} else if (!rehearsal_start(&c->rehearsal, &c->options.rehearsal, c->linked, false, &e)) {
		c->rehearsal.generation = c->linked;
		after_rehearsal(c, REHEARSAL_FAILED, &e, now_us);
	} else {
		c->told_us = now_us;
		c->beats++;
		content_tell(c);
	}
}

void content_step(struct content *c, int64_t now_us)
{
	if (c->rehearsal.pid > 0) {
		follow_rehearsal(c, now_us);
	} else if (rehearsal_is_leaving(&c->rehearsal, now_us)) {
		/* its memory is needed for the next one */
	} else if (!is_waiting(c) && has_unread(c)) {
		begin_reading(c);
	} else {
		begin_trying(c, now_us);
	}
	content_follow_health(c, now_us);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t content_due_us(const struct content *c)
{
	int64_t due_us = content_health_due_us(c);
	if (c->rehearsal.pid > 0 || c->rehearsal.leaving > 0) {
		int64_t tell_us = content_is_trying(c) ? c->told_us + TELL_US : INT64_MAX;
		return earlier(due_us, earlier(rehearsal_due_us(&c->rehearsal), tell_us));
	}
	if (!is_waiting(c) && has_unread(c)) {
		return 0;
	}
	bool begins = !c->visiting && is_waiting(c) && !is_loaded(c);
	return begins ? earlier(due_us, c->retry_us) : due_us;
}

int content_fd(const struct content *c)
{
	return c->rehearsal.fd;
}

/* A release that has dropped the unit's site would leave it without a screen: the content that knows it stays. */
static bool loses_site(const struct content *c)
{
	return c->shown && whereabouts_known(c->shown, c->options.site) &&
	       !whereabouts_known(c->ready, c->options.site);
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
	if (loses_site(c)) {
		struct buf why = { 0 };
		whereabouts_describe(c->ready, c->options.site, &why);
		content_refuse(c, c->ready->number, REFUSAL_CONTENT, buf_text(&why));
		buf_finish(&why);
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
	content_tell(c);
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

void content_set_session(struct content *c, bool visiting)
{
	if (c->visiting != visiting) {
		c->visiting = visiting;
		content_tell(c);
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
