/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ui.h"

#include <math.h>
#include <string.h>

#include "draw/direction.h"
#include "ui/laid.h"
#include "ui/read.h"

struct ui *ui_start(struct metrics metrics, struct ui_look look, struct fonts *fonts, struct arena *frame,
		struct draw_list *list)
{
	struct ui *ui = ARENA_NEW(frame, struct ui);
	*ui = (struct ui){ .metrics = metrics, .look = look, .fonts = fonts, .arena = frame, .list = list };
	return ui;
}

const struct metrics *ui_metrics(const struct ui *ui)
{
	return &ui->metrics;
}

const struct palette *ui_palette(const struct ui *ui)
{
	return palette_of(ui->look.theme);
}

const struct ui_look *ui_look(const struct ui *ui)
{
	return &ui->look;
}

int ui_px(const struct ui *ui, float mm)
{
	return metrics_px(&ui->metrics, mm);
}

int ui_text_width(struct ui *ui, enum type type, const char *text)
{
	return fonts_measure(ui->fonts, type_weight(type), metrics_type_px(&ui->metrics, type), text, strlen(text));
}

int ui_widest_word(struct ui *ui, enum type type, const char *text)
{
	const struct text_span span = { .text = text, .len = strlen(text), .weight = type_weight(type) };
	return text_widest_word(ui->fonts, &span, 1, metrics_type_px(&ui->metrics, type), NULL, ui->arena);
}

static struct laid *add(struct ui *ui, enum leaf leaf)
{
	struct laid *l = ARENA_NEW(ui->arena, struct laid);
	l->leaf = leaf;
	l->max_content = -1;
	l->min_content = -1;
	l->lines_for_w = -1;
	l->gap = -1;
	struct laid *parent = ui->open;
	l->rtl = parent ? parent->rtl : ui->look.rtl;
	if (parent) {
		l->node.parent = &parent->node;
		if (parent->node.last) {
			parent->node.last->next = &l->node;
		} else {
			parent->node.first = &l->node;
		}
		parent->node.last = &l->node;
	} else {
		ui->root = l;
	}
	return l;
}

void ui_begin(struct ui *ui, struct box box)
{
	struct laid *l = add(ui, LEAF_BOX);
	l->box = box;
	l->rtl = box.direction == DIRECTION_AROUND ? l->rtl : box.direction == DIRECTION_RTL;
	ui->open = l;
}

void ui_end(struct ui *ui)
{
	struct node *parent = ui->open->node.parent;
	ui->open = parent ? laid_of(parent) : NULL;
}

void ui_role(struct ui *ui, enum role role, const char *name)
{
	ui->open->node.role = role;
	ui->open->node.name = name;
}

static bool same_action(struct action a, struct action b)
{
	return a.type == b.type && a.arg == b.arg;
}

/* A control is as large as a finger, also on a screen where the page is drawn smaller than it is meant. Keys of a
 * keyboard stand closer: they have the height alone. */
static void give_room(struct ui *ui, struct laid *l)
{
	float least = token_mm(TARGET, ui->metrics.format) * ui->metrics.mm_per_px / ui->metrics.glass_mm_per_px;
	l->box.min_h = fmaxf(l->box.min_h, least);
	l->box.min_w = l->node.role == ROLE_KEY ? l->box.min_w : fmaxf(l->box.min_w, least);
	for (struct node *n = &l->node; n && !laid_of(n)->has_control; n = n->parent) {
		laid_of(n)->has_control = true;
	}
}

void ui_action(struct ui *ui, int type, int64_t arg)
{
	struct node *n = &ui->open->node;
	if (type != 0 && !ui->open->box.absolute) {
		give_room(ui, ui->open);
	}
	n->action = (struct action){ type, arg };
	if (ui->look.pressed.type != 0 && same_action(ui->look.pressed, n->action)) {
		n->state |= STATE_PRESSED;
	}
	if (ui->look.show_focus && same_action(ui->look.focused, n->action)) {
		n->state |= STATE_FOCUSED;
	}
}

void ui_state(struct ui *ui, unsigned state)
{
	ui->open->node.state |= state;
}

