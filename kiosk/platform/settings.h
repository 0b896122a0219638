/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings.h - from borne.yaml and the command line to what the kiosk is made with
 *
 * The command line wins over the file, the file over the defaults. Once, at start. */
#ifndef PLATFORM_SETTINGS_H
#define PLATFORM_SETTINGS_H

#include "base/config.h"
#include "device/identity.h"
#include "platform/kiosk.h"

/* As typed; NULL: not given. */
struct settings_arguments {
	const char *config, *store, *bundle, *run, *assets, *site, *format, *size, *mm_per_px, *video, *renderer,
			*control, *tour, *bench, *json, *log_level, *state, *root, *language, *text;
	long healthy_after_s, rehearsal_silence_s; /* 0: not given */
	char *const *argv;                         /* all of them, ends with NULL: a rehearsal is started with them */
};

struct settings {
	struct kiosk_options kiosk; /* points into `config` and the arguments */
	struct config config;
	struct identity machine;
	char identity[512];
	char came_with[2 * CONFIG_TEXT_BYTES + 2];
	int text;            /* index of text_scales, of --text */
	const char *control; /* path of the control socket, "" for none */
	char control_path[CONFIG_TEXT_BYTES + 16];
};

/* A size with the millimetres of its pixels. */
struct settings_format {
	const char *name;
	int w, h;
	float mm_per_px;
};
enum { SETTINGS_FORMATS = 3 };
extern const struct settings_format settings_formats[SETTINGS_FORMATS]; /* portrait, landscape, 7inch */

/* Also sets the log level. `out` must stay where it is for as long as the kiosk lives. */
MUST_USE bool settings_make(struct settings *out, const struct settings_arguments *a, struct err *e);

#endif
