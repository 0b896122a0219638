/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assets/strings/<language>.po: the words of the interface. msgid is a key ("home.title"), msgstr the words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/plural.h"
#include "base/str.h"
#include "compile/fields.h"
#include "compile/po_reader.h"

enum { PLACEHOLDERS_MAX = 16, PLACEHOLDER_BYTES = 32 };

static const char *reading_file;

/* {name} marks where the kiosk puts a number or a name: every language needs the same ones. */
static size_t placeholders(const char *text, char out[PLACEHOLDERS_MAX][PLACEHOLDER_BYTES])
{
	size_t len = 0;
	for (const char *at = strchr(text, '{'); at && len < PLACEHOLDERS_MAX; at = strchr(at + 1, '{')) {
		const char *end = strchr(at, '}');
		if (!end || end - at + 2 > PLACEHOLDER_BYTES) {
			break;
		}
		str_cut(out[len++], (size_t)(end - at) + 2, at);
	}
	return len;
}

/* Every mark of `words` stands in `all`. */
static bool marks_are_among(const char *words, const char *all)
{
	char marks[PLACEHOLDERS_MAX][PLACEHOLDER_BYTES];
	size_t len = placeholders(words, marks);
	for (size_t i = 0; i < len; i++) {
		if (!strstr(all, marks[i])) {
			return false;
		}
	}
	return true;
}

static bool same_placeholders(const char *a, const char *b)
{
	char x[PLACEHOLDERS_MAX][PLACEHOLDER_BYTES];
	char y[PLACEHOLDERS_MAX][PLACEHOLDER_BYTES];
	size_t x_len = placeholders(a, x);
	size_t y_len = placeholders(b, y);
	size_t found = 0;
	for (size_t i = 0; i < x_len; i++) {
		for (size_t j = 0; j < y_len; j++) {
			if (strcmp(x[i], y[j]) == 0) {
				y[j][0] = '\0';
				found++;
				break;
			}
		}
	}
	return x_len == y_len && found == x_len;
}

/* The string with that key, made when it is new. */
static struct text *string_at(struct pack *p, struct names *keys, const char *key)
{
	int index = names_find(keys, key);
	if (index < 0) {
		index = (int)p->strings_len;
		PACK_PUSH(p->arena, p->strings, p->strings_len)->key = arena_strdup(p->arena, key);
		(void)names_add(keys, p->strings[index].key, index);
	}
	return &p->strings[index].text;
}

static const char *form_key(struct pack *p, const char *key, int form)
{
	return arena_printf(p->arena, "%s#%d", key, form);
}

/* How many forms of a message are there, without a gap. */
static int count_forms(po_message_t message)
{
	int forms = 0;
	while (forms < PLURAL_FORMS_MAX + 1) {
		const char *words = po_message_msgstr_plural(message, forms);
		if (!words || words[0] == '\0') {
			break;
		}
		forms++;
	}
	return forms;
}

/* "key#0", "key#1"...: the forms; "key": the last one, for programs that know none. The marks of the last form are
 * those of the main language's; the others may leave some out (« ouvert maintenant » for one). */
static void add_forms(struct pack *p, struct names *keys, unsigned lang, po_message_t message, int line)
{
	const char *key = po_message_msgid(message);
	int forms = count_forms(message);
	if (p->plural_forms[lang] == 0 || forms != p->plural_forms[lang] || po_message_is_fuzzy(message)) {
		report_error(&p->report, reading_file, line,
				"'%s' has %d forms, the header Plural-Forms says %d. Write msgstr[0] to msgstr[%d]",
				key, forms, p->plural_forms[lang], p->plural_forms[lang] - 1);
		return;
	}
	struct text *last = string_at(p, keys, key);
	last->in[lang] = arena_strdup(p->arena, po_message_msgstr_plural(message, forms - 1));
	for (int i = 0; i < forms; i++) {
		const char *words = po_message_msgstr_plural(message, i);
		struct text *t = string_at(p, keys, form_key(p, key, i));
		t->in[lang] = arena_strdup(p->arena, words);
		last = string_at(p, keys, key);
		t = string_at(p, keys, form_key(p, key, i));
		t->in[0] = t->in[0] ? t->in[0] : last->in[0]; /* a form that the main language does not have */
		if (!marks_are_among(words, last->in[0]) ||
				(i == forms - 1 && !same_placeholders(last->in[0], words))) {
			report_error(&p->report, reading_file, line,
					"'%s': the words between { } of form %d differ from those in %s.po. Keep the "
					"same ones",
					key, i, p->languages[0].code);
		}
	}
}

static void add_message(struct pack *p, struct names *keys, unsigned lang, po_message_t message, const char *text)
{
	const char *key = po_message_msgid(message);
	const char *words = po_message_msgstr(message);
	const char *main_language = p->languages[0].code;
	if (key[0] == '\0' || po_message_is_obsolete(message)) {
		return;
	}
	int line = po_reader_line(text, key);
	bool has_forms = po_message_msgid_plural(message) != NULL;
	if (po_message_msgctxt(message) || strchr(key, '#') || str_equal(key, PLURAL_RULE_KEY)) {
		report_error(&p->report, reading_file, line,
				"'%s': contexts, keys with # and %s are not supported. Use another key", key,
				PLURAL_RULE_KEY);
		return;
	}
	int index = names_find(keys, key);
	bool known = lang == LANGUAGE_MAIN || index >= 0;
	if (lang != LANGUAGE_MAIN && index >= 0 && has_forms != (names_find(keys, form_key(p, key, 0)) >= 0)) {
		report_error(&p->report, reading_file, line, "'%s' has %s in %s.po. Write it in the same way", key,
				has_forms ? "no plural forms" : "plural forms (msgid_plural, msgstr[0]...)",
				main_language);
		return;
	}
	if (has_forms && known) {
		add_forms(p, keys, lang, message, line);
		return;
	}
	if (!words || words[0] == '\0' || po_message_is_fuzzy(message)) {
		if (lang == LANGUAGE_MAIN) {
			report_error(&p->report, reading_file, line, "'%s' has no words in the main language. Add them",
					key);
		}
		return; /* other languages: check_complete() */
	}
	if (index < 0 && lang != LANGUAGE_MAIN) {
		report_error(&p->report, reading_file, line, "the key '%s' is not in %s.po. Is it misspelt?", key,
				main_language);
		return;
	}
	struct text *t = string_at(p, keys, key);
	t->in[lang] = arena_strdup(p->arena, words);
	if (!same_placeholders(t->in[0], words)) {
		report_error(&p->report, reading_file, line,
				"'%s': the words between { } differ from those in %s.po. Keep the same ones", key,
				main_language);
	}
}

