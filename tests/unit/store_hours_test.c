/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/holidays.h"
#include "store/hours_calendar.h"
#include "store/hours_rules.h"
#include "store/hours_state.h"
#include "store/hours_timeline.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static struct arena *arena;
static struct holidays holidays;
static struct hours_where where;

/* A place in Lyon, in summer and winter time of its own. */
static int set_up(void **state)
{
	(void)state;
	struct err e = { 0 };
	static const struct {
		const char *key, *value;
	} facts[] = {
		{ "calendar.01.codes", "01 69" },
		{ "calendar.01.school.0", "2026 Jul 05-2026 Aug 31,2026 Oct 18-2026 Nov 01" },
		{ "calendar.01.school.1", "2026 Dec 20-2027 Jan 03" },
		{ "calendar.02.codes", "67 68" },
		{ "calendar.02.public.0", "easter -2 days,Dec 26" },
	};
	arena = arena_create(0);
	bool ok = holidays_add_usual(&holidays, arena, &e);
	for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
		ok = ok && holidays_add(&holidays, facts[i].key, facts[i].value, arena, &e);
	}
	where = (struct hours_where){ &holidays, holidays_areas(&holidays, "69123"), true, 45.75, 4.85 };
	setenv("TZ", "Europe/Paris", 1);
	tzset();
	return ok ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static const struct hours *parsed(const char *text)
{
	const struct hours *h = NULL;
	struct err e = { 0 };
	if (!hours_parse(text, arena, &h, NULL, &e)) {
		fail_msg("%s: %s", text, e.message);
	}
	return hours_at(h, &where, arena);
}

/* "2026-11-23T14:05": a Monday. */
static struct tm at(const char *when)
{
	struct tm t = { 0 };
	sscanf(when, "%d-%d-%dT%d:%d", &t.tm_year, &t.tm_mon, &t.tm_mday, &t.tm_hour, &t.tm_min);
	t.tm_year -= 1900;
	t.tm_mon--;
	return t;
}

static struct hours_state state_of(const char *text, const char *when)
{
	struct hours_state s;
	struct tm t = at(when);
	hours_state(parsed(text), &t, &s);
	return s;
}

static enum hours_status status(const char *text, const char *when)
{
	return state_of(text, when).status;
}

static const char usual[] = "Mo-Fr 09:00-12:00,14:00-17:00; Sa off; PH off";

static void a_place_open_at_noon_says_when_it_closes(void **state)
{
	(void)state;
	struct hours_state s = state_of(usual, "2026-11-23T14:05");
	assert_int_equal(s.status, HOURS_OPEN);
	assert_true(s.next.known);
	assert_int_equal(s.next.days_ahead, 0);
	assert_int_equal(s.next.minute, 17 * 60);
	assert_false(s.closing_soon);
	assert_false(s.always);
}

static void half_an_hour_before_closing_is_soon(void **state)
{
	(void)state;
	assert_false(state_of(usual, "2026-11-23T16:29").closing_soon);
	assert_true(state_of(usual, "2026-11-23T16:30").closing_soon);
	assert_true(state_of(usual, "2026-11-23T16:59").closing_soon);
	assert_int_equal(status(usual, "2026-11-23T17:00"), HOURS_CLOSED);
}

static void on_friday_evening_it_opens_on_monday(void **state)
{
	(void)state;
	struct hours_state s = state_of(usual, "2026-11-27T18:00");
	assert_int_equal(s.status, HOURS_CLOSED);
	assert_int_equal(s.next.days_ahead, 3);
	assert_int_equal(s.next.weekday, 0);
	assert_int_equal(s.next.minute, 9 * 60);
}

static void a_public_holiday_is_a_day_off(void **state)
{
	(void)state;
	assert_int_equal(status(usual, "2026-07-14T10:00"), HOURS_CLOSED); /* a Tuesday */
	assert_int_equal(status(usual, "2026-05-14T10:00"), HOURS_CLOSED); /* Ascension, a Thursday */
	assert_int_equal(status(usual, "2026-05-13T10:00"), HOURS_OPEN);
	struct hours_state s = state_of(usual, "2026-12-24T18:00");
	assert_int_equal(s.next.days_ahead, 4); /* Christmas on Friday, then the weekend */
}

