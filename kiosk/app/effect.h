/* SPDX-License-Identifier: GPL-3.0-or-later */
/* effect.h - what update() asks the outside to do, as values
 *
 * Run by platform/effects after update() returned; answers come back as events
 * with the same question number. */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/visit.h"
#include "store/search_results.h"

/* Crosses of a calibration, where they are on the screen: shares of its width and height. */
enum { CALIBRATE_POINTS = 5 };
extern const float calibrate_crosses[CALIBRATE_POINTS][2];

enum effect_type {
	EFFECT_SEARCH,       /* -> EVENT_FOUND */
	EFFECT_LOAD_ARTICLE, /* -> EVENT_ARTICLE */
	EFFECT_SPEAK,        /* -> EVENT_SPOKEN; text of effect.text, replaces what is being said */
	EFFECT_SPEAK_STOP,
	EFFECT_WIPE_SESSION, /* zero the session arena, forget queued questions, speech, text caches */
	EFFECT_CHECK_CODE,   /* whose code is effect.text? -> EVENT_CODE */
	EFFECT_KEEP_TRIES, /* effect.id wrong codes in a row, effect.rate seconds to wait: for the next start as well */
	EFFECT_SESSION,    /* tell the sync daemon whether a visit is going on: effect.flag */
	EFFECT_LOOK_UNIT,  /* how the machine is, in words -> EVENT_UNIT */
	EFFECT_LIGHT,      /* effect.id percent of the panel's lamp */
	EFFECT_ASK_UNIT,   /* effect.id, an enum request (base/request.h) -> EVENT_ANSWERED */
	EFFECT_COUNT,      /* a visit is over: add effect.visit to the counts of usage */
	EFFECT_REPORT,     /* effect.text ("place/ID/REASON") is said to be wrong: keep it for its owner */
	EFFECT_LOOK_USAGE, /* the counts so far -> EVENT_USAGE */
	EFFECT_TYPES
};

/* Words of one language: up to before byte `to` of the text, from where the part before ends. */
enum { SPEAK_PARTS_MAX = 17 };
struct speak_part {
	unsigned lang; /* index into catalogue languages */
	size_t to;
};

struct effect {
	enum effect_type type;
	uint32_t question;
	int64_t id;                /* article id */
	unsigned lang;             /* index into catalogue languages */
	bool flag;                 /* easy twin; visit going on */
	struct search_asker asker; /* of a search */
	int rate;                  /* speech: percent of normal, as the next */
	int volume;
	struct speak_part parts[SPEAK_PARTS_MAX]; /* of words to say; the first with `to` 0 ends them, all of it is in
						     `lang` then */
	float points[CALIBRATE_POINTS][2];        /* of a calibration: where each cross was touched */
	struct visit_counts visit;
	char text[1024]; /* search text, words to say or settings, UTF-8 */
};

/* At most one of each type, in the order of the last wish for each: only the newest search, sentence or article is
 * waited for. So nothing is left out, however much one event asks for. */
struct effects {
	struct effect at[EFFECT_TYPES];
	size_t len;
};

/* Takes the place of an earlier effect of its type. */
void effects_push(struct effects *fx, struct effect effect);

#endif
