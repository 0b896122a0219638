/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each control does: one handler an action, in a table. Those of some parts stand in act_<part>.c. */
#include "app/act.h"
#include "app/speech.h"

static void on_start(struct state *s, int64_t arg, struct effects *fx)
{
	session_begin(s, fx);
	s->options[OPTION_LOW] = arg == 1;
	s->at = (struct history_entry){ .screen = SCREEN_HOME };
	enter_page(s, fx);
}

static void on_back(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	go_back(s, fx);
}

static void on_home(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	if (!unit_in_service(s)) {
		session_end(s, fx);
		return;
	}
	s->history_len = 0;
	s->at = (struct history_entry){ .screen = SCREEN_HOME };
	enter_page(s, fx);
}

static void on_finish(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	session_end(s, fx);
}

static void on_leave(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_stop(s, fx);
	s->leaving = true;
	s->sheet_page = 0;
}

static void on_stay(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->warning = false;
	s->leaving = false;
}

static void on_listen(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_toggle(s, fx);
}

static void on_listen_pause(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_pause(s, fx);
}

static void on_listen_repeat(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_repeat(s, fx);
}

static void on_listen_slower(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_slower(s, fx);
}

static void on_listen_louder(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_louder(s, fx);
}

static void on_listen_stop(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_stop(s, fx);
}

static void on_open(struct state *s, int64_t arg, struct effects *fx)
{
	const struct screen_def *def = &s->screens[arg];
	if (screen_at(s)->rests) { /* the technician, at a unit without content */
		session_begin(s, fx);
	}
	go_to(s, def->open ? (enum screen)def->open(s) : (enum screen)arg, 0, fx);
}

static void on_theme(struct state *s, int64_t arg, struct effects *fx)
{
	go_to(s, SCREEN_THEME, (int)arg, fx);
}

static void on_article(struct state *s, int64_t arg, struct effects *fx)
{
	s->article_easy = false;
	go_to(s, SCREEN_ARTICLE, (int)arg, fx);
}

static void on_place(struct state *s, int64_t arg, struct effects *fx)
{
	go_to(s, SCREEN_PLACE, (int)arg, fx);
}

static void on_big_map(struct state *s, int64_t arg, struct effects *fx)
{
	on_open(s, SCREEN_PLACES, fx);
	s->places_map = true;
	directory_select(s, (int)arg);
}

static void on_network(struct state *s, int64_t arg, struct effects *fx)
{
	s->filters = (struct filters){ .network = (int)arg };
	go_to(s, SCREEN_PLACES, (int)arg, fx);
}

static void on_language(struct state *s, int64_t arg, struct effects *fx)
{
	s->lang = (unsigned)arg;
	s->keyboard = KEYBOARD_LETTERS;
	speech_stop(s, fx);
	if (screen_at(s)->choice) {
		go_back(s, fx);
	} else {
		enter_page(s, fx); /* the article has to come in the other language */
	}
	if (s->query[0]) {
		act_search(s, fx);
	}
}

static void on_page(struct state *s, int64_t arg, struct effects *fx)
{
	speech_stop(s, fx);
	turn_page(s, (int)arg);
}

static void on_close(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->sheet = s->reporting = false;
	s->panel = PANEL_NONE;
}

static void on_place_tab(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->place_hours = arg != 0;
	s->at.page = 0;
}

static void on_route(struct state *s, int64_t arg, struct effects *fx)
{
	go_to(s, SCREEN_ROUTE, (int)arg, fx);
}

static void on_stepless(struct state *s, int64_t arg, struct effects *fx)
{
	speech_stop(s, fx);
	s->stepless = arg != 0;
	s->at.page = 0;
	directory_show_place(s, s->selected, animation_ms(s) > 0);
}

