/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visitor meets: display, touch, the files the interface draws with, and the services behind it. */
#include <glob.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "device/touchdevice.h"
#include "health/healthcheck_part.h"

enum { NAMES_MAX = 64 };

void healthcheck_display(const struct healthcheck *c, struct health *h)
{
	char *names[NAMES_MAX];
	size_t connected = 0;
	size_t len = healthcheck_names(c, "/sys/class/drm", "card", names, NAMES_MAX);
	size_t connectors = 0;
	for (size_t i = 0; i < len; i++) {
		const char *dash = strchr(names[i], '-');
		char status[32] = "";
		char mode[32] = "";
		CLEANUP(free_ptr) char *status_path = mem_printf("/sys/class/drm/%s/status", names[i]);
		CLEANUP(free_ptr) char *modes_path = mem_printf("/sys/class/drm/%s/modes", names[i]);
		if (!dash || !healthcheck_line(c, status_path, status, sizeof status)) {
			continue;
		}
		connectors++;
		if (str_equal(status, "connected")) {
			connected++;
			(void)healthcheck_line(c, modes_path, mode, sizeof mode);
			health_add(h, HEALTH_DISPLAY, HEALTH_OK, "%s : écran branché, %s", "%s: screen connected, %s",
					dash + 1, mode[0] ? mode : "?");
		}
	}
	healthcheck_free_names(names, len);
	if (connectors == 0) {
		health_add(h, HEALTH_DISPLAY, HEALTH_BROKEN, "aucune sortie graphique", "no graphics output");
		health_remedy(h, "vérifier le pilote graphique (vc4 sur Raspberry Pi) : journalctl -k",
				"check the graphics driver (vc4 on a Raspberry Pi): journalctl -k");
	} else if (connected == 0) {
		health_add(h, HEALTH_DISPLAY, HEALTH_BROKEN, "aucun écran branché", "no screen is connected");
		health_remedy(h, "vérifier le câble vidéo et l’alimentation de l’écran",
				"check the video cable and the screen's power");
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
			health_add(h, HEALTH_TOUCH, HEALTH_OK, "écran tactile « %s » (%s)", "touchscreen '%s' (%s)",
					d.name, names[i]);
		} else if (kind == TOUCHDEVICE_KEYBOARD || kind == TOUCHDEVICE_MOUSE) {
			bool french = h->lang == HEALTH_FRENCH;
			const char *word = kind == TOUCHDEVICE_MOUSE ? (french ? "souris" : "mouse")
					   : french                  ? "clavier"
								     : "keyboard";
			health_add(h, HEALTH_TOUCH, HEALTH_ATTENTION, "« %s » est branché (%s) : ignoré par la borne",
					"'%s' is plugged in (%s): the kiosk ignores it", d.name, word);
			health_remedy(h, "le débrancher s’il n’a rien à faire là",
					"unplug it if it has no business there");
		}
	}
	healthcheck_free_names(names, len);
	return screens;
}

void healthcheck_touch(const struct healthcheck *c, struct health *h)
{
	static const double identity[CONFIG_MATRIX_LEN] = { 1, 0, 0, 0, 1, 0 };
	if (check_devices(c, h) == 0) {
		health_add(h, HEALTH_TOUCH, HEALTH_BROKEN, "aucun écran tactile", "no touchscreen");
		health_remedy(h, "vérifier le câble USB du tactile ; « borne-unit touch » dit ce qui est branché",
				"check the USB cable of the touch panel; 'borne-unit touch' says what is plugged in");
		return;
	}
	bool calibrated = false;
	for (size_t i = 0; i < CONFIG_MATRIX_LEN; i++) {
		calibrated = calibrated || fabs(c->config.touch.calibration[i] - identity[i]) > 1e-9;
	}
	if (calibrated) {
		health_add(h, HEALTH_TOUCH, HEALTH_OK, "calibré le %s", "calibrated on %s",
				c->config.touch.calibrated[0] ? c->config.touch.calibrated : "?");
	} else {
		health_add(h, HEALTH_TOUCH, HEALTH_OK,
				"sans calibrage propre (si le doigt tombe à côté : borne-unit calibrate)",
				"no calibration of its own (if touches land beside the finger: borne-unit calibrate)");
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

void healthcheck_assets(const struct healthcheck *c, struct health *h)
{
	CLEANUP(free_ptr) char *icons = mem_printf("%s/icons/*.svg", c->config.paths.assets);
	CLEANUP(free_ptr) char *fonts = mem_printf("%s/fonts.yaml", c->config.paths.assets);
	CLEANUP(free_ptr) char *styles = mem_printf("%s/mapstyle/*.json", c->config.paths.assets);
	const struct {
		const char *pattern;
		enum health_state without;
		const char *french, *english; /* what is missing */
		const char *remedy_fr, *remedy_en;
	} needed[] = {
		{ icons, HEALTH_BROKEN, "les icônes manquent", "the icons are missing", "réinstaller borne",
				"reinstall borne" },
		{ fonts, HEALTH_BROKEN, "la liste des polices manque", "the list of fonts is missing",
				"réinstaller borne", "reinstall borne" },
		{ styles, HEALTH_BROKEN, "les styles de carte manquent", "the map styles are missing",
				"réinstaller borne", "reinstall borne" },
		{ "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", HEALTH_BROKEN, "la police Noto Sans manque",
				"the font Noto Sans is missing", "apt install fonts-noto-core",
				"apt install fonts-noto-core" },
		{ "/usr/lib/*/espeak-ng-data/fr_dict", HEALTH_ATTENTION, "la voix française manque",
				"the French voice is missing", "apt install espeak-ng-data",
				"apt install espeak-ng-data" },
	};
	size_t missing = 0;
	for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
		if (!exists_any(c, needed[i].pattern)) {
			missing++;
			health_add(h, HEALTH_ASSETS, needed[i].without, "%s (%s)", "%s (%s)",
					h->lang == HEALTH_FRENCH ? needed[i].french : needed[i].english,
					needed[i].pattern);
			health_remedy(h, "%s", "%s",
					h->lang == HEALTH_FRENCH ? needed[i].remedy_fr : needed[i].remedy_en);
		}
	}
	if (missing == 0) {
		health_add(h, HEALTH_ASSETS, HEALTH_OK, "icônes, polices et voix sont là",
				"icons, fonts and voices are there");
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
		health_add(h, HEALTH_SERVICES, grade, "%s : %s", "%s: %s", units[i], word);
		if (grade != HEALTH_OK) {
			health_remedy(h, "systemctl restart %s, puis : journalctl -u %s",
					"systemctl restart %s, then: journalctl -u %s", units[i], units[i]);
		}
	}
}
