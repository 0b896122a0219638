/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.h - JSON from outside, and the one form of it that is signed
 *
 * Parsing is bounded and refuses duplicate keys; unknown fields are kept. Signed
 * bytes are the OLPC canonical form (TUF specification 1.0, section 4.2.1): sorted
 * keys, no white space, only \" and \\ escaped, integers alone. Any thread. */
#ifndef TUF_JSON_H
#define TUF_JSON_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

enum { TUF_JSON_DEPTH_MAX = 64 };

/* An object; owned: json_decref(). NULL on error. `name` is what the sentence calls it. */
MUST_USE json_t *tuf_json_parse(const char *name, const char *bytes, size_t len, struct err *e);
/* Appends. False for what has no canonical form: a real number, or text with a NUL. */
MUST_USE bool tuf_json_canonical(const json_t *value, struct buf *out, struct err *e);
/* Borrowed text of object[key], or NULL when it is not a string. */
const char *tuf_json_text(const json_t *object, const char *key);
/* object[key] as an integer of at least `least`; false when it is not one. */
bool tuf_json_integer(const json_t *object, const char *key, json_int_t least, json_int_t *out);

#endif
