/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words as a translator sent them; the first byte says which: of the interface in the main language or another, of the
 * pack in another. */
#include "fuzz/pack_seed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0) {
		const char *interface = data[0] % 2 ? "assets/strings/fr.po" : "assets/strings/en.po";
		pack_seed_read(data[0] & 0x80 ? "translations/en.po" : interface, data + 1, size - 1);
	}
	return 0;
}
