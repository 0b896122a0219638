/* SPDX-License-Identifier: GPL-3.0-or-later */
/* themes.yaml, networks.yaml, territories.yaml, sites.yaml, synonyms.yaml. */
#include <string.h>

#include "base/str.h"
#include "compile/fields.h"

static const struct key theme_keys[] = { { "id", true }, { "icon", true }, { "title", true }, { "summary", true },
	{ "audience", false }, { "home", false }, { "stale_after_days", false }, { "territory", false } };
static const struct key network_keys[] = { { "id", true }, { "symbol", true }, { "name", true }, { "short", false },
	{ "publics", true }, { "audiences", true }, { "levels", true }, { "cep", false }, { "opacif", false },
	{ "article", false }, { "aliases", false }, { "website", false }, { "serves", false }, { "contact", false } };
static const struct key territory_keys[] = { { "id", true }, { "kind", true }, { "code", false }, { "name", true },
	{ "departments", false } };
static const struct key site_keys[] = { { "id", true }, { "name", true }, { "place", false }, { "lat", true },
	{ "lon", true }, { "map_area", false }, { "territory", false }, { "desk", false } };

/* Marker shapes the interface can draw: the symbols of kiosk/ui/style.c. */
static const char *const symbols[] = { "ml", "ft", "cap", "apec", "opacif", "mde", "rsp", "cio", "cibc", "cma", "mdph",
	"ij", "pif", "agefiph", "greta", "crous", "suio" };
static const char audiences_allowed[] =
		"tous jeunes scolaires etudiants demandeurs-emploi salaries cadres handicap independants";

typedef void add_record(struct source s, const struct yaml_node *n);

static void read_list(struct pack *p, const char *name, bool optional, size_t max, add_record *add)
{
	struct source s = { .pack = p };
	struct yaml *y = fields_load(p, name, optional, &s.file);
	if (!y) {
		return;
	}
	size_t len = 0;
	for (const struct yaml_node *n = fields_list(s, yaml_root(y), NULL); n; n = n->next) {
		if (++len > max) {
			report_error(&p->report, s.file, n->line, "more than %zu records", max);
			break;
		}
		add(s, n);
	}
	if (len == 0 && !optional) {
		report_error(&p->report, s.file, 1, "has no record. Write at least one");
	}
	yaml_destroy(y);
}

/* True when `id` is usable and new. */
static bool take_id(struct source s, struct names *names, const char *id, int index, int line)
{
	if (!id) {
		return false;
	}
	if (names_add(names, id, index) >= 0) {
		report_error(&s.pack->report, s.file, line, "the id '%s' is used twice. Ids are unique: choose another",
				id);
		return false;
	}
	return true;
}

static bool read_audience(struct source s, const struct yaml_node *n)
{
	const char *audience = fields_string(s, n, "audience", "public");
	bool professional = str_equal(audience, "professional");
	if (!professional && !str_equal(audience, "public")) {
		report_error(&s.pack->report, s.file, fields_line(n, "audience"),
				"'audience' must be public or professional, not '%s'", audience);
	}
	return professional;
}

static void add_theme(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "theme", theme_keys, ARRAY_LEN(theme_keys))) {
		return;
	}
	struct pack_theme t = {
		.where = { s.file, n->line },
		.id = fields_id(s, n, "id"),
		.icon = fields_string(s, n, "icon", ""),
		.title = fields_text(s, n, "title", true),
		.summary = fields_text(s, n, "summary", true),
		.professional = read_audience(s, n),
		.home = fields_bool(s, n, "home"),
		.territory = fields_bool(s, n, "territory"),
		.stale_after_days = fields_long(s, n, "stale_after_days", 1, DATE_AGE_DAYS_MAX, p->stale_after_days),
	};
	if (t.icon[0]) {
		fields_check_icon(s, t.icon, fields_line(n, "icon"));
	}
	if (take_id(s, &p->theme_names, t.id, (int)p->themes_len, n->line)) {
		*PACK_PUSH(p->arena, p->themes, p->themes_len) = t;
	}
}

/* Whom the places of a network are there for: true where it is the people of their own department. */
static bool read_serves(struct source s, const struct yaml_node *n)
{
	const char *word = fields_string(s, n, "serves", "all");
	if (!str_equal(word, "all") && !str_equal(word, "department")) {
		report_error(&s.pack->report, s.file, fields_line(n, "serves"),
				"'serves' must be department or all, not '%s'", word);
	}
	return str_equal(word, "department");
}

static unsigned read_levels(struct source s, const struct yaml_node *map)
{
	unsigned levels = 0;
	for (const struct yaml_node *n = fields_list(s, map, "levels"); n; n = n->next) {
		long level = 0;
		if (n->type != YAML_SCALAR || !str_to_long(n->text, 1, 2, &level)) {
			report_error(&s.pack->report, s.file, n->line,
					"a level is 1 (accueil, information) or 2 (conseil, accompagnement)");
			continue;
		}
		levels |= 1U << (level - 1);
	}
	return levels;
}

