/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/damage.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct mark {
	uint64_t hash;
	struct rect bounds; /* clipped to what was visible */
};

struct damage {
	struct mark *marks;
	struct mark *spare; /* the two take turns: no allocation in the steady state */
	size_t len;
	size_t capacity;
	size_t spare_capacity;
	bool all;
};

struct damage *damage_create(void)
{
	struct damage *d = mem_zalloc(1, sizeof *d);
	d->all = true;
	return d;
}

void damage_destroy(struct damage *d)
{
	if (d) {
		free(d->marks);
		free(d->spare);
		free(d);
	}
}

void damage_all(struct damage *d)
{
	d->all = true;
}

static struct rect outer_rect(struct rectf r, float grow)
{
	int x = (int)floorf(r.x - grow);
	int y = (int)floorf(r.y - grow);
	return (struct rect){ x, y, (int)ceilf(r.x + r.w + grow) - x, (int)ceilf(r.y + r.h + grow) - y };
}

struct rect damage_bounds(const struct draw_command *c, struct fonts *fonts, struct rect screen)
{
	switch (c->type) {
	case DRAW_BOX:
		return c->box.rect;
	case DRAW_TEXT: {
		const struct draw_text *t = &c->text;
		/* Glyphs may reach past their advance; half an em around is more than any of our fonts needs. */
		int margin = t->size_px / 2;
		int w = fonts_measure(fonts, t->weight, t->size_px, t->text, t->len);
		return (struct rect){ t->x - margin, t->baseline_y - t->size_px - margin, w + 2 * margin,
			2 * t->size_px + 2 * margin };
	}
	case DRAW_PATH:
		return outer_rect(c->path.to, c->path.stroke_px + 1);
	case DRAW_ICON:
		return rect_inset(c->icon.to, -2);
	case DRAW_IMAGE:
		return outer_rect(c->image.to, 1);
	case DRAW_MAP:
		return c->map.rect;
	case DRAW_CLIP:
	case DRAW_UNCLIP:
		break;
	}
	return screen; /* a clip that changed may show or hide anything */
}

static void build_marks(struct mark *marks, const struct draw_list *list, struct fonts *fonts, struct rect screen)
{
	struct draw_clips clips;
	draw_clips_init(&clips, screen);
	for (size_t i = 0; i < list->len; i++) {
		const struct draw_command *c = &list->commands[i];
		struct rect before = draw_clips_now(&clips);
		bool clip = draw_clips_follow(&clips, c);
		marks[i].hash = draw_command_hash(c);
		marks[i].bounds = !clip                  ? rect_intersect(damage_bounds(c, fonts, screen), before)
				  : c->type == DRAW_CLIP ? draw_clips_now(&clips)
							 : before;
	}
}

/* What differs between the lists, leaving out the commands they share at both ends. */
static struct rect compare(const struct mark *old, size_t old_len, const struct mark *new, size_t new_len)
{
	size_t start = 0;
	size_t shorter = old_len < new_len ? old_len : new_len;
	struct rect changed = { 0 };
	if (old_len == new_len) {
		for (size_t i = 0; i < new_len; i++) {
			if (old[i].hash != new[i].hash) {
				changed = rect_union(changed, rect_union(old[i].bounds, new[i].bounds));
			}
		}
		return changed;
	}
	while (start < shorter && old[start].hash == new[start].hash) {
		start++;
	}
	size_t same_tail = 0;
	while (same_tail < shorter - start && old[old_len - 1 - same_tail].hash == new[new_len - 1 - same_tail].hash) {
		same_tail++;
	}
	for (size_t i = start; i < old_len - same_tail; i++) {
		changed = rect_union(changed, old[i].bounds);
	}
	for (size_t i = start; i < new_len - same_tail; i++) {
		changed = rect_union(changed, new[i].bounds);
	}
	return changed;
}

struct rect damage_next(struct damage *d, const struct draw_list *list, struct fonts *fonts, struct rect screen)
{
	if (d->spare_capacity < list->len) {
		d->spare_capacity = list->len * 2;
		d->spare = mem_resize(d->spare, d->spare_capacity, sizeof *d->spare);
	}
	build_marks(d->spare, list, fonts, screen);
	struct rect changed = d->all ? screen : compare(d->marks, d->len, d->spare, list->len);
	struct mark *marks = d->marks;
	size_t capacity = d->capacity;
	d->marks = d->spare;
	d->capacity = d->spare_capacity;
	d->spare = marks;
	d->spare_capacity = capacity;
	d->len = list->len;
	d->all = false;
	return rect_intersect(changed, screen);
}
