/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the laid-out tree to the draw list. */
#include <limits.h>
#include <string.h>

#include "base/str.h"
#include "ui/laid.h"
#include "ui/ui.h"

/* DESIGN.md section 7: these point along the reading direction. A turn to the right is one in every language. */
static bool points_along(const char *icon)
{
	static const char *const turning[] = { "retour", "suite", "precedent", "effacer", "marche", "terminer", "liste",
		"lire" };
	for (size_t i = 0; i < ARRAY_LEN(turning); i++) {
		if (strcmp(icon, turning[i]) == 0) {
			return true;
		}
	}
	return false;
}

static int line_x(const struct laid *l, int line_w)
{
	struct rect r = l->node.rect;
	enum align align = l->look.align;
	bool to_right = l->rtl ? align != ALIGN_END : align == ALIGN_END;
	if (align == ALIGN_CENTER) {
		return r.x + (r.w - line_w) / 2;
	}
	return to_right ? r.x + r.w - line_w : r.x;
}

static void paint_mark(struct ui *ui, const struct text_run *run, struct rect at)
{
	if (run->mark == 1) {
		int grow = ui_px(ui, 0.8F);
		struct rect r = { at.x - grow, at.y, at.w + 2 * grow, at.h };
		draw_push_box(ui->list, r, ui_px(ui, 1), ui_palette(ui)->accent);
	} else if (run->mark == 2) {
		int dot = ui_px(ui, 0.6F);
		for (int x = at.x; x + dot <= at.x + at.w; x += 2 * dot) {
			struct rect r = { x, at.y + at.h * 84 / 100, dot, dot };
			draw_push_box(ui->list, r, 0, ui_palette(ui)->ink);
		}
	}
}

/* A stretch of one run, as it is drawn. */
struct stretch {
	const struct text_run *run;
	size_t from, to; /* bytes of the run */
	bool said;
	int x, top, baseline; /* of the whole run */
};

static void paint_stretch(struct ui *ui, const struct laid *l, const struct stretch *s, struct color color)
{
	const struct text_run *run = s->run;
	int before = s->from > 0 ? fonts_measure(ui->fonts, run->weight, l->size_px, run->text, s->from) : 0;
	int after = s->to < run->len ? fonts_measure(ui->fonts, run->weight, l->size_px, run->text, s->to) : run->w;
	int x = l->words_rtl ? s->x + run->w - after : s->x + before;
	struct text_run part = *run;
	part.mark = s->said ? 1 : run->mark;
	paint_mark(ui, &part, (struct rect){ x, s->top, after - before, l->line_px });
	struct draw_command *c = draw_push(ui->list, DRAW_TEXT);
	c->text.text = run->text + s->from;
	c->text.len = s->to - s->from;
	c->text.weight = run->weight;
	c->text.size_px = l->size_px;
	c->text.x = x;
	c->text.baseline_y = s->baseline;
	c->text.rtl = l->words_rtl;
	c->text.color = part.mark == 1 ? ui_palette(ui)->on_accent : part.mark == 3 ? ui_palette(ui)->accent : color;
}

/* Where the run begins in the words of its node: of a paragraph that goes on from another page they are the lines of
 * this one, with spaces between, else the spans one after the other. */
static size_t run_offset(const struct laid *l, size_t index)
{
	const struct text_run *runs = l->lines.runs;
	size_t at = 0;
	if (l->taken) {
		for (size_t i = 0; i < index; i++) {
			at += runs[i].len + (runs[i + 1].line != runs[i].line);
		}
		return at;
	}
	for (size_t i = 0; i < l->span_count; i++) {
		const struct text_span *span = &l->spans[i];
		if (runs[index].text >= span->text && runs[index].text <= span->text + span->len) {
			return at + (size_t)(runs[index].text - span->text);
		}
		at += span->len;
	}
	return 0; /* its end was left out */
}

