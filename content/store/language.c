/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/language.h"

#include <libstemmer.h>
#include <string.h>

#include "base/str.h"

static const struct {
	const char *code, *key, *text;
} builtin[] = {
#include "store/language_builtin.inc"
};

enum kind { DIRECTION, NAME, STEMMER, LIST, ENDINGS, SOUNDS, DAYS, KEYS, KEYS_OR_NONE };

/* One row a rule: checker, compiler and readers share it. */
static const struct {
	const char *key;
	enum kind kind;
	const char *otherwise; /* language_rule_default(); NULL: the built-in language's */
} rules[LANGUAGE_RULES] = {
	[LANGUAGE_DIRECTION] = { "rule.direction", DIRECTION, "ltr" },
	[LANGUAGE_VOICE] = { "rule.voice", NAME, LANGUAGE_NONE },
	[LANGUAGE_LINE_BREAKS] = { "rule.line_breaks", NAME, LANGUAGE_NONE },
	[LANGUAGE_STEMMER] = { "rule.stemmer", STEMMER, LANGUAGE_NONE },
	[LANGUAGE_ELISIONS] = { "rule.elisions", LIST, LANGUAGE_NONE },
	[LANGUAGE_STOP_WORDS] = { "rule.stop_words", LIST, LANGUAGE_NONE },
	[LANGUAGE_ENDINGS] = { "rule.endings", ENDINGS, LANGUAGE_NONE },
	[LANGUAGE_KEYS_LETTERS] = { "rule.keyboard.letters", KEYS, NULL },
	[LANGUAGE_KEYS_ACCENTS] = { "rule.keyboard.accents", KEYS_OR_NONE, NULL },
	[LANGUAGE_KEYS_DIGITS] = { "rule.keyboard.digits", KEYS, NULL },
	[LANGUAGE_NO_BREAK_BEFORE] = { "rule.no_break.before", LIST, LANGUAGE_NONE },
	[LANGUAGE_NO_BREAK_AFTER] = { "rule.no_break.after", LIST, LANGUAGE_NONE },
	[LANGUAGE_SOUNDS] = { "rule.sounds", SOUNDS, LANGUAGE_NONE },
	[LANGUAGE_DAYS] = { "rule.days", DAYS, LANGUAGE_NONE },
	[LANGUAGE_AVOID] = { "rule.avoid", LIST, LANGUAGE_NONE },
	[LANGUAGE_ABBREVIATIONS] = { "rule.abbreviations", LIST, LANGUAGE_NONE },
};

const char *language_rule_key(enum language_rule rule)
{
	return rules[rule].key;
}

const char *language_rule_default(enum language_rule rule)
{
	const char *text = rules[rule].otherwise;
	return text ? text : language_builtin(LANGUAGE_BUILTIN, rule);
}

bool language_rule_is_optional(enum language_rule rule)
{
	return rules[rule].kind == SOUNDS || rules[rule].kind == DAYS || rule == LANGUAGE_AVOID ||
	       rule == LANGUAGE_ABBREVIATIONS;
}

const char *language_builtin_code(void)
{
	return LANGUAGE_BUILTIN;
}

const char *language_builtin(const char *code, enum language_rule rule)
{
	for (size_t i = 0; i < ARRAY_LEN(builtin); i++) {
		if (str_equal(builtin[i].code, code) && str_equal(builtin[i].key, rules[rule].key)) {
			return builtin[i].text;
		}
	}
	return NULL;
}

bool language_next(const char **at, const char **item, size_t *len)
{
	*at += strspn(*at, " \n");
	*item = *at;
	*len = strcspn(*at, " \n");
	*at += *len;
	bool none = *len == strlen(LANGUAGE_NONE) && strncmp(*item, LANGUAGE_NONE, *len) == 0;
	return *len > 0 && !none;
}

/* ---- checks ---- */

