/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labelwords.h - the words of a name: as the style wants them, shorter, or on several lines
 *
 * Pure. */
#ifndef LABEL_LABELWORDS_H
#define LABEL_LABELWORDS_H

#include "map/label/lettering.h"
#include "map/style/style.h"

enum { LABEL_TEXT_BYTES = 160, LABEL_LINES_MAX = 6, LABEL_SHORTEST = ABBREVIATION_DEGREES };

/* text-field and text-transform of the feature in `scene`, without spaces around it. False: there is none, it is too
 * long or no UTF-8. */
bool label_words(const struct style_layer *layer, const struct expr_scene *scene, char out[LABEL_TEXT_BYTES]);

/* With the style's abbreviations up to a degree, 1 to LABEL_SHORTEST. False: the degree changes nothing, or `out` is
 * too small. */
bool label_abbreviate(const struct abbreviations *all, const char *name, int degree, char *out, size_t size);

/* Bytes of the text from first up to end, without the spaces between lines. */
struct label_line {
	size_t first, end;
};
/* Breaks a text, shaped as `run`, into lines of about equal length, no longer than max_px where words allow it; a line
 * end in the text always breaks. Returns how many. */
size_t label_wrap(const char *text, const struct glyph_run *run, float max_px,
		struct label_line lines[LABEL_LINES_MAX]);

#endif
