/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assets/strings/<language>.po: the words of the interface. msgid is a key ("home.title"), msgstr the words. */
#include <gettext-po.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"
#include "build/fields.h"

enum { PLACEHOLDERS_MAX = 16, PLACEHOLDER_BYTES = 32 };

/* libgettextpo calls back without a context pointer. One reader at a time. */
static struct pack *reading;
static const char *reading_file;

/* libgettextpo does not tell where a message stands: look for it. 0: not there. */
static int line_of(const char *text, const char *key)
{
	char wanted[160];
	snprintf(wanted, sizeof wanted, "msgid \"%s\"", key);
	const char *found = text ? strstr(text, wanted) : NULL;
	int line = found ? 1 : 0;
	for (const char *c = text; found && c < found; c++) {
		line += *c == '\n';
	}
	return line;
}

static void say(int severity, size_t line, const char *text)
{
	if (severity == PO_SEVERITY_WARNING) {
		report_warning(&reading->report, reading_file, (int)line, "%s", text);
	} else {
		report_error(&reading->report, reading_file, (int)line, "%s", text);
	}
}

static void on_error(int severity, po_message_t message, const char *filename, size_t line, size_t column,
		int multiline, const char *text)
{
	(void)message, (void)filename, (void)column, (void)multiline;
	say(severity, line == (size_t)-1 ? 0 : line, text);
}

/* NOLINTNEXTLINE(readability-function-size): the library's signature */
static void on_error_pair(int severity, po_message_t message, const char *filename, size_t line, size_t column,
		int multiline, const char *text, po_message_t message2, const char *filename2, size_t line2,
		size_t column2, int multiline2, const char *text2)
{
	(void)message, (void)filename, (void)column, (void)multiline;
	(void)message2, (void)filename2, (void)line2, (void)column2, (void)multiline2, (void)text2;
	say(severity, line == (size_t)-1 ? 0 : line, text);
}

/* {name} marks where the kiosk puts a number or a name: every language needs the same ones. */
static size_t placeholders(const char *text, char out[PLACEHOLDERS_MAX][PLACEHOLDER_BYTES])
{
	size_t len = 0;
	for (const char *at = strchr(text, '{'); at && len < PLACEHOLDERS_MAX; at = strchr(at + 1, '{')) {
		const char *end = strchr(at, '}');
		if (!end || end - at + 2 > PLACEHOLDER_BYTES) {
			break;
		}
		str_copy(out[len++], (size_t)(end - at) + 2, at);
	}
	return len;
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

static void add_message(struct pack *p, struct names *keys, unsigned lang, po_message_t message, const char *text)
{
	const char *key = po_message_msgid(message);
	const char *words = po_message_msgstr(message);
	const char *main_language = p->languages[0].code;
	if (key[0] == '\0' || po_message_is_obsolete(message)) {
		return;
	}
	int line = line_of(text, key);
	if (po_message_msgid_plural(message) || po_message_msgctxt(message)) {
		report_error(&p->report, reading_file, line,
				"'%s': plural forms and contexts are not supported. Use a key for each form", key);
		return;
	}
	int index = names_find(keys, key);
	if (!words || words[0] == '\0' || po_message_is_fuzzy(message)) {
		if (lang == 0) {
			report_error(&p->report, reading_file, line, "'%s' has no words in the main language. Add them",
					key);
		}
		return; /* other languages: check_complete() */
	}
	if (index < 0 && lang > 0) {
		report_error(&p->report, reading_file, line, "the key '%s' is not in %s.po. Is it misspelt?", key,
				main_language);
		return;
	}
	if (index < 0) {
		index = (int)p->strings_len;
		PACK_PUSH(p->arena, p->strings, p->strings_len)->key = arena_strdup(p->arena, key);
		(void)names_add(keys, p->strings[index].key, index);
	}
	struct text *t = &p->strings[index].text;
	t->in[lang] = arena_strdup(p->arena, words);
	if (!same_placeholders(t->in[0], words)) {
		report_error(&p->report, reading_file, line,
				"'%s': the words between { } differ from those in %s.po. Keep the same ones", key,
				main_language);
	}
}

static void check_complete(struct pack *p, unsigned lang, const char *text)
{
	for (size_t i = 0; lang > 0 && i < p->strings_len; i++) {
		if (!p->strings[i].text.in[lang]) {
			report_warning(&p->report, reading_file, line_of(text, p->strings[i].key),
					"'%s' is not translated. Add the words", p->strings[i].key);
		}
	}
}

static void read_po(struct pack *p, struct names *keys, unsigned lang)
{
	struct po_xerror_handler handler = { on_error, on_error_pair };
	reading = p;
	reading_file = arena_printf(p->arena, "%s/strings/%s.po", p->assets, p->languages[lang].code);
	if (!fs_exists(reading_file)) {
		report_error(&p->report, reading_file, 0,
				"is missing: a language of pack.yaml without words for the buttons");
		return;
	}
	po_file_t file = po_file_read(reading_file, &handler);
	if (!file) {
		report_error(&p->report, reading_file, 0, "cannot be read as a .po file");
		return;
	}
	struct buf text = { 0 };
	(void)pack_load_text(p, reading_file, true, &text);
	po_message_iterator_t messages = po_message_iterator(file, NULL);
	for (po_message_t m = po_next_message(messages); m; m = po_next_message(messages)) {
		add_message(p, keys, lang, m, buf_text(&text));
	}
	check_complete(p, lang, buf_text(&text));
	buf_finish(&text);
	po_message_iterator_free(messages);
	po_file_free(file);
}

void pack_read_strings(struct pack *p)
{
	if (!p->assets) {
		return;
	}
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
