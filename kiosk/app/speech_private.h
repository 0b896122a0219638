/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speech_private.h - what speech.c says for speech_due.c */
#ifndef APP_SPEECH_PRIVATE_H
#define APP_SPEECH_PRIVATE_H

#include "app/effect.h"
#include "app/state.h"

/* There is a device to speak through, and content to speak of. */
bool speech_has_voice(const struct state *s);
/* The control with the focus; NULL: none. */
const struct node *speech_focused(const struct state *s);
/* In the language of the page, in place of what is being said. */
void speech_say(struct state *s, const char *text, struct effects *fx);
void speech_say_control(struct state *s, const struct node *n, struct effects *fx);
/* The words of s->speech.intro. */
void speech_say_intro(struct state *s, struct effects *fx);
/* From one sentence to another; `focus_after`: then the control that has the focus. */
void speech_run(struct state *s, int from, int until, bool focus_after, struct effects *fx);
/* To the end of the text, over all its pages. */
void speech_run_on(struct state *s, bool focus_after, struct effects *fx);
/* From the first sentence of the page that the page before did not have. */
void speech_read_on(struct state *s, struct effects *fx);

#endif
