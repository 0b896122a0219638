/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/result.h"

#include <stdarg.h>
#include <stdio.h>

bool result_set(struct result *r, enum problem problem)
{
	r->problem = problem;
	return false;
}

bool result_fail(struct result *r, enum problem problem, enum err_kind kind, const char *fmt, ...)
{
	char words[ERR_MESSAGE_BYTES];
	va_list args;
	va_start(args, fmt);
	(void)vsnprintf(words, sizeof words, fmt, args);
	va_end(args);
	(void)fail_kind(&r->why, kind, "%s", words);
	return result_set(r, problem);
}

bool result_of_err(struct result *r)
{
	return result_set(r, r->problem != PROBLEM_NONE ? r->problem : problem_of_kind(r->why.kind));
}
