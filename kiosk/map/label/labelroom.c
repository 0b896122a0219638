/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/label/labelroom.h"

#include <math.h>

enum { CELL_PX = 64, SIDE_MAX = 128, ENTRIES_MAX = 4 * LABELROOM_BOXES_MAX };

/* A box in one cell; next: the one before it there. */
struct entry {
	uint32_t box, next;
};

struct labelroom {
	struct label_box area;
	int columns, rows;
	uint32_t *heads; /* of the cells: entry + 1, 0 for none */
	struct label_box *boxes;
	struct entry *entries;
	uint32_t boxes_len, entries_len;
};

static int cells(float px)
{
	int count = (int)ceilf(px / CELL_PX);
	return count < 1 ? 1 : count > SIDE_MAX ? SIDE_MAX : count;
}

struct labelroom *labelroom_create(struct arena *a, struct label_box area)
{
	struct labelroom *room = ARENA_NEW(a, struct labelroom);
	room->area = area;
	room->columns = cells(area.x1 - area.x0);
	room->rows = cells(area.y1 - area.y0);
	room->heads = ARENA_ARRAY(a, uint32_t, (size_t)room->columns * (size_t)room->rows);
	room->boxes = ARENA_ARRAY(a, struct label_box, LABELROOM_BOXES_MAX);
	room->entries = ARENA_ARRAY(a, struct entry, ENTRIES_MAX);
	return room;
}

bool label_box_overlaps(struct label_box a, struct label_box b)
{
	return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

struct label_box label_box_around(const struct label_box *boxes, size_t len)
{
	struct label_box all = boxes[0];
	for (size_t i = 1; i < len; i++) {
		all.x0 = fminf(all.x0, boxes[i].x0);
		all.y0 = fminf(all.y0, boxes[i].y0);
		all.x1 = fmaxf(all.x1, boxes[i].x1);
		all.y1 = fmaxf(all.y1, boxes[i].y1);
	}
	return all;
}

/* What lies beyond the grid belongs to its outermost cells; not a number to the first. */
static int cell_of(float px, int count)
{
	float cell = floorf(px / CELL_PX);
	return cell > 0 ? (cell < (float)(count - 1) ? (int)cell : count - 1) : 0;
}

struct span {
	int c0, r0, c1, r1;
};

static struct span span_of(const struct labelroom *room, struct label_box b)
{
	return (struct span){ cell_of(b.x0 - room->area.x0, room->columns), cell_of(b.y0 - room->area.y0, room->rows),
		cell_of(b.x1 - room->area.x0, room->columns), cell_of(b.y1 - room->area.y0, room->rows) };
}

static bool is_box_free(const struct labelroom *room, struct label_box b)
{
	struct span s = span_of(room, b);
	for (int row = s.r0; row <= s.r1; row++) {
		for (int column = s.c0; column <= s.c1; column++) {
			uint32_t at = room->heads[row * room->columns + column];
			while (at) {
				const struct entry *e = &room->entries[at - 1];
				if (label_box_overlaps(b, room->boxes[e->box])) {
					return false;
				}
				at = e->next;
			}
		}
	}
	return true;
}

bool labelroom_is_free(const struct labelroom *room, const struct label_box *boxes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!is_box_free(room, boxes[i])) {
			return false;
		}
	}
	return true;
}

static size_t cells_of(const struct labelroom *room, struct label_box b)
{
	struct span s = span_of(room, b);
	return (size_t)(s.c1 - s.c0 + 1) * (size_t)(s.r1 - s.r0 + 1);
}

bool labelroom_take(struct labelroom *room, const struct label_box *boxes, size_t len)
{
	size_t entries = room->entries_len;
	for (size_t i = 0; i < len; i++) {
		entries += cells_of(room, boxes[i]);
	}
	if (room->boxes_len + len > LABELROOM_BOXES_MAX || entries > ENTRIES_MAX) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		struct span s = span_of(room, boxes[i]);
		room->boxes[room->boxes_len] = boxes[i];
		for (int row = s.r0; row <= s.r1; row++) {
			for (int column = s.c0; column <= s.c1; column++) {
				uint32_t *head = &room->heads[row * room->columns + column];
				room->entries[room->entries_len] = (struct entry){ room->boxes_len, *head };
				*head = ++room->entries_len;
			}
		}
		room->boxes_len++;
	}
	return true;
}

/* ---- so many in each square of the world ---- */

struct labelquota {
	double first_x, first_y, side; /* px of positions: the corner of the first square */
	int columns, rows;
	uint16_t most;
	uint16_t *taken;
};

enum { SQUARES_SIDE_MAX = 256 };

static int squares(double from, double to, double side)
{
	double count = ceil((to - from) / side);
	return count < 1 ? 1 : count > SQUARES_SIDE_MAX ? SQUARES_SIDE_MAX : (int)count;
}

struct labelquota *labelquota_create(struct arena *a, struct label_box area, double origin_x, double origin_y,
		double side, size_t most)
{
	struct labelquota *q = ARENA_NEW(a, struct labelquota);
	q->side = side;
	q->first_x = floor((origin_x + (double)area.x0) / side) * side - origin_x;
	q->first_y = floor((origin_y + (double)area.y0) / side) * side - origin_y;
	/* One more than fit in: whether the area begins amid a square must not change what a square may hold. */
	q->columns = squares((double)area.x0, (double)area.x1, side) + 1;
	q->rows = squares((double)area.y0, (double)area.y1, side) + 1;
	size_t each = most / ((size_t)q->columns * (size_t)q->rows);
	q->most = (uint16_t)(each < 1 ? 1 : each > UINT16_MAX ? UINT16_MAX : each);
	q->taken = ARENA_ARRAY(a, uint16_t, (size_t)q->columns * (size_t)q->rows);
	return q;
}

static uint16_t *square_of(const struct labelquota *q, float x, float y)
{
	double column = floor(((double)x - q->first_x) / q->side);
	double row = floor(((double)y - q->first_y) / q->side);
	if (!(column >= 0 && row >= 0 && column < q->columns && row < q->rows)) {
		return NULL;
	}
	return &q->taken[(size_t)row * (size_t)q->columns + (size_t)column];
}

bool labelquota_has(const struct labelquota *q, float x, float y)
{
	const uint16_t *taken = square_of(q, x, y);
	return taken && *taken < q->most;
}

void labelquota_take(struct labelquota *q, float x, float y)
{
	uint16_t *taken = square_of(q, x, y);
	if (taken && *taken < UINT16_MAX) {
		(*taken)++;
	}
}
