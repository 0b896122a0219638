/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of the technician's pages, what can be asked of the unit, and what came of it. Each asks once before. */
#include "app/screens/screens.h"
#include "app/screens/unit.h"
#include "base/str.h"

struct item {
	const char *icon;
	enum string_id title, below;
	struct action action;
};

static void tile(struct view *v, const struct item *item)
{
	const char *title = tr(v, item->title);
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_SNUG),
					.pad_x = mm(v, SPACE_5_WIDE),
					.pad_y = mm(v, SPACE_2),
					.min_h = mm(v, UNIT_TILE),
					.grow = 1,
					.align = ALIGN_CENTER },
			item->action, title, ROLE_BUTTON, false);
	if (!is_big(v)) {
		part_icon_square(v, item->icon, mm(v, SQUARE_OPTION), mm(v, ICON_OPTION), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE3, .silent = true });
	if (!is_seven(v) && !is_big(v)) {
		ui_text(v->ui, tr(v, item->below),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = true });
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

static void tiles(struct view *v, const struct item *items, size_t len)
{
	size_t across = is_big(v) ? 1 : 2;
	for (size_t i = 0; i < len; i += across) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4) });
		for (size_t n = i; n < i + across && n < len; n++) {
			tile(v, &items[n]);
		}
		ui_end(v->ui);
	}
}

void part_unit_menu(struct view *v)
{
	static const struct item items[] = {
		{ "liste", STR_UNIT_START, STR_UNIT_START_BELOW, { ACTION_OPEN, SCREEN_UNIT_START } },
		{ "lieu", STR_UNIT_SITE, STR_UNIT_SITE_BELOW, { ACTION_OPEN, SCREEN_UNIT_SITE } },
		{ "reseau", STR_UNIT_NETWORK, STR_UNIT_NETWORK_BELOW, { ACTION_OPEN, SCREEN_UNIT_NETWORK } },
		{ "doigt", STR_UNIT_TOUCH, STR_UNIT_TOUCH_BELOW, { ACTION_OPEN, SCREEN_UNIT_TOUCH } },
		{ "calibrage", STR_UNIT_CROSSES, STR_UNIT_CROSSES_BELOW, { ACTION_OPEN, SCREEN_UNIT_CROSSES } },
		{ "oeil", STR_UNIT_PANEL, STR_UNIT_PANEL_BELOW, { ACTION_OPEN, SCREEN_UNIT_PANEL } },
		{ "contraste", STR_UNIT_PICTURE, STR_UNIT_PICTURE_BELOW, { ACTION_OPEN, SCREEN_UNIT_SCREEN } },
		{ "ecouter", STR_UNIT_SOUND, STR_UNIT_SOUND_BELOW, { ACTION_OPEN, SCREEN_UNIT_SOUND } },
		{ "temperature", STR_UNIT_MACHINE, STR_UNIT_MACHINE_BELOW, { ACTION_OPEN, SCREEN_UNIT_MACHINE } },
		{ "effacer", STR_UNIT_CLEAN, STR_UNIT_CLEAN_BELOW, { ACTION_OPEN, SCREEN_UNIT_CLEAN } },
		{ "redemarrer", STR_UNIT_ACTIONS, STR_UNIT_ACTIONS_BELOW, { ACTION_OPEN, SCREEN_UNIT_ACTIONS } },
	};
	tiles(v, items, ARRAY_LEN(items));
}

/* By enum request: what is asked before, and what is said while nothing has answered. Title NULL-like
 * (STR_UNIT_TITLE): it has no button here. */
