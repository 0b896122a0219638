/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RUN/ui/request is read by root: whatever the interface was made to write, it is one of the table. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const char *text = (const char *)bytes;
	char again[REQUEST_BYTES_MAX];
	struct request_line r;
	struct request_line r2;
	struct request_answer a;
	struct request_answer a2;
	struct err e;
	if (request_parse(text, len, &r, &e)) {
		assert(r.what < REQUEST_COUNT);
		for (int i = 0; i < REQUEST_NUMBERS; i++) {
			assert(isfinite(r.numbers[i]));
		}
		assert(request_parse(again, request_write(&r, again), &r2, &e) && r2.id == r.id && r2.what == r.what);
		assert(r2.settings_len == r.settings_len);
		for (size_t i = 0; i < r.settings_len; i++) {
			assert(strcmp(r.settings[i].option, r2.settings[i].option) == 0);
			assert(strcmp(r.settings[i].value, r2.settings[i].value) == 0);
		}
	}
	if (request_answer_parse(text, len, &a, &e)) {
		assert(request_answer_parse(again, request_answer_write(&a, again), &a2, &e));
		assert(a2.id == a.id && a2.done == a.done && strcmp(a.why, a2.why) == 0);
	}
	return 0;
}
