/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/say.h"

#include "app/state.h"
#include "draw/direction.h"
#include "store/hours_state.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *say_text(const struct voice *v, enum string_id id)
{
	return string_of(v->catalogue, v->lang, id);
}

/* A name in Latin letters or a telephone number within a sentence that is read from right to left: without marks round
 * it (LRI, PDI of UAX #9) its own numbers and commas would be ordered with those of the sentence. */
static const char *isolated(const struct voice *v, const char *text)
{
	bool rtl = v->catalogue && v->catalogue->languages[v->lang].rtl;
	if (!rtl || !text || direction_has_rtl(text, strlen(text))) {
		return text;
	}
	bool ordered = strchr(text, ' ') || direction_has_letter(text, strlen(text));
	return ordered ? arena_printf(v->arena, "\u2066%s\u2069", text) : text;
}

const char *say_with(const struct voice *v, enum string_id id, const char *one, const char *two, const char *three)
{
	return string_fill(v->arena, say_text(v, id), isolated(v, one), isolated(v, two), isolated(v, three));
}

const char *say_list(const struct voice *v, const char *one, const char *two)
{
	return one[0] && two[0] ? say_with(v, STR_LIST_COMMA, one, two, NULL) : one[0] ? one : two;
}

const char *say_beside(const struct voice *v, const char *one, const char *two)
{
	return one[0] && two[0] ? say_with(v, STR_LIST_DOT, one, two, NULL) : one[0] ? one : two;
}

const char *say_count(const struct voice *v, enum string_id id, long n, const char *two)
{
	const char *form = string_count(v->catalogue, v->lang, id, n > 0 ? (unsigned long)n : 0);
	return string_fill(v->arena, form, say_number(v, n), isolated(v, two), NULL);
}

const char *say_places(const struct voice *v, int near, int open)
{
	if (near <= 0) {
		return say_text(v, STR_HOME_PLACES_NONE);
	}
	if (open <= 0) {
		return say_count(v, STR_HOME_PLACES_NEAR, near, NULL);
	}
	if (near == 1) {
		return say_with(v, STR_HOME_PLACE_OPEN, say_number(v, near), NULL, NULL);
	}
	return say_count(v, STR_HOME_PLACES_OF, near, say_count(v, STR_HOME_PLACES_OPEN, open, NULL));
}

const char *say_direction(const struct voice *v, float metres, double bearing)
{
	int sector = (int)floor(bearing / 45 + 0.5) % 8;
	sector = sector < 0 ? sector + 8 : sector;
	return say_with(v, STR_PLACE_DIRECTION, say_distance(v, metres),
			say_text(v, (enum string_id)(STR_COMPASS_0 + sector)), NULL);
}

const char *say_number(const struct voice *v, long n)
{
	return arena_printf(v->arena, "%ld", n);
}

const char *say_hour(const struct voice *v, int minute_of_day)
{
	const char *hour = say_number(v, minute_of_day / 60 % 24);
	if (minute_of_day % 60 == 0) {
		return say_with(v, STR_TIME_HOUR, hour, NULL, NULL);
	}
	return say_with(v, STR_TIME_HOUR_MINUTES, hour, arena_printf(v->arena, "%02d", minute_of_day % 60), NULL);
}

enum { MINUTES_A_DAY = 1440, MONTHS = 12 };

const char *say_period(const struct voice *v, const struct hours_range *r)
{
	bool all_day = r->from == 0 && r->to >= MINUTES_A_DAY;
	const char *words = r->comment                   ? r->comment
			    : r->unknown && !r->open_end ? say_text(v, STR_PLACE_PERHAPS)
							 : NULL;
	if (all_day && words) {
		return words;
	}
	const char *period = say_text(v, STR_PLACE_ALL_DAY);
	if (r->open_end) {
		period = say_with(v, STR_PLACE_OPEN_END, say_hour(v, r->from), NULL, NULL);
	} else if (!all_day) {
		period = say_with(v, STR_TIME_RANGE, say_hour(v, r->from), say_hour(v, r->to), NULL);
	}
	return words ? say_with(v, STR_PLACE_PERIOD_WORDS, period, words, NULL) : period;
}

