/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mapfile.h - laying a map out so that its next edition is a small patch
 *
 * Every map maker orders and packs its MBTiles in its own way. Here a tile's row never
 * depends on its neighbours, rows lie in the order of the tiles, and tiles are
 * stored unpacked unless asked otherwise: one edited street then changes a few
 * bytes of the file, not everything after it. MBTiles 1.3 all the same. One thread. */
#ifndef COMPILE_MAPFILE_H
#define COMPILE_MAPFILE_H

#include "base/err.h"

enum map_packing {
	MAP_RAW,  /* about a fifth more disk on a unit; edits inside tiles cost 20 to 50 times fewer bytes to send */
	MAP_GZIP, /* every tile packed alone */
};

/* Writes `from` anew as `to`, which is replaced; same tiles, same bytes. Empty tiles are left out. A tile that cannot
 * be unpacked, or a map without one, is an error. */
MUST_USE bool mapfile_write(const char *from, const char *to, enum map_packing packing, struct err *e);

#endif
