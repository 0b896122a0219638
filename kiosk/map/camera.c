/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/camera.h"

#include <math.h>
#include <string.h>

#define TILE_PX 512.0
#define MERCATOR_LAT_MAX 85.05112878
#define EARTH_RADIUS_M 6378137.0
#define EARTH_MEAN_RADIUS_M 6371008.8

/* Glide: the speed falls to 1/e every 325 ms, as people know it from their phones. */
#define GLIDE_DECAY_S 0.325
#define GLIDE_STOP_PX_S 20.0
#define GLIDE_START_PX_S 120.0
#define SPEED_SMOOTHING_S 0.05
/* Soft edges: how far they give at most, and how fast they stop a throw and bring the map back. */
#define SOFT_PX 160.0
#define SOFT_ZOOM 0.6
#define EDGE_DECAY_S 0.06
#define SPRING_MS 300

static double clamp(double v, double low, double high)
{
	return v < low ? low : v > high ? high : v;
}

static double radians(double degrees)
{
	return degrees * M_PI / 180;
}

struct world world_from_degrees(double lon, double lat)
{
	double phi = radians(clamp(lat, -MERCATOR_LAT_MAX, MERCATOR_LAT_MAX));
	return (struct world){ (lon + 180) / 360, (1 - asinh(tan(phi)) / M_PI) / 2 };
}

void world_to_degrees(struct world w, double *lon, double *lat)
{
	*lon = w.x * 360 - 180;
	*lat = atan(sinh(M_PI * (1 - 2 * w.y))) * 180 / M_PI;
}

static double world_px(double zoom)
{
	return TILE_PX * exp2(zoom);
}

void camera_project(const struct map_camera *c, struct rect rect, double lon, double lat, float *x, float *y)
{
	struct world centre = world_from_degrees(c->lon, c->lat);
	struct world at = world_from_degrees(lon, lat);
	double size = world_px(c->zoom);
	*x = (float)((at.x - centre.x) * size + rect.x + rect.w / 2.0);
	*y = (float)((at.y - centre.y) * size + rect.y + rect.h / 2.0);
}

void camera_unproject(const struct map_camera *c, struct rect rect, float x, float y, double *lon, double *lat)
{
	struct world centre = world_from_degrees(c->lon, c->lat);
	double size = world_px(c->zoom);
	struct world at = { centre.x + ((double)x - rect.x - rect.w / 2.0) / size,
		centre.y + ((double)y - rect.y - rect.h / 2.0) / size };
	world_to_degrees(at, lon, lat);
}

double camera_metres_per_px(const struct map_camera *c)
{
	return 2 * M_PI * EARTH_RADIUS_M * cos(radians(c->lat)) / world_px(c->zoom);
}

double distance_metres(double lon1, double lat1, double lon2, double lat2)
{
	double dlat = radians(lat2 - lat1);
	double dlon = radians(lon2 - lon1);
	double h = pow(sin(dlat / 2), 2) + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(dlon / 2), 2);
	return 2 * EARTH_MEAN_RADIUS_M * asin(sqrt(fmin(1, h)));
}

double bearing_degrees(double lon1, double lat1, double lon2, double lat2)
{
	double dlon = radians(lon2 - lon1);
	double y = sin(dlon) * cos(radians(lat2));
	double x = cos(radians(lat1)) * sin(radians(lat2)) - sin(radians(lat1)) * cos(radians(lat2)) * cos(dlon);
	double degrees = atan2(y, x) * 180 / M_PI;
	return degrees < 0 ? degrees + 360 : degrees;
}

double camera_zoom_max(const struct camera_limits *limits, double lon, double lat)
{
	return coverage_zoom_max(limits->areas, limits->areas_len, lon, lat, limits->zoom_max);
}

struct map_camera camera_limit(struct map_camera c, const struct camera_limits *limits)
{
	c.lon = clamp(c.lon, limits->west, limits->east);
	c.lat = clamp(c.lat, limits->south, limits->north);
	c.zoom = clamp(c.zoom, limits->zoom_min, camera_zoom_max(limits, c.lon, c.lat));
	return c;
}

