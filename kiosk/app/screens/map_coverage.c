/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map of the coverage page has on it: desks as dots, communes far from all of them as squares. They differ by
 * their shape as well as by their colour; the table below the map says the same in words. */
#include <math.h>

#include "app/screens/map_paint.h"

enum { SIGNS_MAX = 1024 };

/* Points as px from the map's corner: the desks, then the communes. */
struct signs {
	float x[SIGNS_MAX], y[SIGNS_MAX];
	int len, desks;
	int desk_px, commune_px, edge_px;
	struct color desk, commune, edge;
};

static void add_sign(const struct view *v, struct signs *s, double lon, double lat)
{
	float x;
	float y;
	struct rect r = { 0, 0, v->map_rect.w, v->map_rect.h };
	float half = (float)s->commune_px / 2;
	camera_project(&v->s->camera, r, lon, lat, &x, &y);
	if (s->len < SIGNS_MAX && x >= half && y >= half && x <= (float)r.w - half && y <= (float)r.h - half) {
		s->x[s->len] = x;
		s->y[s->len++] = y;
	}
}

static void paint_signs(struct ui *ui, struct draw_list *list, struct rect rect, void *context)
{
	(void)ui;
	const struct signs *s = context;
	for (int i = 0; i < s->len; i++) {
		bool desk = i < s->desks;
		int side = desk ? s->desk_px : s->commune_px;
		struct draw_command *c = draw_push(list, DRAW_BOX);
		c->box = (struct draw_box){ .rect = { rect.x + (int)lroundf(s->x[i]) - side / 2,
							    rect.y + (int)lroundf(s->y[i]) - side / 2, side, side },
			.fill = desk ? s->desk : s->commune,
			.border = s->edge,
			.border_px = s->edge_px };
		for (int k = 0; desk && k < 4; k++) {
			c->box.radius[k] = side / 2;
		}
	}
}

void map_coverage(struct view *v)
{
	const struct state *s = v->s;
	struct signs *signs = ARENA_NEW(v->a, struct signs);
	signs->desk_px = ui_px(v->ui, mm(v, COVERAGE_DESK));
	signs->commune_px = ui_px(v->ui, mm(v, COVERAGE_COMMUNE));
	signs->edge_px = ui_px(v->ui, mm(v, STROKE_HAIRLINE));
	signs->desk = v->p->primary;
	signs->commune = v->p->danger;
	signs->edge = v->p->surface;
	for (int i = 0; i < s->near_len && signs->len < SIGNS_MAX / 2; i++) {
		const struct place *p = &v->c->places[s->near[i].place];
		if (v->c->networks[p->network].levels & LEVEL_INFORMATION) {
			add_sign(v, signs, p->lon, p->lat);
		}
	}
	signs->desks = signs->len;
	for (int i = 0; i < s->remote.len; i++) {
		const struct commune *c = &v->c->communes[s->remote.at[i].commune];
		add_sign(v, signs, c->lon, c->lat);
	}
	ui_begin(v->ui, (struct box){ .dir = STACK, .absolute = true, .w_px = v->map_rect.w, .h_px = v->map_rect.h });
	ui_custom(v->ui, paint_signs, signs);
	ui_end(v->ui);
}

static void legend_item(struct view *v, bool desk, const char *words)
{
	float side = mm(v, desk ? COVERAGE_DESK : COVERAGE_COMMUNE);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2), .align = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = side,
					.h = side,
					.radius = desk ? side / 2 : 0,
					.fill = desk ? v->p->primary : v->p->danger });
	ui_end(v->ui);
	ui_text(v->ui, words, (struct text_look){ .type = TYPE_NOTE, .grow = 1 });
	ui_end(v->ui);
}

void part_coverage_map(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_2) });
	part_map(v, (struct box){ .h = mm(v, COVERAGE_MAP_H) },
			(struct map_options){ .coverage = true, .quiet = true, .scale = true });
	legend_item(v, true, tr(v, STR_COVERAGE_DESK));
	legend_item(v, false, tr(v, STR_COVERAGE_FAR));
	ui_end(v->ui);
}