static act_handler *const handlers[ACTION_COUNT] = {
	[ACTION_START] = on_start,
	[ACTION_BACK] = on_back,
	[ACTION_HOME] = on_home,
	[ACTION_FINISH] = on_finish,
	[ACTION_LEAVE] = on_leave,
	[ACTION_STAY] = on_stay,
	[ACTION_LISTEN] = on_listen,
	[ACTION_LISTEN_PAUSE] = on_listen_pause,
	[ACTION_LISTEN_REPEAT] = on_listen_repeat,
	[ACTION_LISTEN_SLOWER] = on_listen_slower,
	[ACTION_LISTEN_LOUDER] = on_listen_louder,
	[ACTION_LISTEN_STOP] = on_listen_stop,
	[ACTION_OPEN] = on_open,
	[ACTION_THEME] = on_theme,
	[ACTION_ARTICLE] = on_article,
	[ACTION_PLACE] = on_place,
	[ACTION_NETWORK] = on_network,
	[ACTION_LANGUAGE] = on_language,
	[ACTION_PAGE] = on_page,
	[ACTION_SELECT] = act_map_select,
	[ACTION_FILTER_WHEN] = act_map_filter_when,
	[ACTION_OPEN_ON] = act_map_open_on,
	[ACTION_PANEL] = act_map_panel,
	[ACTION_FILTER_AUDIENCE] = act_map_filter_audience,
	[ACTION_FILTER_NETWORK] = act_map_filter_network,
	[ACTION_FILTER_ACCESS] = act_map_filter_access,
	[ACTION_FILTER_NONE] = act_map_filter_none,
	[ACTION_ZOOM] = act_map_zoom,
	[ACTION_RECENTER] = act_map_recenter,
	[ACTION_MOVE] = act_map_move,
	[ACTION_MOVE_PAD] = act_map_move_pad,
	[ACTION_LIST_OR_MAP] = act_map_list_or_map,
	[ACTION_BIG_MAP] = on_big_map,
	[ACTION_ALL_PLACES] = act_map_all_places,
	[ACTION_CLUSTER] = act_map_cluster,
	[ACTION_ANSWER] = act_guide_answer,
	[ACTION_ANSWERS] = act_guide_answers,
	[ACTION_GUIDE_NEXT] = act_guide_next,
	[ACTION_GUIDE_PREVIOUS] = act_guide_previous,
	[ACTION_GUIDE_QUESTION] = act_guide_question,
	[ACTION_GUIDE_AGAIN] = act_guide_again,
	[ACTION_TAKE] = act_take,
	[ACTION_TAKE_CODE] = act_take_code,
	[ACTION_KEEP] = act_take_keep,
	[ACTION_KEEP_ANSWER] = act_take_keep_answer,
	[ACTION_PICK] = act_take_pick,
	[ACTION_CLOSE] = on_close,
	[ACTION_REPORT] = act_report,
	[ACTION_REPORT_REASON] = act_report_reason,
	[ACTION_KEY] = act_search_key,
	[ACTION_BACKSPACE] = act_search_backspace,
	[ACTION_CLEAR] = act_search_clear,
	[ACTION_KEYBOARD] = act_search_keyboard,
	[ACTION_SEARCH_GO] = act_search_again,
	[ACTION_SEARCH_EDIT] = act_search_edit,
	[ACTION_TAB] = act_search_tab,
	[ACTION_SUGGESTION] = act_search_suggestion,
	[ACTION_TEXT_SIZE] = act_setting_text_size,
	[ACTION_COLOURS] = act_setting_colours,
	[ACTION_TOGGLE] = act_setting_toggle,
	[ACTION_RESET] = act_setting_reset,
	[ACTION_DIGIT] = act_setting_digit,
	[ACTION_CODE_ERASE] = act_setting_code_erase,
	[ACTION_CODE_CONFIRM] = act_setting_code_confirm,
	[ACTION_PLACE_TAB] = on_place_tab,
	[ACTION_ROUTE] = on_route,
	[ACTION_STEPLESS] = on_stepless,
	[ACTION_USAGE_MONTH] = act_usage_month,
	[ACTION_UNIT_LOOK] = act_unit_look,
	[ACTION_UNIT_COLOUR] = act_unit_colour,
	[ACTION_UNIT_SOUND] = act_unit_sound,
	[ACTION_UNIT_STEP] = act_unit_step,
	[ACTION_UNIT_REPORT] = act_unit_report,
	[ACTION_UNIT_VERDICT] = act_unit_verdict,
	[ACTION_UNIT_ASK] = act_unit_ask,
	[ACTION_UNIT_DO] = act_unit_do,
	[ACTION_UNIT_SITE] = act_unit_site,
	[ACTION_UNIT_ROTATE] = act_unit_rotate,
	[ACTION_UNIT_NIGHT] = act_unit_night,
	[ACTION_UNIT_ADJUST] = act_unit_adjust,
	[ACTION_UNIT_PICTURE] = act_unit_picture,
	[ACTION_UNIT_SETTLE] = act_unit_settle,
};

void act(struct state *s, struct action action, struct effects *fx)
{
	if (action.type > ACTION_NONE && action.type < ACTION_COUNT && handlers[action.type]) {
		visit_before(s, action);
		handlers[action.type](s, action.arg, fx);
		visit_after(s);
		s->laid_out = false;
		s->dirty = true;
	}
}