static const struct {
	enum string_id question, doing, done;
} requests[REQUEST_COUNT] = {
	[REQUEST_CHECK] = { STR_UNIT_ASK_CHECK, STR_UNIT_DOING, STR_UNIT_DONE_CHECK },
	[REQUEST_GIVE_BACK] = { STR_UNIT_ASK_GIVE_BACK, STR_UNIT_DOING, STR_UNIT_DONE_GIVE_BACK },
	[REQUEST_CALIBRATE] = { STR_UNIT_CROSSES, STR_UNIT_DOING, STR_UNIT_DONE_CALIBRATE },
	[REQUEST_SET] = { STR_UNIT_SITE, STR_UNIT_DOING, STR_UNIT_DONE_SET },
	[REQUEST_COMMISSION] = { STR_UNIT_START, STR_UNIT_DOING, STR_UNIT_DONE_KEPT },
	[REQUEST_REPORT] = { STR_UNIT_ASK_REPORT, STR_UNIT_DOING, STR_UNIT_DONE_REPORT },
	[REQUEST_INTERFACE] = { STR_UNIT_ASK_INTERFACE, STR_UNIT_DOING, STR_UNIT_DONE_ENDING },
	[REQUEST_RESTART] = { STR_UNIT_ASK_RESTART, STR_UNIT_DOING, STR_UNIT_DONE_ENDING },
	[REQUEST_POWER_OFF] = { STR_UNIT_ASK_POWER_OFF, STR_UNIT_DOING, STR_UNIT_DONE_ENDING },
};

void view_unit_actions(struct view *v)
{
	static const struct item items[] = {
		{ "synchro", STR_UNIT_CHECK, STR_UNIT_CHECK_BELOW, { ACTION_UNIT_ASK, REQUEST_CHECK } },
		{ "retour", STR_UNIT_GIVE_BACK, STR_UNIT_GIVE_BACK_BELOW, { ACTION_UNIT_ASK, REQUEST_GIVE_BACK } },
		{ "usb", STR_UNIT_REPORT, STR_UNIT_REPORT_BELOW, { ACTION_UNIT_ASK, REQUEST_REPORT } },
		{ "mobile", STR_UNIT_INTERFACE, STR_UNIT_INTERFACE_BELOW, { ACTION_UNIT_ASK, REQUEST_INTERFACE } },
		{ "redemarrer", STR_UNIT_RESTART, STR_UNIT_RESTART_BELOW, { ACTION_UNIT_ASK, REQUEST_RESTART } },
		{ "terminer", STR_UNIT_POWER_OFF, STR_UNIT_POWER_OFF_BELOW, { ACTION_UNIT_ASK, REQUEST_POWER_OFF } },
	};
	part_unit_begin(v, STR_UNIT_ACTIONS, STR_UNIT_ACTIONS_TEXT);
	part_unit_answer(v);
	tiles(v, items, ARRAY_LEN(items));
	part_unit_fact(v, tr(v, STR_UNIT_STICK_HOW), NULL, UNIT_WELL);
	part_unit_end(v);
}

void sheet_unit(struct view *v)
{
	enum request asked = v->s->technician.asked;
	const char *title = tr(v, requests[asked].question);
	part_dialog_begin(v, title, mm(v, DIALOG_TAKE_W));
	ui_text(v->ui, title,
			(struct text_look){ .type = TYPE_SHEET_TITLE,
					.align = ALIGN_CENTER,
					.balance = true,
					.role = ROLE_HEADING });
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .label = tr(v, STR_UNIT_YES),
				       .action = { ACTION_UNIT_DO, asked },
				       .h = mm(v, BUTTON_H_LARGE) });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .label = tr(v, STR_UNIT_NO),
				       .action = { ACTION_CLOSE, 0 },
				       .h = mm(v, BUTTON_H_LARGE) });
	part_dialog_end(v);
}

void part_unit_answer(struct view *v)
{
	const struct technician *t = &v->s->technician;
	if (t->waiting) {
		part_unit_fact(v, tr(v, requests[t->asked].doing), NULL, UNIT_ATTENTION);
	} else if (t->answered && t->answer.done) {
		part_unit_fact(v, tr(v, requests[t->asked].done), NULL, UNIT_WELL);
	} else if (t->answered) {
		const char *why = string_by_key(v->c, v->s->lang, "unit.failed.", t->answer.why);
		part_unit_fact(v, tr(v, STR_UNIT_FAILED), why ? why : tr1(v, STR_UNIT_INTERNAL, t->answer.why),
				UNIT_BROKEN);
	}
}
