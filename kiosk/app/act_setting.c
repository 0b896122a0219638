/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the controls of the settings and of the code do. */
#include <string.h>

#include "app/act.h"
#include "app/speech.h"

void act_setting_text_size(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	/* In an article the A+ pill goes round the sizes that differ. */
	int next = s->text_size + 1 < text_sizes_drawn(s) ? s->text_size + 1 : 0;
	s->text_size = arg >= 0 ? (int)arg : next;
	s->at.page = 0;
}

void act_setting_colours(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->theme = (enum theme_id)arg;
}

void act_setting_toggle(struct state *s, int64_t arg, struct effects *fx)
{
	s->options[arg] = !s->options[arg];
	if (arg == OPTION_KEYPAD) {
		s->show_focus = s->options[arg];
	}
	if (arg == OPTION_EASY && screen_at(s)->easy) {
		screen_at(s)->easy(s, fx);
	}
}

void act_setting_reset(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_stop(s, fx);
	s->theme = THEME_LIGHT;
	s->text_size = 0;
	memset(s->options, 0, sizeof s->options);
	s->show_focus = false;
}

void act_setting_digit(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	size_t len = strlen(s->code);
	if (len < CODE_DIGITS) {
		s->code[len] = (char)('0' + arg);
		s->code[len + 1] = '\0';
	}
}

void act_setting_code_erase(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	size_t len = strlen(s->code);
	if (len > 0) {
		s->code[len - 1] = '\0';
	}
}

void keep_tries(struct state *s, int tries, struct effects *fx)
{
	int64_t wait_us = s->code_wait_until_us - s->now_us;
	int wait_s = tries >= CODE_TRIES ? CODE_WAIT_S : wait_us > 0 ? (int)(wait_us / 1000000) : 0;
	effects_push(fx, (struct effect){ .type = EFFECT_KEEP_TRIES,
					 .id = tries >= CODE_TRIES ? 0 : tries,
					 .rate = wait_s });
}

void act_setting_code_confirm(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	if (strlen(s->code) != CODE_DIGITS || s->now_us < s->code_wait_until_us) {
		return;
	}
	/* On the disk as a wrong one before the answer is known: cutting the power does not give a try back. */
	keep_tries(s, s->code_tries + 1, fx);
	struct effect effect = { .type = EFFECT_CHECK_CODE, .question = ++s->question };
	memcpy(effect.text, s->code, sizeof s->code);
	effects_push(fx, effect);
	explicit_bzero(s->code, sizeof s->code);
}
