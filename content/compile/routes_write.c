/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/routes_write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "compile/directions.h"
#include "compile/insert.h"
#include "store/routes.h"
#include "store/schema.h"

enum {
	BOX_M = 6000,     /* a route of 5 km may leave the circle of 5 km a little */
	SAME_SPOT_M = 30, /* the kiosk stands in that place */
	FAR_M = 200000,   /* no route within the box is that long */
};

#define REACH_DEGREES (ROUTES_REACH_M / 110000.0) /* of latitude, at least */

struct writer {
	const struct pack *p;
	struct route_network *w;
	struct insert in;
	struct arena *arena; /* one route */
	struct routes_summary sum;
};

/* Of one place, seen from the site at hand. */
struct found {
	bool walked; /* there is a route */
	bool rolls;  /* and it will do with wheels */
};

/* ---- one site ---- */

/* The shortest route rolls as well: no need of another. */
static bool rolls(const struct route_network *w, const struct route_path *p)
{
	bool ok = p->start.gap_m <= ROUTE_WHEEL_GAP_M && p->end.gap_m <= ROUTE_WHEEL_GAP_M;
	for (size_t i = 0; ok && i < p->len; i++) {
		const struct route_leg *leg = &p->legs[i];
		ok = route_network_allows(w, &w->edges[leg->edge], leg->forward, ROUTE_ON_WHEELS) &&
		     (leg->node == EXTRACT_NOWHERE || !w->barriers[leg->node].wheel_blocked);
	}
	return ok;
}

static bool add_route(struct writer *w, const struct pack_site *s, const struct pack_place *place,
		enum route_variant variant, const struct route_path *path)
{
	double from[2] = { s->lon, s->lat };
	double to[2] = { place->lon, place->lat };
	struct directions d;
	bool ok = directions_make(w->w, path, from, to, w->arena, &d);
	if (ok) {
		bool stepless = variant == ROUTE_STEPLESS || rolls(w->w, path);
		int64_t flags = (d.has_steps ? ROUTE_HAS_STEPS : 0) | (stepless ? ROUTE_IS_STEPLESS : 0);
		struct buf line = { 0 };
		struct buf steps = { 0 };
		route_encode_points(d.route.points, d.route.points_len, &line);
		route_encode_steps(d.route.steps, d.route.steps_len, &steps);
		struct blob line_blob = { line.bytes, line.len };
		struct blob steps_blob = { steps.bytes, steps.len };
		insert_row(&w->in, "route", "iiiiiiiibb", names_row("site", s->id), (int64_t)variant,
				names_row("place", place->id), (int64_t)d.metres, (int64_t)d.seconds, flags,
				(int64_t)d.route.start_gap_m, (int64_t)d.route.end_gap_m, &line_blob, &steps_blob);
		buf_finish(&line);
		buf_finish(&steps);
	}
	arena_reset(w->arena);
	return ok;
}

static bool is_destination(const struct pack_site *s, const struct pack_place *place)
{
	double metres = route_network_metres(s->lon, s->lat, place->lon, place->lat);
	/* The centre of a commune is no destination. */
	return !place->approximate && metres > SAME_SPOT_M && metres <= ROUTES_REACH_M;
}

/* Routes of one variant from the site to all its places. `found`: by place. */
static void add_variant(struct writer *w, const struct pack_site *s, enum route_wheels wheels, struct found *found)
{
	struct route_spot start;
	double most = wheels == ROUTE_ON_WHEELS ? ROUTE_WHEEL_GAP_M : ROUTE_SITE_GAP_M;
	double place_most = wheels == ROUTE_ON_WHEELS ? ROUTE_WHEEL_GAP_M : ROUTE_PLACE_GAP_M;
	if (!route_search_start(w->w, s->lon, s->lat, most, wheels, &start)) {
		return;
	}
	route_search_spread(w->w, &start, wheels, ROUTES_REACH_M * 100);
	for (size_t i = 0; i < w->p->places_len; i++) {
		const struct pack_place *place = &w->p->places[i];
		struct route_path path;
		if (!is_destination(s, place) || found[i].rolls ||
				!route_search_find(w->w, &start, place->lon, place->lat, place_most, wheels,
						ROUTES_REACH_M * 100, &path)) {
			continue;
		}
		bool added = add_route(w, s, place, wheels == ROUTE_ON_WHEELS ? ROUTE_STEPLESS : ROUTE_SHORTEST, &path);
		found[i].walked = found[i].walked || added;
		found[i].rolls = wheels == ROUTE_ON_FOOT && added && rolls(w->w, &path);
		w->sum.routes += wheels == ROUTE_ON_FOOT && added;
		w->sum.none -= wheels == ROUTE_ON_FOOT && added;
		w->sum.stepless += found[i].rolls || (wheels == ROUTE_ON_WHEELS && added);
		route_path_finish(&path);
	}
}

