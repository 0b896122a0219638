/* SPDX-License-Identifier: GPL-3.0-or-later */
/* places.csv, communes.csv and coverage.csv. */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "compile/csv.h"
#include "compile/fields.h"
#include "compile/hours_check.h"
#include "compile/place_columns.h"
#include "store/hours.h"

/* The columns a table may have; which field of `row` holds each is found from the header. */
struct table {
	const char *file;
	const struct key *columns;
	size_t len;
	int at[24]; /* index in the row, -1 absent */
	size_t header_len;
};

const struct key place_columns[PLACE_COLUMNS] = {
	[PLACE_ID] = { "id", true },
	[PLACE_NETWORK] = { "network", true },
	[PLACE_NAME] = { "name", true },
	[PLACE_ADDRESS] = { "address", true },
	[PLACE_POSTCODE] = { "postcode", true },
	[PLACE_COMMUNE] = { "commune", true },
	[PLACE_INSEE] = { "insee", true },
	[PLACE_PHONE] = { "phone", true },
	[PLACE_LAT] = { "lat", true },
	[PLACE_LON] = { "lon", true },
	[PLACE_HOURS] = { "opening_hours", true },
	[PLACE_SOURCE] = { "source", true },
	[PLACE_VERIFIED] = { "verified", true },
	[PLACE_AUDIENCE_NOTE] = { "audience_note", false },
	[PLACE_ACCESS] = { "access", false },
	[PLACE_WEBSITE] = { "website", false },
	[PLACE_EMAIL] = { "email", false },
};
enum commune_column { COMMUNE_INSEE, COMMUNE_NAME, COMMUNE_LAT, COMMUNE_LON };
static const struct key commune_columns[] = {
	[COMMUNE_INSEE] = { "insee", true },
	[COMMUNE_NAME] = { "name", true },
	[COMMUNE_LAT] = { "lat", true },
	[COMMUNE_LON] = { "lon", true },
};

typedef void add_row(struct pack *p, const struct table *t, const struct csv_row *row);

static void trim(struct csv_row *row)
{
	for (size_t i = 0; i < row->len; i++) {
		row->fields[i] += strspn(row->fields[i], " \t");
	}
}

static bool read_header(struct pack *p, struct table *t, const struct csv_row *row)
{
	bool good = true;
	for (size_t c = 0; c < t->len; c++) {
		t->at[c] = -1;
	}
	for (size_t i = 0; i < row->len; i++) {
		size_t c = 0;
		while (c < t->len && !str_equal(t->columns[c].name, row->fields[i])) {
			c++;
		}
		if (c == t->len) {
			report_error(&p->report, t->file, row->line, "unknown column '%s'. FORMAT.md lists the columns",
					row->fields[i]);
		} else if (t->at[c] >= 0) {
			report_error(&p->report, t->file, row->line, "the column '%s' is there twice", row->fields[i]);
		} else {
			t->at[c] = (int)i;
		}
	}
	for (size_t c = 0; c < t->len; c++) {
		if (t->columns[c].needed && t->at[c] < 0) {
			report_error(&p->report, t->file, row->line, "the column '%s' is missing from the first line",
					t->columns[c].name);
			good = false;
		}
	}
	t->header_len = row->len;
	return good;
}

static const char *cell(const struct table *t, const struct csv_row *row, size_t column)
{
	return t->at[column] < 0 ? "" : row->fields[t->at[column]];
}

static void read_rows(struct pack *p, struct table *t, struct csv *csv, size_t max, add_row *add)
{
	struct csv_row row;
	const char *problem;
	int problem_line;
	bool header = true;
	size_t len = 0;
	enum csv_result result;
	while ((result = csv_next(csv, &row, &problem, &problem_line)) != CSV_END) {
		if (result == CSV_BAD) {
			report_error(&p->report, t->file, problem_line, "%s", problem);
			continue;
		}
		trim(&row);
		if (header) {
			if (!read_header(p, t, &row)) {
				return;
			}
			header = false;
		} else if (row.len != t->header_len) {
			report_error(&p->report, t->file, row.line,
					"%zu fields where the first line has %zu. Is a comma not inside quotes?",
					row.len, t->header_len);
		} else if (++len > max) {
			report_error(&p->report, t->file, row.line, "more than %zu rows", max);
			return;
		} else {
			add(p, t, &row);
		}
	}
	if (header) {
		report_error(&p->report, t->file, 1, "is empty. Its first line must name the columns");
	}
}

