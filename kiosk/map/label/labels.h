/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labels.h - names and icons on the map, placed so that they stay where they are
 *
 * Symbol layers of the style are worked through from the last (most important) to the first. A name that would touch
 * another one or a marker is tried elsewhere on its street, then with the usual abbreviations (bd, av., St), then left
 * out.
 *
 * Where names may stand depends on the data and the zoom alone: they are placed for more than the screen shows, in an
 * order that no move of the map changes. The edge of the screen and what lies over the map (buttons, cards) only hide
 * them, whole: labels_shown(). So no name blinks while the map is moved, none is cut, none lies under a
 * button. Pure; one struct lettering per thread. */
#ifndef LABEL_LABELS_H
#define LABEL_LABELS_H

#include "map/label/labels_job.h"

/* The part of the map whose tiles labels_place() wants to see. */
struct rect labels_area(struct rect rect, float px_per_unit);
void labels_place(struct lettering *l, const struct labels_job *job, struct arena *scratch, struct labels *out);
void labels_finish(struct labels *labels);

/* Whether a box is seen whole: within the view, and under none of the covers. */
bool labels_shown(struct label_box box, struct rect view, const struct rect *covers, size_t covers_len);

#endif
