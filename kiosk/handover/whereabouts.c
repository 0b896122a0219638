/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/whereabouts.h"

#include "store/sites.h"

bool whereabouts_known(const struct generation *g, const char *site)
{
	return !site || !site[0] || catalogue_find_site(g->catalogue, site) != NULL;
}

void whereabouts_describe(const struct generation *g, const char *site, struct buf *out)
{
	struct nearest nearest = { .wanted = site };
	catalogue_nearest_sites(g->catalogue, &nearest);
	sites_describe_unknown(site, &nearest, out);
}

json_t *whereabouts_to_json(const struct generation *g, const char *site)
{
	if (!g || whereabouts_known(g, site)) {
		return json_null();
	}
	json_t *ids = json_array();
	struct nearest nearest = { .wanted = site };
	catalogue_nearest_sites(g->catalogue, &nearest);
	for (size_t i = 0; i < nearest.len; i++) {
		(void)json_array_append_new(ids, json_string(nearest.names[i]));
	}
	return json_pack("{s:s, s:o}", "id", site, "nearest", ids);
}
