/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the controls of the map and of the list of places do. */
#include "app/act.h"

static void refilter(struct state *s)
{
	s->list_scoped = false;
	directory_filter(s);
	directory_offer(s, false);
	directory_show_all(s, animation_ms(s) > 0);
}

void act_map_filter_when(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	bool again = s->panel == PANEL_NONE && s->filters.when == (enum when)arg; /* a button of its own: off */
	s->filters.when = again ? WHEN_ANY : (enum when)arg;
	s->panel = PANEL_NONE;
	refilter(s);
}

void act_map_open_on(struct state *s, int64_t arg, struct effects *fx)
{
	s->filters = (struct filters){ .network = -1, .when = (enum when)arg };
	go_to(s, SCREEN_PLACES, 0, fx);
}

void act_map_panel(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->panel = s->panel == (enum panel)arg ? PANEL_NONE : (enum panel)arg;
	s->panel_page = 0;
	if (s->panel == PANEL_WHEN) {
		directory_offer(s, true);
	}
}

void act_map_filter_audience(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->filters.audience = (unsigned)arg;
	s->panel = PANEL_NONE;
	refilter(s);
}

void act_map_filter_network(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->filters.network = (int)arg;
	s->panel = PANEL_NONE;
	refilter(s);
}

void act_map_filter_access(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->filters.access = arg == 0 ? 0 : s->filters.access ^ (unsigned)arg;
	s->panel = arg == 0 ? PANEL_NONE : s->panel;
	refilter(s);
}

void act_map_filter_none(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->filters = (struct filters){ .network = -1 };
	s->panel = PANEL_NONE;
	refilter(s);
}

void act_map_select(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	directory_select(s, (int)arg);
}

void act_map_zoom(struct state *s, int64_t arg, struct effects *fx)
{
	s->map_fitted = false;
	(void)fx;
	struct map_camera to;
	(void)map_zoom_by(s, (double)arg, &to);
	s->map_searched = true;
	mover_go(&s->mover, &s->camera, to, animation_ms(s), s->now_us);
}

void act_map_recenter(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	if (screen_at(s)->recenter) {
		screen_at(s)->recenter(s, animation_ms(s) > 0);
		return;
	}
	s->map_fitted = false;
	s->map_searched = true;
	mover_go(&s->mover, &s->camera, home_camera(s), animation_ms(s), s->now_us);
}

/* What a finger does by dragging, in steps of two fifths of the map. */
void act_map_move(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	static const int ways[4][2] = { { 0, 1 }, { -1, 0 }, { 0, -1 }, { 1, 0 } };
	struct map_camera to = s->mover.animating ? s->mover.to : s->camera;
	to = camera_pan(to, ways[arg & 3][0] * s->map_rect.w * 0.4, ways[arg & 3][1] * s->map_rect.h * 0.4);
	s->map_fitted = false;
	s->map_searched = true;
	mover_go(&s->mover, &s->camera, camera_limit(to, &s->limits), animation_ms(s), s->now_us);
}

void act_map_move_pad(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->map_pad = !s->map_pad;
}

void act_map_all_places(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	directory_unscope(s);
	directory_show_all(s, animation_ms(s) > 0);
}

/* The members of a cluster, as points to fit. */
static int members(const struct state *s, int cluster, double *lon_lat, int most)
{
	int count = 0;
	for (int i = 0; i < s->marks.len && count < most; i++) {
		if (s->marks.home[i] == cluster) {
			const struct marker *m = &s->marks.at[i];
			world_to_degrees((struct world){ m->x, m->y }, &lon_lat[2 * count], &lon_lat[2 * count + 1]);
			count++;
		}
	}
	return count;
}

/* A cluster opens by coming so near that it parts, with all of its members in sight where they fit. Those that no zoom
 * parts become the list (DESIGN.md section 8). */
void act_map_cluster(struct state *s, int64_t arg, struct effects *fx)
{
	enum { MEMBERS_MAX = 64 };
	double points[2 * MEMBERS_MAX];
	int cluster = marks_cluster_of(s, (int)arg);
	if (cluster < 0) {
		return;
	}
	const struct cluster *c = &s->marks.clusters[cluster];
	double lon;
	double lat;
	world_to_degrees(marks_place(s, cluster), &lon, &lat);
	double most = camera_zoom_max(&s->limits, lon, lat);
	if (c->parts_zoom > most) {
		if (screen_at(s)->list_on_map) {
			directory_open_cluster(s, cluster);
		} else {
			go_to(s, SCREEN_PLACE, (int)arg, fx);
		}
		return;
	}
	int count = members(s, cluster, points, MEMBERS_MAX);
	struct map_camera to = camera_fit(s->camera, s->map_rect, points, count, s->map_rect.h / 5, most);
	to.zoom = to.zoom < c->parts_zoom ? c->parts_zoom : to.zoom;
	s->map_fitted = false;
	s->map_searched = true;
	mover_go(&s->mover, &s->camera, camera_limit(to, &s->limits), animation_ms(s), s->now_us);
}

void act_map_list_or_map(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->places_map = arg != 0;
	s->panel = PANEL_NONE;
}
