/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "app/screens/screens.h"
#include "app/screens/shapes.h"
#include "draw/qr.h"

const char *tr(const struct view *v, enum string_id id)
{
	return say(&v->voice, id);
}

const char *tr1(const struct view *v, enum string_id id, const char *one)
{
	return say_with(&v->voice, id, one, NULL, NULL);
}

const char *tr2(const struct view *v, enum string_id id, const char *one, const char *two)
{
	return say_with(&v->voice, id, one, two, NULL);
}

const char *num(const struct view *v, long n)
{
	return say_number(&v->voice, n);
}

const char *words(const struct view *v, const struct text *t)
{
	return text_in(t, v->s->lang);
}

bool is_seven(const struct view *v)
{
	return v->format == FORMAT_SEVEN;
}

float mm(const struct view *v, float large, float seven)
{
	return is_seven(v) ? seven : large;
}

float scale_of(const struct view *v)
{
	return ui_metrics(v->ui)->text_scale;
}

float size_up_to(const struct view *v, float size, float most)
{
	return size * fminf(scale_of(v), most) / scale_of(v);
}

float measured_mm(const struct view *v, float width_mm)
{
	return (float)ui_measure_last(v->ui, width_mm) * ui_metrics(v->ui)->mm_per_px;
}

float margin(const struct view *v)
{
	return mm(v, 10, 3);
}

float line_mm(const struct view *v)
{
	return v->s->theme == THEME_CONTRAST ? 0.75F : mm(v, 0.5F, 0.4F);
}

float page_width(const struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	float w = (float)m->width_px * m->mm_per_px;
	return w - 2 * margin(v) - (v->format == FORMAT_PORTRAIT ? 0 : mm(v, 57.5F, 29.3F));
}

float page_height(const struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	float h = (float)m->height_px * m->mm_per_px;
	if (v->format == FORMAT_PORTRAIT) {
		return h - 28 - 41;
	}
	return h - mm(v, 28, 3) - margin(v);
}

/* ---- buttons ---- */

struct button_colors {
	struct color fill, ink, border;
};

static struct button_colors button_colors(const struct view *v, const struct button *b, bool pressed)
{
	const struct palette *p = v->p;
	if (b->disabled) {
		return (struct button_colors){ p->disabled_fill, p->disabled_text, p->disabled_text };
	}
	if (b->chosen || b->kind == BUTTON_PRIMARY) {
		struct color fill = pressed ? p->primary_pressed : p->primary;
		return (struct button_colors){ fill, p->on_primary, fill };
	}
	if (b->kind == BUTTON_ACCENT) {
		return (struct button_colors){ pressed ? p->accent_pressed : p->accent, p->on_accent, p->on_accent };
	}
	struct color fill = b->kind == BUTTON_QUIET ? p->ground : p->surface;
	return (struct button_colors){ pressed ? p->surface2 : fill, p->ink, p->border };
}

static bool is_pressed(const struct view *v, struct action a)
{
	return v->s->press.down && v->s->press.inside && v->s->press.action.type == a.type &&
	       v->s->press.action.arg == a.arg;
}

void part_button(struct view *v, struct button b)
{
	struct button_colors c = button_colors(v, &b, is_pressed(v, b.action));
	float h = b.h > 0 ? b.h : mm(v, 22, 15);
	enum type type = b.type ? b.type : TYPE_LABEL;
	float icon = mm(v, type == TYPE_LABEL_LARGE ? 9 : 7.5F, 5.5F);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, 3, 2),
					.pad_x = mm(v, b.pill ? 6.5F : 5, 2.5F),
					.min_h = h,
					.w = b.w,
					.grow = b.grow,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = c.fill,
					.border = c.border,
					.border_mm = line_mm(v),
					.radius = b.pill ? h / 2 : mm(v, 4, 2.2F),
					.dashed = b.disabled });
	ui_role(v->ui, b.role ? b.role : ROLE_BUTTON, b.name ? b.name : b.label);
	ui_action(v->ui, b.action.type, b.action.arg);
	ui_state(v->ui, (b.disabled ? STATE_DISABLED : 0) | (b.chosen ? STATE_CHOSEN : 0));
	ui_hint(v->ui, b.hint);
	if (b.icon) {
		ui_icon(v->ui, b.icon, icon, c.ink);
	}
	if (b.label && b.label[0]) {
		ui_text(v->ui, b.label,
				(struct text_look){ .type = type,
						.color = c.ink,
						.align = ALIGN_CENTER,
						.silent = true });
	}
	if (b.icon_after) {
		ui_icon(v->ui, b.icon_after, icon, c.ink);
	}
	ui_end(v->ui);
}

