/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#include <string.h>

enum { NAME_MAX_BYTES = 96 };

size_t nearest_distance(const char *a, const char *b)
{
	size_t row[NAME_MAX_BYTES + 1];
	size_t a_len = strlen(a);
	size_t b_len = strlen(b);
	if (a_len > NAME_MAX_BYTES || b_len > NAME_MAX_BYTES) {
		return NAME_MAX_BYTES;
	}
	for (size_t j = 0; j <= b_len; j++) {
		row[j] = j;
	}
	for (size_t i = 1; i <= a_len; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			size_t above = row[j];
			size_t best = above < row[j - 1] ? above + 1 : row[j - 1] + 1;
			size_t changed = diagonal + (a[i - 1] != b[j - 1]);
			row[j] = changed < best ? changed : best;
			diagonal = above;
		}
	}
	return row[b_len];
}
