/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours-eval: what opening hours say of moments, for tests and for those who write hours.
 *
 * Reads lines EXPRESSION<TAB>INSTANT and writes open, closed or unknown, the words in force, and when that changes, or
 * "-": within five years nothing does. What cannot be read is "error", with the reason in place of the words. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/pack.inc"
#include "base/str.h"
#include "compile/calendar.h"
#include "compile/hours_check.h"
#include "store/hours_state.h"

enum { LINE_BYTES = 4096, SEARCH_DAYS = 5 * 366 };

struct evaluator {
	struct hours_where where;
	struct arena *arena; /* of the last expression */
	char expression[LINE_BYTES];
	const struct hours *hours; /* NULL: not understood */
	struct err e;
};

/* "2026-11-23T10:00", with seconds and an offset from Greenwich or Z where they are given; else local time. */
static bool read_instant(const char *text, struct tm *out)
{
	struct tm t = { .tm_isdst = -1 };
	const char *rest = strptime(text, "%Y-%m-%dT%H:%M", &t);
	if (!rest) {
		return false;
	}
	if (*rest == ':') {
		rest += 1 + strspn(rest + 1, "0123456789.");
	}
	*out = t;
	if (*rest == '\0') {
		return true;
	}
	long hours = 0;
	long minutes = 0;
	if (!str_equal(rest, "Z")) {
		char *end = NULL;
		hours = strtol(rest + 1, &end, 10);
		minutes = *end == ':' ? strtol(end + 1, &end, 10) : 0;
		if (*end || labs(hours) > 14 || labs(minutes) > 59) {
			return false;
		}
	}
	long east = (hours * 60 + minutes) * (*rest == '-' ? -60 : 60);
	time_t at = timegm(&t) - east;
	return localtime_r(&at, out) != NULL;
}

static void understand(struct evaluator *v, const char *expression)
{
	if (v->arena && str_equal(v->expression, expression)) {
		return;
	}
	arena_destroy(v->arena);
	v->arena = arena_create(0);
	v->e = (struct err){ 0 };
	str_cut(v->expression, sizeof v->expression, expression);
	const struct hours *h = NULL;
	v->hours = hours_parse(expression, v->arena, &h, NULL, &v->e) ? hours_at(h, &v->where, v->arena) : NULL;
}

static void evaluate(struct evaluator *v, char *line)
{
	char *tab = strchr(line, '\t');
	struct tm local;
	line[strcspn(line, "\r\n")] = '\0';
	if (!tab || !read_instant(tab + 1, &local)) {
		puts("error\tno expression and instant, separated by a tab\t-");
		return;
	}
	*tab = '\0';
	understand(v, line);
	if (!v->hours) {
		printf("error\t%s\t-\n", v->e.message);
		return;
	}
	static const char *const words[] = {
		[HOURS_UNKNOWN] = "unknown",
		[HOURS_CLOSED] = "closed",
		[HOURS_OPEN] = "open",
	};
	struct hours_state now;
	struct hours_change next;
	hours_state(v->hours, &local, &now);
	hours_next(v->hours, &local, SEARCH_DAYS, &next);
	printf("%s\t%s\t", words[now.status], now.comment ? now.comment : "");
	if (next.known) {
		printf("%04d-%02d-%02dT%02d:%02d\n", next.date.year, next.date.month, next.date.day, next.minute / 60,
				next.minute % 60);
	} else {
		puts("-");
	}
}

/* What is strict already stays as it is. */
static void write_strict(struct pack *p, char *line)
{
	const struct hours *h = NULL;
	line[strcspn(line, "\r\n")] = '\0';
	const char *strict = hours_parse(line, p->arena, &h, NULL, NULL) ? line : pack_strict_hours(p, line);
	puts(strict ? strict : "");
}

static double squared(double x)
{
	return x * x;
}

