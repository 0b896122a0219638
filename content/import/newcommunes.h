/* SPDX-License-Identifier: GPL-3.0-or-later */
/* newcommunes.h - communes.csv with those that new places are in, coverage.csv with all */
#ifndef IMPORT_NEWCOMMUNES_H
#define IMPORT_NEWCOMMUNES_H

#include "import/communes.h"
#include "import/placetable.h"

/* The file of the pack with a line for each commune that a place is in and that it has not; those that are there stay
 * as they are. Appended to `out`. */
MUST_USE bool newcommunes_print(struct pack *p, const struct communes *c, const struct placetable *places,
		struct buf *out, struct err *e);
/* coverage.csv: every commune of the pack and of the list, in a department of territories.yaml and not merged into
 * another, by code. Appended to `out`. */
void newcommunes_print_coverage(const struct pack *p, const struct communes *c, const struct common *common,
		struct buf *out);

#endif
