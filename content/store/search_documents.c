/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks, themes and places as documents of the index; articles: search_articles.c. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/search_builder.h"

enum {
	ALL_LANGUAGES = (1 << CATALOGUE_LANGUAGES_MAX) - 1,
	PHONE_DIGITS_MIN = 4, /* what a search for a number asks for at least */
	TEXT_WORDS_MAX = 20000,
};

void search_text_finish(struct search_text *w)
{
	buf_finish(&w->names);
	buf_finish(&w->known);
	buf_finish(&w->body);
}

/* Every name of a thing that stands in the words of one text. */
static void add_names(struct search_builder *b, unsigned lang, const struct name_word *words, int len, uint32_t doc,
		enum posting_field field)
{
	int things = POSTINGS_THINGS - (int)lang;
	for (int i = 0; i < len; i++) {
		size_t at = 0;
		const struct name *n;
		while ((n = name_list_next(&b->names, words, len, i, 1U << NAME_SYNONYM, &at))) {
			char key[NAME_KEY_BYTES];
			name_group_key(n, key);
			postings_add(&b->words, things, key, doc, field);
			name_key(n, key);
			postings_add(&b->words, things, key, doc, field);
		}
	}
}

/* `propose`: languages in which its words are completions and corrections. */
static void add_text(struct search_builder *b, unsigned lang, const char *text, int64_t id, enum posting_field field,
		unsigned propose)
{
	const struct search_language *l = &b->languages.at[lang];
	uint32_t doc = (uint32_t)(id - 1);
	size_t len = strlen(text);
	CLEANUP(free_ptr) struct name_word *words = NULL;
	int words_len = 0;
	int capacity = 0;
	struct word w;
	for (size_t at = 0; words_len < TEXT_WORDS_MAX && word_next(l, text, len, &at, &w);) {
		bool stop = word_is_stop(l, w.text);
		if (!stop || field != FIELD_BODY) {
			postings_add(&b->words, (int)lang, w.text, doc, field);
		}
		if (stop) {
			continue;
		}
		if (propose != 0) {
			postings_propose(&b->words, (int)lang, &w, text, propose);
		}
		if (words_len == capacity) {
			capacity = capacity ? capacity * 2 : 64;
			words = mem_resize(words, (size_t)capacity, sizeof *words);
		}
		word_stem(&b->languages.at[LANGUAGE_MAIN], w.text, w.len, words[words_len++].stem);
	}
	add_names(b, lang, words, words_len, doc, field);
}

/* The fields in the order of what they say: the first one counts. */
void search_builder_add_index(struct search_builder *b, unsigned lang, int64_t id, const struct search_text *w)
{
	add_text(b, lang, w->title, id, FIELD_TITLE, w->langs);
	add_text(b, lang, buf_text(&w->names), id, FIELD_NAMES, w->langs);
	add_text(b, lang, buf_text(&w->known), id, FIELD_NAMES, 0);
	/* A place's body is streets. */
	add_text(b, lang, buf_text(&w->body), id, FIELD_BODY, w->langs == ALL_LANGUAGES ? 0 : w->langs);
}

/* How many words that mean something the title has, in language 0. */
static int title_words(const struct search_builder *b, const char *title)
{
	const struct search_language *l = &b->languages.at[LANGUAGE_MAIN];
	size_t len = strlen(title);
	struct word w;
	int count = 0;
	for (size_t at = 0; word_next(l, title, len, &at, &w);) {
		count += !word_is_stop(l, w.text);
	}
	return count;
}

bool search_builder_add_doc(struct search_builder *b, int64_t id, const struct search_doc *d)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(b->out, "INSERT INTO doc VALUES (?,?,?,?,?,?,?)", -1, &s, NULL) == SQLITE_OK;
	if (ok) {
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_int(s, 2, (int)d->kind);
		sqlite3_bind_int64(s, 3, d->row);
		sqlite3_bind_int(s, 4, d->professional);
		sqlite3_bind_double(s, 5, d->lat);
		sqlite3_bind_double(s, 6, d->lon);
		sqlite3_bind_int(s, 7, title_words(b, d->title));
		ok = sqlite3_step(s) == SQLITE_DONE;
	}
	sqlite3_finalize(s);
	return ok || search_builder_broken(b, "doc");
}

