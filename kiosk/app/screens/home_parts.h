/* SPDX-License-Identifier: GPL-3.0-or-later */
/* home_parts.h - parts of the home page (for screens/home*.c alone) */
#ifndef APP_SCREENS_HOME_PARTS_H
#define APP_SCREENS_HOME_PARTS_H

#include "app/screens/screens.h"

/* The card of the questionnaire, `h` mm high; 0: as high as the page leaves it. */
void part_home_guide(struct view *v, float h);
/* The same as one row, in large type at seven inches and in low reach. */
void part_home_guide_row(struct view *v);

/* What a choice is about stands below its name: also on the page in one column that Écouter makes of it, which is read
 * to those who do not read. */
bool home_has_words(const struct view *v);

#endif
