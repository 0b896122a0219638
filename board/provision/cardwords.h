/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cardwords.h - comments of borne.yaml on a card, in every language of assets/technician
 *
 * The language of the firmware comes first. Pure. */
#ifndef PROVISION_CARDWORDS_H
#define PROVISION_CARDWORDS_H

#include "base/buf.h"

/* Appends a line `INDENT# words END` for each language that has words for "health.KEY". */
void cardwords_add(struct buf *out, const char *key, const char *indent, const char *end);

#endif
