/* SPDX-License-Identifier: GPL-3.0-or-later */
/* block_maker.h - puts together the blocks of an article from what the Markdown parser finds, in its order
 *
 * Private to compile/markdown. Checks what a block may hold, and reports with the line of the file. One thread. */
#ifndef COMPILE_BLOCK_MAKER_H
#define COMPILE_BLOCK_MAKER_H

#include "compile/pack.h"

enum { BLOCK_MAKER_LISTS_MAX = 8 };

struct block_maker {
	struct pack *pack;
	struct pack_version *v;
	const char *text;
	size_t len;
	int first_line;
	int line;         /* of what md4c last showed us */
	const char *seen; /* where that was */
	int said_line;    /* line of the last complaint about unsupported markup: one is enough */

	bool open; /* a block is being filled */
	struct block block;
	int block_line;
	struct span *spans;
	size_t spans_len;
	struct buf words; /* of the span being filled */
	enum span_kind kind;
	const char *target;
	int bold, other; /* nesting of spans */

	int lists, items; /* nesting */
	bool ordered[BLOCK_MAKER_LISTS_MAX];
	int numbers[BLOCK_MAKER_LISTS_MAX];
	bool quote;
	bool image; /* inside ![...] */
	const char *image_src;
	struct buf alt;
	bool broke; /* a line break was seen since the step's bold title */
};

/* Texts md4c hands over usually point into the source: that is where line numbers come from. */
void block_maker_see(struct block_maker *m, const char *at);
/* Reports once a line. */
void block_maker_refuse(struct block_maker *m, const char *what, const char *remedy);
/* Ends the span before it where it is of another kind or target. `target`: lives in the pack's arena, NULL for none. */
void block_maker_begin_span(struct block_maker *m, enum span_kind kind, const char *target);
void block_maker_begin(struct block_maker *m, enum block_kind kind, int level);
/* Checks the open block and adds it to the version; an empty one is left out. */
void block_maker_end(struct block_maker *m);
/* Adds a block that is whole. */
void block_maker_push(struct block_maker *m, const struct block *block, int line);

#endif
