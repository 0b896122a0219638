/* SPDX-License-Identifier: GPL-3.0-or-later */
/* action.h - what touching a control does, by number
 *
 * Widgets carry these instead of callbacks; update.c has one handler for each. */
#ifndef APP_ACTION_H
#define APP_ACTION_H

enum { TEXT_SIZES = 4 }; /* that a visitor chooses from (ACTION_TEXT_SIZE) */
/* How many times larger than the sizes of DESIGN.md each of them is, the normal one first. */
extern const float text_scales[TEXT_SIZES];
/* PANEL_FILTERS offers the others, where there is no room for a control of each. */
enum panel {
	PANEL_NONE,
	PANEL_LEGEND,
	PANEL_AUDIENCE,
	PANEL_NETWORK,
	PANEL_ACCESS,
	PANEL_WHEN,
	PANEL_FILTERS,
	PANEL_COUNT
};
enum keyboard_page { KEYBOARD_LETTERS, KEYBOARD_ACCENTS, KEYBOARD_DIGITS };
enum search_tab { TAB_ALL, TAB_ARTICLES, TAB_NETWORKS, TAB_PLACES };
enum option { OPTION_EASY, OPTION_KEYPAD, OPTION_TIME, OPTION_LOW, OPTION_COUNT };

enum action_type {
	ACTION_NONE,
	ACTION_START, /* the attract screen was touched; arg: 1 where low reach was */
	ACTION_BACK,
	ACTION_HOME,
	ACTION_FINISH, /* wipe now */
	ACTION_LEAVE,  /* asks whether that is meant: the control has neighbours */
	ACTION_STAY,   /* answer to « Vous êtes toujours là ? » and to « Avez-vous terminé ? » */
	ACTION_LISTEN,
	ACTION_LISTEN_PAUSE, /* these are of its panel */
	ACTION_LISTEN_REPEAT,
	ACTION_LISTEN_SLOWER,
	ACTION_LISTEN_LOUDER,
	ACTION_LISTEN_STOP,
	ACTION_OPEN,  /* arg: enum screen */
	ACTION_THEME, /* arg: index in the catalogue; the same for the next three */
	ACTION_ARTICLE,
	ACTION_PLACE,
	ACTION_NETWORK,         /* its places */
	ACTION_LANGUAGE,        /* arg: index of languages */
	ACTION_PAGE,            /* arg: -1 or +1 */
	ACTION_SELECT,          /* a place on the map: chosen in list and map */
	ACTION_FILTER_WHEN,     /* arg: enum when; the same again: whenever */
	ACTION_OPEN_ON,         /* the places that are open then; arg: enum when */
	ACTION_PANEL,           /* arg: enum panel; the same again closes it */
	ACTION_FILTER_AUDIENCE, /* arg: audience bit, 0 for everybody */
	ACTION_FILTER_NETWORK,  /* arg: index, -1 for all */
	ACTION_FILTER_ACCESS,   /* arg: access bit, 0 for all */
	ACTION_FILTER_NONE,
	ACTION_ZOOM, /* arg: -1 or +1 */
	ACTION_RECENTER,
	ACTION_MOVE,        /* arg: 0 north, 1 east, 2 south, 3 west */
	ACTION_MOVE_PAD,    /* shows or hides the buttons that do */
	ACTION_LIST_OR_MAP, /* of the places, where there is room for one of them; arg: 1 the map */
	ACTION_BIG_MAP,     /* arg: a place, on the map of all */
	ACTION_ALL_PLACES,  /* the list no longer follows the map */
	ACTION_CLUSTER,     /* arg: place index of its first member */
	ACTION_MAP,         /* the map itself: gestures */
	ACTION_ANSWER,      /* arg: index of the answer */
	ACTION_ANSWERS,     /* arg: page of the answers */
	ACTION_GUIDE_NEXT,
	ACTION_GUIDE_PREVIOUS,
	ACTION_GUIDE_QUESTION, /* arg: index to go back to */
	ACTION_GUIDE_AGAIN,
	ACTION_TAKE,          /* show the QR sheet */
	ACTION_TAKE_CODE,     /* arg: -1 or +1, where it takes several codes */
	ACTION_KEEP,          /* arg: kept_arg(); into the basket, or out of it */
	ACTION_KEEP_ANSWER,   /* all that the questionnaire found */
	ACTION_PICK,          /* the rows of a list put their places into the basket; again: they open them */
	ACTION_REPORT,        /* asks what is wrong with the record of the page */
	ACTION_REPORT_REASON, /* arg: enum report_reason */
	ACTION_CLOSE,         /* closes a sheet */
	ACTION_KEY,           /* arg: code point */
	ACTION_BACKSPACE,
	ACTION_CLEAR,
	ACTION_KEYBOARD, /* arg: enum keyboard_page */
	ACTION_SEARCH_GO,
	ACTION_SEARCH_EDIT, /* from what was found back to the keyboard */
	ACTION_TAB,         /* arg: enum search_tab */
	ACTION_SUGGESTION,
	ACTION_TEXT_SIZE, /* arg: index into text_scales */
	ACTION_COLOURS,   /* arg: enum theme_id */
	ACTION_TOGGLE,    /* arg: enum option */
	ACTION_RESET,
	ACTION_DIGIT,
	ACTION_CODE_ERASE,
	ACTION_CODE_CONFIRM,
	ACTION_PLACE_TAB,    /* seven inches, arg: 1 the week instead of the page, 0 back */
	ACTION_ROUTE,        /* how to get to a place */
	ACTION_STEPLESS,     /* arg: 1 the route without steps, 0 the shortest */
	ACTION_USAGE_MONTH,  /* arg: +1 the month before, -1 the one after */
	ACTION_UNIT_LOOK,    /* the next are the technician's */
	ACTION_UNIT_COLOUR,  /* arg: 1 after the last one */
	ACTION_UNIT_SOUND,   /* plays the test */
	ACTION_UNIT_STEP,    /* arg: enum commission_step, its page */
	ACTION_UNIT_REPORT,  /* keeps the report of the commissioning, on a stick too */
	ACTION_UNIT_VERDICT, /* arg: enum commission_step times 2, plus 1 when it passed */
	ACTION_UNIT_ASK,     /* arg: enum request; asks whether it is meant */
	ACTION_UNIT_DO,      /* the same, meant */
	ACTION_UNIT_SITE,    /* arg: index of the site that is chosen */
	ACTION_UNIT_ROTATE,  /* arg: degrees */
	ACTION_UNIT_NIGHT,   /* the screen is dark at night, or not */
	ACTION_UNIT_ADJUST,  /* arg: enum unit_adjust times 2, plus 1 for more */
	ACTION_UNIT_PICTURE, /* all of these, for good */
	ACTION_UNIT_SETTLE,  /* site and language, as chosen, for good */
	ACTION_COUNT
};

#endif
