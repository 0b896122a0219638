/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article as staff wrote it: front matter and text. */
#include "fuzz/pack_seed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pack_seed_read("articles/se-former/vae.fr.md", data, size);
	return 0;
}
