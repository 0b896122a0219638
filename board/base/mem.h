/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mem.h - heap memory that never returns NULL
 *
 * Out of memory aborts: a kiosk that limps is worse than one that its
 * supervisor restarts into the attract screen. Any thread. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Called once there is no more, before the abort: for a process that has to say so. NULL: nothing is called. It may not
 * allocate. Set before any thread. */
void mem_set_exhausted(void (*told)(void));

/* Owned by the caller; free() them. Sizes that overflow abort as well. */
void *mem_alloc(size_t bytes) __attribute__((malloc, returns_nonnull));
void *mem_zalloc(size_t count, size_t bytes_each) __attribute__((malloc, returns_nonnull));
void *mem_resize(void *old, size_t count, size_t bytes_each) __attribute__((returns_nonnull));
char *mem_strdup(const char *text) __attribute__((malloc, returns_nonnull));
char *mem_strndup(const char *text, size_t len) __attribute__((malloc, returns_nonnull));
char *mem_printf(const char *fmt, ...) __attribute__((malloc, returns_nonnull, format(printf, 1, 2)));

/* For locals only: CLEANUP(free_ptr) char *text = mem_strdup(...); */
#define CLEANUP(function) __attribute__((cleanup(function)))
void free_ptr(void *pointer_to_pointer);

#endif