static void read_table(struct pack *p, const char *name, bool optional, const struct key *columns, size_t columns_len,
		add_row *add)
{
	struct table t = { .file = pack_path(p, name), .columns = columns, .len = columns_len };
	struct buf bytes = { 0 };
	if (pack_load_text(p, t.file, optional, &bytes)) {
		struct csv csv;
		char *text = arena_strndup(p->arena, buf_text(&bytes), bytes.len);
		csv_init(&csv, text, bytes.len);
		read_rows(p, &t, &csv, PACK_PLACES_MAX, add);
	}
	buf_finish(&bytes);
}

static void bad(struct pack *p, const struct table *t, const struct csv_row *row, const char *column, const char *value,
		const char *remedy)
{
	report_error(&p->report, t->file, row->line, "bad %s '%s'. %s", column, value, remedy);
}

static bool is_insee(const char *text)
{
	return strlen(text) == 5 && strspn(text, "0123456789AB") == 5;
}

/* Both or neither; false when they are empty or wrong. */
static bool read_position(struct pack *p, const struct table *t, const struct csv_row *row, const char *lat_text,
		const char *lon_text, double *lat, double *lon)
{
	if (!lat_text[0] && !lon_text[0]) {
		return false;
	}
	double y;
	double x;
	if (!str_to_double(lat_text, &y) || y < -90 || y > 90) {
		bad(p, t, row, "lat", lat_text, "Write degrees with a point, such as 46.26541, or leave both empty");
		return false;
	}
	if (!str_to_double(lon_text, &x) || x < -180 || x > 180) {
		bad(p, t, row, "lon", lon_text, "Write degrees with a point, such as 4.88775, or leave both empty");
		return false;
	}
	if (y < p->south || y > p->north || x < p->west || x > p->east) {
		report_error(&p->report, t->file, row->line,
				"the point %.5f, %.5f lies outside the pack's bounds. Are lat and lon swapped?", y, x);
	}
	*lat = y;
	*lon = x;
	return true;
}

/* False: reported, and of no use. */
static bool read_commune(struct pack *p, const struct table *t, const struct csv_row *row, struct names *names,
		size_t index, struct pack_commune *out)
{
	struct pack_commune c = {
		.where = { t->file, row->line },
		.insee = cell(t, row, COMMUNE_INSEE),
		.name = cell(t, row, COMMUNE_NAME),
	};
	*out = c;
	if (!is_insee(c.insee)) {
		bad(p, t, row, "insee code", c.insee, "It has five characters, such as 01306");
		return false;
	}
	if (!c.name[0]) {
		report_error(&p->report, t->file, row->line, "the commune has no name");
	}
	if (!read_position(p, t, row, cell(t, row, COMMUNE_LAT), cell(t, row, COMMUNE_LON), &out->lat, &out->lon)) {
		report_error(&p->report, t->file, row->line, "the commune has no position. Give lat and lon");
		return false;
	}
	if (names_add(names, c.insee, (int)index) >= 0) {
		report_error(&p->report, t->file, row->line, "the commune '%s' is there twice. Remove one", c.insee);
		return false;
	}
	return true;
}

static void add_commune(struct pack *p, const struct table *t, const struct csv_row *row)
{
	struct pack_commune c;
	if (read_commune(p, t, row, &p->commune_names, p->communes_len, &c)) {
		*PACK_PUSH(p->arena, p->communes, p->communes_len) = c;
	}
}

static void add_measured(struct pack *p, const struct table *t, const struct csv_row *row)
{
	struct pack_commune c;
	if (read_commune(p, t, row, &p->measured_names, p->measured_len, &c)) {
		*PACK_PUSH(p->arena, p->measured, p->measured_len) = c;
	}
}

bool phone_is_valid(const char *text)
{
	char digits[20];
	size_t len = 0;
	bool plus = text[0] == '+';
	for (const char *c = text + plus; *c; c++) {
		if (*c >= '0' && *c <= '9') {
			if (len + 1 >= sizeof digits) {
				return false;
			}
			digits[len++] = *c;
		} else if (*c != ' ' && *c != '.' && *c != '-') {
			return false;
		}
	}
	if (plus) {
		return len >= 8 && len <= 15;
	}
	return (len == 10 && digits[0] == '0' && digits[1] != '0') ||
	       (len == 4 && (digits[0] == '3' || digits[0] == '1'));
}

static unsigned read_access(struct pack *p, const struct table *t, const struct csv_row *row)
{
	unsigned mask = 0;
	for (const char *at = cell(t, row, PLACE_ACCESS); *at;) {
		at += strspn(at, " ");
		size_t len = strcspn(at, ";");
		char word[32];
		str_cut(word, len < sizeof word ? len + 1 : sizeof word, at);
		unsigned bit = access_bit(word);
		if (bit == 0) {
			bad(p, t, row, "access", word,
					"Allowed: plain-pied boucle-magnetique lsf ascenseur parking, separated by ;");
		}
		mask |= bit;
		at += len + (at[len] == ';');
	}
	return mask;
}

