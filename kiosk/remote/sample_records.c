/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which ways places and articles can be odd. */
#include <string.h>

#include "base/str.h"
#include "remote/sample.h"

/* ---- articles ---- */

static int64_t longest(const struct text *t)
{
	size_t most = 0;
	for (size_t i = 0; i < ARRAY_LEN(t->in); i++) {
		size_t len = t->in[i] ? strlen(t->in[i]) : 0;
		most = len > most ? len : most;
	}
	return (int64_t)most;
}

static int64_t article_title(const void *articles, size_t i)
{
	return longest(&((const struct article_head *)articles)[i].title);
}

static int64_t article_summary(const void *articles, size_t i)
{
	return longest(&((const struct article_head *)articles)[i].summary);
}

static int64_t article_minutes(const void *articles, size_t i)
{
	const struct article_head *a = &((const struct article_head *)articles)[i];
	int64_t most = 0;
	for (size_t lang = 0; lang < ARRAY_LEN(a->minutes); lang++) {
		most = a->minutes[lang] > most ? a->minutes[lang] : most;
	}
	return most;
}

void sample_articles(struct sample *out, size_t most, const struct catalogue *c)
{
	static const sample_measure measures[] = { article_title, article_summary, article_minutes };
	sample_choose(out, most, c->articles_len, c->articles, measures, ARRAY_LEN(measures));
}

/* ---- places ---- */

static const struct place *place_of(const void *places, size_t i)
{
	return &((const struct place *)places)[i];
}

#define TEXT_OF_PLACE(field)                                                                                           \
	static int64_t place_##field(const void *places, size_t i)                                                     \
	{                                                                                                              \
		const char *text = place_of(places, i)->field;                                                         \
		return text ? (int64_t)strlen(text) : 0;                                                               \
	}
TEXT_OF_PLACE(name)
TEXT_OF_PLACE(address)
TEXT_OF_PLACE(commune)
TEXT_OF_PLACE(phone)
TEXT_OF_PLACE(email)
TEXT_OF_PLACE(website)
TEXT_OF_PLACE(audience_note)
TEXT_OF_PLACE(source)
TEXT_OF_PLACE(opening_hours)

static int64_t place_word(const void *places, size_t i)
{
	size_t most = 0;
	for (const char *name = place_of(places, i)->name; *name;) {
		size_t len = strcspn(name, " ");
		most = len > most ? len : most;
		name += len + (name[len] == ' ');
	}
	return (int64_t)most;
}

static int64_t place_north(const void *places, size_t i)
{
	return (int64_t)(place_of(places, i)->lat * 1e6);
}

static int64_t place_south(const void *places, size_t i)
{
	return -place_north(places, i);
}

static int64_t place_east(const void *places, size_t i)
{
	return (int64_t)(place_of(places, i)->lon * 1e6);
}

static int64_t place_west(const void *places, size_t i)
{
	return -place_east(places, i);
}

static const sample_measure place_measures[] = {
	place_name,
	place_word,
	place_address,
	place_commune,
	place_phone,
	place_email,
	place_website,
	place_audience_note,
	place_source,
	place_opening_hours,
	place_north,
	place_south,
	place_east,
	place_west,
};

void sample_places(struct sample *out, size_t most, const struct catalogue *c)
{
	sample_choose(out, most, c->places_len, c->places, place_measures, ARRAY_LEN(place_measures));
}
