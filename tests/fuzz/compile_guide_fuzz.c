/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A questionnaire as an editor left it: questions, results, what may be alike; and the walk through all its answers. */
#include "fuzz/pack_seed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pack_seed_read("guide.yaml", data, size);
	return 0;
}
