/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/commands.h"
#include "compile/areas.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/str.h"
#include "compile/manifest.h"
#include "compile/news.h"
#include "compile/pack.h"
#include "store/bundle.h"
#include "store/bundle_check.h"
#include "store/routes.h"

enum { EXIT_USAGE = 2 };

static const char assets_help[] = "folder with icons/ and strings/ (default: assets, then /usr/share/borne)";

struct command {
	const char *usage;
	const struct opt *options;
	size_t options_len;
};

const char *build_find_assets(const char *given)
{
	static const char *const places[] = { "assets", "/usr/share/borne" };
	for (size_t i = 0; !given && i < ARRAY_LEN(places); i++) {
		CLEANUP(free_ptr) char *strings = fs_join(places[i], "strings");
		if (fs_exists(strings)) {
			return places[i];
		}
	}
	return given;
}

/* -1: go on with *pack; else the exit code. */
static int parse(const struct command *c, int argc, char **argv, const bool *help, const char **pack)
{
	struct err e = { 0 };
	size_t args_len = 0;
	if (!opt_parse(c->options, c->options_len, argc, argv, pack, 1, &args_len, &e)) {
		fprintf(stderr, "borne-publish %s: %s\n", argv[0], e.message);
		return EXIT_USAGE;
	}
	if (*help) {
		opt_print_help(c->usage, c->options, c->options_len);
		return EXIT_SUCCESS;
	}
	if (args_len != 1) {
		fprintf(stderr, "borne-publish %s: name the folder of the pack\nusage: %s\n", argv[0], c->usage);
		return EXIT_USAGE;
	}
	return -1;
}

/* False when the pack has errors. */
static bool print_findings(struct pack *p)
{
	report_print(&p->report, stderr);
	fflush(stderr);
	printf("%s: %zu articles in %zu files, %zu places, %zu networks: %zu errors, %zu warnings\n", p->dir,
			p->articles_len, p->versions_len, p->places_len, p->networks_len, p->report.errors,
			p->report.warnings);
	return p->report.errors == 0;
}

