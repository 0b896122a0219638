/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/markdown.h"

#include <md4c.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "compile/block_maker.h"
#include "compile/fields.h"
#include "compile/prose.h"

enum { ENTITY_BYTES_MAX = 12 };

static void enter_item(struct block_maker *m)
{
	block_maker_end(m);
	int depth = m->lists < 1 ? 1 : m->lists;
	int list = depth <= BLOCK_MAKER_LISTS_MAX ? depth - 1 : BLOCK_MAKER_LISTS_MAX - 1;
	bool step = m->ordered[list];
	block_maker_begin(m, step ? BLOCK_STEP : BLOCK_LIST_ITEM, depth);
	if (step) {
		m->block.number = m->numbers[list]++;
	}
	m->items++;
}

static void enter_paragraph(struct block_maker *m)
{
	if (m->open && (m->items > 0 || m->quote)) {
		/* A further paragraph of the same item or box. */
		if (m->spans_len > 0 || m->words.len > 0) {
			buf_add_char(&m->words, '\n');
		}
		return;
	}
	block_maker_end(m);
	block_maker_begin(m, m->quote ? BLOCK_GLOSSARY : BLOCK_PARAGRAPH, 0);
}

static void enter_list(struct block_maker *m, bool ordered, unsigned start)
{
	if (m->quote) {
		block_maker_refuse(m, "a list inside the box of explained words", "Write sentences instead");
	}
	if (m->lists >= 3) {
		block_maker_refuse(m, "a list within a list within a list",
				"Two levels are as deep as a reader follows");
	}
	if (m->lists > 0 && ordered) {
		block_maker_refuse(m, "numbered steps inside another list", "Put the steps at the margin");
	}
	if (m->lists < BLOCK_MAKER_LISTS_MAX) {
		m->ordered[m->lists] = ordered;
		m->numbers[m->lists] = start > 0 && start < 1000 ? (int)start : 1;
	}
	m->lists++;
}

static void enter_heading(struct block_maker *m, unsigned level)
{
	block_maker_end(m);
	block_maker_begin(m, BLOCK_HEADING, (int)level);
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct block_maker *m = ctx;
	switch (type) {
	case MD_BLOCK_DOC:
		break;
	case MD_BLOCK_QUOTE:
		block_maker_end(m);
		m->quote = true;
		break;
	case MD_BLOCK_UL:
		enter_list(m, false, 1);
		break;
	case MD_BLOCK_OL:
		enter_list(m, true, ((const MD_BLOCK_OL_DETAIL *)detail)->start);
		break;
	case MD_BLOCK_LI:
		enter_item(m);
		break;
	case MD_BLOCK_H:
		enter_heading(m, ((const MD_BLOCK_H_DETAIL *)detail)->level);
		break;
	case MD_BLOCK_P:
		enter_paragraph(m);
		break;
	case MD_BLOCK_HR:
	case MD_BLOCK_CODE:
	case MD_BLOCK_HTML:
	case MD_BLOCK_TABLE:
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
	case MD_BLOCK_TR:
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		block_maker_end(m);
		if (type == MD_BLOCK_HR) { /* md4c does not say where: somewhere after what it showed last */
			block_maker_refuse(m, "a horizontal rule after this line", "Use a ## heading");
		}
		break;
	}
	return 0;
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct block_maker *m = ctx;
	(void)detail;
	switch (type) {
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		m->lists--;
		break;
	case MD_BLOCK_LI:
		block_maker_end(m);
		m->items--;
		break;
	case MD_BLOCK_QUOTE:
		block_maker_end(m);
		m->quote = false;
		break;
	case MD_BLOCK_H:
		if (m->block.level < 2 || m->block.level > 4) {
			block_maker_refuse(m, "a heading of the wrong level",
					"Use ##, ### or ####: the title stands in the front matter");
		}
		block_maker_end(m);
		break;
	case MD_BLOCK_P:
		if (m->items == 0 && !m->quote) {
			block_maker_end(m);
		}
		break;
	default:
		break;
	}
	return 0;
}

static char *attribute(struct block_maker *m, const MD_ATTRIBUTE *a)
{
	block_maker_see(m, a->text);
	return arena_strndup(m->pack->arena, a->text ? a->text : "", a->text ? a->size : 0);
}

