/* SPDX-License-Identifier: GPL-3.0-or-later */
/* style.h - a map style: a documented subset of the MapLibre style specification v8
 *
 * Layer types background, fill, line, symbol (text) and circle; filters; the
 * properties listed in README.md. What is not known is left out with a warning that
 * names its path, never in silence. A style is read-only once parsed: any thread. */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "map/style/abbreviations.h"
#include "map/style/expr.h"

enum style_type { STYLE_BACKGROUND, STYLE_FILL, STYLE_LINE, STYLE_SYMBOL, STYLE_CIRCLE, STYLE_TYPES };

/* Properties by number: which expression of a layer. */
enum style_property {
	STYLE_COLOR, /* background-color, fill-color, line-color, text-color, circle-color */
	STYLE_OPACITY,
	STYLE_OUTLINE, /* fill-outline-color, text-halo-color, circle-stroke-color */
	STYLE_WIDTH,   /* line-width, text-halo-width, circle-stroke-width */
	STYLE_GAP,     /* line-gap-width */
	STYLE_LINE_OFFSET,
	STYLE_RADIUS,         /* circle-radius */
	STYLE_STROKE_OPACITY, /* circle-stroke-opacity */
	STYLE_CAP,
	STYLE_JOIN,
	STYLE_TEXT, /* text-field */
	STYLE_SIZE, /* text-size */
	STYLE_FONT,
	STYLE_PLACEMENT, /* symbol-placement */
	STYLE_SPACING,   /* symbol-spacing */
	STYLE_MAX_WIDTH, /* text-max-width, ems */
	STYLE_SORT_KEY,
	STYLE_AVOID_EDGES, /* symbol-avoid-edges */
	STYLE_TRANSFORM,
	STYLE_LETTER_SPACING, /* ems */
	STYLE_PADDING,
	STYLE_ANCHOR,
	STYLE_OFFSET, /* text-offset, ems */
	STYLE_JUSTIFY,
	STYLE_LINE_HEIGHT,   /* ems */
	STYLE_MAX_ANGLE,     /* degrees */
	STYLE_KEEP_UPRIGHT,  /* text-keep-upright */
	STYLE_ROTATE,        /* text-rotate, degrees */
	STYLE_ALIGNMENT,     /* text-rotation-alignment */
	STYLE_ALLOW_OVERLAP, /* text-allow-overlap; the next one text-ignore-placement */
	STYLE_IGNORE_PLACEMENT,
	STYLE_OPTIONAL, /* text-optional */
	STYLE_ICON,     /* icon-image */
	STYLE_ICON_SIZE,
	STYLE_ICON_ANCHOR,
	STYLE_ICON_OFFSET, /* style px */
	STYLE_ICON_PADDING,
	STYLE_ICON_COLOR,
	STYLE_ICON_OPACITY,
	STYLE_ICON_HALO, /* icon-halo-color */
	STYLE_ICON_HALO_WIDTH,
	STYLE_ICON_ALLOW_OVERLAP,
	STYLE_ICON_IGNORE_PLACEMENT,
	STYLE_ICON_OPTIONAL,
	STYLE_DASHES, /* line-dasharray, in line widths */
	STYLE_PROPERTIES
};

enum { STYLE_LAYERS_MAX = 256, STYLE_DASHES_MAX = 8, STYLE_BYTES_MAX = 512 * 1024 };

/* All vector sources of a style are the kiosk's one set of tiles, whatever the style calls them. */
#define STYLE_SOURCE "map"

struct style_layer {
	const char *id;
	enum style_type type;
	const char *source; /* STYLE_SOURCE; NULL for background */
	const char *source_layer;
	double min_zoom, max_zoom; /* shown from min up to below max */
	const struct expr *filter;
	const struct expr *properties[STYLE_PROPERTIES]; /* NULL: the default */
};

struct style {
	struct style_layer layers[STYLE_LAYERS_MAX];
	size_t layers_len;
	struct abbreviations abbreviations;
	size_t warnings;
};

/* Called for what is left out: "layers[3].paint.line-blur: not supported". */
typedef void (*style_warning)(void *ctx, const char *path, const char *why);
/* Expressions live in the arena. False: no usable style; *e names the path. `warn` may be NULL. */
MUST_USE bool style_parse(struct style *out, const char *name, const char *json, size_t len, struct arena *arena,
		style_warning warn, void *ctx, struct err *e);
bool style_layer_shown(const struct style_layer *l, double zoom);
/* text-font names a bold one: all that our fonts differ in. */
bool style_is_bold(const struct style_layer *l, const struct expr_scene *scene);

#endif
