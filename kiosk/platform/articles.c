/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/articles.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "platform/picture.h"
#include "store/picture.h"

#define LOG_MODULE "articles"
#include "base/log.h"

/* One article as read; shown, or no longer and waiting for the next frame. */
struct shelf {
	struct shelf *next;
	struct arena *arena;                    /* article, blocks, words, heads of the pictures */
	struct article *article;                /* NULL: it could not be read */
	struct draw_pixels **pictures;          /* by block; NULL where there is none */
	uint32_t *owned[ARTICLES_PICTURES_MAX]; /* their pixels */
	size_t owned_bytes[ARTICLES_PICTURES_MAX];
	size_t owned_len;
	struct err e; /* why there is no article */
};

struct articles {
	struct worker *worker;
	articles_answer *answer;
	void *ctx;
	struct shelf *shown, *old;
	int pending;
};

struct job {
	struct articles *articles;
	struct articles_order order;
	struct shelf *shelf; /* owned */
};
_Static_assert(sizeof(struct job) <= WORKER_PAYLOAD_BYTES, "an order fits a job");

static void shelf_free(struct shelf *s)
{
	if (!s) {
		return;
	}
	for (size_t i = 0; i < s->owned_len; i++) {
		explicit_bzero(s->owned[i], s->owned_bytes[i]);
		free(s->owned[i]);
	}
	if (s->arena) {
		arena_reset(s->arena);
		arena_destroy(s->arena);
	}
	free(s);
}

static void retire(struct articles *a)
{
	if (a->shown) {
		a->shown->next = a->old;
		a->old = a->shown;
		a->shown = NULL;
	}
}

/* ---- on a worker ---- */

static bool bring_picture(const struct articles_order *o, struct shelf *s, size_t block, size_t *room, struct err *e)
{
	CLEANUP(free_ptr) char *path = bundle_component_path(&o->generation->bundle, s->article->blocks[block].image);
	struct buf bytes = { 0 };
	struct picture_pixels made = { 0 };
	bool ok = (path || fail(e, "the bundle has no such file")) &&
		  fs_read_file(path, PICTURE_BYTES_MAX, &bytes, e) &&
		  picture_decode((const uint8_t *)buf_text(&bytes), bytes.len, o->max_w, o->max_h, &made, e);
	buf_finish(&bytes);
	if (!ok) {
		return false;
	}
	size_t size = (size_t)made.w * (size_t)made.h * sizeof *made.argb;
	if (size > *room) {
		free(made.argb);
		return fail(e, "the pictures of this article take more than %d MiB",
				ARTICLES_PICTURE_BYTES_MAX / 1024 / 1024);
	}
	*room -= size;
	s->owned[s->owned_len] = made.argb;
	s->owned_bytes[s->owned_len++] = size;
	s->pictures[block] = ARENA_NEW(s->arena, struct draw_pixels);
	*s->pictures[block] = (struct draw_pixels){ .id = made.id,
		.w = made.w,
		.h = made.h,
		.opaque = made.opaque,
		.argb = made.argb };
	return true;
}

static void bring_pictures(const struct articles_order *o, struct shelf *s)
{
	size_t room = ARTICLES_PICTURE_BYTES_MAX;
	s->pictures = ARENA_ARRAY(s->arena, struct draw_pixels *, s->article->blocks_len + 1);
	for (size_t i = 0; i < s->article->blocks_len; i++) {
		const char *image = s->article->blocks[i].image;
		struct err e;
		if (s->article->blocks[i].kind != BLOCK_IMAGE || !image || s->owned_len == ARTICLES_PICTURES_MAX) {
			continue;
		}
		if (!bring_picture(o, s, i, &room, &e)) {
			log_warn("picture %s is not shown: %s", image, e.message);
		}
	}
}

static void article_run(struct worker_job *job, int thread)
{
	(void)thread;
	struct job *j = (struct job *)(void *)job->payload;
	const struct articles_order *o = &j->order;
	struct shelf *s = j->shelf;
	s->arena = arena_create(0);
	struct article *article = ARENA_NEW(s->arena, struct article);
	if (article_load(&o->generation->bundle, o->row, o->lang, o->easy, s->arena, article, &s->e)) {
		s->article = article;
		bring_pictures(o, s);
	}
}

/* ---- on the UI thread ---- */

static void article_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct job *j = (const struct job *)(const void *)job->payload;
	struct articles *a = j->articles;
	a->pending--;
	if (outcome != WORKER_RAN) {
		shelf_free(j->shelf);
		return;
	}
	if (!j->shelf->article) {
		log_warn("article: %s", j->shelf->e.message);
	}
	retire(a);
	a->shown = j->shelf;
	a->answer(a->ctx, &(struct event_article){ .question = j->order.question,
					  .article = a->shown->article,
					  .pictures = (const struct draw_pixels *const *)a->shown->pictures });
}

struct articles *articles_create(struct worker *worker, articles_answer *answer, void *ctx)
{
	struct articles *a = mem_zalloc(1, sizeof *a);
	picture_init();
	*a = (struct articles){ .worker = worker, .answer = answer, .ctx = ctx };
	return a;
}

void articles_destroy(struct articles *a)
{
	if (!a) {
		return;
	}
	worker_drain_group(a->worker, WORKER_GROUP_ARTICLE);
	articles_forget(a);
	articles_trim(a);
	picture_quit();
	free(a);
}

bool articles_ask(struct articles *a, const struct articles_order *order)
{
	/* The one asked for before is of no interest any more. */
	(void)worker_cancel_group(a->worker, WORKER_GROUP_ARTICLE);
	struct worker_job job = { .run = article_run,
		.done = article_done,
		.group = WORKER_GROUP_ARTICLE,
		.key = order->question,
		.priority = WORKER_NOW };
	struct job *j = (struct job *)(void *)job.payload;
	*j = (struct job){ .articles = a, .order = *order, .shelf = mem_zalloc(1, sizeof *j->shelf) };
	if (!worker_submit(a->worker, &job)) {
		free(j->shelf);
		return false;
	}
	a->pending++;
	return true;
}

void articles_forget(struct articles *a)
{
	(void)worker_cancel_group(a->worker, WORKER_GROUP_ARTICLE);
	retire(a);
}

void articles_trim(struct articles *a)
{
	while (a->old) {
		struct shelf *next = a->old->next;
		shelf_free(a->old);
		a->old = next;
	}
}

static size_t shelf_bytes(const struct shelf *s)
{
	size_t bytes = s->arena ? arena_used_bytes(s->arena) : 0;
	for (size_t i = 0; i < s->owned_len; i++) {
		bytes += s->owned_bytes[i];
	}
	return bytes;
}

size_t articles_bytes(const struct articles *a)
{
	size_t bytes = a->shown ? shelf_bytes(a->shown) : 0;
	for (const struct shelf *s = a->old; s; s = s->next) {
		bytes += shelf_bytes(s);
	}
	return bytes;
}

int articles_pending(const struct articles *a)
{
	return a->pending;
}
