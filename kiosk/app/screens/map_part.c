/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on a page: the picture, the markers as controls, the buttons. */
#include <math.h>
#include <string.h>

#include "app/screens/map_paint.h"
#include "map/markers.h"

/* Where a sign stands, px from the map's corner. */
struct spot {
	float x, y;
};

static void paint_map(struct ui *ui, struct draw_list *list, struct rect rect, void *context)
{
	(void)ui;
	struct map_paint *paint = context;
	struct draw_command *c = draw_push(list, DRAW_MAP);
	c->map = paint->map;
	c->map.rect = rect;
	c->map.obstacles = paint->obstacles;
	c->map.covers = paint->covers;
	if (paint->line.count > 0) {
		paint->line.camera = paint->map.camera;
		paint->line.rect = rect;
		routeline_draw(&paint->line, list);
	}
}

/* The route to the chosen place, over the map and its names and under the markers (DESIGN.md section 8). */
static void lay_line(struct view *v, struct map_paint *paint)
{
	enum { LOOSE_M = 3 }; /* what is shorter lies on the route: the gap is not visible */
	const struct route_record *record = v->s->selected >= 0 ? directory_route(v->s, v->s->selected) : NULL;
	struct route_plan route;
	if (!record || !routes_decode(record, v->a, &route, NULL)) {
		return;
	}
	int32_t *lon_lat = ARENA_ARRAY(v->a, int32_t, 2 * route.points_len);
	for (size_t i = 0; i < route.points_len; i++) {
		lon_lat[2 * i] = route.points[i].lon;
		lon_lat[2 * i + 1] = route.points[i].lat;
	}
	paint->line = (struct routeline){ .lon_lat = lon_lat,
		.count = (int)route.points_len,
		.loose_start = route.start_gap_m > LOOSE_M && route.points_len > 2,
		.loose_end = route.end_gap_m > LOOSE_M && route.points_len > 2,
		.line = v->p->route,
		.edge = v->p->route_edge,
		.px_per_mm = 1 / v->s->config->mm_per_px,
		.scale = mm(v, MAP_LINE_SCALE) };
}

/* A marker: names make way for it. */
static void keep_clear(struct map_paint *paint, struct rect r)
{
	if (paint->map.obstacle_count < MAP_OBSTACLES_MAX) {
		paint->obstacles[paint->map.obstacle_count++] = r;
	}
}

/* A point of the map as px: what lies beyond any screen, or nowhere, is far out, where nothing overflows. */
static int near_px(float at)
{
	const float far = 1 << 20;
	return (int)lroundf(at < far ? (at > -far ? at : -far) : far);
}

/* Names make way for the line too: it would lie over them. Boxes along it, as many as there is room for after the
 * markers. */
static void keep_clear_of_line(struct view *v, struct map_paint *paint)
{
	struct rect map = { 0, 0, v->map_rect.w, v->map_rect.h };
	int half = ui_px(v->ui, mm(v, MAP_LINE_HALF));
	float last_x = 0;
	float last_y = 0;
	for (int i = 0; i < paint->line.count; i++) {
		float x;
		float y;
		camera_project(&v->s->camera, map, paint->line.lon_lat[2 * i] / 1e6,
				paint->line.lon_lat[2 * i + 1] / 1e6, &x, &y);
		float length = i > 0 ? hypotf(x - last_x, y - last_y) : 0;
		int steps = (int)fminf(ceilf(length / (float)(2 * half)), MAP_OBSTACLES_MAX);
		for (int k = 1; k <= steps; k++) {
			float t = (float)k / (float)steps;
			struct rect r = { near_px(last_x + (x - last_x) * t) - half,
				near_px(last_y + (y - last_y) * t) - half, 2 * half, 2 * half };
			if (!rect_is_empty(rect_intersect(r, map))) {
				keep_clear(paint, (struct rect){ v->map_rect.x + r.x, v->map_rect.y + r.y, r.w, r.h });
			}
		}
		last_x = x;
		last_y = y;
	}
}

/* A box centred on x, y of the map, both relative to the map's corner. */
static struct box at_point(const struct view *v, float x, float y, int w, int h)
{
	(void)v;
	return (struct box){ .dir = STACK,
		.absolute = true,
		.x_px = near_px(x) - w / 2,
		.y_px = near_px(y) - h / 2,
		.w_px = w,
		.h_px = h,
		.align = ALIGN_CENTER,
		.justify = ALIGN_CENTER };
}

