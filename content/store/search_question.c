/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_question.h"

#include <string.h>

#include "base/str.h"

void question_read(const struct search_index *s, unsigned lang, const char *text, size_t len, struct question *q)
{
	size_t at = 0;
	struct word w;
	bool unfinished = false;
	*q = (struct question){ .language = &s->languages.at[lang], .lang = lang };
	while (q->len < QUERY_WORDS_MAX && word_next(q->language, text, len, &at, &w)) {
		bool last = w.to >= len;
		if (word_is_stop(q->language, w.text) && !last) {
			continue;
		}
		q->words[q->len++] = w;
		unfinished = last;
	}
	/* "conseil en": a little word at the end is only kept when it is all there is. */
	if (q->len > 1 && unfinished && word_is_stop(q->language, q->words[q->len - 1].text)) {
		q->len--;
		unfinished = false;
	}
	if (q->len > 0) {
		q->open[q->len - 1] = unfinished;
	}
}

void question_drop_word(struct question *q, int i)
{
	q->len--;
	memmove(&q->words[i], &q->words[i + 1], (size_t)(q->len - i) * sizeof q->words[0]);
	memmove(&q->open[i], &q->open[i + 1], (size_t)(q->len - i) * sizeof q->open[0]);
}

static bool is_number(const struct word *w)
{
	return strspn(w->text, "0123456789") == w->len;
}

/* Words from `i` on that are digits, joined. Returns how many, 0 when they are too few to be a number. */
static int join_digits(const struct question *q, int i, char out[PART_DIGITS_MAX])
{
	size_t used = 0;
	int count = 0;
	for (; i + count < q->len && is_number(&q->words[i + count]); count++) {
		const struct word *w = &q->words[i + count];
		if (used + w->len >= PART_DIGITS_MAX) {
			break;
		}
		memcpy(out + used, w->text, w->len);
		used += w->len;
	}
	out[used] = '\0';
	return used >= PART_DIGITS_MIN ? count : 0;
}

static void read_part(const struct search_index *s, const struct question *q, int i, struct part *out)
{
	const char *begun = q->len > 0 && q->open[q->len - 1] ? q->words[q->len - 1].text : NULL;
	*out = (struct part){ .kind = PART_NUMBER, .from = i };
	out->len = join_digits(q, i, out->digits);
	if (out->len > 0) {
		return;
	}
	unsigned all = (1U << NAME_KINDS) - 1;
	out->name = name_list_find(&s->names, q->first_stems, q->len, i, all, begun);
	out->kind = out->name ? PART_NAME : PART_WORD;
	out->len = out->name ? out->name->len : 1;
}

void question_link(const struct search_index *s, struct question *q)
{
	for (int i = 0; i < q->len; i++) {
		word_stem(q->language, q->words[i].text, q->words[i].len, q->stems[i]);
		word_stem(&s->languages.at[LANGUAGE_MAIN], q->words[i].text, q->words[i].len, q->first_stems[i].stem);
	}
	q->parts_len = 0;
	for (int i = 0; i < q->len;) {
		struct part *part = &q->parts[q->parts_len++];
		read_part(s, q, i, part);
		i += part->len;
	}
}

const struct name *question_synonym(const struct question *q, int i)
{
	for (int k = 0; k < q->parts_len; k++) {
		const struct part *p = &q->parts[k];
		if (i >= p->from && i < p->from + p->len) {
			return p->kind == PART_NAME && p->name->kind == NAME_SYNONYM ? p->name : NULL;
		}
	}
	return NULL;
}
