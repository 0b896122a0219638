/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fontlist.h - assets/fonts.yaml: which font files, in which order
 *
 * Adding a script means adding a line there. The one reader of the file, for the pages and for the names on the map. UI
 * thread. */
#ifndef PAINT_FONTLIST_H
#define PAINT_FONTLIST_H

#include "draw/text.h"

enum { FONTLIST_MAX = 12 };

/* Paths, the first of which is used where it has the letter. */
struct fontlist {
	char *files[2][FONTLIST_MAX]; /* owned; by enum font_weight: an entry without a bold font has the regular one */
	size_t len;                   /* at least 1 once read */
};

/* What the file lists, without those, but for the first, that are not there (logged). False: the file is absent or
 * malformed. Else owned: fontlist_finish(). */
MUST_USE bool fontlist_read(struct fontlist *out, const char *yaml_path, struct err *e);
/* A zeroed one is legal. */
void fontlist_finish(struct fontlist *list);
/* Opens what the file lists. Owned: fonts_close(). NULL: the file is absent, malformed or its first font is missing. */
MUST_USE struct fonts *fontlist_open(const char *yaml_path, struct err *e);

#endif