bool search_builder_add_title(struct search_builder *b, int64_t id, unsigned lang, const char *title)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(b->out, "INSERT INTO title VALUES (?,?,?)", -1, &s, NULL) == SQLITE_OK;
	if (ok) {
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_int(s, 2, (int)lang);
		sqlite3_bind_text(s, 3, title, -1, SQLITE_STATIC);
		ok = sqlite3_step(s) == SQLITE_DONE;
	}
	sqlite3_finalize(s);
	return ok || search_builder_broken(b, "title");
}

/* The digits of a telephone number; what has too few is none. */
static bool add_phone(struct search_builder *b, int64_t id, const char *phone)
{
	char digits[WORD_BYTES];
	size_t len = 0;
	for (const char *c = phone; *c && len + 1 < sizeof digits; c++) {
		if (*c >= '0' && *c <= '9') {
			digits[len++] = *c;
		}
	}
	digits[len] = '\0';
	if (len < PHONE_DIGITS_MIN) {
		return true;
	}
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(b->out, "INSERT OR IGNORE INTO phone VALUES (?,?)", -1, &s, NULL) == SQLITE_OK;
	if (ok) {
		sqlite3_bind_text(s, 1, digits, -1, SQLITE_STATIC);
		sqlite3_bind_int64(s, 2, id);
		ok = sqlite3_step(s) == SQLITE_DONE;
	}
	sqlite3_finalize(s);
	return ok || search_builder_broken(b, "phone");
}

void search_text_add_line(struct buf *to, const char *text)
{
	if (text && text[0]) {
		buf_printf(to, "%s\n", text);
	}
}

static bool add_aliases(struct search_builder *b, int64_t network, struct buf *to)
{
	sqlite3_stmt *s = db_prepare(&b->content,
			"SELECT alias FROM network_alias WHERE network = ?1 ORDER BY position", b->e);
	if (!s) {
		return false;
	}
	sqlite3_bind_int64(s, 1, network);
	int code;
	while ((code = sqlite3_step(s)) == SQLITE_ROW) {
		search_text_add_line(to, (const char *)sqlite3_column_text(s, 0));
	}
	bool ok = search_builder_read_well(b, code, "network_alias");
	sqlite3_finalize(s);
	return ok;
}

/* What a network is called, whole: its names and aliases, as keys of things. */
enum { CALLS_MAX = 48 };

struct calls {
	const char *keys[CALLS_MAX];
	int len;
};

static void add_call(struct search_builder *b, unsigned lang, const char *text, struct calls *out)
{
	struct name name = { .text = text };
	char key[CALL_KEY_BYTES];
	if (text && out->len < CALLS_MAX && name_split(&b->languages, lang, text, &name, b->arena)) {
		name_call_key(&name, key);
		out->keys[out->len++] = arena_strdup(b->arena, key);
	}
}

static bool read_calls(struct search_builder *b, const struct network *n, struct calls *out)
{
	struct buf aliases = { 0 };
	bool ok = add_aliases(b, n->row, &aliases);
	for (unsigned l = 0; l < b->c->languages_len; l++) {
		add_call(b, l, n->name.in[l], out);
		add_call(b, l, n->short_name.in[l], out);
	}
	char *rest = aliases.bytes;
	while (ok && rest && *rest) {
		add_call(b, LANGUAGE_MAIN, strsep(&rest, "\n"), out);
	}
	buf_finish(&aliases);
	return ok;
}

static void add_calls(struct search_builder *b, int64_t id, const struct calls *calls)
{
	for (int i = 0; i < calls->len; i++) {
		postings_add(&b->words, POSTINGS_THINGS, calls->keys[i], (uint32_t)(id - 1), FIELD_TITLE);
	}
}

bool search_builder_add_networks(struct search_builder *b, int64_t *id)
{
	for (size_t i = 0; i < b->c->networks_len; i++) {
		const struct network *n = &b->c->networks[i];
		const struct search_doc doc = { .kind = HIT_NETWORK, .row = n->row, .title = text_in(&n->name, 0) };
		bool ok = search_builder_add_doc(b, ++*id, &doc) &&
			  (!n->contact || add_phone(b, *id, n->contact->phone));
		for (unsigned l = 0; ok && l < b->c->languages_len; l++) {
			struct search_text w = { .title = text_in(&n->name, l), .langs = 1U << l };
			search_text_add_line(&w.names, text_in(&n->short_name, l));
			search_text_add_line(&w.names,
					text_in(&n->publics, l)); /* for whom it is, is what it is known by */
			ok = add_aliases(b, n->row, &w.names) && search_builder_add_title(b, *id, l, w.title);
			search_builder_add_index(b, l, *id, &w);
			search_text_finish(&w);
		}
		struct calls calls = { .len = 0 };
		ok = ok && read_calls(b, n, &calls);
		add_calls(b, *id, &calls);
		if (!ok) {
			return false;
		}
	}
	return true;
}

