/* SPDX-License-Identifier: GPL-3.0-or-later */
/* identity.h - what tells one unit from all others before it has settings
 *
 * The board's serial number and the addresses of its network interfaces: both outlive a new card. Any thread. */
#ifndef DEVICE_IDENTITY_H
#define DEVICE_IDENTITY_H

enum { IDENTITY_BYTES = 64, IDENTITY_INTERFACES = 4 };

struct identity {
	char serial[IDENTITY_BYTES]; /* "": the board tells none */
	char mac[IDENTITY_INTERFACES]
		[IDENTITY_BYTES]; /* of real interfaces, in the order of their names; "" ends them */
};

/* Reads below `root` ("": this machine). What is not there, or is no identity, is left empty. */
void identity_read(const char *root, struct identity *out);
/* The name that people read and say: the serial number, else the first address, else "". Borrowed from `id`. */
const char *identity_name(const struct identity *id);
/* Writes "borne serial=... mac=... mac=..." for a QR code, cut at size; "" when nothing is known. */
void identity_print(const struct identity *id, char *out, unsigned long size);

#endif
