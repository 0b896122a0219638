/* SPDX-License-Identifier: GPL-3.0-or-later */
/* firmware.h - a firmware as it is published, and which one runs
 *
 * A firmware of a board is a pack of its own, "firmware-BOARD": a bundle.json whose edition is the version, and four
 * files. The same reader, lists, patches and delegation as for content carry it (sync/FORMAT.md section 8). Pure; any
 * thread. */
#ifndef FIRMWARE_FIRMWARE_H
#define FIRMWARE_FIRMWARE_H

#include "base/sha256.h"
#include "store/bundle.h"

#define FIRMWARE_PACK "firmware-"

enum {
	FIRMWARE_WORD_BYTES = 65,        /* of a board or a version, with the NUL */
	FIRMWARE_ENTRY_BYTES_MAX = 4096, /* of the boot entry */
	FIRMWARE_MANIFEST_BYTES_MAX = 16 * 1024,
	FIRMWARE_SHARE_ALL = 100, /* percent */
};

/* The files of a firmware. */
#define FIRMWARE_ROOT "root" /* squashfs with the hash tree of dm-verity behind it */
#define FIRMWARE_KERNEL "linux"
#define FIRMWARE_INITRD "initrd"
#define FIRMWARE_ENTRY "entry" /* of the boot loader; @slot@ stands for the letter of the slot */

/* What runs, from the kernel's command line. */
struct firmware_here {
	char board[FIRMWARE_WORD_BYTES], version[FIRMWARE_WORD_BYTES];
	char slot;                          /* 'a' or 'b' */
	char root_sha256[SHA256_HEX_BYTES]; /* of the file root that its slot was written from; "" when it is not told
					     */
};

/* The pack is a board's firmware, not content. */
bool firmware_is_pack(const char *pack);
/* Numbers with dots between them, each of at most 9 digits: what the boot loader orders as firmware_compare() does. */
bool firmware_version_is_sound(const char *version);
/* Below 0, 0, above 0: `a` is earlier, the same, later. Both are sound; what one lacks counts as 0. */
int firmware_compare(const char *a, const char *b);
/* The manifest; ERR_FORMAT for what is no firmware: another pack or version, other files than the four. Free with
 * bundle_close(). Fuzzed. */
MUST_USE bool firmware_parse(struct bundle *out, const char *json, size_t len, struct err *e);
/* The text of /proc/cmdline; false: the machine was not started from an image. Fuzzed. */
bool firmware_here_parse(const char *cmdline, struct firmware_here *out);
/* The unit is among the first `percent` of the fleet for this version. Which ones differs from version to version, so
 * that the same units are not always first; a larger share includes a smaller one. */
bool firmware_in_share(const char *identity, const char *version, long percent);

#endif
