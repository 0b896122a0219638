/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/content.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"

#define LOG_MODULE "content"
#include "base/log.h"

struct content {
	char *store, *bundle, *run_dir, *site;
	struct worker *worker;
	struct generation *shown, *ready, *old;
	uint64_t linked;    /* what STORE/current names; 0: nothing */
	uint64_t loading;   /* 0: no job */
	uint64_t confirmed; /* read and checked: what ui.json says */
	uint64_t refused;
	char why[ERR_MESSAGE_BYTES];
	bool visiting;
	int jobs;
	char *index_dir; /* preview: holds the index made here */
};

/* ---- ui.json ---- */

static void make_run_folder(const struct content *c)
{
	struct err e;
	if (c->run_dir && !rundir_make(c->run_dir, RUNDIR_UI, &e)) {
		log_error("the sync daemon cannot be told: %s", e.message);
	}
}

static void tell(const struct content *c)
{
	if (!c->run_dir) {
		return;
	}
	json_t *refused = c->refused ? json_pack("{s:I,s:s}", "generation", (json_int_t)c->refused, "why", c->why)
				     : json_null();
	json_t *all = json_pack("{s:i,s:I,s:b,s:o,s:I}", "pid", (int)getpid(), "generation", (json_int_t)c->confirmed,
			"session", c->visiting, "refused", refused, "updated_at", (json_int_t)clock_wall_s());
	char *text = all ? json_dumps(all, JSON_COMPACT) : NULL;
	struct err e;
	if (!text || !rundir_write(c->run_dir, RUNDIR_UI, "ui.json", text, strlen(text), &e)) {
		log_warn("the sync daemon could not be told: %s", text ? e.message : "out of words");
	}
	free(text);
	json_decref(all);
}

static void refuse(struct content *c, uint64_t number, const char *why)
{
	c->refused = number;
	(void)snprintf(c->why, sizeof c->why, "%s", why);
	log_warn("content refused generation=%" PRIu64 " kept=%" PRIu64 ": %s", number, c->shown ? c->shown->number : 0,
			why);
	tell(c);
}

/* ---- jobs ---- */

struct check_job {
	struct content *content;
	char *store; /* owned */
	uint64_t number;
	struct generation *opened; /* answer; NULL: see e */
	bool opened_before;        /* only check what is already shown */
	struct err *e;             /* owned */
};

static void check_run(struct worker_job *job, int thread)
{
	(void)thread;
	struct check_job *j = (struct check_job *)(void *)job->payload;
	struct generation *g = generation_open_store(j->store, j->number, j->content->site, j->e);
	if (g && !bundle_check(&g->bundle, j->e)) {
		generation_close(g);
		g = NULL;
	}
	j->opened = g;
}

static void check_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct check_job *j = (const struct check_job *)(const void *)job->payload;
	struct content *c = j->content;
	c->jobs--;
	c->loading = c->loading == j->number ? 0 : c->loading;
	if (outcome == WORKER_RAN && !j->opened) {
		refuse(c, j->number, j->e->message);
	} else if (outcome == WORKER_RAN && j->opened_before) {
		generation_close(j->opened);
		c->confirmed = j->number;
		tell(c);
	} else if (outcome == WORKER_RAN) {
		generation_close(c->ready);
		c->ready = j->opened;
	}
	free(j->store);
	free(j->e);
}

static void submit_check(struct content *c, uint64_t number, bool opened_before)
{
	struct worker_job job = { .run = check_run,
		.done = check_done,
		.group = WORKER_GROUP_CONTENT,
		.key = number,
		.priority = WORKER_SPARE };
	struct check_job *j = (struct check_job *)(void *)job.payload;
	*j = (struct check_job){ .content = c,
		.store = mem_strdup(c->store),
		.number = number,
		.opened_before = opened_before,
		.e = mem_zalloc(1, sizeof *j->e) };
	if (worker_submit(c->worker, &job)) {
		c->jobs++;
		c->loading = number;
	} else {
		free(j->store);
		free(j->e);
	}
}

struct index_job {
	struct content *content;
	char *content_path, *index_path; /* owned */
	struct err *e;                   /* owned; set when it failed */
	bool ok;
};

static void index_run(struct worker_job *job, int thread)
{
	(void)thread;
	struct index_job *j = (struct index_job *)(void *)job->payload;
	j->ok = search_build(j->content_path, j->index_path, j->e);
}

static void index_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct index_job *j = (const struct index_job *)(const void *)job->payload;
	struct content *c = j->content;
	c->jobs--;
	if (outcome == WORKER_RAN && j->ok && c->shown) {
		c->shown->search_path = j->index_path;
	} else {
		if (outcome == WORKER_RAN) {
			log_warn("no search in this preview: %s", j->e->message);
		}
		free(j->index_path);
	}
	free(j->content_path);
	free(j->e);
}

