/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slots.h - the boot partition: the entry of each slot, its kernel, and its tries
 *
 * The boot loader takes the entry with the latest version whose tries are not used up
 * (systemd's Automatic Boot Assessment): borne-b+3.conf has three left, borne-b+0-3.conf
 * none, borne-b.conf was confirmed. So what became of a firmware is written where the
 * boot loader writes it, and nowhere else. */
#ifndef FIRMWARE_SLOTS_H
#define FIRMWARE_SLOTS_H

#include "firmware/firmware.h"

enum { SLOTS_TRIES = 3, SLOTS_CONFIRMED = -1 };

struct slot_entry {
	bool there;
	char version[FIRMWARE_WORD_BYTES]; /* "" when the entry names none that is sound */
	int left, done;                    /* tries; left SLOTS_CONFIRMED: it is not counted */
};

/* The name of an entry; false: it is none of ours. Pure. */
bool slots_parse_name(const char *file, char *slot, int *left, int *done);
/* `boot`: the mounted boot partition. No entry is no error. */
MUST_USE bool slots_read(const char *boot, char slot, struct slot_entry *out, struct err *e);
/* From here on the slot is not started: its entries go, and the disk has it. */
MUST_USE bool slots_clear(const char *boot, char slot, struct err *e);
/* The entry of a firmware, `text` with @slot@ in it, as a new one with SLOTS_TRIES tries; on the disk when it returns.
 */
MUST_USE bool slots_enter(const char *boot, char slot, const char *text, struct err *e);
/* Owned: the path of a slot's kernel or initial RAM disk. */
char *slots_path(const char *boot, char slot, const char *file);

#endif
