/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne: the interface for visitors. Reads the settings, opens everything, runs. */
#include <limits.h>
#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/config.h"
#include "base/config_machine.h"
#include "base/opt.h"
#include "base/str.h"
#include "handover/whereabouts.h"
#include "jobs/ending.h"
#include "platform/loop.h"
#include "platform/settings.h"
#include "remote/bench.h"
#include "remote/control.h"
#include "remote/rehearse.h"
#include "remote/tour.h"
#include "store/db.h"
#include "store/sites.h"

#define LOG_MODULE "borne"
#include "base/log.h"

static struct settings_arguments arguments;
static bool help, version, check_config;
static long rehearse; /* 0: no */
static bool reads_only;

static const struct opt options[] = {
	{ "config", OPT_TEXT, &arguments.config, "FILE", "settings of the unit (default " CONFIG_DEFAULT_PATH ")", 0,
			0 },
	{ "check-config", OPT_FLAG, &check_config, NULL, "say what is wrong in the settings, then end", 0, 0 },
	{ "store", OPT_TEXT, &arguments.store, "DIR", "content that borne-syncd keeps", 0, 0 },
	{ "bundle", OPT_TEXT, &arguments.bundle, "DIR", "preview what borne-publish build wrote instead", 0, 0 },
	{ "run", OPT_TEXT, &arguments.run, "DIR", "folder shared with borne-syncd", 0, 0 },
	{ "state", OPT_TEXT, &arguments.state, "DIR",
			"where starts are counted (default: with --run or --store, the folder of --run)", 0, 0 },
	{ "root", OPT_TEXT, &arguments.root, "DIR", "the technician's pages look at a copy of a unit's files there", 0,
			0 },
	{ "healthy-after", OPT_LONG, &arguments.healthy_after_s, "S",
			"seconds that new content must work before it is confirmed (20)", 1, 3600 },
	{ "rehearsal-silence", OPT_LONG, &arguments.rehearsal_silence_s, "S",
			"seconds of processor time that a step of trying new content may use (60)", 1, 3600 },
	{ "rehearse", OPT_LONG, &rehearse, "N", "try generation N of the store off the screen, then end", 1, LONG_MAX },
	{ "reads-only", OPT_FLAG, &reads_only, NULL, "with --rehearse: read all files, paint nothing", 0, 0 },
	{ "assets", OPT_TEXT, &arguments.assets, "DIR", "fonts, icons and map styles", 0, 0 },
	{ "site", OPT_TEXT, &arguments.site, "ID", "where this unit stands: id of the pack's sites.yaml", 0, 0 },
	{ "language", OPT_TEXT, &arguments.language, "CODE", "in which visits begin, instead of that of the settings",
			0, 0 },
	{ "format", OPT_TEXT, &arguments.format, "NAME", "portrait, landscape or 7inch", 0, 0 },
	{ "size", OPT_TEXT, &arguments.size, "WxH", "size in px, instead of a format", 0, 0 },
	{ "mm-per-px", OPT_TEXT, &arguments.mm_per_px, "F", "how large a px is on this screen", 0, 0 },
	{ "video", OPT_TEXT, &arguments.video, "NAME", "window, offscreen or kms (default: what is there)", 0, 0 },
	{ "renderer", OPT_TEXT, &arguments.renderer, "NAME", "software or opengles2", 0, 0 },
	{ "control", OPT_TEXT, &arguments.control, "PATH", "answer requests on a socket there (kiosk/remote/README.md)",
			0, 0 },
	{ "tour", OPT_TEXT, &arguments.tour, "DIR", "write a picture of every screen there, then end", 0, 0 },
	{ "text", OPT_TEXT, &arguments.text, "SCALE", "with --tour: size of the text, 1, 1.25, 1.5 or 2", 0, 0 },
	{ "bench", OPT_TEXT, &arguments.bench, "NAME", "measure start, drag, pan, zoom, pages or idle, then end", 0,
			0 },
	{ "json", OPT_TEXT, &arguments.json, "FILE", "where --bench writes (default: standard output)", 0, 0 },
	{ "log-level", OPT_TEXT, &arguments.log_level, "LEVEL", "error, warn, info or debug", 0, 0 },
	{ "help", OPT_FLAG, &help, NULL, "print this text", 0, 0 },
	{ "version", OPT_FLAG, &version, NULL, "print the version", 0, 0 },
};

