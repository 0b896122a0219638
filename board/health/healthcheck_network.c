/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to the server, in the order in which it is travelled: address, link, gateway, names, server, encryption.
 * Interfaces and addresses come from sysfs and proc, never from a socket: borne-unit must work for a technician whose
 * account may not open one. The server is asked by borne-syncd alone. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "health/healthcheck_part.h"

enum { NAMES_MAX = 32, ADDRESS_BYTES = 16, ADDRESSES_MAX = 16, ROUTES_MAX = 64 };

struct route {
	char interface[32];
	uint32_t destination, gateway,
			mask; /* as the kernel prints them: network order read as one little-endian word */
};

struct addresses {
	uint32_t local[ADDRESSES_MAX];
	size_t local_len;
	struct route routes[ROUTES_MAX];
	size_t routes_len;
};

/* /proc/net/fib_trie: "|-- 192.168.1.20" and below it "/32 host LOCAL". */
static void read_local_addresses(const struct healthcheck *c, struct addresses *a)
{
	struct buf text = { 0 };
	uint32_t last = 0;
	char *rest = NULL;
	(void)healthcheck_read(c, "/proc/net/fib_trie", &text);
	for (char *line = text.bytes ? strtok_r(text.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		unsigned b[4];
		const char *leaf = strstr(line, "|-- ");
		/* NOLINTNEXTLINE(cert-err34-c): the kernel writes these numbers */
		if (leaf && sscanf(leaf + 4, "%3u.%3u.%3u.%3u", &b[0], &b[1], &b[2], &b[3]) == 4) {
			last = b[0] | b[1] << 8 | b[2] << 16 | b[3] << 24;
		}
		if (!strstr(line, "/32 host LOCAL") || (last & 0xFF) == 127) {
			continue;
		}
		bool known = false; /* every address is in the main and in the local table */
		for (size_t i = 0; i < a->local_len; i++) {
			known = known || a->local[i] == last;
		}
		if (!known && a->local_len < ADDRESSES_MAX) {
			a->local[a->local_len++] = last;
		}
	}
	buf_finish(&text);
}

static void read_routes(const struct healthcheck *c, struct addresses *a)
{
	struct buf text = { 0 };
	char *rest = NULL;
	(void)healthcheck_read(c, "/proc/net/route", &text);
	for (char *line = text.bytes ? strtok_r(text.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		struct route r;
		/* NOLINTNEXTLINE(cert-err34-c): the kernel writes these numbers */
		int fields = sscanf(line, "%31s %8" SCNx32 " %8" SCNx32 " %*x %*d %*d %*d %8" SCNx32, r.interface,
				&r.destination, &r.gateway, &r.mask);
		if (fields == 4 && a->routes_len < ROUTES_MAX) {
			a->routes[a->routes_len++] = r;
		}
	}
	buf_finish(&text);
}

static void print_address(uint32_t address, char out[ADDRESS_BYTES])
{
	(void)snprintf(out, ADDRESS_BYTES, "%u.%u.%u.%u", address & 0xFF, address >> 8 & 0xFF, address >> 16 & 0xFF,
			address >> 24);
}

/* The local address that lies in a network reached through that interface. */
static bool find_address(const struct addresses *a, const char *interface, char out[ADDRESS_BYTES])
{
	for (size_t r = 0; r < a->routes_len; r++) {
		const struct route *route = &a->routes[r];
		for (size_t i = 0; i < a->local_len && route->mask && str_equal(route->interface, interface); i++) {
			uint32_t address = a->local[i];
			if ((address & route->mask) == route->destination) {
				print_address(address, out);
				return true;
			}
		}
	}
	return false;
}

/* A global IPv6 address counts as well; /proc/net/if_inet6: address, index, prefix, scope (00 global), flags, name. */
static bool has_global_ipv6(const struct healthcheck *c, const char *interface)
{
	struct buf text = { 0 };
	bool found = false;
	char *rest = NULL;
	(void)healthcheck_read(c, "/proc/net/if_inet6", &text);
	for (char *line = text.bytes ? strtok_r(text.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		unsigned scope;
		char name[32];
		/* NOLINTNEXTLINE(cert-err34-c): the kernel writes these numbers */
		found = found || (sscanf(line, "%*32s %*x %*x %x %*x %31s", &scope, name) == 2 && scope == 0 &&
						 str_equal(name, interface));
	}
	buf_finish(&text);
	return found;
}

/* NULL: none. */
static const struct route *default_route(const struct addresses *a)
{
	for (size_t i = 0; i < a->routes_len; i++) {
		if (a->routes[i].destination == 0 && a->routes[i].mask == 0) {
			return &a->routes[i];
		}
	}
	return NULL;
}

static bool is_radio(const struct healthcheck *c, const char *name)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s/sys/class/net/%s/wireless", c->source->root, name);
	return fs_exists(path);
}

/* How it is connected: by radio, or by a cable whose speed the driver says. */
static void check_link(const struct healthcheck *c, struct health *h, const char *name)
{
	char text[16];
	long mbit;
	CLEANUP(free_ptr) char *speed = mem_printf("/sys/class/net/%s/speed", name);
	if (is_radio(c, name)) {
		health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_RADIO, WORDS_VALUES({ "name", name }));
	} else if (healthcheck_line(c, speed, text, sizeof text) && str_to_long(text, 1, 1000000, &mbit)) {
		health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_CABLE,
				WORDS_VALUES({ "name", name }, { "speed", health_number(mbit) }));
	}
}

