/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/settings.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/action.h"
#include "base/config_rule.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"

#define LOG_MODULE "settings"
#include "base/log.h"

enum { HEALTHY_S = 20, SILENCE_S = 60 };

/* DESIGN.md section 1: 21.5 inches upright and lying, and a 7 inch panel of 154 mm. */
const struct settings_format settings_formats[SETTINGS_FORMATS] = {
	{ "portrait", 1080, 1920, 0.248F },
	{ "landscape", 1920, 1080, 0.248F },
	{ "7inch", 800, 480, 0.193F },
};

struct word {
	const char *name;
	int value;
};

static bool find_word(const char *option, const char *text, const struct word *words, size_t count, int *out,
		struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i].name, text) == 0) {
			*out = words[i].value;
			return true;
		}
	}
	(void)fail(e, "--%s: '%s' is not one of", option, text);
	size_t len = strlen(e->message);
	for (size_t i = 0; i < count && len < sizeof e->message; i++) {
		len += (size_t)snprintf(e->message + len, sizeof e->message - len, " %s", words[i].name);
	}
	return false;
}

static bool read_config(struct settings *s, const struct settings_arguments *a, struct err *e)
{
	/* A desk has no file. There the command line says what is shown, or that it is a preview; a unit without its
	 * file does not know where it stands. */
	bool says_what = a->site || a->bundle;
	if (says_what && strcmp(a->config, CONFIG_DEFAULT_PATH) == 0 && access(a->config, F_OK) != 0 &&
			errno == ENOENT) {
		config_defaults(&s->config);
		return true;
	}
	return config_use(a->config, &s->config, NULL, e);
}

static bool has_env(const char *name)
{
	const char *value = getenv(name);
	return value && value[0] != '\0';
}

static bool set_screen(struct settings *s, const struct settings_arguments *a, struct err *e)
{
	static const struct word videos[] = { { "window", VIDEO_WINDOW }, { "offscreen", VIDEO_OFFSCREEN },
		{ "kms", VIDEO_KMS } };
	static const struct word renderers[] = { { "software", RENDERER_SOFTWARE },
		{ "opengles2", RENDERER_OPENGLES2 } };
	static const struct word formats[] = { { "portrait", 0 }, { "landscape", 1 }, { "7inch", 2 } };
	struct display_options *screen = &s->kiosk.screen;
	int video = has_env("DISPLAY") || has_env("WAYLAND_DISPLAY") ? VIDEO_WINDOW : VIDEO_KMS;
	int renderer = RENDERER_AUTO;
	int format = s->config.screen.format == CONFIG_FORMAT_AUTO
				     ? -1
				     : (int)s->config.screen.format - CONFIG_FORMAT_PORTRAIT;
	if (a->tour || a->bench) {
		video = VIDEO_OFFSCREEN;
	}
	if ((a->video && !find_word("video", a->video, videos, ARRAY_LEN(videos), &video, e)) ||
			(a->renderer && !find_word("renderer", a->renderer, renderers, ARRAY_LEN(renderers), &renderer,
							e)) ||
			(a->format && !find_word("format", a->format, formats, ARRAY_LEN(formats), &format, e))) {
		return false;
	}
	screen->video = (enum display_video)video;
	screen->renderer = (enum display_renderer)renderer;
	screen->rotate = s->config.screen.rotate;
	if (format < 0 && video != VIDEO_KMS) {
		format = 0;
	}
	if (format >= 0) {
		screen->w = settings_formats[format].w;
		screen->h = settings_formats[format].h;
		s->kiosk.app.mm_per_px = settings_formats[format].mm_per_px;
	}
	if (video == VIDEO_KMS && !a->size) { /* the panel knows its own size */
		screen->w = 0;
		screen->h = 0;
	}
	return true;
}

static bool read_size(const char *text, int *w, int *h)
{
	char left[8];
	const char *cross = strchr(text, 'x');
	long wide;
	long high;
	if (!cross || (size_t)(cross - text) >= sizeof left) {
		return false;
	}
	memcpy(left, text, (size_t)(cross - text));
	left[cross - text] = '\0';
	if (!str_to_long(left, 320, 8192, &wide) || !str_to_long(cross + 1, 240, 8192, &high)) {
		return false;
	}
	*w = (int)wide;
	*h = (int)high;
	return true;
}

static bool set_size(struct settings *s, const struct settings_arguments *a, struct err *e)
{
	if (a->size && !read_size(a->size, &s->kiosk.screen.w, &s->kiosk.screen.h)) {
		return fail(e, "--size: '%s' is not WIDTHxHEIGHT in px, such as 1080x1920", a->size);
	}
	double mm = s->config.screen.mm_per_px;
	if (a->mm_per_px && config_rule_mm_per_px(a->mm_per_px)) {
		return fail(e, "--mm-per-px is '%s'. It must be %s", a->mm_per_px, config_rule_mm_per_px(a->mm_per_px));
	}
	if (a->mm_per_px) {
		(void)str_to_double(a->mm_per_px, &mm);
	}
	/* A format asked for on the command line brings its own; the configuration is about the unit's panel. */
	if (mm > 0 && (a->mm_per_px || !a->format)) {
		s->kiosk.app.mm_per_px = (float)mm;
	}
	return true;
}