static size_t clamped(size_t at, size_t from, size_t most)
{
	size_t in = at > from ? at - from : 0;
	return in < most ? in : most;
}

/* All lines and weights of a text have the same, the highest that one of them asks for. */
static int baseline_of(struct ui *ui, const struct laid *l)
{
	int baseline = INT_MAX;
	for (size_t i = 0; i < l->lines.run_count; i++) {
		const struct text_run *run = &l->lines.runs[i];
		int own = fonts_baseline(ui->fonts, run->weight, l->size_px, l->line_px, run->text, run->len);
		baseline = own < baseline ? own : baseline;
	}
	return baseline;
}

static void paint_text(struct ui *ui, struct laid *l)
{
	struct color color = l->look.color.a ? l->look.color : ui_palette(ui)->ink;
	int baseline = baseline_of(ui, l);
	for (size_t i = 0; i < l->lines.run_count; i++) {
		const struct text_run *run = &l->lines.runs[i];
		int line_w = l->lines.line_w[run->line];
		int x = line_x(l, line_w);
		x += l->words_rtl ? line_w - run->x - run->w : run->x;
		int top = l->node.rect.y + run->line * l->line_px;
		size_t offset = l->said_to > 0 ? run_offset(l, i) : 0;
		size_t from = clamped(l->said_from, offset, run->len);
		size_t to = l->said_to > 0 ? clamped(l->said_to, offset, run->len) : 0;
		const size_t ends[] = { 0, to > from ? from : 0, to > from ? to : 0, run->len };
		for (int part = 0; part < 3; part++) {
			struct stretch s = { run, ends[part], ends[part + 1], part == 1, x, top, top + baseline };
			if (s.to > s.from) {
				paint_stretch(ui, l, &s, color);
			}
		}
	}
}

/* Two lines round the control with the keypad's focus (DESIGN.md section 6). */
static void paint_focus(struct ui *ui, const struct laid *l)
{
	const struct palette *p = ui_palette(ui);
	int inner = ui_px(ui, 1);
	int outer = ui_px(ui, 1);
	for (int ring = 0; ring < 2; ring++) {
		struct draw_command *c = draw_push(ui->list, DRAW_BOX);
		int grow = ring == 0 ? inner : inner + outer;
		c->box.rect = rect_inset(l->node.rect, -grow);
		c->box.border = ring == 0 ? p->focus_inner : p->focus_outer;
		c->box.border_px = ring == 0 ? inner : outer;
		int radius = ui_px(ui, l->box.radius) + grow;
		for (int i = 0; i < 4; i++) {
			c->box.radius[i] = radius;
		}
	}
}

static void paint_box(struct ui *ui, const struct laid *l)
{
	const struct box *b = &l->box;
	if (b->fill.a == 0 && (b->border.a == 0 || b->border_mm <= 0)) {
		return;
	}
	struct draw_command *c = draw_push(ui->list, DRAW_BOX);
	c->box.rect = l->node.rect;
	c->box.fill = b->fill;
	c->box.border = b->border;
	c->box.border_px = ui_px(ui, b->border_mm);
	c->box.dashed = b->dashed;
	int low = ui_px(ui, b->radius);
	int top = b->top_radius > 0 ? ui_px(ui, b->top_radius) : low;
	c->box.radius[0] = c->box.radius[1] = top;
	c->box.radius[2] = c->box.radius[3] = low;
}

