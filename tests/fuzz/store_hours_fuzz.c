/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening hours: whatever is accepted can be evaluated on any day. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/hours_state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(0);
	struct err e = { 0 };
	const struct hours *h = NULL;
	int column = 0;
	char *text = arena_strndup(a, size ? (const char *)data : "", size);
	if (hours_parse(text, a, &h, &column, &e)) {
		struct tm t = { .tm_year = 126, .tm_mon = 11, .tm_mday = 31, .tm_hour = 23, .tm_min = 45 };
		struct hours_state s;
		struct hours_day week[7];
		hours_state(h, &t, &s);
		hours_week(h, (struct date){ 2028, 2, 29 }, week);
		for (int i = 0; i < 7; i++) {
			for (int k = 0; k < week[i].len; k++) {
				if (week[i].at[k].from >= week[i].at[k].to || week[i].at[k].to > 2880) {
					abort();
				}
			}
		}
	} else if (column < 1 || (size_t)column > strlen(text) + 1 || e.message[0] == '\0') {
		abort();
	}
	arena_destroy(a);
	return 0;
}
