/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stored form of a body: byte 1 (format), varint count of blocks, then each block:
 * byte kind, varint level, varint number, text title, text image (of a kind without one: the name of its pictogram,
 * which readers before it skip), text alt, varint count of spans, then each span: byte kind, text words, text target.
 * A text is varint (length + 1), then its bytes; 0 means none. Varints are LEB128. */
#include "store/article.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/bundle.h"
#include "store/schema.h"

enum { ARTICLE_FORMAT = 1, LEVEL_MAX = 8, NUMBER_MAX = 10000 };

static void put_number(struct buf *out, uint64_t n)
{
	for (; n >= 0x80; n >>= 7) {
		buf_add_char(out, (char)(n | 0x80));
	}
	buf_add_char(out, (char)n);
}

static void put_text(struct buf *out, const char *text)
{
	put_number(out, text ? strlen(text) + 1 : 0);
	buf_add(out, text ? text : "", text ? strlen(text) : 0);
}

void article_encode(const struct block *blocks, size_t blocks_len, struct buf *out)
{
	buf_add_char(out, ARTICLE_FORMAT);
	put_number(out, blocks_len);
	for (size_t i = 0; i < blocks_len; i++) {
		const struct block *b = &blocks[i];
		buf_add_char(out, (char)b->kind);
		put_number(out, (uint64_t)b->level);
		put_number(out, (uint64_t)b->number);
		put_text(out, b->title);
		put_text(out, b->kind == BLOCK_IMAGE ? b->image : b->icon);
		put_text(out, b->alt);
		put_number(out, b->spans_len);
		for (size_t s = 0; s < b->spans_len; s++) {
			buf_add_char(out, (char)b->spans[s].kind);
			put_text(out, b->spans[s].text);
			put_text(out, b->spans[s].target);
		}
	}
}

/* After the first problem everything read is 0 or NULL. */
struct cursor {
	const uint8_t *at, *end;
	struct arena *arena;
	bool bad;
};

static uint64_t get_number(struct cursor *c, uint64_t max)
{
	uint64_t n = 0;
	for (int shift = 0; !c->bad; shift += 7) {
		if (c->at == c->end || shift > 28) {
			c->bad = true;
			break;
		}
		uint8_t byte = *c->at++;
		n |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80)) {
			c->bad = n > max;
			break;
		}
	}
	return c->bad ? 0 : n;
}

static unsigned get_kind(struct cursor *c, unsigned kinds)
{
	if (c->bad || c->at == c->end || *c->at >= kinds) {
		c->bad = true;
		return 0;
	}
	return *c->at++;
}

static const char *get_text(struct cursor *c)
{
	uint64_t len = get_number(c, ARTICLE_TEXT_BYTES_MAX + 1);
	if (c->bad || len == 0) {
		return NULL;
	}
	len--;
	const char *text = (const char *)c->at;
	if (len > (uint64_t)(c->end - c->at) || !utf8_valid(text, len) || memchr(text, '\0', len)) {
		c->bad = true;
		return NULL;
	}
	c->at += len;
	return arena_strndup(c->arena, text, len);
}

