/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stored tile: it unpacks to at most its limit, or says why not. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "store/tiles.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out = { 0 };
	struct err e = { 0 };
	bool ok = tiles_unpack(data, size, &out, &e);
	if (ok ? out.len > TILES_TILE_BYTES_MAX : e.message[0] == '\0') {
		abort();
	}
	buf_finish(&out);
	return 0;
}
