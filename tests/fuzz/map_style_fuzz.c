/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A style is written by map designers, with other tools: what is wrong in it is named, and what is left can be used. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "map/style/style.h"

static struct mvt_slice keys[] = { { "class", 5 }, { "rank", 4 }, { "name", 4 } };
static struct mvt_value values[] = { { .type = MVT_STRING, .string = { "park", 4 } },
	{ .type = MVT_NUMBER, .number = 2.5 }, { .type = MVT_STRING, .string = { "N\xC3\xA9", 3 } } };
static const uint8_t tags[] = { 0, 0, 1, 1, 2, 2 };
static const struct mvt_layer layer = { .keys = keys, .keys_len = 3, .values = values, .values_len = 3 };
static const struct mvt_feature feature = { .type = MVT_LINE,
	.id = 7,
	.has_id = true,
	.tags = tags,
	.tags_len = sizeof tags };

/* Like the map: with nothing, and with a feature; told why, and not. */
static void evaluate(const struct style *style, struct arena *arena)
{
	for (double zoom = 0; zoom < 20; zoom += 6.5) {
		bool odd = zoom == 6.5 || zoom > 18;
		struct expr_scene scene = { .zoom = zoom, .arena = arena, .lang = "fr", .explain = odd };
		scene.layer = odd ? &layer : NULL;
		scene.feature = odd ? &feature : NULL;
		for (size_t i = 0; i < style->layers_len; i++) {
			const struct style_layer *l = &style->layers[i];
			(void)expr_true(l->filter, &scene);
			(void)style_is_bold(l, &scene);
			for (int k = 0; k < STYLE_PROPERTIES; k++) {
				struct color black = { 0, 0, 0, 255 };
				double numbers[8];
				(void)expr_number(l->properties[k], &scene, 1);
				(void)expr_color(l->properties[k], &scene, black);
				(void)expr_text(l->properties[k], &scene);
				(void)expr_numbers(l->properties[k], &scene, numbers, 8);
			}
		}
	}
}

static void on_warning(void *ctx, const char *path, const char *why)
{
	if (!path[0] || !why[0]) {
		abort(); /* a warning names its place and its cause */
	}
	*(size_t *)ctx += 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct style style;
	struct arena *arena = arena_create(0);
	struct err e = { 0 };
	size_t warnings = 0;
	if (style_parse(&style, "fuzz", (const char *)data, size, arena, on_warning, &warnings, &e)) {
		if (warnings != style.warnings) {
			abort();
		}
		evaluate(&style, arena);
	} else if (e.message[0] == '\0') {
		abort();
	}
	arena_destroy(arena);
	return 0;
}
