/* SPDX-License-Identifier: GPL-3.0-or-later */
/* whereabouts.h - is the unit's site one of the content's?
 *
 * An id that was mistyped in borne.yaml, or that a release has dropped, must not
 * show another town: the interface rests on "setup" and says why, ui.json and the
 * log name the nearest ids. UI thread. */
#ifndef HANDOVER_WHEREABOUTS_H
#define HANDOVER_WHEREABOUTS_H

#include <jansson.h>

#include "handover/generation.h"

/* True when `site` is "" or NULL, or one of the sites of g. */
bool whereabouts_known(const struct generation *g, const char *site);
/* sites_describe_unknown() of its sites. */
void whereabouts_describe(const struct generation *g, const char *site, struct buf *out);
/* For ui.json: null when it is known or g is NULL, else {"id", "nearest": [ids]}. Owned. */
json_t *whereabouts_to_json(const struct generation *g, const char *site);

#endif