static void nights_belong_to_the_evening_before(void **state)
{
	(void)state;
	assert_int_equal(status("Fr 22:00-02:00", "2026-11-28T01:59"), HOURS_OPEN);
	assert_int_equal(status("Fr 22:00-02:00", "2026-11-28T02:00"), HOURS_CLOSED);
	assert_int_equal(status("Fr 22:00-02:00", "2026-11-27T01:00"), HOURS_CLOSED);
	struct hours_day d;
	hours_day(parsed("Fr 22:00-02:00"), (struct date){ 2026, 11, 27 }, &d);
	assert_int_equal(d.len, 1);
	assert_int_equal(d.at[0].from, 22 * 60);
	assert_int_equal(d.at[0].to, 26 * 60);
	hours_day(parsed("Fr 22:00-02:00"), (struct date){ 2026, 11, 28 }, &d);
	assert_int_equal(d.len, 0);
}

static void always_open_never_closes(void **state)
{
	(void)state;
	struct hours_state s = state_of("24/7", "2026-11-23T03:00");
	assert_int_equal(s.status, HOURS_OPEN);
	assert_true(s.always);
	assert_false(s.next.known);
	struct hours_day d;
	hours_day(parsed("24/7"), (struct date){ 2026, 11, 23 }, &d);
	assert_int_equal(d.len, 1);
	assert_int_equal(d.at[0].to - d.at[0].from, 1440);
}

static void unknown_hours_say_so(void **state)
{
	(void)state;
	struct hours_state s;
	struct tm t = at("2026-11-23T10:00");
	hours_state(NULL, &t, &s);
	assert_int_equal(s.status, HOURS_UNKNOWN);
	struct hours_day d;
	hours_day(NULL, (struct date){ 2026, 11, 23 }, &d);
	assert_int_equal(d.len, 0);
}

static void words_in_quotes_mean_call_first(void **state)
{
	(void)state;
	struct hours_state s = state_of("Mo-Fr 09:00-12:00 \"sur rendez-vous\"", "2026-11-23T10:00");
	assert_int_equal(s.status, HOURS_UNKNOWN);
	assert_string_equal(s.comment, "sur rendez-vous");
	s = state_of("Mo-Fr 09:00-12:00 open \"sonnez\"", "2026-11-23T10:00");
	assert_int_equal(s.status, HOURS_OPEN);
	assert_string_equal(s.comment, "sonnez");
	struct hours_day d;
	hours_day(parsed("Mo-Fr 09:00-12:00; Tu off \"réunion\""), (struct date){ 2026, 11, 24 }, &d);
	assert_int_equal(d.len, 0);
	assert_string_equal(d.comment, "réunion");
}

struct row {
	const char *spec, *when;
	enum hours_status status;
};

