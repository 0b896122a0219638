/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Icons come with the programs, but staff add their own: any bytes may be an icon. What parses must also be drawable.
 */
#include <stdlib.h>

#include "paint/icon.h"
#include "paint/shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct shaper *shaper;
	struct err e;
	if (!shaper) {
		shaper = shaper_create(&e);
	}
	struct arena *arena = arena_create(0);
	struct icon icon;
	if (size <= ICON_BYTES_MAX && icon_parse("fuzz", (const char *)data, size, arena, &icon, &e)) {
		for (size_t i = 0; i < icon.part_count; i++) {
			struct shape_place place = { 2, 2, 0, 0 };
			struct mask m = { 0 };
			bool ok = icon.parts[i].filled ? shape_fill(shaper, &icon.parts[i].path, place, &m)
						       : shape_stroke(shaper, &icon.parts[i].path, place, 2, 0, 0, &m);
			if (ok) {
				free(m.bytes);
			}
		}
	}
	arena_destroy(arena);
	return 0;
}
