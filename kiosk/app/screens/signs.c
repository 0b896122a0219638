/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Icons, symbols of networks, states and milestones that pages share (screens.h). */
#include "app/screens/screens.h"
#include "app/screens/shapes.h"
#include <math.h>
#include <string.h>

void part_icon_square(struct view *v, const char *icon, float side, float icon_mm, bool strong)
{
	bool contrast = v->s->theme == THEME_CONTRAST;
	struct color fill = contrast ? v->p->ink : strong ? v->p->accent : v->p->accent_soft;
	struct color ink = contrast ? v->p->ground : strong ? v->p->on_accent : v->p->ink;
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = side,
					.h = side,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.self = ALIGN_CENTER,
					.fill = fill,
					.radius = mm(v, RADIUS_SIGN) });
	ui_icon(v->ui, icon, icon_mm, ink);
	ui_end(v->ui);
}

struct symbol_look {
	const struct symbol *symbol;
	enum theme_id theme;
	bool edge;
	struct color edge_color;
	float icon_share;
};

static void paint_symbol(struct ui *ui, struct draw_list *list, struct rect r, void *context)
{
	const struct symbol_look *look = context;
	(void)ui;
	struct rectf to = { (float)r.x, (float)r.y, (float)r.w, (float)r.h };
	const struct path *path = shape_path(look->symbol->shape);
	if (look->edge) {
		struct draw_command *c = draw_push(list, DRAW_PATH);
		c->path.path = path;
		c->path.to = to;
		c->path.stroke = look->edge_color;
		c->path.stroke_px = (float)r.w * 0.2F;
	}
	struct draw_command *c = draw_push(list, DRAW_PATH);
	c->path.path = path;
	c->path.to = to;
	c->path.fill = look->symbol->fill[look->theme];
	int side = (int)lroundf((float)r.w * shape_icon_share(look->symbol->shape));
	int drop = (int)lroundf((float)r.h * shape_icon_drop(look->symbol->shape));
	c = draw_push(list, DRAW_ICON);
	c->icon.name = look->symbol->icon;
	c->icon.to = (struct rect){ r.x + (r.w - side) / 2, r.y + (r.h - side) / 2 + drop, side, side };
	c->icon.color = look->symbol->glyph[look->theme];
	c->icon.stroke = 2.6F;
}

void part_symbol(struct view *v, const char *key, float side, int number, bool edge)
{
	struct symbol_look *look = ARENA_NEW(v->a, struct symbol_look);
	*look = (struct symbol_look){ .symbol = symbol_find(key),
		.theme = v->s->theme,
		.edge = edge,
		.edge_color = v->s->theme == THEME_LIGHT ? v->p->surface : v->p->ground };
	ui_begin(v->ui, (struct box){ .dir = STACK, .w = side, .h = side, .self = ALIGN_CENTER });
	ui_custom(v->ui, paint_symbol, look);
	if (number > 0) {
		float badge = mm(v, BADGE);
		int px = ui_px(v->ui, badge);
		int at = ui_px(v->ui, side);
		ui_begin(v->ui, (struct box){ .dir = STACK,
						.absolute = true,
						.x_px = at - px / 2 - ui_px(v->ui, 1),
						.y_px = -px / 3,
						.w_px = px,
						.h_px = px,
						.align = ALIGN_CENTER,
						.justify = ALIGN_CENTER,
						.fill = v->p->surface,
						.border = v->p->ink,
						.border_mm = line_mm(v),
						.radius = badge / 2 });
		ui_text(v->ui, num(v, number),
				(struct text_look){ .type = TYPE_BADGE, .align = ALIGN_CENTER, .silent = true });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

void part_state(struct view *v, const struct place *p, enum type type, float icon_mm)
{
	struct said_state state = say_state(&v->voice, v->p, p->hours, &v->s->local);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
	ui_icon(v->ui, state.icon, icon_mm, state.color);
	ui_text(v->ui, is_big(v) && is_seven(v) && state.brief ? state.brief : state.text,
			(struct text_look){ .type = type, .color = state.color, .role = ROLE_STATUS });
	ui_end(v->ui);
}

void part_title(struct view *v, const char *title, const char *below)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_TITLE) });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE1, .balance = true, .role = ROLE_HEADING });
	if (below) {
		ui_text(v->ui, below, (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	}
	ui_end(v->ui);
}

void part_checked(struct view *v, struct date checked, int days)
{
	bool stale = date_is_stale(checked, state_today(v->s), days);
	ui_text(v->ui, tr1(v, stale ? STR_ARTICLE_STALE : STR_ARTICLE_VERIFIED, say_date(&v->voice, checked)),
			(struct text_look){ .type = stale ? TYPE_NOTE_STRONG : TYPE_NOTE,
					.color = stale ? v->p->warning : v->p->ink2 });
}

void part_milestone(struct view *v, float w, float h, const char *icon, float icon_mm, bool outlined)
{
	bool contrast = v->s->theme == THEME_CONTRAST;
	struct color ink = contrast ? v->p->ink : (struct color){ 0x12, 0x26, 0x2B, 255 };
	struct color body = contrast ? v->p->ground : (struct color){ 255, 255, 255, 255 };
	float line = outlined || contrast ? fmaxf(w / 14, 0.5F) : 0;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = w,
					.h = h,
					.self = ALIGN_CENTER,
					.fill = body,
					.border = ink,
					.border_mm = line,
					.radius = outlined ? mm(v, RADIUS_OUTLINED) : 0,
					.top_radius = w / 2,
					.pad = line });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.h = h * 0.35F,
					.fill = v->p->accent,
					.top_radius = w / 2 - line,
					.radius = mm(v, RADIUS_SQUARE) });
	ui_end(v->ui);
	if (outlined) {
		ui_rule(v->ui, ink, line);
	}
	ui_begin(v->ui, (struct box){ .dir = STACK, .grow = 1, .align = ALIGN_CENTER, .justify = ALIGN_CENTER });
	if (icon && icon[0] == '=') {
		/* The brand: two lines of writing on the stone. */
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = h * 0.1F, .w = w * 0.5F, .align = ALIGN_START });
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.w = w * 0.5F,
						.h = h * 0.05F,
						.fill = ink,
						.radius = h * 0.025F });
		ui_end(v->ui);
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.w = w * 0.34F,
						.h = h * 0.05F,
						.fill = ink,
						.radius = h * 0.025F });
		ui_end(v->ui);
		ui_end(v->ui);
	} else if (icon && icon[0] == '.') {
		/* On the map: the point one stands at. */
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.w = w * 0.38F,
						.h = w * 0.38F,
						.fill = ink,
						.radius = w * 0.19F });
		ui_end(v->ui);
	} else if (icon) {
		ui_icon_stroke(v->ui, icon, icon_mm, ink, 2.4F);
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

void part_address(struct view *v, const struct place *p)
{
	struct text_look large = { .type = TYPE_ADDRESS, .lang = lang_of_data(v) };
	ui_text(v->ui, tr(v, STR_PLACE_ADDRESS),
			(struct text_look){ .type = TYPE_NOTE_STRONG, .color = v->p->ink2, .role = ROLE_HEADING });
	if (p->address[0]) {
		ui_text(v->ui, p->address, large);
	}
	ui_text(v->ui, arena_printf(v->a, "%s%s%s", p->postcode, p->postcode[0] ? " " : "", p->commune), large);
}
