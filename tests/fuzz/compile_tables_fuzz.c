/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as a spreadsheet wrote them: header, columns, values. The first byte says which. */
#include "fuzz/pack_seed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0) {
		pack_seed_read(data[0] % 2 ? "communes.csv" : "places.csv", data + 1, size - 1);
	}
	return 0;
}
