/* SPDX-License-Identifier: GPL-3.0-or-later */
/* client_types.h - limits, the transport and the outcomes of a TUF client
 *
 * Shared by client.h and client_state.h. */
#ifndef TUF_CLIENT_TYPES_H
#define TUF_CLIENT_TYPES_H

#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"

/* Limits on what a server may send before anything is verified (section 5.2: X, Y, Z). */
enum {
	TUF_ROOT_BYTES_MAX = 512 * 1024,
	TUF_TIMESTAMP_BYTES_MAX = 16 * 1024,
	TUF_SNAPSHOT_BYTES_MAX = 2 * 1024 * 1024,
	TUF_TARGETS_BYTES_MAX = 5 * 1024 * 1024,
	TUF_ROOT_ROTATIONS_MAX = 256,
	TUF_DELEGATIONS_MAX = 32, /* roles visited for one target (section 5.6.7.1) */
	TUF_TARGET_NAME_MAX = 1024,
};

enum tuf_fetch_result {
	TUF_FETCH_OK,
	TUF_FETCH_ABSENT,    /* the server does not have it (404, 403) */
	TUF_FETCH_UNCHANGED, /* as the cached one */
	TUF_FETCH_FAILED,    /* *e says why */
};

struct tuf_fetcher {
	void *ctx;
	/* Appends the file at `path` below the metadata URL ("2.root.json") to *out; at most max_bytes. */
	enum tuf_fetch_result (*get)(void *ctx, const char *path, uint64_t max_bytes, struct buf *out, struct err *e);
};

/* What kind of rule the last failure broke, for the words shown to staff. */
enum tuf_trouble {
	TUF_TROUBLE_NONE,
	TUF_TROUBLE_NETWORK,
	TUF_TROUBLE_SIGNATURE, /* signature, threshold, hash, length or shape */
	TUF_TROUBLE_ROLLBACK,  /* older than what was trusted */
	TUF_TROUBLE_EXPIRED,
};

/* What init did; for the log. */
enum tuf_seed {
	TUF_SEED_KEPT,     /* the trusted root was there and grew from the installed one */
	TUF_SEED_FIRST,    /* nothing was trusted before */
	TUF_SEED_REPLACED, /* another root is installed than the one that was grown from */
	TUF_SEED_REPAIRED, /* the trusted root was damaged */
};

#endif