/* Both are of the command line alone. */
static bool set_reader(struct settings *s, const struct settings_arguments *a, struct err *e)
{
	double scale = 1;
	bool known = !a->text;
	if (a->text && !a->tour) {
		return fail(e, "--text is of --tour: a visitor chooses the size of the text");
	}
	for (int i = 0; !known && str_to_double(a->text, &scale) && i < TEXT_SIZES; i++) {
		known = fabs(scale - (double)text_scales[i]) < 1e-6;
		s->text = i;
	}
	if (!known) {
		return fail(e, "--text: '%s' is not one of 1 1.25 1.5 2", a->text);
	}
	const char *why = a->language ? config_rule_language(a->language) : NULL;
	return !why || fail(e, "--language is '%s'. It must be %s", a->language, why);
}

static void set_pace(struct settings *s, const struct settings_arguments *a)
{
	int64_t healthy_s = a->healthy_after_s > 0 ? a->healthy_after_s : HEALTHY_S;
	int64_t silence_s = a->rehearsal_silence_s > 0 ? a->rehearsal_silence_s : SILENCE_S;
	s->kiosk.content.healthy_us = healthy_s * 1000000;
	s->kiosk.content.rehearsal.silence_us = silence_s * 1000000;
}

static const char *typed_or_configured(const char *typed, const char *configured)
{
	return typed ? typed : configured;
}

/* "" is the first site of the pack, or not chosen yet. It is not what a file says that could not be read, or is not
 * there: that unit would show the places round another one. */
static const char *site_of(const struct settings *s, const struct settings_arguments *a)
{
	return typed_or_configured(a->site, s->config.site_unread ? CONFIG_SITE_UNREAD : s->config.site);
}

static void set_paths(struct settings *s, const struct settings_arguments *a)
{
	struct kiosk_options *k = &s->kiosk;
	const struct config *c = &s->config;
	k->content.bundle = a->bundle;
	k->content.site = site_of(s, a);
	k->content.store = a->bundle ? NULL : typed_or_configured(a->store, c->paths.store);
	/* A preview tells no daemon what it shows, and counts no starts. Where the run folder or the store is named by
	 * hand, the unit's own count is not touched. */
	k->content.run_dir = a->bundle ? a->run : typed_or_configured(a->run, c->paths.run);
	if (c->paths.first_content[0] != '\0' && c->sync.pack[0] != '\0') {
		(void)snprintf(s->came_with, sizeof s->came_with, "%s/%s", c->paths.first_content, c->sync.pack);
	}
	k->content.came_with = s->came_with;
	k->content.state_dir = typed_or_configured(a->state, a->run || a->store ? NULL : c->paths.state);
	/* A preview counts codes where it is told to. */
	k->codes_dir = a->tour || a->bench || (a->bundle && !a->state) ? NULL : k->content.state_dir;
	bool shows = !a->bundle && !a->tour && !a->bench;
	if (!shows) {
		k->content.state_dir = NULL;
	}
	if (a->tour || a->bench) {
		k->content.run_dir = NULL;
	}
	k->content.rehearsal.argv = shows ? a->argv : NULL;
	k->config_path = a->root ? CONFIG_DEFAULT_PATH : a->config; /* below the root, as all the rest */
	k->machine_root = a->root;
	k->assets = typed_or_configured(a->assets, c->paths.assets);
	if (!a->assets && access(k->assets, R_OK) != 0 && access("assets/fonts.yaml", R_OK) == 0) {
		k->assets = "assets"; /* run from the source tree */
	}
	s->control = a->control ? a->control : "";
	if (!a->control && c->control && k->content.run_dir) {
		CLEANUP(free_ptr) char *path = rundir_path(k->content.run_dir, RUNDIR_UI, "control");
		(void)snprintf(s->control_path, sizeof s->control_path, "%s", path);
		s->control = s->control_path;
	}
}

bool settings_make(struct settings *out, const struct settings_arguments *a, struct err *e)
{
	memset(out, 0, sizeof *out);
	if (!read_config(out, a, e) ||
			!log_set_level_by_name(typed_or_configured(a->log_level, out->config.log_level), e) ||
			!set_screen(out, a, e) || !set_size(out, a, e) || !set_reader(out, a, e)) {
		return false;
	}
	set_paths(out, a);
	set_pace(out, a);
	const struct config *c = &out->config;
	struct app_config *app = &out->kiosk.app;
	app->site = site_of(out, a);
	app->unit_name = app->site;
	/* A preview shows the pack's first site; a unit is somewhere. */
	app->asks_site = !a->site && !a->bundle && !a->tour && !a->bench;
	app->language = typed_or_configured(a->language, c->language);
	app->version = BORNE_VERSION;
	identity_read(a->root ? a->root : "", &out->machine);
	identity_print(&out->machine, out->identity, sizeof out->identity);
	app->identity = out->identity;
	app->identity_name = identity_name(&out->machine);
	app->rotate = (int)c->screen.rotate;
	app->brightness = (int)c->screen.brightness;
	app->has_night = config_parse_quiet(c->screen.night_hours, &app->night_from_min, &app->night_to_min);
	app->night_brightness = (int)c->screen.night_brightness;
	app->floor_mm = (float)c->screen.floor_mm;
	app->idle_s = (int)c->idle.seconds;
	app->reading_idle_s = (int)c->idle.reading_seconds;
	app->countdown_s = (int)c->idle.countdown_seconds;
	out->kiosk.professional_code = c->professional_code;
	out->kiosk.technician_code = c->technician_code;
	out->kiosk.calibration = c->touch.calibration;
	out->kiosk.map_cache_mib = c->map.cache_mib;
	return true;
}
