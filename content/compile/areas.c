/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/areas.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "store/tiles.h"

/* The region's map belongs to no site: everybody has it. */
#define REGION "region"

/* Whether "AREA=FILE" is of this area; *file: its FILE. */
static bool is_of(const char *map, const char *area, const char **file)
{
	size_t len = strlen(area);
	*file = map + len + 1;
	return strncmp(map, area, len) == 0 && map[len] == '=';
}

static const char *find_map(const struct opt_list *maps, const char *area)
{
	const char *file;
	for (size_t i = 0; i < maps->len; i++) {
		if (is_of(maps->at[i], area, &file)) {
			return file;
		}
	}
	return NULL;
}

static void check_bounds(struct pack *p, const struct pack_site *s, const char *file)
{
	struct err none;
	struct tiles *t = tiles_open_foreign(file, &none);
	if (!t) {
		return; /* said when the file is to be brought into the bundle */
	}
	const struct tiles_info *i = tiles_info(t);
	if (s->lon < i->west || s->lon > i->east || s->lat < i->south || s->lat > i->north) {
		report_warning(&p->report, s->where.file, s->where.line,
				"site '%s' lies outside of the map '%s' (%.4f,%.4f,%.4f,%.4f): its kiosk would show no "
				"streets. Make the map of another extract or BBOX, or correct lat, lon or map_area",
				s->id, s->map_area, i->west, i->south, i->east, i->north);
	}
	tiles_close(t);
}

static bool is_named(const struct pack *p, const char *area)
{
	for (size_t i = 0; i < p->sites_len; i++) {
		if (p->sites[i].map_area && str_equal(p->sites[i].map_area, area)) {
			return true;
		}
	}
	return false;
}

void areas_check(struct pack *p, const struct opt_list *maps)
{
	for (size_t i = 0; maps->len > 0 && i < p->sites_len; i++) {
		const struct pack_site *s = &p->sites[i];
		const char *file = s->map_area ? find_map(maps, s->map_area) : NULL;
		if (file) {
			check_bounds(p, s, file);
		} else if (s->map_area) {
			report_warning(&p->report, s->where.file, s->where.line,
					"site '%s' has the map area '%s', of which there is no map: its kiosk would "
					"show "
					"the region alone. Give --map %s=FILE.mbtiles",
					s->id, s->map_area, s->map_area);
		}
	}
	for (size_t i = 0; i < maps->len; i++) {
		const char *equals = strchr(maps->at[i], '=');
		char area[64];
		if (!equals || (size_t)(equals - maps->at[i]) >= sizeof area) {
			continue;
		}
		memcpy(area, maps->at[i], (size_t)(equals - maps->at[i]));
		area[equals - maps->at[i]] = '\0';
		if (!str_equal(area, REGION) && !is_named(p, area)) {
			report_warning(&p->report, pack_path(p, "sites.yaml"), 0,
					"no site has the map area '%s': every unit would fetch this map. Write "
					"map_area: %s "
					"at the sites that need it",
					area, area);
		}
	}
}

json_t *areas_sites(const struct pack *p, const char *name)
{
	json_t *list = json_array();
	for (size_t i = 0; i < p->sites_len; i++) {
		char of_site[256];
		(void)snprintf(of_site, sizeof of_site, "map/%s.mbtiles",
				p->sites[i].map_area ? p->sites[i].map_area : "");
		if (str_equal(of_site, name)) {
			json_array_append_new(list, json_string(p->sites[i].id));
		}
	}
	if (json_array_size(list) == 0) {
		json_decref(list);
		return NULL;
	}
	return list;
}
