/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of any bytes in spans, broken for any width: nothing is lost or said twice, widths and lines are as promised. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "draw/text.h"

#define NOTO "/usr/share/fonts/truetype/noto/"

enum { SPANS_MAX = 4, HEAD_BYTES = 5 };

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static bool is_inside(const struct text_run *r, const struct text_span *spans, size_t len)
{
	bool inside = false;
	for (size_t i = 0; i < len; i++) {
		inside = inside || (r->text >= spans[i].text && r->text + r->len <= spans[i].text + spans[i].len &&
						   r->mark == spans[i].mark && r->weight == spans[i].weight);
	}
	return inside;
}

/* What a run leaves out between its neighbour and itself are blanks alone. */
static void need_blanks(const char *from, const char *to)
{
	for (; from < to; from++) {
		need(*from == ' ' || *from == '\n');
	}
}

static void look(const struct text_layout *l, const struct text_span *spans, size_t spans_len, int max_lines)
{
	const char *end = spans[0].text;
	int line = 0;
	int x = 0;
	need(l->line_count >= 0 && (max_lines == 0 || l->line_count <= max_lines));
	for (size_t i = 0; i < l->run_count; i++) {
		const struct text_run *r = &l->runs[i];
		bool shortened = l->clipped && i + 1 == l->run_count;
		need(r->line >= line && r->line < l->line_count && r->w >= 0 && r->len > 0);
		need(shortened || is_inside(r, spans, spans_len));
		x = r->line > line ? 0 : x;
		need(r->x >= x && l->line_w[r->line] <= l->max_w);
		x = r->x + r->w;
		line = r->line;
		if (!shortened) {
			need(r->text >= end);
			need_blanks(end, r->text);
			end = r->text + r->len;
		}
	}
	if (!l->clipped) {
		need_blanks(end, spans[spans_len - 1].text + spans[spans_len - 1].len);
	}
}

static struct fonts *open_fonts(void)
{
	static const char *const regular[] = { NOTO "NotoSans-Regular.ttf", NOTO "NotoSansArabic-Regular.ttf" };
	static const char *const bold[] = { NOTO "NotoSans-Bold.ttf", NOTO "NotoSansArabic-Bold.ttf" };
	struct err e;
	struct fonts *f = fonts_open(regular, bold, 2, &e);
	need(f != NULL);
	return f;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fonts *fonts;
	if (size <= HEAD_BYTES || size > 2000) {
		return 0;
	}
	if (!fonts) {
		fonts = open_fonts();
	}
	int width_px = data[0] * 4;
	int size_px = 10 + data[1] % 50;
	int max_lines = data[2] % 8;
	bool balance = data[2] & 0x80;
	size_t spans_len = 1 + data[3] % SPANS_MAX;
	struct text_span spans[SPANS_MAX];
	const char *text = (const char *)data + HEAD_BYTES;
	size_t len = size - HEAD_BYTES;
	size_t each = len * data[4] / 256 / spans_len;
	for (size_t i = 0; i < spans_len; i++) {
		bool last = i + 1 == spans_len;
		spans[i] = (struct text_span){ .text = text + i * each,
			.len = last ? len - i * each : each,
			.weight = i % 2 ? FONT_BOLD : FONT_REGULAR,
			.mark = (uint8_t)i };
	}
	struct arena *arena = arena_create(0);
	struct text_layout l = text_break(fonts, spans, spans_len, size_px, width_px, max_lines, balance, "fr", arena);
	look(&l, spans, spans_len, max_lines);
	need(text_widest_word(fonts, spans, spans_len, size_px, "fr", arena) >= 0);
	fonts_forget(fonts);
	arena_destroy(arena);
	return 0;
}
