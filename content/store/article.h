/* SPDX-License-Identifier: GPL-3.0-or-later */
/* article.h - the body of one article as a list of blocks
 *
 * Markdown is parsed when the bundle is built; the unit reads a compact stored
 * form, bounds-checked here (it may come from a damaged disk). Values live in the
 * caller's arena. Any thread, one SQLite connection per call. */
#ifndef STORE_ARTICLE_H
#define STORE_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct bundle;

enum { ARTICLE_BLOCKS_MAX = 2000, ARTICLE_SPANS_MAX = 200, ARTICLE_BODY_BYTES_MAX = 128 * 1024 };
/* One run of words, title or alternative text: a paragraph is laid out as a whole. */
enum { ARTICLE_TEXT_BYTES_MAX = 8 * 1024 };
enum { ARTICLE_ICON_BYTES_MAX = 80 };

enum span_kind {
	SPAN_TEXT,
	SPAN_BOLD,
	SPAN_LINK_ARTICLE, /* target "theme/slug" */
	SPAN_LINK_PLACE,   /* target: place id */
	SPAN_LINK_NETWORK, /* target: network id */
};
enum { SPAN_KINDS = 5 };

/* A run of words in one manner. A bold link is a link. */
struct span {
	enum span_kind kind;
	const char *text;   /* never NULL; may hold '\n' for a hard line break */
	const char *target; /* links only, else NULL */
};

enum block_kind {
	BLOCK_HEADING, /* opens a section; level 2 to 4 */
	BLOCK_PARAGRAPH,
	BLOCK_LIST_ITEM, /* level: depth, 1 is outermost */
	BLOCK_STEP,      /* number from 1; title: its bold first line, may be NULL */
	BLOCK_GLOSSARY,  /* « Le mot expliqué » box; title: its bold opening words without the full stop */
	BLOCK_IMAGE,     /* image and alt */
};
enum { BLOCK_KINDS = 6 };

struct block {
	enum block_kind kind;
	int level;
	int number;
	const char *title;
	const struct span *spans;
	size_t spans_len;
	const char *image; /* component name: "media/file.png" */
	const char *alt;   /* what the picture shows, in words */
	const char *icon;  /* of any other kind: the pictogram beside its words, a small-letter name of assets/icons;
			    * NULL: none. It repeats the words and is not read aloud */
};

struct article {
	int64_t row;
	unsigned lang; /* of these words: not the one asked for when there is no such version */
	bool easy;     /* the easy-to-read twin */
	const char *title, *summary;
	const struct block *blocks;
	size_t blocks_len;
};

/* `row`: article_head.row. Falls back to language 0 and to the plain version where the asked one does not exist. */
MUST_USE bool article_load(const struct bundle *b, int64_t row, unsigned lang, bool easy, struct arena *arena,
		struct article *out, struct err *e);

/* The stored form: pure, fuzzed. Decoding copies into the arena. */
MUST_USE bool article_decode(const uint8_t *bytes, size_t len, struct arena *arena, const struct block **blocks,
		size_t *blocks_len, struct err *e);
/* The name of a pictogram: small letters, digits and hyphens, a hyphen not first, at most ARTICLE_ICON_BYTES_MAX. */
bool article_icon_valid(const char *icon);
/* Appends to *out. Blocks must keep the limits above. */
void article_encode(const struct block *blocks, size_t blocks_len, struct buf *out);

#endif
