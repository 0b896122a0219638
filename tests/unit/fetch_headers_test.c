/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a download reads out of a server's header lines, well formed or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "fetch/headers.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

/* Sun, 06 Nov 1994 08:49:37 GMT */
static const time_t EXAMPLE = 784111777;

static struct headers given(const char *const *lines, size_t count)
{
	struct headers h;
	headers_init(&h);
	for (size_t i = 0; i < count; i++) {
		headers_add_line(&h, lines[i], strlen(lines[i]), EXAMPLE);
	}
	return h;
}

static void an_answer_is_read(void **state)
{
	(void)state;
	static const char *const lines[] = { "HTTP/1.1 206 Partial Content\r\n", "ETag: \"abc-1\"\r\n",
		"Content-Type: Application/JSON; charset=utf-8\r\n", "Content-Length: 500\r\n",
		"content-range:bytes 500-999/1234\r\n", "Retry-After:  120 \r\n", "\r\n" };
	struct headers h = given(lines, ARRAY_LEN(lines));
	assert_int_equal(h.status, 206);
	assert_string_equal(h.etag, "\"abc-1\"");
	assert_string_equal(h.content_type, "application/json");
	assert_int_equal(h.content_length, 500);
	assert_int_equal(h.range_start, 500);
	assert_int_equal(h.range_total, 1234);
	assert_int_equal(h.retry_after_s, 120);
}

static void only_the_last_answer_counts(void **state)
{
	(void)state;
	static const char *const lines[] = { "HTTP/1.1 302 Found\r\n", "ETag: \"login\"\r\n", "Retry-After: 5\r\n",
		"HTTP/2 200\r\n", "Content-Type: text/html\r\n" };
	struct headers h = given(lines, ARRAY_LEN(lines));
	assert_int_equal(h.status, 200);
	assert_string_equal(h.etag, "");
	assert_int_equal(h.retry_after_s, -1);
	assert_string_equal(h.content_type, "text/html");
}

/* The unit's clock is at EXAMPLE, in 1994; the server's is not. */
static void a_date_to_come_back_is_read_with_the_servers_clock(void **state)
{
	(void)state;
	static const char date[] = "Date: Mon, 23 Nov 2026 10:00:00 GMT\r\n";
	static const char retry[] = "Retry-After: Mon, 23 Nov 2026 10:02:00 GMT\r\n";
	const char *const before[] = { "HTTP/1.1 503 Busy\r\n", date, retry };
	const char *const after[] = { "HTTP/1.1 503 Busy\r\n", retry, date };
	const char *const alone[] = { "HTTP/1.1 503 Busy\r\n", retry };
	const char *const seconds[] = { "HTTP/1.1 503 Busy\r\n", date, "Retry-After: 7\r\n" };
	const char *const nonsense[] = { "HTTP/1.1 503 Busy\r\n", "Date: yesterday\r\n", "Retry-After: soon\r\n",
		date };
	assert_int_equal(given(before, ARRAY_LEN(before)).retry_after_s, 120);
	assert_int_equal(given(after, ARRAY_LEN(after)).retry_after_s, 120);
	assert_int_equal(given(alone, ARRAY_LEN(alone)).retry_after_s, HEADERS_RETRY_MAX_S);
	assert_int_equal(given(seconds, ARRAY_LEN(seconds)).retry_after_s, 7);
	assert_int_equal(given(nonsense, ARRAY_LEN(nonsense)).retry_after_s, -1);
}

