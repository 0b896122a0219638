/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena.h - many small allocations that end together
 *
 * Three lifetimes in the interface: boot, session, frame. Resetting zeroes what
 * was used (explicit_bzero): privacy is a function, not a policy. Memory grows by
 * blocks and is kept for the next round. One thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;
/* Owned. `block_bytes`: size of the blocks asked from the heap; 0 means 64 KiB. */
struct arena *arena_create(size_t block_bytes);
void arena_destroy(struct arena *a);
/* Zeroed, aligned for any type, valid until arena_reset(). */
void *arena_alloc(struct arena *a, size_t count, size_t bytes_each) __attribute__((returns_nonnull));
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), 1, sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_alloc((a), (count), sizeof(type)))
char *arena_strdup(struct arena *a, const char *text) __attribute__((returns_nonnull));
char *arena_strndup(struct arena *a, const char *text, size_t len) __attribute__((returns_nonnull));
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((returns_nonnull, format(printf, 2, 3)));
/* Forgets and zeroes everything; pointers into the arena are dead. */
void arena_reset(struct arena *a);
/* Bytes handed out since the last reset. */
size_t arena_used_bytes(const struct arena *a);

#endif
