/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar of a pack: what PH and SH mean where. FORMAT.md, "The calendar". */
#include "compile/calendar.h"

#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"
#include "compile/fields.h"

static const struct key area_keys[] = { { "id", true }, { "codes", true }, { "public", false }, { "school", false } };

static struct calendar_fact *add_fact(struct pack *p, const char *key, const char *value)
{
	struct calendar_fact *f = PACK_PUSH(p->arena, p->calendar.facts, p->calendar.facts_len);
	*f = (struct calendar_fact){ key, value };
	return f;
}

static void add_dates(struct source s, const struct yaml_node *area, size_t number, const char *kind)
{
	struct pack *p = s.pack;
	const char **items = NULL;
	size_t len = fields_strings(s, area, kind, &items);
	size_t lists = 0;
	for (size_t i = 0; i < len; i += HOLIDAYS_LIST_LEN_MAX, lists++) {
		struct buf text = { 0 };
		for (size_t k = i; k < len && k < i + HOLIDAYS_LIST_LEN_MAX; k++) {
			struct holiday_list one;
			struct err e = { 0 };
			if (!holidays_parse_dates(items[k], p->arena, &one, &e)) {
				report_error(&p->report, s.file, fields_line(area, kind),
						"bad date '%s', %s. Write Dec 26, easter +1 day, or 2026 Jul 04-2026 "
						"Aug 31",
						items[k], e.message);
				continue;
			}
			buf_printf(&text, "%s%s", text.len ? "," : "", items[k]);
		}
		if (text.len) {
			add_fact(p, arena_printf(p->arena, "calendar.%02zu.%s.%zu", number, kind, lists),
					arena_strdup(p->arena, buf_text(&text)));
		}
		buf_finish(&text);
	}
	if (lists > HOLIDAYS_LISTS_MAX) {
		report_error(&p->report, s.file, fields_line(area, kind),
				"%zu dates in an area, at most %d fit. Leave out "
				"what is past",
				len, HOLIDAYS_LISTS_MAX * HOLIDAYS_LIST_LEN_MAX);
	}
}

static void add_codes(struct source s, const struct yaml_node *area, size_t number)
{
	struct pack *p = s.pack;
	const char **codes = NULL;
	size_t len = fields_strings(s, area, "codes", &codes);
	struct buf text = { 0 };
	for (size_t i = 0; i < len; i++) {
		buf_printf(&text, "%s%s", i ? " " : "", codes[i]);
		if (!codes[i][0] || strchr(codes[i], ' ')) {
			report_error(&p->report, s.file, fields_line(area, "codes"),
					"bad code '%s'. Write the first letters of insee, or \"*\" for all", codes[i]);
		}
	}
	if (text.len > HOLIDAYS_CODES_BYTES_MAX) {
		report_error(&p->report, s.file, fields_line(area, "codes"),
				"the codes of an area take %zu bytes, at most %d fit. Part the area", text.len,
				HOLIDAYS_CODES_BYTES_MAX);
	}
	add_fact(p, arena_printf(p->arena, "calendar.%02zu.codes", number), arena_strdup(p->arena, buf_text(&text)));
	buf_finish(&text);
}

static void read_areas(struct source s, const struct yaml_node *root)
{
	struct pack *p = s.pack;
	size_t number = 0;
	for (const struct yaml_node *n = fields_list(s, root, NULL); n; n = n->next) {
		if (!fields_check(s, n, "area", area_keys, ARRAY_LEN(area_keys))) {
			continue;
		}
		(void)fields_id(s, n, "id");
		if (number == HOLIDAYS_AREAS_MAX) {
			report_error(&p->report, s.file, n->line, "more than %d areas", HOLIDAYS_AREAS_MAX);
			return;
		}
		add_codes(s, n, number);
		add_dates(s, n, number, "public");
		add_dates(s, n, number, "school");
		number++;
	}
}

/* The facts are read back as a unit reads them. */
static void know_holidays(struct pack *p, const char *file)
{
	struct err e = { 0 };
	p->calendar.holidays = ARENA_NEW(p->arena, struct holidays);
	for (size_t i = 0; i < p->calendar.facts_len; i++) {
		const struct calendar_fact *f = &p->calendar.facts[i];
		if (!holidays_add(p->calendar.holidays, f->key, f->value, p->arena, &e)) {
			report_failure(&p->report, file, &e);
			return;
		}
	}
}

void pack_read_calendar(struct pack *p, const char *name, const char *file, int line)
{
	struct source s = { .pack = p };
	struct yaml *y = NULL;
	const char *own = pack_path(p, "calendar.yaml");
	p->calendar.named = name || fs_exists(own);
	if (fs_exists(own)) {
		y = fields_load(p, "calendar.yaml", false, &s.file);
	} else if (name && !id_is_valid(name)) {
		report_error(&p->report, file, line, "bad calendar '%s'. Name a file of assets/calendar, such as fr",
				name);
	} else if (name && p->assets) {
		struct buf bytes = { 0 };
		struct err e = { 0 };
		s.file = arena_printf(p->arena, "%s/calendar/%s.yaml", p->assets, name);
		if (!fs_exists(s.file)) {
			report_error(&p->report, file, line,
					"there is no calendar '%s'. Write %s, or the pack's own calendar.yaml", name,
					s.file);
		} else if (pack_load_text(p, s.file, false, &bytes)) {
			y = yaml_parse(s.file, buf_text(&bytes), bytes.len, 1, &e);
		}
		if (e.message[0]) {
			report_failure(&p->report, s.file, &e);
		}
		buf_finish(&bytes);
	}
	if (y) {
		read_areas(s, yaml_root(y));
		yaml_destroy(y);
		know_holidays(p, s.file);
	}
}

struct hours_where pack_hours_where(const struct pack *p, const char *insee, double lat, double lon)
{
	const struct holidays *h = p->calendar.holidays;
	return (struct hours_where){ h, h ? holidays_areas(h, insee) : 0, true, lat, lon };
}
