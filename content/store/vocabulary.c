/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists of catalogue.h: words of the pack on one side, bits on the other. */
#include "base/str.h"
#include "store/catalogue.h"

static const char *const audiences[AUDIENCES_LEN] = { "tous", "jeunes", "scolaires", "etudiants", "demandeurs-emploi",
	"salaries", "cadres", "handicap", "independants" };
static const char *const accesses[ACCESSES_LEN] = { "plain-pied", "boucle-magnetique", "lsf", "ascenseur", "parking" };

static const char *const contact_fields[CONTACT_FIELDS] = { [CONTACT_PHONE] = "phone",
	[CONTACT_COST] = "phone_cost",
	[CONTACT_HOURS] = "phone_hours",
	[CONTACT_IN_PERSON] = "in_person",
	[CONTACT_SOURCE] = "contact_source",
	[CONTACT_VERIFIED] = "contact_verified" };

static unsigned bit_of(const char *const *words, unsigned len, const char *name)
{
	for (unsigned i = 0; i < len; i++) {
		if (str_equal(words[i], name)) {
			return 1U << i;
		}
	}
	return 0;
}

const char *audience_name(unsigned index)
{
	return index < AUDIENCES_LEN ? audiences[index] : "";
}

unsigned audience_bit(const char *name)
{
	return bit_of(audiences, AUDIENCES_LEN, name);
}

bool audience_matches(unsigned mask, unsigned wanted)
{
	return wanted == 0 || (mask & AUDIENCE_TOUS) || (mask & wanted);
}

const char *access_name(unsigned index)
{
	return index < ACCESSES_LEN ? accesses[index] : "";
}

unsigned access_bit(const char *name)
{
	return bit_of(accesses, ACCESSES_LEN, name);
}

const char *contact_field(enum contact_field field)
{
	return contact_fields[field];
}
