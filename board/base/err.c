/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A message cut by snprintf must not end inside a UTF-8 sequence: it is shown to people. */
static void trim_partial_character(char *text)
{
	size_t len = strlen(text);
	size_t at = len;
	while (at > 0 && ((unsigned char)text[at - 1] & 0xC0) == 0x80) {
		at--;
	}
	if (at == 0) {
		return;
	}
	unsigned char lead = (unsigned char)text[at - 1];
	size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
	if (len - (at - 1) < need) {
		text[at - 1] = '\0';
	}
}

static void set_message(struct err *e, enum err_kind kind, const char *fmt, va_list args)
{
	if (!e) {
		return;
	}
	e->kind = kind;
	(void)vsnprintf(e->message, sizeof e->message, fmt, args);
	trim_partial_character(e->message);
}

bool fail(struct err *e, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	set_message(e, ERR_OTHER, fmt, args);
	va_end(args);
	return false;
}

bool fail_kind(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	set_message(e, kind, fmt, args);
	va_end(args);
	return false;
}

static enum err_kind kind_of_errno(int number)
{
	switch (number) {
	case ENOENT:
	case ENOTDIR:
		return ERR_ABSENT;
	case ENOSPC:
	case EDQUOT:
		return ERR_NO_SPACE;
	case EACCES:
	case EPERM:
		return ERR_DENIED;
	case EROFS:
		return ERR_READ_ONLY;
	default:
		return ERR_OTHER;
	}
}

bool fail_errno(struct err *e, const char *fmt, ...)
{
	int number = errno;
	va_list args;
	va_start(args, fmt);
	set_message(e, kind_of_errno(number), fmt, args);
	va_end(args);
	if (e) {
		size_t used = strlen(e->message);
		(void)snprintf(e->message + used, sizeof e->message - used, ": %s", strerror(number));
		trim_partial_character(e->message);
	}
	return false;
}

bool fail_wrap(struct err *e, const char *fmt, ...)
{
	if (!e) {
		return false;
	}
	char inner[ERR_MESSAGE_BYTES];
	memcpy(inner, e->message, sizeof inner);
	enum err_kind kind = e->kind;
	va_list args;
	va_start(args, fmt);
	set_message(e, kind, fmt, args);
	va_end(args);
	size_t used = strlen(e->message);
	(void)snprintf(e->message + used, sizeof e->message - used, ": %s", inner);
	trim_partial_character(e->message);
	return false;
}
