/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window.h - where in the old file a part of the new one came from
 *
 * A rolling hash marks about one place in a thousand, the same places in both
 * files because only the bytes before a place decide. The window with the most marks in common
 * wins. Read-only after window_index_create(): any number of threads. */
#ifndef PATCH_WINDOW_H
#define PATCH_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct window_index;

/* Owned: window_index_destroy(). The bytes are not kept. */
struct window_index *window_index_create(const unsigned char *old, size_t len);
void window_index_destroy(struct window_index *x);

struct patch_window {
	uint64_t offset;
	uint32_t length;
};
/* The best window of at most `max` bytes for the part [offset, offset + len) of `new`; around the same offset when
 * nothing was found. Length 0 when the old file is empty. */
struct patch_window window_find(const struct window_index *x, const unsigned char *new, uint64_t offset, size_t len,
		uint32_t max);

#endif
