/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on a page: the picture, the markers as controls, the buttons. */
#include <math.h>
#include <string.h>

#include "app/screens/screens.h"
#include "map/markers.h"
#include "map/routeline.h"

enum { OBSTACLES_MAX = 64, COVERS_MAX = 16 };

/* Where a sign stands, px from the map's corner. */
struct spot {
	float x, y;
};

struct map_paint {
	struct draw_map map;
	struct routeline line; /* count 0: none */
	struct rect obstacles[OBSTACLES_MAX];
	struct rect covers[COVERS_MAX];
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

/* The way to the chosen place, over the map and its names and under the markers (DESIGN.md section 8). */
static void lay_line(struct view *v, struct map_paint *paint)
{
	enum { LOOSE_M = 3 }; /* what is shorter lies on the way, as far as anybody can see */
	const struct route_record *walk = v->s->selected >= 0 ? directory_walk(v->s, v->s->selected) : NULL;
	struct route_plan route;
	if (!walk || !routes_decode(walk, v->a, &route, NULL)) {
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
		.scale = mm(v, 1, 0.62F) };
}

/* A marker: names make way for it. */
static void keep_clear(struct map_paint *paint, struct rect r)
{
	if (paint->map.obstacle_count < OBSTACLES_MAX) {
		paint->obstacles[paint->map.obstacle_count++] = r;
	}
}

/* A button or a card over the map: names are hidden where it is. */
static void cover(struct map_paint *paint, struct rect r)
{
	if (paint->map.cover_count < COVERS_MAX) {
		paint->covers[paint->map.cover_count++] = r;
	}
}

/* A box centred on x, y of the map, both relative to the map's corner. */
static struct box at_point(const struct view *v, float x, float y, int w, int h)
{
	(void)v;
	return (struct box){ .dir = STACK,
		.absolute = true,
		.x_px = (int)lroundf(x) - w / 2,
		.y_px = (int)lroundf(y) - h / 2,
		.w_px = w,
		.h_px = h,
		.align = ALIGN_CENTER,
		.justify = ALIGN_CENTER };
}

/* Absolute boxes are laid out from the start side; the map itself never turns round (DESIGN.md section 8). */
static float from_start(const struct view *v, float x)
{
	return ui_look(v->ui)->rtl ? (float)v->map_rect.w - x : x;
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

/* The disc of several places: begins `box`, which the caller ends. */
static void begin_disc(struct view *v, struct box box)
{
	bool light = v->s->theme == THEME_LIGHT;
	box.fill = light ? v->p->primary : v->p->ink;
	box.border = light ? v->p->surface : v->p->ground;
	box.border_mm = mm(v, 1, 0.7F);
	box.radius = mm(v, 17, 12) / 2;
	ui_begin(v->ui, box);
}

static void fill_disc(struct view *v, int count)
{
	struct color *ring = ARENA_NEW(v->a, struct color);
	*ring = v->s->theme == THEME_LIGHT ? v->p->on_primary : v->p->ground;
	ui_begin(v->ui, (struct box){ .dir = STACK, .w = mm(v, 15, 10.6F), .h = mm(v, 15, 10.6F) });
	ui_custom(v->ui, paint_ring, ring);
	ui_end(v->ui);
	ui_text(v->ui, num(v, count),
			(struct text_look){ .type = TYPE_TITLE3,
					.align = ALIGN_CENTER,
					.silent = true,
					.color = *ring });
}

void part_cluster_disc(struct view *v, int count)
{
	begin_disc(v, (struct box){ .dir = STACK,
				      .w = mm(v, 17, 12),
				      .h = mm(v, 17, 12),
				      .self = ALIGN_CENTER,
				      .align = ALIGN_CENTER,
				      .justify = ALIGN_CENTER });
	fill_disc(v, count);
	ui_end(v->ui);
}

static void view_cluster(struct view *v, struct spot at, int count, int place, struct map_paint *paint)
{
	int side = ui_px(v->ui, mm(v, 17, 12));
	begin_disc(v, at_point(v, from_start(v, at.x), at.y, side, side));
	ui_role(v->ui, ROLE_MARKER, tr1(v, STR_PLACES_CLUSTER, num(v, count)));
	ui_action(v->ui, ACTION_CLUSTER, place);
	fill_disc(v, count);
	ui_end(v->ui);
	keep_clear(paint, (struct rect){ v->map_rect.x + (int)at.x - side / 2, v->map_rect.y + (int)at.y - side / 2,
					  side, side });
}

static void chosen_label(struct view *v, struct spot at, const struct network *n, int radius, struct map_paint *paint)
{
	const char *label = words(v, &n->short_name);
	if (is_seven(v)) {
		return; /* the page, or the chosen row, says it beside a map this small (mock-up 19) */
	}
	int w = ui_text_width(v->ui, TYPE_NOTE_STRONG, label) + ui_px(v->ui, mm(v, 10, 5));
	int h = ui_px(v->ui, mm(v, 12, 7));
	struct box box = at_point(v, from_start(v, at.x), at.y + (float)radius + (float)h * 0.7F, w, h);
	box.fill = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->surface;
	box.border = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->border;
	box.border_mm = line_mm(v);
	box.radius = mm(v, 2, 1.2F);
	ui_begin(v->ui, box);
	ui_text(v->ui, label,
			(struct text_look){ .type = TYPE_NOTE_STRONG,
					.align = ALIGN_CENTER,
					.silent = true,
					.max_lines = 1,
					.color = v->s->theme == THEME_LIGHT ? v->p->surface : v->p->ink });
	ui_end(v->ui);
	keep_clear(paint, (struct rect){ v->map_rect.x + (int)at.x - w / 2, v->map_rect.y + (int)at.y + radius, w,
					  h + (int)((float)h * 0.3F) });
}

static void view_marker(struct view *v, struct spot at, int place, int number, struct map_paint *paint)
{
	const struct place *p = &v->c->places[place];
	const struct network *n = &v->c->networks[p->network];
	bool chosen = v->s->selected == place;
	float sign = mm(v, 13.5F, 9);
	float outer = chosen ? mm(v, 28, 18) : sign;
	int side = ui_px(v->ui, outer);
	struct box box = at_point(v, from_start(v, at.x), at.y, side, side);
	if (chosen) {
		box.fill = v->p->accent;
		box.border = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->ground;
		box.border_mm = mm(v, 0.8F, 0.6F);
		box.radius = outer / 2;
	}
	ui_begin(v->ui, box);
	float metres = directory_metres(v->s, place);
	ui_role(v->ui, ROLE_MARKER, arena_printf(v->a, "%s, %s", p->name, say_distance(&v->voice, metres)));
	/* The first touch chooses, the second one opens. */
	bool choose = v->s->at.screen == SCREEN_PLACES && !chosen;
	ui_action(v->ui, choose ? ACTION_SELECT : ACTION_PLACE, place);
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
	float edge = (float)ui_px(v->ui, mm(v, 10, 6));
	return at.x >= edge && at.y >= edge && at.x <= (float)v->map_rect.w - edge &&
	       at.y <= (float)v->map_rect.h - edge;
}

static void view_here(struct view *v, struct map_paint *paint)
{
	if (!v->s->site) {
		return;
	}
	float x;
	float y;
	struct rect r = { 0, 0, v->map_rect.w, v->map_rect.h };
	camera_project(&v->s->camera, r, v->s->site->lon, v->s->site->lat, &x, &y);
	float w = mm(v, 11.5F, 7);
	float h = w * 1.4F;
	if (x < 0 || y < 0 || x > (float)r.w || y > (float)r.h) {
		return;
	}
	const char *label = tr(v, STR_HOME_HERE);
	int text = ui_text_width(v->ui, TYPE_NOTE_STRONG, label);
	int label_w = text + ui_px(v->ui, mm(v, 14, 8));
	int label_h = ui_px(v->ui, mm(v, 12, 7));
	int stone_w = ui_px(v->ui, w);
	int stone_h = ui_px(v->ui, h);
	struct box stone = at_point(v, from_start(v, x), y - (float)stone_h / 2, stone_w, stone_h);
	ui_begin(v->ui, stone);
	part_milestone(v, w, h, ".", 0, true);
	ui_end(v->ui);
	if (v->map_rect.w < 2 * label_w) {
		return; /* a narrow map has room for the stone alone */
	}
	struct box tag = at_point(v, from_start(v, x), y + (float)label_h / 2 + (float)ui_px(v->ui, 1), label_w,
			label_h);
	tag.fill = v->p->accent;
	tag.border = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->ground;
	tag.border_mm = mm(v, 0.7F, 0.5F);
	tag.radius = mm(v, 2, 1.4F);
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
	if (place < 0 || directory_metres(v->s, place) < SAME_SPOT_M) {
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

/* ---- buttons on the map ---- */

static void icon_button(struct view *v, const char *icon, enum string_id name, struct action action, bool disabled)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = icon,
				       .name = tr(v, name),
				       .action = action,
				       .h = mm(v, 21, 13),
				       .w = mm(v, 21, 13),
				       .disabled = disabled });
}

static bool is_narrow(const struct view *v)
{
	return v->map_rect.w < ui_px(v->ui, mm(v, 110, 70));
}

/* The cross that moves the map: what a drag does, for those who cannot drag, and for the keypad. */
static void view_pad(struct view *v, int x, int y, struct map_paint *paint)
{
	static const struct {
		const char *icon;
		enum string_id name;
		struct action action;
		int column, row;
	} keys[] = {
		{ "carte-nord", STR_PLACES_NORTH, { ACTION_MOVE, 0 }, 1, 0 },
		{ "carte-ouest", STR_PLACES_WEST, { ACTION_MOVE, 3 }, 0, 1 },
		{ "fermer", STR_PLACES_MOVE_END, { ACTION_MOVE_PAD, 0 }, 1, 1 },
		{ "carte-est", STR_PLACES_EAST, { ACTION_MOVE, 1 }, 2, 1 },
		{ "carte-sud", STR_PLACES_SOUTH, { ACTION_MOVE, 2 }, 1, 2 },
	};
	int side = ui_px(v->ui, mm(v, 21, 13));
	int step = side + ui_px(v->ui, mm(v, 3, 0.4F));
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		int left = x + keys[i].column * step;
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.absolute = true,
						.x_px = (int)from_start(v, (float)left) -
							(ui_look(v->ui)->rtl ? side : 0),
						.y_px = y + keys[i].row * step,
						.w_px = side,
						.h_px = side });
		icon_button(v, keys[i].icon, keys[i].name, keys[i].action, false);
		ui_end(v->ui);
	}
	cover(paint, (struct rect){ v->map_rect.x + x, v->map_rect.y + y, 3 * step, 3 * step });
}

