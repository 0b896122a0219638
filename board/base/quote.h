/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quote.h - values as YAML */
#ifndef BASE_QUOTE_H
#define BASE_QUOTE_H

#include "base/buf.h"
#include "base/config_table.h"

/* Appends `text` between double quotes, whatever it holds. */
void quote_yaml(struct buf *out, const char *text);
/* Appends the value that `c` has for `o`, as the file would write it. */
void quote_value(struct buf *out, const struct config_option *o, const struct config *c);

#endif
