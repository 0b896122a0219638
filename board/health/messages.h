/* SPDX-License-Identifier: GPL-3.0-or-later */
/* messages.h - every problem of updates with what to do about it, for board/MESSAGES.md
 *
 * `make config-docs` writes that file; tests/boot/unit.test compares it, so that the
 * guide says what the units say (base/problem.h). Pure. */
#ifndef HEALTH_MESSAGES_H
#define HEALTH_MESSAGES_H

#include "base/buf.h"

/* Appends a table in Markdown, in `language` such as "fr"; `store` is the folder that paths.store names. */
void messages_table(const char *language, const char *store, struct buf *out);

#endif
