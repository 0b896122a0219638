/* SPDX-License-Identifier: GPL-3.0-or-later */
/* counts.h - the record of tries that U-Boot's boot script and Linux both read and write
 *
 * COUNTS_BYTES of U-Boot's format of saved variables (env export -c): the CRC-32 of all that follows, least significant
 * byte first, then "name=value" texts, each with a NUL, one more NUL, and zeros. The variables: serial (hexadecimal,
 * larger in a later record), first (the slot to start), and of a slot that has an entry a_left, a_done and a_version,
 * or b_... Pure; any thread. */
#ifndef FIRMWARE_COUNTS_H
#define FIRMWARE_COUNTS_H

#include "firmware/slot.h"

enum { COUNTS_BYTES = 512, COUNTS_SLOTS = 2 };

struct counts {
	unsigned long serial;
	char first;                            /* 'a' or 'b' */
	struct slot_entry slots[COUNTS_SLOTS]; /* of a, of b; tries from 0 to SLOTS_WORKED */
};

/* ERR_FORMAT: another length, checksum, or value. Variables that are not of a record are passed over. Fuzzed. */
MUST_USE bool counts_parse(const char *bytes, size_t len, struct counts *out, struct err *e);
void counts_encode(const struct counts *c, char out[COUNTS_BYTES]);

#endif
