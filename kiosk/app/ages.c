/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ages.h"

#include <stdlib.h>

#include "base/str.h"

static void add(struct age *a, struct date verified, struct date today, int days)
{
	a->count++;
	a->stale += date_is_stale(verified, today, days);
	if (!date_is_set(verified)) {
		return;
	}
	if (!date_is_set(a->oldest) || date_compare(verified, a->oldest) < 0) {
		a->oldest = verified;
	}
	if (!date_is_set(a->newest) || date_compare(verified, a->newest) > 0) {
		a->newest = verified;
	}
}

/* One source has most places, so the last one found is asked first. */
static struct age *of_source(struct ages *out, const char *source, int *last)
{
	for (int i = -1; i < out->sources_len && i < AGES_SOURCES_MAX; i++) {
		int at = i < 0 ? *last : i;
		if (out->sources[at].source && str_equal(out->sources[at].source, source)) {
			*last = at;
			return &out->sources[at];
		}
	}
	if (out->sources_len < AGES_SOURCES_MAX) {
		*last = out->sources_len;
		out->sources[out->sources_len].source = source;
		return &out->sources[out->sources_len++];
	}
	out->sources_len = AGES_SOURCES_MAX + 1;
	return &out->sources[AGES_SOURCES_MAX];
}

static int most_first(const void *a, const void *b)
{
	const struct age *x = a;
	const struct age *y = b;
	return (x->count < y->count) - (x->count > y->count);
}

void ages_measure(const struct catalogue *c, struct date today, struct ages *out)
{
	int last = 0;
	*out = (struct ages){ 0 };
	for (size_t i = 0; i < c->articles_len; i++) {
		const struct article_head *a = &c->articles[i];
		add(&out->articles, a->verified, today, c->themes[a->theme].stale_days);
	}
	for (size_t i = 0; i < c->networks_len; i++) {
		if (c->networks[i].contact) {
			add(&out->contacts, c->networks[i].contact->verified, today, c->stale_days);
		}
	}
	for (size_t i = 0; i < c->places_len; i++) {
		const struct place *p = &c->places[i];
		add(of_source(out, p->source, &last), p->verified, today, c->stale_days);
	}
	int named = out->sources_len < AGES_SOURCES_MAX ? out->sources_len : AGES_SOURCES_MAX;
	qsort(out->sources, (size_t)named, sizeof out->sources[0], most_first);
}
