/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/block_maker.h"

#include <string.h>

#include "base/str.h"
#include "compile/prose.h"

void block_maker_see(struct block_maker *m, const char *at)
{
	if (at < m->text || at > m->text + m->len) {
		return;
	}
	if (at < m->seen) {
		m->seen = m->text;
		m->line = m->first_line;
	}
	for (; m->seen < at; m->seen++) {
		m->line += *m->seen == '\n';
	}
}

void block_maker_refuse(struct block_maker *m, const char *what, const char *remedy)
{
	if (m->said_line != m->line) {
		report_error(&m->pack->report, m->v->where.file, m->line, "%s. %s", what, remedy);
		m->said_line = m->line;
	}
}

static void end_span(struct block_maker *m)
{
	if (m->words.len == 0) {
		return;
	}
	struct arena *a = m->pack->arena;
	struct span span = { .kind = m->kind, .text = arena_strdup(a, buf_text(&m->words)), .target = m->target };
	*PACK_PUSH(a, m->spans, m->spans_len) = span;
	buf_clear(&m->words);
}

void block_maker_begin_span(struct block_maker *m, enum span_kind kind, const char *target)
{
	if (kind != m->kind || target != m->target) {
		end_span(m);
		m->kind = kind;
		m->target = target;
	}
}

void block_maker_begin(struct block_maker *m, enum block_kind kind, int level)
{
	buf_clear(&m->words);
	m->open = true;
	m->block = (struct block){ .kind = kind, .level = level };
	m->block_line = 0;
	m->spans = NULL;
	m->spans_len = 0;
	m->kind = SPAN_TEXT;
	m->target = NULL;
	m->broke = false;
}

/* A step's title is its bold first line; a glossary box opens with bold words. Both leave the spans. */
static void take_title(struct block_maker *m)
{
	bool wants = m->block.kind == BLOCK_STEP || m->block.kind == BLOCK_GLOSSARY;
	if (!wants || m->spans_len == 0 || m->spans[0].kind != SPAN_BOLD) {
		return;
	}
	struct arena *a = m->pack->arena;
	size_t len = strlen(m->spans[0].text);
	while (len > 0 && strchr(" .:\n", m->spans[0].text[len - 1])) {
		len--;
	}
	if (len > 2 && memcmp(m->spans[0].text + len - 2, "\xC2\xA0", 2) == 0) {
		len -= 2;
	}
	m->block.title = arena_strndup(a, m->spans[0].text, len);
	m->spans++;
	m->spans_len--;
	if (m->spans_len > 0) {
		const char *rest = m->spans[0].text + strspn(m->spans[0].text, " \n:");
		m->spans[0].text = rest;
		if (rest[0] == '\0') {
			m->spans++;
			m->spans_len--;
		}
	}
}

/* The box of explained words has a sign of its own. */
static bool wants_icon(const struct block_maker *m)
{
	return m->v->easy && !m->block.icon && m->block.kind != BLOCK_GLOSSARY && m->block.kind != BLOCK_HEADING &&
	       m->block.kind != BLOCK_IMAGE;
}

static void check_block(struct block_maker *m)
{
	struct buf words = { 0 };
	for (size_t i = 0; i < m->block.spans_len; i++) {
		buf_add_text(&words, m->block.spans[i].text);
	}
	const char *file = m->v->where.file;
	prose_check_sentences(&m->pack->report, file, m->block_line, buf_text(&words), m->v->easy,
			m->pack->abbreviations[m->v->lang]);
	if (wants_icon(m)) {
		report_warning(&m->pack->report, file, m->block_line,
				"a line without a pictogram. Begin it with ![](icon:name)");
	}
	if (m->block.kind == BLOCK_GLOSSARY && !m->block.title) {
		report_error(&m->pack->report, file, m->block_line,
				"a block quote is the box of explained words. Start it with **the word and a full "
				"stop.**");
	}
	buf_finish(&words);
}

void block_maker_push(struct block_maker *m, const struct block *block, int line)
{
	struct pack_version *v = m->v;
	if (v->blocks_len == ARTICLE_BLOCKS_MAX) {
		block_maker_refuse(m, "the article is too long", "Split it");
		return;
	}
	v->block_lines = pack_grow(m->pack->arena, v->block_lines, v->blocks_len, sizeof *v->block_lines);
	v->block_lines[v->blocks_len] = line;
	*PACK_PUSH(m->pack->arena, v->blocks, v->blocks_len) = *block;
}

static bool fits(const char *text)
{
	return !text || strlen(text) <= ARTICLE_TEXT_BYTES_MAX;
}

static bool texts_fit(const struct block_maker *m)
{
	bool ok = fits(m->block.title) && fits(m->block.image) && fits(m->block.alt);
	for (size_t i = 0; i < m->spans_len; i++) {
		ok = ok && fits(m->spans[i].text) && fits(m->spans[i].target);
	}
	return ok;
}

void block_maker_end(struct block_maker *m)
{
	if (!m->open) {
		return;
	}
	end_span(m);
	take_title(m);
	m->open = false;
	if (m->spans_len > ARTICLE_SPANS_MAX) {
		block_maker_refuse(m, "the paragraph has too many links and bold words", "Split it");
		return;
	}
	if (!texts_fit(m)) {
		block_maker_refuse(m, "the paragraph is longer than 8192 bytes", "Split it");
		return;
	}
	m->block.spans = m->spans;
	m->block.spans_len = m->spans_len;
	if (m->spans_len == 0 && !m->block.title && m->block.kind != BLOCK_IMAGE) {
		if (m->block.icon) {
			block_maker_refuse(m, "a pictogram without words", "Write the line beside it");
		}
		return;
	}
	check_block(m);
	block_maker_push(m, &m->block, m->block_line);
}
