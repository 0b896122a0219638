/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.h - « Cette information est fausse ? »: what a visitor may say is wrong with a record, by one touch
 *
 * The reasons are a list, so that nothing can be typed: what goes to the record's owner is its id, a word of this table
 * and the day (base/usage.h, kiosk/PRIVACY.md). */
#ifndef APP_REPORT_H
#define APP_REPORT_H

#include <stdbool.h>

#include "app/strings.h"

enum report_reason {
	REPORT_PHONE,
	REPORT_HOURS,
	REPORT_ADDRESS,
	REPORT_CLOSED,
	REPORT_ACCESS,
	REPORT_OUTDATED,
	REPORT_FALSE,
	REPORT_NUMBER,
	REPORT_UNCLEAR,
	REPORT_REASONS
};

struct report_look {
	const char *word; /* of the file: never changes its meaning */
	const char *icon;
	enum string_id label;
	bool article; /* else of a place */
};
const struct report_look *report_look(enum report_reason reason);

/* What was reported in this visit: a record once. */
enum { REPORTED_MAX = 8 };
struct reported {
	struct {
		bool article;
		int index;
	} at[REPORTED_MAX];
	int len;
};
/* The visitor has said it already, or has said as much as one may. */
bool report_is_done(const struct reported *r, bool article, int index);

#endif
