/* SPDX-License-Identifier: GPL-3.0-or-later */
/* messages.h - what is said besides findings: every problem of updates, and the mistakes of the settings as JSON
 *
 * `make config-docs` writes board/MESSAGES.md; tests/boot/unit.test compares it, so that the
 * guide says what the units say (base/problem.h). Pure. */
#ifndef HEALTH_MESSAGES_H
#define HEALTH_MESSAGES_H

#include "base/buf.h"

/* Appends a table in Markdown, in `language` such as "fr"; `store` is the folder that paths.store names. */
void messages_table(const char *language, const char *store, struct buf *out);
/* Appends {"path": ..., "problems": [a line each]}; takes `problems` apart. */
void messages_problems(const char *path, struct buf *problems, struct buf *out);

#endif