/* All periods of a day; "" for none. */
static const char *periods_of(const struct voice *v, const struct hours_day *day)
{
	const char *said = "";
	for (int i = 0; i < day->len; i++) {
		said = say_list(v, said, say_period(v, &day->at[i]));
	}
	return said;
}

const char *say_days(const struct voice *v, unsigned days)
{
	enum { RANGE_LEAST = 3 }; /* days that a range is said of */
	const char *said = "";
	for (int i = 0, last; i < 7; i = last + 1) {
		last = i;
		if (!(days >> i & 1U)) {
			continue;
		}
		while (last < 6 && days >> (last + 1) & 1U) {
			last++;
		}
		last = last - i + 1 < RANGE_LEAST ? i : last;
		const char *day = say_text(v, (enum string_id)(STR_DAY_0 + i));
		if (last > i) {
			day = say_with(v, STR_CONTACT_DAYS, day, say_text(v, (enum string_id)(STR_DAY_0 + last)), NULL);
		}
		said = say_list(v, said, day);
	}
	return said;
}

const char *say_week(const struct voice *v, const struct hours *hours, struct date today)
{
	struct hours_day week[7];
	unsigned seen = 0;
	const char *said = "";
	if (!hours) {
		return said;
	}
	hours_week(hours, today, week);
	for (int i = 0; i < 7; i++) {
		if (week[i].len > 0 && !(seen >> i & 1U)) {
			unsigned days = hours_days_alike(week, i);
			seen |= days;
			said = say_list(v, said,
					say_with(v, STR_CONTACT_HOURS, say_days(v, days), periods_of(v, &week[i]),
							NULL));
		}
	}
	return said;
}

const char *say_address(const struct voice *v, const struct place *p)
{
	const char *comma = p->address[0] ? ", " : "";
	return arena_printf(v->arena, "%s%s%s%s%s", p->address, comma, p->postcode, p->postcode[0] ? " " : "",
			p->commune);
}

const char *say_distance(const struct voice *v, float metres)
{
	if (metres < 950) {
		int rounded = (int)lroundf(metres / 10) * 10;
		return say_with(v, STR_DISTANCE_METRES, say_number(v, rounded), NULL, NULL);
	}
	if (metres < 9950) {
		int tenths = (int)lroundf(metres / 100);
		const char *km = arena_printf(v->arena, "%d%s%d", tenths / 10, say_text(v, STR_NUMBER_DECIMAL),
				tenths % 10);
		return say_with(v, STR_DISTANCE_KILOMETRES, km, NULL, NULL);
	}
	return say_with(v, STR_DISTANCE_KILOMETRES, say_number(v, lroundf(metres / 1000)), NULL, NULL);
}

const char *say_minutes(const struct voice *v, const struct near *near)
{
	if (!near->route) {
		return NULL;
	}
	int minutes = (near->route->seconds + 59) / 60;
	return say_with(v, STR_DISTANCE_MINUTES, say_number(v, minutes < 1 ? 1 : minutes), NULL, NULL);
}

const char *say_far(const struct voice *v, const struct near *near)
{
	return near_is_here(near) ? say_text(v, STR_DISTANCE_HERE) : say_distance(v, near->metres);
}

const char *say_measure(const struct voice *v, const struct near *near)
{
	return near->route ? say_with(v, STR_DISTANCE_WALK, say_minutes(v, near), NULL, NULL)
			   : say_text(v, STR_DISTANCE_CROW);
}

const char *say_how_far(const struct voice *v, const struct near *near)
{
	if (near_is_straight(near)) {
		return say_list(v, say_far(v, near), say_measure(v, near));
	}
	return near_is_here(near) ? say_far(v, near) : say_measure(v, near);
}

const char *say_day(const struct voice *v, int day)
{
	return day == 1 ? say_text(v, STR_DATE_FIRST) : say_number(v, day);
}

const char *say_date(const struct voice *v, struct date d)
{
	int month = d.month >= 1 && d.month <= MONTHS ? d.month - 1 : 0;
	return say_with(v, STR_DATE_FORM, say_day(v, d.day), say_text(v, (enum string_id)(STR_MONTH_0 + month)),
			say_number(v, d.year));
}

