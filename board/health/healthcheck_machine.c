/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine: network, clock, storage, temperature. Interfaces and addresses come from sysfs and proc, never from a
 * socket: borne-unit must work for a technician whose account may not open one. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "health/healthcheck_part.h"

enum {
	NAMES_MAX = 32,
	PROC_MAX_BYTES = 256 * 1024,
	ADDRESS_BYTES = 16,
	ADDRESSES_MAX = 16,
	ROUTES_MAX = 64,
	FREE_LOW_MIB = 200,
	FREE_EMPTY_MIB = 50,
	HOT_C = 75,
	TOO_HOT_C = 85,
	WEAR_ATTENTION = 9, /* JEDEC life_time: 9 is 80 to 90 % used, 11 is exceeded */
	WEAR_EXCEEDED = 11,
	DAY_S = 86400,
};

static bool read_proc(const struct healthcheck *c, const char *path, struct buf *out)
{
	CLEANUP(free_ptr) char *whole = healthcheck_path(c, path);
	return fs_read_file(whole, PROC_MAX_BYTES, out, NULL);
}

struct route {
	char interface[32];
	uint32_t destination, mask; /* as the kernel prints them: network order read as one little-endian word */
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
	(void)read_proc(c, "/proc/net/fib_trie", &text);
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
	(void)read_proc(c, "/proc/net/route", &text);
	for (char *line = text.bytes ? strtok_r(text.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		struct route r;
		/* NOLINTNEXTLINE(cert-err34-c): the kernel writes these numbers */
		int fields = sscanf(line, "%31s %8" SCNx32 " %*x %*x %*d %*d %*d %8" SCNx32, r.interface,
				&r.destination, &r.mask);
		if (fields == 3 && a->routes_len < ROUTES_MAX) {
			a->routes[a->routes_len++] = r;
		}
	}
	buf_finish(&text);
}

/* The local address that lies in a network reached through that interface. */
static bool find_address(const struct addresses *a, const char *interface, char out[ADDRESS_BYTES])
{
	for (size_t r = 0; r < a->routes_len; r++) {
		const struct route *route = &a->routes[r];
		for (size_t i = 0; i < a->local_len && route->mask && str_equal(route->interface, interface); i++) {
			uint32_t address = a->local[i];
			if ((address & route->mask) == route->destination) {
				(void)snprintf(out, ADDRESS_BYTES, "%u.%u.%u.%u", address & 0xFF, address >> 8 & 0xFF,
						address >> 16 & 0xFF, address >> 24);
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
	(void)read_proc(c, "/proc/net/if_inet6", &text);
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

static bool has_default_route(const struct addresses *a)
{
	for (size_t i = 0; i < a->routes_len; i++) {
		if (a->routes[i].destination == 0 && a->routes[i].mask == 0) {
			return true;
		}
	}
	return false;
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
	return true;
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
	healthcheck_free_names(names, len);
	if (!connected) {
		/* Without a server in the settings the unit may be meant to stand alone. */
		health_add(h, HEALTH_NETWORK, c->config.sync.url[0] ? HEALTH_BROKEN : HEALTH_ATTENTION,
				HEALTH_NETWORK_NONE, NULL);
		return;
	}
	if (!has_default_route(&a) && c->config.sync.url[0] && a.local_len > 0) {
		health_add(h, HEALTH_NETWORK, HEALTH_ATTENTION, HEALTH_NETWORK_NO_ROUTE, NULL);
	}
	int64_t last = healthcheck_integer(c->status, "last_check");
	if (last > 0 && !json_is_object(json_object_get(c->status, "error"))) {
		health_add(h, HEALTH_NETWORK, HEALTH_OK, HEALTH_NETWORK_ANSWERED,
				WORDS_VALUES({ "server", healthcheck_text(c->status, "server") },
						{ "age", health_duration(h, c->source->now - (time_t)last) }));
	}
}

void healthcheck_clock(const struct healthcheck *c, struct health *h)
{
	const json_t *clock = json_object_get(c->status, "clock");
	time_t trusted = (time_t)healthcheck_integer(clock, "trusted");
	time_t now = c->source->now;
	if (trusted > now + DAY_S) {
		health_add(h, HEALTH_CLOCK, HEALTH_BROKEN, HEALTH_CLOCK_BEHIND,
				WORDS_VALUES({ "age", health_duration(h, trusted - now) }));
	} else if (!c->source->clock_synchronised) {
		health_add(h, HEALTH_CLOCK, HEALTH_ATTENTION, HEALTH_CLOCK_FREE, NULL);
	} else {
		health_add(h, HEALTH_CLOCK, HEALTH_OK, HEALTH_CLOCK_SYNCHRONISED, NULL);
	}
}

static void check_free(const struct healthcheck *c, struct health *h)
{
	CLEANUP(free_ptr) char *store = healthcheck_path(c, c->config.paths.store);
	int64_t bytes = c->source->free_bytes(store);
	if (bytes < 0) {
		health_add(h, HEALTH_STORAGE, HEALTH_BROKEN, HEALTH_STORAGE_ABSENT,
				WORDS_VALUES({ "store", c->config.paths.store }));
		return;
	}
	long long mib = bytes / (1024 * 1024);
	enum health_state state = mib < FREE_EMPTY_MIB ? HEALTH_BROKEN
				  : mib < FREE_LOW_MIB ? HEALTH_ATTENTION
						       : HEALTH_OK;
	health_add(h, HEALTH_STORAGE, state, HEALTH_STORAGE_FREE, WORDS_VALUES({ "mib", health_number(mib) }));
}

/* A file system with errors=remount-ro turns read-only when the card dies. */
static void check_mount(const struct healthcheck *c, struct health *h)
{
	struct buf text = { 0 };
	size_t best = 0;
	bool read_only = false;
	char *rest = NULL;
	(void)read_proc(c, "/proc/mounts", &text);
	for (char *line = text.bytes ? strtok_r(text.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		char point[256];
		char options[256];
		const char *store = c->config.paths.store;
		/* NOLINTNEXTLINE(cert-err34-c): the kernel writes these numbers */
		if (sscanf(line, "%*s %255s %*s %255s", point, options) != 2) {
			continue;
		}
		size_t len = strlen(point);
		bool inside = str_starts(store, point) && (len == 1 || store[len] == '/' || store[len] == '\0');
		if (inside && len >= best) {
			best = len;
			read_only = str_equal(options, "ro") || str_starts(options, "ro,");
		}
	}
	buf_finish(&text);
	if (read_only) {
		health_add(h, HEALTH_STORAGE, HEALTH_BROKEN, HEALTH_STORAGE_READ_ONLY,
				WORDS_VALUES({ "store", c->config.paths.store }));
	}
}

static void check_errors(const struct healthcheck *c, struct health *h)
{
	char *names[NAMES_MAX];
	size_t len = healthcheck_names(c, "/sys/fs/ext4", "", names, NAMES_MAX);
	for (size_t i = 0; i < len; i++) {
		char count[32] = "";
		CLEANUP(free_ptr) char *path = mem_printf("/sys/fs/ext4/%s/errors_count", names[i]);
		if (healthcheck_line(c, path, count, sizeof count) && !str_equal(count, "0")) {
			health_add(h, HEALTH_STORAGE, HEALTH_BROKEN, HEALTH_STORAGE_ERRORS,
					WORDS_VALUES({ "count", count }, { "device", names[i] }));
		}
	}
	healthcheck_free_names(names, len);
}

/* eMMC says how worn it is, in tenths: "0x02 0x01" for its two kinds of cells. SD cards say nothing. */
static void check_wear(const struct healthcheck *c, struct health *h)
{
	char *names[NAMES_MAX];
	size_t len = healthcheck_names(c, "/sys/block", "mmcblk", names, NAMES_MAX);
	for (size_t i = 0; i < len; i++) {
		char text[32];
		CLEANUP(free_ptr) char *path = mem_printf("/sys/block/%s/device/life_time", names[i]);
		unsigned a;
		unsigned b;
		/* NOLINTNEXTLINE(cert-err34-c): the kernel writes these numbers */
		if (!healthcheck_line(c, path, text, sizeof text) || sscanf(text, "%x %x", &a, &b) != 2) {
			continue;
		}
		unsigned worst = a > b ? a : b;
		enum health_state state = worst >= WEAR_EXCEEDED    ? HEALTH_BROKEN
					  : worst >= WEAR_ATTENTION ? HEALTH_ATTENTION
								    : HEALTH_OK;
		health_add(h, HEALTH_STORAGE, state, HEALTH_STORAGE_WEAR,
				WORDS_VALUES({ "device", names[i] },
						{ "percent", health_number(worst >= WEAR_EXCEEDED ? 100
												  : worst * 10) }));
	}
	healthcheck_free_names(names, len);
}

void healthcheck_storage(const struct healthcheck *c, struct health *h)
{
	check_free(c, h);
	check_mount(c, h);
	check_errors(c, h);
	check_wear(c, h);
}

void healthcheck_temperature(const struct healthcheck *c, struct health *h)
{
	char *names[NAMES_MAX];
	long hottest_mc = -1;
	size_t len = healthcheck_names(c, "/sys/class/thermal", "thermal_zone", names, NAMES_MAX);
	for (size_t i = 0; i < len; i++) {
		char text[32];
		long value_mc;
		CLEANUP(free_ptr) char *path = mem_printf("/sys/class/thermal/%s/temp", names[i]);
		if (healthcheck_line(c, path, text, sizeof text) && str_to_long(text, 0, 200000, &value_mc)) {
			hottest_mc = value_mc > hottest_mc ? value_mc : hottest_mc;
		}
	}
	healthcheck_free_names(names, len);
	if (hottest_mc < 0) {
		health_add(h, HEALTH_TEMPERATURE, HEALTH_OK, HEALTH_TEMPERATURE_NONE, NULL);
		return;
	}
	long c_degrees = hottest_mc / 1000;
	enum health_state state = c_degrees >= TOO_HOT_C ? HEALTH_BROKEN
				  : c_degrees >= HOT_C   ? HEALTH_ATTENTION
							 : HEALTH_OK;
	health_add(h, HEALTH_TEMPERATURE, state, HEALTH_TEMPERATURE_HOTTEST,
			WORDS_VALUES({ "degrees", health_number(c_degrees) }));
}
