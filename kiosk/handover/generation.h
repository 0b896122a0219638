/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generation.h - one edition of the content, opened
 *
 * The bundle, its catalogue in an arena of its own, what its maps say of themselves, the
 * routes from the unit's site, where its search index lies. Opening reads everything but
 * the maps' tiles, so that success means that the content can be shown. Opened and closed by one thread at a time; only
 * generation_search() is called by workers, each with its own number. */
#ifndef HANDOVER_GENERATION_H
#define HANDOVER_GENERATION_H

#include "jobs/worker.h"
#include "map/coverage.h"
#include "mapshow/maptiles.h"
#include "store/bundle.h"
#include "store/catalogue.h"
#include "store/routes.h"
#include "store/search.h"

enum { GENERATION_MAPS_MAX = 64, GENERATION_ID_BYTES = 17 };

struct generation {
	uint64_t number; /* 0: a preview of a folder */
	struct bundle bundle;
	struct arena *arena; /* holds the catalogue */
	const struct catalogue *catalogue;
	struct maptiles_file maps[GENERATION_MAPS_MAX]; /* those that can be opened; paths owned */
	struct map_area areas[GENERATION_MAPS_MAX];     /* what each covers */
	size_t maps_len;
	const char *credits[GENERATION_MAPS_MAX]; /* whom they are owed to, each once; in the arena */
	size_t credits_len;
	char *search_path; /* owned; NULL: no index yet */
	struct search *search_at[WORKER_THREADS_MAX];
	struct routes routes; /* routes from the unit's site; none where there are none or they cannot be read */
};

/* STORE/generations/<number>. `site`: where the unit stands, so that only the maps of its area are opened; "" or NULL:
 * all. Owned: generation_close(). */
MUST_USE struct generation *generation_open_store(const char *store, uint64_t number, const char *site, struct err *e);
/* A folder as borne-publish build writes it; has no search index until search_path is set. Owned. */
MUST_USE struct generation *generation_open_folder(const char *dir, const char *site, struct err *e);
/* NULL is fine. No worker may still use it. */
void generation_close(struct generation *g);
/* Borrowed: the handle of that worker thread, opened when first asked for. NULL on error or without index. */
struct search *generation_search(struct generation *g, int thread, struct err *e);
/* The first digits of the SHA-256 of its bundle.json, by which a number that another store uses again is told apart;
 * "" when that cannot be read. */
void generation_id(const char *store, uint64_t number, char out[GENERATION_ID_BYTES]);
/* Which generation STORE/<link> ("current", "previous") names; false when there is none. */
bool generation_linked(const char *store, const char *link, uint64_t *number);

#endif
