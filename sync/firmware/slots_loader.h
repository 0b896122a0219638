/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slots_loader.h - what slots.c asks of a boot loader's way to keep entries and tries. For slots.c and its loaders. */
#ifndef FIRMWARE_SLOTS_LOADER_H
#define FIRMWARE_SLOTS_LOADER_H

#include "base/buf.h"
#include "firmware/slot.h"

/* Each function as the one of slots.h with its name; of enter, `entry` names the slot already. */
struct slots_loader {
	bool (*read)(const char *boot, char slot, struct slot_entry *out, struct err *e);
	bool (*clear)(const char *boot, char slot, struct err *e);
	bool (*enter)(const char *boot, char slot, const struct buf *entry, struct err *e);
	bool (*confirm)(const char *boot, char slot, struct err *e);
};

enum { SLOTS_FILE_MODE = 0600 };

/* systemd's Automatic Boot Assessment: loader/entries/borne-b+2-1.conf has two tries left and one done,
 * borne-b+0-3.conf none left, borne-b.conf is not counted. */
extern const struct slots_loader slots_systemd_boot;
/* Two copies of one record in uboot/ (counts.h), which board/image/uboot/boot.cmd reads and writes. */
extern const struct slots_loader slots_uboot;

/* The name of systemd-boot's entry; false: it is none of ours. Pure; fuzzed. */
bool slots_parse_name(const char *file, char *slot, int *left, int *done);

#endif
