/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over the map: buttons, scale and credit (map_paint.h). */
#include <math.h>
#include <string.h>

#include "app/screens/map_paint.h"

/* A box px from the start corner of the map as px from its left corner, and back. */
static struct rect turned_round(const struct view *v, struct rect r)
{
	r.x = ui_look(v->ui)->rtl ? v->map_rect.w - r.x - r.w : r.x;
	return r;
}

void map_cover(const struct view *v, struct map_paint *paint, struct rect r)
{
	if (paint->map.cover_count < MAP_COVERS_MAX) {
		r = turned_round(v, r);
		paint->covers[paint->map.cover_count++] =
				(struct rect){ v->map_rect.x + r.x, v->map_rect.y + r.y, r.w, r.h };
	}
}

float map_from_start(const struct view *v, float x)
{
	return ui_look(v->ui)->rtl ? (float)v->map_rect.w - x : x;
}

/* ---- buttons on the map ---- */

struct control {
	const char *icon;
	enum string_id name;
	struct action action;
	bool disabled;
	const char *hint; /* why, or NULL */
};

/* As large as a finger where pages are drawn smaller, too, and as far apart. */
static float button_mm(const struct view *v)
{
	return fmaxf(mm(v, MAP_BUTTON), on_glass_mm(v, TARGET));
}

static float gap_mm(const struct view *v, enum token drawn)
{
	return fmaxf(mm(v, drawn), on_glass_mm(v, TARGET_GAP));
}

static void icon_button(struct view *v, const struct control *c)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = c->icon,
				       .name = tr(v, c->name),
				       .action = c->action,
				       .h = button_mm(v),
				       .w = button_mm(v),
				       .disabled = c->disabled,
				       .hint = c->hint });
}

static bool is_narrow(const struct view *v)
{
	return v->map_rect.w < ui_px(v->ui, mm(v, MAP_NARROW));
}

static int pad_step(const struct view *v)
{
	return ui_px(v->ui, button_mm(v)) + ui_px(v->ui, gap_mm(v, MAP_PAD_GAP));
}

/* px of so many rows, or columns, of the cross. */
static int pad_px(const struct view *v, int rows)
{
	return (rows - 1) * pad_step(v) + ui_px(v->ui, button_mm(v));
}

/* A map too low for a cross with air above it has the arrows in two rows, the lower one clear of the credit. */
static int pad_rows(const struct view *v, int bottom)
{
	return bottom - pad_px(v, 3) < ui_px(v->ui, mm(v, MAP_EDGE)) ? 2 : 3;
}

/* The cross that moves the map: what a drag does, for those who cannot drag, and for the keypad. */
static void view_pad(struct view *v, int x, int bottom, struct map_paint *paint)
{
	bool rtl = ui_look(v->ui)->rtl;
	const struct {
		const char *icon;
		enum string_id name;
		struct action action;
		int column, row;         /* of three rows */
		int low_column, low_row; /* of two */
	} keys[] = {
		{ "carte-nord", STR_PLACES_NORTH, { ACTION_MOVE, 0 }, 1, 0, 1, 0 },
		{ "carte-ouest", STR_PLACES_WEST, { ACTION_MOVE, 3 }, 0, 1, 0, 0 },
		{ "fermer", STR_PLACES_MOVE_END, { ACTION_MOVE_PAD, 0 }, 1, 1, rtl ? 0 : 2, 1 },
		{ "carte-est", STR_PLACES_EAST, { ACTION_MOVE, 1 }, 2, 1, 2, 0 },
		{ "carte-sud", STR_PLACES_SOUTH, { ACTION_MOVE, 2 }, 1, 2, 1, 1 },
	};
	int side = ui_px(v->ui, button_mm(v));
	int step = pad_step(v);
	int rows = pad_rows(v, bottom);
	struct rect pad = { x, bottom - pad_px(v, rows), pad_px(v, 3), pad_px(v, rows) };
	int from_left = turned_round(v, pad).x; /* west is on the left in every script */
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		int left = from_left + (rows == 2 ? keys[i].low_column : keys[i].column) * step;
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.absolute = true,
						.x_px = (int)map_from_start(v, (float)left) - (rtl ? side : 0),
						.y_px = pad.y + (rows == 2 ? keys[i].low_row : keys[i].row) * step,
						.w_px = side,
						.h_px = side });
		icon_button(v, &(struct control){ keys[i].icon, keys[i].name, keys[i].action, false, NULL });
		ui_end(v->ui);
	}
	map_cover(v, paint, pad);
}

