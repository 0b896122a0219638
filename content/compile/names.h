/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.h - from a stable id to its place in a list, and to its row id
 *
 * A hash table that only grows; keys are borrowed. One thread. */
#ifndef COMPILE_NAMES_H
#define COMPILE_NAMES_H

#include <stddef.h>
#include <stdint.h>

struct names {
	struct names_entry *entries; /* owned */
	size_t len, capacity;        /* capacity is a power of two */
};

/* A zeroed one is empty and legal to finish. */
void names_finish(struct names *n);
/* Index stored under key, or -1. */
int names_find(const struct names *n, const char *key);
/* Stores it and returns -1, or returns the index that was there already, unchanged. */
int names_add(struct names *n, const char *key, int index);

/* The row id of a record: 47 bits of SHA-256("kind:id"), never 0. The same id has the same row in every edition, so
 * that an edit does not move other rows; two ids sharing one is caught by the primary key. */
int64_t names_row(const char *kind, const char *id);

#endif
