/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template and up to three arguments, separated by NUL: words of a translator. What was text is text after filling,
 * and what a mark does not stand for stays. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/strings.h"
#include "base/mem.h"
#include "base/str.h"

enum { PARTS = 4 };

/* Length when every argument is put in each place. */
static size_t longest(const char *template, char *const parts[PARTS])
{
	size_t len = strlen(template);
	for (const char *at = template; *at; at++) {
		if (at[0] == '{' && at[1] >= '1' && at[1] <= '3' && at[2] == '}') {
			len += parts[at[1] - '0'] ? strlen(parts[at[1] - '0']) : 0;
		}
	}
	return len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *parts[PARTS] = { NULL };
	size_t at = 0;
	for (int i = 0; i < PARTS && (i == 0 || at < size); i++) {
		size_t len = 0;
		while (at + len < size && data[at + len]) {
			len++;
		}
		parts[i] = mem_strndup(len ? (const char *)data + at : "", len);
		at += len + 1;
	}
	struct arena *arena = arena_create(0);
	const char *filled = string_fill(arena, parts[0], parts[1], parts[2], parts[3]);
	bool text = true;
	for (int i = 0; i < PARTS; i++) {
		text = text && (!parts[i] || utf8_valid(parts[i], strlen(parts[i])));
	}
	if (strlen(filled) > longest(parts[0], parts) || (text && !utf8_valid(filled, strlen(filled))) ||
			(!strchr(parts[0], '{') && strcmp(filled, parts[0]) != 0)) {
		abort();
	}
	arena_destroy(arena);
	for (int i = 0; i < PARTS; i++) {
		free(parts[i]);
	}
	return 0;
}
