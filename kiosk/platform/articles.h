/* SPDX-License-Identifier: GPL-3.0-or-later */
/* articles.h - the article that is read, with its pictures, brought by a worker
 *
 * One article is kept at a time, in memory of its own: words and pixels of the one before
 * are zeroed and freed once no frame shows them. Pictures are bounded before they are
 * decoded (store/picture.h) and scaled down to the page; one that cannot be shown leaves
 * its alt text. UI thread only; the reading and decoding happens on a worker's. */
#ifndef PLATFORM_ARTICLES_H
#define PLATFORM_ARTICLES_H

#include "app/event.h"
#include "handover/generation.h"
#include "jobs/worker.h"

enum {
	ARTICLES_PICTURES_MAX = 12,                    /* of one article; the rest is its alt text */
	ARTICLES_PICTURE_BYTES_MAX = 24 * 1024 * 1024, /* pixels of one article, scaled */
};

struct articles;

/* What to read, and the room for its pictures in px. */
struct articles_order {
	struct generation *generation; /* borrowed until the answer; drain WORKER_GROUP_ARTICLE before it is freed */
	uint32_t question;
	int64_t row;
	unsigned lang;
	bool easy;
	int max_w, max_h;
};

/* Called once for each order taken, on the UI thread, unless it was cancelled; the event's article and pictures are
 * lent until the next answer or articles_forget(), and then until articles_trim(). */
typedef void articles_answer(void *ctx, const struct event_article *event);

/* `worker` and `ctx` are borrowed. Owned. */
struct articles *articles_create(struct worker *worker, articles_answer *answer, void *ctx);
/* Drains its jobs. NULL is fine. */
void articles_destroy(struct articles *a);
/* False: there are too many jobs, no answer will come. */
MUST_USE bool articles_ask(struct articles *a, const struct articles_order *order);
/* The visit is over: what waits is cancelled, what was read goes with the next trim. */
void articles_forget(struct articles *a);
/* After a frame that no longer shows it: zeroes and frees what was replaced or forgotten. */
void articles_trim(struct articles *a);
/* Of the articles in memory, with their pictures. */
size_t articles_bytes(const struct articles *a);
/* Orders whose answer has not been given. */
int articles_pending(const struct articles *a);

#endif