bool article_icon_valid(const char *icon)
{
	size_t len = strspn(icon, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return len > 0 && len <= ARTICLE_ICON_BYTES_MAX && icon[len] == '\0' && icon[0] != '-';
}

static void get_icon(struct cursor *c, struct block *b)
{
	b->icon = get_text(c);
	c->bad |= b->icon && !article_icon_valid(b->icon);
}

static void get_block(struct cursor *c, struct block *b)
{
	b->kind = (enum block_kind)get_kind(c, BLOCK_KINDS);
	b->level = (int)get_number(c, LEVEL_MAX);
	b->number = (int)get_number(c, NUMBER_MAX);
	b->title = get_text(c);
	if (b->kind == BLOCK_IMAGE) {
		b->image = get_text(c);
	} else {
		get_icon(c, b);
	}
	b->alt = get_text(c);
	b->spans_len = get_number(c, ARTICLE_SPANS_MAX);
	struct span *spans = ARENA_ARRAY(c->arena, struct span, b->spans_len + 1);
	for (size_t i = 0; i < b->spans_len && !c->bad; i++) {
		spans[i].kind = (enum span_kind)get_kind(c, SPAN_KINDS);
		spans[i].text = get_text(c);
		spans[i].target = get_text(c);
		bool link = spans[i].kind >= SPAN_LINK_ARTICLE;
		c->bad |= !spans[i].text || link != (spans[i].target != NULL);
	}
	b->spans = spans;
	c->bad |= b->kind == BLOCK_IMAGE && (!b->image || !b->alt);
}

bool article_decode(const uint8_t *bytes, size_t len, struct arena *arena, const struct block **blocks,
		size_t *blocks_len, struct err *e)
{
	struct cursor c = { .at = bytes, .end = bytes + len, .arena = arena };
	if (len == 0 || len > ARTICLE_BODY_BYTES_MAX || bytes[0] != ARTICLE_FORMAT) {
		return fail_kind(e, ERR_FORMAT, "the article's text is empty, too long or of an unknown format");
	}
	c.at++;
	size_t count = get_number(&c, ARTICLE_BLOCKS_MAX);
	/* Each block takes at least 7 bytes: a small lie about the count cannot ask for much memory. */
	c.bad |= count > len / 7;
	struct block *list = ARENA_ARRAY(arena, struct block, c.bad ? 1 : count + 1);
	for (size_t i = 0; i < count && !c.bad; i++) {
		get_block(&c, &list[i]);
	}
	if (c.bad || c.at != c.end) {
		return fail_kind(e, ERR_FORMAT, "the article's text is damaged at byte %zu", (size_t)(c.at - bytes));
	}
	*blocks = list;
	*blocks_len = count;
	return true;
}

/* The best version: the language before its manner; language 0 and the plain text exist always. */
static const char select_version[] =
		"SELECT lang, easy, title, summary, body FROM article_version WHERE article = ?1 AND lang IN (?2, 0) "
		"AND easy <= ?3 ORDER BY lang = ?2 DESC, easy DESC LIMIT 1";

static bool read_version(struct db *db, int64_t row, unsigned lang, bool easy, struct arena *arena, struct article *out,
		struct err *e)
{
	struct article a = { .row = row };
	sqlite3_stmt *s = db_prepare(db, select_version, e);
	if (!s) {
		return false;
	}
	sqlite3_bind_int64(s, 1, row);
	sqlite3_bind_int64(s, 2, lang);
	sqlite3_bind_int64(s, 3, easy);
	bool ok = sqlite3_step(s) == SQLITE_ROW;
	if (!ok) {
		ok = fail_kind(e, ERR_ABSENT, "no article with the row %lld", (long long)row);
	} else {
		a.lang = (unsigned)sqlite3_column_int(s, 0);
		a.easy = sqlite3_column_int(s, 1) != 0;
		a.title = db_text(s, 2, arena);
		a.summary = db_text(s, 3, arena);
		const uint8_t *body = sqlite3_column_blob(s, 4);
		size_t len = (size_t)sqlite3_column_bytes(s, 4);
		ok = article_decode(body ? body : (const uint8_t *)"", len, arena, &a.blocks, &a.blocks_len, e);
	}
	sqlite3_finalize(s);
	if (ok) {
		*out = a;
	}
	return ok;
}

bool article_load(const struct bundle *b, int64_t row, unsigned lang, bool easy, struct arena *arena,
		struct article *out, struct err *e)
{
	CLEANUP(free_ptr) char *path = bundle_component_path(b, "content.sqlite");
	struct db db;
	if (!path) {
		return fail_kind(e, ERR_FORMAT, "the bundle has no content.sqlite");
	}
	if (!db_open(&db, path, e)) {
		return false;
	}
	db_allow(&db, DB_ANSWER_MS);
	bool ok = schema_check(&db, SCHEMA_CONTENT, e) && read_version(&db, row, lang, easy, arena, out, e);
	db_close(&db);
	return ok;
}
