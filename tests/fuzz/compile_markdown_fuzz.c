/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any Markdown becomes blocks that the stored form can hold. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "compile/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* The pack's reader has refused NUL and malformed UTF-8 before. */
	if (size > 65536 || memchr(data, '\0', size) || !utf8_valid((const char *)data, size)) {
		return 0;
	}
	struct arena *arena = arena_create(0);
	struct pack p = { .arena = arena };
	/* Pictograms belong to easy texts alone. */
	bool easy = memmem(data, size, "icon:", strlen("icon:")) != NULL;
	struct pack_version v = { .where = { "fuzz.md", 1 }, .easy = easy };
	report_init(&p.report, arena);
	markdown_parse(&p, &v, arena_strndup(arena, size ? (const char *)data : "", size), size, 1);
	struct buf out = { 0 };
	const struct block *blocks;
	size_t len;
	struct err e = { 0 };
	article_encode(v.blocks, v.blocks_len, &out);
	bool clean = p.report.errors == 0 && out.len <= ARTICLE_BODY_BYTES_MAX;
	if (clean && !article_decode((const uint8_t *)out.bytes, out.len, arena, &blocks, &len, &e)) {
		abort();
	}
	buf_finish(&out);
	report_finish(&p.report);
	arena_destroy(arena);
	return 0;
}
