/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content_seed.h - the small content.sqlite of content-seed.sql, for targets that change it */
#ifndef FUZZ_CONTENT_SEED_H
#define FUZZ_CONTENT_SEED_H

#include "fuzz/database.h"
#include "store/bundle.h"

/* Owned, for the life of the process. */
struct database *content_seed(void);
/* The file that was written last as a bundle: borrowed, until the next call. */
const struct bundle *content_bundle(const struct database *d);

#endif