struct map_camera camera_fit(struct map_camera c, struct rect rect, const double *lon_lat, int count, int margin_px,
		double zoom_most)
{
	if (count <= 0) {
		return c;
	}
	struct world low = { 2, 2 };
	struct world high = { -1, -1 };
	for (int i = 0; i < count; i++) {
		struct world w = world_from_degrees(lon_lat[2 * i], lon_lat[2 * i + 1]);
		low = (struct world){ fmin(low.x, w.x), fmin(low.y, w.y) };
		high = (struct world){ fmax(high.x, w.x), fmax(high.y, w.y) };
	}
	double room_x = fmax(rect.w - 2 * margin_px, 1);
	double room_y = fmax(rect.h - 2 * margin_px, 1);
	double scale = fmin(room_x / fmax(high.x - low.x, 1e-12), room_y / fmax(high.y - low.y, 1e-12));
	c.zoom = clamp(log2(scale / TILE_PX), CAMERA_ZOOM_MIN, zoom_most);
	world_to_degrees((struct world){ (low.x + high.x) / 2, (low.y + high.y) / 2 }, &c.lon, &c.lat);
	return c;
}

struct map_camera camera_pan(struct map_camera c, double dx, double dy)
{
	struct world centre = world_from_degrees(c.lon, c.lat);
	double size = world_px(c.zoom);
	world_to_degrees((struct world){ centre.x - dx / size, clamp(centre.y - dy / size, 0, 1) }, &c.lon, &c.lat);
	return c;
}

struct map_camera camera_zoom_about(struct map_camera c, struct rect rect, float x, float y, double zoom)
{
	double dx = (double)x - rect.x - rect.w / 2.0;
	double dy = (double)y - rect.y - rect.h / 2.0;
	struct map_camera out = camera_pan(c, -dx, -dy);
	out.zoom = clamp(zoom, CAMERA_ZOOM_MIN, CAMERA_ZOOM_MAX);
	return camera_pan(out, dx, dy);
}

struct scale_bar camera_scale_bar(const struct map_camera *c, int max_px)
{
	static const int steps[] = { 5, 2, 1 };
	double per_px = camera_metres_per_px(c);
	double most = per_px * max_px;
	for (int power = 1000000; power >= 1; power /= 10) {
		for (int i = 0; i < 3; i++) {
			if (steps[i] * (double)power <= most) {
				int metres = steps[i] * power;
				return (struct scale_bar){ metres, (int)lround(metres / per_px) };
			}
		}
	}
	return (struct scale_bar){ 1, (int)lround(1 / per_px) };
}

/* ---- soft edges ---- */

/* A pull of `far` shows as less, never as much as `most`; at the edge itself it still shows as much as it is. The same
 * pull back undoes it exactly, however many steps it came in. */
static double soften(double far, double most)
{
	return most * (1 - exp(-far / most));
}

static double harden(double shown, double most)
{
	return -most * log(fmax(1 - shown / most, 1e-6));
}

/* v moved by `by`, where low and high give way. */
static double soft_move(double v, double by, double low, double high, double most)
{
	double free = v;
	if (v < low) {
		free = low - harden(low - v, most);
	} else if (v > high) {
		free = high + harden(v - high, most);
	}
	free += by;
	if (free < low) {
		return low - soften(low - free, most);
	}
	return free > high ? high + soften(free - high, most) : free;
}

/* Content follows by dx, dy px, unless it is beyond its limits: then less and less. */
static struct map_camera soft_pan(struct map_camera c, const struct camera_limits *l, double dx, double dy)
{
	double size = world_px(c.zoom);
	struct world centre = world_from_degrees(c.lon, c.lat);
	struct world low = world_from_degrees(l->west, l->north);
	struct world high = world_from_degrees(l->east, l->south);
	centre.x = soft_move(centre.x, -dx / size, low.x, high.x, SOFT_PX / size);
	centre.y = soft_move(centre.y, -dy / size, low.y, high.y, SOFT_PX / size);
	centre.y = clamp(centre.y, 0, 1);
	world_to_degrees(centre, &c.lon, &c.lat);
	return c;
}

