/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/mapping.h"

#include <string.h>

#include "base/str.h"
#include "compile/fields.h"

enum { NOTE_BYTES_MAX = 800 };

static const struct key common_keys[] = { { "replace", false }, { "address_replace", false }, { "small", false },
	{ "elided", false }, { "keep", false }, { "spelled", false }, { "streets", false }, { "last", false },
	{ "phone", false }, { "postcode_digits", false }, { "abbreviated", false }, { "ignored", false },
	{ "merged", false }, { "former", false }, { "communes", false }, { "far_km", false } };
static const struct key phone_keys[] = { { "digits", true }, { "trunk", true }, { "country", true },
	{ "shapes", false }, { "group", true } };
static const struct key communes_keys[] = { { "insee", true }, { "name", true }, { "postcodes", true },
	{ "separator", false }, { "lat", true }, { "lon", true } };
static const struct key mapping_keys[] = { { "title", true }, { "verified", true }, { "key", true },
	{ "prefix", false }, { "capitals", false }, { "empty", false }, { "parts", false }, { "columns", true },
	{ "insee_else", false }, { "name_replace", false }, { "hours", false }, { "note_bytes_max", false },
	{ "rules", true } };
static const struct key part_keys[] = { { "column", true }, { "pattern", true } };
static const struct key rule_keys[] = { { "when", false }, { "network", false }, { "name", false }, { "note", false },
	{ "skip", false }, { "fill", false }, { "strip", false }, { "clear", false } };
/* What a mapping may give: the columns of a place but for those that the import itself knows. */
static const struct key given_keys[] = { { "name", true }, { "address", true }, { "postcode", false },
	{ "commune", false }, { "insee", false }, { "phone", false }, { "lat", false }, { "lon", false },
	{ "opening_hours", false }, { "audience_note", false }, { "website", false }, { "email", false } };
static const struct key day_keys[MAPPING_DAYS] = { { "Mo", false }, { "Tu", false }, { "We", false }, { "Th", false },
	{ "Fr", false }, { "Sa", false }, { "Su", false } };

/* ---- common.yaml ---- */

static struct word_set read_set(struct source s, const struct yaml_node *map, const char *key)
{
	struct word_set set = { 0 };
	const char **at = NULL;
	size_t len = fields_strings(s, map, key, &at);
	for (size_t i = 0; i < len; i++) {
		words_add(&set, s.pack->arena, at[i]);
	}
	return set;
}

/* A list of [from, to]: blanks at the ends count, and so do several for one `from`. */
static struct word_pairs read_replacements(struct source s, const struct yaml_node *map, const char *key)
{
	struct word_pairs pairs = { 0 };
	struct arena *a = s.pack->arena;
	for (const struct yaml_node *n = fields_list(s, map, key); n; n = n->next) {
		bool good = n->type == YAML_LIST && n->count == 2 && n->child->type == YAML_SCALAR &&
			    n->child->next->type == YAML_SCALAR && n->child->text[0];
		if (!good) {
			report_error(&s.pack->report, s.file, n->line,
					"write what is replaced and by what: [\"'\", \"’\"]");
			continue;
		}
		*PACK_PUSH(a, pairs.at, pairs.len) = (struct word_pair){ arena_strdup(a, n->child->text),
			arena_strdup(a, n->child->next->text) };
	}
	return pairs;
}

/* A map; keys are folded where they are words that are compared. */
static struct word_pairs read_pairs(struct source s, const struct yaml_node *map, const char *key, bool fold)
{
	struct word_pairs pairs = { 0 };
	struct arena *a = s.pack->arena;
	const struct yaml_node *list = yaml_find(map, key);
	if (list && list->type != YAML_MAP) {
		report_error(&s.pack->report, s.file, list->line, "'%s' must be written as keys and values", key);
		return pairs;
	}
	for (const struct yaml_node *n = list ? list->child : NULL; n; n = n->next) {
		if (n->type == YAML_SCALAR) {
			*PACK_PUSH(a, pairs.at, pairs.len) = (struct word_pair){
				fold ? words_folded(a, n->key) : arena_strdup(a, n->key),
				arena_strdup(a, n->text),
			};
		}
	}
	return pairs;
}

/* Each digit of a number has its # in the shape. */
static void check_shapes(struct source s, const struct yaml_node *phone, const struct phone_form *form)
{
	for (size_t i = 0; i < form->shapes.len; i++) {
		const char *shape = form->shapes.at[i].to;
		long digits = 0;
		for (const char *at = shape; *at; at++) {
			digits += *at == '#';
		}
		if (digits != form->digits || strspn(shape, "# ") != strlen(shape)) {
			report_error(&s.pack->report, s.file, fields_line(phone, "shapes"),
					"'%s' must have %ld # for the digits of a number, and blanks", shape,
					form->digits);
		}
	}
}

