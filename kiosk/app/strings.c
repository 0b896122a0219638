/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/strings.h"

#include <stdio.h>
#include <string.h>

#include "base/plural.h"

static const struct {
	const char *key;
	bool has_forms;
} strings[STRING_COUNT] = {
#define STR(id, key) [id] = { key, false },
#define STRN(id, key) [id] = { key, true },
#include "app/strings.def"
#undef STRN
#undef STR
};

/* Made of the .po file of the built-in language; of messages with a number: each form. */
static const char *const builtin[STRING_COUNT][PLURAL_FORMS_MAX] = {
#include "app/strings_builtin.inc"
};

enum { KEY_BYTES = 96 };

const char *string_builtin(enum string_id id)
{
	int last = 0;
	while (last + 1 < PLURAL_FORMS_MAX && builtin[id][last + 1]) {
		last++;
	}
	return builtin[id][last];
}

const char *string_of(const struct catalogue *catalogue, unsigned lang, enum string_id id)
{
	if (!catalogue) {
		return string_builtin(id);
	}
	const char *text = catalogue_string(catalogue, strings[id].key, lang);
	/* A key the bundle does not know comes back itself: a firmware newer than its content has its own words. */
	return strcmp(text, strings[id].key) == 0 ? string_builtin(id) : text;
}

/* Of that rule; -1: it cannot be understood. */
static int form_of(const char *rule, unsigned long n)
{
	struct plural p;
	return plural_parse(rule, &p, NULL) ? plural_form(&p, n) : -1;
}

const char *string_count(const struct catalogue *catalogue, unsigned lang, enum string_id id, unsigned long n)
{
	const char *key = strings[id].key;
	char form_key[KEY_BYTES];
	int form = catalogue ? form_of(string_of(catalogue, lang, STR_PLURAL_FORMS), n) : -1;
	if (form >= 0) {
		(void)snprintf(form_key, sizeof form_key, "%s#%d", key, form);
		const char *text = catalogue_string(catalogue, form_key, lang);
		if (strcmp(text, form_key) != 0) {
			return text;
		}
	}
	/* A bundle from before there were forms has one; without any bundle there is ours. */
	const char *text = string_of(catalogue, lang, id);
	int ours = text == string_builtin(id) && strings[id].has_forms ? form_of(string_builtin(STR_PLURAL_FORMS), n)
								       : -1;
	return ours >= 0 && builtin[id][ours] ? builtin[id][ours] : text;
}

const char *string_by_key(const struct catalogue *catalogue, unsigned lang, const char *prefix, const char *suffix)
{
	size_t prefix_len = strlen(prefix);
	for (int id = 0; id < STRING_COUNT; id++) {
		const char *key = strings[id].key;
		if (strncmp(key, prefix, prefix_len) == 0 && strcmp(key + prefix_len, suffix) == 0) {
			return string_of(catalogue, lang, (enum string_id)id);
		}
	}
	return NULL;
}

const char *string_fill(struct arena *a, const char *template, const char *one, const char *two, const char *three)
{
	const char *args[] = { one, two, three };
	size_t len = strlen(template) + 1;
	for (int i = 0; i < 3; i++) {
		/* Room for each mark being used up to three times. */
		len += args[i] ? 3 * strlen(args[i]) : 0;
	}
	char *text = arena_alloc(a, len, 1);
	char *to = text;
	for (const char *at = template; *at;) {
		bool mark = at[0] == '{' && at[1] >= '1' && at[1] <= '3' && at[2] == '}';
		if (!mark) {
			*to++ = *at++;
			continue;
		}
		const char *arg = args[at[1] - '1'];
		size_t arg_len = arg ? strlen(arg) : 0;
		if ((size_t)(to - text) + arg_len + strlen(at) < len) {
			memcpy(to, arg ? arg : "", arg_len);
			to += arg_len;
		}
		at += 3;
	}
	return text;
}