void part_card_begin(struct view *v, struct box box, struct action action, const char *name, enum role role,
		bool chosen)
{
	const struct palette *p = v->p;
	bool pressed = is_pressed(v, action);
	box.fill = chosen ? p->accent_soft : pressed ? p->surface2 : p->surface;
	box.border = chosen ? (v->s->theme == THEME_LIGHT ? p->primary : p->accent) : p->border;
	box.border_mm = chosen ? mm(v, 1.2F, 0.8F) : line_mm(v);
	box.radius = box.radius > 0 ? box.radius : mm(v, 4, 2.2F);
	ui_begin(v->ui, box);
	ui_role(v->ui, role, name);
	ui_action(v->ui, action.type, action.arg);
	ui_state(v->ui, chosen ? STATE_CHOSEN : 0);
}

/* ---- signs ---- */

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
					.radius = mm(v, 2.5F, 1.6F) });
	ui_icon(v->ui, icon, icon_mm, ink);
	ui_end(v->ui);
}

struct sign {
	const struct symbol *symbol;
	enum theme_id theme;
	bool edge;
	struct color edge_color;
	float icon_share;
};

static void paint_sign(struct ui *ui, struct draw_list *list, struct rect r, void *context)
{
	const struct sign *sign = context;
	(void)ui;
	struct rectf to = { (float)r.x, (float)r.y, (float)r.w, (float)r.h };
	const struct path *path = shape_path(sign->symbol->shape);
	if (sign->edge) {
		struct draw_command *c = draw_push(list, DRAW_PATH);
		c->path.path = path;
		c->path.to = to;
		c->path.stroke = sign->edge_color;
		c->path.stroke_px = (float)r.w * 0.2F;
	}
	struct draw_command *c = draw_push(list, DRAW_PATH);
	c->path.path = path;
	c->path.to = to;
	c->path.fill = sign->symbol->fill[sign->theme];
	int side = (int)lroundf((float)r.w * shape_icon_share(sign->symbol->shape));
	int drop = (int)lroundf((float)r.h * shape_icon_drop(sign->symbol->shape));
	c = draw_push(list, DRAW_ICON);
	c->icon.name = sign->symbol->icon;
	c->icon.to = (struct rect){ r.x + (r.w - side) / 2, r.y + (r.h - side) / 2 + drop, side, side };
	c->icon.color = sign->symbol->glyph[sign->theme];
	c->icon.stroke = 2.6F;
}

void part_symbol(struct view *v, const char *key, float side, int number, bool edge)
{
	struct sign *sign = ARENA_NEW(v->a, struct sign);
	*sign = (struct sign){ .symbol = symbol_find(key),
		.theme = v->s->theme,
		.edge = edge,
		.edge_color = v->s->theme == THEME_LIGHT ? v->p->surface : v->p->ground };
	ui_begin(v->ui, (struct box){ .dir = STACK, .w = side, .h = side, .self = ALIGN_CENTER });
	ui_custom(v->ui, paint_sign, sign);
	if (number > 0) {
		float badge = mm(v, 10, 5.5F);
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
				(struct text_look){ .type = TYPE_NOTE_STRONG,
						.align = ALIGN_CENTER,
						.silent = true,
						.size_mm = mm(v, 6.2F, 3.6F) / ui_metrics(v->ui)->text_scale });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

void part_state(struct view *v, const struct place *p, enum type type, float icon_mm)
{
	struct said_state state = say_state(&v->voice, v->p, p->hours, &v->s->local);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, 2.5F, 1.5F), .align = ALIGN_CENTER });
	ui_icon(v->ui, state.icon, icon_mm, state.color);
	ui_text(v->ui, state.text,
			(struct text_look){ .type = type,
					.color = state.color,
					.max_lines = scale_of(v) > 1.2F && !is_seven(v) ? 2 : 1,
					.role = ROLE_STATUS });
	ui_end(v->ui);
}

