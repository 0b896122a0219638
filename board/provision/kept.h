/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kept.h - the secrets that the unit took off its card
 *
 * One file of root alone on the data partition: `option: value` for each. In borne.yaml stands CONFIG_KEPT in their
 * place. One thread. */
#ifndef PROVISION_KEPT_H
#define PROVISION_KEPT_H

#include "base/config_table.h"
#include "base/err.h"

enum { KEPT_OPTIONS_MAX = 16 };

struct kept {
	const struct config_option *option[KEPT_OPTIONS_MAX];
	char value[KEPT_OPTIONS_MAX][CONFIG_TEXT_BYTES];
	size_t len;
};

/* Empty when the folder has none. False: it is there and cannot be read. */
MUST_USE bool kept_load(const char *state, struct kept *out, struct err *e);
/* Old or new, also across a power cut. The folder must be there: made here, it could lie in RAM where the data
 * partition was not mounted, and what is moved into it would be gone with the next start. */
MUST_USE bool kept_save(const char *state, const struct kept *k, struct err *e);
/* Borrowed; NULL when it keeps none. */
const char *kept_find(const struct kept *k, const struct config_option *option);
void kept_set(struct kept *k, const struct config_option *option, const char *value);
/* Zeroes it. */
void kept_forget(struct kept *k);

#endif
