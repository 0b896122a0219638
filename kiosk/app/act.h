/* SPDX-License-Identifier: GPL-3.0-or-later */
/* act.h - what the controls do, for the table of act.c
 *
 * Private to kiosk/app. `arg` is that of the action (app/action.h). */
#ifndef APP_ACT_H
#define APP_ACT_H

#include "app/state.h"

typedef void act_handler(struct state *s, int64_t arg, struct effects *fx);

/* act_map.c */
act_handler act_map_filter_when;
act_handler act_map_open_on;
act_handler act_map_panel;
act_handler act_map_filter_audience;
act_handler act_map_filter_network;
act_handler act_map_filter_access;
act_handler act_map_filter_none;
act_handler act_map_select;
act_handler act_map_zoom;
act_handler act_map_recenter;
act_handler act_map_move;
act_handler act_map_move_pad;
act_handler act_map_all_places;
act_handler act_map_cluster;
act_handler act_map_list_or_map;
/* act_search.c */
act_handler act_search_key;
act_handler act_search_backspace;
act_handler act_search_clear;
act_handler act_search_keyboard;
act_handler act_search_again;
act_handler act_search_edit;
act_handler act_search_tab;
act_handler act_search_suggestion;
/* act_guide.c */
act_handler act_guide_answer;
act_handler act_guide_answers;
act_handler act_guide_next;
act_handler act_guide_question;
act_handler act_guide_previous;
act_handler act_guide_again;
/* act_take.c */
act_handler act_take;
act_handler act_take_code;
act_handler act_take_keep;
act_handler act_take_keep_answer;
act_handler act_take_pick;
/* act_report.c */
act_handler act_report;
act_handler act_report_reason;
/* act_setting.c */
act_handler act_setting_text_size;
act_handler act_setting_colours;
act_handler act_setting_toggle;
act_handler act_setting_reset;
act_handler act_setting_digit;
act_handler act_setting_code_erase;
act_handler act_setting_code_confirm;

/* act_take.c */
act_handler act_usage_month;
/* act_unit.c */
act_handler act_unit_look;
act_handler act_unit_colour;
act_handler act_unit_sound;
act_handler act_unit_step;
act_handler act_unit_report;
act_handler act_unit_verdict;
act_handler act_unit_ask;
act_handler act_unit_site;
act_handler act_unit_settle;
act_handler act_unit_rotate;
act_handler act_unit_night;
act_handler act_unit_adjust;
act_handler act_unit_picture;
act_handler act_unit_do;

/* act_search.c: asks for what was typed; the answer is EVENT_FOUND. */
void act_search(struct state *s, struct effects *fx);

#endif
