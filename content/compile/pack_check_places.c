/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places beside each other and beside their communes: points that lie far off, one office that is listed twice. */
#include <string.h>

#include "base/str.h"
#include "compile/alike.h"
#include "compile/distance.h"
#include "compile/pack.h"
#include "store/search_words.h"

/* The largest communes of France reach some 25 km from their centre; most end within 5. */
enum { FAR_KM = 20 };

static void check_distance(struct pack *p, const struct pack_place *pl)
{
	int at = pl->approximate ? -1 : names_find(&p->commune_names, pl->insee);
	bool outside = pl->lat < p->south || pl->lat > p->north || pl->lon < p->west || pl->lon > p->east;
	if (at < 0 || outside) { /* reported where the row is read */
		return;
	}
	const struct pack_commune *c = &p->communes[at];
	double km = distance_km(c->lat, c->lon, pl->lat, pl->lon);
	if (km > FAR_KM) {
		report_warning(&p->report, pl->where.file, pl->where.line,
				"the point %.5f, %.5f lies %.0f km from the centre of %s. Correct lat and lon, or "
				"leave "
				"both empty",
				pl->lat, pl->lon, km, c->name);
	}
}

/* Network, commune and address, without marks and capitals: the same for two spellings of one address. */
static const char *address_key(struct pack *p, const struct pack_place *pl)
{
	struct buf key = { 0 };
	struct word w;
	size_t at = 0;
	size_t len = strlen(pl->address);
	buf_printf(&key, "%s %s", pl->network, pl->insee);
	while (word_next(NULL, pl->address, len, &at, &w)) {
		buf_printf(&key, " %s", w.text);
	}
	const char *text = arena_strdup(p->arena, buf_text(&key));
	buf_finish(&key);
	return text;
}

/* Two offices of one network may share a house: they have names of their own, and telephones. */
static bool is_same_office(const struct pack_place *a, const struct pack_place *b)
{
	return alike_names(a->name, b->name) || (a->phone[0] && str_equal(a->phone, b->phone));
}

void pack_check_places(struct pack *p)
{
	struct names addresses = { 0 };
	for (size_t i = 0; i < p->places_len; i++) {
		const struct pack_place *pl = &p->places[i];
		check_distance(p, pl);
		int other = pl->address[0] ? names_add(&addresses, address_key(p, pl), (int)i) : -1;
		if (other >= 0 && is_same_office(&p->places[other], pl)) {
			report_warning(&p->report, pl->where.file, pl->where.line,
					"the same network has a place with a name alike at this address: '%s' (line "
					"%d). Remove "
					"one, or say in the names what tells them apart",
					p->places[other].id, p->places[other].where.line);
		}
	}
	names_finish(&addresses);
}
