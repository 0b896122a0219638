/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample.h - which of many records the rehearsal opens
 *
 * A pack may have 100,000 places. Opening each of them takes hours on a small board, and most of them are alike: those
 * that are greatest in some way (the longest name, the longest hours, the farthest north) are opened, and others spread
 * evenly over the rest. Any thread. */
#ifndef REMOTE_SAMPLE_H
#define REMOTE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/catalogue.h"

enum {
	SAMPLE_MAX = 512,
	SAMPLE_ODD = 4, /* of each measure */
};

struct sample {
	size_t at[SAMPLE_MAX]; /* numbers of records, ascending, none twice */
	size_t len;
};

/* How great record `i` of the borrowed `records` is in one way. */
typedef int64_t (*sample_measure)(const void *records, size_t i);

/* Pure. All `count` records when `most` allows it. Else exactly `most`, SAMPLE_MAX at the most: the SAMPLE_ODD greatest
 * of each measure as long as there is room, the first among equals, then an even spread from the first record to the
 * last. */
void sample_choose(struct sample *out, size_t most, size_t count, const void *records, const sample_measure *measures,
		size_t measures_len);

/* Pure. It was chosen. */
bool sample_has(const struct sample *s, size_t record);

/* Pure. Of a catalogue's, at most `most`: the longest texts, words and hours, and the outermost places are odd. */
void sample_places(struct sample *out, size_t most, const struct catalogue *c);
void sample_articles(struct sample *out, size_t most, const struct catalogue *c);

#endif
