/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repo_order.h - what is asked of a release, and what came of it
 *
 * Plain values, shared by repo.h and the files that do its parts. */
#ifndef PUBLISH_REPO_ORDER_H
#define PUBLISH_REPO_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/buf.h"

struct repo_expiry {
	long targets_days, snapshot_days, timestamp_days;
};

enum { REPO_PATCH_RELEASES = 8 };

struct repo_order {
	struct repo_expiry expiry;
	time_t now;
	long wait_s;        /* for another program that writes the repository; 0: not at all */
	bool allow_older;   /* than the edition published */
	bool allow_losses;  /* units may lose what the published release has (result.losses) */
	int patch_releases; /* patches from this many earlier releases; 0: none at all */
	int patch_level;    /* of zstd */
};

struct repo_result {
	int64_t release;   /* version of the list of the pack: targets.json, or its own */
	bool changed;      /* false: this bundle was published already; only the timestamp was signed again */
	char before[32];   /* edition of the pack that was published until now; "": none */
	bool same_edition; /* the date of what was published, other content */
	size_t files_added;
	size_t patches;    /* made now */
	size_t losses_len; /* lines of `losses` */
	struct buf losses; /* owned, also after a failure: what units lose, a line each */
};

#endif
