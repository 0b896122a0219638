/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each control does. One handler an action, in a table. */
#include <string.h>

#include "app/state.h"
#include "base/str.h"

typedef void (*handler)(struct state *s, int64_t arg, struct effects *fx);

static void on_start(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	session_begin(s, fx);
	s->at = (struct route){ .screen = SCREEN_HOME };
	enter(s, fx);
}

static void on_back(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	go_back(s, fx);
}

static void on_home(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	s->history_len = 0;
	s->at = (struct route){ .screen = SCREEN_HOME };
	enter(s, fx);
}

static void on_finish(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	session_end(s, fx);
}

static void on_stay(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->warning = false;
}

static void on_listen(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_toggle(s, fx);
}

static void on_open(struct state *s, int64_t arg, struct effects *fx)
{
	const struct screen_def *def = &s->screens[arg];
	go(s, def->open ? (enum screen)def->open(s) : (enum screen)arg, 0, fx);
}

static void on_theme(struct state *s, int64_t arg, struct effects *fx)
{
	go(s, SCREEN_THEME, (int)arg, fx);
}

static void on_article(struct state *s, int64_t arg, struct effects *fx)
{
	s->article_easy = false;
	go(s, SCREEN_ARTICLE, (int)arg, fx);
}

static void on_place(struct state *s, int64_t arg, struct effects *fx)
{
	go(s, SCREEN_PLACE, (int)arg, fx);
}

static void on_big_map(struct state *s, int64_t arg, struct effects *fx)
{
	on_open(s, SCREEN_PLACES, fx);
	directory_select(s, (int)arg);
}

static void on_network(struct state *s, int64_t arg, struct effects *fx)
{
	s->filters = (struct filters){ .network = (int)arg };
	go(s, SCREEN_PLACES, (int)arg, fx);
}

static void search(struct state *s, struct effects *fx)
{
	struct effect effect = { .type = EFFECT_SEARCH,
		.question = ++s->question,
		.lang = s->lang,
		.flag = s->owner == CODE_PROFESSIONAL };
	str_cut(effect.text, sizeof effect.text, s->query);
	effects_push(fx, effect);
}

static void on_language(struct state *s, int64_t arg, struct effects *fx)
{
	s->lang = (unsigned)arg;
	speech_stop(s, fx);
	if (screen_at(s)->choice) {
		go_back(s, fx);
	} else {
		enter(s, fx); /* the article has to come in the other language */
	}
	if (s->query[0]) {
		search(s, fx);
	}
}

static void on_page(struct state *s, int64_t arg, struct effects *fx)
{
	speech_stop(s, fx);
	int *page = s->panel != PANEL_NONE ? &s->panel_page : &s->at.page;
	*page = *page + (int)arg < 0 ? 0 : *page + (int)arg;
	if (s->panel != PANEL_NONE) {
		return;
	}
	if (screen_at(s)->turn_page) {
		screen_at(s)->turn_page(s, animation_ms(s) > 0);
	}
}

static void on_select(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	directory_select(s, (int)arg);
}

static void refilter(struct state *s)
{
	s->list_scoped = false;
	directory_filter(s);
	directory_show_all(s, animation_ms(s) > 0);
}

static void on_filter_open(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->filters.open_now = !s->filters.open_now;
	refilter(s);
}

static void on_panel(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->panel = s->panel == (enum panel)arg ? PANEL_NONE : (enum panel)arg;
	s->panel_page = 0;
}

static void on_filter_audience(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->filters.audience = (unsigned)arg;
	s->panel = PANEL_NONE;
	refilter(s);
}

static void on_filter_network(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->filters.network = (int)arg;
	s->panel = PANEL_NONE;
	refilter(s);
}

static void on_filter_access(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->filters.access = arg == 0 ? 0 : s->filters.access ^ (unsigned)arg;
	s->panel = arg == 0 ? PANEL_NONE : s->panel;
	refilter(s);
}