static void malformed_fields_count_as_absent(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		const char *etag;
		int64_t length, start, total, retry;
	} rows[] = {
		{ "ETag: unquoted", "", -1, -1, -1, -1 },
		{ "ETag: \"in\"side\"", "", -1, -1, -1, -1 },
		{ "ETag: \"sp ace\"", "", -1, -1, -1, -1 },
		{ "ETag: \"", "", -1, -1, -1, -1 },
		{ "ETag: W/\"weak\"", "W/\"weak\"", -1, -1, -1, -1 },
		{ "Content-Length: 12x", "", -1, -1, -1, -1 },
		{ "Content-Length: -5", "", -1, -1, -1, -1 },
		{ "Content-Length: 9999999999999999999999", "", -1, -1, -1, -1 },
		{ "Content-Range: bytes 9-5/100", "", -1, -1, -1, -1 },
		{ "Content-Range: bytes */1234", "", -1, -1, 1234, -1 },
		{ "Content-Range: bytes 5-9/*", "", -1, 5, -1, -1 },
		{ "Content-Range: pages 1-2/3", "", -1, -1, -1, -1 },
		{ "Retry-After: soon", "", -1, -1, -1, -1 },
		{ "Retry-After: 99999999", "", -1, -1, -1, HEADERS_RETRY_MAX_S },
		{ "no colon at all", "", -1, -1, -1, -1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct headers h = given(&rows[i].line, 1);
		assert_string_equal(h.etag, rows[i].etag);
		assert_int_equal(h.content_length, rows[i].length);
		assert_int_equal(h.range_start, rows[i].start);
		assert_int_equal(h.range_total, rows[i].total);
		assert_int_equal(h.retry_after_s, rows[i].retry);
	}
}

static void retry_after_is_seconds_or_a_date(void **state)
{
	(void)state;
	assert_int_equal(headers_parse_retry_after("0", EXAMPLE), 0);
	assert_int_equal(headers_parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", EXAMPLE - 90), 90);
	assert_int_equal(headers_parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", EXAMPLE + 90), 0);
	assert_int_equal(headers_parse_retry_after("Sun, 06 Nov 2094 08:49:37 GMT", EXAMPLE), HEADERS_RETRY_MAX_S);
	/* A leap second, and the 29th of February of a leap year. */
	assert_int_equal(headers_parse_retry_after("Sat, 31 Dec 2016 23:59:60 GMT", 1483228799), 0);
	assert_int_equal(headers_parse_retry_after("Thu, 29 Feb 2024 00:00:07 GMT", 1709164800), 7);
	static const char *const no_dates[] = { "Sun, 06 Abc 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
		/* The obsolete forms of RFC 9110, and what other readers of dates take. */
		"Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 6 Nov 1994 08:49:37 GMT",
		"Sun, 06 Nov 1994 08:49:37 +0000", "06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z", "06 Nov 2094",
		" Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ", "sun, 06 nov 1994 08:49:37 gmt",
		/* Days that are none. */
		"Thu, 29 Feb 2023 00:00:07 GMT", "Wed, 01 Mar 2023 00:00:07 XMT", "Tue, 31 Nov 2026 00:00:00 GMT",
		"Sun, 00 Nov 1994 08:49:37 GMT", "xxx, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
		"Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT" };
	for (size_t i = 0; i < ARRAY_LEN(no_dates); i++) {
		assert_int_equal(headers_parse_retry_after(no_dates[i], EXAMPLE), -1);
	}
	assert_int_equal(headers_parse_retry_after("", EXAMPLE), -1);
}

static void weak_etags_cannot_resume(void **state)
{
	(void)state;
	assert_true(headers_etag_is_strong("\"a\""));
	assert_true(headers_etag_is_strong("\"\""));
	assert_false(headers_etag_is_strong("W/\"a\""));
	assert_false(headers_etag_is_strong(""));
	assert_false(headers_etag_is_strong("\""));
}

static void a_line_that_is_too_long_is_skipped(void **state)
{
	(void)state;
	char line[4096];
	memset(line, 'a', sizeof line);
	memcpy(line, "ETag: \"", 7);
	line[sizeof line - 1] = '"';
	struct headers h;
	headers_init(&h);
	headers_add_line(&h, line, sizeof line, EXAMPLE);
	assert_string_equal(h.etag, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_read),
		cmocka_unit_test(only_the_last_answer_counts),
		cmocka_unit_test(a_date_to_come_back_is_read_with_the_servers_clock),
		cmocka_unit_test(malformed_fields_count_as_absent),
		cmocka_unit_test(retry_after_is_seconds_or_a_date),
		cmocka_unit_test(weak_etags_cannot_resume),
		cmocka_unit_test(a_line_that_is_too_long_is_skipped),
	};
	return cmocka_run_group_tests_name("fetch_headers", tests, NULL, NULL);
}