static void enter_link(struct block_maker *m, const MD_ATTRIBUTE *href)
{
	static const struct {
		const char *prefix;
		enum span_kind kind;
	} kinds[] = {
		{ "article:", SPAN_LINK_ARTICLE },
		{ "place:", SPAN_LINK_PLACE },
		{ "network:", SPAN_LINK_NETWORK },
	};
	const char *url = attribute(m, href);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (str_starts(url, kinds[i].prefix)) {
			struct pack_link link = {
				.where = { m->v->where.file, m->line },
				.kind = kinds[i].kind,
				.target = url + strlen(kinds[i].prefix),
			};
			*PACK_PUSH(m->pack->arena, m->v->links, m->v->links_len) = link;
			block_maker_begin_span(m, link.kind, link.target);
			return;
		}
	}
	report_error(&m->pack->report, m->v->where.file, m->line,
			"the link '%s' leads out of the kiosk. Link to article:theme/slug, place:id or network:id",
			url);
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct block_maker *m = ctx;
	switch (type) {
	case MD_SPAN_STRONG:
		if (m->bold++ == 0 && !m->target) {
			block_maker_begin_span(m, SPAN_BOLD, NULL);
		}
		break;
	case MD_SPAN_A:
		enter_link(m, &((const MD_SPAN_A_DETAIL *)detail)->href);
		break;
	case MD_SPAN_IMG:
		m->image = true;
		m->image_src = attribute(m, &((const MD_SPAN_IMG_DETAIL *)detail)->src);
		buf_clear(&m->alt);
		break;
	case MD_SPAN_EM:
		m->other++;
		break;
	default:
		m->other++;
		break;
	}
	return 0;
}

static bool media_is_known(struct block_maker *m, const char *name)
{
	for (size_t i = 0; i < m->pack->media_len; i++) {
		if (str_equal(m->pack->media[i].name, name)) {
			m->pack->media[i].used = true;
			return true;
		}
	}
	return false;
}

/* The pictogram of an easy line: it opens the line. */
static void add_icon(struct block_maker *m, const char *icon)
{
	struct source s = { m->pack, m->v->where.file };
	bool line = m->open && (m->block.kind == BLOCK_PARAGRAPH || m->block.kind == BLOCK_LIST_ITEM ||
					       m->block.kind == BLOCK_STEP);
	if (!m->v->easy) {
		block_maker_refuse(m, "a pictogram in a text that is not easy to read",
				"Pictograms belong to the twin <slug>.<language>.easy.md");
	} else if (m->alt.len > 0) {
		block_maker_refuse(m, "a pictogram with words of its own",
				"The line beside it says it already. Write ![](icon:name)");
	} else if (!line || m->block.icon || m->words.len > 0 || m->spans_len > 0) {
		block_maker_refuse(m, "a pictogram that does not open a line",
				"Write it once, before the words of a paragraph, an item or a step");
	} else if (!article_icon_valid(icon)) {
		block_maker_refuse(m, "a pictogram whose name is none of an icon", "Write ![](icon:name)");
	} else {
		fields_check_icon(s, icon, m->line);
		m->block.icon = icon;
	}
}

static void add_image(struct block_maker *m)
{
	if (str_starts(m->image_src, "icon:")) {
		add_icon(m, m->image_src + strlen("icon:"));
		return;
	}
	const char *file = m->v->where.file;
	if (m->alt.len == 0) {
		report_error(&m->pack->report, file, m->line,
				"the picture '%s' has no words for those who cannot see it. Write ![what "
				"it shows](%s)",
				m->image_src, m->image_src);
	}
	if (!media_is_known(m, m->image_src)) {
		report_error(&m->pack->report, file, m->line, "no picture '%s'. Put the file in the folder media/",
				m->image_src);
		return;
	}
	struct block image = {
		.kind = BLOCK_IMAGE,
		.image = m->image_src,
		.alt = arena_strdup(m->pack->arena, buf_text(&m->alt)),
	};
	/* A picture stands alone: what was written of the paragraph so far comes before it. */
	enum block_kind kind = m->open ? m->block.kind : BLOCK_PARAGRAPH;
	block_maker_end(m);
	block_maker_push(m, &image, m->line);
	block_maker_begin(m, kind == BLOCK_STEP || kind == BLOCK_LIST_ITEM ? BLOCK_PARAGRAPH : kind, 0);
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct block_maker *m = ctx;
	(void)detail;
	switch (type) {
	case MD_SPAN_STRONG:
		if (--m->bold == 0 && !m->target) {
			block_maker_begin_span(m, SPAN_TEXT, NULL);
		}
		break;
	case MD_SPAN_A:
		block_maker_begin_span(m, m->bold > 0 ? SPAN_BOLD : SPAN_TEXT, NULL);
		break;
	case MD_SPAN_IMG:
		m->image = false;
		add_image(m);
		break;
	default:
		m->other--;
		break;
	}
	return 0;
}