static void on_filter_none(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->filters = (struct filters){ .network = -1 };
	refilter(s);
}

static void on_zoom(struct state *s, int64_t arg, struct effects *fx)
{
	s->map_fitted = false;
	(void)fx;
	struct map_camera to;
	(void)map_zoom_by(s, (double)arg, &to);
	s->map_searched = true;
	mover_go(&s->mover, &s->camera, to, animation_ms(s), s->now_us);
}

static void on_recenter(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	if (screen_at(s)->recenter) {
		screen_at(s)->recenter(s, animation_ms(s) > 0);
		return;
	}
	s->map_fitted = false;
	s->map_searched = true;
	mover_go(&s->mover, &s->camera, home_camera(s), animation_ms(s), s->now_us);
}

/* What a finger does by dragging, in steps of two fifths of the map. */
static void on_move(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	static const int ways[4][2] = { { 0, 1 }, { -1, 0 }, { 0, -1 }, { 1, 0 } };
	struct map_camera to = s->mover.animating ? s->mover.to : s->camera;
	to = camera_pan(to, ways[arg & 3][0] * s->map_rect.w * 0.4, ways[arg & 3][1] * s->map_rect.h * 0.4);
	s->map_fitted = false;
	s->map_searched = true;
	mover_go(&s->mover, &s->camera, camera_limit(to, &s->limits), animation_ms(s), s->now_us);
}

static void on_move_pad(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->map_pad = !s->map_pad;
}

static void on_all_places(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	directory_unscope(s);
	directory_show_all(s, animation_ms(s) > 0);
}

/* The members of a cluster, as points to fit. */
static int members(const struct state *s, int cluster, double *lon_lat, int most)
{
	int count = 0;
	for (int i = 0; i < s->marks.len && count < most; i++) {
		if (s->marks.home[i] == cluster) {
			const struct marker *m = &s->marks.at[i];
			world_to_degrees((struct world){ m->x, m->y }, &lon_lat[2 * count], &lon_lat[2 * count + 1]);
			count++;
		}
	}
	return count;
}

/* A cluster opens by coming so near that it parts, with all of its members in sight where they fit. Those that no zoom
 * parts become the list (DESIGN.md section 8). */
static void on_cluster(struct state *s, int64_t arg, struct effects *fx)
{
	enum { MEMBERS_MAX = 64 };
	double points[2 * MEMBERS_MAX];
	int cluster = marks_cluster_of(s, (int)arg);
	if (cluster < 0) {
		return;
	}
	const struct cluster *c = &s->marks.clusters[cluster];
	double lon;
	double lat;
	world_to_degrees(marks_place(s, cluster), &lon, &lat);
	double most = camera_zoom_max(&s->limits, lon, lat);
	if (c->parts_zoom > most) {
		if (screen_at(s)->list_on_map) {
			directory_open_cluster(s, cluster);
		} else {
			on_place(s, arg, fx);
		}
		return;
	}
	int count = members(s, cluster, points, MEMBERS_MAX);
	struct map_camera to = camera_fit(s->camera, s->map_rect, points, count, s->map_rect.h / 5, most);
	to.zoom = to.zoom < c->parts_zoom ? c->parts_zoom : to.zoom;
	s->map_fitted = false;
	s->map_searched = true;
	mover_go(&s->mover, &s->camera, camera_limit(to, &s->limits), animation_ms(s), s->now_us);
}

static void on_answer(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->answers[s->at.arg] = (int)arg;
}

static void on_guide_next(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	if (s->answers[s->at.arg] < 0) {
		return;
	}
	if (s->at.arg + 1 < s->catalogue->guide.questions_len) {
		go(s, SCREEN_GUIDE, s->at.arg + 1, fx);
		return;
	}
	if (guide_result(s->catalogue, s->answers, &s->result)) {
		go(s, SCREEN_RESULT, 0, fx);
	}
}

