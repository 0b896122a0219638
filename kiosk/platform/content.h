/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.h - which content is shown, and handing over to the next one
 *
 * Either a preview folder, or the unit's store, where borne-syncd moves `current`.
 * A new generation is read and checked in a worker, swapped in when the interface
 * asks for it and no visit is going on, and confirmed or refused in RUN/ui/ui.json
 * (sync/FORMAT.md section 3). Content that cannot be read never replaces content
 * that can. UI thread only. */
#ifndef PLATFORM_CONTENT_H
#define PLATFORM_CONTENT_H

#include "platform/generation.h"

struct content;

struct content_options {
	const char *store;   /* NULL: preview */
	const char *bundle;  /* NULL: store */
	const char *run_dir; /* NULL: nobody is told */
	const char *site;    /* "" or NULL: not known, the maps of all areas are opened */
};

/* Strings are copied, `worker` borrowed. Owned. Opens what is there; having nothing yet is not an error. */
struct content *content_create(const struct content_options *options, struct worker *worker);
/* Drains its jobs. NULL is fine. */
void content_destroy(struct content *c);
/* What is shown now; NULL: nothing. Lent until content_take() and content_forget_old(). */
struct generation *content_shown(const struct content *c);
/* Looks at STORE/current again (inotify said so, or some time has passed). */
void content_look(struct content *c);
/* There is something newer that has not been refused. */
bool content_is_waiting(const struct content *c);
/* Starts reading what waits. */
void content_adopt(struct content *c);
/* True once something read and checked is ready and no visit is going on: it is what is shown from here on. */
bool content_take(struct content *c);
/* Frees what was shown before; after the first frame with the new one. */
void content_forget_old(struct content *c);
/* A visit begins or ends: nothing is swapped during one, and the daemon is told. */
void content_set_session(struct content *c, bool visiting);
/* The last refusal, for the technician page; "" for none. */
const char *content_refusal(const struct content *c);
/* A search index is being built (preview). */
bool content_is_busy(const struct content *c);

#endif
