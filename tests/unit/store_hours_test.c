/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With the argument --evaluate: reads "spec<TAB>YYYY-MM-DDTHH:MM" lines and prints open, closed, unknown or error for
 * each; tests/sync/pack_hours.test compares that with an independent evaluator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "store/hours_rules.h"
#include "store/hours_state.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_create(0);
	return 0;
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
	return h;
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
		{ "SH Mo-Fr 10:00-12:00", "2026-07-20T11:00", HOURS_CLOSED },
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
		{ "Mo-Fr sunrise-sunset", 7 },
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

static int evaluate(void)
{
	static const char *const words[] = {
		[HOURS_UNKNOWN] = "unknown",
		[HOURS_CLOSED] = "closed",
		[HOURS_OPEN] = "open",
	};
	char line[1024];
	arena = arena_create(0);
	while (fgets(line, sizeof line, stdin)) {
		char *tab = strchr(line, '\t');
		const struct hours *h = NULL;
		if (!tab) {
			continue;
		}
		*tab = '\0';
		struct tm t = at(tab + 1);
		struct hours_state s;
		if (hours_parse(line, arena, &h, NULL, NULL)) {
			hours_state(h, &t, &s);
			puts(hours_status_at(h, &t) == s.status ? words[s.status] : "contradiction");
		} else {
			puts("error");
		}
		arena_reset(arena);
	}
	arena_destroy(arena);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--evaluate") == 0) {
		return evaluate();
	}
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
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
