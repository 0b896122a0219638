/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/layers.h"

#include "base/hash.h"
#include "draw/damage.h"

void layers_split(struct layers *out, const struct draw_list *list, size_t first, struct fonts *fonts,
		struct rect screen)
{
	*out = (struct layers){ .above_hash = HASH_START };
	draw_list_init(&out->below, list->arena);
	size_t most = first < list->len ? list->len - first : 0;
	out->above = ARENA_ARRAY(list->arena, struct layer_item, most + 1);
	struct draw_clips clips;
	draw_clips_init(&clips, screen);
	struct rect composed = { 0 }; /* holds all that is above so far */
	for (size_t i = 0; i < list->len; i++) {
		const struct draw_command *c = &list->commands[i];
		if (draw_clips_follow(&clips, c)) {
			*draw_push(&out->below, c->type) = *c;
			continue;
		}
		struct layer_item item = { c, damage_bounds(c, fonts, screen), draw_clips_now(&clips) };
		struct rect seen = rect_intersect(item.bounds, item.clip);
		bool picture = i >= first && rect_is_empty(composed);
		if (i < first || (!picture && rect_is_empty(rect_intersect(seen, composed)))) {
			*draw_push(&out->below, c->type) = *c;
		} else if (!rect_is_empty(seen)) {
			/* The map's own clip: tiles that are not there yet are part of it. */
			composed = rect_union(composed, picture ? item.clip : seen);
			out->above[out->above_len++] = item;
			uint64_t hash = draw_command_hash(c);
			out->above_hash = hash_add(out->above_hash, &hash, sizeof hash);
			out->above_hash = hash_add(out->above_hash, &item.clip, sizeof item.clip);
		}
	}
}