static void on_guide_question(struct state *s, int64_t arg, struct effects *fx)
{
	s->at = (struct route){ .screen = SCREEN_GUIDE, .arg = (int)arg };
	/* The questions after it stay answered; only the way back has to be right again. */
	while (s->history_len > 0 && s->history[s->history_len - 1].screen == SCREEN_GUIDE &&
			s->history[s->history_len - 1].arg >= (int)arg) {
		s->history_len--;
	}
	enter(s, fx);
}

static void on_guide_previous(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	on_guide_question(s, s->at.arg > 0 ? s->at.arg - 1 : 0, fx);
}

static void on_guide_again(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	for (int i = 0; i < GUIDE_QUESTIONS_MAX; i++) {
		s->answers[i] = -1;
	}
	on_guide_question(s, 0, fx);
}

static void on_take(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->sheet = true;
}

static void on_close(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->sheet = false;
	s->panel = PANEL_NONE;
}

static void on_key(struct state *s, int64_t arg, struct effects *fx)
{
	char utf8[4];
	size_t len = utf8_put((uint32_t)arg, utf8);
	size_t used = strlen(s->query);
	if (used + len + 1 > sizeof s->query || (used == 0 && arg == ' ')) {
		return;
	}
	memcpy(s->query + used, utf8, len);
	s->query[used + len] = '\0';
	s->at.page = 0;
	search(s, fx);
}

static void on_backspace(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	size_t len = strlen(s->query);
	if (len == 0) {
		return;
	}
	s->query[--len] = '\0';
	/* Whole characters only: drop what is left of a UTF-8 sequence. */
	while (len > 0 && !utf8_valid(s->query, len)) {
		s->query[--len] = '\0';
	}
	s->has_found = s->has_found && len > 0;
	s->at.page = 0;
	search(s, fx);
}

static void on_clear(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	explicit_bzero(s->query, sizeof s->query);
	s->has_found = false;
	s->question++;
	s->tab = TAB_ALL;
	s->at.page = 0;
}

static void on_keyboard(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->keyboard = s->keyboard == (enum keyboard_page)arg ? KEYBOARD_LETTERS : (enum keyboard_page)arg;
}

static void on_search_go(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	s->tab = TAB_ALL;
	s->at.page = 0;
	search(s, fx);
}

static void on_tab(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->tab = (enum search_tab)arg;
	s->at.page = 0;
}

static void on_suggestion(struct state *s, int64_t arg, struct effects *fx)
{
	if (arg < 0 || (size_t)arg >= s->found.suggestions_len) {
		return;
	}
	str_cut(s->query, sizeof s->query, s->found.suggestions[arg]);
	s->at.page = 0;
	search(s, fx);
}

static void on_text_size(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	/* In an article the A+ pill goes round the sizes. */
	s->text_size = arg >= 0 ? (int)arg : (s->text_size + 1) % TEXT_SIZES;
	s->at.page = 0;
}

static void on_colours(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->theme = (enum theme_id)arg;
}

static void on_toggle(struct state *s, int64_t arg, struct effects *fx)
{
	s->options[arg] = !s->options[arg];
	if (arg == OPTION_KEYPAD) {
		s->show_focus = s->options[arg];
	}
	if (arg == OPTION_EASY && screen_at(s)->easy) {
		screen_at(s)->easy(s, fx);
	}
}

static void on_reset(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_stop(s, fx);
	s->theme = THEME_LIGHT;
	s->text_size = 0;
	memset(s->options, 0, sizeof s->options);
	s->show_focus = false;
}

static void on_digit(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	size_t len = strlen(s->code);
	if (len < CODE_DIGITS) {
		s->code[len] = (char)('0' + arg);
		s->code[len + 1] = '\0';
	}
}

static void on_code_erase(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	size_t len = strlen(s->code);
	if (len > 0) {
		s->code[len - 1] = '\0';
	}
}

