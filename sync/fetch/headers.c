/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/headers.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

enum { LINE_MAX_BYTES = 1024, STATUS_MIN = 100, STATUS_MAX = 599 };

void headers_init(struct headers *h)
{
	*h = (struct headers){ .content_length = -1, .range_start = -1, .range_total = -1, .retry_after_s = -1 };
}

/* At most 18 digits from *at, moved past them; -1 without one. */
static int64_t take_number(const char **at)
{
	int64_t value = 0;
	int digits = 0;
	for (; **at >= '0' && **at <= '9'; (*at)++) {
		if (++digits > 18) {
			return -1;
		}
		value = value * 10 + (**at - '0');
	}
	return digits ? value : -1;
}

/* RFC 9110 5.6.7, the form that servers must write: Sun, 06 Nov 1994 08:49:37 GMT. */
static bool has_date_shape(const char *text)
{
	static const char shape[] = "aaa, dd aaa dddd dd:dd:dd GMT";
	if (strlen(text) != sizeof shape - 1) {
		return false;
	}
	for (size_t i = 0; i < sizeof shape - 1; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (shape[i] == 'd' ? !digit : shape[i] != 'a' && text[i] != shape[i]) {
			return false;
		}
	}
	return true;
}

/* libcurl's parser reads many more forms, and the 31st of February as the 3rd of March: so the shape comes before it
 * and the day is compared behind it. The two obsolete forms, of which one has no century, are taken for no date: what
 * is lost is one hint when to come back, and the unit's own interval is used. A leap second is none of its minute's. */
static bool parse_http_date(const char *text, time_t *out)
{
	time_t when = has_date_shape(text) ? curl_getdate(text, NULL) : -1;
	when -= when > 0 && memcmp(text + strlen("Sun, 06 Nov 1994 08:49:"), "60", 2) == 0;
	struct tm utc;
	char day[8];
	if (when < 0 || !gmtime_r(&when, &utc) || snprintf(day, sizeof day, "%02d", utc.tm_mday) != 2 ||
			memcmp(day, text + strlen("Sun, "), 2) != 0) {
		return false;
	}
	*out = when;
	return true;
}

static int64_t seconds_until(time_t when, time_t now)
{
	int64_t seconds = when > now ? (int64_t)(when - now) : 0;
	return seconds < HEADERS_RETRY_MAX_S ? seconds : HEADERS_RETRY_MAX_S;
}

int64_t headers_parse_retry_after(const char *value, time_t now)
{
	const char *at = value;
	int64_t seconds = take_number(&at);
	if (seconds < 0 || *at != '\0') {
		time_t when;
		if (!parse_http_date(value, &when)) {
			return -1;
		}
		return seconds_until(when, now);
	}
	return seconds < HEADERS_RETRY_MAX_S ? seconds : HEADERS_RETRY_MAX_S;
}

bool headers_etag_is_strong(const char *etag)
{
	size_t len = strlen(etag);
	return len >= 2 && etag[0] == '"' && etag[len - 1] == '"';
}

static void read_etag(struct headers *h, const char *value, time_t now)
{
	(void)now;
	const char *opaque = str_starts(value, "W/") ? value + 2 : value;
	if (!headers_etag_is_strong(opaque) || strlen(value) >= sizeof h->etag) {
		return;
	}
	for (const char *c = opaque + 1; c[1] != '\0'; c++) {
		if (*c == '"' || (unsigned char)*c <= 0x20 || (unsigned char)*c >= 0x7F) {
			return;
		}
	}
	str_cut(h->etag, sizeof h->etag, value);
}

static void read_type(struct headers *h, const char *value, time_t now)
{
	(void)now;
	size_t len = strcspn(value, "; \t");
	if (len >= sizeof h->content_type) {
		return;
	}
	for (size_t i = 0; i < len; i++) {
		char c = value[i];
		h->content_type[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	h->content_type[len] = '\0';
}

static void read_length(struct headers *h, const char *value, time_t now)
{
	(void)now;
	const char *at = value;
	int64_t length = take_number(&at);
	h->content_length = *at == '\0' ? length : -1;
}

/* bytes 500-999/1234, bytes 500-999/\*, bytes *\/1234 */
static void read_range(struct headers *h, const char *value, time_t now)
{
	(void)now;
	if (strncasecmp(value, "bytes ", 6) != 0) {
		return;
	}
	const char *at = value + 6;
	int64_t start = -1;
	if (*at == '*') {
		at++;
	} else {
		start = take_number(&at);
		int64_t last = *at == '-' ? (at++, take_number(&at)) : -1;
		if (start < 0 || last < start) {
			return;
		}
	}
	if (*at++ != '/') {
		return;
	}
	h->range_start = start;
	h->range_total = take_number(&at);
}

static void read_retry(struct headers *h, const char *value, time_t now)
{
	h->retry_after_s = headers_parse_retry_after(value, now);
	h->retry_at = 0;
	if (parse_http_date(value, &h->retry_at) && h->date > 0) {
		h->retry_after_s = seconds_until(h->retry_at, h->date);
	}
}

/* May come before or after Retry-After. */
static void read_date(struct headers *h, const char *value, time_t now)
{
	(void)now;
	if (parse_http_date(value, &h->date) && h->retry_at > 0) {
		h->retry_after_s = seconds_until(h->retry_at, h->date);
	}
}

static const struct {
	const char *name;
	void (*read)(struct headers *h, const char *value, time_t now);
} fields[] = {
	{ "etag", read_etag },
	{ "content-type", read_type },
	{ "content-length", read_length },
	{ "content-range", read_range },
	{ "retry-after", read_retry },
	{ "date", read_date },
};

static bool read_status(struct headers *h, const char *line)
{
	if (strncasecmp(line, "HTTP/", 5) != 0) {
		return false;
	}
	headers_init(h);
	const char *at = strchr(line, ' ');
	if (at) {
		at += strspn(at, " ");
		int64_t status = take_number(&at);
		h->status = status >= STATUS_MIN && status <= STATUS_MAX ? (long)status : 0;
	}
	return true;
}

void headers_add_line(struct headers *h, const char *line, size_t len, time_t now)
{
	char text[LINE_MAX_BYTES];
	while (len > 0 && (line[len - 1] == '\r' || line[len - 1] == '\n' || line[len - 1] == ' ' ||
					  line[len - 1] == '\t')) {
		len--;
	}
	if (len >= sizeof text || memchr(line, '\0', len)) {
		return;
	}
	memcpy(text, line, len);
	text[len] = '\0';
	char *colon = strchr(text, ':');
	if (read_status(h, text) || !colon) {
		return;
	}
	*colon = '\0';
	const char *value = colon + 1 + strspn(colon + 1, " \t");
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		if (strcasecmp(fields[i].name, text) == 0) {
			fields[i].read(h, value, now);
		}
	}
}
