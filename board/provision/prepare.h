/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare.h - borne.yaml of a new card, made on a PC
 *
 * The text is checked as check-config does before the card is touched. One thread. */
#ifndef PROVISION_PREPARE_H
#define PROVISION_PREPARE_H

#include "base/buf.h"
#include "base/config_table.h"
#include "base/err.h"

enum { PREPARE_VALUES_MAX = 64 };

/* What is to be written, as text: the last value of an option counts. */
struct prepare_values {
	const struct config_option *option[PREPARE_VALUES_MAX];
	char text[PREPARE_VALUES_MAX][CONFIG_TEXT_BYTES];
	size_t len;
};

/* `name`: "site" or "network.wifi_ssid". False: there is no such option, or there are too many values, or one that is
 * too long. */
MUST_USE bool prepare_set(struct prepare_values *v, const char *name, const char *text, struct err *e);
/* Appends the whole file: the options of a first start and those in `v`, with words in every language of
 * assets/technician. Pure. */
void prepare_write(const struct prepare_values *v, struct buf *out);

#endif