static struct map_camera zoom_about(struct map_camera c, struct rect rect, float x, float y, double zoom)
{
	double dx = (double)x - rect.x - rect.w / 2.0;
	double dy = (double)y - rect.y - rect.h / 2.0;
	struct map_camera out = camera_pan(c, -dx, -dy);
	out.zoom = zoom;
	return camera_pan(out, dx, dy);
}

static bool is_beyond(const struct map_camera *c, const struct camera_limits *l)
{
	struct map_camera in = camera_limit(*c, l);
	const double nothing = 1e-9;
	return fabs(in.lon - c->lon) > nothing || fabs(in.lat - c->lat) > nothing || fabs(in.zoom - c->zoom) > nothing;
}

/* ---- moving ---- */

void mover_stop(struct mover *m)
{
	m->gliding = m->animating = false;
	m->speed_x = m->speed_y = 0;
}

static int fingers_down(const struct mover *m)
{
	return (int)m->touch[0].down + (int)m->touch[1].down;
}

static int index_of(const struct mover *m, int finger)
{
	for (int i = 0; i < 2; i++) {
		if (m->touch[i].down && m->touch[i].finger == finger) {
			return i;
		}
	}
	return -1;
}

void mover_down(struct mover *m, int finger, float x, float y, int64_t now_us)
{
	int i = index_of(m, finger);
	mover_stop(m);
	for (int free = 0; free < 2 && i < 0; free++) {
		i = m->touch[free].down ? -1 : free;
	}
	if (i >= 0) {
		m->touch[i].finger = finger;
		m->touch[i].x = m->hold_x = x;
		m->touch[i].y = m->hold_y = y;
		m->touch[i].down = true;
	}
	m->last_us = now_us;
}

static void note_speed(struct mover *m, double dx, double dy, int64_t now_us)
{
	double seconds = (double)(now_us - m->last_us) / 1e6;
	if (seconds <= 0) {
		return;
	}
	double weight = 1 - exp(-seconds / SPEED_SMOOTHING_S);
	m->speed_x += (dx / seconds - m->speed_x) * weight;
	m->speed_y += (dy / seconds - m->speed_y) * weight;
	m->last_us = now_us;
}

/* The zoom may go as close as the data under the middle or under the fingers, to which the map comes by zooming. */
static double zoom_max_about(const struct map_camera *c, const struct map_frame *f, float x, float y)
{
	double lon;
	double lat;
	camera_unproject(c, f->rect, x, y, &lon, &lat);
	return fmax(camera_zoom_max(&f->limits, c->lon, c->lat), camera_zoom_max(&f->limits, lon, lat));
}

/* The middle between two fingers keeps what lies under it; what they part by is the zoom. */
static void pinch(struct mover *m, struct map_camera *c, const struct map_frame *f, int i, float x, float y)
{
	float ox = m->touch[1 - i].x;
	float oy = m->touch[1 - i].y;
	double before = hypot((double)(m->touch[i].x - ox), (double)(m->touch[i].y - oy));
	double after = hypot((double)(x - ox), (double)(y - oy));
	float cx = (m->touch[i].x + ox) / 2;
	float cy = (m->touch[i].y + oy) / 2;
	if (before > 1 && after > 1) {
		double most = zoom_max_about(c, f, cx, cy);
		double zoom = soft_move(c->zoom, log2(after / before), f->limits.zoom_min, most, SOFT_ZOOM);
		*c = zoom_about(*c, f->rect, cx, cy, zoom);
	}
	m->hold_x = (x + ox) / 2;
	m->hold_y = (y + oy) / 2;
	*c = soft_pan(*c, &f->limits, (double)(m->hold_x - cx), (double)(m->hold_y - cy));
}

void mover_move(struct mover *m, struct map_camera *c, const struct map_frame *f, int finger, float x, float y,
		int64_t now_us)
{
	int i = index_of(m, finger);
	if (i < 0) {
		return;
	}
	double dx = (double)(x - m->touch[i].x);
	double dy = (double)(y - m->touch[i].y);
	if (fingers_down(m) == 1) {
		*c = soft_pan(*c, &f->limits, dx, dy);
		note_speed(m, dx, dy, now_us);
	} else {
		pinch(m, c, f, i, x, y);
		m->speed_x = m->speed_y = 0;
		m->last_us = now_us;
	}
	m->touch[i].x = x;
	m->touch[i].y = y;
}

