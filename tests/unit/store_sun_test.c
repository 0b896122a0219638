/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sun at places of the world against values that were published or computed elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "base/str.h"
#include "store/date.h"
#include "store/sun.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static void use_zone(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

static struct sun_times sun_on(struct date d, double lat, double lon)
{
	return sun_times(date_to_days(d), lat, lon);
}

#define CLOCK(h, m) ((h)*60 + (m))
/* By PyEphem 4.1.4, whose sun follows VSOP87; geometric altitudes, hours and minutes begun. */
static const struct {
	const char *zone;
	double lat, lon;
	struct date date;
	int at[SUN_EVENTS];
} rows[] = {
	{ "Europe/Paris", 45.75, 4.85, { 2024, 2, 29 }, { CLOCK(6, 50), CLOCK(7, 20), CLOCK(18, 26), CLOCK(18, 56) } },
	{ "Europe/Paris", 45.75, 4.85, { 2026, 3, 29 }, { CLOCK(6, 56), CLOCK(7, 26), CLOCK(20, 4), CLOCK(20, 34) } },
	{ "Europe/Paris", 45.75, 4.85, { 2026, 6, 21 }, { CLOCK(5, 12), CLOCK(5, 50), CLOCK(21, 34), CLOCK(22, 12) } },
	{ "Europe/Paris", 45.75, 4.85, { 2026, 11, 23 }, { CLOCK(7, 18), CLOCK(7, 51), CLOCK(17, 2), CLOCK(17, 35) } },
	{ "Europe/Paris", 45.75, 4.85, { 2027, 12, 21 }, { CLOCK(7, 43), CLOCK(8, 18), CLOCK(16, 58), CLOCK(17, 33) } },
	{ "Europe/Paris", 45.75, 4.85, { 2045, 9, 10 }, { CLOCK(6, 42), CLOCK(7, 13), CLOCK(20, 0), CLOCK(20, 31) } },
	{ "Europe/Paris", 48.8566, 2.3522, { 2024, 2, 29 },
			{ CLOCK(7, 2), CLOCK(7, 33), CLOCK(18, 33), CLOCK(19, 4) } },
	{ "Europe/Paris", 48.8566, 2.3522, { 2026, 3, 29 },
			{ CLOCK(7, 3), CLOCK(7, 34), CLOCK(20, 16), CLOCK(20, 48) } },
	{ "Europe/Paris", 48.8566, 2.3522, { 2026, 6, 21 },
			{ CLOCK(5, 4), CLOCK(5, 46), CLOCK(21, 57), CLOCK(22, 40) } },
	{ "Europe/Paris", 48.8566, 2.3522, { 2026, 11, 23 },
			{ CLOCK(7, 36), CLOCK(8, 11), CLOCK(17, 1), CLOCK(17, 37) } },
	{ "Europe/Paris", 48.8566, 2.3522, { 2027, 12, 21 },
			{ CLOCK(8, 3), CLOCK(8, 41), CLOCK(16, 55), CLOCK(17, 33) } },
	{ "Europe/Paris", 48.8566, 2.3522, { 2045, 9, 10 },
			{ CLOCK(6, 48), CLOCK(7, 20), CLOCK(20, 13), CLOCK(20, 45) } },
	{ "Indian/Reunion", -21.1151, 55.5364, { 2024, 2, 29 },
			{ CLOCK(5, 52), CLOCK(6, 14), CLOCK(18, 45), CLOCK(19, 8) } },
	{ "Indian/Reunion", -21.1151, 55.5364, { 2026, 3, 29 },
			{ CLOCK(6, 2), CLOCK(6, 24), CLOCK(18, 20), CLOCK(18, 42) } },
	{ "Indian/Reunion", -21.1151, 55.5364, { 2026, 6, 21 },
			{ CLOCK(6, 29), CLOCK(6, 54), CLOCK(17, 45), CLOCK(18, 9) } },
	{ "Indian/Reunion", -21.1151, 55.5364, { 2026, 11, 23 },
			{ CLOCK(5, 3), CLOCK(5, 27), CLOCK(18, 41), CLOCK(19, 5) } },
	{ "Indian/Reunion", -21.1151, 55.5364, { 2027, 12, 21 },
			{ CLOCK(5, 8), CLOCK(5, 33), CLOCK(18, 58), CLOCK(19, 23) } },
	{ "Indian/Reunion", -21.1151, 55.5364, { 2045, 9, 10 },
			{ CLOCK(5, 56), CLOCK(6, 18), CLOCK(18, 11), CLOCK(18, 33) } },
	{ "Europe/Oslo", 59.9139, 10.7522, { 2024, 2, 29 },
			{ CLOCK(6, 35), CLOCK(7, 17), CLOCK(17, 42), CLOCK(18, 24) } },
	{ "Europe/Oslo", 59.9139, 10.7522, { 2026, 3, 29 },
			{ CLOCK(6, 9), CLOCK(6, 51), CLOCK(19, 53), CLOCK(20, 35) } },
	{ "Europe/Oslo", 59.9139, 10.7522, { 2026, 11, 23 },
			{ CLOCK(7, 42), CLOCK(8, 33), CLOCK(15, 32), CLOCK(16, 23) } },
	{ "Europe/Oslo", 59.9139, 10.7522, { 2027, 12, 21 },
			{ CLOCK(8, 20), CLOCK(9, 17), CLOCK(15, 11), CLOCK(16, 9) } },
	{ "Europe/Oslo", 59.9139, 10.7522, { 2045, 9, 10 },
			{ CLOCK(5, 51), CLOCK(6, 33), CLOCK(19, 52), CLOCK(20, 34) } },
	{ "America/New_York", 40.7128, -74.006, { 2024, 2, 29 },
			{ CLOCK(6, 3), CLOCK(6, 30), CLOCK(17, 46), CLOCK(18, 14) } },
	{ "America/New_York", 40.7128, -74.006, { 2026, 3, 29 },
			{ CLOCK(6, 16), CLOCK(6, 44), CLOCK(19, 17), CLOCK(19, 45) } },
	{ "America/New_York", 40.7128, -74.006, { 2026, 6, 21 },
			{ CLOCK(4, 51), CLOCK(5, 25), CLOCK(20, 30), CLOCK(21, 4) } },
	{ "America/New_York", 40.7128, -74.006, { 2026, 11, 23 },
			{ CLOCK(6, 22), CLOCK(6, 52), CLOCK(16, 32), CLOCK(17, 2) } },
	{ "America/New_York", 40.7128, -74.006, { 2027, 12, 21 },
			{ CLOCK(6, 45), CLOCK(7, 16), CLOCK(16, 31), CLOCK(17, 2) } },
	{ "America/New_York", 40.7128, -74.006, { 2045, 9, 10 },
			{ CLOCK(6, 4), CLOCK(6, 32), CLOCK(19, 12), CLOCK(19, 40) } },
	{ "Australia/Sydney", -33.8688, 151.209, { 2024, 2, 29 },
			{ CLOCK(6, 16), CLOCK(6, 42), CLOCK(19, 32), CLOCK(19, 57) } },
	{ "Australia/Sydney", -33.8688, 151.209, { 2026, 3, 29 },
			{ CLOCK(6, 39), CLOCK(7, 4), CLOCK(18, 54), CLOCK(19, 19) } },
	{ "Australia/Sydney", -33.8688, 151.209, { 2026, 6, 21 },
			{ CLOCK(6, 32), CLOCK(6, 59), CLOCK(16, 53), CLOCK(17, 21) } },
	{ "Australia/Sydney", -33.8688, 151.209, { 2026, 11, 23 },
			{ CLOCK(5, 11), CLOCK(5, 39), CLOCK(19, 43), CLOCK(20, 11) } },
	{ "Australia/Sydney", -33.8688, 151.209, { 2027, 12, 21 },
			{ CLOCK(5, 11), CLOCK(5, 40), CLOCK(20, 5), CLOCK(20, 34) } },
	{ "Australia/Sydney", -33.8688, 151.209, { 2045, 9, 10 },
			{ CLOCK(5, 36), CLOCK(6, 1), CLOCK(17, 43), CLOCK(18, 8) } },
	{ "Pacific/Tahiti", -17.5516, -149.559, { 2024, 2, 29 },
			{ CLOCK(5, 35), CLOCK(5, 57), CLOCK(18, 23), CLOCK(18, 45) } },
	{ "Pacific/Tahiti", -17.5516, -149.559, { 2026, 3, 29 },
			{ CLOCK(5, 42), CLOCK(6, 3), CLOCK(18, 1), CLOCK(18, 23) } },
	{ "Pacific/Tahiti", -17.5516, -149.559, { 2026, 6, 21 },
			{ CLOCK(6, 4), CLOCK(6, 27), CLOCK(17, 32), CLOCK(17, 56) } },
	{ "Pacific/Tahiti", -17.5516, -149.559, { 2026, 11, 23 },
			{ CLOCK(4, 50), CLOCK(5, 13), CLOCK(18, 15), CLOCK(18, 39) } },
	{ "Pacific/Tahiti", -17.5516, -149.559, { 2027, 12, 21 },
			{ CLOCK(4, 56), CLOCK(5, 20), CLOCK(18, 31), CLOCK(18, 55) } },
	{ "Pacific/Tahiti", -17.5516, -149.559, { 2045, 9, 10 },
			{ CLOCK(5, 35), CLOCK(5, 57), CLOCK(17, 52), CLOCK(18, 14) } },
};

