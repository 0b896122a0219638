/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/opt.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const struct opt *find_option(const struct opt *table, size_t count, const char *name, size_t len)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(table[i].name) == len && memcmp(table[i].name, name, len) == 0) {
			return &table[i];
		}
	}
	return NULL;
}

static bool store(const struct opt *o, const char *value, struct err *e)
{
	switch (o->type) {
	case OPT_FLAG:
		*(bool *)o->value = true;
		return true;
	case OPT_TEXT:
		*(const char **)o->value = value;
		return true;
	case OPT_LONG:
		if (!str_to_long(value, o->min, o->max, o->value)) {
			return fail(e, "--%s takes a whole number from %ld to %ld, not '%s'", o->name, o->min, o->max,
					value);
		}
		return true;
	case OPT_LIST: {
		struct opt_list *list = o->value;
		if (list->len == ARRAY_LEN(list->at)) {
			return fail(e, "--%s was given more than %zu times", o->name, ARRAY_LEN(list->at));
		}
		list->at[list->len++] = value;
		return true;
	}
	}
	return fail(e, "--%s has no type", o->name);
}

/* Handles argv[i], an option; *used says whether the next argument was its value. */
static bool parse_one(const struct opt *table, size_t count, const char *arg, const char *next, bool *used,
		struct err *e)
{
	const char *name = arg + 2;
	const char *equals = strchr(name, '=');
	size_t len = equals ? (size_t)(equals - name) : strlen(name);
	const struct opt *o = find_option(table, count, name, len);
	*used = false;
	if (!o) {
		return fail(e, "unknown option %s: see --help", arg);
	}
	if (o->type == OPT_FLAG) {
		return equals ? fail(e, "--%s takes no value", o->name) : store(o, NULL, e);
	}
	if (equals) {
		return store(o, equals + 1, e);
	}
	if (!next) {
		return fail(e, "--%s needs a value (%s)", o->name, o->meta);
	}
	*used = true;
	return store(o, next, e);
}

bool opt_parse(const struct opt *table, size_t count, int argc, char **argv, const char **args, size_t args_max,
		size_t *args_len, struct err *e)
{
	bool only_args = false;
	*args_len = 0;
	for (int i = 1; i < argc; i++) {
		if (!only_args && str_equal(argv[i], "--")) {
			only_args = true;
		} else if (!only_args && str_starts(argv[i], "--")) {
			bool used;
			if (!parse_one(table, count, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used, e)) {
				return false;
			}
			i += used ? 1 : 0;
		} else if (*args_len < args_max) {
			args[(*args_len)++] = argv[i];
		} else {
			return fail(e, "unexpected argument '%s': see --help", argv[i]);
		}
	}
	return true;
}

void opt_print_help(const char *usage, const struct opt *table, size_t count)
{
	printf("%s\n\nOptions:\n", usage);
	for (size_t i = 0; i < count; i++) {
		char left[64];
		(void)snprintf(left, sizeof left, "--%s%s%s", table[i].name, table[i].type == OPT_FLAG ? "" : " ",
				table[i].type == OPT_FLAG ? "" : table[i].meta);
		printf("  %-28s %s\n", left, table[i].help);
	}
}