/* The white ring of the disc (mock-up 05): dots, so that it is no place's sign. */
static void paint_ring(struct ui *ui, struct draw_list *list, struct rect r, void *context)
{
	const struct color *color = context;
	struct draw_command *c = draw_push(list, DRAW_BOX);
	c->box = (struct draw_box){ .rect = rect_inset(r, ui_px(ui, 1)),
		.border = *color,
		.border_px = ui_px(ui, 0.4F),
		.dashed = true };
	for (int i = 0; i < 4; i++) {
		c->box.radius[i] = r.w / 2;
	}
}

/* A disc grows by half of what its number does: that fits three digits. */
static float cluster_mm(const struct view *v, enum token token)
{
	return grown_mm(v, token, 0.5F);
}

/* The disc of several places: begins `box`, which the caller ends. */
static void begin_disc(struct view *v, struct box box)
{
	bool light = v->s->theme == THEME_LIGHT;
	box.fill = light ? v->p->primary : v->p->ink;
	box.border = light ? v->p->surface : v->p->ground;
	box.border_mm = mm(v, STROKE_CURSOR);
	box.radius = cluster_mm(v, MAP_CLUSTER) / 2;
	ui_begin(v->ui, box);
}

static void fill_disc(struct view *v, int count)
{
	struct color *ring = ARENA_NEW(v->a, struct color);
	*ring = v->s->theme == THEME_LIGHT ? v->p->on_primary : v->p->ground;
	ui_begin(v->ui, (struct box){ .dir = STACK, .w = cluster_mm(v, MAP_DISC), .h = cluster_mm(v, MAP_DISC) });
	ui_custom(v->ui, paint_ring, ring);
	ui_end(v->ui);
	ui_text(v->ui, num(v, count),
			(struct text_look){ .type = count < 100 ? TYPE_TITLE3
								: TYPE_NOTE_STRONG, /* three digits within the ring */
					.align = ALIGN_CENTER,
					.silent = true,
					.color = *ring });
}

void part_cluster_disc(struct view *v, int count)
{
	begin_disc(v, (struct box){ .dir = STACK,
				      .w = cluster_mm(v, MAP_CLUSTER),
				      .h = cluster_mm(v, MAP_CLUSTER),
				      .self = ALIGN_CENTER,
				      .align = ALIGN_CENTER,
				      .justify = ALIGN_CENTER });
	fill_disc(v, count);
	ui_end(v->ui);
}

static void view_cluster(struct view *v, struct spot at, int count, int place, struct map_paint *paint)
{
	int side = ui_px(v->ui, cluster_mm(v, MAP_CLUSTER));
	begin_disc(v, at_point(v, map_from_start(v, at.x), at.y, side, side));
	ui_role(v->ui, ROLE_MARKER, trn(v, STR_PLACES_CLUSTER, count));
	if (!v->looking) {
		ui_action(v->ui, ACTION_CLUSTER, place);
	}
	fill_disc(v, count);
	ui_end(v->ui);
	keep_clear(paint, (struct rect){ v->map_rect.x + (int)at.x - side / 2, v->map_rect.y + (int)at.y - side / 2,
					  side, side });
}

static void chosen_label(struct view *v, struct spot at, const struct network *n, int radius, struct map_paint *paint)
{
	const char *label = text_of(v, &n->short_name);
	if (is_seven(v)) {
		return; /* the page, or the chosen row, says it beside a map this small (mock-up 19) */
	}
	int w = ui_text_width(v->ui, TYPE_NOTE_STRONG, label) + ui_px(v->ui, mm(v, MAP_LABEL_PAD));
	int h = ui_px(v->ui, mm(v, MAP_TAG_H));
	float below = (float)radius + (float)h * 0.7F; /* to its middle */
	/* The lower edge of a low map would cut it. */
	float y = at.y + below + (float)h / 2 > (float)v->map_rect.h ? at.y - below : at.y + below;
	struct box box = at_point(v, map_from_start(v, at.x), y, w, h);
	box.fill = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->surface;
	box.border = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->border;
	box.border_mm = line_mm(v);
	box.radius = mm(v, RADIUS_LABEL);
	ui_begin(v->ui, box);
	ui_text(v->ui, label,
			(struct text_look){ .type = TYPE_NOTE_STRONG,
					.align = ALIGN_CENTER,
					.silent = true,
					.max_lines = 1,
					.color = v->s->theme == THEME_LIGHT ? v->p->surface : v->p->ink });
	ui_end(v->ui);
	int clear = h + (int)((float)h * 0.3F);
	keep_clear(paint,
			(struct rect){ v->map_rect.x + (int)at.x - w / 2,
					v->map_rect.y + (int)at.y + (y > at.y ? radius : -radius - clear), w, clear });
}