void part_title(struct view *v, const char *title, const char *below)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, 0.5F, 0) });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE1, .balance = true, .role = ROLE_HEADING });
	if (below) {
		ui_text(v->ui, below, (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	}
	ui_end(v->ui);
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
					.radius = outlined ? 0.5F : 0,
					.top_radius = w / 2,
					.pad = line });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.h = h * 0.35F,
					.fill = v->p->accent,
					.top_radius = w / 2 - line,
					.radius = 0.001F });
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

/* ---- header and bar ---- */

static void header_words(struct view *v)
{
	const char *site = v->s->site ? words(v, &v->s->site->name) : "Borne";
	const char *tagline = v->c ? words(v, &v->c->title) : tr(v, STR_SITE_TAGLINE);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	float grown = fminf(scale_of(v), 1.25F) / scale_of(v); /* the header keeps its height */
	ui_text(v->ui, site, (struct text_look){ .type = TYPE_BODY_STRONG, .size_mm = 7.5F * grown, .max_lines = 1 });
	ui_text(v->ui, tagline,
			(struct text_look){ .type = TYPE_NOTE,
					.size_mm = 6.2F * grown,
					.color = v->p->ink2,
					.max_lines = 1 });
	ui_end(v->ui);
}

static const char *clock_text(const struct view *v)
{
	return arena_printf(v->a, "%02d:%02d", v->s->local.tm_hour, v->s->local.tm_min);
}

void part_header(struct view *v)
{
	enum screen screen = v->s->at.screen;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .h = 28, .pad_x = margin(v), .gap = 5, .align = ALIGN_CENTER });
	part_milestone(v, 11.4F, 16.4F, "=", 6, true);
	header_words(v);
	ui_text(v->ui, clock_text(v),
			(struct text_look){ .type = TYPE_TITLE3, .size_mm = 8.5F / ui_metrics(v->ui)->text_scale });
	ui_gap(v->ui, 1);
	bool home = screen == SCREEN_HOME;
	if (home && v->s->config->professional_allowed) {
		part_button(v, (struct button){ .kind = BUTTON_QUIET,
					       .icon = "cadenas",
					       .label = tr(v, STR_HEADER_PROFESSIONALS),
					       .action = { ACTION_OPEN, SCREEN_CODE },
					       .h = 17,
					       .type = TYPE_NOTE_STRONG });
	} else if (!home && screen != SCREEN_SETUP) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "terminer",
					       .label = tr(v, STR_HEADER_FINISH),
					       .action = { ACTION_FINISH, 0 },
					       .h = 17,
					       .type = TYPE_NOTE_STRONG });
	}
	ui_end(v->ui);
}

struct bar_item {
	const char *icon;
	enum string_id label;
	const char *text; /* instead of label */
	struct action action;
	bool chosen, wide;
};

static void bar_button(struct view *v, const struct bar_item *item, bool rail)
{
	const char *label = item->text ? item->text : tr(v, item->label);
	const struct palette *p = v->p;
	bool pressed = is_pressed(v, item->action);
	struct color fill = item->chosen ? (pressed ? p->primary_pressed : p->primary)
			    : pressed    ? p->surface2
					 : p->surface;
	struct color ink = item->chosen ? p->on_primary : p->ink;
	ui_begin(v->ui, (struct box){ .dir = item->wide ? ACROSS : DOWN,
					.gap = item->wide ? 5 : mm(v, 1, 0.4F),
					.grow = item->wide ? 2.05F : 1,
					.h = rail ? 0 : 31,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = fill,
					.border = item->chosen ? fill : p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, 4, 2.2F) });
	ui_role(v->ui, ROLE_BUTTON, label);
	ui_action(v->ui, item->action.type, item->action.arg);
	ui_state(v->ui, item->chosen ? STATE_CHOSEN : 0);
	ui_icon(v->ui, item->icon, mm(v, item->wide ? 11 : 9.5F, 6), ink);
	/* The bar keeps its measures at every text size: its labels grow only as far as their button. */
	float size = mm(v, item->wide ? 7.6F : 6.4F, 3.9F);
	float scale = ui_metrics(v->ui)->text_scale;
	float grown = size * (scale > 1.15F && !item->wide && strlen(label) < 9 ? 1.15F : 1);
	ui_text(v->ui, label,
			(struct text_look){ .type = TYPE_NAV,
					.color = ink,
					.align = ALIGN_CENTER,
					.silent = true,
					.size_mm = grown / scale,
					.max_lines = 1 });
	ui_end(v->ui);
}

