/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kiosk_options.h - what the interface is started with, and what it counts */
#ifndef PLATFORM_KIOSK_OPTIONS_H
#define PLATFORM_KIOSK_OPTIONS_H

#include <stdint.h>

#include "app/app.h"
#include "handover/content_options.h"
#include "platform/display.h"

struct kiosk_options {
	struct app_config app; /* width and height are filled in from the screen */
	struct display_options screen;
	struct content_options content;
	const char *assets; /* folder with icons/, fonts.yaml, mapstyle/ */
	/* crypt(5) hashes; NULL or "": none */
	const char *professional_code, *technician_code;
	const char *config_path;   /* of borne.yaml, for the technician's pages; NULL: the usual one */
	const char *machine_root;  /* where they read sysfs, proc and the settings; NULL: this machine */
	const char *codes_dir;     /* where wrong ones are counted; NULL: in the run folder, where there is one */
	const double *calibration; /* six numbers; NULL: none */
	long map_cache_mib;
};

/* What one frame took. */
struct kiosk_stats {
	uint64_t frames;       /* painted since the start */
	uint64_t unseen;       /* of them laid out and not painted, see kiosk_paint_always() */
	uint64_t builds;       /* of pages: boxes made, measured and placed, for all frames together */
	int builds_most;       /* of them for one frame, since the start */
	uint64_t events;       /* given to update() */
	uint64_t unasked;      /* frames painted although nothing had happened since the one before: each is a fault */
	uint64_t unsettled;    /* frames whose layout did not settle: likewise */
	int64_t paint_cpu_us;  /* of all frames: view, layout, map, painting, presenting */
	int64_t last_frame_us; /* monotonic (real) time at which the last frame was on the screen */
	int64_t started_us;    /* real monotonic time of kiosk_create() */
	int64_t first_frame_us;
};

#endif
