/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visitor meets: display, touch, the files the interface draws with, and the services behind it. */
#include <glob.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "device/panel.h"
#include "device/touchdevice.h"
#include "health/healthcheck_part.h"

enum { NAMES_MAX = 64, GHOSTS_SHOWN = 4 };

void healthcheck_display(const struct healthcheck *c, struct health *h)
{
	struct panel_list list;
	panel_list_read(c->source->root, &list);
	for (size_t i = 0; i < list.len; i++) {
		const struct panel *p = &list.at[i];
		if (p->connected) {
			health_add(h, HEALTH_DISPLAY, HEALTH_OK, HEALTH_DISPLAY_CONNECTED,
					WORDS_VALUES({ "connector", p->connector },
							{ "mode", p->mode[0] ? p->mode : "?" }));
		}
	}
	if (list.len == 0) {
		health_add(h, HEALTH_DISPLAY, HEALTH_BROKEN, HEALTH_DISPLAY_NONE, NULL);
	} else if (!panel_list_first(&list)) {
		health_add(h, HEALTH_DISPLAY, HEALTH_BROKEN, HEALTH_DISPLAY_UNPLUGGED, NULL);
	}
}

static size_t check_devices(const struct healthcheck *c, struct health *h)
{
	char *names[NAMES_MAX];
	size_t screens = 0;
	size_t len = healthcheck_names(c, "/sys/class/input", "event", names, NAMES_MAX);
	for (size_t i = 0; i < len; i++) {
		struct touchdevice d;
		CLEANUP(free_ptr) char *dir = mem_printf("%s/sys/class/input/%s/device", c->source->root, names[i]);
		if (!touchdevice_read_sysfs(&d, dir, NULL)) {
			continue;
		}
		enum touchdevice_kind kind = touchdevice_classify(&d, NULL);
		if (kind == TOUCHDEVICE_TOUCHSCREEN) {
			screens++;
			health_add(h, HEALTH_TOUCH, HEALTH_OK, HEALTH_TOUCH_SCREEN,
					WORDS_VALUES({ "name", d.name }, { "event", names[i] }));
		} else if (kind == TOUCHDEVICE_KEYBOARD || kind == TOUCHDEVICE_MOUSE) {
			health_add(h, HEALTH_TOUCH, HEALTH_ATTENTION,
					kind == TOUCHDEVICE_MOUSE ? HEALTH_TOUCH_MOUSE : HEALTH_TOUCH_KEYBOARD,
					WORDS_VALUES({ "name", d.name }));
		}
	}
	healthcheck_free_names(names, len);
	return screens;
}

/* What the interface muted. */
static void check_ghosts(const struct healthcheck *c, struct health *h)
{
	size_t i;
	const json_t *spot;
	size_t shown = 0;
	json_array_foreach(json_object_get(c->touch, "muted"), i, spot)
	{
		if (shown++ < GHOSTS_SHOWN) {
			health_add(h, HEALTH_TOUCH, HEALTH_ATTENTION, HEALTH_TOUCH_GHOST,
					WORDS_VALUES({ "x", health_number(healthcheck_integer(spot, "x_percent")) },
							{ "y", health_number(healthcheck_integer(spot, "y_percent")) },
							{ "touches", health_number(healthcheck_integer(spot,
										     "touches")) }));
		}
	}
}

void healthcheck_touch(const struct healthcheck *c, struct health *h)
{
	static const double identity[CONFIG_MATRIX_LEN] = { 1, 0, 0, 0, 1, 0 };
	if (check_devices(c, h) == 0) {
		health_add(h, HEALTH_TOUCH, HEALTH_BROKEN, HEALTH_TOUCH_NONE, NULL);
		return;
	}
	check_ghosts(c, h);
	bool calibrated = false;
	for (size_t i = 0; i < CONFIG_MATRIX_LEN; i++) {
		calibrated = calibrated || fabs(c->config.touch.calibration[i] - identity[i]) > 1e-9;
	}
	if (calibrated) {
		health_add(h, HEALTH_TOUCH, HEALTH_OK, HEALTH_TOUCH_CALIBRATED,
				WORDS_VALUES({ "day",
						c->config.touch.calibrated[0] ? c->config.touch.calibrated : "?" }));
	} else {
		health_add(h, HEALTH_TOUCH, HEALTH_OK, HEALTH_TOUCH_UNCALIBRATED, NULL);
	}
}

