/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header Plural-Forms of a .po file: a rule that is accepted gives a form that there is, for every number. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[PLURAL_TEXT_MAX + 8];
	struct plural p;
	struct err e;
	size_t len = size < sizeof text - 1 ? size : sizeof text - 1;
	memcpy(text, data, len);
	text[len] = '\0';
	if (!plural_parse(text, &p, &e)) {
		return 0;
	}
	static const unsigned long more[] = { 1000, 1000000, 4294967295UL, (unsigned long)-1 };
	for (unsigned long n = 0; n < 204; n++) {
		int form = plural_form(&p, n < 200 ? n : more[n - 200]);
		if (form < 0 || form >= p.forms || p.forms > PLURAL_FORMS_MAX) {
			abort();
		}
	}
	return 0;
}