void ui_value(struct ui *ui, const char *value)
{
	ui->open->node.value = value;
}

void ui_hint(struct ui *ui, const char *hint)
{
	ui->open->node.hint = hint;
}

/* The base direction of a paragraph: of its first part that decides. */
static bool words_rtl(const struct text_span *spans, size_t count, bool page_rtl)
{
	for (size_t i = 0; i < count; i++) {
		if (direction_of(spans[i].text, spans[i].len, page_rtl)) {
			return true;
		}
		if (!page_rtl && direction_has_letter(spans[i].text, spans[i].len)) {
			return false;
		}
	}
	return false;
}

void ui_lang(struct ui *ui, const struct words_lang *lang)
{
	ui->open->node.lang = lang ? lang->code : NULL;
}

static struct laid *add_text(struct ui *ui, struct text_span *spans, size_t count, struct text_look look)
{
	struct laid *l = add(ui, LEAF_TEXT);
	l->spans = spans;
	l->span_count = count;
	l->words_rtl = words_rtl(spans, count, l->rtl);
	l->look = look;
	l->node.lang = look.lang ? look.lang->code : NULL;
	l->box.grow = look.grow;
	struct metrics m = ui->metrics;
	m.text_scale = look.scale > 0 ? look.scale : m.text_scale;
	l->size_px = metrics_type_px(&m, look.type);
	l->line_px = metrics_line_px(look.type, l->size_px);
	return l;
}

/* What is read aloud: the words without their marks. */
static const char *join(struct arena *arena, const struct text_span *spans, size_t count)
{
	size_t len = 0;
	for (size_t i = 0; i < count; i++) {
		len += spans[i].len;
	}
	char *text = arena_alloc(arena, len + 1, 1);
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		memcpy(text + at, spans[i].text, spans[i].len);
		at += spans[i].len;
	}
	return text;
}

void ui_text(struct ui *ui, const char *text, struct text_look look)
{
	struct text_span *span = ARENA_NEW(ui->arena, struct text_span);
	*span = (struct text_span){ .text = text, .len = strlen(text), .weight = type_weight(look.type) };
	struct laid *l = add_text(ui, span, 1, look);
	if (!look.silent) {
		l->node.role = look.role ? look.role : ROLE_TEXT;
		l->node.name = text;
	}
}

void ui_spans(struct ui *ui, const struct text_span *spans, size_t count, struct text_look look)
{
	struct text_span *copy = ARENA_ARRAY(ui->arena, struct text_span, count);
	memcpy(copy, spans, count * sizeof *copy);
	struct laid *l = add_text(ui, copy, count, look);
	if (!look.silent) {
		l->node.role = look.role ? look.role : ROLE_TEXT;
		l->node.name = join(ui->arena, spans, count);
	}
}

void ui_icon(struct ui *ui, const char *name, float size_mm, struct color color)
{
	ui_icon_stroke(ui, name, size_mm, color, 0);
}

void ui_icon_stroke(struct ui *ui, const char *name, float size_mm, struct color color, float stroke)
{
	struct laid *l = add(ui, LEAF_ICON);
	l->icon = name;
	l->size_mm = size_mm;
	l->color = color;
	l->stroke = stroke;
}

void ui_pixels(struct ui *ui, const struct draw_pixels *pixels, int module_px)
{
	struct laid *l = add(ui, LEAF_PIXELS);
	l->pixels = pixels;
	l->module_px = module_px;
}

void ui_picture(struct ui *ui, const struct draw_pixels *pixels, float w, float h)
{
	struct laid *l = add(ui, LEAF_PIXELS);
	l->pixels = pixels;
	l->size_mm = w;
	l->height_mm = h;
}

void ui_space(struct ui *ui, float grow)
{
	add(ui, LEAF_SPACE)->box.grow = grow;
}

void ui_gap(struct ui *ui, float mm)
{
	add(ui, LEAF_SPACE)->size_mm = mm;
}

void ui_rule(struct ui *ui, struct color color, float mm)
{
	struct laid *l = add(ui, LEAF_RULE);
	l->color = color;
	l->size_mm = mm;
}

