/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rewrite.h - the files of a pack that an import changes, all or none
 *
 * Each is written beside the old one and synced; when all are there, they take the names of
 * the old ones, one after the other. A full disk or a kill before that leaves the pack as it
 * was. Between the renames the pack is whole as well: communes.csv goes first, which may
 * have more communes than are used; places.csv next; then what the source said, without
 * which the same import comes to the same places; coverage.csv last, which no other file
 * refers to. */
#ifndef IMPORT_REWRITE_H
#define IMPORT_REWRITE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct rewrite {
	const char *path; /* borrowed */
	struct buf bytes; /* owned by the caller */
};

/* In this order. A file that has these bytes already is left alone. */
MUST_USE bool rewrite_files(const struct rewrite *files, size_t len, size_t *changed, struct err *e);

#endif
