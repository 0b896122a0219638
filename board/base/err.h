/* SPDX-License-Identifier: GPL-3.0-or-later */
/* err.h - errors as sentences that travel up
 *
 * What can fail returns bool, is MUST_USE and fills a struct err passed last.
 * The sentence names what was tried and why it failed; each level may put its
 * own context in front. Any thread; a struct err belongs to its caller. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* A coarse class for callers that must react differently; most only pass it up. */
enum err_kind {
	ERR_OTHER,     /* anything else */
	ERR_ABSENT,    /* the named thing does not exist */
	ERR_NO_SPACE,  /* disk or quota full */
	ERR_FORMAT,    /* bytes that are not what they should be */
	ERR_DENIED,    /* permission */
	ERR_READ_ONLY, /* the file system takes no writes */
	ERR_BUSY,      /* held by another program */
	ERR_TRUST,     /* signature, hash, version or expiry rule broken */
	ERR_NETWORK,   /* could not reach or understand the server */
	ERR_STOPPED,   /* ended because the program was asked to stop */
};

enum { ERR_MESSAGE_BYTES = 512 };

struct err {
	enum err_kind kind;
	char message[ERR_MESSAGE_BYTES]; /* UTF-8, one line, truncated at a character */
};

/* Each sets *e (which may be NULL) and returns false, so that it can be returned. */
bool fail(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
bool fail_kind(struct err *e, enum err_kind kind, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Appends ": " and strerror(errno); the kind follows from errno. */
bool fail_errno(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Puts "context: " before the message already in *e; keeps its kind. */
bool fail_wrap(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
