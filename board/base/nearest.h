/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nearest.h - which name may have been meant
 *
 * For messages about a mistyped option or id. Pure; any thread. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

/* Bytes that must be added, removed or replaced to make `b` of `a` (Levenshtein). Names of more than 96 bytes are not
 * compared: 96. */
size_t nearest_distance(const char *a, const char *b);

#endif
