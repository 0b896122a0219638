/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stored form of an article: what decodes encodes to something that decodes to the same. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(0);
	struct err e = { 0 };
	const struct block *blocks;
	size_t len;
	if (article_decode(data, size, a, &blocks, &len, &e)) {
		struct buf once = { 0 };
		struct buf twice = { 0 };
		article_encode(blocks, len, &once);
		if (!article_decode((const uint8_t *)once.bytes, once.len, a, &blocks, &len, &e)) {
			abort();
		}
		article_encode(blocks, len, &twice);
		if (once.len != twice.len || memcmp(once.bytes, twice.bytes, once.len) != 0) {
			abort();
		}
		buf_finish(&once);
		buf_finish(&twice);
	}
	arena_destroy(a);
	return 0;
}
