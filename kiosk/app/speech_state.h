/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speech_state.h - what speech.c keeps in the state: a value */
#ifndef APP_SPEECH_STATE_H
#define APP_SPEECH_STATE_H

#include <stdbool.h>
#include <stdint.h>

/* Of the next layout. */
enum speech_due {
	DUE_NOTHING,
	DUE_PAGE,    /* another page or dialog: the keypad's visitor hears it */
	DUE_TURNED,  /* the same on another of its pages */
	DUE_FOCUS,   /* what was chosen has another state */
	DUE_READING, /* Écouter, from the page's first sentence */
	DUE_READ_ON, /* the run goes on over this page */
};
/* Said before anything else. */
enum speech_intro { INTRO_NONE, INTRO_KEYS, INTRO_HEADSET };

enum { SPEECH_HEADS = 12, SPEECH_LEVELS = 4 };

struct speech {
	bool listening;   /* Écouter was chosen: its panel is shown */
	bool paused;      /* with the panel */
	bool runs;        /* sentence after sentence is said */
	bool turns;       /* over all pages */
	bool focus_after; /* then the control that has the focus */
	bool helps;       /* the help is being said: the same key again switches the voice off */
	bool mute;        /* the keypad does not talk */
	bool slow;
	int level;                    /* of SPEECH_LEVELS: how loud */
	int sentence, sentences;      /* from 0; on this page */
	int until;                    /* last sentence of the run */
	uint32_t question;            /* of what is being said */
	uint64_t heads[SPEECH_HEADS]; /* first sentences of the page before: what stands on each page is read once */
	bool in_dialog;               /* at the last layout */
	enum speech_due due;
	bool ready; /* what is due was laid out */
	enum speech_intro intro;
};

#endif
