/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territory of the site: which places are there for its people, and which communes are far from any. */
#include <math.h>
#include <stdlib.h>

#include "app/state.h"
#include "base/str.h"

#define METRES_A_DEGREE 111000.0 /* of latitude; a little too few, so that no nearer place is passed over */

static bool lies_in(const struct state *s, int department, const char *insee)
{
	const char *code = s->catalogue->territories[department].code;
	return code[0] && insee && str_starts(insee, code);
}

/* In a department of the site's territory; true where that is not known. */
static bool is_of_site(const struct state *s, const char *insee)
{
	int at = s->site ? s->site->territory : -1;
	const struct territory *t =
			at >= 0 && (size_t)at < s->catalogue->territories_len ? &s->catalogue->territories[at] : NULL;
	if (!t) {
		return true;
	}
	bool found = !t->labelled && lies_in(s, at, insee);
	for (int i = 0; i < t->departments_len; i++) {
		found |= lies_in(s, t->departments[i], insee);
	}
	return found;
}

bool territory_serves(const struct state *s, int place)
{
	const struct place *p = &s->catalogue->places[place];
	return !s->catalogue->networks[p->network].of_department || is_of_site(s, p->insee);
}

int territory_nearest(const struct state *s, int network)
{
	for (int i = 0; i < s->near_len; i++) {
		if (s->catalogue->places[s->near[i].place].network == network &&
				territory_serves(s, s->near[i].place)) {
			return s->near[i].place;
		}
	}
	return -1;
}

int territory_places(const struct state *s, int network)
{
	int count = 0;
	for (size_t i = 0; i < s->catalogue->places_len; i++) {
		const struct place *p = &s->catalogue->places[i];
		count += p->network == network && is_of_site(s, p->insee);
	}
	return count;
}

const struct text *territory_of_place(const struct state *s, int place)
{
	const char *insee = s->catalogue->places[place].insee;
	for (size_t i = 0; i < s->catalogue->territories_len; i++) {
		const struct territory *t = &s->catalogue->territories[i];
		if (!t->labelled && t->code[0] && insee && str_starts(insee, t->code)) {
			return &t->name;
		}
	}
	return NULL;
}

/* ---- communes that are far from a desk ---- */

static struct remote_commune measure(const struct state *s, int commune)
{
	const struct commune *c = &s->catalogue->communes[commune];
	struct remote_commune r = { .commune = commune, .place = -1, .metres = INFINITY };
	for (size_t i = 0; i < s->catalogue->places_len; i++) {
		const struct place *p = &s->catalogue->places[i];
		bool desk = s->catalogue->networks[p->network].levels & LEVEL_INFORMATION;
		if (!desk || fabs(p->lat - c->lat) * METRES_A_DEGREE > r.metres) {
			continue;
		}
		double metres = distance_metres(c->lon, c->lat, p->lon, p->lat);
		if (metres < r.metres) {
			r.metres = (float)metres;
			r.place = (int)i;
		}
	}
	return r;
}

static int farthest_first(const void *a, const void *b)
{
	const struct remote_commune *x = a;
	const struct remote_commune *y = b;
	if (x->metres != y->metres) {
		return x->metres > y->metres ? -1 : 1;
	}
	return (x->commune > y->commune) - (x->commune < y->commune);
}

void territory_show(struct state *s)
{
	double points[4] = { INFINITY, INFINITY, -INFINITY, -INFINITY }; /* west, south, east, north */
	int count = 0;
	for (size_t i = 0; i < s->catalogue->communes_len; i++) {
		const struct commune *c = &s->catalogue->communes[i];
		if (is_of_site(s, c->insee)) {
			points[0] = fmin(points[0], c->lon);
			points[1] = fmin(points[1], c->lat);
			points[2] = fmax(points[2], c->lon);
			points[3] = fmax(points[3], c->lat);
			count = 2;
		}
	}
	struct rect r = rect_is_empty(s->map_rect) ? (struct rect){ 0, 0, 800, 500 } : s->map_rect;
	struct map_camera to = camera_fit(s->camera, r, points, count, r.h / 12, s->limits.zoom_max);
	mover_go(&s->mover, &s->camera, camera_limit(to, &s->limits), 0, s->now_us);
	s->dirty = true;
}

/* Communes that the departments of the site's territory have; 0 where one of them does not tell. */
static int communes_of_site(const struct state *s)
{
	int all = 0;
	for (size_t i = 0; i < s->catalogue->territories_len; i++) {
		const struct territory *t = &s->catalogue->territories[i];
		if (t->labelled || !is_of_site(s, t->code)) {
			continue;
		}
		if (t->communes == 0) {
			return 0;
		}
		all += t->communes;
	}
	return all;
}

void territory_measure(struct state *s)
{
	if (s->remote.at || !s->catalogue) {
		return; /* once for a content: communes times places */
	}
	s->remote.at = ARENA_ARRAY(s->content, struct remote_commune, s->catalogue->communes_len + 1);
	for (size_t i = 0; i < s->catalogue->communes_len; i++) {
		if (!is_of_site(s, s->catalogue->communes[i].insee)) {
			continue;
		}
		s->remote.of++;
		struct remote_commune r = measure(s, (int)i);
		if (r.metres > REMOTE_METRES) {
			s->remote.at[s->remote.len++] = r;
		}
	}
	int all = communes_of_site(s);
	s->remote.all = all >= s->remote.of ? all : 0;
	qsort(s->remote.at, (size_t)s->remote.len, sizeof *s->remote.at, farthest_first);
}
