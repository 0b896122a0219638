/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/read.h"

#include <string.h>

#include "base/str.h"

enum { ABBREVIATION_BYTES = 1 }; /* « M. », « L. 6111 »: a letter and a full stop end no sentence */

static const struct node *area_of(const struct node *root)
{
	const struct node *dialog = root ? tree_dialog(root) : NULL;
	return dialog ? dialog : root;
}

/* What stands on every page, and the map. */
static bool is_apart(enum role role)
{
	return role == ROLE_NAVIGATION || role == ROLE_BANNER || role == ROLE_PAGES || role == ROLE_MAP;
}

static bool has_words(const struct node *n)
{
	return n->name && n->name[0] != '\0';
}

static bool is_read(const struct node *within, const struct node *n)
{
	if (!has_words(n) || n->role == ROLE_KEY || n->role == ROLE_WINDOW || n->role == ROLE_MARKER ||
			n->role == ROLE_DIALOG) {
		return false;
	}
	for (const struct node *up = n; up; up = up == within ? NULL : up->parent) {
		if (is_apart(up->role) || (up != n && up->action.type != 0)) {
			return false;
		}
	}
	return true;
}

/* ---- sentences ---- */

static bool starts_any(const char *at, const char *const *marks, size_t *len)
{
	for (; *marks; marks++) {
		if (str_starts(at, *marks)) {
			*len = strlen(*marks);
			return true;
		}
	}
	return false;
}

/* What ends a sentence; a full stop does not always. */
static bool ends_here(const char *at, size_t *len)
{
	static const char *const ends[] = { ".", "!", "?", "…", "؟", NULL };
	return starts_any(at, ends, len);
}

static size_t closing_len(const char *at)
{
	static const char *const closing[] = { "»", "”", "’", "\"", ")", " »", "\u00A0»", "\u202F»", ".", "!", "?",
		NULL };
	size_t all = 0;
	size_t len;
	while (starts_any(at + all, closing, &len)) {
		all += len;
	}
	return all;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n';
}

/* A full stop after a single letter, or before a small letter or a figure, stands within a sentence. */
static bool is_within(const char *text, size_t from, size_t at, size_t next)
{
	if (text[at] != '.') {
		return false;
	}
	size_t word = 0;
	while (word < at - from && !is_space(text[at - 1 - word])) {
		word++;
	}
	char follows = text[next];
	return word <= ABBREVIATION_BYTES || (follows >= 'a' && follows <= 'z') || (follows >= '0' && follows <= '9');
}

/* The last space before the bound, else the end of the last whole character. */
static size_t cut_at(const char *text, size_t from)
{
	size_t to = from + READ_BYTES - 1;
	for (size_t at = to; at > from + 1; at--) {
		if (is_space(text[at])) {
			return at;
		}
	}
	while (to > from + 1 && ((unsigned char)text[to] & 0xC0) == 0x80) {
		to--;
	}
	return to;
}

size_t read_sentence_end(const char *text, size_t from)
{
	size_t at = from;
	while (text[at] != '\0' && text[at] != '\n') {
		size_t len;
		if (at - from >= READ_BYTES - 1) {
			return cut_at(text, from);
		}
		if (!ends_here(text + at, &len)) {
			at++;
			continue;
		}
		size_t end = at + len + closing_len(text + at + len);
		size_t next = end;
		while (is_space(text[next])) {
			next++;
		}
		bool last = text[end] == '\0' || text[end] == '\n';
		if (last || (next > end && !is_within(text, from, at, next))) {
			return end - from < READ_BYTES ? end : cut_at(text, from);
		}
		at = end;
	}
	return at;
}

static size_t skip_spaces(const char *text, size_t at)
{
	while (is_space(text[at])) {
		at++;
	}
	return at;
}

/* ---- the page ---- */

/* Goes on to the next sentence of *at, or of the next node that is read. False: that was the last. */
static bool next_sentence(const struct node *within, struct read_at *at)
{
	const struct node *n = at->node ? at->node : within;
	bool more = at->node && n->action.type == 0;
	if (more) {
		at->from = skip_spaces(n->name, at->to);
		if (n->name[at->from] != '\0') {
			at->to = read_sentence_end(n->name, at->from);
			return true;
		}
	}
	n = at->node ? tree_next(within, n) : n;
	for (; n; n = tree_next(within, n)) {
		if (is_read(within, n) && n->name[skip_spaces(n->name, 0)] != '\0') {
			size_t from = n->action.type != 0 ? 0 : skip_spaces(n->name, 0);
			size_t to = n->action.type != 0 ? strlen(n->name) : read_sentence_end(n->name, from);
			*at = (struct read_at){ n, from, to };
			return true;
		}
	}
	return false;
}

int read_count(const struct node *root)
{
	const struct node *within = area_of(root);
	struct read_at at = { 0 };
	int count = 0;
	while (within && next_sentence(within, &at)) {
		count++;
	}
	return count;
}

bool read_find(const struct node *root, int index, struct read_at *out)
{
	const struct node *within = area_of(root);
	struct read_at at = { 0 };
	for (int i = 0; within && index >= 0 && next_sentence(within, &at); i++) {
		if (i == index) {
			*out = at;
			return true;
		}
	}
	return false;
}

int read_index(const struct node *root, const struct node *n)
{
	const struct node *within = area_of(root);
	struct read_at at = { 0 };
	for (int i = 0; within && next_sentence(within, &at); i++) {
		if (at.node == n) {
			return i;
		}
	}
	return -1;
}

