/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_words.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { LATIN_FROM = 0xC0, LATIN_TO = 0x17F };

/* U+00C0 to U+017F without accents, lower case; a space where two letters or none are needed. */
static const char latin[LATIN_TO - LATIN_FROM + 2] = "aaaaaa ceeeeiiiidnooooo  uuuuy  aaaaaa ceeeeiiiidnooooo  uuuuy y"
						     "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkklllllll"
						     "lllnnnnnnnnnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* Letters that are written as others, or as two. People write alef without its hamza, yeh without its dots, and teh
 * marbuta as heh. */
static const struct {
	uint32_t code;
	const char *letters;
} opened[] = { { 0xC6, "ae" }, { 0xE6, "ae" }, { 0x152, "oe" }, { 0x153, "oe" }, { 0xDF, "ss" }, { 0xDE, "th" },
	{ 0xFE, "th" }, { 0xD8, "o" }, { 0xF8, "o" }, { 0x132, "ij" }, { 0x133, "ij" }, { 0x1E9E, "ss" },
	{ 0x219, "s" }, { 0x218, "s" }, { 0x21B, "t" }, { 0x21A, "t" }, { 0x622, "ا" }, { 0x623, "ا" }, { 0x625, "ا" },
	{ 0x649, "ي" }, { 0x629, "ه" }, { 0x490, "г" }, { 0x491, "г" } };

static bool is_mark(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x652) || c == 0x640 || c == 0xAD || c == 0x200D;
}

static bool is_letter(uint32_t c)
{
	if (c < 0x80) {
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	}
	if (c < LATIN_FROM || c == 0xD7 || c == 0xF7) {
		return c == 0xAA || c == 0xBA || c == 0xB5;
	}
	bool punctuation = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
			   (c >= 0xFE00 && c <= 0xFE6F) || c >= 0xFFF0;
	bool arabic_punctuation = c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4;
	return !punctuation && !arabic_punctuation;
}

static uint32_t lower(uint32_t c)
{
	if (c >= 'A' && c <= 'Z') {
		return c + 0x20;
	}
	if (c >= 0x391 && c <= 0x3A9) { /* Greek */
		return c + 0x20;
	}
	if (c >= 0x410 && c <= 0x42F) { /* Cyrillic */
		return c + 0x20;
	}
	return c >= 0x400 && c <= 0x40F ? c + 0x50 : c;
}

static size_t fold(uint32_t c, char out[4])
{
	if (is_mark(c)) {
		return 0;
	}
	for (size_t i = 0; c >= 0x80 && i < ARRAY_LEN(opened); i++) {
		if (opened[i].code == c) {
			memcpy(out, opened[i].letters, strlen(opened[i].letters));
			return strlen(opened[i].letters);
		}
	}
	if (c >= LATIN_FROM && c <= LATIN_TO && latin[c - LATIN_FROM] != ' ') {
		out[0] = latin[c - LATIN_FROM];
		return 1;
	}
	return utf8_put(lower(c), out);
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2BC;
}

static bool word_list_has(const struct word_list *list, const char *word)
{
	size_t low = 0;
	size_t high = list->len;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(word, list->at[middle]);
		if (order == 0) {
			return true;
		}
		if (order < 0) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return false;
}

/* One run of letters. */
static bool next_run(const char *text, size_t len, size_t *at, struct word *out, bool *apostrophe)
{
	const char *end = text + len;
	const char *p = text + *at;
	out->len = 0;
	*apostrophe = false;
	while (p < end) {
		const char *start = p;
		uint32_t c = utf8_next(&p, end);
		if (is_letter(c) || (out->len > 0 && is_mark(c))) {
			char folded[4];
			size_t n = fold(c, folded);
			out->from = out->len == 0 ? (size_t)(start - text) : out->from;
			if (out->len + n < WORD_BYTES) {
				memcpy(out->text + out->len, folded, n);
				out->len += n;
			}
			out->to = (size_t)(p - text);
		} else if (out->len > 0) {
			*apostrophe = is_apostrophe(c);
			break;
		}
	}
	*at = (size_t)(p - text);
	out->text[out->len] = '\0';
	return out->len > 0;
}

