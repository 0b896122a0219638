/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How networks and desks are reached. It stands among the words of their records, so that units from before there were
 * contacts, which look for the fields they know, read the same file. */
#include "store/holidays.h"
#include "store/hours_table.h"
#include "store/loader.h"

/* What is no text of the visitor's language stands under language 0. */
struct contact_words {
	struct contact *to;
	struct text phone, hours, source, verified;
	struct hours_where where;
	struct contact_words *next;
};

static struct contact *want_contact(struct loader *l, int64_t row, struct hours_where where)
{
	struct contact_words *w = ARENA_NEW(l->arena, struct contact_words);
	w->to = ARENA_NEW(l->arena, struct contact);
	w->where = where;
	w->next = l->contacts;
	l->contacts = w;
	const struct words_target wanted[CONTACT_FIELDS] = {
		[CONTACT_PHONE] = { .text = &w->phone },
		[CONTACT_COST] = { .text = &w->to->cost },
		[CONTACT_HOURS] = { .text = &w->hours },
		[CONTACT_IN_PERSON] = { .text = &w->to->in_person },
		[CONTACT_SOURCE] = { .text = &w->source },
		[CONTACT_VERIFIED] = { .text = &w->verified },
	};
	for (int i = 0; i < CONTACT_FIELDS; i++) {
		loader_want_words(l, row, contact_field((enum contact_field)i), wanted[i].text);
	}
	return w->to;
}

static struct hours_where where_of_site(const struct loader *l, const struct site *t)
{
	const char *insee = t->place < 0 ? "" : l->c->places[t->place].insee;
	return (struct hours_where){ l->c->holidays, holidays_areas(l->c->holidays, insee), true, t->lat, t->lon };
}

bool loader_read_contacts(struct loader *l)
{
	struct catalogue *c = l->c;
	sqlite3_stmt *s = loader_select(l, "SELECT DISTINCT row FROM words WHERE field IN ('phone', 'in_person')");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		int64_t row = loader_number(s, 0);
		int network = row_map_find(&l->networks, row);
		int site = row_map_find(&l->sites, row);
		if (network >= 0 && !c->networks[network].contact) {
			struct hours_where where = { c->holidays, holidays_areas(c->holidays, ""), false, 0, 0 };
			c->networks[network].contact = want_contact(l, row, where);
		} else if (site >= 0 && !c->sites[site].desk) {
			c->sites[site].desk = want_contact(l, row, where_of_site(l, &c->sites[site]));
		}
	}
	return ok;
}

/* Hours that cannot be read are unknown, as those of places. */
bool loader_settle_contacts(struct loader *l)
{
	struct hours_table table = { 0 };
	for (struct contact_words *w = l->contacts; w && !table.full; w = w->next) {
		const char *hours = w->hours.in[0];
		w->to->phone = w->phone.in[0];
		w->to->source = w->source.in[0];
		(void)date_parse(w->verified.in[0], &w->to->verified);
		if (hours[0] && !hours_table_get(&table, hours, &w->where, l->arena, &w->to->hours, NULL)) {
			w->to->hours = NULL;
		}
	}
	bool full = table.full;
	hours_table_finish(&table);
	return !full || fail_kind(l->e, ERR_FORMAT, "the hours of all desks take more than %d MiB when parsed",
					LIMITS_HOURS_BYTES_MAX / (1024 * 1024));
}
