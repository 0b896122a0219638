/* SPDX-License-Identifier: GPL-3.0-or-later */
/* places_parts.h - the filters of the directory, which places.c puts beside its list and map */
#ifndef APP_SCREENS_PLACES_PARTS_H
#define APP_SCREENS_PLACES_PARTS_H

#include "app/screens/screens.h"

/* A round button above the list. `name`: spoken; NULL: the label. */
void places_pill(struct view *v, const char *icon, const char *label, const char *name, struct action action,
		bool chosen);
/* One or two rows of the filters. */
void places_filters(struct view *v);
/* Beside the choice of list or map: their signs, named aloud; in large type without a word. */
void places_filter_signs(struct view *v);
/* In place of the list: the choices of the filter that is open, or the legend of the map. */
void places_panel(struct view *v);

#endif