enum { CONTROLS_MAX = 6 };

static int all_controls(const struct view *v, const struct map_options *o, struct control out[CONTROLS_MAX])
{
	int count = 0;
	struct map_camera to;
	bool closest = !map_zoom_by(v->s, 1, &to);
	bool farthest = !map_zoom_by(v->s, -1, &to);
	bool no_streets = closest && v->s->camera.zoom < v->s->limits.zoom_max - 1;
	if (o->zoom) {
		out[count++] = (struct control){ "plus", STR_PLACES_ZOOM_IN, { ACTION_ZOOM, 1 }, closest,
			no_streets ? tr(v, STR_PLACES_ZOOM_END) : NULL };
		out[count++] = (struct control){ "moins", STR_PLACES_ZOOM_OUT, { ACTION_ZOOM, -1 }, farthest, NULL };
	}
	if (o->move && !v->s->map_pad) {
		out[count++] = (struct control){ "deplacer", STR_PLACES_MOVE, { ACTION_MOVE_PAD, 0 }, false, NULL };
	}
	if (o->enlarge) {
		out[count++] = (struct control){ "carte", STR_MAP_LARGER, { ACTION_BIG_MAP, v->s->at.arg }, false,
			NULL };
	}
	if (o->recenter || o->refit) {
		enum string_id name = o->refit ? STR_MAP_REFIT : STR_PLACES_RECENTER;
		out[count++] = (struct control){ "recentrer", name, { ACTION_RECENTER, 0 }, false, NULL };
	}
	return count;
}

/* mm from the map's lower edge: above the credit, when that takes the width. */
static float below_mm(const struct view *v, const struct map_options *o)
{
	return o->scale && is_narrow(v) ? mm(v, MAP_CREDIT_ABOVE) : mm(v, MAP_EDGE);
}

/* Large type leaves a page's map little height: then it has the one button that leads to the large map. */
static int controls(const struct view *v, const struct map_options *o, struct control out[CONTROLS_MAX])
{
	int count = all_controls(v, o, out);
	float need = (float)count * button_mm(v) + (float)(count - 1) * gap_mm(v, MAP_BUTTON_GAP) + below_mm(v, o) +
		     mm(v, SPACE_3_WIDE);
	if (o->refit && ui_px(v->ui, need) > v->map_rect.h) {
		out[0] = (struct control){ "carte", STR_MAP_LARGER, { ACTION_BIG_MAP, v->s->at.arg }, false, NULL };
		return 1;
	}
	return count;
}

/* A low map has its buttons in two columns. */
static int rows_of(const struct view *v, const struct map_options *o, int count)
{
	float need = (float)count * button_mm(v) + (float)(count - 1) * gap_mm(v, MAP_BUTTON_GAP) + below_mm(v, o) +
		     mm(v, SPACE_3_WIDE);
	return ui_px(v->ui, need) > v->map_rect.h && !is_narrow(v) ? (count + 1) / 2 : count;
}

