/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#include <string.h>

static int least(int a, int b)
{
	return a < b ? a : b;
}

int nearest_distance(const char *a, const char *b, int max, bool prefix)
{
	int rows[3][NEAREST_BYTES_MAX + 1];
	int a_len = (int)strnlen(a, NEAREST_BYTES_MAX + 1);
	int b_len = (int)strnlen(b, NEAREST_BYTES_MAX + 1);
	if (a_len > NEAREST_BYTES_MAX || b_len > NEAREST_BYTES_MAX || a_len - b_len > max ||
			(!prefix && b_len - a_len > max)) {
		return max + 1;
	}
	b_len = prefix ? least(b_len, a_len + max) : b_len;
	for (int j = 0; j <= b_len; j++) {
		rows[0][j] = j;
	}
	for (int i = 1; i <= a_len; i++) {
		int *row = rows[i % 3];
		const int *above = rows[(i + 2) % 3];
		const int *before = rows[(i + 1) % 3];
		int best = row[0] = i;
		for (int j = 1; j <= b_len; j++) {
			row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
				row[j] = least(row[j], before[j - 2] + 1);
			}
			best = least(best, row[j]);
		}
		if (best > max) {
			return max + 1;
		}
	}
	const int *last = rows[a_len % 3];
	int result = last[b_len];
	for (int j = 0; prefix && j < b_len; j++) {
		result = least(result, last[j]);
	}
	return result > max ? max + 1 : result;
}

void nearest_offer(struct nearest *n, const char *name)
{
	int far = nearest_distance(n->wanted, name, NEAREST_BYTES_MAX - 1, false);
	size_t at = n->len;
	while (at > 0 && n->far[at - 1] > far) {
		at--;
	}
	if (at == NEAREST_NAMES) {
		return;
	}
	n->len += n->len < NEAREST_NAMES;
	for (size_t i = n->len - 1; i > at; i--) {
		n->far[i] = n->far[i - 1];
		n->names[i] = n->names[i - 1];
	}
	n->far[at] = far;
	n->names[at] = name;
}
