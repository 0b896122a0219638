/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days in a search: on which ones a place opens, and what they are called. */
#include <string.h>

#include "base/str.h"
#include "store/hours_state.h"
#include "store/search_builder.h"

enum { WEEKS = 5 }; /* "the first Saturday of the month" is among them */

static unsigned open_days(const struct hours *hours, struct date from)
{
	unsigned days = 0;
	struct date monday = from;
	for (int week = 0; week < WEEKS; week++) {
		struct hours_day at[WEEKDAYS];
		hours_week(hours, monday, at);
		for (int day = 0; day < WEEKDAYS; day++) {
			for (int i = 0; i < at[day].len; i++) {
				days |= at[day].at[i].unknown ? 0 : 1U << day;
			}
		}
		monday = date_add_days(monday, WEEKDAYS);
	}
	return days;
}

unsigned usual_days(struct usual_days *kept, const struct hours *hours, struct date from)
{
	if (!hours) {
		return 0;
	}
	size_t at = (size_t)((uintptr_t)hours / 64 % DAYS_KEPT);
	if (kept->hours[at] != hours) {
		kept->hours[at] = hours;
		kept->days[at] = open_days(hours, from);
	}
	return kept->days[at];
}

static int group_of(const char *what)
{
	int days = 0;
	if (str_equal(what, LANGUAGE_TODAY)) {
		return DAY_TODAY;
	}
	if (str_equal(what, LANGUAGE_TOMORROW)) {
		return DAY_TOMORROW;
	}
	for (; *what; what++) {
		days |= 1 << (*what - '1');
	}
	return days;
}

static void add_day(struct search_builder *b, unsigned lang, const char *text, int group)
{
	struct name day = { .group = group, .kind = NAME_DAY, .text = text };
	name_list_add(&b->names, &b->languages, lang, day, b->arena);
	struct word w;
	size_t len = strlen(text);
	for (size_t at = 0; word_next(&b->languages.at[lang], text, len, &at, &w);) {
		postings_propose(&b->words, (int)lang, &w, text, 1U << lang);
	}
}

void search_builder_add_days(struct search_builder *b)
{
	for (unsigned l = 0; l < b->c->languages_len; l++) {
		for (int day = 0; day < WEEKDAYS; day++) {
			const char *key = arena_printf(b->arena, "day.%d", day);
			const struct catalogue_string *s = catalogue_find_string(b->c, key);
			if (s && s->text.in[l]) {
				add_day(b, l, s->text.in[l], 1 << day);
			}
		}
		const struct search_language *language = &b->languages.at[l];
		for (size_t i = 0; i < language->days_len; i++) {
			add_day(b, l, language->days[i].from, group_of(language->days[i].to));
		}
	}
}
