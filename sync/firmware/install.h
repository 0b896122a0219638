/* SPDX-License-Identifier: GPL-3.0-or-later */
/* install.h - a firmware into the slot that does not run
 *
 * The slot is not startable before all of it was written and read back: its entry goes first and comes last. Root, once
 * at a time, in a process of its own (firmware_main.c); a power cut at any point leaves the slot that runs as it was.
 */
#ifndef FIRMWARE_INSTALL_H
#define FIRMWARE_INSTALL_H

#include "firmware/machine.h"

/* Where things are; borrowed. */
struct firmware_places {
	const char *store;     /* of borne-syncd: tuf/, firmware/objects/ */
	const char *root_file; /* the installed root of trust */
	const char *own_dir;   /* a folder in RAM that only root writes to */
	const char *boot;      /* the mounted boot partition */
	const char *slots;     /* folder of the slots' devices, borne-root-a and borne-root-b */
};

/* What borne-syncd staged goes into the idle slot, unless it is there already. `allow_older`: a technician wants it.
 * False: m->problem and m->message say why, and the running slot is untouched. m->idle is what the slot holds after. */
MUST_USE bool firmware_install(const struct firmware_places *at, struct machine *m, bool allow_older);

#endif
