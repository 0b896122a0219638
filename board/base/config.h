/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config.h - borne.yaml: what one unit is and how it behaves
 *
 * One table of options (config.c) feeds the reader, --check-config, the sample file
 * and the manual page borne.yaml(5). Every complaint names file and line, says the
 * cause and the remedy, and all of them come at once: a technician makes one trip.
 * Plain values, nothing to free. Any thread. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define CONFIG_DEFAULT_PATH "/etc/borne/borne.yaml"
/* Stands for the site of a file that could not be read, in the interface and in ui.json: no site has this id. */
#define CONFIG_SITE_UNREAD "?"

enum { CONFIG_TEXT_BYTES = 256, CONFIG_MATRIX_LEN = 6, CONFIG_LIST_LEN = 7 };

enum config_format { CONFIG_FORMAT_AUTO, CONFIG_FORMAT_PORTRAIT, CONFIG_FORMAT_LANDSCAPE, CONFIG_FORMAT_7INCH };
enum config_map_top { CONFIG_MAP_TOP_NORTH, CONFIG_MAP_TOP_FACING };

struct config {
	char site[CONFIG_TEXT_BYTES]; /* "": the first site of the pack */
	bool site_unread; /* the file may name a site, and it could not be read: "" is not "the first" then */
	struct {
		long rotate;      /* 0, 90, 180 or 270: clockwise turn of the picture on the panel */
		double mm_per_px; /* 0: ask the screen (EDID) */
		long format;      /* enum config_format */
	} screen;
	struct {
		char url[CONFIG_TEXT_BYTES]; /* "": no server, content by USB only */
		char mirrors[CONFIG_LIST_LEN]
			    [CONFIG_TEXT_BYTES]; /* in order, tried after url; the first "" ends them */
		char pack[CONFIG_TEXT_BYTES];
		char root_file[CONFIG_TEXT_BYTES]; /* first trusted root.json */
		long interval_minutes;
		char quiet_hours[CONFIG_TEXT_BYTES]; /* "HH:MM-HH:MM" or "" */
		long rate_limit_kib_s;               /* 0: no limit */
		char proxy[CONFIG_TEXT_BYTES];
		char ca_file[CONFIG_TEXT_BYTES];     /* "": the system's */
		char pinned_key[CONFIG_TEXT_BYTES];  /* "": any that the authorities vouch for */
		char client_cert[CONFIG_TEXT_BYTES]; /* "": none */
		char client_key[CONFIG_TEXT_BYTES];  /* "": in client_cert */
		char fetch_user[CONFIG_TEXT_BYTES];  /* when started as root */
	} sync;
	struct {
		char store[CONFIG_TEXT_BYTES];
		char run[CONFIG_TEXT_BYTES];
		char assets[CONFIG_TEXT_BYTES];
		char state[CONFIG_TEXT_BYTES];
	} paths;
	struct {
		long seconds;           /* silence before the warning */
		long reading_seconds;   /* the same on a page of text */
		long countdown_seconds; /* the warning itself */
	} idle;
	struct {
		long cache_mib;
		long top; /* enum config_map_top */
	} map;
	struct {
		double calibration[CONFIG_MATRIX_LEN]; /* two rows of three, on coordinates from 0 to 1 */
		char calibrated[CONFIG_TEXT_BYTES];    /* "2026-11-23" or "" */
	} touch;
	char professional_code[CONFIG_TEXT_BYTES]; /* crypt(5) hash or "": the pages are closed */
	char technician_code[CONFIG_TEXT_BYTES];
	bool control;
	char log_level[CONFIG_TEXT_BYTES];
};

bool config_equal(const struct config *a, const struct config *b);
/* The values of an empty file. */
void config_defaults(struct config *out);
/* The file, over the defaults. False: *e names the first problem as `file:line: cause. remedy` and how many more
 * there are; kind ERR_ABSENT when there is no file. *out is written on success only. */
MUST_USE bool config_load(const char *path, struct config *out, struct err *e);
/* What a program of a unit runs with: the file over the defaults. A wrong value never ends a program: each problem is
 * logged as an error and appended to `problems` (may be NULL), one a line, and the option it names has its default. A
 * file that is absent or cannot be read is such a problem as well. False, with *e, only for a file other than
 * CONFIG_DEFAULT_PATH that is not there: then its name was mistyped. */
MUST_USE bool config_use(const char *path, struct config *out, struct buf *problems, struct err *e);
/* --check-config: appends one line `file:line: cause. remedy` for every problem; returns how many.
 * `out` may be NULL; else it gets what could be read, defaults elsewhere: always a set of values that can be used. */
size_t config_check(const char *path, struct config *out, struct buf *problems);
/* config_check() of text in memory; `name` stands for the file. */
size_t config_check_text(const char *name, const char *text, size_t len, struct config *out, struct buf *problems);
/* Appends a commented borne.yaml that holds every option with its default. */
void config_write_sample(struct buf *out);
/* Appends the OPTIONS part of borne.yaml(5), in man(7) macros. */
void config_write_manual(struct buf *out);

#endif
