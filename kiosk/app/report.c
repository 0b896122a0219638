/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/report.h"

const struct report_look *report_look(enum report_reason reason)
{
	static const struct report_look looks[REPORT_REASONS] = {
		[REPORT_PHONE] = { "phone", "telephone", STR_REPORT_PHONE, false },
		[REPORT_HOURS] = { "hours", "horloge", STR_REPORT_HOURS, false },
		[REPORT_ADDRESS] = { "address", "lieu", STR_REPORT_ADDRESS, false },
		[REPORT_CLOSED] = { "closed", "fermer", STR_REPORT_CLOSED, false },
		[REPORT_ACCESS] = { "access", "fauteuil", STR_REPORT_ACCESS, false },
		[REPORT_OUTDATED] = { "outdated", "calendrier", STR_REPORT_OUTDATED, true },
		[REPORT_FALSE] = { "false", "alerte", STR_REPORT_FALSE, true },
		[REPORT_NUMBER] = { "number", "telephone", STR_REPORT_NUMBER, true },
		[REPORT_UNCLEAR] = { "unclear", "question", STR_REPORT_UNCLEAR, true },
	};
	return &looks[reason];
}

bool report_is_done(const struct reported *r, bool article, int index)
{
	for (int i = 0; i < r->len; i++) {
		if (r->at[i].article == article && r->at[i].index == index) {
			return true;
		}
	}
	return r->len == REPORTED_MAX;
}