/* From beyond the limits, by the way the fingers came. */
static void spring(struct mover *m, const struct map_camera *c, const struct map_frame *f, int64_t now_us)
{
	struct map_camera in = camera_limit(*c, &f->limits);
	double zoom = clamp(c->zoom, f->limits.zoom_min, camera_zoom_max(&f->limits, in.lon, in.lat));
	struct map_camera from = *c;
	struct map_camera to = zoom_about(*c, f->rect, m->hold_x, m->hold_y, zoom);
	mover_go(m, &from, camera_limit(to, &f->limits), SPRING_MS, now_us);
}

void mover_up(struct mover *m, const struct map_camera *c, const struct map_frame *f, int finger, int64_t now_us)
{
	int i = index_of(m, finger);
	if (i < 0) {
		return;
	}
	m->touch[i].down = false;
	if (fingers_down(m) > 0) {
		return;
	}
	/* A finger that rested before it left does not throw the map. */
	bool fast = hypot(m->speed_x, m->speed_y) > GLIDE_START_PX_S && now_us - m->last_us < 60000;
	if (is_beyond(c, &f->limits)) {
		spring(m, c, f, now_us);
	} else if (fast) {
		m->gliding = true;
		m->last_us = now_us;
	}
}

void mover_go(struct mover *m, struct map_camera *c, struct map_camera to, int duration_ms, int64_t now_us)
{
	mover_stop(m);
	if (duration_ms <= 0) {
		*c = to;
		return;
	}
	m->animating = true;
	m->from = *c;
	m->to = to;
	m->start_us = now_us;
	m->duration_ms = duration_ms;
}

static bool step_animation(struct mover *m, struct map_camera *c, int64_t now_us)
{
	double t = clamp((double)(now_us - m->start_us) / (m->duration_ms * 1000.0), 0, 1);
	double u = 1 - pow(1 - t, 3);
	if (t >= 1) {
		*c = m->to;
		m->animating = false;
		return false;
	}
	double zoom = m->from.zoom + (m->to.zoom - m->from.zoom) * u;
	/* While the zoom changes the centre goes so that one point of the screen stands still: a double tap does not
	 * swim. */
	double whole = 1 - exp2(m->from.zoom - m->to.zoom);
	double part = fabs(whole) > 1e-9 ? (1 - exp2(m->from.zoom - zoom)) / whole : u;
	struct world a = world_from_degrees(m->from.lon, m->from.lat);
	struct world b = world_from_degrees(m->to.lon, m->to.lat);
	world_to_degrees((struct world){ a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part }, &c->lon, &c->lat);
	c->zoom = zoom;
	return true;
}

static bool step_glide(struct mover *m, struct map_camera *c, const struct map_frame *f, int64_t now_us)
{
	double seconds = clamp((double)(now_us - m->last_us) / 1e6, 0, 0.1);
	bool beyond = is_beyond(c, &f->limits);
	double tau = beyond ? EDGE_DECAY_S : GLIDE_DECAY_S;
	double decay = exp(-seconds / tau);
	double reach = tau * (1 - decay);
	*c = soft_pan(*c, &f->limits, m->speed_x * reach, m->speed_y * reach);
	m->speed_x *= decay;
	m->speed_y *= decay;
	m->last_us = now_us;
	double stop = beyond ? GLIDE_START_PX_S : GLIDE_STOP_PX_S;
	if (hypot(m->speed_x, m->speed_y) >= stop) {
		return true;
	}
	mover_stop(m);
	if (is_beyond(c, &f->limits)) {
		spring(m, c, f, now_us);
	}
	return m->animating;
}

bool mover_step(struct mover *m, struct map_camera *c, const struct map_frame *f, int64_t now_us)
{
	return m->animating ? step_animation(m, c, now_us) : m->gliding && step_glide(m, c, f, now_us);
}

bool mover_is_busy(const struct mover *m)
{
	return m->animating || m->gliding || fingers_down(m) > 0;
}
