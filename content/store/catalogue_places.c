/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territories, places, communes and sites, out of content.sqlite. */
#include "base/str.h"
#include "store/holidays.h"
#include "store/hours_table.h"
#include "store/loader.h"

bool loader_read_territories(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "territory", &capacity)) {
		return false;
	}
	c->territories = ARENA_ARRAY(l->arena, struct territory, capacity + 1);
	l->counts = ARENA_ARRAY(l->arena, struct text, capacity + 1);
	sqlite3_stmt *s = loader_select(l, "SELECT row, id, labelled, code FROM territory ORDER BY position, row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct territory *t = &c->territories[c->territories_len];
		*t = (struct territory){ .row = loader_number(s, 0),
			.id = loader_text(l, s, 1),
			.labelled = loader_flag(s, 2),
			.code = loader_text(l, s, 3) };
		loader_want_words(l, t->row, "name", &t->name);
		loader_want_words(l, t->row, "communes", &l->counts[c->territories_len]);
		row_map_add(l, &l->territories, capacity, t->row, (int)c->territories_len++);
	}
	row_map_sort(&l->territories);
	return ok;
}

/* Compilers from before there was coverage.csv tell no number. */
bool loader_settle_territories(struct loader *l)
{
	long max = (long)limits_rows("commune");
	for (size_t i = 0; i < l->c->territories_len; i++) {
		const char *digits = l->counts[i].in[0];
		long number = 0;
		if (digits[0] && !str_to_long(digits, 1, max, &number)) {
			return fail_kind(l->e, ERR_FORMAT,
					"territory %s: the number of its communes is not from 1 to %ld",
					l->c->territories[i].id, max);
		}
		l->c->territories[i].communes = (int)number;
	}
	return true;
}

static void add_department(struct catalogue *c, int territory, const int16_t *at)
{
	struct territory *t = &c->territories[territory];
	t->departments = t->departments_len++ == 0 ? at : t->departments;
}

bool loader_read_departments(struct loader *l)
{
	return loader_read_pairs(l, &(struct loader_pairs){ .table = "territory_department",
						    .select = "SELECT territory, department FROM territory_department "
							      "ORDER BY territory, position",
						    .owners = &l->territories,
						    .targets = &l->territories,
						    .owner_of = "department",
						    .target_of = "territory",
						    .add = add_department });
}

/* What cannot be read is unknown: "call before going". The compiler refuses such texts. */
static const struct hours *shared_hours(struct loader *l, struct hours_table *table, const struct place *p)
{
	const struct hours *h = NULL;
	struct hours_where where = { l->c->holidays, holidays_areas(l->c->holidays, p->insee), true, p->lat, p->lon };
	return p->opening_hours[0] && hours_table_get(table, p->opening_hours, &where, l->arena, &h, NULL) ? h : NULL;
}

static bool read_place(struct loader *l, sqlite3_stmt *s, struct hours_table *table, struct place *p)
{
	int network;
	*p = (struct place){
		.row = loader_number(s, 0),
		.id = loader_text(l, s, 1),
		.name = loader_text(l, s, 3),
		.address = loader_text(l, s, 4),
		.postcode = loader_text(l, s, 5),
		.commune = loader_text(l, s, 6),
		.insee = loader_text(l, s, 7),
		.phone = loader_text(l, s, 8),
		.email = loader_text(l, s, 9),
		.website = loader_text(l, s, 10),
		.audience_note = loader_text(l, s, 11),
		.opening_hours = loader_text(l, s, 12),
		.source = loader_text(l, s, 13),
		.verified = loader_date(s, 14),
		.access = (uint8_t)loader_number(s, 15),
		.lat = loader_degrees(l, s, 16, "lat"),
		.lon = loader_degrees(l, s, 17, "lon"),
		.approximate = loader_flag(s, 18),
	};
	if (!loader_reference(l, &l->networks, loader_number(s, 2), "place", &network)) {
		return false;
	}
	p->network = (int16_t)network;
	p->hours = shared_hours(l, table, p);
	if (table->full) {
		return fail_kind(l->e, ERR_FORMAT, "the opening hours of all places take more than %d MiB when parsed",
				LIMITS_HOURS_BYTES_MAX / (1024 * 1024));
	}
	l->c->networks[network].places_len++;
	return true;
}

bool loader_read_places(struct loader *l)
{
	struct catalogue *c = l->c;
	struct hours_table table = { 0 };
	size_t capacity;
	if (!loader_count(l, "place", &capacity)) {
		return false;
	}
	c->places = ARENA_ARRAY(l->arena, struct place, capacity + 1);
	sqlite3_stmt *s = loader_select(l,
			"SELECT row, id, network, name, address, postcode, commune, insee, phone, email, website, "
			"audience_note, "
			"opening_hours, source, verified, access, lat, lon, approximate FROM place ORDER BY row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct place *p = &c->places[c->places_len];
		ok = read_place(l, s, &table, p);
		row_map_add(l, &l->places, capacity, p->row, (int)c->places_len++);
	}
	hours_table_finish(&table);
	return ok;
}

bool loader_read_communes(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "commune", &capacity)) {
		return false;
	}
	c->communes = ARENA_ARRAY(l->arena, struct commune, capacity + 1);
	sqlite3_stmt *s = loader_select(l, "SELECT insee, name, lat, lon FROM commune ORDER BY insee");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		c->communes[c->communes_len++] = (struct commune){ loader_text(l, s, 0), loader_text(l, s, 1),
			loader_degrees(l, s, 2, "lat"), loader_degrees(l, s, 3, "lon") };
	}
	return ok;
}

bool loader_read_sites(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "site", &capacity)) {
		return false;
	}
	c->sites = ARENA_ARRAY(l->arena, struct site, capacity + 1);
	sqlite3_stmt *s = loader_select(l,
			"SELECT row, id, lat, lon, place, map_area, territory FROM site ORDER BY position, row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct site *t = &c->sites[c->sites_len++];
		*t = (struct site){ .id = loader_text(l, s, 1),
			.row = loader_number(s, 0),
			.lat = loader_degrees(l, s, 2, "lat"),
			.lon = loader_degrees(l, s, 3, "lon"),
			.place = -1,
			.territory = -1 };
		t->map_area = loader_text_or_null(l, s, 5);
		if (sqlite3_column_type(s, 4) != SQLITE_NULL) {
			ok = loader_reference(l, &l->places, loader_number(s, 4), "site", &t->place);
		}
		if (ok && sqlite3_column_type(s, 6) != SQLITE_NULL) {
			ok = loader_reference(l, &l->territories, loader_number(s, 6), "site", &t->territory);
		}
		row_map_add(l, &l->sites, capacity, t->row, (int)c->sites_len - 1);
		loader_want_words(l, t->row, "name", &t->name);
	}
	row_map_sort(&l->sites);
	return ok;
}