void ui_custom(struct ui *ui, ui_paint paint, void *context)
{
	ui->open->paint = paint;
	ui->open->context = context;
}

void ui_flow(struct ui *ui, int wanted, ui_pager pager, void *context)
{
	struct flow *flow = ARENA_NEW(ui->arena, struct flow);
	*flow = (struct flow){ .wanted = wanted, .pager = pager, .context = context };
	ui->open->flow = flow;
	/* What it stands in gives way with it. */
	for (struct node *n = &ui->open->node; n && !laid_of(n)->box.absolute; n = n->parent) {
		laid_of(n)->box.shrink = true;
	}
}

void ui_pages(const struct ui *ui, int *page, int *pages)
{
	*page = ui->flow ? ui->flow->page : 0;
	*pages = ui->flow ? ui->flow->pages : 0;
}

int ui_measure_last(struct ui *ui, float width_mm)
{
	struct laid *last = laid_of(ui->open->node.last);
	layout_width(ui, last, ui_px(ui, width_mm));
	return last->h;
}

bool ui_last_fits(struct ui *ui, float width_mm, float height_mm)
{
	struct laid *last = laid_of(ui->open->node.last);
	layout_width(ui, last, ui_px(ui, width_mm));
	if (last->h > ui_px(ui, height_mm)) {
		return false;
	}
	for (const struct node *n = &last->node; n; n = tree_next(&last->node, n)) {
		const struct laid *l = laid_of((struct node *)n);
		if (l->leaf == LEAF_TEXT && l->lines.cut) {
			return false;
		}
	}
	return true;
}

void ui_drop_last(struct ui *ui)
{
	struct node *parent = &ui->open->node;
	struct node *before = NULL;
	for (struct node *n = parent->first; n && n != parent->last; n = n->next) {
		before = n;
	}
	if (before) {
		before->next = NULL;
	} else {
		parent->first = NULL;
	}
	parent->last = before;
}

/* DESIGN.md section 11: a target is at least 15 mm; small looks get a larger area that answers. */
static void set_hits(struct ui *ui, struct node *root)
{
	int least = (int)ceilf(token_mm(TARGET, ui->metrics.format) / ui->metrics.glass_mm_per_px);
	int order = 0;
	struct rect screen = { 0, 0, ui->metrics.width_px, ui->metrics.height_px };
	for (struct node *n = root; n; n = (struct node *)tree_next(root, n)) {
		n->text = laid_of(n)->leaf == LEAF_TEXT ? &laid_of(n)->lines : NULL;
		if (n->role != ROLE_NONE) {
			n->order = order++;
		}
		if (n->action.type != 0) {
			int more_w = least > n->rect.w ? least - n->rect.w : 0;
			int more_h = least > n->rect.h ? least - n->rect.h : 0;
			n->hit = (struct rect){ n->rect.x - more_w / 2, n->rect.y - more_h / 2, n->rect.w + more_w,
				n->rect.h + more_h };
			n->hit = rect_intersect(n->hit, screen);
		}
	}
}

/* The sentence that is read aloud; of a control all its texts. */
static void mark_spoken(struct ui *ui)
{
	struct read_at at;
	if (!read_find(&ui->root->node, ui->look.spoken - 1, &at)) {
		return;
	}
	struct laid *said = laid_of((struct node *)at.node);
	if (said->leaf == LEAF_TEXT) {
		said->said_from = at.from;
		said->said_to = at.to;
		return;
	}
	for (const struct node *n = &said->node; n; n = tree_next(&said->node, n)) {
		struct laid *l = laid_of((struct node *)n);
		l->said_to = l->leaf == LEAF_TEXT ? SIZE_MAX : 0;
	}
}

const struct node *ui_finish(struct ui *ui)
{
	struct rect screen = { 0, 0, ui->metrics.width_px, ui->metrics.height_px };
	layout_width(ui, ui->root, screen.w);
	layout_place(ui, ui->root, screen);
	set_hits(ui, &ui->root->node);
	if (ui->look.spoken > 0) {
		mark_spoken(ui);
	}
	paint_tree(ui, ui->root);
	return &ui->root->node;
}
