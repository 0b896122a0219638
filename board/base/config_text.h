/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config_text.h - the bytes of borne.yaml as text, whatever editor wrote them
 *
 * The file is edited on the PC that wrote the card. Notepad saves UTF-8 with a byte order mark, UTF-16, or the code
 * page of its country; lines end in CRLF. Pure; any thread. */
#ifndef BASE_CONFIG_TEXT_H
#define BASE_CONFIG_TEXT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the text as UTF-8 without mark: from UTF-8 or, by its mark or by its zero bytes, from UTF-16 of either order.
 * Line ends stay. False: neither of them; *e is `name:line: cause. remedy`, and *out is unchanged. */
MUST_USE bool config_text_decode(const char *name, const char *bytes, size_t len, struct buf *out, struct err *e);

#endif
