/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/whereabouts.h"

#include "base/config.h"
#include "base/str.h"
#include "base/yaml.h"

bool whereabouts_known(const struct generation *g, const char *site)
{
	return !site || !site[0] || catalogue_find_site(g->catalogue, site) != NULL;
}

void whereabouts_describe(const struct generation *g, const char *site, struct buf *out)
{
	const char *nearest[CATALOGUE_NEAREST];
	size_t len = catalogue_nearest_sites(g->catalogue, site, nearest);
	if (str_equal(site, CONFIG_SITE_UNREAD)) {
		buf_add_text(out, "the settings could not be read, the site of this unit is not known. ");
	} else {
		buf_printf(out, "site '%s' is not in this content. ", site);
	}
	buf_add_text(out, len > 0 ? "Nearest:" : "It has no sites");
	for (size_t i = 0; i < len; i++) {
		buf_printf(out, "%s %s", i ? "," : "", nearest[i]);
	}
}

json_t *whereabouts_to_json(const struct generation *g, const char *site)
{
	const char *nearest[CATALOGUE_NEAREST];
	if (!g || whereabouts_known(g, site)) {
		return json_null();
	}
	json_t *ids = json_array();
	size_t len = catalogue_nearest_sites(g->catalogue, site, nearest);
	for (size_t i = 0; i < len; i++) {
		(void)json_array_append_new(ids, json_string(nearest[i]));
	}
	return json_pack("{s:s, s:o}", "id", site, "nearest", ids);
}

static int line_of_site(const char *config_path)
{
	struct err e;
	struct yaml *y = yaml_read(config_path, CONFIG_FILE_BYTES_MAX, &e);
	const struct yaml_node *node = y ? yaml_find(yaml_root(y), "site") : NULL;
	int line = node ? node->line : 1;
	yaml_destroy(y);
	return line;
}

size_t whereabouts_check(const char *config_path, const char *store, const char *site, struct buf *problems)
{
	uint64_t number;
	struct err e;
	struct generation *g = generation_linked(store, "current", &number)
					       ? generation_open_store(store, number, site, &e)
					       : NULL;
	size_t count = 0;
	if (g && !whereabouts_known(g, site)) {
		buf_printf(problems, "%s:%d: ", config_path, line_of_site(config_path));
		whereabouts_describe(g, site, problems);
		buf_add_char(problems, '\n');
		count = 1;
	}
	generation_close(g);
	return count;
}
