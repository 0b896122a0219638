/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { DEFAULT_BLOCK_BYTES = 64 * 1024 };

struct block {
	struct block *next;
	size_t size_bytes;
	size_t used_bytes;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *first;
	struct block *current; /* blocks before it are full, blocks after it are empty */
	size_t block_bytes;
	size_t used_bytes;
};

struct arena *arena_create(size_t block_bytes)
{
	struct arena *a = mem_zalloc(1, sizeof *a);
	a->block_bytes = block_bytes ? block_bytes : DEFAULT_BLOCK_BYTES;
	return a;
}

void arena_destroy(struct arena *a)
{
	if (!a) {
		return;
	}
	arena_reset(a);
	for (struct block *b = a->first; b;) {
		struct block *next = b->next;
		free(b);
		b = next;
	}
	free(a);
}

static struct block *block_add(struct arena *a, size_t bytes)
{
	size_t size = bytes > a->block_bytes ? bytes : a->block_bytes;
	if (size > SIZE_MAX - sizeof(struct block)) {
		abort();
	}
	struct block *b = mem_alloc(sizeof *b + size);
	b->size_bytes = size;
	b->used_bytes = 0;
	if (a->current) {
		b->next = a->current->next;
		a->current->next = b;
	} else {
		b->next = a->first;
		a->first = b;
	}
	a->current = b;
	return b;
}

static struct block *block_with_room(struct arena *a, size_t bytes)
{
	struct block *b = a->current;
	while (b && b->size_bytes - b->used_bytes < bytes) {
		if (!b->next) {
			b = NULL;
			break;
		}
		b = b->next;
		a->current = b;
	}
	return b ? b : block_add(a, bytes);
}

void *arena_alloc(struct arena *a, size_t count, size_t bytes_each)
{
	size_t bytes;
	const size_t align = alignof(max_align_t);
	if (__builtin_mul_overflow(count, bytes_each, &bytes) || bytes > SIZE_MAX / 2) {
		abort();
	}
	bytes = (bytes + align - 1) / align * align;
	struct block *b = block_with_room(a, bytes);
	void *memory = b->bytes + b->used_bytes;
	b->used_bytes += bytes;
	a->used_bytes += bytes;
	memset(memory, 0, bytes);
	return memory;
}

char *arena_strndup(struct arena *a, const char *text, size_t len)
{
	char *copy = arena_alloc(a, len + 1, 1);
	memcpy(copy, text, len);
	return copy;
}

char *arena_strdup(struct arena *a, const char *text)
{
	return arena_strndup(a, text, strlen(text));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	size_t size = len < 0 ? 1 : (size_t)len + 1;
	char *text = arena_alloc(a, size, 1);
	if (len >= 0) {
		(void)vsnprintf(text, size, fmt, again);
	}
	va_end(again);
	return text;
}

void arena_reset(struct arena *a)
{
	for (struct block *b = a->first; b; b = b->next) {
		explicit_bzero(b->bytes, b->used_bytes);
		b->used_bytes = 0;
	}
	a->current = a->first;
	a->used_bytes = 0;
}

size_t arena_used_bytes(const struct arena *a)
{
	return a->used_bytes;
}
