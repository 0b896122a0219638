/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/hours_table.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/limits.h"

enum {
	CAPACITY_FIRST = 256,
	AREAS_SHARED_MAX = 16, /* sets of areas for which places share hours; others have their own */
};

/* Hours bound to the holidays of some areas. */
struct bound {
	const struct bound *next;
	const struct hours *hours;
	uint32_t areas;
};

struct hours_table_entry {
	const char *text; /* NULL: free */
	const struct hours *hours;
	const struct bound *bound;
	size_t bound_len;
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

/* The hours of an entry at a place. */
static const struct hours *bind(struct hours_table_entry *entry, const struct hours_where *where, struct arena *arena)
{
	if (!hours_need_holidays(entry->hours) || hours_need_sun(entry->hours)) {
		return hours_at(entry->hours, where, arena);
	}
	for (const struct bound *b = entry->bound; b; b = b->next) {
		if (b->areas == where->areas) {
			return b->hours;
		}
	}
	const struct hours *h = hours_at(entry->hours, where, arena);
	if (entry->bound_len < AREAS_SHARED_MAX) {
		struct bound *b = ARENA_NEW(arena, struct bound);
		*b = (struct bound){ entry->bound, h, where->areas };
		entry->bound = b;
		entry->bound_len++;
	}
	return h;
}

static bool is_full(struct hours_table *t, struct err *e)
{
	t->full = t->full || t->size_bytes >= LIMITS_HOURS_BYTES_MAX;
	if (t->full) {
		(void)fail_kind(e, ERR_FORMAT, "the opening hours of all places take more than %d MiB when parsed",
				LIMITS_HOURS_BYTES_MAX / (1024 * 1024));
	}
	return t->full;
}

bool hours_table_get(struct hours_table *t, const char *text, const struct hours_where *where, struct arena *arena,
		const struct hours **out, struct err *e)
{
	if (t->len * 2 >= t->capacity) {
		grow(t);
	}
	uint32_t hash = (uint32_t)hash_text(text);
	struct hours_table_entry *entry = find(t, hash, text);
	if (entry->text && !entry->hours && !e) {
		return false;
	}
	bool alone = entry->hours && !hours_need_holidays(entry->hours) && !hours_need_sun(entry->hours);
	if (!alone && is_full(t, e)) {
		return false;
	}
	size_t before = arena_used_bytes(arena);
	bool ok = entry->hours != NULL;
	if (!ok) {
		t->len += entry->text == NULL;
		*entry = (struct hours_table_entry){ .text = text, .hash = hash };
		ok = hours_parse(text, arena, &entry->hours, NULL, e);
	}
	if (ok) {
		*out = bind(entry, where, arena);
	}
	t->size_bytes += arena_used_bytes(arena) - before;
	return ok;
}
