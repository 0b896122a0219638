/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speech.h - what the kiosk says: the page by Écouter, and with the keypad where one is
 *
 * Écouter reads the sentences of the page (ui/read.h) one after the other and goes on over the pages of a text, with a
 * panel to pause, repeat, slow down, make louder and stop. Any touch elsewhere stops it. Who uses the keypad hears
 * without asking: a page that appears up to the control that has the focus, a text that is there to be read to its end,
 * and at each arrow what lies between the old control and the new one. Without an audio device neither is offered.
 *
 * A run needs the tree of the page that it is about: what is due waits until that page was laid out (speech_laid_out())
 * and begins with the next tick. Written by update() alone. */
#ifndef APP_SPEECH_H
#define APP_SPEECH_H

#include "app/effect.h"
#include "app/state.h"

/* Something is said now, or will be. */
bool speech_is_on(const struct state *s);
/* Number from 1 of the sentence to mark; 0: none. */
int speech_marked(const struct state *s);
/* Écouter: begins to read, or ends. */
void speech_toggle(struct state *s, struct effects *fx);
void speech_stop(struct state *s, struct effects *fx);
/* Of the panel. */
void speech_pause(struct state *s, struct effects *fx);
void speech_repeat(struct state *s, struct effects *fx);
void speech_slower(struct state *s, struct effects *fx);
void speech_louder(struct state *s, struct effects *fx);
/* What was being said has ended. */
void speech_spoken(struct state *s, uint32_t question, struct effects *fx);
/* The sound device came, went or failed; a headset was plugged in or out. */
void speech_sound(struct state *s, const struct event_sound *sound, struct effects *fx);

/* A page was entered: the keypad's visitor will hear it. */
void speech_page(struct state *s);
/* The tree is that of the page. */
void speech_laid_out(struct state *s);
/* Says what is due and laid out. */
void speech_tick(struct state *s, struct effects *fx);
/* speech_tick() has something to say. */
bool speech_wants_tick(const struct state *s);

/* The keypad. A key was pressed: what is being said gives way. */
void speech_key(struct state *s, struct effects *fx);
/* The first key of a visit, or after a touch. */
void speech_key_first(struct state *s, struct effects *fx);
/* The focus went from one control to the other; `from` may be NULL. */
void speech_moved(struct state *s, const struct node *from, const struct node *to, struct effects *fx);
/* The control with the focus did what it does. */
void speech_chosen(struct state *s);
void speech_help(struct state *s, struct effects *fx);

#endif
