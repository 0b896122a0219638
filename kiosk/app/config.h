/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config.h - what the interface is told of its unit when it starts */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

/* So many wrong codes, then so long a wait (lockout). */
enum { CODE_TRIES = 5, CODE_WAIT_S = 300 };

/* What the unit is, fixed for the life of the process; strings borrowed for as long. */
struct app_config {
	const char *site;      /* id of sites.yaml; "": the first */
	bool asks_site;        /* with "": it asks on its screen where it stands, when there are several */
	const char *language;  /* it greets in: a code of the content; NULL, "" or unknown: the first */
	const char *unit_name; /* for the technician page */
	const char *version;
	const char *identity;      /* of the machine, for a QR code; NULL or "": unknown */
	const char *identity_name; /* what people call it; as above */
	int width_px, height_px;
	float mm_per_px;                  /* as pages are drawn: metrics_fit_mm() */
	float glass_mm_per_px;            /* of the glass: what a finger touches; 0: the same */
	int rotate;                       /* degrees that the picture is turned on the panel */
	int brightness;                   /* percent of the lamp by day; 0: 100 */
	bool has_night;                   /* at rest in these hours the screen is darker: */
	int night_from_min, night_to_min; /* minutes of the day */
	int night_brightness;             /* percent; 0: dark */
	bool has_lamp;                    /* the panel's light can be switched; else the dark is painted */
	float floor_mm;                   /* from the floor to the lower edge of the picture; 0: not known */
	int idle_s, reading_idle_s, countdown_s;
	int code_tries;             /* wrong codes in a row before this start... */
	int64_t code_wait_until_us; /* ...and until when none is taken, monotonic */
	bool professional_allowed;  /* a code is configured, theirs or the technician's: the platform checks it
				       (EFFECT_CHECK_CODE) */
};

#endif