struct control {
	const char *icon;
	enum string_id name;
	struct action action;
	bool disabled;
};

static int controls(const struct view *v, const struct map_options *o, struct control out[4])
{
	int count = 0;
	bool closest = v->s->camera.zoom >= v->s->limits.zoom_max - 0.01;
	bool farthest = v->s->camera.zoom <= v->s->limits.zoom_min + 0.01;
	if (o->zoom) {
		out[count++] = (struct control){ "plus", STR_PLACES_ZOOM_IN, { ACTION_ZOOM, 1 }, closest };
		out[count++] = (struct control){ "moins", STR_PLACES_ZOOM_OUT, { ACTION_ZOOM, -1 }, farthest };
	}
	if (o->move && !v->s->map_pad) {
		out[count++] = (struct control){ "deplacer", STR_PLACES_MOVE, { ACTION_MOVE_PAD, 0 }, false };
	}
	if (o->enlarge) {
		out[count++] = (struct control){ "carte", STR_MAP_LARGER, { ACTION_BIG_MAP, v->s->at.arg }, false };
	}
	if (o->recenter) {
		out[count++] = (struct control){ "recentrer", STR_PLACES_RECENTER, { ACTION_RECENTER, 0 }, false };
	}
	return count;
}

static void view_controls(struct view *v, const struct map_options *o, struct map_paint *paint)
{
	float side = mm(v, 21, 13);
	float gap = mm(v, 3.5F, 3);
	struct control all[4];
	int count = controls(v, o, all);
	if (count == 0) {
		return;
	}
	bool pad = o->move && v->s->map_pad;
	int w_px = ui_px(v->ui, side);
	int h_px = ui_px(v->ui, (float)count * side + (float)(count - 1) * gap);
	int x = v->map_rect.w - w_px - ui_px(v->ui, mm(v, 10, 3));
	float below = o->scale && is_narrow(v) ? mm(v, 28, 17)
					       : mm(v, 6, 3); /* above the credit, when that takes the width */
	int bottom = v->map_rect.h - ui_px(v->ui, below);
	/* On a strip the one button stands above the way, elsewhere all stand below. */
	int y = o->enlarge && is_narrow(v) ? ui_px(v->ui, 3) : bottom - h_px;
	int pad_px = 3 * w_px + 2 * ui_px(v->ui, mm(v, 3, 0.4F));
	if (pad && is_narrow(v)) { /* room for the cross alone */
		view_pad(v, (v->map_rect.w - pad_px) / 2, bottom - pad_px, paint);
		return;
	}
	if (pad) {
		view_pad(v, x - pad_px - ui_px(v->ui, mm(v, 6, 3)), bottom - pad_px, paint);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.absolute = true,
					.x_px = x,
					.y_px = y,
					.w_px = w_px,
					.h_px = h_px,
					.gap = gap });
	for (int i = 0; i < count; i++) {
		icon_button(v, all[i].icon, all[i].name, all[i].action, all[i].disabled);
	}
	ui_end(v->ui);
	cover(paint, (struct rect){ v->map_rect.x + x, v->map_rect.y + y, w_px, h_px });
}

