/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slots.h - the boot partition: the entry of each slot, its kernel, and its tries
 *
 * The boot loader takes one try of a slot at each start, and starts the slot that was entered last, as long as its
 * tries are not used up; then the other one. So what became of a firmware is written where the boot loader writes it,
 * and nowhere else. Where that is depends on the loader (slots_loader.h): a partition with a folder uboot/ is U-Boot's,
 * any other systemd-boot's. `boot` is the mounted boot partition throughout; what changes it needs it writable. */
#ifndef FIRMWARE_SLOTS_H
#define FIRMWARE_SLOTS_H

#include "firmware/slot.h"

/* No entry is no error. */
MUST_USE bool slots_read(const char *boot, char slot, struct slot_entry *out, struct err *e);
/* From here on the slot is not started: its entry goes, and the disk has it. */
MUST_USE bool slots_clear(const char *boot, char slot, struct err *e);
/* The entry of a firmware, `text` with @slot@ in it, as a new one with SLOTS_TRIES tries, which is started before the
 * other slot also when its version is earlier; on the disk when it returns. */
MUST_USE bool slots_enter(const char *boot, char slot, const char *text, struct err *e);
/* The slot works: it has SLOTS_WORKED tries again, on the disk when it returns. Nothing is written when it has them.
 * ERR_ABSENT when it has no entry. */
MUST_USE bool slots_confirm(const char *boot, char slot, struct err *e);

#endif
