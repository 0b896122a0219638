/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ghosts.h - tells borne-unit which spots of the panel are muted: RUN/ui/touch.json (sync/FORMAT.md section 3) */
#ifndef PLATFORM_GHOSTS_H
#define PLATFORM_GHOSTS_H

#include "device/ghost.h"

struct kiosk;
/* Writes and logs it when their number changed since the last call. UI thread. */
void ghosts_tell(struct kiosk *k);
/* The file's text; owned. `now` unix seconds, now_us the clock of the touches. */
char *ghosts_text(const struct ghost *g, int width_px, int height_px, int64_t now, int64_t now_us);

#endif
