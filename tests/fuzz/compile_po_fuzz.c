/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the interface as a translator sent them: the first byte says whether in the main language or another. */
#include "fuzz/pack_seed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0) {
		pack_seed_read(data[0] % 2 ? "assets/strings/fr.po" : "assets/strings/en.po", data + 1, size - 1);
	}
	return 0;
}
