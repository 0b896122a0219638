/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fontlist.h - assets/fonts.yaml: which font files, in which order
 *
 * Adding a script means adding a line there. UI thread. */
#ifndef PAINT_FONTLIST_H
#define PAINT_FONTLIST_H

#include "draw/text.h"

/* Opens what the file lists. Owned: fonts_close(). NULL: the file is absent, malformed or its first font is missing. */
MUST_USE struct fonts *fontlist_open(const char *yaml_path, struct err *e);

#endif