static void check_place_words(struct pack *p, const struct table *t, const struct csv_row *row,
		const struct pack_place *pl)
{
	if (!pl->name[0]) {
		report_error(&p->report, t->file, row->line, "the place has no name");
	}
	if (pl->postcode[0] && (strlen(pl->postcode) != 5 || strspn(pl->postcode, "0123456789") != 5)) {
		bad(p, t, row, "postcode", pl->postcode, "It has five digits; a leading zero may have been lost");
	}
	if (pl->phone[0] && !phone_is_valid(pl->phone)) {
		bad(p, t, row, "phone", pl->phone, PHONE_REMEDY);
	}
	if (pl->website[0] && !str_starts(pl->website, "https://") && !str_starts(pl->website, "http://")) {
		bad(p, t, row, "website", pl->website, "Start it with https://");
	}
	if (pl->email[0] && (!strchr(pl->email, '@') || strpbrk(pl->email, " ,;"))) {
		bad(p, t, row, "email", pl->email, "Write one address, name@example.org");
	}
	if (!pl->source[0]) {
		report_error(&p->report, t->file, row->line, "the place has no source. Say where the facts come from");
	}
	if (pl->opening_hours[0]) {
		pack_check_hours(p, pl);
	}
}

static void place_position(struct pack *p, const struct table *t, const struct csv_row *row, struct pack_place *pl)
{
	int commune = names_find(&p->commune_names, pl->insee);
	if (commune < 0) {
		report_error(&p->report, t->file, row->line, "unknown commune '%s' (insee). Add it to communes.csv",
				pl->insee);
	}
	const char *lat = cell(t, row, PLACE_LAT);
	const char *lon = cell(t, row, PLACE_LON);
	if (!read_position(p, t, row, lat, lon, &pl->lat, &pl->lon) && commune >= 0) {
		pl->lat = p->communes[commune].lat;
		pl->lon = p->communes[commune].lon;
		pl->approximate = true;
	}
}

static void add_place(struct pack *p, const struct table *t, const struct csv_row *row)
{
	struct pack_place pl = {
		.where = { t->file, row->line },
		.id = cell(t, row, PLACE_ID),
		.network = cell(t, row, PLACE_NETWORK),
		.name = cell(t, row, PLACE_NAME),
		.address = cell(t, row, PLACE_ADDRESS),
		.postcode = cell(t, row, PLACE_POSTCODE),
		.commune = cell(t, row, PLACE_COMMUNE),
		.insee = cell(t, row, PLACE_INSEE),
		.phone = cell(t, row, PLACE_PHONE),
		.opening_hours = cell(t, row, PLACE_HOURS),
		.source = cell(t, row, PLACE_SOURCE),
		.audience_note = cell(t, row, PLACE_AUDIENCE_NOTE),
		.website = cell(t, row, PLACE_WEBSITE),
		.email = cell(t, row, PLACE_EMAIL),
		.access = read_access(p, t, row),
	};
	const char *verified = cell(t, row, PLACE_VERIFIED);
	if (!date_parse(verified, &pl.verified)) {
		bad(p, t, row, "verified", verified, "Write the day it was checked as YYYY-MM-DD");
	}
	if (names_find(&p->network_names, pl.network) < 0) {
		report_error(&p->report, t->file, row->line, "unknown network '%s'. networks.yaml lists them",
				pl.network);
	}
	check_place_words(p, t, row, &pl);
	place_position(p, t, row, &pl);
	if (!id_is_valid(pl.id)) {
		bad(p, t, row, "id", pl.id, "Use small letters without accents, digits and hyphens");
		return;
	}
	if (names_add(&p->place_names, pl.id, (int)p->places_len) >= 0) {
		report_error(&p->report, t->file, row->line,
				"the id '%s' is used twice. Ids are unique: choose another", pl.id);
		return;
	}
	*PACK_PUSH(p->arena, p->places, p->places_len) = pl;
}

void pack_read_tables(struct pack *p)
{
	read_table(p, "communes.csv", false, commune_columns, ARRAY_LEN(commune_columns), add_commune);
	read_table(p, "coverage.csv", true, commune_columns, ARRAY_LEN(commune_columns), add_measured);
	read_table(p, "places.csv", false, place_columns, ARRAY_LEN(place_columns), add_place);
}