static void paint_scale(struct ui *ui, struct draw_list *list, struct rect r, void *context)
{
	const int *length = context;
	int t = ui_px(ui, 0.6F);
	struct color ink = ui_palette(ui)->ink;
	draw_push_box(list, (struct rect){ r.x, r.y + r.h - t, *length, t }, 0, ink);
	draw_push_box(list, (struct rect){ r.x, r.y, t, r.h }, 0, ink);
	draw_push_box(list, (struct rect){ r.x + *length - t, r.y, t, r.h }, 0, ink);
}

/* Scale and credit of the map data, at the bottom on the start side. */
static void view_scale(struct view *v, struct map_paint *paint)
{
	struct scale_bar bar = camera_scale_bar(&v->s->camera, ui_px(v->ui, mm(v, 28, 12)));
	int *length = ARENA_NEW(v->a, int);
	*length = bar.px;
	bool km = bar.metres >= 1000;
	const char *text = arena_printf(v->a, km ? "%d km" : "%d m", km ? bar.metres / 1000 : bar.metres);
	/* On a strip of a map the whole sentence would cover it. */
	bool strip = is_seven(v) && v->map_rect.w < ui_px(v->ui, 39);
	bool low = is_seven(v) && v->map_rect.h < ui_px(v->ui, 50);
	const char *credit = tr(v, strip || low ? STR_MAP_CREDIT_SHORT : STR_MAP_CREDIT);
	float size = mm(v, 5.5F, 3.2F) / ui_metrics(v->ui)->text_scale;
	/* A narrow map has the credit below the scale, in two lines: it must be readable everywhere (ODbL 4.3). */
	bool narrow = is_narrow(v);
	int h = ui_px(v->ui, narrow ? mm(v, 25, strip ? 10.5F : 15) : mm(v, 9, 5.5F));
	int margin_px = ui_px(v->ui, mm(v, 3, 1.5F));
	int y = v->map_rect.h - h - ui_px(v->ui, mm(v, 2, 1));
	int room = v->map_rect.w - 2 * margin_px;
	ui_begin(v->ui, (struct box){ .dir = narrow ? DOWN : ACROSS,
					.absolute = true,
					.x_px = margin_px,
					.y_px = y,
					.h_px = h,
					.w_px = narrow ? room : 0,
					.gap = narrow ? 0.5F : mm(v, 2, 1.2F),
					.pad_x = mm(v, 2.5F, 1.5F),
					.align = narrow ? ALIGN_STRETCH : ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = v->p->ground,
					.radius = mm(v, 1.5F, 1) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, 2, 1.2F), .align = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = (float)bar.px * v->s->config->mm_per_px,
					.h = mm(v, 2.4F, 1.6F) });
	ui_custom(v->ui, paint_scale, length);
	ui_end(v->ui);
	ui_text(v->ui, text, (struct text_look){ .type = TYPE_NOTE, .size_mm = size, .max_lines = 1 });
	ui_end(v->ui);
	ui_text(v->ui, credit,
			(struct text_look){ .type = TYPE_NOTE,
					.size_mm = size,
					.color = v->p->ink2,
					.max_lines = narrow ? 3 : 1 });
	ui_end(v->ui);
	int w = narrow ? room : bar.px + ui_px(v->ui, mm(v, 110, 60));
	cover(paint, (struct rect){ v->map_rect.x, v->map_rect.y + y, w, h });
}

