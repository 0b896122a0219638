/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/touchpoint.h"

#include <math.h>
#include <string.h>

struct touchpoint_matrix touchpoint_identity(void)
{
	return (struct touchpoint_matrix){ { 1, 0, 0, 0, 1, 0 } };
}

struct touchpoint_matrix touchpoint_combine(struct touchpoint_matrix first, struct touchpoint_matrix second)
{
	const double *a = first.at;
	const double *b = second.at;
	return (struct touchpoint_matrix){ {
			b[0] * a[0] + b[1] * a[3],
			b[0] * a[1] + b[1] * a[4],
			b[0] * a[2] + b[1] * a[5] + b[2],
			b[3] * a[0] + b[4] * a[3],
			b[3] * a[1] + b[4] * a[4],
			b[3] * a[2] + b[4] * a[5] + b[5],
	} };
}

struct touchpoint_matrix touchpoint_rotation(long degrees)
{
	/* Turned clockwise by 90: the picture's top left is the panel's top right, so x = v and y = 1 - u. */
	switch (degrees) {
	case 90:
		return (struct touchpoint_matrix){ { 0, 1, 0, -1, 0, 1 } };
	case 180:
		return (struct touchpoint_matrix){ { -1, 0, 1, 0, -1, 1 } };
	case 270:
		return (struct touchpoint_matrix){ { 0, -1, 1, 1, 0, 0 } };
	default:
		return touchpoint_identity();
	}
}

/* A finger on the bezel still means the edge; NaN (a broken matrix) means the first pixel. */
static int to_pixel(double position, int size_px)
{
	double pixel = floor(position * size_px);
	if (!(pixel > 0) || size_px <= 0) {
		return 0;
	}
	return pixel >= size_px ? size_px - 1 : (int)pixel;
}

void touchpoint_place(const struct touchpoint_matrix *m, double u, double v, int width_px, int height_px, int *x_px,
		int *y_px)
{
	*x_px = to_pixel(m->at[0] * u + m->at[1] * v + m->at[2], width_px);
	*y_px = to_pixel(m->at[3] * u + m->at[4] * v + m->at[5], height_px);
}

static struct touchpoint_finger *find_finger(struct touchpoint_tracker *t, int32_t device, int32_t slot)
{
	for (int i = 0; i < TOUCHPOINT_FINGERS_MAX; i++) {
		struct touchpoint_finger *f = &t->fingers[i];
		if (f->down && f->device == device && f->slot == slot) {
			return f;
		}
	}
	return NULL;
}

static struct touchpoint_finger *free_finger(struct touchpoint_tracker *t)
{
	for (int i = 0; i < TOUCHPOINT_FINGERS_MAX; i++) {
		if (!t->fingers[i].down) {
			return &t->fingers[i];
		}
	}
	return NULL;
}

static void make_point(const struct touchpoint_tracker *t, const struct touchpoint_finger *f,
		enum touchpoint_phase phase, int64_t time_us, struct touchpoint *out)
{
	*out = (struct touchpoint){
		.id = (int)(f - t->fingers),
		.phase = phase,
		.x_px = f->x_px,
		.y_px = f->y_px,
		.time_us = time_us,
	};
}

bool touchpoint_feed(struct touchpoint_tracker *t, const struct touchpoint_contact *c, struct touchpoint *out)
{
	struct touchpoint_finger *f = find_finger(t, c->device, c->slot);
	enum touchpoint_phase phase = c->phase;
	if (phase == TOUCHPOINT_UP || phase == TOUCHPOINT_CANCEL) {
		if (!f) {
			return false;
		}
		f->down = false;
		make_point(t, f, phase, c->time_us, out);
		return true;
	}
	if (phase == TOUCHPOINT_DOWN && f) {
		phase = TOUCHPOINT_MOVE; /* the driver forgot the up: the same finger went elsewhere */
	}
	if (!f) {
		f = phase == TOUCHPOINT_DOWN ? free_finger(t) : NULL;
		if (!f) {
			return false;
		}
		*f = (struct touchpoint_finger){ .down = true, .device = c->device, .slot = c->slot };
	}
	int x_px;
	int y_px;
	touchpoint_place(&t->matrix, c->u, c->v, t->width_px, t->height_px, &x_px, &y_px);
	if (phase == TOUCHPOINT_MOVE && x_px == f->x_px && y_px == f->y_px) {
		return false;
	}
	f->x_px = x_px;
	f->y_px = y_px;
	make_point(t, f, phase, c->time_us, out);
	return true;
}

bool touchpoint_cancel(struct touchpoint_tracker *t, int32_t device, int64_t time_us, struct touchpoint *out)
{
	for (int i = 0; i < TOUCHPOINT_FINGERS_MAX; i++) {
		struct touchpoint_finger *f = &t->fingers[i];
		if (f->down && f->device == device) {
			f->down = false;
			make_point(t, f, TOUCHPOINT_CANCEL, time_us, out);
			return true;
		}
	}
	return false;
}
