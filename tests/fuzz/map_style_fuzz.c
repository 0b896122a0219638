/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A style is written by map designers, with other tools: what is wrong in it is named, and what is left can be used. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "map/style.h"

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
		for (double zoom = 0; zoom < 20; zoom += 6.5) {
			struct expr_scene scene = { .zoom = zoom, .arena = arena };
			for (size_t i = 0; i < style.layers_len; i++) {
				(void)expr_true(style.layers[i].filter, &scene);
				for (int k = 0; k < STYLE_PROPERTIES; k++) {
					struct color black = { 0, 0, 0, 255 };
					(void)expr_number(style.layers[i].properties[k], &scene, 1);
					(void)expr_color(style.layers[i].properties[k], &scene, black);
				}
			}
		}
	} else if (e.message[0] == '\0') {
		abort();
	}
	arena_destroy(arena);
	return 0;
}