static void the_syntax_means_what_the_wiki_says(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "Mo-Fr 09:00-18:00; We 10:00-12:00", "2026-11-25T15:00", HOURS_CLOSED },
		{ "Mo-Fr 09:00-12:00, We 14:00-18:00", "2026-11-25T10:00", HOURS_OPEN },
		{ "Mo-Fr 09:00-12:00, We 14:00-18:00", "2026-11-25T15:00", HOURS_OPEN },
		{ "Mo-Fr 09:00-18:00; Tu 12:00-13:00 off", "2026-11-24T12:30", HOURS_CLOSED },
		{ "Mo-Fr 09:00-18:00; Tu 12:00-13:00 off", "2026-11-24T13:30", HOURS_OPEN },
		{ "Sa-Mo 10:00-12:00", "2026-11-22T11:00", HOURS_OPEN },
		{ "Sa-Mo 10:00-12:00", "2026-11-24T11:00", HOURS_CLOSED },
		{ "Th[1,3] 09:00-12:00", "2026-11-19T10:00", HOURS_OPEN },
		{ "Th[1,3] 09:00-12:00", "2026-11-12T10:00", HOURS_CLOSED },
		{ "Th[-1] 09:00-12:00", "2026-11-26T10:00", HOURS_OPEN },
		{ "Jul-Aug Mo-Fr 08:00-12:00", "2026-07-01T09:00", HOURS_OPEN },
		{ "Jul-Aug Mo-Fr 08:00-12:00", "2026-09-01T09:00", HOURS_CLOSED },
		{ "Nov-Feb: Mo 09:00-12:00", "2026-01-05T09:30", HOURS_OPEN },
		{ "Mo-Fr 09:00-12:00; Dec 24-Jan 02 off", "2027-01-01T10:00", HOURS_CLOSED },
		{ "Mo-Su 09:00-12:00; Dec 24-Jan 02 off", "2027-01-03T10:00", HOURS_OPEN },
		{ "2026 Mo-Fr 09:00-12:00", "2026-11-23T10:00", HOURS_OPEN },
		{ "2026 Mo-Fr 09:00-12:00", "2027-11-22T10:00", HOURS_CLOSED },
		{ "2026 Dec 28-2027 Jan 05 10:00-12:00", "2027-01-05T11:00", HOURS_OPEN },
		{ "week 1-53/2 Mo 09:00-12:00", "2026-11-16T10:00", HOURS_OPEN }, /* week 47 */
		{ "week 1-53/2 Mo 09:00-12:00", "2026-11-23T10:00", HOURS_CLOSED },
		{ "easter 10:00-12:00", "2026-04-05T11:00", HOURS_OPEN },
		{ "easter -2 days 10:00-12:00", "2026-04-03T11:00", HOURS_OPEN },
		{ "PH 10:00-12:00", "2026-11-11T11:00", HOURS_OPEN },
		{ "PH,Sa 10:00-12:00", "2026-11-21T11:00", HOURS_OPEN },
		{ "PH Sa 10:00-12:00", "2026-11-21T11:00", HOURS_CLOSED },
		{ "PH Sa 10:00-12:00", "2026-08-15T11:00", HOURS_OPEN },
		{ "SH Mo-Fr 10:00-12:00", "2026-07-20T11:00", HOURS_OPEN },
		{ "SH Mo-Fr 10:00-12:00", "2026-09-21T11:00", HOURS_CLOSED },
		{ "Mo-Fr 10:00-12:00; SH off", "2026-12-31T11:00", HOURS_CLOSED },
		{ "Mo-Fr 10:00-12:00; SH off", "2027-01-04T11:00", HOURS_OPEN },
		{ "2026 SH,PH 10:00-12:00", "2026-05-14T11:00", HOURS_OPEN },
		{ "PH: We,Fr 10:00-12:00", "2026-11-11T11:00", HOURS_OPEN },
		{ "PH: We,Fr 10:00-12:00", "2026-11-18T11:00", HOURS_CLOSED },
		{ "PH,SH Mo-Fr 10:00-12:00", "2026-07-18T11:00", HOURS_CLOSED }, /* a Saturday */
		{ "PH,SH Mo-Fr 10:00-12:00", "2026-09-21T11:00", HOURS_CLOSED },
		{ "PH -1 day 10:00-12:00", "2026-12-24T11:00", HOURS_OPEN },
		{ "PH +2 days 10:00-12:00", "2026-07-16T11:00", HOURS_OPEN },
		{ "PH +1 day 10:00-12:00", "2027-01-02T11:00", HOURS_OPEN },
		{ "Sa[-1] +3 days 09:00-12:00", "2026-11-03T10:00", HOURS_OPEN }, /* after 31 October */
		{ "Sa[-1] +3 days 09:00-12:00", "2026-11-28T10:00", HOURS_CLOSED },
		{ "Jan-Feb Jan 09-15 10:00-12:00", "2026-02-10T11:00", HOURS_CLOSED },
		{ "Jan-Feb Jan 09-15 10:00-12:00", "2026-01-10T11:00", HOURS_OPEN },
		{ "easter -2 days-easter +2 days", "2026-04-06T11:00", HOURS_OPEN },
		{ "easter -2 days-easter +2 days", "2026-04-07T11:00", HOURS_CLOSED },
		{ "Oct Su[-1]-Mar Su[-1] 10:00-12:00", "2026-01-10T11:00", HOURS_OPEN },
		{ "Oct Su[-1]-Mar Su[-1] 10:00-12:00", "2026-10-24T11:00", HOURS_CLOSED },
		{ "Feb,Jun Th[-1] 10:00-12:00", "2026-06-25T11:00", HOURS_OPEN },
		{ "Feb,Jun Th[-1] 10:00-12:00", "2026-06-18T11:00", HOURS_CLOSED },
		{ "Dec 25 -Su 10:00-12:00", "2022-12-18T11:00", HOURS_OPEN }, /* Christmas is a Sunday */
		{ "Dec 25 +Mo 10:00-12:00", "2026-12-28T11:00", HOURS_OPEN },
		{ "Dec 31 +2 days 10:00-12:00", "2027-01-02T11:00", HOURS_OPEN },
		{ "2026 Nov 20+ 10:00-12:00", "2031-02-01T11:00", HOURS_OPEN },
		{ "Nov 20+ 10:00-12:00", "2027-02-01T11:00", HOURS_CLOSED },
		{ "Jan 01-31/7 10:00-12:00", "2026-01-15T11:00", HOURS_OPEN },
		{ "Jan 01-31/7 10:00-12:00", "2026-01-16T11:00", HOURS_CLOSED },
		{ "Dec 25,31 off; 10:00-12:00 || open", "2026-12-25T09:00", HOURS_OPEN },
		{ "Feb 29 10:00-12:00", "2026-03-01T11:00", HOURS_CLOSED },
		{ "Feb 10-28 10:00-12:00", "2026-02-28T11:00", HOURS_OPEN },
		{ "Jun 15-Sep 15: Mo-Fr 09:00-13:00", "2026-07-20T10:00", HOURS_OPEN },
		{ "07:00+,12:00-16:00", "2026-11-23T08:00", HOURS_UNKNOWN },
		{ "07:00+,12:00-16:00", "2026-11-23T13:00", HOURS_OPEN },
		{ "07:00+,12:00-16:00", "2026-11-23T17:00", HOURS_CLOSED },
		{ "10:00-14:00+", "2026-11-23T15:00", HOURS_UNKNOWN },
		{ "sunrise-sunset", "2026-11-23T07:52", HOURS_OPEN }, /* 07:51 to 17:02 */
		{ "sunrise-sunset", "2026-11-23T07:49", HOURS_CLOSED },
		{ "sunrise-sunset", "2026-06-21T21:30", HOURS_OPEN },
		{ "sunset-sunrise", "2026-11-23T03:00", HOURS_OPEN },
		{ "(sunset-01:00)-(sunset+01:00)", "2026-11-23T17:58", HOURS_OPEN },
		{ "10:00-(sunset-01:30)", "2026-11-23T15:40", HOURS_CLOSED },
		{ "\"l’été\": Jul-Aug 10:00-12:00", "2026-07-20T11:00", HOURS_UNKNOWN },
		{ "Mo 10:00-12:00 || Tu 10:00-12:00, Mo 10:00-14:00 off", "2026-11-23T11:00", HOURS_OPEN },
		{ "Mo-Fr 18:00+", "2026-11-23T19:00", HOURS_UNKNOWN },
		{ "Mo 09:00-12:00 || \"téléphoner\"", "2026-11-24T10:00", HOURS_UNKNOWN },
		{ "Mo 09:00-12:00 || \"téléphoner\"", "2026-11-23T10:00", HOURS_OPEN },
		{ "Mo-Fr 09:00–12:00", "2026-11-23T10:00", HOURS_OPEN },
		{ "mo-fr 9:00-12:00;", "2026-11-23T10:00", HOURS_OPEN },
		{ "off", "2026-11-23T10:00", HOURS_CLOSED },
		{ "10:00-24:00", "2026-11-23T23:59", HOURS_OPEN },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (status(rows[i].spec, rows[i].when) != rows[i].status) {
			fail_msg("%s at %s: %d, not %d", rows[i].spec, rows[i].when,
					(int)status(rows[i].spec, rows[i].when), (int)rows[i].status);
		}
	}
}

