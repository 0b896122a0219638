/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tried.h - contents that were tried before they came with the unit
 *
 * Who makes a package of first contents tries them in every format of a screen, with the same program, and writes into
 * their folder which bundle that was and which version tried it (tried.json, sync/FORMAT.md section 7). A new unit
 * shows such contents at once instead of trying them for minutes. The folder is root's on the unit, of a package or of
 * a root that is checked by its hashes: what a server or a stick brings cannot write there, so content that no package
 * tried is tried as ever. UI thread only: a small file. */
#ifndef HANDOVER_TRIED_H
#define HANDOVER_TRIED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sha256.h"

enum { TRIED_FILE_BYTES_MAX = 4096 };

/* Pure, fuzzed. The SHA-256 of the bundle.json that the file says version `program` has tried, in 64 small hexadecimal
 * digits. False: bad bytes (ERR_FORMAT), or another version's. */
MUST_USE bool tried_parse(const char *bytes, size_t len, const char *program, char out[SHA256_HEX_BYTES],
		struct err *e);
/* FOLDER/tried.json says that this version of the program has tried the bundle with that id (generation_id(), the
 * first digits of its SHA-256). No such file, a bad one, a link, one of another account than the folder's and root:
 * false, said in the log unless there is none. `folder` NULL or "": false. */
bool tried_has(const char *folder, const char *id);

#endif
