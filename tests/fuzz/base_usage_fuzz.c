/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usage.tsv and reports.tsv lie on a card, and are read by other programs: what is read is written again as the same.
 */
#include <assert.h>
#include <string.h>

#include "base/usage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct usage u = { 0 };
	struct err e;
	if (size > USAGE_BYTES_MAX || !usage_parse((const char *)data, size, &u, &e)) {
		return 0;
	}
	struct buf text = { 0 };
	struct usage again = { 0 };
	usage_write(&u, 1, &text);
	assert(usage_parse(buf_text(&text), text.len, &again, &e));
	assert(again.len == u.len && u.len <= USAGE_ROWS_MAX);
	usage_sort(&again);
	for (size_t i = 0; i < again.len; i++) {
		assert(again.at[i].count > 0 && strlen(again.at[i].key) < USAGE_KEY_BYTES);
	}
	buf_finish(&text);
	usage_finish(&u);
	usage_finish(&again);
	return 0;
}