static void what_is_not_understood_is_refused_at_its_column(void **state)
{
	(void)state;
	static const struct {
		const char *spec;
		int column;
	} rows[] = {
		{ "", 1 },
		{ "Mo-Fr 09h00-12h00", 9 },
		{ "Mo-Fr 09:00", 12 },
		{ "Mo-Fr 09:00-", 13 },
		{ "Mo-Fr 25:00-26:00", 7 },
		{ "Mo-Fr 09:60-12:00", 10 },
		{ "Lundi 09:00-12:00", 1 },
		{ "Mo-Fr 09:00-12:00 sauf", 19 },
		{ "Mo-Fr sunrise", 14 },
		{ "Mo-Fr (sunrise-1)-12:00", 17 },
		{ "Mo-Fr (sunrise-01:00-12:00", 21 },
		{ "Mo-Fr (noon-01:00)-12:00", 8 },
		{ "10:00-12:00 Mo", 13 },
		{ "Mo 10:00-12:00 Tu 14:00-16:00", 16 },
		{ "Jan 01-05 Feb 03-05", 11 },
		{ "PH +400 days off", 5 },
		{ "2027-2026 Mo", 11 },
		{ "2027 Jan 01-2026 Jan 02", 13 },
		{ "Mo 10:00-12:00 \"\"", 16 },
		{ "Jan 01-20/0 Mo", 11 },
		{ "Mo[6] 09:00-12:00", 4 },
		{ "Feb 30 off", 5 },
		{ "week 54 off", 6 },
		{ "Mo \"ouvert", 4 },
		{ "Mo-Xx 09:00-12:00", 4 },
		{ "Mo 09:00-12:00 |", 16 },
		{ "Mo 9:0-12:00", 6 },
		{ "Mo-Fr 09:00-12:00,", 19 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct hours *h = NULL;
		struct err e = { 0 };
		int column = 0;
		if (hours_parse(rows[i].spec, arena, &h, &column, &e)) {
			fail_msg("'%s' was accepted", rows[i].spec);
		}
		if (column != rows[i].column || e.message[0] == '\0') {
			fail_msg("'%s': column %d, not %d (%s)", rows[i].spec, column, rows[i].column, e.message);
		}
	}
}

static void the_week_starts_on_monday_and_marks_holidays(void **state)
{
	(void)state;
	struct hours_day week[7];
	hours_week(parsed(usual), (struct date){ 2026, 11, 14 }, week); /* a Saturday */
	assert_int_equal(week[0].date.day, 9);
	assert_int_equal(week[0].len, 2);
	assert_int_equal(week[0].at[1].from, 14 * 60);
	assert_true(week[2].is_holiday); /* 11 November */
	assert_int_equal(week[2].len, 0);
	assert_int_equal(week[5].len, 0);
	assert_false(parsed(usual)->varies);
	assert_true(parsed("Jul-Aug Mo 10:00-12:00")->varies);
}

static void days_are_alike_in_periods_and_words(void **state)
{
	(void)state;
	static const struct {
		const char *hours;
		int day;
		unsigned alike;
	} rows[] = {
		{ "Mo-Fr 09:00-12:00", 0, 0x1F },
		{ "Mo-Fr 09:00-12:00", 6, 0x60 },
		{ "Mo,We,Fr 09:00-12:00; Tu 09:00-12:30", 2, 0x15 },
		{ "Mo,We,Fr 09:00-12:00; Tu 09:00-12:30", 1, 0x02 },
		{ "Mo 09:00-12:00; Tu 09:00-12:00,14:00-16:00", 0, 0x01 },
		{ "Mo 09:00-12:00 \"accueil\"; Tu 09:00-12:00", 0, 0x01 },
		{ "Mo 09:00-12:00 unknown; Tu 09:00-12:00", 1, 0x02 },
		{ "Mo 09:00+; Tu 09:00-12:00", 0, 0x01 },
		{ "Mo-Fr 09:00-12:00; Sa off \"travaux\"", 5, 0x20 },
		{ "Mo-Fr 09:00-12:00; Sa off \"travaux\"", 6, 0x40 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct hours_day week[7];
		hours_week(parsed(rows[i].hours), (struct date){ 2026, 11, 26 }, week);
		assert_int_equal(hours_days_alike(week, rows[i].day), rows[i].alike);
	}
}

static void touching_periods_are_one(void **state)
{
	(void)state;
	struct hours_day d;
	hours_day(parsed("Mo 09:00-12:00, Mo 12:00-15:00"), (struct date){ 2026, 11, 23 }, &d);
	/* Two rules without words of their own: where one ends makes no difference. */
	assert_int_equal(d.len, 1);
	assert_int_equal(d.at[0].to, 15 * 60);
}

static void a_rule_that_never_comes_ends_the_search(void **state)
{
	(void)state;
	struct hours_state s = state_of("2020 Mo 09:00-12:00", "2026-11-23T10:00");
	assert_int_equal(s.status, HOURS_CLOSED);
	assert_false(s.next.known);
}

static void the_next_change_is_to_any_other_status(void **state)
{
	(void)state;
	struct tm t = at("2026-11-23T13:00");
	struct hours_change next;
	hours_next(parsed("Mo 10:00-12:00; Mo 14:00-15:00 \"sur rendez-vous\""), &t, 366, &next);
	assert_true(next.known);
	assert_int_equal(next.minute, 14 * 60);
	assert_int_equal(state_of("Mo 10:00-12:00, Mo 14:00-15:00 \"rendez-vous\"", "2026-11-23T13:00").next.days_ahead,
			7);
	hours_next(parsed("2028 Feb 29 10:00-12:00"), &t, 366, &next);
	assert_false(next.known);
	hours_next(parsed("2028 Feb 29 10:00-12:00"), &t, 5 * 366, &next);
	assert_int_equal(next.date.year, 2028);
}

static void places_have_the_holidays_of_their_areas(void **state)
{
	(void)state;
	struct tm good_friday = at("2026-04-03T10:00");
	struct tm summer = at("2026-07-21T10:00");
	const struct hours *h = parsed("Mo-Fr 08:00-18:00; PH off; SH off");
	struct hours_where strasbourg = { &holidays, holidays_areas(&holidays, "67482"), true, 48.58, 7.75 };
	const struct hours *there = hours_at(h, &strasbourg, arena);
	assert_int_equal(hours_status_at(h, &good_friday), HOURS_OPEN);
	assert_int_equal(hours_status_at(there, &good_friday), HOURS_CLOSED);
	assert_int_equal(hours_status_at(h, &summer), HOURS_CLOSED);
	assert_int_equal(hours_status_at(there, &summer), HOURS_OPEN); /* no school holidays are known there */
	const struct hours *plain = parsed("Mo 10:00-12:00");
	assert_ptr_equal(hours_at(plain, &strasbourg, arena), plain);
}

/* The linker sends the calls of the search through these (Makefile, --wrap). */
static int days_painted, days_looked_at;
void __real_timeline_paint(const struct hours *h, const struct sun_times *sun, uint64_t today, uint64_t before,
		int from, int to, struct timeline *t);
void __wrap_timeline_paint(const struct hours *h, const struct sun_times *sun, uint64_t today, uint64_t before,
		int from, int to, struct timeline *t);
uint64_t __real_calendar_applying(const struct hours *h, struct calendar_day *d);
uint64_t __wrap_calendar_applying(const struct hours *h, struct calendar_day *d);

void __wrap_timeline_paint(const struct hours *h, const struct sun_times *sun, uint64_t today, uint64_t before,
		int from, int to, struct timeline *t)
{
	days_painted++;
	__real_timeline_paint(h, sun, today, before, from, to, t);
}

uint64_t __wrap_calendar_applying(const struct hours *h, struct calendar_day *d)
{
	days_looked_at++;
	return __real_calendar_applying(h, d);
}

/* A rule of one date costs a few days, however far it is; rules of every week the different days of a week. */
static void a_search_goes_from_date_to_date(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int painted, looked_at;
	} rows[] = {
		{ "Nov 20 10:00-12:00", 5, 12 },
		{ "2028 Dec 24 10:00-12:00", 5, 20 },
		{ "easter +1 day 10:00-12:00", 6, 16 },
		{ "Oct Su[-1]-Nov Su[1] 10:00-12:00; Nov 23 off", 6, 16 },
		{ "Mo-Fr 10:00-12:00; Mo-Fr off", 6, 12 },
	};
	struct tm t = at("2026-11-23T10:00");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct hours *h = parsed(rows[i].text);
		struct hours_state s;
		days_painted = days_looked_at = 0;
		hours_state(h, &t, &s);
		if (days_painted > rows[i].painted || days_looked_at > rows[i].looked_at) {
			fail_msg("%s: %d days painted, %d looked at", rows[i].text, days_painted, days_looked_at);
		}
	}
}