static bool bad(enum language_rule rule, struct err *e, const char *expected)
{
	return fail_kind(e, ERR_FORMAT, "'%s' must be %s", rules[rule].key, expected);
}

static bool is_stemmer(const char *text)
{
	const char **known = sb_stemmer_list();
	while (*known && !str_equal(*known, text)) {
		known++;
	}
	return *known != NULL;
}

static size_t characters(const char *text, size_t len)
{
	size_t count = 0;
	for (size_t i = 0; i < len; i++) {
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	}
	return count;
}

/* "1" to "7", several of them ("67": the weekend), or one of two words. */
static bool is_day(const char *text, size_t len)
{
	return (len > 0 && len <= 7 && strspn(text, "1234567") >= len) ||
	       (len == strlen(LANGUAGE_TODAY) && memcmp(text, LANGUAGE_TODAY, len) == 0) ||
	       (len == strlen(LANGUAGE_TOMORROW) && memcmp(text, LANGUAGE_TOMORROW, len) == 0);
}

static bool check_pair(enum language_rule rule, const char *item, size_t len, struct err *e)
{
	const char *colon = memchr(item, ':', len);
	switch (rules[rule].kind) {
	case ENDINGS:
		return (colon && colon > item) || bad(rule, e, "a list of ending:replacement");
	case SOUNDS:
		return (colon && colon > item && (size_t)(item + len - colon) <= (size_t)(colon - item) + 1) ||
		       bad(rule, e, "a list of letters:sound, the sound not longer than the letters");
	case DAYS:
		return (colon && colon > item && is_day(colon + 1, (size_t)(item + len - colon - 1))) ||
		       bad(rule, e, "a list of word:day, a day being digits from 1, Monday, to 7, today or tomorrow");
	default:
		return true;
	}
}

static bool check_list(enum language_rule rule, const char *text, struct err *e)
{
	bool keys = rules[rule].kind == KEYS || rules[rule].kind == KEYS_OR_NONE;
	int count = 0;
	const char *item;
	size_t len;
	for (const char *at = text; language_next(&at, &item, &len); count++) {
		if (count == LANGUAGE_ITEMS_MAX || len > LANGUAGE_ITEM_BYTES_MAX) {
			return bad(rule, e, "a list of at most 400 words of at most 48 bytes");
		}
		if (!check_pair(rule, item, len, e)) {
			return false;
		}
		if (keys && (count == LANGUAGE_KEY_ROWS || characters(item, len) > LANGUAGE_ROW_KEYS_MAX)) {
			return bad(rule, e, "three rows of at most 12 keys, separated by blanks");
		}
	}
	bool none_is_right = rules[rule].kind != KEYS && str_equal(text, LANGUAGE_NONE);
	if (keys && !none_is_right && count != LANGUAGE_KEY_ROWS) {
		return bad(rule, e, "three rows of at most 12 keys, separated by blanks");
	}
	return count > 0 || none_is_right || bad(rule, e, "a list of words separated by blanks, or - for none");
}

bool language_rule_check(enum language_rule rule, const char *text, struct err *e)
{
	size_t len = strlen(text);
	if (!utf8_valid(text, len)) {
		return bad(rule, e, "valid UTF-8");
	}
	switch (rules[rule].kind) {
	case DIRECTION:
		return str_equal(text, "ltr") || str_equal(text, "rtl") || bad(rule, e, "ltr or rtl");
	case NAME:
		return (len > 0 && len <= LANGUAGE_ITEM_BYTES_MAX &&
				       strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
						    "_") == len) ||
		       bad(rule, e, "a name of letters, digits, - and _, or - for none");
	case STEMMER:
		return str_equal(text, LANGUAGE_NONE) || is_stemmer(text) ||
		       bad(rule, e, "a Snowball algorithm such as french, or - for none");
	case LIST:
	case ENDINGS:
	case SOUNDS:
	case DAYS:
	case KEYS:
	case KEYS_OR_NONE:
		return check_list(rule, text, e);
	}
	return false;
}