bool word_next(const struct search_language *l, const char *text, size_t len, size_t *at, struct word *out)
{
	bool apostrophe;
	while (next_run(text, len, at, out, &apostrophe)) {
		if (!apostrophe || !l || !word_list_has(&l->elisions, out->text)) {
			return true;
		}
	}
	return false;
}

bool word_is_stop(const struct search_language *l, const char *folded)
{
	return word_list_has(&l->stops, folded);
}

void word_stemmer_forget(const struct search_language *l)
{
	sb_symbol blanks[WORD_BYTES];
	memset(blanks, ' ', sizeof blanks); /* as long as the longest word */
	if (l->stemmer) {
		(void)sb_stemmer_stem(l->stemmer, blanks, sizeof blanks);
	}
}

/* Endings that Snowball leaves alone: without its accents, salariée would keep one e more than salarié, as it knows
 * ée and not ee. The first that fits is replaced. */
static size_t replace_ending(const struct search_language *l, const char *word, size_t len, char out[WORD_BYTES])
{
	str_cut(out, WORD_BYTES, word);
	if (len < 5 || len >= WORD_BYTES) {
		return len;
	}
	for (size_t i = 0; i < l->endings_len; i++) {
		const struct word_ending *e = &l->endings[i];
		size_t stays = len - (e->from_len < len ? e->from_len : len);
		if (stays > 0 && strcmp(word + stays, e->from) == 0 && stays + e->to_len < WORD_BYTES) {
			memcpy(out + stays, e->to, e->to_len + 1);
			return stays + e->to_len;
		}
	}
	return len;
}

void word_stem(const struct search_language *l, const char *word, size_t len, char out[WORD_BYTES])
{
	char plain[WORD_BYTES];
	len = replace_ending(l, word, len, plain);
	const sb_symbol *stem = l->stemmer ? sb_stemmer_stem(l->stemmer, (const sb_symbol *)plain, (int)len) : NULL;
	size_t stem_len = stem ? (size_t)sb_stemmer_length(l->stemmer) : 0;
	if (stem_len == 0 || stem_len >= WORD_BYTES) {
		str_cut(out, WORD_BYTES, plain);
		return;
	}
	memcpy(out, stem, stem_len);
	out[stem_len] = '\0';
}

/* ---- sounds ---- */

static void collapse_doubles(char *text)
{
	size_t to = 0;
	for (size_t from = 0; text[from]; from++) {
		if (from == 0 || text[from] != text[from - 1] || (unsigned char)text[from] >= 0x80) {
			text[to++] = text[from];
		}
	}
	text[to] = '\0';
}

/* Every place of `text` where the rule fits; `^` and `$` tie it to the beginning and the end. Never makes it longer. */
static void replace_sound(const struct word_ending *rule, char *text)
{
	bool at_start = rule->from[0] == '^';
	const char *from = rule->from + at_start;
	size_t len = rule->from_len - at_start;
	bool at_end = len > 0 && from[len - 1] == '$';
	len -= at_end;
	size_t text_len = strlen(text);
	size_t to = 0;
	for (size_t at = 0; at < text_len;) {
		bool fits = len > 0 && at + len <= text_len && memcmp(text + at, from, len) == 0 &&
			    (!at_start || at == 0) && (!at_end || at + len == text_len) && rule->to_len <= len;
		if (fits) {
			memcpy(text + to, rule->to, rule->to_len);
			to += rule->to_len;
			at += len;
		} else {
			text[to++] = text[at++];
		}
	}
	text[to] = '\0';
}

void word_sound(const struct search_language *l, const char *word, char out[WORD_BYTES])
{
	out[0] = '\0';
	if (l->sounds_len == 0) {
		return;
	}
	str_cut(out, WORD_BYTES, word);
	collapse_doubles(out);
	for (size_t i = 0; i < l->sounds_len; i++) {
		replace_sound(&l->sounds[i], out);
	}
	collapse_doubles(out);
	if (strlen(out) < SOUND_BYTES_MIN) {
		out[0] = '\0';
	}
}
