/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/strings.h"

#include <stdio.h>
#include <string.h>

#include "store/plural.h"

static const struct {
	const char *key;
	const char *french; /* of messages with a number: the form for several */
	const char *one;    /* the form for one; NULL: not such a message */
} builtin[STRING_COUNT] = {
#define STR(id, key, french) [id] = { key, french, NULL },
#define STRN(id, key, one, many) [id] = { key, many, one },
#include "app/strings.def"
#undef STRN
#undef STR
};

enum { KEY_BYTES = 96 };

const char *string_key(enum string_id id)
{
	return builtin[id].key;
}

const char *string_builtin(enum string_id id)
{
	return builtin[id].french;
}

const char *string_of(const struct catalogue *catalogue, unsigned lang, enum string_id id)
{
	if (!catalogue) {
		return builtin[id].french;
	}
	const char *text = catalogue_string(catalogue, builtin[id].key, lang);
	/* A key the bundle does not know comes back itself: a firmware newer than its content has its own words. */
	return strcmp(text, builtin[id].key) == 0 ? builtin[id].french : text;
}

bool string_has_forms(enum string_id id)
{
	return builtin[id].one != NULL;
}

/* Of that rule; -1: it cannot be understood. */
static int form_of(const char *rule, unsigned long n)
{
	struct plural p;
	return plural_parse(rule, &p, NULL) ? plural_form(&p, n) : -1;
}

const char *string_count(const struct catalogue *catalogue, unsigned lang, enum string_id id, unsigned long n)
{
	const char *key = builtin[id].key;
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
	bool ours = text == builtin[id].french && builtin[id].one;
	return ours && form_of(builtin[STR_PLURAL_FORMS].french, n) == 0 ? builtin[id].one : text;
}

const char *string_by_key(const struct catalogue *catalogue, unsigned lang, const char *prefix, const char *suffix)
{
	size_t prefix_len = strlen(prefix);
	for (int id = 0; id < STRING_COUNT; id++) {
		const char *key = builtin[id].key;
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
