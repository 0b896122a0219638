/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map_reference.h - kiosk/map/raster/raster.h and tilepaint() once more, on cairo: for comparison in tests */
#ifndef BENCH_MAP_REFERENCE_H
#define BENCH_MAP_REFERENCE_H

#include "map/raster/tilepaint.h"

struct raster *reference_create(struct err *e);
void reference_destroy(struct raster *r);
void reference_target(struct raster *r, uint32_t *argb, int w, int h);
void reference_clear(struct raster *r, struct color color);
void reference_begin(struct raster *r);
void reference_point(struct raster *r, float x, float y);
void reference_end_part(struct raster *r, bool closed);
void reference_fill(struct raster *r, struct color color, bool even_odd);
void reference_stroke(struct raster *r, const struct raster_pen *pen);
bool reference_tilepaint(struct raster *r, const struct tile_job *job, struct arena *scratch, uint32_t *argb);

#endif