/* What a language needs besides words is no text that another language's may stand in for. */
static void check_rules(struct pack *p, struct names *keys, unsigned lang, const char *text)
{
	for (enum language_rule rule = 0; rule < LANGUAGE_RULES; rule++) {
		const char *key = language_rule_key(rule);
		int index = names_find(keys, key);
		const char *value = index >= 0 ? p->strings[index].text.in[lang] : NULL;
		struct err e;
		if (!value && language_rule_is_optional(rule)) {
			continue;
		}
		if (!value) {
			report_error(&p->report, reading_file, 0, "'%s' is missing. Add it (FORMAT.md, Languages)",
					key);
		} else if (!language_rule_check(rule, value, &e)) {
			report_error(&p->report, reading_file, po_reader_line(text, key), "%s", e.message);
		} else if (rule == LANGUAGE_DIRECTION) {
			p->languages[lang].rtl = str_equal(value, "rtl");
		}
	}
}

static bool is_rule(const char *key)
{
	for (enum language_rule rule = 0; rule < LANGUAGE_RULES; rule++) {
		if (str_equal(language_rule_key(rule), key)) {
			return true;
		}
	}
	return false;
}

static void check_complete(struct pack *p, unsigned lang, const char *text)
{
	for (size_t i = 0; lang != LANGUAGE_MAIN && i < p->strings_len; i++) {
		/* Forms are counted where they are read: a language may have fewer than the main one. */
		const char *key = p->strings[i].key;
		if (!p->strings[i].text.in[lang] && !strchr(key, '#') && !is_rule(key)) {
			report_warning(&p->report, reading_file, po_reader_line(text, p->strings[i].key),
					"'%s' is not translated. Add the words", p->strings[i].key);
		}
	}
}

/* The language's rule for plural forms, which the kiosk evaluates. */
static void read_rule(struct pack *p, struct names *keys, unsigned lang, const char *header)
{
	struct plural rule;
	struct err e;
	char *value = header ? po_header_field(header, "Plural-Forms") : NULL;
	if (!value) {
		return; /* a file without such messages needs none */
	}
	if (plural_parse(value, &rule, &e)) {
		string_at(p, keys, PLURAL_RULE_KEY)->in[lang] = arena_strdup(p->arena, value);
		p->plural_forms[lang] = rule.forms;
	} else {
		report_error(&p->report, reading_file, 1, "%s", e.message);
	}
	free(value);
}

static void read_po(struct pack *p, struct names *keys, unsigned lang)
{
	reading_file = arena_printf(p->arena, "%s/strings/%s.po", p->assets, p->languages[lang].code);
	if (!fs_exists(reading_file)) {
		report_error(&p->report, reading_file, 0,
				"is missing: a language of pack.yaml without words for the buttons");
		return;
	}
	struct buf text = { 0 };
	po_file_t file = po_reader_open(p, reading_file, &text);
	if (!file) {
		buf_finish(&text);
		return;
	}
	read_rule(p, keys, lang, po_file_domain_header(file, NULL));
	po_message_iterator_t messages = po_message_iterator(file, NULL);
	for (po_message_t m = po_next_message(messages); m; m = po_next_message(messages)) {
		add_message(p, keys, lang, m, buf_text(&text));
	}
	check_rules(p, keys, lang, buf_text(&text));
	check_complete(p, lang, buf_text(&text));
	buf_finish(&text);
	po_message_iterator_free(messages);
	po_file_free(file);
}

static void read_files(struct pack *p)
{
	const char *folder = arena_printf(p->arena, "%s/strings", p->assets);
	if (!fs_exists(folder)) {
		report_error(&p->report, folder, 0,
				"is missing: the interface has no words. Give its place with --assets DIR");
		return;
	}
	struct names keys = { 0 };
	for (unsigned i = 0; i < p->languages_len; i++) {
		read_po(p, &keys, i);
	}
	names_finish(&keys);
}

const char *pack_rule(const struct pack *p, unsigned lang, enum language_rule rule)
{
	for (size_t i = 0; i < p->strings_len; i++) {
		if (str_equal(p->strings[i].key, language_rule_key(rule)) && p->strings[i].text.in[lang]) {
			return p->strings[i].text.in[lang];
		}
	}
	const char *known = language_builtin(p->languages[lang].code, rule); /* read without --assets */
	return known ? known : language_rule_default(rule);
}

void pack_read_strings(struct pack *p)
{
	if (p->assets) {
		read_files(p);
	}
	for (unsigned i = 0; i < p->languages_len; i++) {
		p->abbreviations[i] = pack_rule(p, i, LANGUAGE_ABBREVIATIONS);
	}
}
