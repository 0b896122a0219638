/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provision/cardwords.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/words.h"

static void add_line(struct buf *out, const char *language, const char *key, const char *indent, const char *end)
{
	CLEANUP(free_ptr) char *name = mem_printf("health.%s", key);
	const char *text = words_find(language, name);
	if (text) {
		buf_printf(out, "%s# %s%s", indent, text, end);
	}
}

void cardwords_add(struct buf *out, const char *key, const char *indent, const char *end)
{
	const char *code;
	add_line(out, words_main(), key, indent, end);
	for (size_t i = 0; (code = words_language(i)) != NULL; i++) {
		if (words_has_language(code) && !str_equal(code, words_main())) {
			add_line(out, code, key, indent, end);
		}
	}
}
