/* SPDX-License-Identifier: GPL-3.0-or-later */
/* news.h - what an edition adds, changes and takes away against the one before
 *
 * Both editions are read by the same SQL and compared record by record: what a visitor sees of it, not when it was
 * checked or by whom. Deterministic: the same two editions give the same rows. One thread. */
#ifndef COMPILE_NEWS_H
#define COMPILE_NEWS_H

#include <sqlite3.h>

#include "base/buf.h"
#include "base/err.h"
#include "compile/insert.h"

struct news;

/* Reads the edition before into memory, so that its files may be replaced from here on: its content.sqlite and, unless
 * NULL, its routes.sqlite. `pack`: whose edition it must be. Owned: news_destroy(). NULL and *e: it is no content of
 * that pack that this program can read. */
MUST_USE struct news *news_read(const char *content, const char *routes, const char *pack, struct err *e);
void news_destroy(struct news *n);
/* Adds the comparison to a content file that is otherwise complete: rows of `meta` and `words` (FORMAT.md, "What is
 * new"). `routes`: the new routes.sqlite, or NULL. What is counted and named for staff is added to *told, a line each.
 */
MUST_USE bool news_write(const struct news *n, struct insert *in, const char *routes, struct buf *told, struct err *e);

#endif
