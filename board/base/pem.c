/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pem.h"

#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"

/* "-----BEGIN EC PRIVATE KEY-----": RFC 7468 and what OpenSSL writes, several words before the last. */
static bool has_label(const char *text, const char *last_words)
{
	static const char begin[] = "-----BEGIN ";
	static const char end[] = "-----";
	for (const char *at = strstr(text, begin); at; at = strstr(at, begin)) {
		at += sizeof begin - 1;
		const char *stop = strstr(at, end);
		size_t len = strlen(last_words);
		if (stop && (size_t)(stop - at) >= len && strncmp(stop - len, last_words, len) == 0) {
			return true;
		}
	}
	return false;
}

bool pem_read(const char *path, unsigned parts, struct buf *out, struct err *e)
{
	static const struct {
		enum pem_part part;
		const char *label, *words;
	} rows[] = {
		{ PEM_CERTIFICATE, "CERTIFICATE", "certificate" },
		{ PEM_PRIVATE_KEY, "PRIVATE KEY", "private key" },
	};
	size_t from = out->len;
	bool ok = fs_read_file(path, PEM_BYTES_MAX, out, e);
	for (size_t i = 0; ok && i < ARRAY_LEN(rows); i++) {
		if ((parts & rows[i].part) && !has_label(buf_text(out) + from, rows[i].label)) {
			ok = fail_kind(e, ERR_FORMAT, "%s holds no %s in PEM", path, rows[i].words);
		}
	}
	if (!ok && out->len > from) {
		explicit_bzero(out->bytes + from, out->len - from);
		out->len = from;
	}
	return ok;
}
