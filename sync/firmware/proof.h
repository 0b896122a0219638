/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proof.h - that a firmware is signed, shown to root from what borne-syncd left
 *
 * Root does not take borne-syncd's word: the signatures are checked once more, from the root key file of the machine,
 * over the metadata that borne-syncd keeps on the disk. No network. Expiry is left out: it tells that a server
 * withholds news, and an older firmware is refused by its version. */
#ifndef FIRMWARE_PROOF_H
#define FIRMWARE_PROOF_H

#include "firmware/firmware.h"

/* `root_file`: the installed root; `tuf_dir`: borne-syncd's metadata; `own_dir`: a folder that only root writes to,
 * made anew. `objects`: the folder of files by their hash. True: *out (bundle_close()) is the signed firmware of that
 * board, by the board's own role; its files are still to be hashed. */
MUST_USE bool proof_find(const char *root_file, const char *tuf_dir, const char *own_dir, const char *objects,
		const char *board, struct bundle *out, struct err *e);

#endif