static const char usage[] = "borne [options]\n"
			    "The touch interface for visitors. It never opens a network connection: borne-syncd brings "
			    "the content.";

static int complain(int code, const char *message)
{
	(void)fprintf(stderr, "borne: %s\n", message);
	return code;
}

static int do_check_config(void)
{
	struct buf problems = { 0 };
	static struct config config;
	size_t count = config_check(arguments.config, &config, &problems);
	count += config_check_machine(arguments.config, &problems);
	if (count == 0) {
		const char *store = arguments.store ? arguments.store : config.paths.store;
		const char *site = arguments.site ? arguments.site : config.site;
		count = sites_check(arguments.config, store, site, &problems);
	}
	(void)fputs(buf_text(&problems), stdout);
	if (count == 0) {
		(void)printf("%s: no problems\n", arguments.config);
	}
	buf_finish(&problems);
	return count == 0 ? EXIT_SUCCESS : EX_CONFIG;
}

static int show(const struct settings *settings)
{
	struct err e;
	ending_block_signals();
	db_forbid_this_thread();
	struct kiosk *k = kiosk_create(&settings->kiosk, &e);
	if (!k) {
		return complain(EXIT_FAILURE, e.message);
	}
	struct control *control = NULL;
	bool ok = true;
	if (settings->control[0] != '\0') {
		control = control_open(settings->control, &e);
		/* The unit's settings ask for it: a screen without remote support is better than no screen. */
		bool configured = settings->control == settings->control_path;
		ok = control || configured;
		if (!control && configured) {
			log_error("no remote support: %s", e.message);
		}
	}
	struct loop_source requests = control_source(control);
	ok = ok && loop_run(k, control ? &requests : NULL, &e);
	int code = !ok ? complain(EXIT_FAILURE, e.message) : kiosk_wants_restart(k) ? EX_TEMPFAIL : EXIT_SUCCESS;
	kiosk_end(k);
	ending_begin(code);
	control_close(control);
	kiosk_destroy(k);
	ending_finish();
	return code;
}

int main(int argc, char **argv)
{
	struct err e;
	const char *extra[1];
	size_t extra_len;
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	/* Pictures of tiles come and go by the MiB: given back at once they do not tear holes into the heap (12 MiB).
	 */
	(void)mallopt(M_MMAP_THRESHOLD, 256 * 1024);
	arguments.config = CONFIG_DEFAULT_PATH;
	if (!opt_parse(options, ARRAY_LEN(options), argc, argv, extra, 0, &extra_len, &e)) {
		return complain(EX_USAGE, e.message);
	}
	if (help) {
		opt_print_help(usage, options, ARRAY_LEN(options));
		return EXIT_SUCCESS;
	}
	if (version) {
		(void)printf("borne %s\n", BORNE_VERSION);
		return EXIT_SUCCESS;
	}
	if (check_config) {
		return do_check_config();
	}
	if (rehearse > 0) {
		rehearse_limit();
	}
	arguments.argv = argv;
	static struct settings settings;
	if (!settings_make(&settings, &arguments, &e)) {
		return complain(EX_CONFIG, e.message);
	}
	if (rehearse > 0 && reads_only) {
		return rehearse_reading(&settings.kiosk.content, (uint64_t)rehearse);
	}
	if (rehearse > 0) {
		/* Content that does not know the unit's site can be good all the same: it is tried at its first one. */
		struct generation *g = generation_open_store(settings.kiosk.content.store, (uint64_t)rehearse,
				settings.kiosk.content.site, &e);
		if (g && !whereabouts_known(g, settings.kiosk.app.site)) {
			settings.kiosk.app.site = "";
		}
		generation_close(g);
		return rehearse_run(&settings.kiosk, (uint64_t)rehearse);
	}
	if (arguments.tour) {
		struct tour_options tour = { arguments.tour, settings.text };
		return tour_run(&settings.kiosk, &tour, &e) ? EXIT_SUCCESS : complain(EXIT_FAILURE, e.message);
	}
	if (arguments.bench) {
		bool ok = bench_run(&settings.kiosk, arguments.bench, arguments.json, &e);
		return ok ? EXIT_SUCCESS : complain(EXIT_FAILURE, e.message);
	}
	return show(&settings);
}
