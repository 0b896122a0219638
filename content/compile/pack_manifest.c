/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.yaml: what the pack is, its languages and bounds. */
#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"
#include "compile/calendar.h"
#include "compile/fields.h"

static const struct key manifest_keys[] = {
	{ "id", true },
	{ "title", true },
	{ "languages", true },
	{ "timezone", true },
	{ "bounds", true },
	{ "licence", true },
	{ "attribution", true },
	{ "calendar", false },
	{ "public_holidays", false }, /* the calendar's name before it had school holidays */
	{ "stale_after_days", false },
	{ "date", true },
	{ "main_articles", false },
};
static const struct key language_keys[] = { { "code", true }, { "name", true }, { "articles", false } };

enum { STALE_AFTER_DAYS = 1500 };

static bool is_language_code(const char *code)
{
	size_t len = strlen(code);
	return len >= 2 && len <= 8 && strspn(code, "abcdefghijklmnopqrstuvwxyz-") == len;
}

static void add_language(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "language", language_keys, ARRAY_LEN(language_keys))) {
		return;
	}
	struct language l = {
		.code = fields_string(s, n, "code", ""),
		.name = fields_string(s, n, "name", ""),
	};
	if (!is_language_code(l.code)) {
		report_error(&p->report, s.file, n->line, "bad language code '%s'. Use ISO 639, such as fr or en",
				l.code);
		return;
	}
	for (unsigned i = 0; i < p->languages_len; i++) {
		if (str_equal(p->languages[i].code, l.code)) {
			report_error(&p->report, s.file, n->line, "language '%s' is there twice. Remove one", l.code);
			return;
		}
	}
	if (p->languages_len == CATALOGUE_LANGUAGES_MAX) {
		report_error(&p->report, s.file, n->line, "more than %d languages", CATALOGUE_LANGUAGES_MAX);
		return;
	}
	const char *articles = fields_string(s, n, "articles", "all");
	p->main_alone[p->languages_len] = str_equal(articles, "main");
	if (!str_equal(articles, "main") && !str_equal(articles, "all")) {
		report_error(&p->report, s.file, fields_line(n, "articles"),
				"'articles' of a language must be all or main (those of main_articles), not '%s'",
				articles);
	}
	p->languages[p->languages_len++] = l;
}

static void read_bounds(struct source s, const struct yaml_node *root)
{
	double b[4] = { 0 };
	size_t len = 0;
	for (const struct yaml_node *n = fields_list(s, root, "bounds"); n; n = n->next, len++) {
		double limit = len % 2 == 0 ? 180 : 90;
		double value = 0;
		if (n->type != YAML_SCALAR || !str_to_double(n->text, &value) || value < -limit || value > limit) {
			report_error(&s.pack->report, s.file, n->line,
					"'bounds' must be four numbers: west, south, east, north");
		} else if (len < 4) {
			b[len] = value;
		}
	}
	if (yaml_find(root, "bounds") && (len != 4 || b[0] >= b[2] || b[1] >= b[3])) {
		report_error(&s.pack->report, s.file, fields_line(root, "bounds"),
				"'bounds' must be [west, south, east, north] in degrees, west < east and south < "
				"north");
		return;
	}
	s.pack->west = b[0];
	s.pack->south = b[1];
	s.pack->east = b[2];
	s.pack->north = b[3];
}

/* As the kiosk looks it up. Where no zones are installed, none can be checked. */
static void check_timezone(struct source s, const char *name, int line)
{
	static const char zones[] = "/usr/share/zoneinfo";
	if (!name[0] || !fs_exists(zones)) {
		return;
	}
	if (!fs_is_safe_relative(name) || fs_file_size(arena_printf(s.pack->arena, "%s/%s", zones, name)) < 0) {
		report_error(&s.pack->report, s.file, line,
				"unknown time zone '%s': kiosks would show the hours of another. Write one of the tz "
				"database, "
				"such as Europe/Paris",
				name);
	}
}

void pack_read_manifest(struct pack *p)
{
	struct source s = { .pack = p };
	struct yaml *y = fields_load(p, "pack.yaml", false, &s.file);
	p->stale_after_days = STALE_AFTER_DAYS;
	p->id = p->timezone = p->licence = "";
	if (!y) {
		return;
	}
	const struct yaml_node *root = yaml_root(y);
	if (fields_check(s, root, "pack", manifest_keys, ARRAY_LEN(manifest_keys))) {
		for (const struct yaml_node *n = fields_list(s, root, "languages"); n; n = n->next) {
			add_language(s, n);
		}
		pack_read_translations(p);
		p->main_articles_len = fields_strings(s, root, "main_articles", &p->main_articles);
		p->main_articles_where = (struct where){ s.file, fields_line(root, "main_articles") };
		const char *id = fields_id(s, root, "id");
		p->id = id ? id : "";
		p->title = fields_text(s, root, "title", true);
		p->attribution = fields_text(s, root, "attribution", false);
		p->timezone = fields_string(s, root, "timezone", "");
		check_timezone(s, p->timezone, fields_line(root, "timezone"));
		p->licence = fields_string(s, root, "licence", "");
		p->date = fields_date(s, root, "date");
		p->stale_after_days = fields_long(s, root, "stale_after_days", 1, DATE_AGE_DAYS_MAX, STALE_AFTER_DAYS);
		read_bounds(s, root);
		const char *key = yaml_find(root, "calendar") ? "calendar" : "public_holidays";
		pack_read_calendar(p, fields_string(s, root, key, NULL), s.file, fields_line(root, key));
	}
	yaml_destroy(y);
}
