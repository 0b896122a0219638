/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config_network.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/hex.h"
#include "base/str.h"

/* The bits behind the prefix: all zero is the network itself, all one its last address. */
static bool host_bits_are(const struct config_address *a, int bits, bool one)
{
	for (int i = a->prefix; i < bits; i++) {
		bool set = a->bytes[i / 8] >> (7 - i % 8) & 1;
		if (set != one) {
			return false;
		}
	}
	return true;
}

static bool is_host(const struct config_address *a)
{
	int bits = a->family == AF_INET ? 32 : 128;
	bool zero = true;
	for (int i = 0; i < bits / 8; i++) {
		zero = zero && a->bytes[i] == 0;
	}
	bool several = a->family == AF_INET ? a->bytes[0] >= 224 : a->bytes[0] == 0xFF;
	/* Networks of one and two hosts (RFC 3021) have no address of their own. */
	bool own = a->family == AF_INET && a->prefix < bits - 1 &&
		   (host_bits_are(a, bits, false) || host_bits_are(a, bits, true));
	return !zero && !several && !own;
}

bool config_parse_address(const char *text, bool prefixed, struct config_address *out)
{
	char host[INET6_ADDRSTRLEN] = "";
	struct config_address a = { .family = strchr(text, ':') ? AF_INET6 : AF_INET };
	size_t len = strcspn(text, "/");
	long bits = a.family == AF_INET ? 32 : 128;
	long prefix = bits;
	if (len >= sizeof host || (text[len] == '/') != prefixed) {
		return false;
	}
	memcpy(host, text, len);
	if (inet_pton(a.family, host, a.bytes) != 1 || (prefixed && !str_to_long(text + len + 1, 1, bits, &prefix))) {
		return false;
	}
	a.prefix = (int)prefix;
	if (!is_host(&a)) {
		return false;
	}
	*out = a;
	return true;
}

bool config_address_within(const struct config_address *host, const struct config_address *of)
{
	if (host->family != of->family) {
		return false;
	}
	for (int i = 0; i < of->prefix; i++) {
		if ((host->bytes[i / 8] ^ of->bytes[i / 8]) >> (7 - i % 8) & 1) {
			return false;
		}
	}
	return true;
}

const char *config_rule_prefixed(const char *text)
{
	struct config_address ignored;
	return *text == '\0' || config_parse_address(text, true, &ignored)
			       ? NULL
			       : "an address and the length of its network, such as 192.168.1.20/24 (24 is the mask "
				 "255.255.255.0)";
}

const char *config_rule_address(const char *text)
{
	struct config_address ignored;
	return *text == '\0' || config_parse_address(text, false, &ignored) ? NULL : "an address such as 192.168.1.1";
}

const char *config_rule_addresses(const char *text)
{
	struct config_address ignored;
	return config_parse_address(text, false, &ignored) ? NULL
							   : "a list of at most 7 addresses such as [\"192.168.1.1\"]";
}

static bool has_control(const char *text)
{
	for (const char *c = text; *c; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7F) {
			return true;
		}
	}
	return false;
}

const char *config_rule_ssid(const char *text)
{
	return strlen(text) <= CONFIG_SSID_BYTES_MAX && !has_control(text)
			       ? NULL
			       : "the name of a wireless network: at most 32 bytes, as the access point sends it";
}

static bool is_hex_key(const char *text)
{
	size_t len = 0;
	while (text[len] && hex_value(text[len]) >= 0) {
		len++;
	}
	return text[len] == '\0' && len == CONFIG_HEX_KEY_CHARS;
}

/* IEEE 802.11 J.4: 8 to 63 characters, each from 32 to 126, or the key itself. */
const char *config_rule_passphrase(const char *text)
{
	size_t len = strlen(text);
	bool ascii = true;
	for (const char *c = text; *c; c++) {
		ascii = ascii && (unsigned char)*c >= 0x20 && (unsigned char)*c < 0x7F;
	}
	return len == 0 || (ascii && len >= 8 && len <= 63) || is_hex_key(text)
			       ? NULL
			       : "8 to 63 characters without accents, or 64 hexadecimal digits";
}

const char *config_rule_password(const char *text)
{
	return strlen(text) <= 128 && !has_control(text) ? NULL : "at most 128 bytes without control characters";
}

const char *config_rule_country(const char *text)
{
	bool capitals = text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z' && text[2] == '\0';
	return *text == '\0' || capitals ? NULL : "the two capital letters of a country, such as FR";
}

const char *config_rule_plain(const char *text)
{
	return has_control(text) ? "text without control characters" : NULL;
}