/* Expressions of the longest length that cost as much as they can: the search for the next change looks at each day of
 * a year at most once, whatever they say. */
static void no_hours_of_the_allowed_length_are_slow(void **state)
{
	(void)state;
	static const char *const parts[] = {
		"sunrise-sunset off;",
		"SH off;",
		"PH -1 day off;",
		"(dusk-00:01)-(dusk+00:01) off,",
		"easter +300 days off;",
		"Jan Su[5] +3 days-Dec Su[5] -3 days off;",
		"week 1-53/2 Mo[1] -366 days off;",
		"2026 Jan 01-2030 Dec 31/366 Mo off;",
	};
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		char text[HOURS_TEXT_MAX + 1] = "";
		size_t each = strlen(parts[i]);
		for (size_t len = 0, n = 0; len + each <= HOURS_TEXT_MAX - 24 && n < 63; len += each, n++) {
			memcpy(text + len, parts[i], each + 1);
		}
		strcat(text, " 1999 Mo 10:00-12:00");
		struct tm t = at("2026-11-23T10:00");
		struct hours_change next;
		days_painted = days_looked_at = 0;
		hours_next(parsed(text), &t, 365, &next);
		assert_false(next.known);
		assert_true(days_painted <= 367 && days_looked_at <= 368);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_open_at_noon_says_when_it_closes),
		cmocka_unit_test(half_an_hour_before_closing_is_soon),
		cmocka_unit_test(on_friday_evening_it_opens_on_monday),
		cmocka_unit_test(a_public_holiday_is_a_day_off),
		cmocka_unit_test(nights_belong_to_the_evening_before),
		cmocka_unit_test(always_open_never_closes),
		cmocka_unit_test(unknown_hours_say_so),
		cmocka_unit_test(words_in_quotes_mean_call_first),
		cmocka_unit_test(the_syntax_means_what_the_wiki_says),
		cmocka_unit_test(what_is_not_understood_is_refused_at_its_column),
		cmocka_unit_test(the_week_starts_on_monday_and_marks_holidays),
		cmocka_unit_test(touching_periods_are_one),
		cmocka_unit_test(a_rule_that_never_comes_ends_the_search),
		cmocka_unit_test(the_next_change_is_to_any_other_status),
		cmocka_unit_test(places_have_the_holidays_of_their_areas),
		cmocka_unit_test(days_are_alike_in_periods_and_words),
		cmocka_unit_test(a_search_goes_from_date_to_date),
		cmocka_unit_test(no_hours_of_the_allowed_length_are_slow),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
