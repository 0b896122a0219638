/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config_network.h - what the texts of the group `network` must be
 *
 * As config_rule.h: the table checks with these, and board/provision, which writes the files of systemd-networkd and
 * iwd, parses with the same functions. Pure; any thread. */
#ifndef BASE_CONFIG_NETWORK_H
#define BASE_CONFIG_NETWORK_H

#include <stdbool.h>

#include "base/err.h"

/* What stands in a file in place of a secret that the unit keeps (board/provision/kept.h): config_option_may_be_kept().
 */
#define CONFIG_KEPT "(kept in the unit)"

enum { CONFIG_SSID_BYTES_MAX = 32, CONFIG_ADDRESS_BYTES = 16, CONFIG_HEX_KEY_CHARS = 64 };

struct config_address {
	int family; /* AF_INET or AF_INET6 */
	unsigned char bytes[CONFIG_ADDRESS_BYTES];
	int prefix; /* bits of the network; of a host all */
};

/* "192.168.1.20/24" or "2001:db8::20/64"; without `prefixed` the address alone. False: not one that a unit can have
 * or ask: all zeros, several hosts at once (multicast), a network's own or last address. */
MUST_USE bool config_parse_address(const char *text, bool prefixed, struct config_address *out);
/* `host` lies in the network of `of`. */
bool config_address_within(const struct config_address *host, const struct config_address *of);

/* Each: NULL when `text` is right, else what it must be, a constant. */
/* An address with its prefix length, or "". */
const char *config_rule_prefixed(const char *text);
/* An address, or "". */
const char *config_rule_address(const char *text);
/* An address: an item of a list. */
const char *config_rule_addresses(const char *text);
/* 1 to 32 bytes without control characters, or "". */
const char *config_rule_ssid(const char *text);
/* 8 to 63 characters of ASCII, 64 hexadecimal digits, or "". */
const char *config_rule_passphrase(const char *text);
/* 1 to 128 bytes without control characters, or "". */
const char *config_rule_password(const char *text);
/* Two capital letters, or "". */
const char *config_rule_country(const char *text);
/* Text without control characters, or "". */
const char *config_rule_plain(const char *text);

#endif