/* Whom the resolver asks: systemd-resolved's own list where it runs, which is the one that is really used. */
static void check_dns(const struct healthcheck *c, struct health *h)
{
	static const char *const files[] = { "/run/systemd/resolve/resolv.conf", "/etc/resolv.conf" };
	struct buf text = { 0 };
	struct buf servers = { 0 };
	char *rest = NULL;
	for (size_t i = 0; i < ARRAY_LEN(files) && text.len == 0; i++) {
		(void)healthcheck_read(c, files[i], &text);
	}
	for (char *line = text.bytes ? strtok_r(text.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		char server[64];
		/* NOLINTNEXTLINE(cert-err34-c): a word is read, no number */
		if (sscanf(line, "nameserver %63s", server) == 1) {
			buf_printf(&servers, "%s%s", servers.len ? ", " : "", server);
		}
	}
	if (servers.len) {
		health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_DNS,
				WORDS_VALUES({ "servers", buf_text(&servers) }));
	} else if (c->config.sync.url[0]) {
		health_add(h, HEALTH_NETWORK, HEALTH_ATTENTION, HEALTH_NETWORK_NO_DNS, NULL);
	}
	buf_finish(&text);
	buf_finish(&servers);
}

/* That the last check of borne-syncd reached the server: it alone asks it. What went wrong is a finding of the updates,
 * healthcheck_sync(). */
static void check_server(const struct healthcheck *c, struct health *h)
{
	const char *server = healthcheck_text(c->status, "server");
	int64_t last = healthcheck_integer(c->status, "last_check");
	if (last > 0 && !json_is_object(json_object_get(c->status, "error"))) {
		health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_ANSWERED,
				WORDS_VALUES({ "server", server },
						{ "age", health_duration(h, c->source->now - (time_t)last) }));
		if (str_starts(server, "https:")) {
			health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_TLS, NULL);
		}
	}
}

/* Returns whether the interface is connected. */
static bool check_interface(const struct healthcheck *c, struct health *h, const struct addresses *a, const char *name)
{
	char state[32] = "";
	char address[ADDRESS_BYTES];
	CLEANUP(free_ptr) char *path = mem_printf("/sys/class/net/%s/operstate", name);
	(void)healthcheck_line(c, path, state, sizeof state);
	if (!str_equal(state, "up")) {
		return false;
	}
	if (find_address(a, name, address)) {
		health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_ADDRESS,
				WORDS_VALUES({ "name", name }, { "address", address }));
	} else if (has_global_ipv6(c, name)) {
		health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_IPV6, WORDS_VALUES({ "name", name }));
	} else {
		health_add(h, HEALTH_NETWORK, HEALTH_BROKEN, HEALTH_NETWORK_NO_ADDRESS, WORDS_VALUES({ "name", name }));
	}
	check_link(c, h, name);
	return true;
}

