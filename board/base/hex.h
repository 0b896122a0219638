/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hex.h - bytes as hexadecimal digits, and back */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include <stddef.h>

/* 2 * len lower-case digits and a NUL. */
void hex_encode(const void *bytes, size_t len, char *out);
/* 0 to 15, of either case; -1 for what is no digit. */
int hex_value(char c);

#endif
