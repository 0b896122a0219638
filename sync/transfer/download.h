/* SPDX-License-Identifier: GPL-3.0-or-later */
/* download.h - one object from the server into the spool, resumed where it stopped
 *
 * The parent writes the spool itself, from the bytes the child passes on; the child
 * has no file. A part is kept across restarts with the server's ETag beside it, and
 * continued with Range and If-Range. Its length is bounded by what was signed. The
 * whole is hashed from the disk at the end, whatever happened on the way. */
#ifndef TRANSFER_DOWNLOAD_H
#define TRANSFER_DOWNLOAD_H

#include "generation/store.h"
#include "transfer/transport.h"

struct download_request {
	const char *url;
	const char *name; /* for messages: "map/region.mbtiles" */
	const char *sha256;
	uint64_t length; /* signed */
	bool check_dates;
	/* Bytes on the disk so far, each time some were written. May be NULL. */
	void (*progress)(void *ctx, uint64_t bytes);
	void *ctx;
};

/* True: *path (owned) is a file of the spool with exactly that length and hash. */
MUST_USE bool download_file(const struct store *s, const struct transports *from,
		const struct download_request *request, char **path, struct result *r);

#endif
