/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote/sample.h"

#include <stdlib.h>

bool sample_has(const struct sample *s, size_t record)
{
	for (size_t i = 0; i < s->len; i++) {
		if (s->at[i] == record) {
			return true;
		}
	}
	return false;
}

static int ascending(const void *a, const void *b)
{
	const size_t *x = a;
	const size_t *y = b;
	return (*x > *y) - (*x < *y);
}

/* The greatest one that was not chosen yet. */
static void add_greatest(struct sample *s, size_t count, const void *records, sample_measure measure)
{
	size_t best = count;
	int64_t greatest = 0;
	for (size_t i = 0; i < count; i++) {
		int64_t value = measure(records, i);
		if ((best == count || value > greatest) && !sample_has(s, i)) {
			best = i;
			greatest = value;
		}
	}
	if (best < count) {
		s->at[s->len++] = best;
	}
}

/* Where a record of the spread was chosen already, the next one that was not. */
static void add_evenly(struct sample *s, size_t most, size_t count)
{
	size_t wanted = most - s->len;
	for (size_t i = 0; i < wanted; i++) {
		size_t record = wanted > 1 ? i * (count - 1) / (wanted - 1) : 0;
		while (sample_has(s, record)) {
			record = (record + 1) % count;
		}
		s->at[s->len++] = record;
	}
}

void sample_choose(struct sample *out, size_t most, size_t count, const void *records, const sample_measure *measures,
		size_t measures_len)
{
	out->len = 0;
	most = most < SAMPLE_MAX ? most : SAMPLE_MAX;
	most = most < count ? most : count;
	for (size_t m = 0; most < count && m < measures_len; m++) {
		for (int i = 0; i < SAMPLE_ODD && out->len < most; i++) {
			add_greatest(out, count, records, measures[m]);
		}
	}
	add_evenly(out, most, count);
	qsort(out->at, out->len, sizeof out->at[0], ascending);
}
