/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/hours_table.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/limits.h"

enum { CAPACITY_FIRST = 256 };

struct hours_table_entry {
	const char *text; /* NULL: free */
	const struct hours *hours;
	uint32_t hash;
};

void hours_table_finish(struct hours_table *t)
{
	free(t->at);
	*t = (struct hours_table){ 0 };
}

/* Texts that were made to collide cost time in the compiler and in the check of new content, which has a deadline;
 * signed content is all that comes here. */
/* The entry of `text`, or the free one where it belongs. Half of the table at least is free. */
static struct hours_table_entry *find(const struct hours_table *t, uint32_t hash, const char *text)
{
	size_t i = hash & (t->capacity - 1);
	while (t->at[i].text && (t->at[i].hash != hash || !str_equal(t->at[i].text, text))) {
		i = (i + 1) & (t->capacity - 1);
	}
	return &t->at[i];
}

static void grow(struct hours_table *t)
{
	struct hours_table bigger = *t;
	bigger.capacity = t->capacity ? t->capacity * 2 : CAPACITY_FIRST;
	bigger.at = mem_zalloc(bigger.capacity, sizeof *bigger.at);
	for (size_t i = 0; i < t->capacity; i++) {
		if (t->at[i].text) {
			*find(&bigger, t->at[i].hash, t->at[i].text) = t->at[i];
		}
	}
	free(t->at);
	*t = bigger;
}

bool hours_table_get(struct hours_table *t, const char *text, struct arena *arena, const struct hours **out,
		struct err *e)
{
	if (t->len * 2 >= t->capacity) {
		grow(t);
	}
	uint32_t hash = (uint32_t)hash_text(text);
	struct hours_table_entry *entry = find(t, hash, text);
	if (entry->hours) {
		*out = entry->hours;
		return true;
	}
	if (entry->text && !e) {
		return false;
	}
	if (t->full || t->size_bytes >= LIMITS_HOURS_BYTES_MAX) {
		t->full = true;
		return fail_kind(e, ERR_FORMAT, "the opening hours of all places take more than %d MiB when parsed",
				LIMITS_HOURS_BYTES_MAX / (1024 * 1024));
	}
	size_t before = arena_used_bytes(arena);
	t->len += entry->text == NULL;
	*entry = (struct hours_table_entry){ .text = text, .hash = hash };
	bool ok = hours_parse(text, arena, &entry->hours, NULL, e);
	t->size_bytes += arena_used_bytes(arena) - before;
	if (ok) {
		*out = entry->hours;
	}
	return ok;
}