void map_controls(struct view *v, const struct map_options *o, struct map_paint *paint)
{
	float side = button_mm(v);
	float gap = gap_mm(v, MAP_BUTTON_GAP);
	struct control all[CONTROLS_MAX];
	int count = controls(v, o, all);
	if (count == 0) {
		return;
	}
	bool pad = o->move && v->s->map_pad;
	int rows = rows_of(v, o, count);
	int columns = (count + rows - 1) / rows;
	int w_px = ui_px(v->ui, (float)columns * side + (float)(columns - 1) * gap);
	int h_px = ui_px(v->ui, (float)rows * side + (float)(rows - 1) * gap);
	int x = v->map_rect.w - w_px - ui_px(v->ui, mm(v, PAGE_MARGIN));
	float below = below_mm(v, o);
	int bottom = v->map_rect.h - ui_px(v->ui, below);
	/* On a strip the one button stands above the way, elsewhere all stand below. */
	int y = o->enlarge && is_narrow(v) ? ui_px(v->ui, 3) : bottom - h_px;
	if (pad && is_narrow(v)) { /* room for the cross alone */
		view_pad(v, (v->map_rect.w - pad_px(v, 3)) / 2, bottom, paint);
		return;
	}
	if (pad) {
		view_pad(v, x - pad_px(v, 3) - ui_px(v->ui, mm(v, MAP_EDGE)), bottom, paint);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.absolute = true,
					.x_px = x,
					.y_px = y,
					.w_px = w_px,
					.h_px = h_px,
					.gap = gap });
	for (int i = 0; i < count;) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = gap, .justify = ALIGN_END });
		for (int to = i + columns < count ? i + columns : count; i < to; i++) {
			icon_button(v, &all[i]);
		}
		ui_end(v->ui);
	}
	ui_end(v->ui);
	map_cover(v, paint, (struct rect){ x, y, w_px, h_px });
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

/* OpenStreetMap's licence wants its credit on the picture (ODbL 4.3); those of a region map are on the page of sources.
 */
static const char *credit_of(const struct view *v, bool brief)
{
	bool osm = v->s->credits_len == 0;
	for (size_t i = 0; i < v->s->credits_len; i++) {
		osm |= strstr(v->s->credits[i], "OpenStreetMap") != NULL;
	}
	return osm ? tr(v, brief ? STR_MAP_CREDIT_SHORT : STR_MAP_CREDIT) : NULL;
}

/* Scale and credit of the map data, at the bottom on the start side. */
void map_scale(struct view *v, struct map_paint *paint)
{
	struct scale_bar bar = camera_scale_bar(&v->s->camera, ui_px(v->ui, mm(v, MAP_SCALE_W)));
	int *length = ARENA_NEW(v->a, int);
	*length = bar.px;
	bool km = bar.metres >= 1000;
	const char *text = tr1(v, km ? STR_DISTANCE_KILOMETRES : STR_DISTANCE_METRES,
			num(v, km ? bar.metres / 1000 : bar.metres));
	/* On a strip of a map the whole sentence would cover it. */
	bool strip = is_seven(v) && v->map_rect.w < ui_px(v->ui, 39);
	bool low = is_seven(v) && v->map_rect.h < ui_px(v->ui, 50);
	const char *credit = credit_of(v, strip || low);
	/* A narrow map has the credit below the scale, in two lines: it must be readable everywhere (ODbL 4.3). */
	bool narrow = credit && is_narrow(v);
	int h = ui_px(v->ui, narrow ? mm(v, strip ? MAP_CREDIT_STRIP_H : MAP_CREDIT_H) : mm(v, MAP_SCALE_H));
	int margin_px = ui_px(v->ui, mm(v, MAP_SCALE_EDGE));
	int y = v->map_rect.h - h - ui_px(v->ui, mm(v, MAP_SCALE_BELOW));
	int room = v->map_rect.w - 2 * margin_px;
	ui_begin(v->ui, (struct box){ .dir = narrow ? DOWN : ACROSS,
					.absolute = true,
					.x_px = margin_px,
					.y_px = y,
					.h_px = h,
					.w_px = narrow ? room : 0,
					.gap = mm(v, narrow ? MAP_NARROW_GAP : SPACE_2_WIDE),
					.pad_x = mm(v, SPACE_2_5),
					.align = narrow ? ALIGN_STRETCH : ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = v->p->ground,
					.radius = mm(v, RADIUS_SMALL) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_WIDE), .align = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = (float)bar.px * v->s->config->mm_per_px,
					.h = mm(v, MAP_SCALE_TICK) });
	ui_custom(v->ui, paint_scale, length);
	ui_end(v->ui);
	ui_text(v->ui, text, (struct text_look){ .type = TYPE_CREDIT, .max_lines = 1 });
	ui_end(v->ui);
	if (credit) {
		ui_text(v->ui, credit,
				(struct text_look){ .type = TYPE_CREDIT,
						.color = v->p->ink2,
						.max_lines = narrow ? 3 : 1 });
	}
	ui_end(v->ui);
	float beside = credit ? mm(v, MAP_CREDIT_W) : mm(v, MAP_SCALE_TEXT_W);
	int w = narrow ? room : bar.px + ui_px(v->ui, beside);
	map_cover(v, paint, (struct rect){ 0, y, w, h });
}