/* What the shortest tree did not reach may be reached by a longer one: too far is another word than no route. */
static void add_beyond(struct writer *w, const struct pack_site *s, const struct route_spot *start,
		const struct found *found)
{
	bool spread = false;
	for (size_t i = 0; i < w->p->places_len; i++) {
		const struct pack_place *place = &w->p->places[i];
		struct route_path path;
		if (!is_destination(s, place) || found[i].walked) {
			continue;
		}
		if (!spread) {
			route_search_spread(w->w, start, ROUTE_ON_FOOT, FAR_M * 100);
			spread = true;
		}
		if (route_search_find(w->w, start, place->lon, place->lat, ROUTE_PLACE_GAP_M, ROUTE_ON_FOOT,
				    FAR_M * 100, &path)) {
			insert_row(&w->in, "beyond", "ii", names_row("site", s->id), names_row("place", place->id));
			w->sum.beyond++;
			w->sum.none--;
			route_path_finish(&path);
		}
	}
}

/* Whether the extracts end within reach of the site. */
static bool is_cut(const struct writer *w, const struct pack_site *s)
{
	for (size_t i = 0; i < w->w->x->cuts_len; i++) {
		const struct extract_point *p = &w->w->x->cuts[i];
		double lat = p->lat / 1e7;
		if (fabs(lat - s->lat) < REACH_DEGREES &&
				route_network_metres(s->lon, s->lat, p->lon / 1e7, lat) < ROUTES_REACH_M) {
			return true;
		}
	}
	return false;
}

static void add_site(struct writer *w, const struct pack_site *s)
{
	struct route_spot start;
	if (!route_search_start(w->w, s->lon, s->lat, ROUTE_SITE_GAP_M, ROUTE_ON_FOOT, &start)) {
		return;
	}
	struct found *found = mem_zalloc(w->p->places_len + 1, sizeof *found);
	for (size_t i = 0; i < w->p->places_len; i++) {
		w->sum.none += is_destination(s, &w->p->places[i]);
	}
	w->sum.sites++;
	insert_row(&w->in, "origin", "ii", names_row("site", s->id), (int64_t)ROUTES_REACH_M);
	add_variant(w, s, ROUTE_ON_FOOT, found);
	add_variant(w, s, ROUTE_ON_WHEELS, found);
	add_beyond(w, s, &start, found);
	free(found);
	if (is_cut(w, s)) {
		w->sum.cut_first = w->sum.cut++ == 0 ? s->id : w->sum.cut_first;
	}
}

/* ---- the file ---- */

static bool fill(struct writer *w, const char *path, struct err *e)
{
	if (sqlite3_open_v2(path, &w->in.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
		sqlite3_close(w->in.db);
		return fail(e, "cannot create %s", path);
	}
	char pragmas[128];
	(void)snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
			ROUTES_APPLICATION_ID, ROUTES_SCHEMA);
	insert_sql(&w->in, INSERT_SCRATCH_PRAGMAS);
	insert_sql(&w->in, pragmas);
	insert_sql(&w->in, "BEGIN");
	insert_sql(&w->in, routes_schema_sql);
	for (size_t i = 0; i < w->p->sites_len; i++) {
		add_site(w, &w->p->sites[i]);
	}
	insert_sql(&w->in, "COMMIT");
	bool ok = insert_finish(&w->in, e);
	sqlite3_close(w->in.db);
	return ok;
}

static struct route_network *read_network(const struct pack *p, const struct opt_list *extracts, struct err *e)
{
	struct extract_site *sites = mem_zalloc(p->sites_len + 1, sizeof *sites);
	for (size_t i = 0; i < p->sites_len; i++) {
		sites[i] = (struct extract_site){ p->sites[i].lon, p->sites[i].lat };
	}
	struct extract *x = extract_read(extracts->at, extracts->len, sites, p->sites_len, BOX_M, e);
	free(sites);
	return x ? route_network_create(x) : NULL;
}

bool routes_write(const struct pack *p, const struct opt_list *extracts, const char *path, struct routes_summary *out,
		struct err *e)
{
	CLEANUP(free_ptr) char *scratch = mem_printf("%s.scratch", path);
	CLEANUP(free_ptr) char *fresh = mem_printf("%s.new", path);
	struct writer w = { .p = p, .w = read_network(p, extracts, e) };
	if (!w.w) {
		return false;
	}
	w.sum.last = w.w->x->last;
	w.arena = arena_create(0);
	(void)unlink(scratch);
	(void)unlink(fresh);
	bool ok = fill(&w, scratch, e);
	if (ok && w.sum.sites == 0) {
		ok = fail(e,
				"no site of sites.yaml lies within %d m of a way of the extracts. Give the extract of "
				"the region where the kiosks stand",
				ROUTE_SITE_GAP_M);
	}
	ok = ok && insert_compact(scratch, fresh, e) && fs_sync_file(fresh, e) && fs_rename_durable(fresh, path, e);
	(void)unlink(scratch);
	(void)unlink(fresh);
	arena_destroy(w.arena);
	route_network_destroy(w.w);
	*out = w.sum;
	return ok;
}
