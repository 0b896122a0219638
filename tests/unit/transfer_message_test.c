/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parent takes from the fetching child, and what it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "transfer/message.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#define ANSWER                                                                                                         \
	"\"status\":200,\"received\":5,\"retry_after\":-1,\"redirected\":false,\"etag\":\"\\\"x\\\"\",\"type\":"       \
	"\"text/plain\""

static const char ready[] = "{\"id\":0,\"event\":\"ready\",\"landlock\":7,\"user\":\"nobody\"}\n";
static const char head[] = "{\"id\":1,\"event\":\"head\"," ANSWER ",\"start\":0}\n";
static const char data[] = "{\"id\":1,\"event\":\"data\",\"len\":5}\nhe\nlo";
static const char done[] = "{\"id\":1,\"event\":\"done\"," ANSWER ",\"ok\":true,\"trouble\":\"none\",\"text\":\"\"}\n";

static void wrong_fields_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		"null",
		"[]",
		"{}",
		"{\"id\":1}",
		"{\"id\":1,\"event\":\"shout\"}",
		"{\"id\":\"1\",\"event\":\"tick\"}",
		"{\"id\":-1,\"event\":\"tick\"}",
		"{\"id\":1,\"id\":1,\"event\":\"tick\"}",
		"{\"id\":1,\"event\":\"data\"}",
		"{\"id\":1,\"event\":\"data\",\"len\":0}",
		"{\"id\":1,\"event\":\"data\",\"len\":-5}",
		"{\"id\":1,\"event\":\"data\",\"len\":1.5}",
		"{\"id\":1,\"event\":\"data\",\"len\":1048577}",
		"{\"id\":1,\"event\":\"head\"," ANSWER "}",
		"{\"id\":1,\"event\":\"head\"," ANSWER ",\"start\":-1}",
		"{\"id\":1,\"event\":\"done\"," ANSWER ",\"ok\":1,\"trouble\":\"none\",\"text\":\"\"}",
		"{\"id\":1,\"event\":\"done\"," ANSWER ",\"ok\":true,\"trouble\":\"a b\",\"text\":\"\"}",
		"{\"id\":0,\"event\":\"ready\",\"landlock\":7,\"user\":\"no body\"}",
		"{\"id\":1,\"event\":\"tick\"}trailing",
	};
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct message m;
		struct err e;
		assert_false(message_parse(bad[i], strlen(bad[i]), &m, &e));
		assert_int_equal(e.kind, ERR_FORMAT);
	}
}

static void texts_cannot_forge_lines_or_headers(void **state)
{
	(void)state;
	struct message m;
	struct err e;
	static const char etag[] =
			"{\"id\":1,\"event\":\"head\",\"status\":200,\"received\":5,\"retry_after\":-1,"
			"\"redirected\":false,\"etag\":\"\\\"x\\r\\nHost: evil\\\"\",\"type\":\"\",\"start\":0}";
	assert_false(message_parse(etag, sizeof etag - 1, &m, &e));
	static const char text[] = "{\"id\":1,\"event\":\"done\"," ANSWER
				   ",\"ok\":false,\"trouble\":\"cut\",\"text\":\"a\\nerror forged\"}";
	assert_true(message_parse(text, sizeof text - 1, &m, &e));
	assert_string_equal(m.text, "a error forged");
}

struct heard {
	int messages;
	struct message last;
	struct buf raw;
};

static bool on_message(void *ctx, const struct message *m, struct err *e)
{
	(void)e;
	struct heard *h = ctx;
	h->messages++;
	h->last = *m;
	return true;
}

static bool on_raw(void *ctx, const char *bytes, size_t len, struct err *e)
{
	(void)e;
	buf_add(&((struct heard *)ctx)->raw, bytes, len);
	return true;
}

static void a_stream_may_be_cut_anywhere(void **state)
{
	(void)state;
	struct buf all = { 0 };
	buf_add_text(&all, ready);
	buf_add_text(&all, head);
	buf_add_text(&all, data);
	buf_add_text(&all, done);
	for (size_t cut = 1; cut < all.len; cut++) {
		struct heard h = { 0 };
		struct message_handler handler = { .ctx = &h, .message = on_message, .raw = on_raw };
		struct message_stream stream = { 0 };
		struct err e;
		assert_true(message_stream_feed(&stream, all.bytes, cut, &handler, &e));
		assert_true(message_stream_feed(&stream, all.bytes + cut, all.len - cut, &handler, &e));
		assert_int_equal(h.messages, 4);
		assert_int_equal(h.last.event, MESSAGE_DONE);
		assert_true(h.last.ok);
		assert_string_equal(buf_text(&h.raw), "he\nlo");
		buf_finish(&h.raw);
	}
	buf_finish(&all);
}

static void an_endless_line_ends_the_conversation(void **state)
{
	(void)state;
	static char flood[MESSAGE_LINE_BYTES + 1];
	memset(flood, ' ', sizeof flood);
	struct heard h = { 0 };
	struct message_handler handler = { .ctx = &h, .message = on_message, .raw = on_raw };
	struct message_stream stream = { 0 };
	struct err e;
	assert_false(message_stream_feed(&stream, flood, sizeof flood, &handler, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_fields_are_refused),
		cmocka_unit_test(texts_cannot_forge_lines_or_headers),
		cmocka_unit_test(a_stream_may_be_cut_anywhere),
		cmocka_unit_test(an_endless_line_ends_the_conversation),
	};
	return cmocka_run_group_tests_name("transfer_message", tests, NULL, NULL);
}
