/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.h - a laid-out tree as it is read aloud: sentence by sentence, in reading order
 *
 * Speech, the mark on the sentence that is being read and its number ("3 of 12") agree because they all count with
 * these functions. Read is what has a name, but for the bar, the header and the pager, which are the same on every
 * page, the map, whose places are in a list beside it, and the keys of a keyboard, which say themselves. A control is
 * one sentence, with the texts in it; any other text is cut at the ends of its sentences. With a dialog on top, only
 * what is in it. Pure. */
#ifndef UI_READ_H
#define UI_READ_H

#include "ui/tree.h"

/* The longest piece that is said at once, and room for a control with all its texts; bytes with the closing NUL. */
enum { READ_BYTES = 480, READ_PARTS_MAX = 16 };

struct read_at {
	const struct node *node;
	size_t from, to; /* bytes of node->name */
};

/* How many sentences the page has. `root` may be NULL. */
int read_count(const struct node *root);
/* The sentence of that number, from 0. False: there are not so many. */
bool read_find(const struct node *root, int index, struct read_at *out);
/* Number of the first sentence of that node, -1: it is not read. */
int read_index(const struct node *root, const struct node *n);
/* A stretch of what is said in one language: it ends before byte `to` of the words, and begins where the one before
 * ends. */
struct read_part {
	const char *lang; /* code; NULL: the page's */
	size_t to;
};
struct read_parts {
	struct read_part at[READ_PARTS_MAX];
	int len; /* with more changes of language than there is room for, the last part has the rest */
};
/* What is said: the words of the sentence; of a control its name and the texts in it, with commas between. Marks of the
 * direction of writing, which no voice says, are left out. `parts` may be NULL. */
void read_words(const struct read_at *at, char *out, size_t size, struct read_parts *parts);
/* For a page whose language has no Latin letters: the words of `text` in them, which that language's voice would spell
 * or say as English, become parts of `lang` (a code, lent as long as `parts`). Of the parts of the page's own language
 * alone; a word with a digit or with other letters stays, and what is no word goes with the word before it. */
void read_latin(const char *text, struct read_parts *parts, const char *lang);
/* Where the sentence that begins at `from` ends, with what closes it (quotation marks, brackets), without the space
 * behind it. `text` is UTF-8, from < strlen(text). */
size_t read_sentence_end(const char *text, size_t from);

#endif
