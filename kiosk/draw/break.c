/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line breaking: text_break() of text.h. */
#include <limits.h>
#include <string.h>

#include "base/str.h"
#include "draw/break_private.h"
#include "draw/direction.h"

/* Words from..to stay together (glued ones follow their first, and what follows a hyphen where compounds stay whole).
 */
static size_t group_end(const struct breaker *b, size_t from)
{
	size_t to = from + 1;
	while (to < b->word_count && (b->words[to].glued || (b->whole && b->words[to - 1].hyphen))) {
		to++;
	}
	return to;
}

static int group_width(const struct breaker *b, size_t from, size_t to, bool solid)
{
	int w = 0;
	for (size_t i = from; i < to; i++) {
		w += solid && i + 1 == to ? b->words[i].solid_w : b->words[i].w;
	}
	return w;
}

/* Words i.. to the last of the same span; their text is contiguous there. */
static size_t run_last(const struct breaker *b, size_t i, size_t to)
{
	while (i + 1 < to && b->words[i + 1].span == b->words[i].span) {
		i++;
	}
	return i;
}

static size_t run_len(const struct breaker *b, size_t first, size_t last, bool ends_line)
{
	const struct break_word *end = &b->words[last];
	return (size_t)(end->text + (ends_line ? end->solid_len : end->len) - b->words[first].text);
}

/* As it will be painted: the sum of the words is a px off now and then. */
static int line_width(const struct breaker *b, size_t from, size_t to)
{
	int w = 0;
	for (size_t i = from; i < to;) {
		size_t last = run_last(b, i, to);
		w += fonts_measure(b->f, b->spans[b->words[i].span].weight, b->size_px, b->words[i].text,
				run_len(b, i, last, last + 1 == to));
		i = last + 1;
	}
	return w;
}

/* Where the line that starts at word `from` ends. At least one group, however wide. */
static size_t line_end(const struct breaker *b, size_t from, int width_px)
{
	int used = 0;
	size_t at = from;
	size_t before = from; /* the same without the last group */
	while (at < b->word_count) {
		size_t to = group_end(b, at);
		if (at > from && used + group_width(b, at, to, true) > width_px) {
			break;
		}
		used += group_width(b, at, to, false);
		before = at;
		at = to;
		if (b->words[to - 1].newline) {
			break;
		}
	}
	return before > from && line_width(b, from, at) > width_px ? before : at;
}

static int count_lines(const struct breaker *b, int width_px, int *widest)
{
	int lines = 0;
	*widest = 0;
	for (size_t at = 0; at < b->word_count; lines++) {
		size_t end = line_end(b, at, width_px);
		int w = line_width(b, at, end);
		*widest = w > *widest ? w : *widest;
		at = end;
	}
	return lines;
}

/* A compound is broken after its hyphen only where that saves a line: « Relais de / Pont-de-Veyle ». */
static void keep_compounds(struct breaker *b, int width_px)
{
	bool any = false;
	for (size_t i = 0; i + 1 < b->word_count; i++) {
		any = any || b->words[i].hyphen;
	}
	if (!any) {
		return;
	}
	int widest;
	int lines = count_lines(b, width_px, &widest);
	b->whole = true;
	b->whole = count_lines(b, width_px, &widest) <= lines && widest <= width_px;
}

