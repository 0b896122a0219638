/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "app/screens/screens.h"
#include "app/screens/shapes.h"

const char *tr(const struct view *v, enum string_id id)
{
	return say_text(&v->voice, id);
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

const char *text_of(const struct view *v, const struct text *t)
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
	return lang_of(v, LANGUAGE_MAIN);
}

const struct words_lang *lang_of_text(const struct view *v, const struct text *t)
{
	return t->in[v->s->lang] ? NULL : lang_of(v, LANGUAGE_MAIN);
}

bool is_seven(const struct view *v)
{
	return v->format == FORMAT_SEVEN;
}

bool is_low(const struct view *v)
{
	return v->format == FORMAT_PORTRAIT && v->s->options[OPTION_LOW];
}

bool has_easy_words(const struct view *v, const struct text *easy)
{
	const char *said = easy ? easy->in[v->s->lang] : NULL;
	return said && said[0];
}

const char *easy_words(const struct view *v, const struct text *easy, const struct text *ordinary)
{
	return v->s->options[OPTION_EASY] && has_easy_words(v, easy) ? easy->in[v->s->lang] : text_of(v, ordinary);
}

void part_lines(struct view *v, const char *text, struct text_look look)
{
	for (const char *at = text; *at;) {
		size_t len = strcspn(at, "\n");
		ui_text(v->ui, arena_strndup(v->a, at, len), look);
		at += len + (at[len] == '\n');
	}
}

void part_not_easy(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
	if (!is_big(v)) {
		ui_icon(v->ui, "facile-lire", sign_mm(v, ICON_STATE), v->p->warning);
	}
	ui_text(v->ui, tr(v, STR_EASY_NONE),
			(struct text_look){ .type = TYPE_NOTE_STRONG, .color = v->p->warning, .grow = 1 });
	ui_end(v->ui);
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

float margin_mm(const struct view *v)
{
	return mm(v, PAGE_MARGIN);
}

float line_mm(const struct view *v)
{
	return v->s->theme == THEME_CONTRAST ? mm(v, STROKE_CONTRAST) : mm(v, STROKE_CONTROL);
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

/* As much as the words of the bar. */
float sign_mm(const struct view *v, enum token token)
{
	static const float share = 0.6F;
	return grown_mm(v, token, share);
}

bool part_drawn(struct view *v, void (*drawn)(struct view *v))
{
	const struct metrics *m = ui_metrics(v->ui);
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool header = v->format == FORMAT_LANDSCAPE && !screen_at(v->s)->title_in_page;
	float height = portrait ? page_height(v) : (float)m->height_px * m->mm_per_px - (header ? header_mm(v) : 0);
	float width = page_width(v) +
		      (portrait || (!is_seven(v) && screen_at(v->s)->title_in_page) ? 2 * margin_mm(v) : 0);
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
	return mm(v, rows[text_size_drawn(v->s)]);
}

float page_width(const struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	float w = (float)m->width_px * m->mm_per_px;
	return w - 2 * margin_mm(v) - (v->format == FORMAT_PORTRAIT ? 0 : bar_mm(v));
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
	return h - (is_seven(v) ? mm(v, PAGE_HEAD) : header_mm(v)) - margin_mm(v);
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

static enum type label_type(const struct button *b)
{
	return b->type ? b->type : TYPE_LABEL;
}

static float icon_mm(const struct view *v, const struct button *b)
{
	/* Keys keep their size, and their words theirs; three pills share a row. */
	if (label_type(b) == TYPE_KEY_WORD || b->pill) {
		return mm(v, ICON_LABEL);
	}
	return sign_mm(v, label_type(b) == TYPE_LABEL_LARGE ? ICON_LABEL_LARGE : ICON_LABEL);
}

/* Between its edge and its words, on each side. */
static float button_pad(const struct view *v, const struct button *b)
{
	return mm(v, b->pill ? SPACE_6_5 : SPACE_5);
}

static float button_border(const struct view *v, const struct button *b)
{
	return b->kind == BUTTON_PICKED ? mm(v, STROKE_CHOSEN) : line_mm(v);
}

int part_button_px(struct view *v, struct button b)
{
	int icons = (b.icon != NULL) + (b.icon_after != NULL);
	bool words = b.label && b.label[0];
	int gaps = icons + words > 1 ? icons + words - 1 : 0;
	return (words ? ui_text_width(v->ui, label_type(&b), b.label) : 0) + icons * ui_px(v->ui, icon_mm(v, &b)) +
	       gaps * ui_px(v->ui, mm(v, SPACE_3_WIDE)) + ui_px(v->ui, 2 * (button_pad(v, &b) + button_border(v, &b)));
}

/* A label in large type of large screens is higher than what a finger needs. Letters with marks reach from 0.98 of
 * their size above the line to 0.46 below it, and stand in the middle by the box of their font (text.h). */
static const float LABEL_LEAST = 1.6F; /* of its size */

static float label_air_mm(const struct view *v, enum type type)
{
	float air = (LABEL_LEAST - type_line(type)) / 2 * type_mm(type, v->format, scale_of(v));
	return is_seven(v) ? 0 : fmaxf(0, air);
}

float part_label_least_mm(const struct view *v, enum type type)
{
	return is_seven(v) ? 0 : LABEL_LEAST * type_mm(type, v->format, scale_of(v));
}

void part_button(struct view *v, struct button b)
{
	struct button_colors c = button_colors(v, &b, is_pressed(v, b.action));
	float h = b.h > 0 ? b.h : mm(v, BUTTON_H_DEFAULT);
	enum type type = label_type(&b);
	float icon = icon_mm(v, &b);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3_WIDE),
					.pad_x = button_pad(v, &b),
					.pad_y = b.snug ? 0 : label_air_mm(v, type),
					.min_h = h,
					.w = b.w,
					.grow = b.grow,
					.keep = b.keep,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = c.fill,
					.border = c.border,
					.border_mm = button_border(v, &b),
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
	box.min_h = fmaxf(box.min_h, part_label_least_mm(v, TYPE_TITLE3));
	box.fill = chosen ? p->accent_soft : pressed ? p->surface2 : p->surface;
	box.border = chosen ? (v->s->theme == THEME_LIGHT ? p->primary : p->accent) : p->border;
	box.border_mm = chosen ? mm(v, STROKE_CHOSEN) : line_mm(v);
	box.radius = box.radius > 0 ? box.radius : mm(v, RADIUS_CARD);
	ui_begin(v->ui, box);
	ui_role(v->ui, role, name);
	ui_action(v->ui, action.type, action.arg);
	ui_state(v->ui, chosen ? STATE_CHOSEN : 0);
}
