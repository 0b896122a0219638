/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config_rule.h"

#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/str.h"

const char *config_rule_id(const char *text)
{
	for (const char *c = text; *c; c++) {
		bool letter = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-' || *c == '_';
		if (!letter) {
			return "an identifier: lower-case letters, digits and dashes";
		}
	}
	return NULL;
}

const char *config_rule_language(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	const char *at = text;
	while (*at) {
		size_t part = strspn(at, letters);
		if (part == 0 || part > 8 || (at[part] && at[part] != '-') || (at[part] && !at[part + 1])) {
			return "the code of a language, such as fr or pt-BR";
		}
		at += part + (at[part] == '-');
	}
	return NULL;
}

const char *config_rule_pack(const char *text)
{
	return *text ? config_rule_id(text) : "the identifier of a content pack: the `id` of its pack.yaml";
}

/* host, host:port, [IPv6] or [IPv6]:port, up to `end`. */
static bool is_authority(const char *text, const char *end)
{
	static const char host[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
	static const char literal[] = "0123456789abcdefABCDEF:.%";
	const char *at = memrchr(text, '@', (size_t)(end - text)); /* name:password@ */
	const char *from = at ? at + 1 : text;
	const char *rest = from;
	if (*from == '[') {
		rest = from + 1 + strspn(from + 1, literal);
		if (rest == from + 1 || *rest++ != ']') {
			return false;
		}
	} else {
		/* Letters beyond ASCII are a name in another writing. */
		while (rest < end && ((unsigned char)*rest >= 0x80 || strchr(host, *rest))) {
			rest++;
		}
	}
	if (rest == from || rest > end) {
		return false;
	}
	if (rest == end) {
		return true;
	}
	char digits[8] = "";
	size_t len = (size_t)(end - rest) - 1;
	long port;
	if (*rest != ':' || len >= sizeof digits) {
		return false;
	}
	memcpy(digits, rest + 1, len);
	return str_to_long(digits, 1, 65535, &port);
}

/* What libcurl could not ask: it would fail at every check, with a word that does not name the setting. */
static const char *check_url(const char *text, const char *const *schemes, const char *must)
{
	if (*text == '\0') {
		return NULL;
	}
	for (const char *c = text; *c; c++) {
		if ((unsigned char)*c <= 0x20 || *c == 0x7F || *c == '?' || *c == '#' || *c == '\\') {
			return must;
		}
	}
	for (size_t i = 0; schemes[i]; i++) {
		size_t len = strlen(schemes[i]);
		if (strncmp(text, schemes[i], len) == 0) {
			return is_authority(text + len, text + len + strcspn(text + len, "/")) ? NULL : must;
		}
	}
	return must;
}

const char *config_rule_url(const char *text)
{
	static const char *const schemes[] = { "https://", "http://", NULL };
	return check_url(text, schemes, "an address that starts with https:// or http://");
}

const char *config_rule_mirror(const char *text)
{
	static const char must[] = "a list of at most 7 addresses that start with https:// or http://";
	return *text == '\0' || config_rule_url(text) ? must : NULL;
}

/* What libcurl takes: one or more hashes with a ';' between them. 44 characters are 32 bytes in base64. */
const char *config_rule_pin(const char *text)
{
	static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
	static const char must[] = "\"sha256//\" and the base64 of a SHA-256, in quotes; several with ; between them";
	const char *at = text;
	while (*at) {
		if (strncmp(at, "sha256//", 8) != 0 || strspn(at + 8, base64) != 44 || at[8 + 43] != '=') {
			return must;
		}
		at += 8 + 44;
		if (*at == ';' ? at[1] == '\0' : *at != '\0') {
			return must;
		}
		at += *at == ';';
	}
	return NULL;
}

const char *config_rule_user(const char *text)
{
	static const char first[] = "abcdefghijklmnopqrstuvwxyz_";
	static const char further[] = "abcdefghijklmnopqrstuvwxyz_0123456789-";
	bool name = strlen(text) <= 32 && strspn(text, first) > 0 && strspn(text, further) == strlen(text);
	return name && !str_equal(text, "root") ? NULL : "the name of a user other than root";
}

const char *config_rule_proxy(const char *text)
{
	static const char *const schemes[] = { "http://", "https://", "socks5://", "socks5h://", NULL };
	return check_url(text, schemes, "an address such as http://proxy.example:3128");
}

const char *config_rule_absolute(const char *text)
{
	return text[0] == '/' ? NULL : "a path that starts with /";
}

const char *config_rule_absolute_or_empty(const char *text)
{
	return *text == '\0' ? NULL : config_rule_absolute(text);
}

/* "HH:MM" at text, five characters or more: minutes of the day, -1 when it is no time. */
static int minute_of(const char *text)
{
	static const char shape[] = "dd:dd";
	for (size_t i = 0; i < sizeof shape - 1; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (shape[i] == 'd' ? !digit : text[i] != shape[i]) {
			return -1;
		}
	}
	int hour = (text[0] - '0') * 10 + (text[1] - '0');
	int minute = (text[3] - '0') * 10 + (text[4] - '0');
	return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

bool config_parse_quiet(const char *text, int *from_min, int *to_min)
{
	if (strlen(text) != 11 || text[5] != '-') {
		return false;
	}
	int from = minute_of(text);
	int to = minute_of(text + 6);
	if (from < 0 || to < 0 || from == to) {
		return false;
	}
	*from_min = from;
	*to_min = to;
	return true;
}

const char *config_rule_quiet(const char *text)
{
	int from;
	int to;
	return *text == '\0' || config_parse_quiet(text, &from, &to)
			       ? NULL
			       : "two different times such as \"22:00-06:30\", in quotes, or \"\" for none";
}

const char *config_rule_date(const char *text)
{
	char whole[CLOCK_RFC3339_BYTES];
	time_t ignored;
	if (*text == '\0') {
		return NULL;
	}
	if (strlen(text) == 10) {
		str_cut(whole, sizeof whole, text);
		str_cut(whole + 10, sizeof whole - 10, "T00:00:00Z");
		if (clock_parse_rfc3339(whole, &ignored)) {
			return NULL;
		}
	}
	return "a date such as 2026-11-23";
}

/* What one try of a code may cost: 1,000,000 rounds of SHA-512 are some seconds on a Raspberry Pi 3. */
enum { SHA_ROUNDS_MAX = 1000000, BCRYPT_COST_MAX = 14 };

/* A hash that crypt(3) would take minutes or for ever to compare with. */
static bool is_too_dear(const char *hash)
{
	const char *rounds = strstr(hash, "$rounds=");
	long value = 0;
	if (rounds) {
		char digits[12] = "";
		size_t len = strspn(rounds + 8, "0123456789");
		if (len >= sizeof digits) {
			return true;
		}
		memcpy(digits, rounds + 8, len);
		return !str_to_long(digits, 1, SHA_ROUNDS_MAX, &value);
	}
	if (strncmp(hash, "$2", 2) == 0) {
		char digits[3] = { hash[4], hash[5], '\0' };
		return !str_to_long(digits, 4, BCRYPT_COST_MAX, &value);
	}
	return false;
}

/* A code in clear text could be read off the card. */
const char *config_rule_hash(const char *text)
{
	static const char *const methods[] = { "$6$", "$5$", "$y$", "$2b$", "$2y$", "$2a$" };
	static const char must[] = "a hash made by `openssl passwd -6`, in quotes, never the code itself";
	size_t len = strlen(text);
	bool known = false;
	for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
		known = known || str_starts(text, methods[i]);
	}
	bool hash = known && len >= 20 && strchr(text + 3, '$') &&
		    strspn(text, "$./=,0123456789"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == len;
	return len == 0 || (hash && !is_too_dear(text)) ? NULL : must;
}

const char *config_rule_mm_per_px(const char *text)
{
	double value;
	bool ok = str_to_double(text, &value) && value <= CONFIG_MM_PER_PX_MAX &&
		  (value >= CONFIG_MM_PER_PX_MIN || (value >= 0 && value <= 0));
	return ok ? NULL : "0, to ask the screen, or the size of a pixel from 0.02 to 2 millimetres";
}

/* The names of the sockets below it must fit struct sockaddr_un. */
const char *config_rule_run(const char *text)
{
	enum { SOCKET_PATH_BYTES = 108 };
	return config_rule_absolute(text) || strlen(text) + sizeof "/sync/import.sock" > SOCKET_PATH_BYTES
			       ? "a path that starts with /, of at most 90 bytes"
			       : NULL;
}
