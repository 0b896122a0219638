/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The markers of the list: which of them stand together, and their way apart. */
#include <math.h>

#include "app/state.h"

enum { PARTING_US = 300000 };

void marks_load(struct state *s)
{
	int most = s->near_len < MARKS_MAX ? s->near_len : MARKS_MAX;
	size_t room = (size_t)most + 1;
	s->marks = (struct marks){ .at = ARENA_ARRAY(s->content, struct marker, room),
		.clusters = ARENA_ARRAY(s->content, struct cluster, room),
		.home = ARENA_ARRAY(s->content, int, room),
		.from = ARENA_ARRAY(s->content, struct world, room),
		.was = ARENA_ARRAY(s->content, struct world, room),
		.room = most,
		.level = -1 };
}

struct world marks_place(const struct state *s, int cluster)
{
	const struct marks *m = &s->marks;
	struct world to = { m->clusters[cluster].x, m->clusters[cluster].y };
	int64_t since_us = s->now_us - m->since_us;
	if (since_us >= PARTING_US || since_us < 0) {
		return to;
	}
	double part = 1 - pow(1 - (double)since_us / PARTING_US, 3);
	struct world from = m->from[cluster];
	return (struct world){ from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part };
}

bool marks_move(const struct state *s)
{
	int64_t since_us = s->now_us - s->marks.since_us;
	return s->marks.moving && since_us >= 0 && since_us < PARTING_US;
}

int marks_cluster_of(const struct state *s, int place)
{
	for (int i = 0; i < s->marks.len; i++) {
		if (s->list[s->marks.at[i].item].place == place) {
			return s->marks.home[i];
		}
	}
	return -1;
}

static void list_marks(struct state *s)
{
	struct marks *m = &s->marks;
	m->len = 0;
	for (int i = 0; i < s->list_len && m->len < m->room; i++) {
		const struct place *p = &s->catalogue->places[s->list[i].place];
		if (near_is_here(&s->list[i])) {
			continue; /* « Vous êtes ici » marks it already */
		}
		struct world w = world_from_degrees(p->lon, p->lat);
		m->at[m->len++] = (struct marker){ w.x, w.y, i };
	}
}

/* Touch area of a marker, with a little air. */
static double apart_px(const struct state *s)
{
	return (double)(token_mm(MAP_MARKERS_APART, format_here(s)) / s->config->mm_per_px);
}

void marks_update(struct state *s)
{
	struct marks *m = &s->marks;
	double level = markers_level(s->camera.zoom);
	bool same_list = m->serial == s->list_serial;
	if (!m->at || (same_list && m->level == level)) {
		return;
	}
	/* Where each was shown until now: its cluster's place. They move apart from there, and together from there. */
	bool known = same_list && m->level >= 0;
	for (int i = 0; known && i < m->len; i++) {
		m->was[i] = marks_place(s, m->home[i]);
	}
	if (!same_list) {
		list_marks(s);
	}
	m->clusters_len = markers_cluster(m->at, m->len, s->camera.zoom, apart_px(s), m->clusters, m->home);
	bool still = s->theme == THEME_CONTRAST || s->options[OPTION_EASY];
	m->moving = known && !still && mover_is_busy(&s->mover);
	for (int i = 0; i < m->clusters_len; i++) {
		const struct cluster *c = &m->clusters[i];
		m->from[i] = m->moving ? m->was[c->first] : (struct world){ c->x, c->y };
	}
	m->since_us = m->moving ? s->now_us : 0;
	m->level = level;
	m->serial = s->list_serial;
	s->dirty = true;
}
