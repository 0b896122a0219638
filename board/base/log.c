/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/outward.h"

static const struct {
	const char *name;
	const char *journal_prefix;
} levels[] = {
	[LOG_LEVEL_ERROR] = { "error", "<3>" },
	[LOG_LEVEL_WARN] = { "warn", "<4>" },
	[LOG_LEVEL_INFO] = { "info", "<6>" },
	[LOG_LEVEL_DEBUG] = { "debug", "<7>" },
};

static atomic_int highest_level = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
	atomic_store(&highest_level, (int)level);
}

bool log_set_level_by_name(const char *name, struct err *e)
{
	for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
		if (strcmp(levels[i].name, name) == 0) {
			log_set_level((enum log_level)i);
			return true;
		}
	}
	return fail(e, "unknown log level '%s': use error, warn, info or debug", name);
}

void log_line(enum log_level level, const char *module, const char *fmt, ...)
{
	if ((int)level > atomic_load(&highest_level)) {
		return;
	}
	char raw[1024];
	char text[1024];
	va_list args;
	va_start(args, fmt);
	(void)vsnprintf(raw, sizeof raw, fmt, args);
	va_end(args);
	outward_copy(text, sizeof text, raw, ""); /* a newline from a hostile file name must not forge a line */
	char line[1200];
	const char *prefix = getenv("JOURNAL_STREAM") ? levels[level].journal_prefix : "";
	int len = snprintf(line, sizeof line, "%s%s %s: %s\n", prefix, levels[level].name, module, text);
	if (len < 0) {
		return;
	}
	size_t bytes = (size_t)len < sizeof line ? (size_t)len : sizeof line - 1;
	/* One write per line keeps lines of several threads and processes whole. */
	ssize_t written = write(STDERR_FILENO, line, bytes);
	(void)written; /* nowhere left to report to */
}
