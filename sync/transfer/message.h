/* SPDX-License-Identifier: GPL-3.0-or-later */
/* message.h - reads what the fetching child says, without trust in it
 *
 * The child talks to servers that are not trusted, so its words are treated like
 * theirs: every field has a type, a range and a length, and anything else ends the
 * conversation. Newline JSON; after a "data" event come exactly `len` raw bytes.
 * The protocol is in sync/FORMAT.md section 4. Pure; fuzzed. */
#ifndef TRANSFER_MESSAGE_H
#define TRANSFER_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
	MESSAGE_LINE_BYTES = 4096,
	MESSAGE_DATA_MAX_BYTES = 1 << 20,
	MESSAGE_ETAG_BYTES = 160,
	MESSAGE_TYPE_BYTES = 64,
	MESSAGE_WORD_BYTES = 16,
	MESSAGE_USER_BYTES = 33,
};

enum message_event {
	MESSAGE_READY, /* once, first: the sandbox is in place */
	MESSAGE_HEAD,  /* the server's answer has a body and it starts now */
	MESSAGE_DATA,  /* `len` bytes of it follow */
	MESSAGE_TICK,  /* alive, waiting for the server */
	MESSAGE_DONE,
};

struct message {
	enum message_event event;
	uint64_t id;
	/* HEAD and DONE */
	long status;
	uint64_t received;     /* body bytes over the wire */
	int64_t retry_after_s; /* -1: none; at most a day */
	bool redirected;
	char etag[MESSAGE_ETAG_BYTES]; /* printable ASCII */
	char type[MESSAGE_TYPE_BYTES];
	uint64_t start; /* HEAD: offset of the first byte in the object */
	size_t len;     /* DATA */
	/* DONE */
	bool ok;
	char trouble[MESSAGE_WORD_BYTES];
	char text[ERR_MESSAGE_BYTES]; /* for people: control characters replaced */
	/* READY */
	int landlock;
	char user[MESSAGE_USER_BYTES];
};

/* One line without its newline. */
MUST_USE bool message_parse(const char *line, size_t len, struct message *out, struct err *e);

/* The stream of lines and raw bytes, cut anywhere. A zeroed one is at the start. */
struct message_stream {
	size_t len;
	size_t raw_left;
	char line[MESSAGE_LINE_BYTES];
};
struct message_handler {
	void *ctx;
	bool (*message)(void *ctx, const struct message *m, struct err *e);
	bool (*raw)(void *ctx, const char *bytes, size_t len, struct err *e);
};
/* False when a line is bad or the handler said no; the stream is of no use afterwards. */
MUST_USE bool message_stream_feed(struct message_stream *s, const char *bytes, size_t len,
		const struct message_handler *handler, struct err *e);

#endif
