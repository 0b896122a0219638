/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_MIN = 1600, YEAR_MAX = 9999, DAYS_OF_400_YEARS = 146097, DAYS_TO_1970 = 719468 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (month < 1 || month > 12) {
		return 0;
	}
	return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_parse(const char *text, struct date *out)
{
	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') {
		return false;
	}
	int n[3] = { 0 };
	static const int from[] = { 0, 5, 8 };
	static const int len[] = { 4, 2, 2 };
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < len[i]; k++) {
			char c = text[from[i] + k];
			if (c < '0' || c > '9') {
				return false;
			}
			n[i] = n[i] * 10 + (c - '0');
		}
	}
	if (n[0] < YEAR_MIN || n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > date_days_in_month(n[0], n[1])) {
		return false;
	}
	*out = (struct date){ .year = (int16_t)n[0], .month = (int8_t)n[1], .day = (int8_t)n[2] };
	return true;
}

void date_format(struct date d, char out[DATE_TEXT_BYTES])
{
	out[0] = '\0';
	if (date_is_set(d)) {
		snprintf(out, DATE_TEXT_BYTES, "%04u-%02u-%02u", (unsigned)d.year % 10000U, (unsigned)d.month % 100U,
				(unsigned)d.day % 100U);
	}
}

bool date_is_set(struct date d)
{
	return d.year != 0;
}

bool date_is_stale(struct date checked, struct date today, int days)
{
	return days > 0 && date_is_set(checked) && date_is_set(today) &&
	       date_to_days(today) - date_to_days(checked) > days;
}

/* Howard Hinnant's days_from_civil: years counted from March, so that the leap day comes last. */
int32_t date_to_days(struct date d)
{
	int32_t y = d.year - (d.month <= 2);
	int32_t era = (y >= 0 ? y : y - 399) / 400;
	int32_t year_of_era = y - era * 400;
	int32_t month = (d.month + 9) % 12;
	int32_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
	int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * DAYS_OF_400_YEARS + day_of_era - DAYS_TO_1970;
}

struct date date_from_days(int32_t days)
{
	int32_t z = days + DAYS_TO_1970;
	int32_t era = (z >= 0 ? z : z - (DAYS_OF_400_YEARS - 1)) / DAYS_OF_400_YEARS;
	int32_t day_of_era = z - era * DAYS_OF_400_YEARS;
	int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int32_t month = (5 * day_of_year + 2) / 153;
	struct date d = {
		.day = (int8_t)(day_of_year - (153 * month + 2) / 5 + 1),
		.month = (int8_t)(month < 10 ? month + 3 : month - 9),
	};
	d.year = (int16_t)(year_of_era + era * 400 + (d.month <= 2));
	return d;
}

struct date date_add_days(struct date d, int32_t days)
{
	return date_from_days(date_to_days(d) + days);
}

int date_weekday(struct date d)
{
	/* 1970-01-01 was a Thursday. */
	int32_t n = (date_to_days(d) + 3) % 7;
	return n < 0 ? n + 7 : n;
}

int date_iso_week(struct date d)
{
	/* The week belongs to the year of its Thursday. */
	struct date thursday = date_add_days(d, 3 - date_weekday(d));
	struct date january = { .year = thursday.year, .month = 1, .day = 1 };
	return (date_to_days(thursday) - date_to_days(january)) / 7 + 1;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year) {
		return a.year < b.year ? -1 : 1;
	}
	if (a.month != b.month) {
		return a.month < b.month ? -1 : 1;
	}
	return a.day == b.day ? 0 : a.day < b.day ? -1 : 1;
}

/* The anonymous Gregorian computus (Meeus, Jones, Butcher). */
struct date date_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;
	return (struct date){ .year = (int16_t)year, .month = (int8_t)(n / 31), .day = (int8_t)(n % 31 + 1) };
}
