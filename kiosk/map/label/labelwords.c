/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/label/labelwords.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "draw/linebreaks.h"

/* ---- as the style wants them ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool word_is(const struct expr *x, const struct expr_scene *scene, const char *word)
{
	struct mvt_slice text = expr_text(x, scene);
	return text.len == strlen(word) && memcmp(text.bytes, word, text.len) == 0;
}

bool label_words(const struct style_layer *layer, const struct expr_scene *scene, char out[LABEL_TEXT_BYTES])
{
	struct mvt_slice text = expr_text(layer->properties[STYLE_TEXT], scene);
	/* "{name:latin}\n{name:nonlatin}" leaves an empty line where there is but one. */
	while (text.len > 0 && is_blank(text.bytes[text.len - 1])) {
		text.len--;
	}
	while (text.len > 0 && is_blank(text.bytes[0])) {
		text.bytes++;
		text.len--;
	}
	if (text.len == 0 || text.len >= LABEL_TEXT_BYTES || !utf8_valid(text.bytes, text.len)) {
		return false;
	}
	const struct expr *transform = layer->properties[STYLE_TRANSFORM];
	bool up = transform && word_is(transform, scene, "uppercase");
	struct buf changed = { 0 };
	if (up || (transform && word_is(transform, scene, "lowercase"))) {
		expr_letter_case(text, up, &changed);
		text = (struct mvt_slice){ buf_text(&changed), changed.len };
	}
	bool fits = text.len < LABEL_TEXT_BYTES;
	for (size_t i = 0; fits && i < text.len; i++) {
		bool space = is_blank(text.bytes[i]) && text.bytes[i] != '\n';
		out[i] = (char)(space ? ' ' : text.bytes[i]);
	}
	out[fits ? text.len : 0] = '\0';
	buf_finish(&changed);
	return fits;
}

/* ---- shorter ---- */

static bool ends_word(char c)
{
	return c == ' ' || c == '-';
}

/* A word only where another one follows: "Place du Quai" keeps its quay, a hamlet called Saint its name. */
static const struct abbreviation *abbreviation_at(const struct abbreviations *all, const char *name, size_t at,
		size_t left, int degree)
{
	bool starts = at == 0 || ends_word(name[at - 1]) || name[at - 1] == '\'';
	for (size_t i = 0; i < all->len; i++) {
		const struct abbreviation *a = &all->at[i];
		bool last = a->where == ABBREVIATION_END;
		bool here = last                           ? at > 0 && left == a->len
			    : a->where == ABBREVIATION_ANY ? starts && left > a->len
							   : at == 0 && left > a->len;
		if (here && a->degree <= degree && (last || ends_word(name[at + a->len])) &&
				strncasecmp(name + at, a->word, a->len) == 0) {
			return a;
		}
	}
	return NULL;
}

static bool shorten(const struct abbreviations *all, const char *name, int degree, char *out, size_t size)
{
	size_t len = 0;
	bool changed = false;
	size_t name_len = strlen(name);
	for (size_t at = 0; at < name_len;) {
		const struct abbreviation *a = abbreviation_at(all, name, at, name_len - at, degree);
		const char *from = a ? a->shorter : name + at;
		size_t count = a ? strlen(a->shorter) : 1;
		if (len + count >= size) {
			return false;
		}
		memcpy(out + len, from, count);
		len += count;
		at += a ? a->len : 1;
		changed = changed || a;
	}
	out[len] = '\0';
	return changed;
}

bool label_abbreviate(const struct abbreviations *all, const char *name, int degree, char *out, size_t size)
{
	char less[LABEL_TEXT_BYTES];
	bool before = degree > 1 && shorten(all, name, degree - 1, less, sizeof less);
	return shorten(all, name, degree, out, size) && !(before && str_equal(less, out));
}

/* ---- on several lines ---- */

