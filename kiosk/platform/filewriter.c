/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/filewriter.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"

#define LOG_MODULE "filewriter"
#include "base/log.h"

enum { FILE_MODE = 0640 };
/* A write waits for the card, for which WORKER_BLOCKED_FACTOR times this are given: longer than one that works at all
 * ever takes. What hangs longer starts the program anew (worker.h). */
#define WRITE_LIMIT_US INT64_C(200000000)

/* One file to be written. */
struct order {
	struct order *next; /* all that are not done yet */
	struct filewriter *writer;
	uint64_t key; /* of its job */
	char *path;
	struct buf text;
	const char *loss;
	bool replaced; /* newer bytes came while it waited */
	bool written;
	struct err e;
};

struct job {
	struct order *order;
};
_Static_assert(sizeof(struct job) <= WORKER_PAYLOAD_BYTES, "an order fits a job");

struct filewriter {
	struct worker *worker;
	struct order *orders;
	uint64_t last_key;
};

static void order_write(struct order *o)
{
	o->written = fs_write_file_atomic(o->path, buf_text(&o->text), o->text.len, FILE_MODE, &o->e);
}

static void order_end(struct order *o)
{
	if (!o->replaced && !o->written) {
		log_warn("%s: %s", o->loss, o->e.message);
	}
	struct order **at = &o->writer->orders;
	while (*at && *at != o) {
		at = &(*at)->next;
	}
	if (*at) {
		*at = o->next;
	}
	buf_finish(&o->text);
	free(o->path);
	free(o);
}

static struct order *order_of(const struct worker_job *job)
{
	return ((const struct job *)(const void *)job->payload)->order;
}

static void write_run(struct worker_job *job, int thread)
{
	(void)thread;
	order_write(order_of(job));
}

static void write_done(const struct worker_job *job, enum worker_outcome outcome)
{
	struct order *o = order_of(job);
	if (outcome == WORKER_RAN) {
		o->replaced = false; /* too late: it was written before what came after it */
	} else if (!o->replaced) {
		order_write(o); /* the program ends: nothing is drawn any more */
	}
	order_end(o);
}

/* At most one for a path waits. */
static void replace_waiting(struct filewriter *w, const char *path)
{
	for (struct order *o = w->orders; o; o = o->next) {
		if (strcmp(o->path, path) == 0 && !o->replaced) {
			o->replaced = true;
			if (worker_cancel(w->worker, WORKER_GROUP_FILES, o->key) > 0) {
				return; /* and freed */
			}
		}
	}
}

void filewriter_put(struct filewriter *w, const char *path, struct buf *text, const char *loss)
{
	struct order *o = mem_zalloc(1, sizeof *o);
	*o = (struct order){ .next = w->orders,
		.writer = w,
		.key = ++w->last_key,
		.path = mem_strdup(path),
		.text = *text,
		.loss = loss };
	*text = (struct buf){ 0 };
	if (w->worker) {
		replace_waiting(w, path);
		o->next = w->orders;
	}
	w->orders = o;
	struct worker_job job = { .run = write_run,
		.done = write_done,
		.group = WORKER_GROUP_FILES,
		.key = o->key,
		.priority = WORKER_NOW,
		.background = true, /* the threads of tiles and searches never wait for a card */
		.limit_us = WRITE_LIMIT_US };
	*(struct job *)(void *)job.payload = (struct job){ o };
	if (!w->worker || !worker_submit(w->worker, &job)) {
		order_write(o);
		order_end(o);
	}
}

struct filewriter *filewriter_create(struct worker *worker)
{
	struct filewriter *w = mem_zalloc(1, sizeof *w);
	w->worker = worker;
	return w;
}

void filewriter_direct(struct filewriter *w)
{
	if (w) {
		w->worker = NULL;
	}
}

void filewriter_destroy(struct filewriter *w)
{
	free(w);
}
