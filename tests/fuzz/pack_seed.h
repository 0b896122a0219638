/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_seed.h - a small pack in RAM, one file of which is the input
 *
 * The readers of a pack report and go on; what they return must be fit for the checks and the writers that follow. */
#ifndef FUZZ_PACK_SEED_H
#define FUZZ_PACK_SEED_H

#include "compile/pack.h"

/* Writes every file of the pack but once a process, then `bytes` at `name` ("places.csv", "assets/strings/en.po"),
 * reads the pack, looks at what every reader keeps to, and frees it. */
void pack_seed_read(const char *name, const void *bytes, size_t len);

#endif