static void view_marker(struct view *v, struct spot at, int place, int number, struct map_paint *paint)
{
	const struct place *p = &v->c->places[place];
	const struct network *n = &v->c->networks[p->network];
	bool chosen = v->s->selected == place;
	float sign = mm(v, MAP_SIGN);
	float outer = chosen ? mm(v, MAP_MARKER_CHOSEN) : sign;
	int side = ui_px(v->ui, outer);
	struct box box = at_point(v, map_from_start(v, at.x), at.y, side, side);
	if (chosen) {
		box.fill = v->p->accent;
		box.border = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->ground;
		box.border_mm = mm(v, STROKE_MARKER);
		box.radius = outer / 2;
	}
	ui_begin(v->ui, box);
	ui_role(v->ui, ROLE_MARKER, say_list(&v->voice, p->name, say_how_far(&v->voice, directory_near(v->s, place))));
	/* The first touch chooses, the second one opens. */
	bool choose = screen_at(v->s)->list_on_map && !chosen;
	if (!v->looking) {
		ui_action(v->ui, choose ? ACTION_SELECT : ACTION_PLACE, place);
	}
	ui_state(v->ui, chosen ? STATE_CHOSEN : 0);
	part_symbol(v, n->symbol, sign * (chosen ? 1.1F : 1), number, true);
	ui_end(v->ui);
	if (chosen) {
		chosen_label(v, at, n, side / 2, paint);
	}
	int reach = side + ui_px(v->ui, 3);
	keep_clear(paint, (struct rect){ v->map_rect.x + (int)at.x - reach / 2, v->map_rect.y + (int)at.y - reach / 2,
					  reach, reach });
}

static struct spot spot_of(const struct view *v, struct world w)
{
	const struct map_camera *c = &v->s->camera;
	struct world centre = world_from_degrees(c->lon, c->lat);
	double size = 512 * exp2(c->zoom);
	return (struct spot){ (float)((w.x - centre.x) * size + v->map_rect.w / 2.0),
		(float)((w.y - centre.y) * size + v->map_rect.h / 2.0) };
}

/* DESIGN.md section 8: no marker within 10 mm of the edge. */
static bool is_shown(const struct view *v, struct spot at)
{
	float edge = (float)ui_px(v->ui, mm(v, MAP_MARKER_EDGE));
	return at.x >= edge && at.y >= edge && at.x <= (float)v->map_rect.w - edge &&
	       at.y <= (float)v->map_rect.h - edge;
}

/* With `named`, the words stand below the stone where there is room for them. */
static void view_here(struct view *v, bool named, struct map_paint *paint)
{
	if (!v->s->site) {
		return;
	}
	float x;
	float y;
	struct rect r = { 0, 0, v->map_rect.w, v->map_rect.h };
	camera_project(&v->s->camera, r, v->s->site->lon, v->s->site->lat, &x, &y);
	float w = mm(v, HERE_STONE_W);
	float h = w * 1.4F;
	if (!(x >= 0 && y >= 0 && x <= (float)r.w && y <= (float)r.h)) { /* so is not a number */
		return;
	}
	const char *label = tr(v, STR_HOME_HERE);
	int text = ui_text_width(v->ui, TYPE_NOTE_STRONG, label);
	int label_w = text + ui_px(v->ui, mm(v, MAP_TAG_PAD));
	int label_h = ui_px(v->ui, mm(v, MAP_TAG_H));
	int stone_w = ui_px(v->ui, w);
	int stone_h = ui_px(v->ui, h);
	struct box stone = at_point(v, map_from_start(v, x), y - (float)stone_h / 2, stone_w, stone_h);
	ui_begin(v->ui, stone);
	part_milestone(v, w, h, ".", 0, true);
	ui_end(v->ui);
	if (!named || v->map_rect.w < 2 * label_w) {
		return; /* a narrow map has room for the stone alone */
	}
	/* Beside the stone where the map ends: a name is never half off the screen. */
	x = fminf(fmaxf(x, (float)label_w / 2), (float)r.w - (float)label_w / 2);
	y = fminf(y, (float)(r.h - label_h - ui_px(v->ui, 1)));
	struct box tag = at_point(v, map_from_start(v, x), y + (float)label_h / 2 + (float)ui_px(v->ui, 1), label_w,
			label_h);
	tag.fill = v->p->accent;
	tag.border = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->ground;
	tag.border_mm = mm(v, STROKE_MARK);
	tag.radius = mm(v, RADIUS_TAG);
	ui_begin(v->ui, tag);
	ui_role(v->ui, ROLE_TEXT, label);
	ui_text(v->ui, label,
			(struct text_look){ .type = TYPE_NOTE_STRONG,
					.align = ALIGN_CENTER,
					.color = v->p->on_accent,
					.silent = true,
					.max_lines = 1 });
	ui_end(v->ui);
	int half = (label_w > stone_w ? label_w : stone_w) / 2;
	keep_clear(paint, (struct rect){ v->map_rect.x + (int)x - half, v->map_rect.y + (int)y - stone_h, 2 * half,
					  stone_h + label_h + ui_px(v->ui, 2) });
}

