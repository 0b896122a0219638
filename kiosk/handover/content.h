/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.h - which content is shown, and handing over to the next one
 *
 * Either a preview folder, or the unit's store, where borne-syncd moves `current`.
 * A new generation is first tried by a process of its own (rehearsal.h; not one that
 * was tried before it came with the unit, tried.h), then opened
 * and swapped in when no visit is going on, and confirmed in RUN/ui/ui.json once it was
 * painted, a search was answered and the loop went on for a while. Every start on a
 * generation is counted on the disk before it (starts.h): one that uses its starts up
 * is left for `previous` without any daemon, however long ago it was confirmed. Content
 * that cannot be shown never replaces content that can. UI thread only. */
#ifndef HANDOVER_CONTENT_H
#define HANDOVER_CONTENT_H

#include "handover/content_options.h"
#include "handover/generation.h"

struct content;

/* Strings are copied but for those of the rehearsal, `worker` is borrowed. Owned. Opens what is there; having nothing
 * yet is not an error. */
struct content *content_create(const struct content_options *options, struct worker *worker);
/* The program ends because it was told to, or says why itself: its start was a good one, which is on the disk when this
 * returns. Kills a rehearsal. Also what ending_leave() does first. NULL is fine. */
void content_end(struct content *c);
/* Drains its jobs, kills a rehearsal. NULL is fine. */
void content_destroy(struct content *c);
/* The picture that a rehearsal paints. */
void content_set_picture(struct content *c, int w, int h, float mm_per_px);
/* What is shown now; NULL: nothing. Lent until content_take() and content_forget_old(). */
struct generation *content_shown(const struct content *c);
/* Looks at STORE/current again (inotify said so, or some time has passed). */
void content_look(struct content *c);
/* Every turn of the loop, and by content_due_us() at the latest: goes on with trying and confirming. Real time. */
void content_step(struct content *c, int64_t now_us);
/* Monotonic time at which content_step() has something to do; INT64_MAX: not by time. */
int64_t content_due_us(const struct content *c);
/* Readable when content_step() has something to do; -1: nothing to wait for. */
int content_fd(const struct content *c);
/* True once something tried and opened is ready and no visit is going on: it is what is shown from here on. */
bool content_take(struct content *c, int64_t now_us);
/* Frees what was shown before; after the first frame with the new one. */
void content_forget_old(struct content *c);
/* A frame with what is shown was presented. */
void content_painted(struct content *c, int64_t now_us);
/* A visit begins or ends: nothing is swapped during one, and the daemon is told. */
void content_set_session(struct content *c, bool visiting);
/* A visit is going on. */
bool content_is_visited(const struct content *c);
/* The last refusal, for the technician page; "" for none. */
const char *content_refusal(const struct content *c);

#endif
