/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bundle_check.h - whether the files of a bundle can be shown
 *
 * Above the readers of the single files, all of which it asks: bundle.h finds files and knows nothing of what is in
 * them. Run before a bundle is published, installed or opened for the first time. Any thread. */
#ifndef STORE_BUNDLE_CHECK_H
#define STORE_BUNDLE_CHECK_H

#include "store/bundle.h"

/* Every component exists with the right length; every SQLite file has the tables of store/schema.h and no others and
 * passes integrity_check, a map quick_check; every row of content.sqlite is within store/limits.h and its catalogue
 * loads. Takes about a second per 100 MB; hashes are not computed. */
MUST_USE bool bundle_check(const struct bundle *b, struct err *e);

#endif