/* A unit's index is built by borne-syncd; a preview has to make its own. */
static void submit_index(struct content *c)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = mem_printf("%s/borne-preview-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(dir)) {
		log_warn("no search in this preview: no folder at %s", dir);
		free(dir);
		return;
	}
	c->index_dir = dir;
	struct worker_job job = { .run = index_run,
		.done = index_done,
		.group = WORKER_GROUP_CONTENT,
		.priority = WORKER_SPARE };
	struct index_job *j = (struct index_job *)(void *)job.payload;
	*j = (struct index_job){ .content = c,
		.content_path = bundle_component_path(&c->shown->bundle, "content.sqlite"),
		.index_path = fs_join(dir, "search.sqlite"),
		.e = mem_zalloc(1, sizeof *j->e) };
	if (worker_submit(c->worker, &job)) {
		c->jobs++;
	} else {
		free(j->content_path);
		free(j->index_path);
		free(j->e);
	}
}

/* ---- the shown one ---- */

/* At start nobody waits for a full check: what loads is shown, and checked behind the first frame. */
static void open_first(struct content *c)
{
	static const char *const links[] = { "current", "previous" };
	for (size_t i = 0; i < 2 && !c->shown; i++) {
		uint64_t number;
		if (!generation_linked(c->store, links[i], &number)) {
			continue;
		}
		struct err e;
		c->shown = generation_open_store(c->store, number, c->site, &e);
		if (!c->shown) {
			refuse(c, number, e.message);
		} else {
			submit_check(c, number, true);
		}
	}
	if (!generation_linked(c->store, "current", &c->linked)) {
		c->linked = 0;
	}
	if (!c->shown) {
		log_info("no content yet store=%s", c->store);
	}
}

struct content *content_create(const struct content_options *options, struct worker *worker)
{
	struct content *c = mem_zalloc(1, sizeof *c);
	c->worker = worker;
	c->run_dir = options->run_dir ? mem_strdup(options->run_dir) : NULL;
	make_run_folder(c);
	c->site = options->site ? mem_strdup(options->site) : NULL;
	if (options->bundle) {
		c->bundle = mem_strdup(options->bundle);
		struct err e;
		c->shown = generation_open_folder(c->bundle, c->site, &e);
		if (c->shown) {
			submit_index(c);
		} else {
			log_error("preview of %s: %s", c->bundle, e.message);
		}
	} else if (options->store) {
		c->store = mem_strdup(options->store);
		open_first(c);
		tell(c);
	}
	return c;
}

void content_destroy(struct content *c)
{
	if (!c) {
		return;
	}
	worker_drain_group(c->worker, WORKER_GROUP_CONTENT);
	generation_close(c->ready);
	generation_close(c->old);
	generation_close(c->shown);
	struct err e;
	if (c->index_dir && !fs_remove_tree(c->index_dir, &e)) {
		log_warn("a temporary folder stays behind: %s", e.message);
	}
	free(c->index_dir);
	free(c->store);
	free(c->bundle);
	free(c->run_dir);
	free(c->site);
	free(c);
}

struct generation *content_shown(const struct content *c)
{
	return c->shown;
}

void content_look(struct content *c)
{
	uint64_t number;
	if (!c->store || !generation_linked(c->store, "current", &number) || number == c->linked) {
		return;
	}
	c->linked = number;
	log_info("generation arrived generation=%" PRIu64, number);
}

bool content_is_waiting(const struct content *c)
{
	uint64_t shown = c->shown ? c->shown->number : 0;
	return c->store && c->linked != 0 && c->linked != shown && c->linked != c->refused;
}

void content_adopt(struct content *c)
{
	bool ready = c->ready && c->ready->number == c->linked;
	if (content_is_waiting(c) && !ready && c->loading != c->linked) {
		submit_check(c, c->linked, false);
	}
}

bool content_take(struct content *c)
{
	if (!c->ready || c->visiting || c->old) {
		return false;
	}
	if (c->ready->number != c->linked) { /* overtaken while it was read */
		generation_close(c->ready);
		c->ready = NULL;
		content_adopt(c);
		return false;
	}
	c->old = c->shown;
	c->shown = c->ready;
	c->ready = NULL;
	c->confirmed = c->shown->number;
	if (c->refused && c->refused < c->confirmed) {
		c->refused = 0;
		c->why[0] = '\0';
	}
	log_info("content shown generation=%" PRIu64 " edition=%s", c->confirmed, c->shown->catalogue->edition);
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

void content_set_session(struct content *c, bool visiting)
{
	if (c->visiting != visiting) {
		c->visiting = visiting;
		tell(c);
	}
}

const char *content_refusal(const struct content *c)
{
	return c->why;
}

bool content_is_busy(const struct content *c)
{
	return c->jobs > 0;
}
