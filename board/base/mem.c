/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*exhausted)(void);

void mem_set_exhausted(void (*told)(void))
{
	exhausted = told;
}

static void *or_abort(void *memory)
{
	if (!memory) {
		if (exhausted) {
			exhausted();
		}
		(void)fputs("out of memory\n", stderr);
		abort();
	}
	return memory;
}

void *mem_alloc(size_t bytes)
{
	return or_abort(malloc(bytes ? bytes : 1));
}

void *mem_zalloc(size_t count, size_t bytes_each)
{
	return or_abort(calloc(count ? count : 1, bytes_each ? bytes_each : 1));
}

void *mem_resize(void *old, size_t count, size_t bytes_each)
{
	return or_abort(reallocarray(old, count ? count : 1, bytes_each ? bytes_each : 1));
}

char *mem_strdup(const char *text)
{
	return or_abort(strdup(text));
}

char *mem_strndup(const char *text, size_t len)
{
	/* Not strndup(3): `text` may end at `len` without a NUL, where the sanitizer's strict checks look for one. */
	size_t used = strnlen(text, len);
	char *copy = mem_alloc(used + 1);
	memcpy(copy, text, used);
	copy[used] = '\0';
	return copy;
}

char *mem_printf(const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	char *text = NULL;
	int len = vasprintf(&text, fmt, args);
	va_end(args);
	return or_abort(len < 0 ? NULL : text);
}

void free_ptr(void *pointer_to_pointer)
{
	free(*(void **)pointer_to_pointer);
}