/* px as wide as a button with an icon and that label. */
static int labelled_px(struct view *v, const char *label)
{
	return ui_text_width(v->ui, TYPE_NOTE_STRONG, label) + ui_px(v->ui, mm(v, MAP_ALL_PAD));
}

void map_legend(struct view *v, struct map_paint *paint)
{
	int x = ui_px(v->ui, margin_mm(v));
	int y = ui_px(v->ui, mm(v, MAP_EDGE));
	const char *label = tr(v, STR_PLACES_LEGEND);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .absolute = true, .x_px = x, .y_px = y });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "liste",
				       .label = label,
				       .action = { ACTION_PANEL, PANEL_LEGEND },
				       .h = mm(v, BUTTON_H_SMALL),
				       .type = TYPE_NOTE_STRONG });
	ui_end(v->ui);
	map_cover(v, paint, (struct rect){ x, y, labelled_px(v, label), ui_px(v->ui, mm(v, BUTTON_H_SMALL)) });
}

/* What is free of other buttons between these heights, from the end side: px from the start, where it begins (out) and
 * ends. A low map has buttons up to its upper edge, a column of them or the cross. */
static int free_until(const struct view *v, const struct map_paint *paint, int y, int h, int *from)
{
	int gap = ui_px(v->ui, gap_mm(v, MAP_BUTTON_GAP));
	int until = v->map_rect.w - ui_px(v->ui, margin_mm(v));
	*from = ui_px(v->ui, margin_mm(v));
	for (size_t i = 0; i < paint->map.cover_count; i++) {
		struct rect r = paint->covers[i];
		r = turned_round(v, (struct rect){ r.x - v->map_rect.x, r.y - v->map_rect.y, r.w, r.h });
		if (r.y >= y + h + gap || r.y + r.h + gap <= y) {
			continue;
		}
		if (r.x <= *from) { /* the legend, at the start */
			*from = r.x + r.w + gap;
		} else if (r.x - gap < until) {
			until = r.x - gap;
		}
	}
	return until;
}

/* The list shows what the map shows: the way back to all of it. Beside the other buttons where those reach as high, and
 * then in short if the whole label has no room. */
void map_all_places(struct view *v, struct map_paint *paint)
{
	bool narrow = is_narrow(v);
	float height = narrow ? 12 : mm(v, BUTTON_H_SMALL); /* a strip has four buttons below it */
	int h = ui_px(v->ui, height);
	int y = ui_px(v->ui, narrow ? 0.5F : mm(v, MAP_EDGE));
	int from = 0;
	int until = narrow ? v->map_rect.w - ui_px(v->ui, 3) : free_until(v, paint, y, h, &from);
	const char *label = tr(v, STR_PLACES_SHOW_ALL);
	bool brief = narrow || labelled_px(v, label) > until - from;
	label = brief ? tr(v, STR_PLACES_ALL) : label;
	int w = labelled_px(v, label);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.absolute = true,
					.x_px = until - w,
					.y_px = y,
					.w_px = w,
					.h_px = h });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = brief ? NULL : "lieu",
				       .label = label,
				       .name = tr(v, STR_PLACES_SHOW_ALL),
				       .action = { ACTION_ALL_PLACES, 0 },
				       .h = height,
				       .type = TYPE_NOTE_STRONG });
	ui_end(v->ui);
	map_cover(v, paint, (struct rect){ until - w, y, w, h });
}