/* The chosen place leaves its cluster and lies on top of all. */
static void view_chosen(struct view *v, const struct map_options *o, struct map_paint *paint)
{
	int place = v->s->selected;
	if (place < 0 || near_is_here(directory_near(v->s, place))) {
		return;
	}
	int number = 0;
	for (int i = o->first; o->markers && i < v->s->list_len && i < o->first + o->count; i++) {
		number = v->s->list[i].place == place ? i + 1 : number;
	}
	const struct place *p = &v->c->places[place];
	struct spot at = spot_of(v, world_from_degrees(p->lon, p->lat));
	if (is_shown(v, at)) {
		view_marker(v, at, place, number, paint);
	}
}

/* Rank of the first member that is not the chosen one. */
static int rank_of(const struct view *v, int cluster)
{
	const struct marks *m = &v->s->marks;
	for (int i = m->clusters[cluster].first; i < m->len; i++) {
		int rank = m->at[i].item;
		if (m->home[i] == cluster && v->s->list[rank].place != v->s->selected) {
			return rank;
		}
	}
	return -1;
}

static void view_markers(struct view *v, const struct map_options *o, struct map_paint *paint)
{
	const struct marks *m = &v->s->marks;
	int chosen = v->s->selected >= 0 ? marks_cluster_of(v->s, v->s->selected) : -1;
	for (int i = 0; o->markers && i < m->clusters_len; i++) {
		struct spot at = spot_of(v, marks_place(v->s, i));
		int count = m->clusters[i].count - (i == chosen);
		int rank = count > 0 && is_shown(v, at) ? rank_of(v, i) : -1;
		if (rank < 0) {
			continue;
		}
		int place = v->s->list[rank].place;
		if (count > 1) {
			view_cluster(v, at, count, place, paint);
			continue;
		}
		bool numbered = rank >= o->first && rank < o->first + o->count;
		view_marker(v, at, place, numbered ? rank + 1 : 0, paint);
	}
	view_chosen(v, o, paint);
}

void part_map(struct view *v, struct box box, struct map_options o)
{
	struct map_paint *paint = ARENA_NEW(v->a, struct map_paint);
	paint->map = (struct draw_map){ .camera = v->s->camera,
		.theme = (uint8_t)v->s->theme,
		.lang = v->c->languages[v->s->lang].code,
		.moving = mover_is_busy(&v->s->mover),
		.scale = ui_metrics(v->ui)->text_scale,
		.px_per_mm = 1 / v->s->config->mm_per_px };
	box.dir = STACK;
	box.clip = true;
	ui_begin(v->ui, box);
	ui_role(v->ui, ROLE_MAP, tr(v, STR_PLACES_MAP));
	if (!o.quiet && !v->looking) {
		ui_action(v->ui, ACTION_MAP, 0);
	}
	lay_line(v, paint);
	ui_custom(v->ui, paint_map, paint);
	if (!rect_is_empty(v->map_rect)) {
		if (o.coverage) { /* a far commune may lie beside the site: its sign is above */
			view_here(v, false, paint);
			map_coverage(v);
		} else {
			view_markers(v, &o, paint);
			view_here(v, true, paint);
		}
		keep_clear_of_line(v, paint);
		map_controls(v, &o, paint);
		if (o.scale) {
			map_scale(v, paint);
		}
		if (o.legend_button) {
			map_legend(v, paint);
		}
		if (o.markers && !v->looking && v->s->list_scoped && screen_at(v->s)->list_on_map) {
			map_all_places(v, paint);
		}
	}
	ui_end(v->ui);
}
