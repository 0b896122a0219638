/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What check says of opening hours, and the calendar of a pack. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "compile/calendar.h"
#include "compile/hours_check.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static struct pack *pack;

static int set_up(void **state)
{
	(void)state;
	pack = pack_read("content/rhone-alpes", "assets");
	return pack->report.errors ? -1 : 0;
}

static int tear_down(void **state)
{
	(void)state;
	pack_destroy(pack);
	return 0;
}

static void what_people_write_has_a_strict_form(void **state)
{
	(void)state;
	static const struct {
		const char *written, *strict;
	} rows[] = {
		{ "9h-12h", "09:00-12:00" },
		{ "lun-ven 9h-12h", "Mo-Fr 09:00-12:00" },
		{ "10-12", "10:00-12:00" },
		{ "Du lundi au vendredi de 9h à 12h et de 14h à 17h30", "Mo-Fr 09:00-12:00,14:00-17:30" },
		{ "lundi, mardi : 9h00-12h00 / 13h30-17h00", "Mo,Tu 09:00-12:00,13:30-17:00" },
		{ "Mo-Fr 09h00-12h00", "Mo-Fr 09:00-12:00" },
		{ "lun. 9h-12h, mar. 10h-12h", "Mo 09:00-12:00; Tu 10:00-12:00" },
		{ "Mo-Fr 9.30-12.00; samedi fermé", "Mo-Fr 09:30-12:00; Sa off" },
		{ "tous les jours 9h-19h, jours fériés fermé", "Mo-Su 09:00-19:00; PH off" },
		{ "24h/24", "24/7" },
		{ "lundi 9h-12h sur rendez-vous", "Mo 09:00-12:00 \"sur rendez-vous\"" },
		{ "Monday to Friday 9:00-17:00", "Mo-Fr 09:00-17:00" },
		{ "lun-ven 9h-midi", "Mo-Fr 09:00-12:00" },
		{ "juillet-août: lun-ven 9h-12h", "Jul-Aug Mo-Fr 09:00-12:00" },
		{ "selon les permanences", NULL },
		{ "9h", NULL },
		{ "lun-ven 12h-9h", NULL }, /* what is meant? */
		{ "", NULL },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *strict = pack_strict_hours(pack, rows[i].written);
		if (!strict != !rows[i].strict || (strict && !str_equal(strict, rows[i].strict))) {
			fail_msg("%s: %s, not %s", rows[i].written, strict ? strict : "nothing",
					rows[i].strict ? rows[i].strict : "nothing");
		}
	}
}

/* The finding of a place with these hours in Lyon; NULL: none. */
static const char *finding(const char *hours, const char *insee)
{
	struct pack_place place = { .where = { "places.csv", 7 }, .opening_hours = hours, .insee = insee };
	size_t before = pack->report.len;
	pack_check_hours(pack, &place);
	return pack->report.len == before ? NULL : pack->report.findings[before].message;
}

static void mistakes_are_named_with_a_remedy(void **state)
{
	(void)state;
	static const struct {
		const char *hours, *insee, *words; /* NULL: nothing is wrong */
	} rows[] = {
		{ "Mo-Fr 09:00-12:00,14:00-17:00; PH off; SH off", "69123", NULL },
		{ "Mo-Fr 12:00-09:00", "69123", "Put the earlier time first" },
		{ "00:00-00:00", "69123", "Write 00:00-24:00 or 24/7" },
		{ "Mo 08:00-08:00", "69123", "Write 00:00-24:00 or 24/7" },
		{ "Fr 22:00-06:00", "69123", NULL },
		{ "Mo-Su 18:00-09:00", "69123", NULL },
		{ "07:00+,12:00-16:00", "69123", "within an open end" },
		{ "10:00-14:00+", "69123", NULL },
		{ "sunset-sunrise", "69123", NULL },
		{ "SH 10:00-12:00", "2A004", "none for insee '2A004'" },
		{ "PH off", "2A004", NULL },
		{ "lun-ven 9h-12h", "69123", "Write Mo-Fr 09:00-12:00" },
		{ "selon les permanences", "69123", "Write them as in OpenStreetMap" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *said = finding(rows[i].hours, rows[i].insee);
		if (!said != !rows[i].words || (said && !strstr(said, rows[i].words))) {
			fail_msg("%s: %s", rows[i].hours, said ? said : "nothing");
		}
	}
}

static void holidays_need_a_calendar_that_goes_on(void **state)
{
	(void)state;
	struct holidays *known = pack->calendar.holidays;
	struct date date = pack->date;
	pack->date.year = 2031;
	assert_non_null(strstr(finding("SH 10:00-12:00", "69123"), "until 2027 only"));
	assert_null(finding("PH off", "69123"));
	pack->calendar.holidays = NULL;
	assert_null(finding("PH off", "69123")); /* it was named, and could not be read */
	pack->calendar.named = false;
	assert_non_null(strstr(finding("PH off", "69123"), "the pack has no calendar"));
	pack->calendar.holidays = known;
	pack->calendar.named = true;
	pack->date = date;
}

static bool school(const char *insee, int year, int month, int day)
{
	struct hours_where w = pack_hours_where(pack, insee, 0, 0);
	return holidays_school(w.holidays, w.areas,
			date_to_days((struct date){ (int16_t)year, (int8_t)month, (int8_t)day }));
}

static bool holiday(const char *insee, int year, int month, int day)
{
	struct hours_where w = pack_hours_where(pack, insee, 0, 0);
	return holidays_public(w.holidays, w.areas,
			date_to_days((struct date){ (int16_t)year, (int8_t)month, (int8_t)day }));
}

/* The ministry's calendar of 2025-2026: winter is from 7 to 23 February in zone A, from 14 February to 2 March in B,
 * from 21 February to 9 March in C. */
static void the_french_calendar_has_its_zones(void **state)
{
	(void)state;
	static const char lyon[] = "69123", rennes[] = "35238", paris[] = "75056", strasbourg[] = "67482";
	assert_true(school(lyon, 2026, 2, 8) && !school(rennes, 2026, 2, 8) && !school(paris, 2026, 2, 8));
	assert_true(!school(lyon, 2026, 2, 23) && school(rennes, 2026, 2, 23) && school(paris, 2026, 2, 23));
	assert_true(!school(lyon, 2026, 3, 2) && !school(rennes, 2026, 3, 2) && school(paris, 2026, 3, 8));
	assert_false(school(paris, 2026, 3, 9));
	assert_true(school(lyon, 2024, 8, 15) && school(lyon, 2026, 12, 31) && school(lyon, 2027, 1, 3));
	assert_false(school(lyon, 2027, 1, 4));
	assert_true(school(lyon, 2026, 5, 15)); /* no school after Ascension */
	int days = 0;
	for (int n = 0; n < 365; n++) {
		struct hours_where w = pack_hours_where(pack, lyon, 0, 0);
		days += holidays_public(w.holidays, w.areas, date_to_days((struct date){ 2026, 1, 1 }) + n);
	}
	assert_int_equal(days, 11);
	assert_true(holiday(lyon, 2026, 5, 25)); /* Whit Monday */
	assert_false(holiday(lyon, 2026, 4, 3));
	assert_true(holiday(strasbourg, 2026, 4, 3) && holiday(strasbourg, 2026, 12, 26));
	assert_true(holiday("97411", 2026, 12, 20) && !holiday("97209", 2026, 12, 20));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_write_has_a_strict_form),
		cmocka_unit_test(mistakes_are_named_with_a_remedy),
		cmocka_unit_test(holidays_need_a_calendar_that_goes_on),
		cmocka_unit_test(the_french_calendar_has_its_zones),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
