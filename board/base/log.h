/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log.h - one line per thing worth knowing
 *
 * A line is a phrase, then key=value. Levels: error: someone must come. warn:
 * degraded, recovered. info: one line per state change. debug: off in images.
 * Never log what a visitor typed or where they tapped. Lines go to stderr, with
 * the <N> priority prefix of sd-daemon(3) when stderr is the journal. Any thread.
 *
 * Each source defines LOG_MODULE before including this header. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Lines above `level` are dropped. Starts at LOG_LEVEL_INFO. */
void log_set_level(enum log_level level);
/* "error", "warn", "info" or "debug"; false for anything else, level unchanged. */
MUST_USE bool log_set_level_by_name(const char *name, struct err *e);
void log_line(enum log_level level, const char *module, const char *fmt, ...) PRINTF_LIKE(3, 4);

#define log_error(...) log_line(LOG_LEVEL_ERROR, LOG_MODULE, __VA_ARGS__)
#define log_warn(...) log_line(LOG_LEVEL_WARN, LOG_MODULE, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, LOG_MODULE, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, LOG_MODULE, __VA_ARGS__)

#endif
