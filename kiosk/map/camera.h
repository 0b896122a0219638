/* SPDX-License-Identifier: GPL-3.0-or-later */
/* camera.h - where the map looks, and how fingers and buttons move it
 *
 * Web Mercator (EPSG:3857) with 512 px tiles: at zoom z the world is 512 * 2^z px
 * wide. Pure values: time comes in as an argument, limits are kept by every
 * function. Any thread. */
#ifndef MAP_CAMERA_H
#define MAP_CAMERA_H

#include <stdbool.h>
#include <stdint.h>

#include "draw/draw.h"
#include "map/coverage.h"

#define CAMERA_ZOOM_MIN 4.0
#define CAMERA_ZOOM_MAX 19.0

struct camera_limits {
	double west, south, east, north; /* degrees; the centre stays inside */
	double zoom_min, zoom_max;
	const struct map_area *areas; /* lent: where there are data, which limit the zoom too; none: they do not */
	size_t areas_len;
};

/* World position: 0..1 from the west edge, 0..1 from the north edge. */
struct world {
	double x, y;
};
struct world world_from_degrees(double lon, double lat);
void world_to_degrees(struct world w, double *lon, double *lat);

/* px of `rect` for a place on earth; may lie outside of it. */
void camera_project(const struct map_camera *c, struct rect rect, double lon, double lat, float *x, float *y);
void camera_unproject(const struct map_camera *c, struct rect rect, float x, float y, double *lon, double *lat);
/* Ground metres one px stands for at the centre (spherical earth, radius 6378137 m). */
double camera_metres_per_px(const struct map_camera *c);
/* Great-circle distance, metres (mean radius 6371008.8 m). */
double distance_metres(double lon1, double lat1, double lon2, double lat2);
/* Initial bearing, degrees clockwise from north, 0 to 360. */
double bearing_degrees(double lon1, double lat1, double lon2, double lat2);
/* The closest zoom of a map whose middle is there. */
double camera_zoom_max(const struct camera_limits *limits, double lon, double lat);
/* Moves the centre and zoom into the limits. */
struct map_camera camera_limit(struct map_camera c, const struct camera_limits *limits);
/* The camera that shows all points with `margin_px` around, not closer than zoom_most. count 0: c unchanged. */
struct map_camera camera_fit(struct map_camera c, struct rect rect, const double *lon_lat, int count, int margin_px,
		double zoom_most);
/* Content follows the finger by dx, dy px. */
struct map_camera camera_pan(struct map_camera c, double dx, double dy);
/* The point under x, y stays there while the zoom changes. */
struct map_camera camera_zoom_about(struct map_camera c, struct rect rect, float x, float y, double zoom);

/* The scale bar: the longest of 1, 2, 5 x 10^n metres that is at most max_px wide. */
struct scale_bar {
	int metres;
	int px;
};
struct scale_bar camera_scale_bar(const struct map_camera *c, int max_px);

/* One or two fingers on the map, inertia after them, and animated moves by buttons.
 *
 * The edges are soft: a finger, and a throw, may pull the map some way past its limits, against a resistance that
 * grows; as soon as nothing holds it any more it springs back. North stays up: fingers that turn do not turn it. */
struct mover {
	struct {
		int finger;
		float x, y;
		bool down;
	} touch[2];
	double speed_x, speed_y; /* px per second, smoothed */
	float hold_x, hold_y;    /* what a zoom springs back about */
	int64_t last_us;
	bool gliding;
	bool animating;
	struct map_camera from, to;
	int64_t start_us;
	int duration_ms;
};

/* Where the map is on the screen and how far it goes. */
struct map_frame {
	struct rect rect;
	struct camera_limits limits;
};

/* A finger that is down already is only put to another place: the map does not move by the way between. */
void mover_down(struct mover *m, int finger, float x, float y, int64_t now_us);
void mover_move(struct mover *m, struct map_camera *c, const struct map_frame *f, int finger, float x, float y,
		int64_t now_us);
/* Begins the glide of a finger that left fast, or the way back from beyond the limits. */
void mover_up(struct mover *m, const struct map_camera *c, const struct map_frame *f, int finger, int64_t now_us);
/* Cubic ease out over duration_ms; 0 jumps at once. */
void mover_go(struct mover *m, struct map_camera *c, struct map_camera to, int duration_ms, int64_t now_us);
/* Advances glide, spring or animation; true while it still moves. */
bool mover_step(struct mover *m, struct map_camera *c, const struct map_frame *f, int64_t now_us);
bool mover_is_busy(const struct mover *m);
void mover_stop(struct mover *m);

#endif