static void read_phone(struct source s, const struct yaml_node *root, struct phone_form *out)
{
	const struct yaml_node *n = yaml_find(root, "phone");
	if (n && fields_check(s, n, "phone", phone_keys, ARRAY_LEN(phone_keys))) {
		out->digits = fields_long(s, n, "digits", 3, 15, 0);
		out->group = fields_long(s, n, "group", 1, 15, 2);
		out->trunk = fields_string(s, n, "trunk", "");
		out->country = fields_string(s, n, "country", "");
		out->shapes = read_pairs(s, n, "shapes", false);
		check_shapes(s, n, out);
	}
}

static void read_communes(struct source s, const struct yaml_node *root, struct communes_form *out)
{
	const struct yaml_node *n = yaml_find(root, "communes");
	if (n && fields_check(s, n, "communes", communes_keys, ARRAY_LEN(communes_keys))) {
		out->insee = fields_string(s, n, "insee", "");
		out->name = fields_string(s, n, "name", "");
		out->postcodes = fields_string(s, n, "postcodes", "");
		out->separator = fields_string(s, n, "separator", "|");
		out->lat = fields_string(s, n, "lat", "");
		out->lon = fields_string(s, n, "lon", "");
	}
}

static bool read_common(struct pack *p, struct common *out)
{
	struct source s = { .pack = p };
	struct yaml *y = fields_load(p, "import/common.yaml", false, &s.file);
	if (!y) {
		return false;
	}
	const struct yaml_node *root = yaml_root(y);
	if (fields_check(s, root, "common part", common_keys, ARRAY_LEN(common_keys))) {
		out->words = (struct words){
			.replace = read_replacements(s, root, "replace"),
			.address_replace = read_replacements(s, root, "address_replace"),
			.small = read_set(s, root, "small"),
			.elided = read_set(s, root, "elided"),
			.keep = read_set(s, root, "keep"),
			.spelled = read_set(s, root, "spelled"),
			.streets = read_set(s, root, "streets"),
			.last = read_set(s, root, "last"),
			.abbreviated = read_pairs(s, root, "abbreviated", true),
		};
		read_phone(s, root, &out->phone);
		read_communes(s, root, &out->communes);
		out->postcode_digits = fields_long(s, root, "postcode_digits", 0, 12, 0);
		out->ignored = read_set(s, root, "ignored");
		out->merged = read_pairs(s, root, "merged", false);
		out->former = read_pairs(s, root, "former", true);
		out->far_km = yaml_find(root, "far_km") ? fields_double(s, root, "far_km", 0, 20000) : 0;
	}
	yaml_destroy(y);
	return true;
}

/* ---- the mapping ---- */

static int column_of(const char *name)
{
	for (int i = 0; i < PLACE_COLUMNS; i++) {
		if (str_equal(place_columns[i].name, name)) {
			return i;
		}
	}
	return -1;
}

/* `name: lib_fs` or `address: [complement, adresse]`. */
static void read_columns(struct source s, const struct yaml_node *root, struct mapping *m)
{
	const struct yaml_node *map = yaml_find(root, "columns");
	struct arena *a = s.pack->arena;
	if (!map || !fields_check(s, map, "mapping's columns", given_keys, ARRAY_LEN(given_keys))) {
		return;
	}
	for (const struct yaml_node *n = map->child; n; n = n->next) {
		int column = column_of(n->key);
		size_t count = n->type == YAML_SCALAR ? 1 : n->count;
		if (column < 0 || count > MAPPING_COLUMNS_MAX || n->type == YAML_MAP) {
			report_error(&s.pack->report, s.file, n->line, "give at most %d columns for '%s'",
					MAPPING_COLUMNS_MAX, n->key);
			continue;
		}
		const char **names = ARENA_ARRAY(a, const char *, count + 1);
		size_t len = 0;
		for (const struct yaml_node *c = n->type == YAML_SCALAR ? n : n->child; c && len < count; c = c->next) {
			names[len++] = arena_strdup(a, c->type == YAML_SCALAR ? c->text : "");
		}
		m->columns[column] = names;
	}
}

static void read_days(struct source s, const struct yaml_node *root, struct mapping *m)
{
	const struct yaml_node *map = yaml_find(root, "hours");
	if (!map || !fields_check(s, map, "mapping's hours", day_keys, ARRAY_LEN(day_keys))) {
		return;
	}
	for (size_t d = 0; d < MAPPING_DAYS; d++) {
		m->days[d] = fields_string(s, map, day_keys[d].name, NULL);
	}
}

