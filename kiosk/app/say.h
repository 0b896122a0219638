/* SPDX-License-Identifier: GPL-3.0-or-later */
/* say.h - times, distances and opening states in the visitor's words
 *
 * DESIGN.md section 10: "open, closes at 17:00", "320 m", "4 min on foot", in the words and with the decimal sign of
 * the language. Pure; texts lie in the arena given. */
#ifndef APP_SAY_H
#define APP_SAY_H

#include <time.h>

#include "app/listing.h"
#include "app/strings.h"
#include "store/hours_state.h"
#include "ui/style.h"

struct voice {
	const struct catalogue *catalogue;
	unsigned lang;
	struct arena *arena;
};

const char *say_text(const struct voice *v, enum string_id id);
/* The words with their marks filled in. Within a language that is read from right to left, names in other letters and
 * telephone numbers keep their own order. */
const char *say_with(const struct voice *v, enum string_id id, const char *one, const char *two, const char *three);
/* "a, b" and "a · b", with the comma of the language; the other one where one of both is "". */
const char *say_list(const struct voice *v, const char *one, const char *two);
const char *say_beside(const struct voice *v, const char *one, const char *two);
/* A message with a number: {1} is n, {2} is `two` (or NULL), in the form that the language has for n. */
const char *say_count(const struct voice *v, enum string_id id, long n, const char *two);
/* "8 places, 3 open now"; what is 0 is not counted out. */
const char *say_places(const struct voice *v, int near, int open);
/* "27 km to the east, as the crow flies"; bearing in degrees, 0 north, 90 east. */
const char *say_direction(const struct voice *v, float metres, double bearing);
const char *say_number(const struct voice *v, long n);
const char *say_hour(const struct voice *v, int minute_of_day);
/* A period of a day: "9 h – 12 h", "dès 18 h" where the end is open, "sur rendez-vous" for the whole day, with the
 * words of the period behind it. */
const char *say_period(const struct voice *v, const struct hours_range *r);
/* "lundi à mercredi, vendredi": bit 0 of `days` is Monday. */
const char *say_days(const struct voice *v, unsigned days);
/* "lundi à vendredi : 9 h – 12 h, samedi : 9 h – 11 h": the week that holds `today`, days without hours left out; ""
 * where the hours are not known. */
const char *say_week(const struct voice *v, const struct hours *hours, struct date today);
/* "10 rue de la Poste, 01290 Pont-de-Veyle", as far as it is known. */
const char *say_address(const struct voice *v, const struct place *p);
/* "320 m", "1,1 km", "41 km". */
const char *say_distance(const struct voice *v, float metres);
/* "7 min": walking minutes of the route to a place; NULL where none is known. */
const char *say_minutes(const struct voice *v, const struct near *near);
/* "ici", "17 km": a distance beside which say_measure() stands, or a heading that says as much. */
const char *say_far(const struct voice *v, const struct near *near);
/* How its distance was measured: "7 min à pied" by a route, else "à vol d'oiseau". */
const char *say_measure(const struct voice *v, const struct near *near);
/* "ici", "7 min à pied", "17 km, à vol d'oiseau": a distance where nothing beside it says how it was measured. */
const char *say_how_far(const struct voice *v, const struct near *near);
/* "29 novembre 2026", "1er août 2026". */
const char *say_date(const struct voice *v, struct date d);
/* The day of a month (1 to 31) as a date has it: "29"; "1er" where the language gives the first one a form of its own.
 */
const char *say_day(const struct voice *v, int day);

struct said_state {
	const char *text;
	const char *brief; /* in a word or two, or NULL: there is nothing to leave out */
	const char *icon;
	struct color color, soft;
	bool open;
};
struct said_state say_state(const struct voice *v, const struct palette *p, const struct hours *hours,
		const struct tm *local);
/* The same of another day: "Ouvert samedi : 9 h – 12 h"; up to WHEN_TODAY it is say_state(). */
struct said_state say_state_at(const struct voice *v, const struct palette *p, const struct hours *hours,
		enum when when, const struct tm *local);
/* "maintenant", "demain", "samedi". */
const char *say_when(const struct voice *v, enum when when, const struct tm *local);

#endif
