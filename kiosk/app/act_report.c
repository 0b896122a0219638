/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the controls of « Cette information est fausse ? » do. */
#include <stdio.h>

#include "app/act.h"
#include "app/speech.h"

void act_report(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_stop(s, fx);
	s->sheet = s->reporting = true;
	s->sheet_page = 0;
}

void act_report_reason(struct state *s, int64_t arg, struct effects *fx)
{
	bool article = screen_at(s)->record == RECORD_ARTICLE;
	int index = s->at.arg;
	struct reported *r = &s->reported;
	const char *id = article ? s->catalogue->articles[index].id : s->catalogue->places[index].id;
	struct effect effect = { .type = EFFECT_REPORT };
	speech_stop(s, fx);
	s->sheet_page = 0;
	if (report_is_done(r, article, index)) {
		return;
	}
	r->at[r->len].article = article;
	r->at[r->len++].index = index;
	int len = snprintf(effect.text, sizeof effect.text, "%s/%s/%s", article ? "article" : "place", id,
			report_look((enum report_reason)arg)->word);
	if (len > 0 && (size_t)len < sizeof effect.text) {
		effects_push(fx, effect);
	}
}