int build_command_check(int argc, char **argv)
{
	const char *assets = NULL;
	const char *dir = NULL;
	bool help = false;
	const struct opt options[] = {
		{ .name = "assets", .type = OPT_TEXT, .value = &assets, .meta = "DIR", .help = assets_help },
		{ .name = "help", .type = OPT_FLAG, .value = &help, .help = "print this and exit" },
	};
	const struct command c = { "borne-publish check PACK [--assets DIR]", options, ARRAY_LEN(options) };
	int code = parse(&c, argc, argv, &help, &dir);
	if (code >= 0) {
		return code;
	}
	struct pack *p = pack_read(dir, build_find_assets(assets));
	bool good = print_findings(p);
	pack_destroy(p);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void print_routes(const struct pack *p, const struct routes_summary *r)
{
	printf("routes: %zu of %zu sites lie on the extracts; %zu places are reached on foot, %zu of them without "
	       "steps; "
	       "%zu are near but not reached; %zu places are within sight and over %d km on foot\n",
			r->sites, p->sites_len, r->routes, r->stepless, r->none, r->beyond, ROUTES_REACH_M / 1000);
	if (r->cut > 0) {
		fprintf(stderr,
				"borne-publish build: warning: the extracts end within %d km of %zu sites, the first "
				"of them "
				"%s: ways beyond are not known there, and their places count as not reached. Give an "
				"extract "
				"that goes 6 km around every site\n",
				ROUTES_REACH_M / 1000, r->cut, r->cut_first);
	}
}

/* The edition before, out of a bundle or of the folder that is published from. NULL and *e on error. */
static struct news *read_before(const struct pack *p, const char *since, build_find_published *published, struct err *e)
{
	struct bundle b = { 0 };
	CLEANUP(free_ptr) char *manifest = fs_join(since, "bundle.json");
	CLEANUP(free_ptr) char *content = NULL;
	CLEANUP(free_ptr) char *routes = NULL;
	bool ok;
	if (fs_exists(manifest)) {
		ok = bundle_open(&b, since, NULL, e);
		content = ok ? bundle_component_path(&b, "content.sqlite") : NULL;
		routes = ok ? bundle_component_path(&b, "routes.sqlite") : NULL;
		bundle_close(&b);
	} else {
		ok = published(since, p->id, &content, &routes, e);
	}
	struct news *before = ok ? news_read(content, routes, p->id, e) : NULL;
	if (!before) {
		(void)fail_wrap(e, "--since %s", since);
	}
	return before;
}

static bool write_bundle(struct pack *p, const char *out, const struct manifest_inputs *in)
{
	struct routes_summary routes = { 0 };
	struct err e = { 0 };
	struct bundle b = { 0 };
	if (!p->assets) {
		fprintf(stderr, "borne-publish build: no folder with the interface's words was found. Name it with "
				"--assets DIR\n");
		return false;
	}
	bool ok = manifest_build(p, out, in, &routes, &e) && bundle_open(&b, out, NULL, &e) && bundle_check(&b, &e);
	if (ok && in->extracts.len > 0) {
		print_routes(p, &routes);
	}
	if (ok) {
		printf("%s%s: pack %s, edition %s, %zu components\n", in->before ? buf_text(in->told) : "", out, b.pack,
				b.edition, b.components_len);
	} else {
		fprintf(stderr, "borne-publish build: %s\n", e.message);
	}
	bundle_close(&b);
	return ok;
}

static bool build(struct pack *p, const char *out, const struct manifest_inputs *given, const char *since,
		build_find_published *published)
{
	struct err e = { 0 };
	struct buf told = { 0 };
	struct news *before = since ? read_before(p, since, published, &e) : NULL;
	struct manifest_inputs in = *given;
	in.before = before;
	in.told = &told;
	bool ok = before || !since;
	if (!ok) {
		fprintf(stderr, "borne-publish build: %s\n", e.message);
	}
	ok = ok && write_bundle(p, out, &in);
	news_destroy(before);
	buf_finish(&told);
	return ok;
}

int build_command_build(int argc, char **argv, build_find_published *published)
{
	const char *assets = NULL;
	const char *dir = NULL;
	const char *out = NULL;
	const char *since = NULL;
	const char *tiles = "raw";
	struct manifest_inputs in = { 0 };
	bool help = false;
	const struct opt options[] = {
		{ .name = "out",
				.type = OPT_TEXT,
				.value = &out,
				.meta = "DIR",
				.help = "where the bundle is written" },
		{ .name = "map",
				.type = OPT_LIST,
				.value = &in.maps,
				.meta = "AREA=FILE",
				.help = "an MBTiles file of streets, or region=FILE; may be repeated" },
		{ .name = "tiles",
				.type = OPT_TEXT,
				.value = &tiles,
				.meta = "raw|gzip",
				.help = "how map tiles are stored: raw (default; updates are far smaller) or gzip "
					"(less room on the card)" },
		{ .name = "osm",
				.type = OPT_LIST,
				.value = &in.extracts,
				.meta = "FILE",
				.help = "an OpenStreetMap extract (.osm.pbf), for the routes from each site; may be "
					"repeated" },
		{ .name = "since",
				.type = OPT_TEXT,
				.value = &since,
				.meta = "DIR",
				.help = "the edition before, a bundle or the folder that is published from: the kiosk "
					"then shows what is new" },
		{ .name = "assets", .type = OPT_TEXT, .value = &assets, .meta = "DIR", .help = assets_help },
		{ .name = "help", .type = OPT_FLAG, .value = &help, .help = "print this and exit" },
	};
	const struct command c = { "borne-publish build PACK --out DIR [--map AREA=FILE.mbtiles ...] [--tiles "
				   "raw|gzip] [--osm FILE.osm.pbf ...] [--since DIR] [--assets DIR]",
		options, ARRAY_LEN(options) };
	int code = parse(&c, argc, argv, &help, &dir);
	if (code >= 0) {
		return code;
	}
	if (!out) {
		fprintf(stderr, "borne-publish build: say where to write with --out DIR\n");
		return EXIT_USAGE;
	}
	in.packing = str_equal(tiles, "gzip") ? MAP_GZIP : MAP_RAW;
	if (in.packing == MAP_RAW && !str_equal(tiles, "raw")) {
		fprintf(stderr, "borne-publish build: --tiles is raw or gzip, not '%s'\n", tiles);
		return EXIT_USAGE;
	}
	struct pack *p = pack_read(dir, build_find_assets(assets));
	areas_check(p, &in.maps);
	bool good = print_findings(p);
	if (!good) {
		fprintf(stderr, "borne-publish build: nothing was written: the pack has errors\n");
	}
	good = good && build(p, out, &in, since, published);
	pack_destroy(p);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
