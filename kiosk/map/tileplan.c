/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/tileplan.h"

#include <math.h>
#include <stdlib.h>

/* How far the ring looks ahead (a quarter of a second of frames), and how wide it is all around. */
#define AHEAD_FRAMES 15.0
#define RING_PX 160.0
/* Ancestors that stand in: two levels up around the view, five up wherever a throw may end. */
#define NEAR_LEVELS 2
#define FAR_LEVELS 5
#define FAR_VIEWS 4.0

/* The world at one zoom as the view has it: px of its corner relative to the screen, and of its tiles. */
struct grid {
	int z;
	double side, left, top;
	long last; /* tile number */
};

static struct grid grid_at(const struct map_camera *c, struct rect rect, int z)
{
	struct world centre = world_from_degrees(c->lon, c->lat);
	double world = TILEPLAN_PX * exp2(c->zoom);
	return (struct grid){ .z = z,
		.side = world / exp2(z),
		.left = centre.x * world - rect.w / 2.0 - rect.x,
		.top = centre.y * world - rect.h / 2.0 - rect.y,
		.last = (long)exp2(z) - 1 };
}

struct area {
	double x0, y0, x1, y1; /* device px */
};

static struct area grown(struct rect r, double left, double top, double right, double bottom)
{
	return (struct area){ r.x - left, r.y - top, r.x + r.w + right, r.y + r.h + bottom };
}

static bool is_planned(const struct tileplan *p, size_t from, struct tile_id id)
{
	for (size_t i = from; i < p->len; i++) {
		if (p->at[i].id.z == id.z && p->at[i].id.x == id.x && p->at[i].id.y == id.y) {
			return true;
		}
	}
	return false;
}

/* All tiles of the grid that touch the area and are not planned yet. */
static void add(struct tileplan *p, const struct grid *g, struct area a, struct planned_tile like, size_t most)
{
	long y0 = (long)floor((a.y0 + g->top) / g->side);
	long x0 = (long)floor((a.x0 + g->left) / g->side);
	double middle_x = (a.x0 + a.x1) / 2;
	double middle_y = (a.y0 + a.y1) / 2;
	for (long y = y0 < 0 ? 0 : y0; y <= g->last && (double)y * g->side - g->top < a.y1; y++) {
		for (long x = x0 < 0 ? 0 : x0; x <= g->last && (double)x * g->side - g->left < a.x1; x++) {
			struct planned_tile t = like;
			t.id = (struct tile_id){ g->z, (uint32_t)x, (uint32_t)y };
			if (p->len >= most || is_planned(p, 0, t.id)) {
				continue;
			}
			t.to = (struct rectf){ (float)((double)x * g->side - g->left),
				(float)((double)y * g->side - g->top), (float)g->side, (float)g->side };
			double dx = (double)t.to.x + g->side / 2 - middle_x;
			double dy = (double)t.to.y + g->side / 2 - middle_y;
			t.from_centre = (float)(dx * dx + dy * dy);
			p->at[p->len++] = t;
		}
	}
}

static int nearer(const void *a, const void *b)
{
	const struct planned_tile *x = a;
	const struct planned_tile *y = b;
	return (x->from_centre > y->from_centre) - (x->from_centre < y->from_centre);
}

static void sort_from(struct tileplan *p, size_t from)
{
	qsort(p->at + from, p->len - from, sizeof p->at[0], nearer);
}

/* Whole px for all, counted from the tile in the middle: neighbours meet, and nothing is scaled by a px. */
static void snap(struct tileplan *p, int size_px)
{
	if (p->len == 0) {
		return;
	}
	struct planned_tile first = p->at[0];
	float x = roundf(first.to.x);
	float y = roundf(first.to.y);
	for (size_t i = 0; i < p->len; i++) {
		struct planned_tile *t = &p->at[i];
		t->to = (struct rectf){ x + (float)((long)t->id.x - (long)first.id.x) * (float)size_px,
			y + (float)((long)t->id.y - (long)first.id.y) * (float)size_px, (float)size_px,
			(float)size_px };
	}
}

static void add_ancestors(struct tileplan *p, const struct map_camera *c, struct rect rect, int z)
{
	struct planned_tile like = { .use = TILEPLAN_STAND_IN, .size_px = TILEPLAN_PX };
	if (z >= NEAR_LEVELS) {
		struct grid g = grid_at(c, rect, z - NEAR_LEVELS);
		add(p, &g, grown(rect, rect.w / 2.0, rect.h / 2.0, rect.w / 2.0, rect.h / 2.0), like, TILEPLAN_MAX);
	}
	like.size_px = TILEPLAN_STAND_IN_PX;
	if (z >= FAR_LEVELS) {
		struct grid g = grid_at(c, rect, z - FAR_LEVELS);
		double x = rect.w * FAR_VIEWS;
		double y = rect.h * FAR_VIEWS;
		add(p, &g, grown(rect, x, y, x, y), like, TILEPLAN_MAX);
	}
}

/* Content that goes right uncovers what is left of it. */
static double ahead(double motion, double most)
{
	return fmin(fmax(motion * AHEAD_FRAMES, 0), most);
}

void tileplan_make(struct tileplan *plan, const struct map_camera *c, struct rect rect, struct tileplan_motion motion)
{
	int z = (int)floor(c->zoom + 1e-6);
	z = z < 0 ? 0 : z;
	plan->len = plan->shown = 0;
	struct grid g = grid_at(c, rect, z);
	int exact_px = (int)lround(g.side);
	struct planned_tile like = { .use = TILEPLAN_SHOWN, .size_px = motion.zooming ? TILEPLAN_PX : exact_px };
	add(plan, &g, grown(rect, 0, 0, 0, 0), like, TILEPLAN_SHOWN_MAX);
	/* Snapping may move the outermost tiles by a px or two: those that only just miss the edge belong to it. */
	if (!motion.zooming) {
		add(plan, &g, grown(rect, 2, 2, 2, 2), like, TILEPLAN_SHOWN_MAX);
	}
	sort_from(plan, 0);
	if (!motion.zooming) {
		snap(plan, exact_px);
	}
	plan->shown = plan->len;
	add_ancestors(plan, c, rect, z);
	if (motion.zooming) {
		return; /* the ring is for those who drag: a zoom needs other tiles soon */
	}
	size_t ring = plan->len;
	like.use = TILEPLAN_AHEAD;
	add(plan, &g,
			grown(rect, RING_PX + ahead(motion.dx, rect.w), RING_PX + ahead(motion.dy, rect.h),
					RING_PX + ahead(-motion.dx, rect.w), RING_PX + ahead(-motion.dy, rect.h)),
			like, TILEPLAN_MAX);
	sort_from(plan, ring);
}
