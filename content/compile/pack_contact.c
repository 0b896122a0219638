/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `contact` of networks.yaml and `desk` of sites.yaml: how people are reached. */
#include <string.h>

#include "base/str.h"
#include "compile/fields.h"
#include "compile/hours_check.h"
#include "compile/place_columns.h"

static const struct key contact_keys[] = { { "phone", false }, { "cost", false }, { "hours", false },
	{ "counter", false }, { "source", true }, { "verified", true } };
static const struct key desk_keys[] = { { "phone", false }, { "cost", false }, { "hours", false }, { "help", true },
	{ "source", false }, { "verified", false } };

static void check_contact(struct source s, const struct pack_contact *c, const struct yaml_node *n)
{
	struct report *r = &s.pack->report;
	if (c->phone[0] && !phone_is_valid(c->phone)) {
		report_error(r, s.file, c->phone_line, "bad phone '%s'. " PHONE_REMEDY, c->phone);
	}
	if (c->hours[0]) {
		const struct pack_place asked = { .where = { s.file, c->hours_line },
			.insee = "",
			.opening_hours = c->hours };
		pack_check_hours(s.pack, &asked);
	}
	if ((c->hours[0] || c->cost.in[0]) && !c->phone[0] && yaml_find(n, "counter")) {
		report_error(r, s.file, n->line, "'cost' and 'hours' are those of a call. Add 'phone'");
	}
	if (!c->phone[0] && !c->in_person.in[0]) {
		report_error(r, s.file, n->line,
				"nothing here leads to a person. Add 'phone', or words on the counter");
	}
}

const struct pack_contact *fields_contact(struct source s, const struct yaml_node *map, const char *key)
{
	bool desk = str_equal(key, "desk");
	const struct yaml_node *n = yaml_find(map, key);
	const struct key *keys = desk ? desk_keys : contact_keys;
	if (!n || !fields_check(s, n, key, keys, desk ? ARRAY_LEN(desk_keys) : ARRAY_LEN(contact_keys))) {
		return NULL;
	}
	struct pack_contact *c = ARENA_NEW(s.pack->arena, struct pack_contact);
	*c = (struct pack_contact){
		.where = { s.file, n->line },
		.phone = fields_string(s, n, "phone", ""),
		.cost = fields_text(s, n, "cost", true),
		.hours = fields_string(s, n, "hours", ""),
		.in_person = fields_text(s, n, desk ? "help" : "counter", true),
		.source = fields_string(s, n, "source", ""),
		.verified = fields_date(s, n, "verified"),
		.phone_line = fields_line(n, "phone"),
		.hours_line = fields_line(n, "hours"),
		.verified_line = fields_line(n, "verified"),
	};
	check_contact(s, c, n);
	return c;
}