/* A switch on the case, or one that a program set: every radio of the kind "wlan" is off. */
static bool is_switched_off(const struct healthcheck *c)
{
	char *names[NAMES_MAX];
	bool off = false;
	size_t len = healthcheck_names(c, "/sys/class/rfkill", "rfkill", names, NAMES_MAX);
	for (size_t i = 0; i < len; i++) {
		char type[32] = "";
		char soft[8] = "";
		char hard[8] = "";
		CLEANUP(free_ptr) char *type_path = mem_printf("/sys/class/rfkill/%s/type", names[i]);
		CLEANUP(free_ptr) char *soft_path = mem_printf("/sys/class/rfkill/%s/soft", names[i]);
		CLEANUP(free_ptr) char *hard_path = mem_printf("/sys/class/rfkill/%s/hard", names[i]);
		(void)healthcheck_line(c, type_path, type, sizeof type);
		(void)healthcheck_line(c, soft_path, soft, sizeof soft);
		(void)healthcheck_line(c, hard_path, hard, sizeof hard);
		off = off || (str_equal(type, "wlan") && (str_equal(soft, "1") || str_equal(hard, "1")));
	}
	healthcheck_free_names(names, len);
	return off;
}

/* The settings name a wireless network that no radio has joined: one message for it, with what keeps it away as far as
 * files tell. A wrong passphrase and a network out of reach look the same from here; the remedy names both. */
static void check_wifi(const struct healthcheck *c, struct health *h, char *const names[], size_t len, bool connected)
{
	bool radio = false;
	const char *ssid = c->config.network.wifi_ssid;
	if (ssid[0] == '\0') {
		return;
	}
	for (size_t i = 0; i < len; i++) {
		char state[32] = "";
		CLEANUP(free_ptr) char *path = mem_printf("/sys/class/net/%s/operstate", names[i]);
		if (!is_radio(c, names[i])) {
			continue;
		}
		radio = true;
		if (healthcheck_line(c, path, state, sizeof state) && str_equal(state, "up")) {
			return;
		}
	}
	health_add(h, HEALTH_NETWORK, connected ? HEALTH_ATTENTION : HEALTH_BROKEN,
			!radio               ? HEALTH_NETWORK_NO_RADIO
			: is_switched_off(c) ? HEALTH_NETWORK_RADIO_OFF
					     : HEALTH_NETWORK_WIFI,
			WORDS_VALUES({ "ssid", ssid }));
}

void healthcheck_network(const struct healthcheck *c, struct health *h)
{
	char *names[NAMES_MAX];
	struct addresses a = { .local_len = 0 };
	bool connected = false;
	read_local_addresses(c, &a);
	read_routes(c, &a);
	size_t len = healthcheck_names(c, "/sys/class/net", "", names, NAMES_MAX);
	for (size_t i = 0; i < len; i++) {
		if (!str_equal(names[i], "lo")) {
			connected = check_interface(c, h, &a, names[i]) || connected;
		}
	}
	check_wifi(c, h, names, len, connected);
	healthcheck_free_names(names, len);
	if (!connected && c->config.network.wifi_ssid[0]) {
		return; /* that is the cause */
	}
	if (!connected) {
		/* Without a server in the settings the unit may be meant to stand alone. */
		health_add(h, HEALTH_NETWORK, c->config.sync.url[0] ? HEALTH_BROKEN : HEALTH_ATTENTION,
				HEALTH_NETWORK_NONE, NULL);
		return;
	}
	const struct route *out = default_route(&a);
	char gateway[ADDRESS_BYTES];
	if (out && out->gateway) {
		print_address(out->gateway, gateway);
		health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_GATEWAY,
				WORDS_VALUES({ "address", gateway }, { "name", out->interface }));
	} else if (!out && c->config.sync.url[0] && a.local_len > 0) {
		health_add(h, HEALTH_NETWORK, HEALTH_ATTENTION, HEALTH_NETWORK_NO_ROUTE, NULL);
	}
	check_dns(c, h);
	check_server(c, h);
}