void part_bar(struct view *v)
{
	const struct state *s = v->s;
	bool rail = v->format != FORMAT_PORTRAIT;
	bool home = s->at.screen == SCREEN_HOME;
	struct bar_item back = { "retour", STR_BAR_BACK, NULL, { ACTION_BACK, 0 }, false, false };
	struct bar_item to_home = { "accueil", STR_BAR_HOME, NULL, { ACTION_HOME, 0 }, false, false };
	struct bar_item search = { "recherche",
		rail ? (is_seven(v) ? STR_BAR_SEARCH_SHORT : STR_BAR_SEARCH) : STR_BAR_SEARCH_WORD, NULL,
		{ ACTION_OPEN, SCREEN_SEARCH }, false, !rail };
	struct bar_item places = { "lieu", STR_BAR_PLACES, NULL, { ACTION_OPEN, SCREEN_PLACES }, false, false };
	struct bar_item listen = { s->listening ? "pause" : "ecouter", s->listening ? STR_BAR_PAUSE : STR_BAR_LISTEN,
		NULL, { ACTION_LISTEN, 0 }, s->listening, false };
	struct bar_item access = { "accessibilite", STR_BAR_ACCESS, NULL, { ACTION_OPEN, SCREEN_ACCESS },
		s->at.screen == SCREEN_ACCESS, false };
	struct bar_item language = { "langue", STR_BAR_BACK, v->c ? v->c->languages[s->lang].name : "Français",
		{ ACTION_OPEN, SCREEN_LANGUAGE }, s->at.screen == SCREEN_LANGUAGE, false };
	if (rail) {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.w = mm(v, 57.5F, 29.3F),
						.pad = mm(v, 4.6F, 1.5F),
						.gap = mm(v, 4, 3),
						.fill = v->p->surface });
	} else {
		ui_begin(v->ui, (struct box){ .dir = ACROSS,
						.h = 41,
						.pad_x = margin(v),
						.pad_y = 5,
						.gap = 3.5F,
						.fill = v->p->surface });
	}
	ui_role(v->ui, ROLE_NAVIGATION, NULL);
	if (home) {
		bar_button(v, &search, rail);
		if (rail) {
			bar_button(v, &places, rail);
		}
	} else {
		bar_button(v, &back, rail);
		bar_button(v, &to_home, rail);
	}
	bar_button(v, &listen, rail);
	bar_button(v, &access, rail);
	bar_button(v, &language, rail);
	ui_end(v->ui);
}

void part_pager(struct view *v, int page, int pages, const char *next_label, enum button_kind next_kind)
{
	if (pages < 2) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = margin(v) * 0.4F, .align = ALIGN_CENTER });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "precedent",
				       .label = tr(v, STR_PLACES_BEFORE),
				       .action = { ACTION_PAGE, -1 },
				       .disabled = page == 0,
				       .grow = 1,
				       .h = mm(v, 19, 13) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = is_seven(v) ? 0.5F : 0.8F });
	const char *where = is_seven(v) ? arena_printf(v->a, "%d/%d", page + 1, pages)
					: tr2(v, STR_PLACES_PAGE, num(v, page + 1), num(v, pages));
	ui_text(v->ui, where,
			(struct text_look){ .type = TYPE_NOTE_STRONG,
					.size_mm = size_up_to(v, mm(v, 6, 3.9F), 1.25F),
					.align = ALIGN_CENTER });
	ui_end(v->ui);
	part_button(v, (struct button){ .kind = next_kind,
				       .label = next_label,
				       .icon_after = "suite",
				       .action = { ACTION_PAGE, 1 },
				       .disabled = page + 1 >= pages,
				       .grow = 1.3F,
				       .h = mm(v, 19, 13) });
	ui_end(v->ui);
}

/* ---- rows ---- */

static void row_distance(struct view *v, const struct near *near)
{
	float metres = near->metres;
	const char *walk = say_near(&v->voice, near);
	bool wide = v->format == FORMAT_PORTRAIT;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .align = ALIGN_END });
	ui_text(v->ui, metres < 30 ? tr(v, STR_DISTANCE_HERE) : say_distance(&v->voice, metres),
			(struct text_look){ .type = TYPE_TITLE3, .align = ALIGN_END });
	if (walk && metres >= 30) {
		ui_text(v->ui, wide ? tr1(v, STR_DISTANCE_WALK, walk) : walk,
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .align = ALIGN_END });
	}
	ui_end(v->ui);
}

