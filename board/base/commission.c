/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/commission.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

static const struct {
	const char *word;
	const char *areas; /* with a space around each; NULL: a person answers */
} steps[COMMISSION_STEPS] = {
	[COMMISSION_SITE] = { "site", " config " },
	[COMMISSION_NETWORK] = { "network", " network " },
	[COMMISSION_SERVER] = { "server", " sync " },
	[COMMISSION_TOUCH] = { "touch", NULL },
	[COMMISSION_PANEL] = { "panel", NULL },
	[COMMISSION_SOUND] = { "sound", NULL },
	[COMMISSION_CONTENT] = { "content", " content interface assets " },
	[COMMISSION_MACHINE] = { "machine", " clock storage temperature power services firmware " },
};

static const char *const verdicts[] = {
	[COMMISSION_OPEN] = "open",
	[COMMISSION_PASSED] = "passed",
	[COMMISSION_FAILED] = "failed",
};

const char *commission_word(enum commission_step step)
{
	return steps[step].word;
}

enum commission_step commission_of_word(const char *word)
{
	int step = 0;
	while (step < COMMISSION_STEPS && !str_equal(steps[step].word, word)) {
		step++;
	}
	return (enum commission_step)step;
}

const char *commission_verdict_word(enum commission_verdict verdict)
{
	return verdicts[verdict];
}

enum commission_verdict commission_verdict_of_word(const char *word)
{
	return str_equal(word, verdicts[COMMISSION_PASSED])   ? COMMISSION_PASSED
	       : str_equal(word, verdicts[COMMISSION_FAILED]) ? COMMISSION_FAILED
							      : COMMISSION_OPEN;
}

bool commission_by_hand(enum commission_step step)
{
	return steps[step].areas == NULL;
}

bool commission_concerns(enum commission_step step, const char *area)
{
	const char *at = steps[step].areas;
	size_t len = strlen(area);
	while (at && len > 0 && (at = strstr(at, area)) != NULL) {
		if (at[-1] == ' ' && at[len] == ' ') { /* the list begins with a space */
			return true;
		}
		at += len;
	}
	return false;
}

enum commission_verdict commission_add(enum commission_verdict verdict, bool broken)
{
	return broken || verdict == COMMISSION_FAILED ? COMMISSION_FAILED : COMMISSION_PASSED;
}
