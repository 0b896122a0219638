/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware/counts.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/hex.h"
#include "base/str.h"

/* SERIAL_DIGITS: a start adds 1, so that eight digits outlast the unit, and U-Boot's setexpr holds them. */
enum { SUM_BYTES = 4, BYTE_BITS = 8, BYTE_MASK = 0xff, SERIAL_DIGITS = 8, HEX_BASE = 16 };

static void put_sum(char out[COUNTS_BYTES])
{
	uLong sum = crc32(0, (const unsigned char *)out + SUM_BYTES, COUNTS_BYTES - SUM_BYTES);
	for (int i = 0; i < SUM_BYTES; i++) {
		out[i] = (char)(sum >> (BYTE_BITS * i) & BYTE_MASK);
	}
}

static bool read_serial(const char *text, unsigned long *out)
{
	unsigned long number = 0;
	size_t len = strlen(text);
	if (len == 0 || len > SERIAL_DIGITS) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		int digit = hex_value(text[i]);
		if (digit < 0) {
			return false;
		}
		number = number * HEX_BASE + (unsigned long)digit;
	}
	*out = number;
	return true;
}

static bool read_tries(const char *text, int *out)
{
	long number;
	if (!str_to_long(text, 0, SLOTS_WORKED, &number)) {
		return false;
	}
	*out = (int)number;
	return true;
}

/* One of a_left and so on; what is none of them is passed over. */
static bool read_of_slot(const char *name, const char *value, struct counts *c)
{
	if ((name[0] != 'a' && name[0] != 'b') || name[1] != '_') {
		return true;
	}
	struct slot_entry *slot = &c->slots[name[0] - 'a'];
	const char *what = name + strlen("a_");
	if (str_equal(what, "left")) {
		slot->there = true;
		return read_tries(value, &slot->left);
	}
	if (str_equal(what, "done")) {
		return read_tries(value, &slot->done);
	}
	if (str_equal(what, "version")) {
		return firmware_version_is_sound(value) && str_copy(slot->version, sizeof slot->version, value);
	}
	return true;
}

static bool read_variable(char *text, struct counts *c)
{
	char *value = strchr(text, '=');
	if (!value) {
		return false;
	}
	*value++ = '\0';
	if (str_equal(text, "serial")) {
		return read_serial(value, &c->serial);
	}
	if (str_equal(text, "first")) {
		c->first = value[0];
		return str_equal(value, "a") || str_equal(value, "b");
	}
	return read_of_slot(text, value, c);
}

bool counts_parse(const char *bytes, size_t len, struct counts *out, struct err *e)
{
	char copy[COUNTS_BYTES];
	struct counts c = { 0 };
	if (len != COUNTS_BYTES) {
		return fail_kind(e, ERR_FORMAT, "a record of tries has %d bytes, and this one %zu", COUNTS_BYTES, len);
	}
	memcpy(copy, bytes, COUNTS_BYTES);
	put_sum(copy);
	if (memcmp(copy, bytes, SUM_BYTES) != 0) {
		return fail_kind(e, ERR_FORMAT, "the checksum of a record of tries does not match");
	}
	bool ok = copy[COUNTS_BYTES - 1] == '\0';
	size_t step;
	for (char *at = copy + SUM_BYTES; ok && at < copy + COUNTS_BYTES && *at; at += step) {
		step = strlen(at) + 1;
		ok = read_variable(at, &c);
	}
	if (!ok || c.first == '\0') {
		return fail_kind(e, ERR_FORMAT, "a record of tries has a value that is none");
	}
	*out = c;
	return true;
}

void counts_encode(const struct counts *c, char out[COUNTS_BYTES])
{
	struct buf text = { 0 };
	for (int i = 0; i < COUNTS_SLOTS; i++) {
		const struct slot_entry *slot = &c->slots[i];
		char letter = (char)('a' + i);
		if (!slot->there) {
			continue;
		}
		buf_printf(&text, "%c_done=%d%c%c_left=%d%c", letter, slot->done, '\0', letter, slot->left, '\0');
		if (slot->version[0]) {
			buf_printf(&text, "%c_version=%s%c", letter, slot->version, '\0');
		}
	}
	buf_printf(&text, "first=%c%cserial=%lx%c", c->first, '\0', c->serial, '\0');
	memset(out, 0, COUNTS_BYTES);
	memcpy(out + SUM_BYTES, buf_text(&text), text.len);
	buf_finish(&text);
	put_sum(out);
}
