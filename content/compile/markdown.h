/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markdown.h - from CommonMark to the blocks a kiosk draws
 *
 * md4c parses; what the kiosk cannot show (HTML, tables, code, raw URLs, pictures
 * without words) is reported with its line and left out. */
#ifndef COMPILE_MARKDOWN_H
#define COMPILE_MARKDOWN_H

#include "compile/pack.h"

/* Fills blocks, links and minutes of `v`. `first_line`: line of the file on which `text` starts. */
void markdown_parse(struct pack *p, struct pack_version *v, const char *text, size_t len, int first_line);

#endif
