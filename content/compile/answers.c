/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The combinations of answers, counted like an odometer. */
#include "compile/answers.h"

bool answers_match(const struct pack *p, const uint16_t when[], const int answers[])
{
	for (size_t q = 0; q < p->questions_len; q++) {
		if (when[q] && !(when[q] & 1U << answers[q])) {
			return false;
		}
	}
	return true;
}

bool answers_next(const struct pack *p, int answers[])
{
	for (size_t q = 0; q < p->questions_len; q++) {
		if (++answers[q] < p->questions[q].answers_len) {
			return true;
		}
		answers[q] = 0;
	}
	return false;
}

size_t answers_count(const struct pack *p)
{
	size_t count = 1;
	for (size_t q = 0; q < p->questions_len; q++) {
		count *= (size_t)p->questions[q].answers_len;
		if (count > ANSWERS_COMBINATIONS_MAX) {
			return ANSWERS_COMBINATIONS_MAX + 1;
		}
	}
	return count;
}

void answers_words(const struct pack *p, const int answers[], struct buf *out)
{
	for (size_t q = 0; q < p->questions_len; q++) {
		const struct pack_question *question = &p->questions[q];
		buf_printf(out, "%s%s=%s", q ? ", " : "", question->id, question->answers[answers[q]].id);
	}
}
