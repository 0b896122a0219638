/* SPDX-License-Identifier: GPL-3.0-or-later */
/* preview.h - the search index of content that lies in a folder
 *
 * A unit's index is built by borne-syncd; a preview makes its own, in a temporary
 * folder, by a worker. UI thread. */
#ifndef HANDOVER_PREVIEW_H
#define HANDOVER_PREVIEW_H

#include "handover/generation.h"
#include "jobs/worker.h"

struct preview;
/* Begins building; sets `g`->search_path when it is ready. Both borrowed for its life. NULL: it cannot be built. Owned.
 */
struct preview *preview_create(struct generation *g, struct worker *worker);
/* Drains the group WORKER_GROUP_CONTENT and removes the folder. NULL is fine. */
void preview_destroy(struct preview *p);

#endif
