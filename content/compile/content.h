/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.h - from a pack without errors to content.sqlite
 *
 * The same pack gives the same bytes: fixed page size, rows by stable ids, VACUUM
 * INTO a new file, nothing from a clock. */
#ifndef COMPILE_CONTENT_H
#define COMPILE_CONTENT_H

#include "compile/pack.h"

/* Replaces `path`. */
MUST_USE bool content_write(const struct pack *p, const char *path, struct err *e);

#endif
