/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "app/screens/screens.h"
#include "app/screens/shapes.h"

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

const char *trn(const struct view *v, enum string_id id, long n)
{
	return say_count(&v->voice, id, n, NULL);
}

const char *num(const struct view *v, long n)
{
	return say_number(&v->voice, n);
}

const char *words(const struct view *v, const struct text *t)
{
	return text_in(t, v->s->lang);
}

const struct words_lang *lang_of(const struct view *v, unsigned lang)
{
	if (!v->c || lang == v->s->lang || lang >= v->c->languages_len) {
		return NULL;
	}
	struct words_lang *of = ARENA_NEW(v->a, struct words_lang);
	const struct language *l = &v->c->languages[lang];
	*of = (struct words_lang){ l->code, l->rules[LANGUAGE_LINE_BREAKS] };
	return of;
}

const struct words_lang *lang_of_data(const struct view *v)
{
	return lang_of(v, 0);
}

bool is_seven(const struct view *v)
{
	return v->format == FORMAT_SEVEN;
}

bool is_low(const struct view *v)
{
	return v->format == FORMAT_PORTRAIT && v->s->options[OPTION_LOW];
}

float mm(const struct view *v, enum token token)
{
	return token_mm(token, v->format);
}

float on_glass_mm(const struct view *v, enum token token)
{
	const struct metrics *m = ui_metrics(v->ui);
	return mm(v, token) * m->mm_per_px / m->glass_mm_per_px;
}

float scale_of(const struct view *v)
{
	return ui_metrics(v->ui)->text_scale;
}

float measured_mm(const struct view *v, float width_mm)
{
	return (float)ui_measure_last(v->ui, width_mm) * ui_metrics(v->ui)->mm_per_px;
}

float margin(const struct view *v)
{
	return mm(v, PAGE_MARGIN);
}

float line_mm(const struct view *v)
{
	return v->s->theme == THEME_CONTRAST ? 0.75F : mm(v, STROKE_CONTROL);
}

bool is_column(const struct view *v)
{
	return v->one_column || scale_of(v) > (is_seven(v) ? 1.1F : 1.3F);
}

bool is_big(const struct view *v)
{
	return is_column(v) || is_low(v);
}

float grown_mm(const struct view *v, enum token token, float share)
{
	return mm(v, token) * (1 + (scale_of(v) - 1) * share);
}

bool part_drawn(struct view *v, void (*drawn)(struct view *v))
{
	const struct metrics *m = ui_metrics(v->ui);
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool header = v->format == FORMAT_LANDSCAPE && !screen_at(v->s)->title_in_page;
	float height = portrait ? page_height(v) : (float)m->height_px * m->mm_per_px - (header ? header_mm(v) : 0);
	float width = page_width(v) +
		      (portrait || (!is_seven(v) && screen_at(v->s)->title_in_page) ? 2 * margin(v) : 0);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .shrink = true });
	drawn(v);
	ui_end(v->ui);
	if (ui_last_fits(v->ui, width, height)) {
		return true;
	}
	ui_drop_last(v->ui);
	v->one_column = true;
	return false;
}

/* DESIGN.md section 12: header 37, bar 52; section 13: the rail. */
float header_mm(const struct view *v)
{
	return is_seven(v) ? 0 : fmaxf(grown_mm(v, HEADER_H, 0.32F), on_glass_mm(v, TARGET) + 2 * mm(v, SPACE_1_5));
}

float bar_mm(const struct view *v)
{
	if (v->format == FORMAT_PORTRAIT) {
		return grown_mm(v, BAR_H, 0.27F);
	}
	float w = grown_mm(v, RAIL_W, is_seven(v) ? 0.47F : 0.25F);
	/* Beside a keyboard of ten keys the rail of a small screen is no wider than its words. */
	return is_seven(v) && screen_at(v->s)->typing ? fminf(w, mm(v, RAIL_W_TYPING)) : w;
}

float row_mm(const struct view *v)
{
	static const enum token rows[TEXT_SIZES] = { GRID_ROW, GRID_ROW_5, GRID_ROW_4, GRID_ROW_4 };
	return mm(v, rows[v->s->text_size]);
}

float page_width(const struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	float w = (float)m->width_px * m->mm_per_px;
	return w - 2 * margin(v) - (v->format == FORMAT_PORTRAIT ? 0 : bar_mm(v));
}

float page_height(const struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	float h = (float)m->height_px * m->mm_per_px;
	if (is_low(v)) {
		return low_page_mm(v);
	}
	if (v->format == FORMAT_PORTRAIT) {
		return h - header_mm(v) - bar_mm(v) - listen_mm(v);
	}
	return h - (is_seven(v) ? mm(v, PAGE_HEAD) : header_mm(v)) - margin(v);
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
	if (b->kind == BUTTON_PICKED) {
		return (struct button_colors){ pressed ? p->surface2 : p->accent_soft, p->ink, p->ink };
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

bool is_pressed(const struct view *v, struct action a)
{
	return v->s->press.down && v->s->press.inside && v->s->press.action.type == a.type &&
	       v->s->press.action.arg == a.arg;
}

void part_button(struct view *v, struct button b)
{
	struct button_colors c = button_colors(v, &b, is_pressed(v, b.action));
	float h = b.h > 0 ? b.h : mm(v, BUTTON_H_DEFAULT);
	enum type type = b.type ? b.type : TYPE_LABEL;
	float icon = mm(v, type == TYPE_LABEL_LARGE ? ICON_LABEL_LARGE : ICON_LABEL);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3_WIDE),
					.pad_x = mm(v, b.pill ? SPACE_6_5 : SPACE_5),
					.min_h = h,
					.w = b.w,
					.grow = b.grow,
					.keep = b.keep,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = c.fill,
					.border = c.border,
					.border_mm = b.kind == BUTTON_PICKED ? mm(v, STROKE_CHOSEN) : line_mm(v),
					.radius = b.pill ? h / 2 : mm(v, RADIUS_CARD),
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
	box.border_mm = chosen ? mm(v, STROKE_CHOSEN) : line_mm(v);
	box.radius = box.radius > 0 ? box.radius : mm(v, RADIUS_CARD);
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

void part_address(struct view *v, const struct place *p)
{
	struct text_look large = { .type = TYPE_ADDRESS, .lang = lang_of_data(v) };
	ui_text(v->ui, tr(v, STR_PLACE_ADDRESS),
			(struct text_look){ .type = TYPE_NOTE_STRONG, .color = v->p->ink2, .role = ROLE_HEADING });
	if (p->address[0]) {
		ui_text(v->ui, p->address, large);
	}
	ui_text(v->ui, arena_printf(v->a, "%s %s", p->postcode, p->commune), large);
}
