/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the controls of the guide do. */
#include "app/act.h"
#include "app/speech.h"

void act_guide_answer(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->answers[s->at.arg] = (int)arg;
}

void act_guide_answers(struct state *s, int64_t arg, struct effects *fx)
{
	speech_stop(s, fx);
	s->answers_page = (int)arg;
}

void act_guide_next(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	if (s->answers[s->at.arg] < 0) {
		return;
	}
	if (s->at.arg + 1 < s->catalogue->guide.questions_len) {
		go_to(s, SCREEN_GUIDE, s->at.arg + 1, fx);
		return;
	}
	if (guide_result(s->catalogue, s->answers, &s->result)) {
		go_to(s, SCREEN_RESULT, 0, fx);
	}
}

void act_guide_question(struct state *s, int64_t arg, struct effects *fx)
{
	s->at = (struct history_entry){ .screen = SCREEN_GUIDE, .arg = (int)arg };
	/* The questions after it stay answered; only the way back has to be right again. */
	while (s->history_len > 0 && s->history[s->history_len - 1].screen == SCREEN_GUIDE &&
			s->history[s->history_len - 1].arg >= (int)arg) {
		s->history_len--;
	}
	enter_page(s, fx);
}

void act_guide_previous(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	act_guide_question(s, s->at.arg > 0 ? s->at.arg - 1 : 0, fx);
}

void act_guide_again(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	for (int i = 0; i < GUIDE_QUESTIONS_MAX; i++) {
		s->answers[i] = -1;
	}
	act_guide_question(s, 0, fx);
}
