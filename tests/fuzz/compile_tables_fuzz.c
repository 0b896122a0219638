/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as a spreadsheet wrote them, with header, columns and values, and the lists that say how people are reached.
 * The first byte says which. */
#include "fuzz/pack_seed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0) {
		static const char *const files[] = { "places.csv", "communes.csv", "networks.yaml", "sites.yaml" };
		/* Later than the corpus, whose inputs keep their meaning. */
		pack_seed_read(data[0] == 4 ? "coverage.csv" : files[data[0] % 4], data + 1, size - 1);
	}
	return 0;
}
