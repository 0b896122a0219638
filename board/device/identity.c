/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/identity.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { FILE_MAX_BYTES = 4096, NAMES_MAX = 64 };

/* The first line when it is made of what numbers and addresses are made of: these go onto the screen. */
static bool read_word(const char *root, const char *path, char out[IDENTITY_BYTES])
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:.-_/";
	CLEANUP(free_ptr) char *whole = mem_printf("%s%s", root, path);
	struct buf text = { 0 };
	bool ok = fs_read_file(whole, FILE_MAX_BYTES, &text, NULL);
	const char *at = buf_text(&text); /* the device tree ends its texts with a NUL */
	size_t len = strcspn(at, "\n");
	ok = ok && len > 0 && len < IDENTITY_BYTES && strspn(at, allowed) == len &&
	     strspn(at, "0:") < len; /* all zeroes: not set by the maker */
	if (ok) {
		memcpy(out, at, len);
		out[len] = '\0';
	}
	buf_finish(&text);
	return ok;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A real interface has a device below it; bridges, tunnels and the loopback have none. */
static void read_addresses(const char *root, struct identity *out)
{
	CLEANUP(free_ptr) char *folder = mem_printf("%s/sys/class/net", root);
	DIR *dir = opendir(folder);
	char *names[NAMES_MAX];
	size_t len = 0;
	size_t found = 0;
	for (const struct dirent *entry; dir && len < NAMES_MAX && (entry = readdir(dir)) != NULL;) {
		CLEANUP(free_ptr) char *device = mem_printf("%s/%s/device", folder, entry->d_name);
		if (entry->d_name[0] != '.' && fs_exists(device)) {
			names[len++] = mem_strdup(entry->d_name);
		}
	}
	if (dir) {
		(void)closedir(dir);
	}
	qsort(names, len, sizeof names[0], by_name);
	for (size_t i = 0; i < len; i++) {
		CLEANUP(free_ptr) char *path = mem_printf("/sys/class/net/%s/address", names[i]);
		found += found < IDENTITY_INTERFACES && read_word(root, path, out->mac[found]);
		free(names[i]);
	}
}

void identity_read(const char *root, struct identity *out)
{
	static const char *const serials[] = { "/sys/firmware/devicetree/base/serial-number",
		"/sys/class/dmi/id/product_serial", "/sys/class/dmi/id/board_serial" };
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < ARRAY_LEN(serials) && out->serial[0] == '\0'; i++) {
		(void)read_word(root, serials[i], out->serial);
	}
	read_addresses(root, out);
}

const char *identity_name(const struct identity *id)
{
	return id->serial[0] ? id->serial : id->mac[0];
}

void identity_print(const struct identity *id, char *out, unsigned long size)
{
	struct buf text = { 0 };
	if (identity_name(id)[0]) {
		buf_add_text(&text, "borne");
		if (id->serial[0]) {
			buf_printf(&text, " serial=%s", id->serial);
		}
		for (size_t i = 0; i < IDENTITY_INTERFACES && id->mac[i][0]; i++) {
			buf_printf(&text, " mac=%s", id->mac[i]);
		}
	}
	str_cut(out, size, buf_text(&text));
	buf_finish(&text);
}
