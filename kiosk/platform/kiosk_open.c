/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kiosk shows on, and what it is touched by: opened at its start. */
#include "platform/kiosk_private.h"

#include <stdlib.h>

#include "base/mem.h"
#include "device/notify.h"
#include "jobs/ending.h"
#include "paint/fontlist.h"
#include "platform/panels.h"
#include "ui/style.h"

#define LOG_MODULE "kiosk"
#include "base/log.h"

enum { PAINTER_CACHE_BYTES = 12 * 1024 * 1024 };

/* Without udev a screen that is plugged in later is not noticed; everything else works. */
static bool watch_panels(struct kiosk *k, struct err *e)
{
	if (k->options.screen.video != VIDEO_KMS) {
		return true;
	}
	k->panels = panels_open(k->options.machine_root ? k->options.machine_root : "", e);
	if (!k->panels && !ending_is_asked()) {
		log_error("%s", e->message);
	}
	return k->panels || !ending_is_asked();
}

static bool open_screen(struct kiosk *k, struct err *e)
{
	if (!watch_panels(k, e)) {
		return false;
	}
	notify_starting("opening the screen");
	k->screen = display_open(&k->options.screen, e);
	if (!k->screen) {
		return false;
	}
	const struct canvas *canvas = display_canvas(k->screen);
	k->config.width_px = canvas->w;
	k->config.height_px = canvas->h;
	if (k->config.mm_per_px <= 0) {
		k->config.mm_per_px = display_mm_per_px(k->screen);
	}
	if (k->config.mm_per_px <= 0) {
		k->config.mm_per_px = 0.248F; /* 21.5 inches, 1920 px: DESIGN.md section 1 */
		log_warn("the screen does not say how large it is: set screen.mm_per_px; 0.248 is used");
	}
	float mm = k->config.mm_per_px / display_shrink(k->screen);
	k->config.glass_mm_per_px = mm;
	k->config.mm_per_px = metrics_fit_mm(canvas->w, canvas->h, mm);
	if (k->config.mm_per_px > mm) {
		log_info("the screen is smaller than the pages need: everything is drawn smaller mm_per_px=%.3f "
			 "instead=%.3f",
				(double)k->config.mm_per_px, (double)mm);
	}
	k->config.has_lamp = k->options.screen.video == VIDEO_KMS || k->options.machine_root
					     ? backlight_find(&k->lamp,
							       k->options.machine_root ? k->options.machine_root : "")
					     : false;
	ghost_init(&k->ghost, (double)mm);
	k->ghosts = -1; /* an earlier start may have told some */
	if (k->options.screen.video != VIDEO_KMS) {
		return true;
	}
	struct touch_options touch = { .calibration = k->options.calibration,
		.rotate = k->options.screen.rotate,
		.width_px = canvas->w,
		.height_px = canvas->h };
	struct err why;
	k->touch = touch_open(&touch, &why);
	if (!k->touch) {
		log_error("no touch: %s", why.message);
	}
	k->keypad = keypad_open(&why);
	if (!k->keypad) {
		log_error("no keypad, no headset: %s", why.message);
	}
	return true;
}

bool kiosk_open_all(struct kiosk *k, struct err *e)
{
	CLEANUP(free_ptr) char *fonts = mem_printf("%s/fonts.yaml", k->options.assets);
	CLEANUP(free_ptr) char *icons = mem_printf("%s/icons", k->options.assets);
	CLEANUP(free_ptr) char *style = mem_printf("%s/mapstyle", k->options.assets);
	if (!open_screen(k, e)) {
		return false;
	}
	notify_starting("reading fonts, signs and map styles");
	k->fonts = fontlist_open(fonts, e);
	if (!k->fonts) {
		return false;
	}
	k->painter = painter_create(k->fonts, icons, PAINTER_CACHE_BYTES, e);
	if (!k->painter) {
		return false;
	}
	size_t cache = (size_t)k->options.map_cache_mib * 1024 * 1024;
	struct maptiles_assets assets = { .style_dir = style, .fonts_yaml = fonts, .icons_dir = icons };
	k->map = mapview_create(k->worker, &assets, cache, e);
	if (!k->map) {
		log_error("no map: %s", e->message); /* everything else works */
	}
	return true;
}
