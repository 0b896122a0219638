/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_table.h - the opening hours of all places of a catalogue, each different text parsed once
 *
 * Places with the same text share its rules, and those with the same holidays all of it; only places whose hours go by
 * the sun have their own coordinates beside them. Parsed rules take up to twenty times the bytes of their text. The
 * compiler and the loader share the bound LIMITS_HOURS_BYTES_MAX by this table: what borne-publish check accepts, a
 * unit has the memory for. One thread. */
#ifndef STORE_HOURS_TABLE_H
#define STORE_HOURS_TABLE_H

#include <stddef.h>

#include "store/hours.h"

struct hours_table_entry;

/* Zeroed is empty. The entries are the heap's, the texts are the caller's and the parsed hours the arena's. */
struct hours_table {
	struct hours_table_entry *at;
	size_t len, capacity; /* a power of 2, or 0 */
	size_t size_bytes;    /* of all parsed hours */
	bool full;            /* a text was past the bound: no other one is parsed */
};

void hours_table_finish(struct hours_table *t);
/* Parsed hours of `text` at a place; `text` is borrowed until hours_table_finish(). False: hours_parse() refused it, or
 * `t` is full (see there); *e (may be NULL) says which. */
MUST_USE bool hours_table_get(struct hours_table *t, const char *text, const struct hours_where *where,
		struct arena *arena, const struct hours **out, struct err *e);

#endif
