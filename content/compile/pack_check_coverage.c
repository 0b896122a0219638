/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coverage.csv: all communes of the departments. A kiosk is told how many they are and gets, besides communes.csv,
 * those that may be far from every place of level 1. The others stay with the pack: no search looks through them. */
#include <math.h>

#include "base/str.h"
#include "compile/distance.h"
#include "compile/pack.h"

/* A kiosk lists what is more than 20 km away, by a measure of its own that differs by less than a percent. */
enum { NEAR_KM = 19 };

static struct pack_territory *department_of(struct pack *p, const char *insee)
{
	for (size_t i = 0; i < p->territories_len; i++) {
		struct pack_territory *t = &p->territories[i];
		if (!t->labelled && t->code[0] && str_starts(insee, t->code)) {
			return t;
		}
	}
	return NULL;
}

/* Places of level 1: at[len]. */
struct desks {
	const struct pack_place **at;
	size_t len;
};

static struct desks desks_of(struct pack *p)
{
	struct desks d = { .at = ARENA_ARRAY(p->arena, const struct pack_place *, p->places_len + 1) };
	for (size_t i = 0; i < p->places_len; i++) {
		int network = names_find(&p->network_names, p->places[i].network);
		if (network >= 0 && (p->networks[network].levels & LEVEL_INFORMATION)) {
			d.at[d.len++] = &p->places[i];
		}
	}
	return d;
}

static bool is_near(const struct desks *d, const struct pack_commune *c)
{
	for (size_t i = 0; i < d->len; i++) {
		if (distance_km(c->lat, c->lon, d->at[i]->lat, d->at[i]->lon) <= NEAR_KM) {
			return true;
		}
	}
	return false;
}

/* A department that coverage.csv says nothing of is not counted: communes.csv has only a part of it. */
static void count_others(struct pack *p)
{
	for (size_t i = 0; i < p->communes_len; i++) {
		struct pack_territory *t = department_of(p, p->communes[i].insee);
		if (t && t->communes > 0 && names_find(&p->measured_names, p->communes[i].insee) < 0) {
			t->communes++;
		}
	}
}

void pack_check_coverage(struct pack *p)
{
	struct desks desks = desks_of(p);
	for (size_t i = 0; i < p->measured_len; i++) {
		const struct pack_commune *c = &p->measured[i];
		struct pack_territory *t = department_of(p, c->insee);
		if (!t) {
			report_error(&p->report, c->where.file, c->where.line,
					"the commune '%s' lies in no department of territories.yaml. Remove it, or add "
					"the department with its 'code'",
					c->insee);
			continue;
		}
		t->communes++;
		if (names_find(&p->commune_names, c->insee) < 0 && !is_near(&desks, c)) {
			*PACK_PUSH(p->arena, p->remote, p->remote_len) = *c;
		}
	}
	count_others(p);
}