/* /proc/asound/cards: " 0 [Headphones     ]: bcm2835_headpho - bcm2835 Headphones". */
void healthcheck_sound(const struct healthcheck *c, struct health *h)
{
	struct buf text = { 0 };
	char *rest = NULL;
	bool any = false;
	(void)healthcheck_read(c, "/proc/asound/cards", &text);
	for (char *line = text.bytes ? strtok_r(text.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		const char *name = strstr(line, "]: ") ? strstr(line, " - ") : NULL;
		if (name) {
			any = true;
			health_add(h, HEALTH_SOUND, HEALTH_OK, HEALTH_SOUND_CARD,
					WORDS_VALUES({ "name", name + strlen(" - ") }));
		}
	}
	buf_finish(&text);
	if (!any) {
		health_add(h, HEALTH_SOUND, HEALTH_ATTENTION, HEALTH_SOUND_NONE, NULL);
	}
}

static bool exists_any(const struct healthcheck *c, const char *pattern)
{
	CLEANUP(free_ptr) char *whole = healthcheck_path(c, pattern);
	glob_t found;
	bool any = glob(whole, GLOB_NOSORT, NULL, &found) == 0;
	globfree(&found);
	return any;
}

/* One for each language of the firmware that says which voice reads it (rule.voice). Returns how many are missing. */
static size_t check_voices(const struct healthcheck *c, struct health *h)
{
	const char *language;
	size_t missing = 0;
	for (size_t i = 0; (language = words_language(i)) != NULL; i++) {
		const char *voice = words_find(language, "rule.voice");
		int len = voice ? (int)strcspn(voice, "-") : 0; /* "en-gb" is read with the words of "en" */
		CLEANUP(free_ptr)
		char *path = mem_printf("/usr/lib/*/espeak-ng-data/%.*s_dict", len, voice ? voice : "");
		if (len > 0 && !exists_any(c, path)) {
			missing++;
			health_add(h, HEALTH_ASSETS, HEALTH_ATTENTION, HEALTH_ASSETS_VOICE,
					WORDS_VALUES({ "voice", voice }, { "path", path }));
		}
	}
	return missing;
}

void healthcheck_assets(const struct healthcheck *c, struct health *h)
{
	CLEANUP(free_ptr) char *icons = mem_printf("%s/icons/*.svg", c->config.paths.assets);
	CLEANUP(free_ptr) char *fonts = mem_printf("%s/fonts.yaml", c->config.paths.assets);
	CLEANUP(free_ptr) char *styles = mem_printf("%s/mapstyle/*.json", c->config.paths.assets);
	const struct {
		const char *pattern;
		enum health_fact without;
	} needed[] = {
		{ icons, HEALTH_ASSETS_ICONS },
		{ fonts, HEALTH_ASSETS_FONTS },
		{ styles, HEALTH_ASSETS_STYLES },
		{ "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", HEALTH_ASSETS_LETTERS },
	};
	size_t missing = 0;
	for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
		if (!exists_any(c, needed[i].pattern)) {
			missing++;
			health_add(h, HEALTH_ASSETS, HEALTH_BROKEN, needed[i].without,
					WORDS_VALUES({ "path", needed[i].pattern }));
		}
	}
	if (check_voices(c, h) + missing == 0) {
		health_add(h, HEALTH_ASSETS, HEALTH_OK, HEALTH_ASSETS_PRESENT, NULL);
	}
}

void healthcheck_services(const struct healthcheck *c, struct health *h)
{
	static const char *const units[] = { "borne.service", "borne-syncd.service" };
	for (size_t i = 0; c->source->service_state && i < ARRAY_LEN(units); i++) {
		CLEANUP(free_ptr) char *state = c->source->service_state(units[i]);
		const char *word = state ? state : "unknown";
		enum health_state grade = str_equal(word, "active") ? HEALTH_OK
					  : str_equal(word, "activating") || str_equal(word, "reloading")
							  ? HEALTH_ATTENTION
							  : HEALTH_BROKEN;
		health_add(h, HEALTH_SERVICES, grade, HEALTH_SERVICES_STATE,
				WORDS_VALUES({ "unit", units[i] }, { "state", word }));
	}
}
