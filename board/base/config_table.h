/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config_table.h - the options of borne.yaml as rows (for config*.c and their tests)
 *
 * Adding an option: a field in struct config, a row in config_table.c, then
 * `make config-docs` rewrites the sample and the manual page. */
#ifndef BASE_CONFIG_TABLE_H
#define BASE_CONFIG_TABLE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/config_values.h"
#include "base/err.h"

enum config_type {
	CONFIG_TEXT,   /* char[CONFIG_TEXT_BYTES] */
	CONFIG_WHOLE,  /* long, min to max */
	CONFIG_REAL,   /* double, min to max */
	CONFIG_BOOL,   /* bool */
	CONFIG_CHOICE, /* long: index in choices */
	CONFIG_WORD,   /* char[]: one of choices */
	CONFIG_ANGLE,  /* long: one of choices, read as a number */
	CONFIG_MATRIX, /* double[6], each min to max */
	CONFIG_LIST,   /* char[CONFIG_LIST_LEN][CONFIG_TEXT_BYTES]; set from its items with a space between */
};

/* Extra rule for a text value; returns NULL when it is right, else what it must be. */
typedef const char *config_rule(const char *text);

struct config_option {
	const char *section; /* NULL: at the top of the file */
	const char *name;
	enum config_type type;
	const char *fallback; /* the default, written as in the file */
	double min, max;
	const char *const *choices; /* NULL-terminated */
	config_rule *rule;
	size_t offset; /* in struct config */
	const char *help;
};

extern const struct config_option config_options[];
extern const size_t config_options_len;

/* By its whole name, "screen.rotate"; borrowed. NULL: there is no such option. */
const struct config_option *config_option_named(const char *name);
/* May be changed on the unit's own screen (base/request.h). */
bool config_option_on_screen(const struct config_option *o);
/* Stores `text` in *out when it is right; else *why says what it must be (borrowed until the next call). */
MUST_USE bool config_option_set(const struct config_option *o, const char *text, struct config *out, struct buf *why);
/* Appends the value that `c` holds, as the file would write it, texts without quotes. */
void config_option_print(const struct config_option *o, const struct config *c, struct buf *out);
/* Text that may hold anything: without quotes YAML would end it at " #" and take "~" for nothing. */
bool config_option_wants_quotes(const struct config_option *o);
/* May stand for what the unit keeps (CONFIG_KEPT): secrets, and addresses that can have name:password@ in them. */
bool config_option_may_be_kept(const struct config_option *o);
/* `value` must not stay on the card. */
bool config_option_hides(const struct config_option *o, const char *value);
/* A value that no log, message or report may repeat. */
bool config_option_is_secret(const struct config_option *o);

#endif