/* The list shows what the map shows: the way back to all of it. */
static void view_all_places(struct view *v, struct map_paint *paint)
{
	const char *label = tr(v, is_narrow(v) ? STR_PLACES_ALL : STR_PLACES_SHOW_ALL);
	float room = mm(v, 24, 9);
	int w = ui_text_width(v->ui, TYPE_NOTE_STRONG, label) + ui_px(v->ui, room);
	float height = is_narrow(v) ? 12 : mm(v, 17, 13); /* a strip has four buttons below it */
	int h = ui_px(v->ui, height);
	int x = v->map_rect.w - w - ui_px(v->ui, is_narrow(v) ? 3 : margin(v));
	int y = ui_px(v->ui, is_narrow(v) ? 0.5F : mm(v, 6, 3));
	ui_begin(v->ui, (struct box){ .dir = DOWN, .absolute = true, .x_px = x, .y_px = y, .w_px = w, .h_px = h });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = is_narrow(v) ? NULL : "lieu",
				       .label = label,
				       .name = tr(v, STR_PLACES_SHOW_ALL),
				       .action = { ACTION_ALL_PLACES, 0 },
				       .h = height,
				       .type = TYPE_NOTE_STRONG });
	ui_end(v->ui);
	cover(paint, (struct rect){ v->map_rect.x + x, v->map_rect.y + y, w, h });
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
	if (!o.quiet) {
		ui_action(v->ui, ACTION_MAP, 0);
	}
	lay_line(v, paint);
	ui_custom(v->ui, paint_map, paint);
	if (!rect_is_empty(v->map_rect)) {
		view_markers(v, &o, paint);
		view_here(v, paint);
		view_controls(v, &o, paint);
		if (o.scale) {
			view_scale(v, paint);
		}
		if (o.markers && v->s->list_scoped && v->s->at.screen == SCREEN_PLACES) {
			view_all_places(v, paint);
		}
		if (o.legend_button) {
			int at = ui_px(v->ui, mm(v, 6, 3));
			ui_begin(v->ui, (struct box){ .dir = DOWN,
							.absolute = true,
							.x_px = ui_px(v->ui, margin(v)),
							.y_px = at });
			part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
						       .icon = "liste",
						       .label = tr(v, STR_PLACES_LEGEND),
						       .action = { ACTION_PANEL, PANEL_LEGEND },
						       .h = mm(v, 17, 13),
						       .type = TYPE_NOTE_STRONG });
			ui_end(v->ui);
			cover(paint, (struct rect){ v->map_rect.x + at, v->map_rect.y + at, ui_px(v->ui, mm(v, 56, 36)),
						     ui_px(v->ui, mm(v, 18, 14)) });
		}
	}
	ui_end(v->ui);
}
