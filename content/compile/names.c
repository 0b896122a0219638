/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/sha256.h"

struct names_entry {
	const char *key; /* NULL: free */
	int index;
};

void names_finish(struct names *n)
{
	free(n->entries);
	*n = (struct names){ 0 };
}

static struct names_entry *slot(const struct names *n, const char *key)
{
	size_t i = (size_t)hash_text(key) & (n->capacity - 1);
	while (n->entries[i].key && strcmp(n->entries[i].key, key) != 0) {
		i = (i + 1) & (n->capacity - 1);
	}
	return &n->entries[i];
}

int names_find(const struct names *n, const char *key)
{
	if (n->capacity == 0) {
		return -1;
	}
	const struct names_entry *e = slot(n, key);
	return e->key ? e->index : -1;
}

static void grow(struct names *n)
{
	struct names bigger = { .capacity = n->capacity ? n->capacity * 2 : 64 };
	bigger.entries = mem_zalloc(bigger.capacity, sizeof *bigger.entries);
	for (size_t i = 0; i < n->capacity; i++) {
		if (n->entries[i].key) {
			*slot(&bigger, n->entries[i].key) = n->entries[i];
		}
	}
	bigger.len = n->len;
	free(n->entries);
	*n = bigger;
}

int names_add(struct names *n, const char *key, int index)
{
	if (n->len * 2 >= n->capacity) {
		grow(n);
	}
	struct names_entry *e = slot(n, key);
	if (e->key) {
		return e->index;
	}
	*e = (struct names_entry){ .key = key, .index = index };
	n->len++;
	return -1;
}

int64_t names_row(const char *kind, const char *id)
{
	unsigned char digest[SHA256_BYTES];
	char *text = mem_printf("%s:%s", kind, id);
	sha256_of(text, strlen(text), digest);
	free(text);
	uint64_t row = 0;
	for (int i = 0; i < 6; i++) {
		row = row << 8 | digest[i];
	}
	row &= (UINT64_C(1) << 47) - 1;
	return row ? (int64_t)row : 1;
}
