/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine: clock, storage and what is written to it, temperature, power. */
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
	FREE_LOW_MIB = 200,
	FREE_EMPTY_MIB = 50,
	HOT_C = 75,
	TOO_HOT_C = 85,
	WEAR_ATTENTION = 9, /* JEDEC life_time: 9 is 80 to 90 % used, 11 is exceeded */
	WEAR_EXCEEDED = 11,
	DAY_S = 86400,
	WRITES_KNOWN_S = 3600, /* of uptime: before, the start itself weighs too much */
	WRITES_MUCH_MB = 1000, /* a day: a card of 16 GB then lasts for few years */
	SECTOR_BYTES = 512,    /* of /proc/diskstats, whatever the device has */
	MB = 1000000,
};

void healthcheck_clock(const struct healthcheck *c, struct health *h)
{
	const json_t *clock = json_object_get(c->status, "clock");
	time_t trusted = (time_t)healthcheck_integer(clock, "trusted");
	time_t now = c->source->now;
	if (trusted > now + DAY_S) {
		health_add(h, HEALTH_CLOCK, HEALTH_BROKEN, HEALTH_CLOCK_BEHIND,
				WORDS_VALUES({ "age", health_duration(h, trusted - now) }));
	} else if (!c->source->clock_synchronised && !json_is_true(json_object_get(clock, "synchronised"))) {
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
	(void)healthcheck_read(c, "/proc/mounts", &text);
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

/* A whole disk that is worn by writing: no partition of one, no disk in RAM, no layer above others. */
static bool is_disk(const struct healthcheck *c, const char *name)
{
	CLEANUP(free_ptr) char *device = mem_printf("%s/sys/block/%s/device", c->source->root, name);
	return fs_exists(device);
}

/* What the kernel counted since the start, by the day. */
static void check_writes(const struct healthcheck *c, struct health *h)
{
	struct buf text = { 0 };
	char uptime[64];
	double up_s = 0;
	char *rest = NULL;
	(void)healthcheck_read(c, "/proc/diskstats", &text);
	if (healthcheck_line(c, "/proc/uptime", uptime, sizeof uptime)) {
		up_s = strtod(uptime, NULL);
	}
	for (char *line = text.bytes && up_s >= WRITES_KNOWN_S ? strtok_r(text.bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		char name[32];
		uint64_t sectors;
		/* NOLINTNEXTLINE(cert-err34-c): the kernel writes these numbers */
		if (sscanf(line, "%*u %*u %31s %*u %*u %*u %*u %*u %*u %" SCNu64, name, &sectors) != 2 ||
				!is_disk(c, name)) {
			continue;
		}
		double mb = (double)sectors * SECTOR_BYTES / MB * DAY_S / up_s;
		health_add(h, HEALTH_STORAGE, mb > WRITES_MUCH_MB ? HEALTH_ATTENTION : HEALTH_OK, HEALTH_STORAGE_WRITES,
				WORDS_VALUES({ "device", name },
						{ "mb", health_decimal(health_language(h), mb, mb < 10 ? 1 : 0) }));
	}
	buf_finish(&text);
}

void healthcheck_storage(const struct healthcheck *c, struct health *h)
{
	check_free(c, h);
	check_mount(c, h);
	check_errors(c, h);
	check_wear(c, h);
	check_writes(c, h);
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

/* Bits of the Raspberry Pi firmware: now, and since the start. */
enum { UNDER_VOLTAGE = 1U << 0, CAPPED = 1U << 1, THROTTLED = 1U << 2, SINCE_START = 16 };

void healthcheck_power(const struct healthcheck *c, struct health *h)
{
	char text[32];
	if (!healthcheck_line(c, "/sys/devices/platform/soc/soc:firmware/get_throttled", text, sizeof text)) {
		return; /* the board does not say */
	}
	char *end;
	unsigned long bits = strtoul(text, &end, 16);
	if (end == text) {
		return;
	}
	if (bits & UNDER_VOLTAGE) {
		health_add(h, HEALTH_POWER, HEALTH_BROKEN, HEALTH_POWER_LOW, NULL);
	} else if (bits >> SINCE_START & UNDER_VOLTAGE) {
		health_add(h, HEALTH_POWER, HEALTH_ATTENTION, HEALTH_POWER_WAS_LOW, NULL);
	}
	if (bits & (CAPPED | THROTTLED)) {
		health_add(h, HEALTH_POWER, HEALTH_ATTENTION, HEALTH_POWER_THROTTLED, NULL);
	}
	if (bits == 0) {
		health_add(h, HEALTH_POWER, HEALTH_OK, HEALTH_POWER_GOOD, NULL);
	}
}
