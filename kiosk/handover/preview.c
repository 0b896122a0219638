/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/preview.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/fsutil.h"
#include "base/mem.h"

#define LOG_MODULE "content"
#include "base/log.h"

/* Of a whole pack, on a PC. */
static const int64_t INDEX_LIMIT_US = 600 * INT64_C(1000000);

struct preview {
	struct generation *generation;
	struct worker *worker;
	char *dir; /* holds the index */
	atomic_bool ends;
};

struct index_job {
	struct preview *preview;
	char *content_path, *index_path; /* owned */
	struct err *e;                   /* owned; set when it failed */
	bool ok;
};

static bool goes_on(void *ctx)
{
	const struct preview *p = ctx;
	return !atomic_load(&p->ends);
}

static void index_run(struct worker_job *job, int thread)
{
	(void)thread;
	struct index_job *j = (struct index_job *)(void *)job->payload;
	j->ok = search_build_watched(j->content_path, j->index_path, goes_on, j->preview, j->e);
}

static void index_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct index_job *j = (const struct index_job *)(const void *)job->payload;
	if (outcome == WORKER_RAN && j->ok) {
		j->preview->generation->search_path = j->index_path;
	} else {
		if (outcome == WORKER_RAN && goes_on(j->preview)) {
			log_warn("no search in this preview: %s", j->e->message);
		}
		free(j->index_path);
	}
	free(j->content_path);
	free(j->e);
}

struct preview *preview_create(struct generation *g, struct worker *worker)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = mem_printf("%s/borne-preview-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(dir)) {
		log_warn("no search in this preview: no folder at %s", dir);
		free(dir);
		return NULL;
	}
	struct preview *p = mem_zalloc(1, sizeof *p);
	p->generation = g;
	p->worker = worker;
	p->dir = dir;
	struct worker_job job = { .run = index_run,
		.done = index_done,
		.group = WORKER_GROUP_CONTENT,
		.priority = WORKER_SPARE,
		.background = true,
		.limit_us = INDEX_LIMIT_US };
	struct index_job *j = (struct index_job *)(void *)job.payload;
	*j = (struct index_job){ .preview = p,
		.content_path = bundle_component_path(&g->bundle, "content.sqlite"),
		.index_path = fs_join(dir, "search.sqlite"),
		.e = mem_zalloc(1, sizeof *j->e) };
	if (!worker_submit(worker, &job)) {
		free(j->content_path);
		free(j->index_path);
		free(j->e);
	}
	return p;
}

void preview_destroy(struct preview *p)
{
	if (!p) {
		return;
	}
	atomic_store(&p->ends, true); /* the index of a large pack takes minutes: stopped, not waited for */
	worker_drain_group(p->worker, WORKER_GROUP_CONTENT);
	struct err e;
	if (!fs_remove_tree(p->dir, &e)) {
		log_warn("a temporary folder stays behind: %s", e.message);
	}
	free(p->dir);
	free(p);
}
