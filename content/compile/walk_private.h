/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk_private.h - between walk.c (searching) and walk_build.c (making the network) */
#ifndef COMPILE_WALK_PRIVATE_H
#define COMPILE_WALK_PRIVATE_H

#include "compile/walk.h"

/* Squares of the earth with the edges whose box touches them, by key. */
struct walk_cell {
	uint64_t key;
	uint32_t edge;
};
enum { WALK_CELL_UNITS = 30000 }; /* 0.003 degrees: 330 m north, 230 m east at 46 degrees */
uint64_t walk_cell_key(int column, int row);

#endif
