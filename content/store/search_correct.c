/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_correct.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

enum { BEGUN_BYTES_MIN = 4 };

static void set_word(struct word *w, const char *folded)
{
	str_cut(w->text, WORD_BYTES, folded);
	w->len = strlen(w->text);
}

/* A number is not corrected. */
static bool has_digit(const struct word *w)
{
	return strcspn(w->text, "0123456789") < w->len;
}

/* "dorientation", "jai": an elision whose apostrophe was left out. A word that means nothing goes. */
static bool cut_elision(struct match *m, struct question *q, int i, bool *done, struct err *e)
{
	const struct word_list *elisions = &q->language->elisions;
	struct word *w = &q->words[i];
	for (size_t k = 0; !*done && k < elisions->len; k++) {
		const char *elision = elisions->at[k];
		const char *rest = w->text + strlen(elision);
		if (!str_starts(w->text, elision) || strlen(rest) < 2) {
			continue;
		}
		if (word_is_stop(q->language, rest) && q->len > 1) {
			question_drop_word(q, i);
			*done = true;
			return true;
		}
		bool known = false;
		if (strlen(rest) > 3 && !match_knows(m, q, rest, false, &known, e)) {
			return false;
		}
		if (known) {
			memmove(w->text, rest, strlen(rest) + 1);
			w->len = strlen(w->text);
			*done = true;
		}
	}
	return true;
}

static bool join_next(struct match *m, struct question *q, int i, bool *done, struct err *e)
{
	struct word joined = q->words[i];
	if (i + 1 == q->len || joined.len + q->words[i + 1].len >= WORD_BYTES) {
		return true;
	}
	memcpy(joined.text + joined.len, q->words[i + 1].text, q->words[i + 1].len + 1);
	joined.len += q->words[i + 1].len;
	if (!match_knows(m, q, joined.text, false, done, e)) {
		return false;
	}
	if (*done) {
		bool open = q->open[i + 1];
		question_drop_word(q, i + 1);
		q->words[i] = joined;
		q->open[i] = open;
	}
	return true;
}

/* *display: how the word that was found is written, where it was misspelt. */
static bool replace(struct match *m, struct question *q, int i, const char **display, struct err *e)
{
	struct word *w = &q->words[i];
	char alike[WORD_BYTES];
	bool found = false;
	if (!match_sound(m, q, w->text, alike, &found, e)) {
		return false;
	}
	const struct known_word *near = NULL;
	if (found) {
		near = search_index_find(m->index, alike);
	} else if (w->len >= BEGUN_BYTES_MIN && !q->open[i] && search_index_begins(m->index, q->lang, w->text)) {
		q->open[i] = true; /* a word that was left half written */
	} else {
		near = search_index_nearest(m->index, q->lang, w->text, q->open[i]);
	}
	if (near) {
		set_word(w, near->folded);
		*display = near->display;
	}
	return true;
}

static bool is_named(const struct question *q, int i)
{
	for (int k = 0; k < q->parts_len; k++) {
		const struct part *p = &q->parts[k];
		if (p->kind != PART_WORD && i >= p->from && i < p->from + p->len) {
			return true;
		}
	}
	return false;
}

enum outcome { KEPT, REPLACED, DROPPED, JOINED };

/* `display`: how the word is written that was put in its place. */
static bool correct_word(struct match *m, struct question *q, int i, enum outcome *out, const char **display,
		struct err *e)
{
	int len = q->len;
	bool done = false;
	if (!cut_elision(m, q, i, &done, e)) {
		return false;
	}
	if (done) {
		*out = q->len < len ? DROPPED : KEPT;
		return true;
	}
	if (!join_next(m, q, i, &done, e)) {
		return false;
	}
	if (done) {
		*out = JOINED;
		return true;
	}
	if (!replace(m, q, i, display, e)) {
		return false;
	}
	*out = *display ? REPLACED : KEPT;
	return true;
}

static bool correct_all(struct match *m, struct question *q, bool named[QUERY_WORDS_MAX], struct buf *words,
		struct search_results *out, struct err *e)
{
	bool misspelt = false;
	for (int i = 0; i < q->len; i++) {
		bool known = named[i] || has_digit(&q->words[i]);
		enum outcome outcome = KEPT;
		const char *display = NULL;
		char typed[WORD_BYTES];
		str_cut(typed, sizeof typed, q->words[i].text);
		if (!known && (!match_knows(m, q, typed, q->open[i], &known, e) ||
					      (!known && !correct_word(m, q, i, &outcome, &display, e)))) {
			return false;
		}
		if (outcome == DROPPED || outcome == JOINED) {
			int gone = outcome == JOINED ? i + 1 : i;
			memmove(&named[gone], &named[gone + 1], (size_t)(QUERY_WORDS_MAX - 1 - gone) * sizeof named[0]);
		}
		if (outcome == DROPPED) {
			i--;
			continue;
		}
		if (outcome == REPLACED) {
			search_index_suggest(m->index, q->lang, typed, out);
			misspelt = true;
		}
		buf_printf(words, "%s%s", words->len ? " " : "", display ? display : q->words[i].text);
	}
	str_cut(out->corrected, sizeof out->corrected, misspelt ? buf_text(words) : "");
	return true;
}

bool question_correct(struct match *m, struct question *q, struct search_results *out, struct err *e)
{
	struct buf words = { 0 };
	bool named[QUERY_WORDS_MAX] = { false };
	for (int i = 0; i < q->len; i++) {
		named[i] = is_named(q, i);
	}
	bool ok = correct_all(m, q, named, &words, out, e);
	if (words.bytes) {
		explicit_bzero(words.bytes, words.capacity);
	}
	buf_finish(&words);
	question_link(m->index, q);
	return ok;
}
