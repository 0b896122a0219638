/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware/firmware.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"

enum { DIGITS_MAX = 9 };

static const char *const files[] = { FIRMWARE_ENTRY, FIRMWARE_INITRD, FIRMWARE_KERNEL, FIRMWARE_ROOT };

bool firmware_is_pack(const char *pack)
{
	return str_starts(pack, FIRMWARE_PACK);
}

bool firmware_version_is_sound(const char *version)
{
	size_t digits = 0;
	if (strlen(version) >= FIRMWARE_WORD_BYTES) {
		return false;
	}
	for (const char *at = version;; at++) {
		if (isdigit((unsigned char)*at)) {
			if (++digits > DIGITS_MAX) {
				return false;
			}
		} else if ((*at == '.' || *at == '\0') && digits > 0) {
			digits = 0;
			if (*at == '\0') {
				return true;
			}
		} else {
			return false;
		}
	}
}

static unsigned long next_number(const char **at)
{
	char *end;
	unsigned long number = strtoul(*at, &end, 10);
	*at = *end == '.' ? end + 1 : end;
	return number;
}

int firmware_compare(const char *a, const char *b)
{
	while (*a || *b) {
		unsigned long x = next_number(&a);
		unsigned long y = next_number(&b);
		if (x != y) {
			return x < y ? -1 : 1;
		}
	}
	return 0;
}

static bool check_files(const struct bundle *b, struct err *e)
{
	bool same = b->components_len == ARRAY_LEN(files);
	for (size_t i = 0; same && i < ARRAY_LEN(files); i++) {
		same = str_equal(b->components[i].name, files[i]) && b->components[i].length > 0 &&
		       b->components[i].sites_len == 0;
	}
	if (!same) {
		return fail_kind(e, ERR_FORMAT,
				"the files of a firmware are root, linux, initrd and entry, and no others");
	}
	const struct bundle_component *entry = bundle_find(b, FIRMWARE_ENTRY);
	return entry->length <= FIRMWARE_ENTRY_BYTES_MAX ||
	       fail_kind(e, ERR_FORMAT, "the boot entry has %llu bytes, and at most %d are allowed",
			       (unsigned long long)entry->length, FIRMWARE_ENTRY_BYTES_MAX);
}

bool firmware_parse(struct bundle *out, const char *json, size_t len, struct err *e)
{
	struct bundle b = { 0 };
	if (!bundle_parse_files(&b, json, len, e)) {
		return false;
	}
	bool ok = true;
	if (!firmware_is_pack(b.pack) || b.pack[strlen(FIRMWARE_PACK)] == '\0') {
		ok = fail_kind(e, ERR_FORMAT, "'%s' is no firmware: its pack must be called " FIRMWARE_PACK "BOARD",
				b.pack);
	} else if (!firmware_version_is_sound(b.edition)) {
		ok = fail_kind(e, ERR_FORMAT, "the version '%s' must be numbers with dots between them", b.edition);
	}
	if (!ok || !check_files(&b, e)) {
		bundle_close(&b);
		return false;
	}
	*out = b;
	return true;
}

/* The value of "key=" among the words; false when it is not there or longer than `size`. */
static bool word_of(const char *text, const char *key, char *out, size_t size)
{
	size_t key_len = strlen(key);
	while (*text) {
		size_t len = strcspn(text, " \t\n");
		if (len > key_len && strncmp(text, key, key_len) == 0) {
			len -= key_len;
			if (len >= size) {
				return false;
			}
			memcpy(out, text + key_len, len);
			out[len] = '\0';
			return true;
		}
		text += len;
		text += strspn(text, " \t\n");
	}
	return false;
}

static bool is_word(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	return text[0] != '\0' && text[strspn(text, letters)] == '\0';
}

bool firmware_here_parse(const char *cmdline, struct firmware_here *out)
{
	static const char slot_label[] = "borne-root-";
	struct firmware_here here = { 0 };
	char label[sizeof slot_label + 1];
	if (!word_of(cmdline, "borne.board=", here.board, sizeof here.board) || !is_word(here.board) ||
			!word_of(cmdline, "borne.version=", here.version, sizeof here.version) ||
			!firmware_version_is_sound(here.version) ||
			!word_of(cmdline, "borne.root=", label, sizeof label) || !str_starts(label, slot_label)) {
		return false;
	}
	here.slot = label[sizeof slot_label - 1];
	if (here.slot != 'a' && here.slot != 'b') {
		return false;
	}
	unsigned char digest[SHA256_BYTES];
	if (!word_of(cmdline, "borne.rootfile=", here.root_sha256, sizeof here.root_sha256) ||
			!sha256_from_hex(here.root_sha256, digest)) {
		here.root_sha256[0] = '\0';
	}
	*out = here;
	return true;
}

bool firmware_in_share(const char *identity, const char *version, long percent)
{
	unsigned char digest[SHA256_BYTES];
	CLEANUP(free_ptr) char *text = mem_printf("%s %s", version, identity);
	sha256_of(text, strlen(text), digest);
	unsigned long long bits = 0;
	for (size_t i = 0; i < sizeof bits; i++) {
		bits = bits << 8 | digest[i];
	}
	return (long)(bits % FIRMWARE_SHARE_ALL) < percent;
}
