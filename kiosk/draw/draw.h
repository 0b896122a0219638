/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw.h - the draw list: what one frame looks like, as plain values
 *
 * view -> tree -> layout fills a list, platform/painter paints it. Pure: same
 * input, same list, same pixels. Commands are in painter's order. Coordinates are
 * whole device px from the top left of the screen (the map and its sprites use
 * fractions). Strings, paths and arrays inside commands are lent until the frame
 * arena is reset; a list belongs to one thread. */
#ifndef DRAW_DRAW_H
#define DRAW_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct color {
	uint8_t r, g, b, a; /* straight alpha, sRGB */
};

struct rect {
	int x, y, w, h; /* px; w and h are never negative */
};

struct rectf {
	float x, y, w, h;
};

bool rect_contains(struct rect r, int x, int y);
bool rect_is_empty(struct rect r);
bool rect_equal(struct rect a, struct rect b);
struct rect rect_intersect(struct rect a, struct rect b);
struct rect rect_union(struct rect a, struct rect b); /* an empty one adds nothing */
struct rect rect_inset(struct rect r, int px);        /* negative grows */

/* ---- text ---- */
enum font_weight { FONT_REGULAR, FONT_BOLD };

/* One line of one style. Bidi order and shaping happen inside draw/text. */
struct draw_text {
	const char *text; /* UTF-8, no line break */
	size_t len;
	enum font_weight weight;
	int size_px; /* em size */
	int x;       /* left edge of the line */
	int baseline_y;
	bool rtl; /* base direction */
	struct color color;
};

/* ---- vector shapes ---- */
enum path_verb { PATH_MOVE, PATH_LINE, PATH_QUAD, PATH_CUBIC, PATH_CLOSE };

/* Points: 1 for move and line, 2 for quad, 3 for cubic, 0 for close. */
struct path {
	const enum path_verb *verbs;
	size_t verb_count;
	const float *xy; /* pairs, in units of the path's own box */
	float box_w, box_h;
};

struct draw_path {
	const struct path *path;
	struct rectf to;     /* the path's box is stretched onto it */
	bool mirrored;       /* left becomes right */
	struct color fill;   /* a == 0: none; nonzero winding */
	struct color stroke; /* a == 0: none; round joins and caps, centred on the outline */
	float stroke_px;
	float dash_on_px, dash_off_px; /* 0: solid */
};

/* Rectangle with round corners, border inside its edge. */
struct draw_box {
	struct rect rect;
	int radius[4];       /* px: top left, top right, bottom right, bottom left; shrunk together when too large */
	struct color fill;   /* a == 0: none */
	struct color border; /* a == 0: none */
	int border_px;
	bool dashed; /* the border of what is unavailable, and only of that */
};

/* An icon of assets/icons, stroked in one colour. */
struct draw_icon {
	const char *name; /* file name without .svg; an unknown one draws nothing and is logged once */
	struct rect to;
	struct color color;
	bool mirrored;
	float stroke; /* stroke width on the 24 grid; 0 means the file's own (2) */
};

/* Pixels made elsewhere (map tiles, label sprites, QR codes, photographs). */
struct draw_pixels {
	uint64_t id; /* same id, same pixels: the painter may keep a texture. Never reused. */
	int w, h;
	bool opaque;          /* every alpha is 255: may be copied instead of blended */
	const uint32_t *argb; /* premultiplied 0xAARRGGBB, row after row; lent while the owner says so */
};

struct draw_image {
	const struct draw_pixels *pixels;
	struct rectf from; /* part of the pixels; all of them when w == 0 */
	struct rectf to;   /* device px, may be fractional */
	uint8_t alpha;     /* 255: as it is */
	bool smooth;       /* bilinear when scaled */
};

/* The map itself: platform/mapview replaces this command by images when it paints. */
struct map_camera {
	double lon, lat;    /* WGS84 degrees of the centre */
	double zoom;        /* 256 px tiles convention times 2: one tile of zoom z is 512 px at zoom z */
	double bearing_deg; /* clockwise from north that points up; 0 in this release */
};

struct draw_map {
	struct rect rect;
	struct map_camera camera;
	uint8_t theme;    /* enum theme of ui/style.h: light, dark, contrast */
	const char *lang; /* "fr": which name:xx labels show */
	bool moving;      /* a gesture or animation is running: do not re-rasterise for this zoom yet */
	float scale;      /* text scale 1 to 2 for labels */
	float px_per_mm;
	const struct rect *obstacles; /* names keep clear of these, which move with the map (markers), device px */
	size_t obstacle_count;
	const struct rect *covers; /* names are hidden under these, which stay where they are (buttons), device px */
	size_t cover_count;
};

enum draw_type { DRAW_BOX, DRAW_TEXT, DRAW_PATH, DRAW_ICON, DRAW_IMAGE, DRAW_MAP, DRAW_CLIP, DRAW_UNCLIP };

struct draw_command {
	enum draw_type type;
	union {
		struct draw_box box;
		struct draw_text text;
		struct draw_path path;
		struct draw_icon icon;
		struct draw_image image;
		struct draw_map map;
		struct rect clip; /* DRAW_CLIP: intersected with the clip in force, until the matching DRAW_UNCLIP */
	};
};

struct draw_list {
	struct arena *arena; /* frame arena, borrowed */
	struct draw_command *commands;
	size_t len;
	size_t capacity;
};

/* The clip in force while a list is walked. */
enum { DRAW_CLIP_DEPTH_MAX = 32 }; /* clips within clips; deeper ones clip nothing */
struct draw_clips {
	struct rect at[DRAW_CLIP_DEPTH_MAX];
	size_t depth;
	size_t beyond; /* open ones that are too deep */
};
void draw_clips_init(struct draw_clips *clips, struct rect screen);
/* Follows DRAW_CLIP and DRAW_UNCLIP; true for one of the two. */
bool draw_clips_follow(struct draw_clips *clips, const struct draw_command *c);
struct rect draw_clips_now(const struct draw_clips *clips);

void draw_list_init(struct draw_list *list, struct arena *frame);
/* Appends a zeroed command of that type and returns it, to be filled before the next push. */
struct draw_command *draw_push(struct draw_list *list, enum draw_type type);
void draw_push_box(struct draw_list *list, struct rect rect, int radius_px, struct color fill);
void draw_push_clip(struct draw_list *list, struct rect rect);
void draw_push_unclip(struct draw_list *list);
/* Where an image lies: edges are rounded, not sizes, so that neighbouring tiles meet without a seam at any scale. */
struct draw_placed {
	struct rectf from; /* px of the picture; all of it where the command names no part */
	struct rect to;    /* may be empty */
	bool copied;       /* whole px of it one to one: nothing is scaled */
};
struct draw_placed draw_image_place(const struct draw_image *image);
/* Moves what the command paints; of DRAW_MAP, its rectangle alone. */
void draw_command_move(struct draw_command *c, int dx, int dy);
/* A number that differs when the commands would paint differently, wherever their strings and arrays lie. */
uint64_t draw_command_hash(const struct draw_command *c);

#endif