/* What may not be broken: up to a place where a line may end. */
struct word {
	size_t first, solid_end, end; /* bytes; end: with the spaces after it */
	float w, solid_w;             /* px */
	bool must_break;              /* after it */
};

enum { WORDS_MAX = 24 };

static size_t find_words(const char *text, size_t len, struct word words[WORDS_MAX])
{
	char breaks[LABEL_TEXT_BYTES];
	char safe[LABEL_TEXT_BYTES];
	size_t count = 0;
	size_t from = 0;
	memcpy(safe, text, len);
	linebreaks_find(safe, len, "", breaks);
	for (size_t i = 0; i < len; i++) {
		bool newline = text[i] == '\n';
		bool room = count + 1 < WORDS_MAX; /* the last one takes all that is left */
		if (i + 1 < len && !(room && (breaks[i] == LINEBREAKS_MAY || newline))) {
			continue;
		}
		size_t solid = i + 1;
		while (solid > from && is_blank(text[solid - 1])) {
			solid--;
		}
		words[count++] = (struct word){ from, solid, i + 1, 0, 0, newline };
		from = i + 1;
	}
	return count;
}

static void measure_words(const struct glyph_run *run, struct word *words, size_t count)
{
	for (size_t g = 0; g < run->len; g++) {
		size_t byte = run->at[g].byte;
		size_t w = 0;
		while (w + 1 < count && byte >= words[w].end) {
			w++;
		}
		words[w].w += run->at[g].advance;
		words[w].solid_w += byte < words[w].solid_end ? run->at[g].advance : 0;
	}
}

/* Cost of a line: how far it is from what all should have; a little more when it is too long. */
static float cost_of(float w, float wanted, float max_px)
{
	float off = w - wanted;
	return off * off + (w > max_px ? 4 * (w - max_px) * (w - max_px) + 1 : 0);
}

/* Words first up to end on lines of about equal length: the cheapest way of all (least squares). */
static size_t wrap_words(const struct word *words, size_t first, size_t end, float max_px, struct label_line *lines,
		size_t room)
{
	float total = words[end - 1].solid_w;
	for (size_t i = first; i + 1 < end; i++) {
		total += words[i].w;
	}
	float wanted = total / fmaxf(1, ceilf(total / fmaxf(max_px, 1)));
	float best[WORDS_MAX + 1];
	size_t from[WORDS_MAX + 1] = { 0 };
	best[first] = 0;
	for (size_t i = first + 1; i <= end; i++) {
		float w = words[i - 1].solid_w;
		best[i] = INFINITY;
		for (size_t k = i; k-- > first;) {
			float cost = best[k] + cost_of(w, wanted, max_px);
			if (cost < best[i]) {
				best[i] = cost;
				from[i] = k;
			}
			w += k > first ? words[k - 1].w : 0;
		}
	}
	size_t cuts[WORDS_MAX];
	size_t count = 0;
	for (size_t i = end; i > first; i = from[i]) {
		cuts[count++] = i;
	}
	size_t at = first;
	size_t made = 0;
	while (made < room && made < count) {
		/* More lines than there is room for: the last one is longer. */
		size_t to = made + 1 == room ? end : cuts[count - 1 - made];
		lines[made++] = (struct label_line){ words[at].first, words[to - 1].solid_end };
		at = to;
	}
	return made;
}

size_t label_wrap(const char *text, const struct glyph_run *run, float max_px, struct label_line lines[LABEL_LINES_MAX])
{
	struct word words[WORDS_MAX] = { 0 };
	size_t count = find_words(text, strlen(text), words);
	size_t len = 0;
	measure_words(run, words, count);
	for (size_t first = 0; first < count && len < LABEL_LINES_MAX;) {
		size_t end = first + 1;
		while (end < count && !words[end - 1].must_break) {
			end++;
		}
		len += wrap_words(words, first, end, max_px, lines + len, LABEL_LINES_MAX - len);
		first = end;
	}
	return len;
}