static void on_code_confirm(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	if (strlen(s->code) != CODE_DIGITS || s->now_us < s->code_wait_until_us) {
		return;
	}
	struct effect effect = { .type = EFFECT_CHECK_CODE, .question = ++s->question };
	memcpy(effect.text, s->code, sizeof s->code);
	effects_push(fx, effect);
	explicit_bzero(s->code, sizeof s->code);
}

static void on_place_tab(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->place_hours = arg != 0;
}

static void on_way(struct state *s, int64_t arg, struct effects *fx)
{
	go(s, SCREEN_WAY, (int)arg, fx);
}

static void on_stepless(struct state *s, int64_t arg, struct effects *fx)
{
	speech_stop(s, fx);
	s->stepless = arg != 0;
	s->at.page = 0;
	directory_show_place(s, s->selected, animation_ms(s) > 0);
}

static const handler handlers[ACTION_COUNT] = {
	[ACTION_START] = on_start,
	[ACTION_BACK] = on_back,
	[ACTION_HOME] = on_home,
	[ACTION_FINISH] = on_finish,
	[ACTION_STAY] = on_stay,
	[ACTION_LISTEN] = on_listen,
	[ACTION_OPEN] = on_open,
	[ACTION_THEME] = on_theme,
	[ACTION_ARTICLE] = on_article,
	[ACTION_PLACE] = on_place,
	[ACTION_NETWORK] = on_network,
	[ACTION_LANGUAGE] = on_language,
	[ACTION_PAGE] = on_page,
	[ACTION_SELECT] = on_select,
	[ACTION_FILTER_OPEN] = on_filter_open,
	[ACTION_PANEL] = on_panel,
	[ACTION_FILTER_AUDIENCE] = on_filter_audience,
	[ACTION_FILTER_NETWORK] = on_filter_network,
	[ACTION_FILTER_ACCESS] = on_filter_access,
	[ACTION_FILTER_NONE] = on_filter_none,
	[ACTION_ZOOM] = on_zoom,
	[ACTION_RECENTER] = on_recenter,
	[ACTION_MOVE] = on_move,
	[ACTION_MOVE_PAD] = on_move_pad,
	[ACTION_BIG_MAP] = on_big_map,
	[ACTION_ALL_PLACES] = on_all_places,
	[ACTION_CLUSTER] = on_cluster,
	[ACTION_ANSWER] = on_answer,
	[ACTION_GUIDE_NEXT] = on_guide_next,
	[ACTION_GUIDE_PREVIOUS] = on_guide_previous,
	[ACTION_GUIDE_QUESTION] = on_guide_question,
	[ACTION_GUIDE_AGAIN] = on_guide_again,
	[ACTION_TAKE] = on_take,
	[ACTION_CLOSE] = on_close,
	[ACTION_KEY] = on_key,
	[ACTION_BACKSPACE] = on_backspace,
	[ACTION_CLEAR] = on_clear,
	[ACTION_KEYBOARD] = on_keyboard,
	[ACTION_SEARCH_GO] = on_search_go,
	[ACTION_TAB] = on_tab,
	[ACTION_SUGGESTION] = on_suggestion,
	[ACTION_TEXT_SIZE] = on_text_size,
	[ACTION_COLOURS] = on_colours,
	[ACTION_TOGGLE] = on_toggle,
	[ACTION_RESET] = on_reset,
	[ACTION_DIGIT] = on_digit,
	[ACTION_CODE_ERASE] = on_code_erase,
	[ACTION_CODE_CONFIRM] = on_code_confirm,
	[ACTION_PLACE_TAB] = on_place_tab,
	[ACTION_WAY] = on_way,
	[ACTION_STEPLESS] = on_stepless,
};

void act(struct state *s, struct action action, struct effects *fx)
{
	if (action.type > ACTION_NONE && action.type < ACTION_COUNT && handlers[action.type]) {
		handlers[action.type](s, action.arg, fx);
		s->laid_out = false;
		s->dirty = true;
	}
}