static void the_sun_is_within_a_minute_of_the_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		use_zone(rows[i].zone);
		struct sun_times t = sun_on(rows[i].date, rows[i].lat, rows[i].lon);
		for (int k = 0; k < SUN_EVENTS; k++) {
			if (abs(t.at[k] - rows[i].at[k]) > 1) {
				fail_msg("%s %04d-%02d-%02d, event %d: %d, not %d", rows[i].zone, rows[i].date.year,
						rows[i].date.month, rows[i].date.day, k, t.at[k], rows[i].at[k]);
			}
		}
	}
}

static void beyond_the_circle_it_need_not_rise_or_set(void **state)
{
	(void)state;
	use_zone("Europe/Oslo");
	struct sun_times winter = sun_on((struct date){ 2026, 12, 21 }, 69.65, 18.96);
	struct sun_times summer = sun_on((struct date){ 2026, 6, 21 }, 69.65, 18.96);
	assert_int_equal(winter.at[SUN_RISE], SUN_NEVER);
	assert_int_equal(winter.at[SUN_SET], SUN_NEVER);
	assert_int_not_equal(winter.at[SUN_DAWN], SUN_NEVER); /* twilight at noon */
	for (int k = 0; k < SUN_EVENTS; k++) {
		assert_int_equal(summer.at[k], SUN_NEVER);
	}
	assert_int_equal(sun_on((struct date){ 2026, 6, 21 }, 90, 0).at[SUN_RISE], SUN_NEVER);
}