void part_place_row(struct view *v, int place, int number, float h)
{
	const struct place *p = &v->c->places[place];
	bool chosen = v->s->selected == place && v->s->at.screen == SCREEN_PLACES;
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, 5, 2),
					.pad_x = mm(v, 7, 2),
					.pad_y = mm(v, 2, 0.3F),
					.min_h = h,
					.align = ALIGN_CENTER },
			(struct action){ ACTION_PLACE, place }, p->name, ROLE_BUTTON, chosen);
	part_symbol(v, v->c->networks[p->network].symbol, mm(v, 15, 9), number, false);
	struct text_look name = { .type = TYPE_TITLE3,
		.size_mm = mm(v, 7.8F, 4.4F),
		.max_lines = scale_of(v) > 1.2F && !is_seven(v) ? 3 : 2,
		.silent = true };
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_start = mm(v, 3, 1) });
	if (is_seven(v)) { /* the hours have the whole width, below name and distance */
		name.grow = 1;
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 2, .align = ALIGN_CENTER });
		ui_text(v->ui, p->name, name);
		row_distance(v, directory_near(v->s, place));
		ui_end(v->ui);
	} else {
		ui_text(v->ui, p->name, name);
	}
	part_state(v, p, TYPE_NOTE_STRONG, mm(v, 6.5F, 4));
	ui_end(v->ui);
	if (!is_seven(v)) {
		row_distance(v, directory_near(v->s, place));
	}
	ui_icon(v->ui, "suite", mm(v, 8, 5), v->p->ink);
	ui_end(v->ui);
}

void part_list_row(struct view *v, struct list_row row)
{
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, 5.5F, 2.5F),
					.pad_x = mm(v, 6.5F, 2.5F),
					.pad_y = mm(v, 2, 1),
					.min_h = row.h,
					.align = ALIGN_CENTER },
			row.action, row.title, ROLE_BUTTON, false);
	part_icon_square(v, row.icon, mm(v, 19, 11), mm(v, 10, 6.5F), false);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, row.title,
			(struct text_look){ .type = TYPE_TITLE3,
					.max_lines = scale_of(v) > 1.4F ? 3 : 2,
					.silent = true });
	/* The title is what is chosen by: in large type it has the room to itself. */
	if (row.below && !is_seven(v) && scale_of(v) < 1.4F) {
		ui_text(v->ui, row.below, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .max_lines = 1 });
	}
	ui_end(v->ui);
	if (row.right && scale_of(v) < 1.4F) {
		ui_text(v->ui, row.right, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_icon(v->ui, "suite", mm(v, 8, 5), v->p->ink);
	ui_end(v->ui);
}

/* ---- QR ---- */

const char *place_qr_text(const struct view *v, const struct place *p)
{
	/* MECARD, as phones offer to keep it as a contact; ; and : are its own signs. */
	char *text = arena_printf(v->a, "MECARD:N:%s;TEL:%s;ADR:%s, %s %s;NOTE:%s;;", p->name, p->phone, p->address,
			p->postcode, p->commune, p->opening_hours);
	return text;
}

void part_qr(struct view *v, const char *text, float most_mm)
{
	const struct draw_pixels *qr = qr_make(text, v->a);
	if (!qr) {
		return;
	}
	int module = ui_px(v->ui, most_mm) / qr->w;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .self = ALIGN_CENTER });
	ui_role(v->ui, ROLE_IMAGE, tr(v, STR_PLACE_TAKE));
	ui_pixels(v->ui, qr, module < 1 ? 1 : module);
	ui_end(v->ui);
}

void part_empty(struct view *v, const char *title, const char *text, const char *button, struct action action)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.gap = mm(v, 3, 1.5F),
					.pad = mm(v, 8, 3),
					.fill = v->p->surface,
					.border = v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, 4, 2.2F),
					.align = ALIGN_START });
	ui_icon(v->ui, "recherche", mm(v, 12, 7), v->p->ink2);
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
	ui_text(v->ui, text, (struct text_look){ .type = TYPE_BODY });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "guider",
				       .label = button,
				       .action = action,
				       .h = mm(v, 17, 13) });
	ui_end(v->ui);
}
