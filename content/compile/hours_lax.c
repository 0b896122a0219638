/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening hours as people write them, put into the grammar. The words are data: assets/calendar/words.yaml. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "compile/fields.h"
#include "compile/hours_check.h"

enum { WORDS_FILE_BYTES_MAX = 64 * 1024 };

static void read_words(struct pack *p)
{
	if (p->hours_words_read || !p->assets) {
		return;
	}
	p->hours_words_read = true;
	struct err e = { 0 };
	const char *file = arena_printf(p->arena, "%s/calendar/words.yaml", p->assets);
	struct yaml *y = yaml_read(file, WORDS_FILE_BYTES_MAX, &e);
	for (const struct yaml_node *n = y ? yaml_root(y)->child : NULL; n; n = n->next) {
		struct hours_word *w = PACK_PUSH(p->arena, p->hours_words, p->hours_words_len);
		*w = (struct hours_word){ arena_strdup(p->arena, n->key ? n->key : ""),
			arena_strdup(p->arena, n->type == YAML_SCALAR ? n->text : "") };
	}
	yaml_destroy(y);
}

struct rewriter {
	const struct pack *p;
	const char *start, *at;
	struct buf out;
	bool in_dates; /* the last word was a month or week: a number is no hour */
};

/* A letter, or a byte of one that is not ASCII. */
static bool is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The longest of the words that stands here, whole. */
static const struct hours_word *word_here(const struct rewriter *r, size_t *len)
{
	const struct hours_word *best = NULL;
	*len = 0;
	for (size_t i = 0; i < r->p->hours_words_len; i++) {
		const struct hours_word *w = &r->p->hours_words[i];
		size_t n = strlen(w->written);
		bool letter = n > 0 && is_letter(w->written[n - 1]);
		if (n > *len && strncasecmp(r->at, w->written, n) == 0 && !(letter && is_letter(r->at[n]))) {
			best = w;
			*len = n;
		}
	}
	return best;
}

static char last(const struct rewriter *r)
{
	size_t n = r->out.len;
	while (n > 0 && r->out.bytes[n - 1] == ' ') {
		n--;
	}
	return n ? (char)r->out.bytes[n - 1] : '\0';
}

static void put(struct rewriter *r, const char *text)
{
	bool apart = r->out.len > 0 && text[0] && !strchr("-,;:[", text[0]) && !strchr("-,[", last(r));
	if (apart && r->out.bytes[r->out.len - 1] != ' ') {
		buf_add_char(&r->out, ' ');
	}
	buf_add_text(&r->out, text);
}

/* 9, 9h, 9h30, 09.30, 9:30 */
static void take_hour(struct rewriter *r)
{
	int hours = 0;
	int minutes = 0;
	while (isdigit((unsigned char)*r->at)) {
		hours = hours < 100 ? hours * 10 + (*r->at - '0') : hours;
		r->at++;
	}
	bool separator = *r->at == ':' || *r->at == '.' || tolower((unsigned char)*r->at) == 'h';
	if (separator) {
		r->at++;
	}
	for (int n = 0; separator && n < 2 && isdigit((unsigned char)*r->at); n++) {
		minutes = minutes * 10 + (*r->at++ - '0');
	}
	char text[16];
	snprintf(text, sizeof text, "%02d:%02d", hours, minutes);
	put(r, text);
}

static void take_letters(struct rewriter *r)
{
	const char *from = r->at;
	while (is_letter(*r->at)) {
		r->at++;
	}
	char word[64];
	size_t len = (size_t)(r->at - from) + 1;
	str_cut(word, len < sizeof word ? len : sizeof word, from);
	put(r, word);
}

static void take_mark(struct rewriter *r)
{
	char mark[2] = { *r->at++, '\0' };
	if (mark[0] == ' ' || mark[0] == '\t') {
		return;
	}
	bool after_time = isdigit((unsigned char)last(r));
	if (mark[0] == '/' || mark[0] == '&' || mark[0] == '+') {
		mark[0] = ',';
	}
	if (mark[0] == ',' && after_time) { /* another day after a time is another rule */
		const char *ahead = r->at + strspn(r->at, " ");
		mark[0] = is_letter(*ahead) ? ';' : ',';
	}
	if (mark[0] == ':' || mark[0] == '.') { /* `lundi : 9h`, `lun. 9h` */
		return;
	}
	put(r, mark);
}

static void take_comment(struct rewriter *r)
{
	const char *end = strchr(r->at + 1, '"');
	size_t len = end ? (size_t)(end - r->at) + 1 : strlen(r->at);
	put(r, "");
	buf_add_char(&r->out, ' ');
	buf_add(&r->out, r->at, len);
	r->at += len;
}

static bool names_date(const char *word)
{
	static const char dates[] = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec week ";
	const char *found = strlen(word) >= 3 ? strstr(dates, word) : NULL;
	return found && found[-1] == ' ';
}

static void rewrite(struct rewriter *r)
{
	size_t len;
	while (*r->at) {
		const struct hours_word *w = word_here(r, &len);
		if (*r->at == '"') {
			take_comment(r);
		} else if (w) {
			put(r, w->strict);
			r->in_dates = names_date(w->strict);
			r->at += len;
		} else if (isdigit((unsigned char)*r->at) && !r->in_dates && strspn(r->at, "0123456789") <= 2) {
			take_hour(r);
		} else if (is_letter(*r->at)) {
			take_letters(r);
		} else if (isdigit((unsigned char)*r->at)) {
			buf_printf(&r->out, "%s%c", isdigit((unsigned char)last(r)) ? "" : " ", *r->at++);
			r->in_dates = isdigit((unsigned char)*r->at);
		} else {
			take_mark(r);
		}
	}
}

const char *pack_strict_hours(struct pack *p, const char *text)
{
	read_words(p);
	struct rewriter r = { .p = p, .start = text, .at = text };
	rewrite(&r);
	const struct hours *h = NULL;
	const char *strict = arena_strdup(p->arena, buf_text(&r.out));
	buf_finish(&r.out);
	return hours_parse(strict, p->arena, &h, NULL, NULL) && hours_doubt(h) == HOURS_DOUBT_NONE ? strict : NULL;
}
