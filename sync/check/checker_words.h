/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checker_words.h - what the daemon believes of the process that reads new content
 *
 * Content may have taken that process over: of its pipe (checker_child.h lists the lines) one final line counts, and
 * only with an end that fits it. Anything else is a crash. Private to sync/check; pure. */
#ifndef CHECK_CHECKER_WORDS_H
#define CHECK_CHECKER_WORDS_H

#include "check/checker_child.h"
#include "check/checker_job.h"

/* What came from the child so far. Zeroed: nothing. */
struct checker_words {
	char line[CHECKER_LINE_BYTES]; /* the one that is not ended yet */
	size_t len;
	bool indexing; /* the files were read well */
	bool given;    /* the final line came: `outcome` and `why` are its */
	bool nonsense; /* a line that is none, or one after the final one */
	bool memory;   /* the final line names the limit of memory */
	enum checker_outcome outcome;
	struct err why;
};

/* Any bytes, in any pieces. */
void checker_words_take(struct checker_words *w, const char *bytes, size_t len);
/* When the pipe is closed: `status` is waitpid(2)'s. All but CHECKER_GOOD fill *e. */
enum checker_outcome checker_words_judge(const struct checker_words *w, int status, const struct checker_limits *l,
		struct err *e);

#endif
