/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.h - the content commands of borne-publish
 *
 * Each reads its own options (--help lists them), prints findings on standard
 * error as "file:line: error|warning: cause. remedy" and a summary line on
 * standard output. argv[0] is the subcommand ("check", "build"). One at a time. */
#ifndef COMPILE_COMMANDS_H
#define COMPILE_COMMANDS_H

#include <stdbool.h>

#include "base/err.h"

/* Exit codes: 0 all is well (warnings allowed), 1 the pack has errors or the output could not be written, 2 wrong
 * usage. */
/* borne-publish check PACK */
int build_command_check(int argc, char **argv);
/* Finds what a folder that is published from has of the last release of a pack: owned paths of its content.sqlite and
 * of its routes.sqlite (NULL: it has none). False: no such folder, or nothing of that pack. */
typedef bool build_find_published(const char *dir, const char *pack, char **content, char **routes, struct err *e);
/* borne-publish build PACK --out DIR [--map AREA=FILE.mbtiles ...] [--since DIR] [--assets DIR]
 * `published`: for a --since that is no bundle. */
int build_command_build(int argc, char **argv, build_find_published *published);
/* borne-publish search BUNDLE [QUESTION] [--site ID] [--lang CODE] [--day 1-7] [--professional] */
int build_command_search(int argc, char **argv);

/* The folder that --assets names, else the first of those where assets are looked for. NULL: none is there. Borrowed.
 */
const char *build_find_assets(const char *given);

#endif
