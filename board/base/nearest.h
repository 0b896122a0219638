/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nearest.h - which name or word may have been meant
 *
 * For messages about a mistyped option or id, and for misspelt words of a search. Pure; any thread. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

/* Longer ones are not compared. */
enum { NEAREST_BYTES_MAX = 96 };

/* Slips between `a` and `b`, in bytes: one added, removed, replaced, or swapped with its neighbour (optimal string
 * alignment). More than `max`, or one of more than NEAREST_BYTES_MAX bytes: max + 1. `prefix`: the least of `a` and any
 * beginning of `b`. */
int nearest_distance(const char *a, const char *b, int max, bool prefix);

enum { NEAREST_NAMES = 3 };

/* The names that `wanted` may have been meant for, the likeliest first. Start with { .wanted = ... }. */
struct nearest {
	const char *wanted; /* borrowed */
	const char *names[NEAREST_NAMES];
	int far[NEAREST_NAMES];
	size_t len;
};

/* Keeps `name` (borrowed) when it is nearer than one that is kept; of equals, those offered first. */
void nearest_offer(struct nearest *n, const char *name);

#endif
