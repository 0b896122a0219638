/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search.sqlite on a card that ages: rows of its tables and bytes are changed, then the rest
 * of the input is asked. It opens or says why, and answers within the limits or says why. */
#include <stdlib.h>

#include "base/fsutil.h"
#include "fuzz/content_seed.h"
#include "fuzz/question.h"
#include "fuzz/ramfile.h"

static struct database *index_seed(void)
{
	struct err e;
	static struct database *content; /* for the life of the process */
	content = content_seed();
	CLEANUP(free_ptr) char *path = fs_join(ramfile_dir(), "built.sqlite");
	database_write_seed(content);
	if (!search_build(database_path(content), path, &e)) {
		abort();
	}
	return database_of_file("search.sqlite", path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct database *d;
	struct err e = { 0 };
	struct search *s;
	if (!d) {
		d = index_seed();
		database_write_seed(d);
		s = search_open(database_path(d), &e);
		if (!s) {
			abort();
		}
		search_close(s);
	}
	size_t used = database_write(d, data, size);
	s = search_open(database_path(d), &e);
	if (s) {
		question_ask(s, data + used, size - used, false);
	} else if (e.message[0] == '\0') {
		abort();
	}
	search_close(s);
	return 0;
}
