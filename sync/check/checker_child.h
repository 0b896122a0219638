/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checker_child.h - the process that reads new content first
 *
 * Private to checker.c. What it says on its pipe, a line each:
 *   stage files | stage index      what it does from now on
 *   good                           the end
 *   bad CLASS MESSAGE              the end; CLASS is a word of checker_class_of()
 *   memory                         the end: the limit is reached
 *   unable MESSAGE                 the end: it could not give up what it must */
#ifndef CHECK_CHECKER_CHILD_H
#define CHECK_CHECKER_CHILD_H

#include <sys/types.h>

#include "base/err.h"
#include "check/checker_job.h"

enum { CHECKER_LINE_BYTES = 1024 };
#define CHECKER_INDEX_DIR "index" /* in the staging folder: the one place the child may write to */
#define CHECKER_INDEX_FILE "search.sqlite"

/* In the child of a fork whose parent is `parent`: checks, says on `out` how it went, ends. */
_Noreturn void checker_child_run(const struct checker_job *job, pid_t parent, int out);
/* The class of an error by its word; ERR_OTHER for a word that is none. */
enum err_kind checker_class_of(const char *word);

#endif