/* ---- the words ---- */

struct words {
	char *out;
	size_t size, len;
	struct read_parts *parts;
};

/* U+200E, U+200F and U+2066 to U+2069: a visitor's eyes need them. */
static bool is_mark(uint32_t c)
{
	return c == 0x200E || c == 0x200F || (c >= 0x2066 && c <= 0x2069);
}

static void put_char(struct words *w, const char *at, size_t len)
{
	if (w->len + len < w->size) {
		memcpy(w->out + w->len, at, len);
		w->len += len;
		w->out[w->len] = '\0';
	} else {
		w->size = w->len; /* full: what follows would be half of something */
	}
}

static bool same_lang(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void end_part(struct words *w, const char *lang)
{
	struct read_parts *p = w->parts;
	if (!p || w->len == 0) {
		return;
	}
	bool goes_on = p->len > 0 && (same_lang(p->at[p->len - 1].lang, lang) || p->len == READ_PARTS_MAX);
	p->len += goes_on ? 0 : 1;
	p->at[p->len - 1].lang = goes_on ? p->at[p->len - 1].lang : lang;
	p->at[p->len - 1].to = w->len;
}

static void add_words(struct words *w, const char *text, size_t len, const char *lang)
{
	while (len > 0 && is_space(text[len - 1])) {
		len--;
	}
	if (len == 0 || w->len + 4 > w->size) {
		return;
	}
	if (w->len > 0) {
		put_char(w, ", ", 2);
	}
	for (const char *at = text; at < text + len;) {
		const char *from = at;
		if (!is_mark(utf8_next(&at, text + len))) {
			put_char(w, from, (size_t)(at - from));
		}
	}
	end_part(w, lang);
}

/* Next node within `root` that is not below n. */
static const struct node *next_beside(const struct node *root, const struct node *n)
{
	while (n != root && !n->next) {
		n = n->parent;
	}
	return n == root ? NULL : n->next;
}

static void add_control(struct words *w, const struct node *control)
{
	add_words(w, control->name, strlen(control->name), control->lang);
	const struct node *n = control->first;
	while (n) {
		bool other = n->action.type != 0 || is_apart(n->role);
		if (!other && has_words(n) && strcmp(n->name, control->name) != 0) {
			add_words(w, n->name, strlen(n->name), n->lang);
		}
		n = other || !n->first ? next_beside(control, n) : n->first;
	}
}

void read_words(const struct read_at *at, char *out, size_t size, struct read_parts *parts)
{
	struct words w = { .out = out, .size = size, .parts = parts };
	out[0] = '\0';
	if (parts) {
		parts->len = 0;
	}
	if (at->node->action.type != 0) {
		add_control(&w, at->node);
	} else {
		add_words(&w, at->node->name + at->from, at->to - at->from, at->node->lang);
	}
}

/* ---- Latin words among others ---- */

enum { FIRST_OTHER_LETTER = 0x370, LAST_LATIN_LETTER = 0x24F }; /* Greek; Latin Extended-B */

static bool is_latin(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= 0xC0 && c <= LAST_LATIN_LETTER && c != 0xD7 && c != 0xF7);
}

/* Digits are said in the language around them. Between the letters of the world's scripts stand signs and spaces. */
static bool is_of_others(uint32_t c)
{
	bool sign = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F);
	return (c >= '0' && c <= '9') || (c >= FIRST_OTHER_LETTER && !sign);
}

static bool is_gap(uint32_t c)
{
	return c == ' ' || c == '\n' || c == 0xA0 || c == 0x202F;
}

enum word { WORD_NONE, WORD_LATIN, WORD_OTHER };

/* The word at *at and the gap behind it, which *at is moved past. */
static enum word take_word(const char **at, const char *end)
{
	bool latin = false;
	bool other = false;
	bool gap = false;
	while (*at < end) {
		const char *next = *at;
		uint32_t c = utf8_next(&next, end);
		if (gap && !is_gap(c)) {
			break;
		}
		gap = is_gap(c);
		latin = latin || is_latin(c);
		other = other || is_of_others(c);
		*at = next;
	}
	return other ? WORD_OTHER : latin ? WORD_LATIN : WORD_NONE;
}

static void add_part(struct read_parts *parts, const char *lang, size_t to)
{
	struct read_part *last = parts->len > 0 ? &parts->at[parts->len - 1] : NULL;
	if (!last || (parts->len < READ_PARTS_MAX && !same_lang(last->lang, lang))) {
		parts->at[parts->len++] = (struct read_part){ lang, to };
	} else {
		last->to = to;
	}
}

void read_latin(const char *text, struct read_parts *parts, const char *lang)
{
	struct read_parts split = { .len = 0 };
	size_t from = 0;
	for (int i = 0; i < parts->len; i++) {
		const struct read_part *p = &parts->at[i];
		const char *said = NULL; /* of the word before */
		for (const char *at = text + from; !p->lang && at < text + p->to;) {
			enum word word = take_word(&at, text + p->to);
			said = word == WORD_LATIN ? lang : word == WORD_OTHER ? NULL : said;
			add_part(&split, said, (size_t)(at - text));
		}
		if (p->lang) {
			add_part(&split, p->lang, p->to);
		}
		from = p->to;
	}
	*parts = split;
}