bool search_builder_add_themes(struct search_builder *b, int64_t *id)
{
	for (size_t i = 0; i < b->c->themes_len; i++) {
		const struct theme *t = &b->c->themes[i];
		const struct search_doc doc = { .kind = HIT_THEME,
			.row = t->row,
			.professional = t->professional,
			.title = text_in(&t->title, 0) };
		bool ok = search_builder_add_doc(b, ++*id, &doc);
		for (unsigned l = 0; ok && l < b->c->languages_len; l++) {
			struct search_text w = { .title = text_in(&t->title, l), .langs = 1U << l };
			search_text_add_line(&w.body, text_in(&t->summary, l));
			ok = search_builder_add_title(b, *id, l, w.title);
			search_builder_add_index(b, l, *id, &w);
			search_text_finish(&w);
		}
		if (!ok) {
			return false;
		}
	}
	return true;
}

/* The commune as a town that is asked for by its name, and the days on which the place opens. */
static void add_things(struct search_builder *b, int64_t id, const struct place *p, unsigned days)
{
	struct name_word words[NAME_WORDS_MAX];
	char key[NAME_KEY_BYTES];
	size_t len = strlen(p->commune);
	int count = 0;
	struct word w;
	const struct search_language *l = &b->languages.at[LANGUAGE_MAIN];
	for (size_t at = 0; count < NAME_WORDS_MAX && word_next(l, p->commune, len, &at, &w);) {
		if (!word_is_stop(l, w.text)) {
			word_stem(l, w.text, w.len, words[count++].stem);
		}
	}
	const struct name *town = count > 0 ? name_list_find(&b->names, words, count, 0, 1U << NAME_TOWN, NULL) : NULL;
	if (town && town->len == count) {
		name_group_key(town, key);
		postings_add(&b->words, POSTINGS_THINGS, key, (uint32_t)(id - 1), FIELD_TITLE);
	}
	for (int day = 0; day < WEEKDAYS; day++) {
		if (days & 1U << day) {
			name_day_key(day, key);
			postings_add(&b->words, POSTINGS_THINGS, key, (uint32_t)(id - 1), FIELD_TITLE);
		}
	}
}

bool search_builder_add_places(struct search_builder *b, int64_t *id)
{
	struct usual_days kept = { 0 };
	CLEANUP(free_ptr) struct calls *calls = mem_zalloc(b->c->networks_len + 1, sizeof *calls);
	for (size_t i = 0; i < b->c->networks_len; i++) {
		if (!read_calls(b, &b->c->networks[i], &calls[i])) {
			return false;
		}
	}
	for (size_t i = 0; i < b->c->places_len; i++) {
		const struct place *p = &b->c->places[i];
		const struct network *n = &b->c->networks[p->network];
		const struct search_doc doc = { HIT_PLACE, p->row, false, p->lat, p->lon, p->name };
		struct search_text w = { .title = p->name, .langs = ALL_LANGUAGES };
		search_text_add_line(&w.names, p->commune);
		search_text_add_line(&w.names, p->postcode);
		search_text_add_line(&w.body, p->address);
		search_text_add_line(&w.body, p->audience_note);
		search_text_add_line(&w.known, text_in(&n->name, 0));
		search_text_add_line(&w.known, text_in(&n->short_name, 0));
		bool ok = search_builder_goes_on(b) && search_builder_add_doc(b, ++*id, &doc) &&
			  search_builder_add_title(b, *id, 0, p->name) && add_phone(b, *id, p->phone) &&
			  add_aliases(b, n->row, &w.known);
		search_builder_add_index(b, LANGUAGE_MAIN, *id, &w);
		for (unsigned l = 1; l < b->c->languages_len; l++) {
			add_text(b, l, n->name.in[l] ? n->name.in[l] : "", *id, FIELD_NAMES, 0);
		}
		add_calls(b, *id, &calls[p->network]);
		add_things(b, *id, p, usual_days(&kept, p->hours, b->c->date));
		search_text_finish(&w);
		if (!ok) {
			return false;
		}
	}
	return true;
}
