/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index of a content.sqlite with changed rows and bytes, and a question, the rest of the input: what the check lets
 * pass can be indexed, what was built opens, and answers are within their limits. */
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "fuzz/content_seed.h"
#include "fuzz/question.h"
#include "fuzz/ramfile.h"
#include "store/bundle_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct database *d;
	static char *index;
	struct err e = { 0 };
	if (!d) {
		d = content_seed();
		index = fs_join(ramfile_dir(), "search.sqlite");
	}
	size_t used = database_write(d, data, size);
	bool checked = bundle_check(content_bundle(d), &e);
	e.message[0] = '\0';
	if (!search_build(database_path(d), index, &e)) {
		if (checked || e.message[0] == '\0') {
			abort();
		}
		return 0;
	}
	struct search *s = search_open(index, &e);
	if (!s) {
		abort();
	}
	question_ask(s, data + used, size - used, true);
	search_close(s);
	return 0;
}