/* The few entities a writer needs; anything else can be typed as itself. */
static bool decode_entity(const char *text, size_t len, char out[4], size_t *out_len)
{
	static const struct {
		const char *name;
		uint32_t code;
	} known[] = { { "&nbsp;", 0xA0 }, { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
		{ "&eacute;", 0xE9 }, { "&egrave;", 0xE8 }, { "&agrave;", 0xE0 }, { "&ccedil;", 0xE7 },
		{ "&laquo;", 0xAB }, { "&raquo;", 0xBB }, { "&oelig;", 0x153 }, { "&euro;", 0x20AC } };
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		if (strlen(known[i].name) == len && memcmp(known[i].name, text, len) == 0) {
			*out_len = utf8_put(known[i].code, out);
			return true;
		}
	}
	char copy[ENTITY_BYTES_MAX + 1];
	if (len < 4 || len > ENTITY_BYTES_MAX || text[1] != '#') {
		return false;
	}
	str_cut(copy, len + 1, text);
	bool hex = copy[2] == 'x' || copy[2] == 'X';
	unsigned long code = strtoul(copy + (hex ? 3 : 2), NULL, hex ? 16 : 10);
	if (code < 0x20 || code > 0x10FFFF) {
		return false;
	}
	*out_len = utf8_put((uint32_t)code, out);
	return true;
}

static void check_bare_url(struct block_maker *m, const char *text, size_t len)
{
	if (memmem(text, len, "http://", 7) || memmem(text, len, "https://", 8) || memmem(text, len, "www.", 4)) {
		report_warning(&m->pack->report, m->v->where.file, m->line,
				"a web address in the text cannot be opened on a kiosk. Name the site in words");
	}
}

static void add_entity(struct block_maker *m, struct buf *to, const char *text, size_t len)
{
	char bytes[4];
	size_t bytes_len;
	if (decode_entity(text, len, bytes, &bytes_len)) {
		buf_add(to, bytes, bytes_len);
	} else {
		block_maker_refuse(m, "an unknown character name (&...;)", "Type the character itself");
	}
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *ctx)
{
	struct block_maker *m = ctx;
	block_maker_see(m, text);
	if (!m->open && !m->image && type == MD_TEXT_NORMAL) {
		block_maker_begin(m, BLOCK_PARAGRAPH, 0);
	}
	if (m->open && m->block_line == 0) {
		m->block_line = m->line;
	}
	struct buf *to = m->image ? &m->alt : &m->words;
	switch (type) {
	case MD_TEXT_NORMAL:
		check_bare_url(m, text, size);
		for (; m->block.icon && to->len == 0 && m->spans_len == 0 && size > 0 && *text == ' '; size--) {
			text++; /* between the pictogram and the words */
		}
		buf_add(to, text, size);
		break;
	case MD_TEXT_BR:
		buf_add_char(to, '\n');
		break;
	case MD_TEXT_SOFTBR:
		buf_add_char(to, ' ');
		break;
	case MD_TEXT_ENTITY:
		add_entity(m, to, text, size);
		break;
	case MD_TEXT_HTML:
		block_maker_refuse(m, "HTML in the text", "Use Markdown only");
		break;
	case MD_TEXT_CODE:
		block_maker_refuse(m, "code in the text", "Remove the backquotes or the indent");
		break;
	case MD_TEXT_NULLCHAR:
	case MD_TEXT_LATEXMATH:
		break;
	}
	return 0;
}

static int reading_minutes(const struct pack_version *v)
{
	int words = 0;
	for (size_t i = 0; i < v->blocks_len; i++) {
		words += v->blocks[i].title ? prose_count_words(v->blocks[i].title) : 0;
		for (size_t s = 0; s < v->blocks[i].spans_len; s++) {
			words += prose_count_words(v->blocks[i].spans[s].text);
		}
	}
	int minutes = (words + PROSE_WORDS_A_MINUTE / 2) / PROSE_WORDS_A_MINUTE;
	return minutes < 1 ? 1 : minutes;
}

void markdown_parse(struct pack *p, struct pack_version *v, const char *text, size_t len, int first_line)
{
	struct block_maker m = { .pack = p,
		.v = v,
		.text = text,
		.len = len,
		.first_line = first_line,
		.line = first_line,
		.seen = text };
	MD_PARSER parser = {
		.enter_block = on_enter_block,
		.leave_block = on_leave_block,
		.enter_span = on_enter_span,
		.leave_span = on_leave_span,
		.text = on_text,
	};
	if (md_parse(text, (MD_SIZE)len, &parser, &m) != 0) {
		report_error(&p->report, v->where.file, first_line, "the text could not be read as Markdown");
	}
	block_maker_end(&m);
	v->minutes = reading_minutes(v);
	buf_finish(&m.words);
	buf_finish(&m.alt);
}
