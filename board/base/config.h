/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config.h - borne.yaml: what one unit is and how it behaves
 *
 * One table of options (config_table.c) feeds the reader, --check-config, the sample file
 * and the manual page borne.yaml(5). Every complaint names file and line, says the
 * cause and the remedy, and all of them come at once: a technician makes one trip.
 * Plain values, nothing to free. Any thread. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stddef.h>

#include "base/buf.h"
#include "base/config_values.h"
#include "base/err.h"

#define CONFIG_DEFAULT_PATH "/etc/borne/borne.yaml"
/* Stands for the site of a file that could not be read, in the interface and in ui.json: no site has this id. */
#define CONFIG_SITE_UNREAD "?"

enum { CONFIG_FILE_BYTES_MAX = 64 * 1024 };

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