static void read_parts(struct source s, const struct yaml_node *root, struct mapping *m)
{
	for (const struct yaml_node *n = fields_list(s, root, "parts"); n; n = n->next) {
		if (m->parts_len == MAPPING_PARTS_MAX) {
			report_error(&s.pack->report, s.file, n->line, "more than %d parts", MAPPING_PARTS_MAX);
			return;
		}
		if (fields_check(s, n, "part", part_keys, ARRAY_LEN(part_keys))) {
			*PACK_PUSH(s.pack->arena, m->parts, m->parts_len) = (struct mapping_part){
				.line = n->line,
				.column = fields_string(s, n, "column", ""),
				.pattern = fields_string(s, n, "pattern", ""),
			};
		}
	}
}

static void read_when(struct source s, const struct yaml_node *rule, struct mapping_rule *r)
{
	const struct yaml_node *map = yaml_find(rule, "when");
	if (map && map->type != YAML_MAP) {
		report_error(&s.pack->report, s.file, map->line, "write when: { COLUMN: VALUE }, or a list of values");
		return;
	}
	for (const struct yaml_node *n = map ? map->child : NULL; n; n = n->next) {
		struct mapping_when *w = PACK_PUSH(s.pack->arena, r->when, r->when_len);
		*w = (struct mapping_when){ .column = arena_strdup(s.pack->arena, n->key) };
		if (n->type == YAML_LIST) {
			w->len = fields_strings(s, map, n->key, &w->values);
		} else {
			w->values = ARENA_ARRAY(s.pack->arena, const char *, 1);
			w->values[w->len++] = fields_string(s, map, n->key, "");
		}
	}
}

static void read_rule(struct source s, const struct yaml_node *n, struct mapping *m)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "rule", rule_keys, ARRAY_LEN(rule_keys))) {
		return;
	}
	struct mapping_rule r = {
		.line = n->line,
		.network = fields_string(s, n, "network", NULL),
		.name = fields_string(s, n, "name", NULL),
		.note = fields_string(s, n, "note", NULL),
		.skip = fields_string(s, n, "skip", NULL),
		.fill = fields_bool(s, n, "fill"),
	};
	read_when(s, n, &r);
	r.strip_len = fields_strings(s, n, "strip", &r.strip);
	if (r.network && names_find(&p->network_names, r.network) < 0) {
		report_error(&p->report, s.file, fields_line(n, "network"),
				"unknown network '%s'. networks.yaml lists them", r.network);
	}
	const char **clear = NULL;
	size_t len = fields_strings(s, n, "clear", &clear);
	for (size_t i = 0; i < len; i++) {
		int column = column_of(clear[i]);
		if (column < 0) {
			report_error(&p->report, s.file, fields_line(n, "clear"), "places have no column '%s'",
					clear[i]);
		} else {
			r.clear[column] = true;
		}
	}
	*PACK_PUSH(p->arena, m->rules, m->rules_len) = r;
}

static void say_unknown_source(struct pack *p, const char *file, const char *source)
{
	report_error(&p->report, file, 0,
			"no such source '%s'. Name a file of the pack's folder import/ without .yaml, or write one: "
			"FORMAT.md says how",
			source);
}

bool mapping_read(struct pack *p, const char *source, struct common *common, struct mapping *m)
{
	*common = (struct common){ 0 };
	*m = (struct mapping){ .source = source };
	if (!id_is_valid(source)) {
		say_unknown_source(p, p->dir, source);
		return false;
	}
	struct source s = { .pack = p };
	struct yaml *y = fields_load(p, arena_printf(p->arena, "import/%s.yaml", source), true, &s.file);
	if (!y) {
		if (p->report.errors == 0) {
			say_unknown_source(p, s.file, source);
		}
		return false;
	}
	const struct yaml_node *root = yaml_root(y);
	m->file = s.file;
	if (fields_check(s, root, "mapping", mapping_keys, ARRAY_LEN(mapping_keys))) {
		char day[DATE_TEXT_BYTES];
		date_format(fields_date(s, root, "verified"), day);
		m->verified = arena_strdup(p->arena, day);
		m->title = fields_string(s, root, "title", "");
		m->key = fields_string(s, root, "key", "");
		m->prefix = fields_string(s, root, "prefix", "");
		m->capitals = fields_bool(s, root, "capitals");
		m->empty_len = fields_strings(s, root, "empty", &m->empty);
		m->name_replace = read_replacements(s, root, "name_replace");
		m->insee_else = fields_string(s, root, "insee_else", NULL);
		m->note_bytes_max = fields_long(s, root, "note_bytes_max", 0, NOTE_BYTES_MAX, NOTE_BYTES_MAX);
		read_columns(s, root, m);
		read_days(s, root, m);
		read_parts(s, root, m);
		for (const struct yaml_node *n = fields_list(s, root, "rules"); n; n = n->next) {
			read_rule(s, n, m);
		}
	}
	yaml_destroy(y);
	return read_common(p, common) && p->report.errors == 0;
}
