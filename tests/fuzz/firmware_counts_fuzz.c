/* SPDX-License-Identifier: GPL-3.0-or-later */
/* U-Boot's record of tries: the bytes as they are, and as a record with the right length and checksum. */
#include <assert.h>
#include <string.h>
#include <zlib.h>

#include "firmware/counts.h"

static void check(const struct counts *c)
{
	char bytes[COUNTS_BYTES];
	struct counts again;
	struct err e;
	assert(c->first == 'a' || c->first == 'b');
	for (int i = 0; i < COUNTS_SLOTS; i++) {
		const struct slot_entry *slot = &c->slots[i];
		assert(slot->left >= 0 && slot->left <= SLOTS_WORKED && slot->done >= 0 && slot->done <= SLOTS_WORKED);
		assert(slot->version[0] == '\0' || firmware_version_is_sound(slot->version));
	}
	counts_encode(c, bytes);
	assert(counts_parse(bytes, sizeof bytes, &again, &e));
	assert(again.serial == c->serial && again.first == c->first);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	enum { SUM_BYTES = 4, BYTE_BITS = 8 };
	char record[COUNTS_BYTES] = { 0 };
	struct counts c;
	struct err e = { 0 };
	if (counts_parse((const char *)bytes, len, &c, &e)) {
		check(&c);
	}
	size_t held = len < sizeof record - SUM_BYTES ? len : sizeof record - SUM_BYTES;
	memcpy(record + SUM_BYTES, bytes, held);
	uLong sum = crc32(0, (const unsigned char *)record + SUM_BYTES, sizeof record - SUM_BYTES);
	for (int i = 0; i < SUM_BYTES; i++) {
		record[i] = (char)(sum >> (BYTE_BITS * i) & 0xff);
	}
	if (counts_parse(record, sizeof record, &c, &e)) {
		check(&c);
	} else {
		assert(e.kind == ERR_FORMAT && e.message[0]);
	}
	return 0;
}
