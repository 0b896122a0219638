/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config_rule.h - what the text of a setting must be
 *
 * Written once: the table of options checks with these, and the programs that use a
 * value parse it with the same function, so that nothing a reader refuses passes
 * --check-config. Pure; any thread. */
#ifndef BASE_CONFIG_RULE_H
#define BASE_CONFIG_RULE_H

#include "base/err.h"

/* Bounds of screen.mm_per_px and --mm-per-px: layouts divide by it. 0 asks the screen. */
#define CONFIG_MM_PER_PX_MIN 0.02
#define CONFIG_MM_PER_PX_MAX 2.0

/* "22:00-06:30" into minutes of the day, 0 to 1439. False for anything else, two equal times included: they could
 * mean always or never. */
MUST_USE bool config_parse_quiet(const char *text, int *from_min, int *to_min);

/* Each: NULL when `text` is right, else what it must be, a constant. "" is right where the setting may be empty. */
/* An id of the pack, or "". */
const char *config_rule_id(const char *text);
/* A code of a language such as "fr" or "pt-BR", or "". */
const char *config_rule_language(const char *text);
/* An id. */
const char *config_rule_pack(const char *text);
/* http or https, or "". */
const char *config_rule_url(const char *text);
/* http or https. */
const char *config_rule_mirror(const char *text);
/* Hashes as libcurl takes them, or "". */
const char *config_rule_pin(const char *text);
/* A name of an account that is not root. */
const char *config_rule_user(const char *text);
/* http, https, socks5 or socks5h, or "". */
const char *config_rule_proxy(const char *text);
/* A path from /. */
const char *config_rule_absolute(const char *text);
/* The same, or "". */
const char *config_rule_absolute_or_empty(const char *text);
/* config_parse_quiet(), or "". */
const char *config_rule_quiet(const char *text);
/* 2026-11-23, or "". */
const char *config_rule_date(const char *text);
/* A hash that crypt(3) knows and answers within seconds, or "". */
const char *config_rule_hash(const char *text);
/* A number within the bounds above, or 0. */
const char *config_rule_mm_per_px(const char *text);
/* A path from / below which sockets can be named. */
const char *config_rule_run(const char *text);

#endif