/* Each day of a year has its sunset, on the right day, also where the zone's noon is far from the sun's. */
static void every_day_has_its_own_sun(void **state)
{
	(void)state;
	static const struct {
		const char *zone;
		double lat, lon;
	} places[] = { { "Europe/Paris", 45.75, 4.85 }, { "Europe/Madrid", 42.9, -9.2 }, { "Asia/Shanghai", 39.5, 76 },
		{ "Pacific/Kiritimati", 1.9, -157.4 }, { "Pacific/Apia", -13.8, -171.8 } };
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		use_zone(places[i].zone);
		int before = sun_on((struct date){ 2025, 12, 31 }, places[i].lat, places[i].lon).at[SUN_SET];
		for (int n = 0; n < 365; n++) {
			struct date d = date_add_days((struct date){ 2026, 1, 1 }, n);
			struct sun_times t = sun_on(d, places[i].lat, places[i].lon);
			assert_true(t.at[SUN_DAWN] < t.at[SUN_RISE] && t.at[SUN_RISE] < t.at[SUN_SET]);
			assert_true(t.at[SUN_SET] < t.at[SUN_DUSK]);
			int change = abs(t.at[SUN_SET] - before);
			assert_true(change <= 3 || (change >= 57 && change <= 63)); /* summer time begins or ends */
			before = t.at[SUN_SET];
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sun_is_within_a_minute_of_the_tables),
		cmocka_unit_test(beyond_the_circle_it_need_not_rise_or_set),
		cmocka_unit_test(every_day_has_its_own_sun),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
