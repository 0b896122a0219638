/* SPDX-License-Identifier: GPL-3.0-or-later */
/* visit.h - what a visit adds to the counts of usage once it is over
 *
 * Kept in the state and wiped with it; given to platform/ by value when the visit ends (EFFECT_COUNT), which adds it to
 * counts that do not tell visits apart (base/usage.h, kiosk/PRIVACY.md). Visits of those who work here, with a code,
 * are not counted. */
#ifndef APP_VISIT_H
#define APP_VISIT_H

#include <stdbool.h>
#include <stdint.h>

#include "store/catalogue.h"

enum visit_option {
	VISIT_LARGE,
	VISIT_DARK,
	VISIT_CONTRAST,
	VISIT_EASY,
	VISIT_KEYPAD,
	VISIT_TIME,
	VISIT_LOW,
	VISIT_LISTEN,
	VISIT_OPTIONS
};
/* "contrast": the key of USAGE_OPTION. A constant. */
const char *visit_option_word(enum visit_option option);

enum { VISIT_OPENED_MAX = 12, VISIT_WORDS_MAX = 3, VISIT_WORDS_BYTES = 48 };

/* Records of the catalogue, each once; what is opened after VISIT_OPENED_MAX is not counted. */
struct visit_opened {
	int at[VISIT_OPENED_MAX];
	int len;
};

struct visit_counts {
	int64_t began_us, ended_us;
	unsigned lang; /* at its end */
	int theme;     /* the first one that was opened; -1: none */
	struct visit_opened places, articles;
	bool guided; /* the questionnaire had a result: what follows is of the last one */
	int answers[GUIDE_QUESTIONS_MAX];
	enum guide_level level;
	int networks[GUIDE_NETWORKS_MAX];
	int networks_len;
	unsigned options;                               /* bit per enum visit_option */
	bool taken;                                     /* a code to take away was opened */
	char words[VISIT_WORDS_MAX][VISIT_WORDS_BYTES]; /* searched in vain; "" from the first unused one on */
};

#endif
