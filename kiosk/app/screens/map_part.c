/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on a page: the picture, the markers as controls, the buttons. */
#include <math.h>
#include <string.h>

#include "app/screens/screens.h"
#include "map/markers.h"
#include "map/routeline.h"

enum { SHOWN_MAX = 400, OBSTACLES_MAX = 64 };

struct map_paint {
	struct draw_map map;
	struct routeline line; /* count 0: none */
	struct rect obstacles[OBSTACLES_MAX];
};

static void paint_map(struct ui *ui, struct draw_list *list, struct rect rect, void *context)
{
	(void)ui;
	struct map_paint *paint = context;
	struct draw_command *c = draw_push(list, DRAW_MAP);
	c->map = paint->map;
	c->map.rect = rect;
	c->map.obstacles = paint->obstacles;
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

static void keep_clear(struct map_paint *paint, struct rect r)
{
	if (paint->map.obstacle_count < OBSTACLES_MAX) {
		paint->obstacles[paint->map.obstacle_count++] = r;
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

static void view_cluster(struct view *v, const struct cluster *c, int place, struct map_paint *paint)
{
	int side = ui_px(v->ui, mm(v, 17, 12));
	const char *name = tr1(v, STR_PLACES_CLUSTER, num(v, c->count));
	struct box box = at_point(v, from_start(v, c->x), c->y, side, side);
	bool light = v->s->theme == THEME_LIGHT;
	box.fill = light ? v->p->primary : v->p->ink;
	box.border = light ? v->p->surface : v->p->ground;
	box.border_mm = mm(v, 1, 0.7F);
	box.radius = mm(v, 17, 12) / 2;
	ui_begin(v->ui, box);
	ui_role(v->ui, ROLE_MARKER, name);
	ui_action(v->ui, ACTION_CLUSTER, place);
	ui_text(v->ui, num(v, c->count),
			(struct text_look){ .type = TYPE_TITLE3,
					.align = ALIGN_CENTER,
					.silent = true,
					.color = light ? v->p->on_primary : v->p->ground });
	ui_end(v->ui);
	keep_clear(paint, (struct rect){ v->map_rect.x + (int)c->x - side / 2, v->map_rect.y + (int)c->y - side / 2,
					  side, side });
}

static void chosen_label(struct view *v, const struct cluster *c, const struct network *n, int radius)
{
	const char *label = words(v, &n->short_name);
	if (is_seven(v) && v->s->at.screen != SCREEN_PLACES) {
		return; /* the page is about this place: its name stands there already (mock-up 19) */
	}
	int w = ui_text_width(v->ui, TYPE_NOTE_STRONG, label) + ui_px(v->ui, mm(v, 10, 5));
	int h = ui_px(v->ui, mm(v, 12, 7));
	struct box box = at_point(v, from_start(v, c->x), c->y + (float)radius + (float)h * 0.7F, w, h);
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
}

static void view_marker(struct view *v, const struct cluster *c, int place, int number, struct map_paint *paint)
{
	const struct place *p = &v->c->places[place];
	const struct network *n = &v->c->networks[p->network];
	bool chosen = v->s->selected == place;
	float sign = mm(v, 13.5F, 9);
	float outer = chosen ? mm(v, 28, 18) : sign;
	int side = ui_px(v->ui, outer);
	struct box box = at_point(v, from_start(v, c->x), c->y, side, side);
	if (chosen) {
		box.fill = v->p->accent;
		box.border = v->s->theme == THEME_LIGHT ? v->p->ink : v->p->ground;
		box.border_mm = mm(v, 0.8F, 0.6F);
		box.radius = outer / 2;
	}
	ui_begin(v->ui, box);
	float metres = directory_metres(v->s, place);
	ui_role(v->ui, ROLE_MARKER, arena_printf(v->a, "%s, %s", p->name, say_distance(&v->voice, metres)));
	ui_action(v->ui, v->s->at.screen == SCREEN_PLACES ? ACTION_SELECT : ACTION_PLACE, place);
	ui_state(v->ui, chosen ? STATE_CHOSEN : 0);
	part_symbol(v, n->symbol, sign * (chosen ? 1.1F : 1), number, true);
	ui_end(v->ui);
	if (chosen) {
		chosen_label(v, c, n, side / 2);
	}
	int reach = side + ui_px(v->ui, 3);
	keep_clear(paint, (struct rect){ v->map_rect.x + (int)c->x - reach / 2, v->map_rect.y + (int)c->y - reach / 2,
					  reach, reach });
}

/* Which places stand on this map: all of the list, or the chosen one alone. */
static int collect(struct view *v, const struct map_options *o, struct marker *markers, int *places)
{
	int edge = ui_px(v->ui, mm(v, 10, 6));
	int count = 0;
	for (int i = 0; i < v->s->list_len && count < SHOWN_MAX; i++) {
		int place = o->markers ? v->s->list[i].place : v->s->selected;
		if (!o->markers && (i > 0 || place < 0)) {
			break;
		}
		float x;
		float y;
		struct rect r = { 0, 0, v->map_rect.w, v->map_rect.h };
		if (directory_metres(v->s, place) < 30) {
			continue; /* « Vous êtes ici » marks it already */
		}
		camera_project(&v->s->camera, r, v->c->places[place].lon, v->c->places[place].lat, &x, &y);
		if (x < (float)edge || y < (float)edge || x > (float)(r.w - edge) || y > (float)(r.h - edge)) {
			continue; /* DESIGN.md section 8: not within 10 mm of the edge */
		}
		markers[count] = (struct marker){ x, y, place };
		places[count++] = i;
	}
	return count;
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

static void view_markers(struct view *v, const struct map_options *o, struct map_paint *paint)
{
	struct marker *markers = ARENA_ARRAY(v->a, struct marker, SHOWN_MAX);
	struct cluster *clusters = ARENA_ARRAY(v->a, struct cluster, SHOWN_MAX);
	int *ranks = ARENA_ARRAY(v->a, int, SHOWN_MAX);
	bool *alone = ARENA_ARRAY(v->a, bool, SHOWN_MAX);
	int count = collect(v, o, markers, ranks);
	for (int i = 0; i < count; i++) {
		alone[i] = markers[i].item == v->s->selected;
	}
	int n = markers_cluster(markers, alone, count, (float)ui_px(v->ui, mm(v, 18, 12)), clusters);
	/* The chosen one last, so that it lies on top. */
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < n; i++) {
			int place = markers[clusters[i].item].item;
			bool chosen = place == v->s->selected && clusters[i].count == 1;
			if ((round == 1) != chosen) {
				continue;
			}
			if (clusters[i].count > 1) {
				view_cluster(v, &clusters[i], place, paint);
				continue;
			}
			int rank = ranks[clusters[i].item];
			bool numbered = o->markers && rank >= o->first && rank < o->first + o->count;
			view_marker(v, &clusters[i], place, numbered ? rank + 1 : 0, paint);
		}
	}
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

static void view_controls(struct view *v, const struct map_options *o, struct map_paint *paint)
{
	float side = mm(v, 21, 13);
	float gap = mm(v, 3.5F, 3);
	int buttons = (o->zoom ? 2 : 0) + (o->recenter ? 1 : 0);
	if (buttons == 0) {
		return;
	}
	float h = (float)buttons * side + (float)(buttons - 1) * gap;
	int w_px = ui_px(v->ui, side);
	int h_px = ui_px(v->ui, h);
	int x = v->map_rect.w - w_px - ui_px(v->ui, mm(v, 10, 3));
	float below = o->scale && is_narrow(v) ? mm(v, 28, 17)
					       : mm(v, 6, 3); /* above the credit, when that takes the width */
	int y = v->map_rect.h - h_px - ui_px(v->ui, below);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.absolute = true,
					.x_px = x,
					.y_px = y,
					.w_px = w_px,
					.h_px = h_px,
					.gap = gap });
	if (o->zoom) {
		bool closest = v->s->camera.zoom >= v->s->limits.zoom_max - 0.01;
		bool farthest = v->s->camera.zoom <= v->s->limits.zoom_min + 0.01;
		icon_button(v, "plus", STR_PLACES_ZOOM_IN, (struct action){ ACTION_ZOOM, 1 }, closest);
		icon_button(v, "moins", STR_PLACES_ZOOM_OUT, (struct action){ ACTION_ZOOM, -1 }, farthest);
	}
	if (o->recenter) {
		icon_button(v, "recentrer", STR_PLACES_RECENTER, (struct action){ ACTION_RECENTER, 0 }, false);
	}
	ui_end(v->ui);
	keep_clear(paint, (struct rect){ v->map_rect.x + x, v->map_rect.y + y, w_px, h_px });
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
	const char *credit = tr(v, strip ? STR_MAP_CREDIT_SHORT : STR_MAP_CREDIT);
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
	keep_clear(paint, (struct rect){ v->map_rect.x, v->map_rect.y + y, w, h });
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
			keep_clear(paint, (struct rect){ v->map_rect.x + at, v->map_rect.y + at,
							  ui_px(v->ui, mm(v, 56, 36)), ui_px(v->ui, mm(v, 18, 14)) });
		}
	}
	ui_end(v->ui);
}