/* DESIGN.md section 3: the smallest width that keeps the number of lines. */
static int balanced_width(const struct breaker *b, int width_px)
{
	int widest;
	int lines = count_lines(b, width_px, &widest);
	if (lines < 2 || lines > 3) {
		return width_px;
	}
	int low = width_px / lines;
	int high = width_px;
	while (low < high) {
		int middle = low + (high - low) / 2;
		if (count_lines(b, middle, &widest) == lines && widest <= middle) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return high;
}

/* Words wider than the line (an address without spaces) are cut between characters, once, beforehand. */
static void cut_wide_words(struct breaker *b, int width_px)
{
	size_t extra = 0;
	for (size_t i = 0; i < b->word_count; i++) {
		if (b->words[i].solid_w > width_px && width_px > 0) {
			extra += b->words[i].len;
		}
	}
	if (extra == 0) {
		return;
	}
	b->cut = true;
	struct break_word *old = b->words;
	size_t old_count = b->word_count;
	b->words = ARENA_ARRAY(b->arena, struct break_word, old_count + extra);
	b->word_count = 0;
	for (size_t i = 0; i < old_count; i++) {
		const struct break_word *w = &old[i];
		if (w->solid_w <= width_px) {
			b->words[b->word_count++] = *w;
			continue;
		}
		const char *end = w->text + w->len;
		const char *from = w->text;
		bool first = true;
		while (from < end) {
			const char *to = from;
			(void)utf8_next(&to, end);
			for (const char *next = to; next < end;) {
				(void)utf8_next(&next, end);
				if (fonts_measure(b->f, b->spans[w->span].weight, b->size_px, from,
						    (size_t)(next - from)) > width_px) {
					break;
				}
				to = next;
			}
			break_add_word(b, w->span, from, (size_t)(to - from), first && w->glued,
					to == end && w->newline);
			first = false;
			from = to;
		}
	}
}

/* A line that begins inside of an isolate has what opens it before its words. */
static void keep_isolate(const struct breaker *b, const struct text_span *span, struct text_run *run)
{
	char mark[4];
	uint32_t open = direction_open_isolate(span->text, (size_t)(run->text - span->text));
	size_t mark_len = open ? utf8_put(open, mark) : 0;
	if (mark_len > 0) {
		char *text = arena_alloc(b->arena, mark_len + run->len + 1, 1);
		memcpy(text, mark, mark_len);
		memcpy(text + mark_len, run->text, run->len);
		run->text = text;
		run->len += mark_len;
	}
}

/* Each line is ordered by itself: a hyphen that ends a line inside of a compound keeps the side of the letters before
 * it by a mark of their direction, in a text that has letters of both. */
static void keep_hyphen(const struct breaker *b, const struct text_span *span, struct text_run *run)
{
	enum { LEFT_TO_RIGHT = 0x200E, RIGHT_TO_LEFT = 0x200F };
	if (!break_ends_in_hyphen(run->text, run->len) || !direction_has_rtl(span->text, span->len)) {
		return;
	}
	char mark[4];
	size_t from = run->len - 1;
	while (from > 0 && run->text[from - 1] != ' ') {
		from--;
	}
	bool rtl = direction_has_rtl(run->text + from, run->len - from);
	size_t mark_len = utf8_put(rtl ? RIGHT_TO_LEFT : LEFT_TO_RIGHT, mark);
	char *text = arena_alloc(b->arena, run->len + mark_len + 1, 1);
	memcpy(text, run->text, run->len);
	memcpy(text + run->len, mark, mark_len);
	run->text = text;
	run->len += mark_len;
}

/* One run per stretch of the same span; its text is contiguous in the span. */
static void emit_line(struct breaker *b, struct text_layout *out, size_t from, size_t to, int line)
{
	int x = 0;
	for (size_t i = from; i < to;) {
		size_t last = run_last(b, i, to);
		const struct text_span *span = &b->spans[b->words[i].span];
		size_t len = run_len(b, i, last, last + 1 == to);
		int w = fonts_measure(b->f, span->weight, b->size_px, b->words[i].text, len);
		if (len > 0) {
			struct text_run *run = &out->runs[out->run_count++];
			*run = (struct text_run){ b->words[i].text, len, span->weight, span->mark, x, w, line };
			keep_isolate(b, span, run);
			if (last + 1 == to && to < b->word_count && b->words[last].hyphen) {
				keep_hyphen(b, span, run);
			}
		}
		x += w;
		i = last + 1;
	}
	out->line_w[line] = x;
	out->max_w = x > out->max_w ? x : out->max_w;
}

/* Shortens the last run until it and an ellipsis fit. */
static void add_ellipsis(struct breaker *b, struct text_layout *out, int width_px)
{
	static const char ellipsis[] = "…";
	out->clipped = true;
	if (out->run_count == 0) {
		return;
	}
	struct text_run *r = &out->runs[out->run_count - 1];
	size_t len = r->len;
	char *text = arena_alloc(b->arena, len + sizeof ellipsis, 1);
	for (;;) {
		len = break_trimmed(r->text, len);
		memcpy(text, r->text, len);
		memcpy(text + len, ellipsis, sizeof ellipsis);
		r->w = fonts_measure(b->f, r->weight, b->size_px, text, len + sizeof ellipsis - 1);
		if (r->x + r->w <= width_px || len == 0) {
			break;
		}
		do {
			len--;
		} while (len > 0 && ((unsigned char)r->text[len] & 0xC0) == 0x80);
	}
	r->text = text;
	r->len = len + sizeof ellipsis - 1;
	out->line_w[r->line] = r->x + r->w;
	out->max_w = out->line_w[r->line] > out->max_w ? out->line_w[r->line] : out->max_w;
}

static bool fits_whole(const struct breaker *b, int width_px)
{
	int w = 0;
	for (size_t i = 0; i < b->span_count; i++) {
		w += fonts_measure(b->f, b->spans[i].weight, b->size_px, b->spans[i].text, b->spans[i].len);
	}
	return w <= width_px;
}

/* With its words. */
static struct breaker breaker_of(struct fonts *f, const struct text_span *spans, size_t span_count, int size_px,
		const char *language, struct arena *arena)
{
	struct breaker b = { .f = f,
		.spans = spans,
		.span_count = span_count,
		.size_px = size_px,
		.language = language,
		.arena = arena };
	break_find_words(&b);
	return b;
}

int text_widest_word(struct fonts *f, const struct text_span *spans, size_t span_count, int size_px,
		const char *language, struct arena *arena)
{
	struct breaker b = breaker_of(f, spans, span_count, size_px, language, arena);
	int widest = 0;
	for (size_t from = 0; from < b.word_count;) {
		size_t to = group_end(&b, from);
		int w = group_width(&b, from, to, true);
		widest = w > widest ? w : widest;
		from = to;
	}
	return widest;
}

struct text_layout text_break(struct fonts *f, const struct text_span *spans, size_t span_count, int size_px,
		int width_px, int max_lines, bool balance, const char *language, struct arena *arena)
{
	struct breaker b = breaker_of(f, spans, span_count, size_px, language, arena);
	cut_wide_words(&b, width_px);
	keep_compounds(&b, width_px);
	int width = balance ? balanced_width(&b, width_px) : width_px;
	/* Measured as a whole, a line may be a px narrower than the sum of its words: what fits as a whole stays whole.
	 */
	width = fits_whole(&b, width_px) ? INT_MAX / 2 : width;
	int widest;
	int lines = count_lines(&b, width, &widest);
	struct text_layout out = { .line_count = lines, .size_px = size_px };
	out.runs = ARENA_ARRAY(arena, struct text_run, b.word_count + 1);
	out.line_w = ARENA_ARRAY(arena, int, (size_t)lines + 1);
	size_t at = 0;
	for (int line = 0; line < lines; line++) {
		size_t end = line_end(&b, at, width);
		emit_line(&b, &out, at, end, line);
		at = end;
		if (max_lines > 0 && line + 1 == max_lines && at < b.word_count) {
			out.line_count = max_lines;
			add_ellipsis(&b, &out, width_px);
			break;
		}
	}
	out.cut = b.cut && out.line_count > 1;
	return out;
}