static const char *opens(const struct voice *v, const struct hours_change *next)
{
	const char *hour = say_hour(v, next->minute);
	if (next->days_ahead == 0) {
		return say_with(v, STR_STATE_CLOSED_TODAY, hour, NULL, NULL);
	}
	if (next->days_ahead == 1) {
		return say_with(v, STR_STATE_CLOSED_TOMORROW, hour, NULL, NULL);
	}
	if (next->days_ahead < 7) {
		return say_with(v, STR_STATE_CLOSED_DAY, say_text(v, (enum string_id)(STR_DAY_0 + next->weekday)), hour,
				NULL);
	}
	return say_with(v, STR_STATE_CLOSED_DATE, say_date(v, next->date), hour, NULL);
}

struct said_state say_state(const struct voice *v, const struct palette *p, const struct hours *hours,
		const struct tm *local)
{
	struct hours_state state;
	hours_state(hours, local, &state);
	struct said_state said = { say_text(v, STR_STATE_UNKNOWN), say_text(v, STR_STATE_CALL), "question", p->ink2,
		p->surface2, false };
	if (state.status == HOURS_CLOSED) {
		const char *text = state.next.known ? opens(v, &state.next) : say_text(v, STR_STATE_CLOSED);
		return (struct said_state){ text, say_text(v, STR_STATE_CLOSED), "rond-erreur", p->danger,
			p->danger_soft, false };
	}
	/* The words of the rule, "sur rendez-vous", say more than that it is not known. */
	if (state.status != HOURS_OPEN) {
		said.text = state.comment ? state.comment : said.text;
		return said;
	}
	said = (struct said_state){ say_text(v, STR_STATE_ALWAYS), NULL, "horloge", p->success, p->success_soft, true };
	if (state.closing_soon) {
		said.text = say_with(v, STR_STATE_CLOSING, say_hour(v, state.next.minute), NULL, NULL);
		said.icon = "alerte";
		said.color = p->warning;
		said.soft = p->warning_soft;
	} else if (!state.always) {
		said.brief = say_text(v, STR_STATE_OPEN);
		said.text = state.next.known ? say_with(v, STR_STATE_OPEN_UNTIL, say_hour(v, state.next.minute), NULL,
							       NULL)
					     : say_text(v, STR_STATE_OPEN_COMMENT);
	}
	return said;
}

const char *say_when(const struct voice *v, enum when when, const struct tm *local)
{
	static const enum string_id words[] = { [WHEN_ANY] = STR_WHEN_ANY,
		[WHEN_NOW] = STR_WHEN_NOW,
		[WHEN_TODAY] = STR_WHEN_TODAY,
		[WHEN_TOMORROW] = STR_WHEN_TOMORROW };
	if (when <= WHEN_TOMORROW) {
		return say_text(v, words[when]);
	}
	return say_text(v, (enum string_id)(STR_DAY_0 + date_weekday(when_date(when, local))));
}

struct said_state say_state_at(const struct voice *v, const struct palette *p, const struct hours *hours,
		enum when when, const struct tm *local)
{
	if (when <= WHEN_TODAY || !hours) {
		return say_state(v, p, hours, local);
	}
	struct hours_day day;
	hours_day(hours, when_date(when, local), &day);
	const char *periods = periods_of(v, &day);
	const char *said = say_when(v, when, local);
	switch (when_status(hours, when, local)) {
	case HOURS_OPEN:
		return (struct said_state){ say_with(v, STR_WHEN_HOURS, said, periods, NULL),
			say_with(v, STR_WHEN_OPEN, said, NULL, NULL), "horloge", p->success, p->success_soft, true };
	case HOURS_CLOSED:
		return (struct said_state){ say_text(v, STR_STATE_CLOSED), NULL, "rond-erreur", p->danger,
			p->danger_soft, false };
	case HOURS_UNKNOWN:
		break;
	}
	const char *words = day.rest && day.rest[0] ? day.rest : periods[0] ? periods : say_text(v, STR_STATE_UNKNOWN);
	return (struct said_state){ words, say_text(v, STR_STATE_CALL), "question", p->ink2, p->surface2, false };
}