/* Clipping is square: what stuck out of round corners is covered by the page's ground, and the border drawn again. */
static void paint_corners(struct ui *ui, const struct laid *l)
{
	static const enum path_verb verbs[] = { PATH_MOVE, PATH_LINE, PATH_CUBIC, PATH_CLOSE };
	static const float xy[4][10] = {
		{ 0, 0, 1, 0, 0.4477F, 0, 0, 0.4477F, 0, 1 },
		{ 1, 0, 1, 1, 1, 0.4477F, 0.5523F, 0, 0, 0 },
		{ 1, 1, 0, 1, 0.5523F, 1, 1, 0.5523F, 1, 0 },
		{ 0, 1, 0, 0, 0, 0.5523F, 0.4477F, 1, 1, 1 },
	};
	int r = ui_px(ui, l->box.radius);
	if (r < 2) {
		return;
	}
	for (int i = 0; i < 4; i++) {
		struct path *path = ARENA_NEW(ui->arena, struct path);
		*path = (struct path){ verbs, ARRAY_LEN(verbs), xy[i], 1, 1 };
		bool right = i == 1 || i == 2;
		struct draw_command *c = draw_push(ui->list, DRAW_PATH);
		c->path.path = path;
		c->path.to = (struct rectf){ (float)(right ? l->node.rect.x + l->node.rect.w - r : l->node.rect.x),
			(float)(i >= 2 ? l->node.rect.y + l->node.rect.h - r : l->node.rect.y), (float)r, (float)r };
		c->path.fill = ui_palette(ui)->ground;
	}
	if (l->box.border.a > 0 && l->box.border_mm > 0) {
		struct draw_command *c = draw_push(ui->list, DRAW_BOX);
		c->box.rect = l->node.rect;
		c->box.border = l->box.border;
		c->box.border_px = ui_px(ui, l->box.border_mm);
		c->box.radius[0] = c->box.radius[1] = c->box.radius[2] = c->box.radius[3] = r;
	}
}

static void paint_leaf(struct ui *ui, struct laid *l)
{
	struct rect r = l->node.rect;
	struct draw_command *c;
	switch (l->leaf) {
	case LEAF_TEXT:
		paint_text(ui, l);
		break;
	case LEAF_ICON:
		c = draw_push(ui->list, DRAW_ICON);
		c->icon.name = l->icon;
		c->icon.to = r;
		c->icon.color = l->color;
		c->icon.stroke = l->stroke;
		c->icon.mirrored = l->rtl && points_along(l->icon);
		break;
	case LEAF_PIXELS:
		c = draw_push(ui->list, DRAW_IMAGE);
		c->image.pixels = l->pixels;
		c->image.to = (struct rectf){ (float)r.x, (float)r.y, (float)r.w, (float)r.h };
		c->image.alpha = 255;
		c->image.smooth = l->module_px == 0;
		break;
	case LEAF_RULE:
		draw_push_box(ui->list, r, 0, l->color);
		break;
	case LEAF_BOX:
	case LEAF_SPACE:
		break;
	}
}

static void shift(struct laid *l, int dy)
{
	l->node.rect.y += dy;
	for (struct node *n = l->node.first; n; n = n->next) {
		shift(laid_of(n), dy);
	}
}

static void paint_node(struct ui *ui, struct laid *l)
{
	bool sunk = (l->node.state & STATE_PRESSED) && l->leaf == LEAF_BOX && l->box.fill.a > 0;
	if (sunk) {
		shift(l, ui_px(ui, 0.5F)); /* a pressed control goes down by half a millimetre */
	}
	if (l->leaf == LEAF_BOX) {
		paint_box(ui, l);
	} else {
		paint_leaf(ui, l);
	}
	if (l->box.clip) {
		draw_push_clip(ui->list, l->node.rect);
	}
	if (l->paint) {
		l->paint(ui, ui->list, l->node.rect, l->context);
	}
	for (struct node *n = l->node.first; n; n = n->next) {
		paint_node(ui, laid_of(n));
	}
	if (l->box.clip) {
		draw_push_unclip(ui->list);
		paint_corners(ui, l);
	}
	if (l->node.state & STATE_FOCUSED) {
		paint_focus(ui, l);
	}
	if (sunk) {
		shift(l, -ui_px(ui, 0.5F)); /* the tree keeps the place that answers */
	}
}

void paint_tree(struct ui *ui, struct laid *root)
{
	draw_push_box(ui->list, root->node.rect, 0, ui_palette(ui)->ground);
	paint_node(ui, root);
}
