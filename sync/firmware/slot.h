/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot.h - one slot of the boot partition: what its entry says, and where its files are. Any thread. */
#ifndef FIRMWARE_SLOT_H
#define FIRMWARE_SLOT_H

#include "firmware/firmware.h"

/* SLOTS_TRIES: of a firmware that was just written. SLOTS_WORKED: of a slot that has worked; more than the power cuts
 * in a row, each before the first picture, that a shop's switch makes. One digit: U-Boot counts in hexadecimal. */
enum { SLOTS_TRIES = 3, SLOTS_WORKED = 9, SLOTS_UNCOUNTED = -1, SLOTS_COUNT_MAX = 999 };

struct slot_entry {
	bool there;
	bool first; /* as long as both have tries, the boot loader takes it and not the other slot */
	char version[FIRMWARE_WORD_BYTES]; /* "" when the entry names none that is sound */
	int left, done;                    /* tries; left SLOTS_UNCOUNTED: it is not counted */
};

/* 'b' of 'a', and 'a' of 'b'. Pure. */
char slot_other(char slot);
/* Owned: the path of a file of the slot, as a kernel or an initial RAM disk; `boot` is the mounted boot partition. */
char *slot_path(const char *boot, char slot, const char *file);
/* What the last line of `text` that begins with `key` has after it; false when there is none, or no room. Pure. */
bool slot_line(const char *text, const char *key, char *out, size_t size);
/* The version that the entry at `path` names after `key`, at the beginning of a line; "" when the file cannot be read
 * or names none that is sound. */
void slot_read_version(const char *path, const char *key, char out[FIRMWARE_WORD_BYTES]);

#endif
