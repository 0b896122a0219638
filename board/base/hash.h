/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash.h - where something goes in a table: FNV-1a, 64 bits
 *
 * Quick and not keyed: texts can be made to collide, so a table of texts from outside
 * needs a bound on their number. Not for trust; that is sha256.h. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_START UINT64_C(0xCBF29CE484222325)

/* Goes on from `hash`: HASH_START, or what an earlier call returned. */
uint64_t hash_add(uint64_t hash, const void *bytes, size_t len);
/* Of a text alone, without its NUL. */
uint64_t hash_text(const char *text);

#endif
