/* SPDX-License-Identifier: GPL-3.0-or-later */
/* style.h - colours of the design system, and millimetres as px
 *
 * The colours are those of assets/theme/tokens.json (a test compares them); the words
 * are those of kiosk/DESIGN.md. Sizes are the millimetres of tokens.h: struct metrics turns them into
 * px of the screen at hand. Pure. */
#ifndef UI_STYLE_H
#define UI_STYLE_H

#include "draw/draw.h"
#include "ui/tokens.h"

enum theme_id { THEME_LIGHT, THEME_DARK, THEME_CONTRAST, THEME_COUNT };

/* In the order of tokens.json "themes". */
struct palette {
	struct color ground, surface, surface2, ink, ink2, primary, primary_pressed;
	struct color on_primary, on_primary2, accent, accent_pressed, accent_soft, on_accent, border, hairline;
	struct color success, success_soft, warning, warning_soft, danger, danger_soft, info;
	struct color disabled_fill, disabled_text, focus_outer, focus_inner, veil, shadow;
	struct color route, route_edge; /* on the map */
};
const struct palette *palette_of(enum theme_id theme);

/* A family of actors on the map: form, drawing, colour (tokens.json "reseaux"). */
enum symbol_shape {
	SHAPE_CIRCLE,
	SHAPE_SQUARE,
	SHAPE_DIAMOND,
	SHAPE_TRIANGLE,
	SHAPE_HEXAGON,
	SHAPE_HOUSE,
	SHAPE_MILESTONE,
	SHAPE_SHIELD,
	SHAPE_CLOVER,
	SHAPE_CROSS,
	SHAPE_OCTAGON,
	SHAPE_BUBBLE,
	SHAPE_HEART,
	SHAPE_PENTAGON,
	SHAPE_SLANT,
	SHAPE_TRAPEZOID,
	SHAPE_STAR,
	SHAPE_COUNT
};
struct symbol {
	const char *key;
	enum symbol_shape shape;
	const char *icon;
	struct color fill[THEME_COUNT];
	struct color glyph[THEME_COUNT];
};
/* Never NULL: an unknown key gets the milestone of the public service relays. */
const struct symbol *symbol_find(const char *key);

struct metrics {
	enum format format;
	int width_px, height_px;
	float mm_per_px;
	float glass_mm_per_px; /* as a finger feels it: less than mm_per_px where pages are drawn smaller */
	float text_scale;      /* 1, 1.25, 1.5 or 2 */
};
struct metrics metrics_make(int width_px, int height_px, float mm_per_px, float text_scale);
/* mm_per_px, or more where the screen is smaller than what the pages are drawn for (21.5 inches; 7 inches): everything
 * is then smaller in proportion, instead of being squeezed or left out. */
float metrics_fit_mm(int width_px, int height_px, float mm_per_px);
/* Millimetres to px, at least 1 for anything above 0. */
int metrics_px(const struct metrics *m, float mm);
/* Em size in px, text scale included. */
int metrics_type_px(const struct metrics *m, enum type type);
/* Line pitch in px for that type at that em size. */
int metrics_line_px(enum type type, int size_px);

#endif