static void check_symbol(struct source s, const char *symbol, int line)
{
	for (size_t i = 0; i < ARRAY_LEN(symbols); i++) {
		if (str_equal(symbols[i], symbol)) {
			return;
		}
	}
	report_error(&s.pack->report, s.file, line,
			"unknown symbol '%s'. Use ml ft cap apec opacif mde rsp cio cibc cma mdph ij pif agefiph greta "
			"crous or suio",
			symbol);
}

static void check_website(struct source s, const char *url, int line)
{
	if (url && !str_starts(url, "https://") && !str_starts(url, "http://")) {
		report_error(&s.pack->report, s.file, line, "'%s' is no web address. Start it with https://", url);
	}
}

static void add_network(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "network", network_keys, ARRAY_LEN(network_keys))) {
		return;
	}
	struct pack_network w = {
		.where = { s.file, n->line },
		.id = fields_id(s, n, "id"),
		.symbol = fields_string(s, n, "symbol", ""),
		.name = fields_text(s, n, "name", false),
		.short_name = fields_label(s, n, "short"),
		.publics = fields_text(s, n, "publics", true),
		.audiences = fields_mask(s, n, "audiences", audience_bit, audiences_allowed),
		.levels = read_levels(s, n),
		.cep = fields_bool(s, n, "cep"),
		.opacif = fields_bool(s, n, "opacif"),
		.of_department = read_serves(s, n),
		.article = fields_string(s, n, "article", NULL),
		.website = fields_string(s, n, "website", NULL),
		.contact = fields_contact(s, n, "contact"),
	};
	w.aliases_len = fields_strings(s, n, "aliases", &w.aliases);
	if (w.symbol[0]) {
		check_symbol(s, w.symbol, fields_line(n, "symbol"));
	}
	check_website(s, w.website, fields_line(n, "website"));
	if (take_id(s, &p->network_names, w.id, (int)p->networks_len, n->line)) {
		*PACK_PUSH(p->arena, p->networks, p->networks_len) = w;
	}
}

static void add_territory(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "territory", territory_keys, ARRAY_LEN(territory_keys))) {
		return;
	}
	struct pack_territory t = {
		.where = { s.file, n->line },
		.id = fields_id(s, n, "id"),
		.code = fields_string(s, n, "code", ""),
		.name = fields_text(s, n, "name", false),
	};
	t.departments_len = fields_strings(s, n, "departments", &t.departments);
	const char *kind = fields_string(s, n, "kind", "");
	t.labelled = str_equal(kind, "labelled");
	if (kind[0] && !t.labelled && !str_equal(kind, "department")) {
		report_error(&p->report, s.file, fields_line(n, "kind"),
				"'kind' must be department or labelled, not '%s'", kind);
	}
	if (take_id(s, &p->territory_names, t.id, (int)p->territories_len, n->line)) {
		*PACK_PUSH(p->arena, p->territories, p->territories_len) = t;
	}
}

static void add_site(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "site", site_keys, ARRAY_LEN(site_keys))) {
		return;
	}
	struct pack_site t = {
		.where = { s.file, n->line },
		.id = fields_id(s, n, "id"),
		.name = fields_text(s, n, "name", false),
		.place = fields_string(s, n, "place", NULL),
		.territory = fields_string(s, n, "territory", NULL),
		.map_area = fields_id(s, n, "map_area"),
		.lat = fields_double(s, n, "lat", -90, 90),
		.lon = fields_double(s, n, "lon", -180, 180),
		.desk = fields_contact(s, n, "desk"),
	};
	if (t.lat < p->south || t.lat > p->north || t.lon < p->west || t.lon > p->east) {
		report_error(&p->report, s.file, fields_line(n, "lat"),
				"the site lies outside the pack's bounds. Are lat and lon swapped?");
	}
	if (take_id(s, &p->site_names, t.id, (int)p->sites_len, n->line)) {
		*PACK_PUSH(p->arena, p->sites, p->sites_len) = t;
	}
}

static void add_synonyms(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	struct pack_synonyms g = { .where = { s.file, n->line } };
	if (n->type != YAML_LIST) {
		report_error(&p->report, s.file, n->line, "a group must be a list: - [word, other word]");
		return;
	}
	g.len = fields_strings(s, n, NULL, &g.words);
	if (g.len < 2) {
		report_error(&p->report, s.file, n->line, "a group of synonyms needs at least two names");
		return;
	}
	*PACK_PUSH(p->arena, p->synonyms, p->synonyms_len) = g;
}

void pack_read_lists(struct pack *p)
{
	read_list(p, "themes.yaml", false, CATALOGUE_THEMES_MAX, add_theme);
	read_list(p, "networks.yaml", false, CATALOGUE_NETWORKS_MAX, add_network);
	read_list(p, "territories.yaml", true, PACK_LIST_MAX, add_territory);
	read_list(p, "sites.yaml", true, PACK_LIST_MAX, add_site);
	read_list(p, "synonyms.yaml", true, PACK_LIST_MAX, add_synonyms);
}
