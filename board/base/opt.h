/* SPDX-License-Identifier: GPL-3.0-or-later */
/* opt.h - command-line options from one table
 *
 * The same table parses, prints --help and is what the manual page is made from.
 * Options are long only, "--name value" or "--name=value"; "--" ends them. */
#ifndef BASE_OPT_H
#define BASE_OPT_H

#include "base/err.h"

enum opt_type {
	OPT_FLAG, /* bool */
	OPT_TEXT, /* const char *, borrowed from argv */
	OPT_LONG, /* long, min to max */
	OPT_LIST, /* struct opt_list: may be given several times */
};

struct opt_list {
	const char *at[32];
	size_t len;
};

struct opt {
	const char *name; /* without the dashes */
	enum opt_type type;
	void *value;      /* bool *, const char **, long * or struct opt_list *; left alone when absent */
	const char *meta; /* what --help calls the value, e.g. "PATH" */
	const char *help; /* one line */
	long min, max;    /* OPT_LONG */
};

/* Positional arguments are moved to args (at most args_max). False: the error names the bad option. */
MUST_USE bool opt_parse(const struct opt *table, size_t count, int argc, char **argv, const char **args,
		size_t args_max, size_t *args_len, struct err *e);
/* Prints "usage" and the table to stdout, for --help. */
void opt_print_help(const char *usage, const struct opt *table, size_t count);

#endif
