/* SPDX-License-Identifier: GPL-3.0-or-later */
/* date.h - calendar days without a clock or a time zone
 *
 * Proleptic Gregorian, years 1600 to 9999. Pure values. */
#ifndef STORE_DATE_H
#define STORE_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum { DATE_TEXT_BYTES = 16, DATE_AGE_DAYS_MAX = 36500 };

/* All zero: no date. */
struct date {
	int16_t year; /* 2026 */
	int8_t month; /* 1 to 12 */
	int8_t day;   /* 1 to 31 */
};

/* "YYYY-MM-DD", the whole text, a day that exists. False leaves *out alone. */
bool date_parse(const char *text, struct date *out);
/* The reverse, with a NUL; "" when no date is set. */
void date_format(struct date d, char out[DATE_TEXT_BYTES]);
bool date_is_set(struct date d);
/* Days since 1970-01-01; negative before. */
int32_t date_to_days(struct date d);
struct date date_from_days(int32_t days);
struct date date_add_days(struct date d, int32_t days);
/* 0 is Monday, 6 Sunday. */
int date_weekday(struct date d);
/* ISO 8601 week number, 1 to 53. */
int date_iso_week(struct date d);
int date_days_in_month(int year, int month);
/* <0, 0, >0 like strcmp. */
int date_compare(struct date a, struct date b);
/* Was `checked` more than `days` before `today`? False when either is not set, or days is 0. */
bool date_is_stale(struct date checked, struct date today, int days);
/* Easter Sunday of the western churches. */
struct date date_easter(int year);

#endif
