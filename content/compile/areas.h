/* SPDX-License-Identifier: GPL-3.0-or-later */
/* areas.h - which units a map is for
 *
 * A map whose area is named by sites (map_area of sites.yaml) is for the units at these sites; the others, as the
 * region's, are for all. */
#ifndef COMPILE_AREAS_H
#define COMPILE_AREAS_H

#include <jansson.h>

#include "base/opt.h"
#include "compile/pack.h"

/* Warns, at the line of the site: of areas without a map, of maps without a site, of sites outside of their map.
 * `maps`: AREA=FILE each; nothing is said when there are none. */
void areas_check(struct pack *p, const struct opt_list *maps);
/* Ids of the sites that need the component `name`, as a new JSON list; NULL: every unit does. */
json_t *areas_sites(const struct pack *p, const char *name);

#endif
