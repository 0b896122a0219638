/* SPDX-License-Identifier: GPL-3.0-or-later */
/* buf.h - bytes that grow
 *
 * A zeroed struct buf is empty and legal to finish. There is always a NUL after
 * the last byte once something was added, so that text can be read as a string. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *bytes; /* owned; NULL while nothing was added */
	size_t len;
	size_t capacity;
};

void buf_finish(struct buf *b);
void buf_clear(struct buf *b);
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_add_text(struct buf *b, const char *text);
/* As part of an address: everything but unreserved characters (RFC 3986 section 2.3) and, with keep_slash, '/', as %XX.
 */
void buf_add_quoted(struct buf *b, const char *text, bool keep_slash);
/* Owned: the same as a new string. */
char *buf_quoted(const char *text, bool keep_slash);
void buf_add_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list args);
/* Owned by the caller; the buffer is empty afterwards. Never NULL. */
char *buf_take(struct buf *b);
/* Never NULL; borrowed until the next change. */
const char *buf_text(const struct buf *b);

#endif
