/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/visit.h"

const char *visit_option_word(enum visit_option option)
{
	static const char *const words[VISIT_OPTIONS] = { [VISIT_LARGE] = "large-text",
		[VISIT_DARK] = "dark",
		[VISIT_CONTRAST] = "contrast",
		[VISIT_EASY] = "easy",
		[VISIT_KEYPAD] = "keypad",
		[VISIT_TIME] = "more-time",
		[VISIT_LOW] = "low-reach",
		[VISIT_LISTEN] = "listen" };
	return words[option];
}