/* The code of the commune whose middle is nearest. */
static const char *nearest_commune(const struct pack *p, double lat, double lon)
{
	const char *insee = "";
	double nearest = 1e9;
	for (size_t i = 0; i < p->communes_len; i++) {
		const struct pack_commune *c = &p->communes[i];
		double d = squared(c->lat - lat) + squared((c->lon - lon) * 0.7);
		if (d < nearest) {
			nearest = d;
			insee = c->insee;
		}
	}
	return insee;
}

static void usage(FILE *out)
{
	fputs("usage: hours-eval [--pack DIR] [--assets DIR] [--at LAT,LON] [--insee CODE] < LINES\n\n"
	      "LINES: opening hours, a tab, and an instant (2026-11-23T10:00, local time, or with Z or an offset).\n"
	      "Writes for each: open, closed, unknown or error; the words in force; the next change, or -.\n\n"
	      "  --pack DIR      whose calendar and time zone count [content/" UNIT_PACK "]\n"
	      "  --assets DIR    folder with calendar/ [assets]\n"
	      "  --at LAT,LON    where the place is, for the sun [the pack's first site]\n"
	      "  --insee CODE    commune of the place, for holidays [the nearest one of the pack]\n"
	      "  --strict        lines are hours as people write them; writes their strict form, or an empty line\n",
			out);
}

struct options {
	const char *pack, *assets, *insee;
	double lat, lon;
	bool at, strict;
};

/* "45.75,4.85" */
static bool read_point(const char *text, struct options *o)
{
	char lat[32];
	const char *comma = strchr(text, ',');
	size_t len = comma ? (size_t)(comma - text) + 1 : 0;
	str_cut(lat, len < sizeof lat ? len : 0, text);
	return comma && len < sizeof lat && str_to_double(lat, &o->lat) && str_to_double(comma + 1, &o->lon);
}

/* False: wrong, or help was asked for; *code is the exit code. */
static bool read_options(int argc, char **argv, struct options *o, int *code)
{
	static const struct option known[] = {
		{ "pack", required_argument, NULL, 'p' },
		{ "assets", required_argument, NULL, 'a' },
		{ "at", required_argument, NULL, 't' },
		{ "insee", required_argument, NULL, 'i' },
		{ "strict", no_argument, NULL, 's' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	*code = 2;
	for (int c = getopt_long(argc, argv, "", known, NULL); c != -1; c = getopt_long(argc, argv, "", known, NULL)) {
		switch (c) {
		case 'p':
			o->pack = optarg;
			break;
		case 'a':
			o->assets = optarg;
			break;
		case 'i':
			o->insee = optarg;
			break;
		case 't':
			o->at = read_point(optarg, o);
			if (!o->at) {
				usage(stderr);
				return false;
			}
			break;
		case 's':
			o->strict = true;
			break;
		case 'h':
			usage(stdout);
			*code = 0;
			return false;
		default:
			usage(stderr);
			return false;
		}
	}
	if (optind != argc) {
		usage(stderr);
	}
	return optind == argc;
}

int main(int argc, char **argv)
{
	struct options o = { .pack = "content/" UNIT_PACK, .assets = "assets" };
	int code;
	if (!read_options(argc, argv, &o, &code)) {
		return code;
	}
	struct pack *p = pack_read(o.pack, o.assets);
	if (!p->calendar.holidays) {
		fprintf(stderr, "hours-eval: %s has no calendar: PH and SH never come\n", o.pack);
	}
	if (!o.at && p->sites_len) {
		o.lat = p->sites[0].lat;
		o.lon = p->sites[0].lon;
	}
	setenv("TZ", p->timezone, 1);
	tzset();
	struct evaluator v = { .where = pack_hours_where(p, o.insee ? o.insee : nearest_commune(p, o.lat, o.lon), o.lat,
					       o.lon) };
	v.where.located = o.at || p->sites_len;
	char line[LINE_BYTES];
	while (fgets(line, sizeof line, stdin)) {
		if (o.strict) {
			write_strict(p, line);
		} else {
			evaluate(&v, line);
		}
	}
	arena_destroy(v.arena);
	pack_destroy(p);
	return 0;
}
