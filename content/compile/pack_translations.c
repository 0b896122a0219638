/* SPDX-License-Identifier: GPL-3.0-or-later */
/* translations/<language>.po: the pack's short texts in its further languages, as translators send them. msgid is the
 * text in the first language, msgstr the translation: a text that was changed has none any more, and its old one is
 * named. Words that a YAML file translates itself are not looked up. */

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"
#include "compile/po_reader.h"

#define FOLDER "translations"
#define ENDING ".po"

static void add_message(struct pack *p, struct pack_translations *t, po_message_t message, const char *text)
{
	const char *of = po_message_msgid(message);
	const char *words = po_message_msgstr(message);
	if (of[0] == '\0' || po_message_is_obsolete(message)) {
		return;
	}
	int line = po_reader_line(text, of);
	if (po_message_msgctxt(message) || po_message_msgid_plural(message)) {
		report_error(&p->report, t->file, line,
				"'%s': contexts and plural forms are not supported here. Write msgid and msgstr alone",
				of);
		return;
	}
	if (!words || words[0] == '\0' || po_message_is_fuzzy(message)) {
		return; /* not translated yet: the text that lacks it is named where it stands */
	}
	struct pack_translation one = { .of = arena_strdup(p->arena, of),
		.words = arena_strdup(p->arena, words),
		.line = line };
	(void)names_add(&t->names, one.of, (int)t->len);
	*PACK_PUSH(p->arena, t->at, t->len) = one;
}

static void read_language(struct pack *p, unsigned lang)
{
	struct pack_translations *t = &p->translations[lang];
	t->file = pack_path(p, arena_printf(p->arena, FOLDER "/%s" ENDING, p->languages[lang].code));
	if (!fs_exists(t->file)) {
		return;
	}
	struct buf text = { 0 };
	po_file_t file = po_reader_open(p, t->file, &text);
	if (file) {
		po_message_iterator_t messages = po_message_iterator(file, NULL);
		for (po_message_t m = po_next_message(messages); m; m = po_next_message(messages)) {
			add_message(p, t, m, buf_text(&text));
		}
		po_message_iterator_free(messages);
		po_file_free(file);
	}
	buf_finish(&text);
}

static bool is_language(const struct pack *p, const char *name)
{
	for (unsigned i = 1; i < p->languages_len; i++) {
		const char *code = p->languages[i].code;
		if (str_starts(name, code) && str_equal(name + strlen(code), ENDING)) {
			return true;
		}
	}
	return false;
}

static int not_hidden(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static void check_names(struct pack *p)
{
	struct dirent **entries;
	const char *folder = pack_path(p, FOLDER);
	int count = scandir(folder, &entries, not_hidden, alphasort);
	for (int i = 0; i < count; i++) {
		if (!is_language(p, entries[i]->d_name)) {
			report_error(&p->report, arena_printf(p->arena, "%s/%s", folder, entries[i]->d_name), 0,
					"the file name is not <language>" ENDING
					" with a further language of pack.yaml. List the language there, or remove "
					"the file");
		}
		free(entries[i]);
	}
	if (count >= 0) {
		free(entries);
	}
}

void pack_read_translations(struct pack *p)
{
	check_names(p);
	for (unsigned i = 1; i < p->languages_len; i++) {
		read_language(p, i);
	}
}

const char *pack_find_translation(struct pack *p, unsigned lang, const char *words)
{
	struct pack_translations *t = &p->translations[lang];
	int at = names_find(&t->names, words);
	if (at < 0) {
		return NULL;
	}
	t->at[at].used = true;
	return t->at[at].words;
}

void pack_check_translations(struct pack *p)
{
	for (unsigned l = 1; l < p->languages_len; l++) {
		const struct pack_translations *t = &p->translations[l];
		for (size_t i = 0; i < t->len; i++) {
			if (!t->at[i].used) {
				report_warning(&p->report, t->file, t->at[i].line,
						"stale: no text of the pack that needs a translation is '%s'. Correct "
						"msgid and msgstr to the text of today, or remove both",
						t->at[i].of);
			}
		}
	}
}
