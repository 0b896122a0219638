/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/maskcache.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { BUCKETS = 1024 };

struct entry {
	struct entry *chain;         /* same bucket */
	struct entry *newer, *older; /* by last use */
	uint64_t key;
	struct mask mask;
};

struct maskcache {
	struct entry *buckets[BUCKETS];
	struct entry *newest, *oldest;
	size_t bytes, budget;
};

struct maskcache *maskcache_create(size_t budget_bytes)
{
	struct maskcache *mc = mem_zalloc(1, sizeof *mc);
	mc->budget = budget_bytes;
	return mc;
}

void maskcache_destroy(struct maskcache *mc)
{
	if (mc) {
		maskcache_clear(mc);
		free(mc);
	}
}

uint64_t maskcache_key(const char *kind, const void *bytes, size_t len)
{
	return hash_add(hash_text(kind), bytes, len);
}

static size_t size_of(const struct entry *entry)
{
	return sizeof *entry + (size_t)entry->mask.w * (size_t)entry->mask.h;
}

static void unlink_use(struct maskcache *mc, struct entry *entry)
{
	*(entry->newer ? &entry->newer->older : &mc->newest) = entry->older;
	*(entry->older ? &entry->older->newer : &mc->oldest) = entry->newer;
	entry->newer = entry->older = NULL;
}

static void link_newest(struct maskcache *mc, struct entry *entry)
{
	entry->older = mc->newest;
	*(mc->newest ? &mc->newest->newer : &mc->oldest) = entry;
	mc->newest = entry;
}

const struct mask *maskcache_find(struct maskcache *mc, uint64_t key)
{
	for (struct entry *entry = mc->buckets[key % BUCKETS]; entry; entry = entry->chain) {
		if (entry->key == key) {
			unlink_use(mc, entry);
			link_newest(mc, entry);
			return &entry->mask;
		}
	}
	return NULL;
}

const struct mask *maskcache_insert(struct maskcache *mc, uint64_t key, struct mask mask)
{
	struct entry *entry = mem_zalloc(1, sizeof *entry);
	entry->key = key;
	entry->mask = mask;
	entry->chain = mc->buckets[key % BUCKETS];
	mc->buckets[key % BUCKETS] = entry;
	link_newest(mc, entry);
	mc->bytes += size_of(entry);
	return &entry->mask;
}

static void drop(struct maskcache *mc, struct entry *entry)
{
	struct entry **at = &mc->buckets[entry->key % BUCKETS];
	while (*at != entry) {
		at = &(*at)->chain;
	}
	*at = entry->chain;
	unlink_use(mc, entry);
	mc->bytes -= size_of(entry);
	if (entry->mask.bytes) {
		explicit_bzero(entry->mask.bytes, (size_t)entry->mask.w * (size_t)entry->mask.h);
	}
	free(entry->mask.bytes);
	free(entry);
}

void maskcache_trim(struct maskcache *mc)
{
	while (mc->bytes > mc->budget && mc->oldest) {
		drop(mc, mc->oldest); /* NOLINT(clang-analyzer-unix.Malloc): unlink_use() moves oldest on */
	}
}

void maskcache_clear(struct maskcache *mc)
{
	while (mc->oldest) {
		drop(mc, mc->oldest); /* NOLINT(clang-analyzer-unix.Malloc): unlink_use() moves oldest on */
	}
}

size_t maskcache_bytes(const struct maskcache *mc)
{
	return mc->bytes;
}
