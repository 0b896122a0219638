/* SPDX-License-Identifier: GPL-3.0-or-later */
/* since.h - the last release of a pack, for the edition that is built to be compared with; private to sync/publish */
#ifndef PUBLISH_SINCE_H
#define PUBLISH_SINCE_H

#include "base/err.h"
#include "store/bundle.h"

/* Where the files of the last release of the pack lie in a folder that is published from (compile/commands.h,
 * build_find_published). */
MUST_USE bool since_find(const char *dir, const char *pack, char **content, char **routes, struct err *e);
/* Says on standard error when a released bundle does not tell what is new against `edition`, the one published before;
 * "": none was. */
void since_warn(const struct bundle *b, const char *edition, const char *repo);

#endif
