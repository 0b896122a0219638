/* SPDX-License-Identifier: GPL-3.0-or-later */
/* machine.h - RUN/firmware/status.json: what root's borne-firmware says of the machine
 *
 * borne-syncd, which reads neither the boot partition nor serial numbers, decides by it. sync/FORMAT.md section 8. */
#ifndef FIRMWARE_MACHINE_H
#define FIRMWARE_MACHINE_H

#include "base/buf.h"
#include "base/problem.h"
#include "base/sha256.h"
#include "firmware/slots.h"

enum { MACHINE_FILE_BYTES_MAX = 16 * 1024, MACHINE_MESSAGE_BYTES = 384, MACHINE_PATH_BYTES = 256 };

struct machine {
	struct firmware_here here;
	char identity[SHA256_HEX_BYTES]; /* hash of its serial number or network address; stays when the card is swapped
					  */
	char root[MACHINE_PATH_BYTES];   /* path of the running slot, from which a patch starts; "" when it is not known
					  */
	/* Hashes of the running slot's kernel and initial RAM disk; "" when they are not known. What a firmware has in
	 * common with them is not fetched. */
	char kernel_sha256[SHA256_HEX_BYTES], initrd_sha256[SHA256_HEX_BYTES];
	struct slot_entry idle; /* the slot that does not run */
	enum problem problem;   /* of the last installation; PROBLEM_NONE */
	char message[MACHINE_MESSAGE_BYTES];
};

/* Appends the file's text. */
void machine_encode(const struct machine *m, struct buf *out);
/* Pure; fuzzed. */
MUST_USE bool machine_parse(const char *json, size_t len, struct machine *out, struct err *e);
/* The running slot has that file of a firmware on the boot partition, and root copies it from there. */
bool machine_has(const struct machine *m, const struct bundle_component *c);
/* A firmware waits in the idle slot: the boot loader starts it next, because it is later than what runs or because a
 * technician put it before that, and it is not tried to its end. */
bool machine_waits(const struct machine *m);
/* `version` was started from the idle slot as often as it may, and is not tried again. */
bool machine_gave_back(const struct machine *m, const char *version);

#endif
