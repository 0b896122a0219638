/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trying.json as a bad card may have left it, the first byte saying how: any bytes, or fields beside those that this
 * version and this bundle have. The count lies within its bounds, goes up by one with a try, and is gone after an
 * answer: no bytes on the disk refuse a bundle that was never tried. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"
#include "check/trying.h"
#include "fuzz/ramfile.h"

#define BUNDLE "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER "f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void write_input(const char *path, bool ours, const char *bytes, size_t len)
{
	struct buf text = { 0 };
	buf_reserve(&text, 0);
	if (ours) {
		buf_printf(&text, "{\"format\":1,\"bundle_sha256\":\"%s\",\"version\":\"%s\",\"tries\":", BUNDLE,
				BORNE_VERSION);
	}
	buf_add(&text, bytes, len);
	ramfile_write(path, buf_text(&text), text.len);
	buf_finish(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char *path;
	struct store s = { .root = (char *)ramfile_dir(), .lock_fd = -1 };
	struct err e;
	if (size == 0) {
		return 0;
	}
	if (!path) {
		log_set_level(LOG_LEVEL_ERROR);
		path = ramfile_path("trying.json");
	}
	write_input(path, data[0] % 2 == 1, (const char *)data + 1, size - 1);
	int deaths = trying_deaths(&s, BUNDLE);
	need(deaths >= 0 && deaths <= TRYING_MAX);
	need(trying_begin(&s, BUNDLE, deaths, &e));
	int next = trying_deaths(&s, BUNDLE);
	need(next == (deaths < TRYING_MAX ? deaths + 1 : TRYING_MAX) && trying_deaths(&s, OTHER) == 0);
	need(trying_take_back(&s, BUNDLE, deaths, &e) && trying_deaths(&s, BUNDLE) == deaths);
	need(trying_end(&s, &e) && trying_deaths(&s, BUNDLE) == 0);
	return 0;
}
