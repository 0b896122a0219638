/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <string.h>
#include <sys/timex.h>

static int64_t read_us(clockid_t id)
{
	struct timespec now;
	(void)clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_monotonic_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

int64_t clock_cpu_us(void)
{
	return read_us(CLOCK_PROCESS_CPUTIME_ID);
}

time_t clock_wall_s(void)
{
	return time(NULL);
}

bool clock_is_synchronised(void)
{
	struct timex state = { 0 };
	int status = adjtimex(&state);
	return status >= 0 && status != TIME_ERROR && !(state.status & STA_UNSYNC);
}

void clock_format_rfc3339(time_t when, char out[CLOCK_RFC3339_BYTES])
{
	struct tm utc = { 0 };
	(void)gmtime_r(&when, &utc);
	if (strftime(out, CLOCK_RFC3339_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
		out[0] = '\0';
	}
}

/* `len` characters that are known to be digits. */
static int parse_digits(const char *digits, int len)
{
	int value = 0;
	for (int i = 0; i < len; i++) {
		value = value * 10 + digits[i] - '0';
	}
	return value;
}

bool clock_parse_rfc3339(const char *text, time_t *out)
{
	struct tm utc = { 0 };
	static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
	if (strlen(text) != sizeof shape - 1) {
		return false;
	}
	for (size_t i = 0; i < sizeof shape - 1; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (shape[i] == 'd' ? !digit : text[i] != shape[i]) {
			return false;
		}
	}
	utc.tm_year = parse_digits(text, 4);
	utc.tm_mon = parse_digits(text + 5, 2);
	utc.tm_mday = parse_digits(text + 8, 2);
	utc.tm_hour = parse_digits(text + 11, 2);
	utc.tm_min = parse_digits(text + 14, 2);
	utc.tm_sec = parse_digits(text + 17, 2);
	utc.tm_year -= 1900;
	utc.tm_mon -= 1;
	struct tm normal = utc;
	time_t value = timegm(&normal);
	/* timegm() turns 30 February into 2 March: refuse what it had to change. */
	if (normal.tm_mday != utc.tm_mday || normal.tm_mon != utc.tm_mon || normal.tm_hour != utc.tm_hour ||
			normal.tm_min != utc.tm_min || normal.tm_sec != utc.tm_sec) {
		return false;
	}
	*out = value;
	return true;
}
