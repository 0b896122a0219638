/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel of Écouter (mock-up 39): which sentence is read, and what can be done about it. In portrait it stands above
 * the bar; a rail shows its buttons instead of its own, with Accueil. */
#include "app/screens/screens.h"

int listen_items(struct view *v, int most, struct listen_item out[LISTEN_ITEMS])
{
	const struct speech *sp = &v->s->speech;
	bool loudest = sp->level + 1 == SPEECH_LEVELS;
	const char *count = sp->sentences > 0 ? tr2(v, STR_PLACES_PAGE_SHORT, num(v, sp->sentence + 1),
								num(v, sp->sentences))
					      : tr(v, STR_BAR_PAUSE);
	const char *pause = tr(v, sp->paused ? STR_LISTEN_RESUME : STR_BAR_PAUSE);
	bool rail = v->format != FORMAT_PORTRAIT;
	struct listen_item all[LISTEN_ITEMS] = {
		{ sp->paused ? "ecouter" : "pause", rail ? count : pause, pause, { ACTION_LISTEN_PAUSE, 0 },
				!sp->paused },
		{ "repeter", tr(v, STR_LISTEN_REPEAT), NULL, { ACTION_LISTEN_REPEAT, 0 }, false },
		{ "lent", tr(v, STR_LISTEN_SLOWER), NULL, { ACTION_LISTEN_SLOWER, 0 }, sp->slow },
		{ loudest ? "ecouter" : "plus-fort", tr(v, loudest ? STR_LISTEN_SOFTER : STR_LISTEN_LOUDER), NULL,
				{ ACTION_LISTEN_LOUDER, 0 }, false },
		{ "arreter", tr(v, STR_LISTEN_STOP), NULL, { ACTION_LISTEN_STOP, 0 }, false },
	};
	/* A touch anywhere else stops: that button is the first to go. On three places the pause brings what helps to
	 * understand, and reading what helps to hear. */
	static const int four[] = { 0, 1, 2, 3 };
	static const int reading[] = { 0, 3, 4 };
	static const int pausing[] = { 0, 1, 2 };
	const int *chosen = most >= 4 ? four : sp->paused ? pausing : reading;
	int len = most < LISTEN_ITEMS ? most : LISTEN_ITEMS;
	for (int i = 0; i < len; i++) {
		out[i] = all[most >= LISTEN_ITEMS ? i : chosen[i]];
	}
	return len;
}

enum { ACROSS_MOST = LISTEN_ITEMS, ACROSS_LARGE = (LISTEN_ITEMS + 1) / 2 };

/* How many buttons stand beside each other: all five, or two rows where one of their words has no room so. Pause and
 * Reprendre, Plus fort and Moins fort take each other's place: the panel keeps its height. */
static int across(const struct view *v)
{
	static const enum string_id words[] = { STR_BAR_PAUSE, STR_LISTEN_RESUME, STR_LISTEN_REPEAT, STR_LISTEN_SLOWER,
		STR_LISTEN_LOUDER, STR_LISTEN_SOFTER, STR_LISTEN_STOP };
	float room = (page_width(v) - 2 * mm(v, SPACE_5) - (ACROSS_MOST - 1) * mm(v, BAR_GAP)) / ACROSS_MOST;
	int px = ui_px(v->ui, room - 2 * (mm(v, SPACE_1_5) + line_mm(v)));
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (ui_text_width(v->ui, TYPE_NAV, tr(v, words[i])) > px) {
			return ACROSS_LARGE;
		}
	}
	return ACROSS_MOST;
}

float listen_mm(const struct view *v)
{
	if (v->format != FORMAT_PORTRAIT || !v->s->speech.listening) {
		return 0;
	}
	return grown_mm(v, across(v) == ACROSS_MOST ? LISTEN_H : LISTEN_H_ROWS, 0.5F);
}

/* As many marks as there are sentences, where they can be told apart; else as many as can. */
static void progress(struct view *v)
{
	enum { SENTENCE_MARKS = 20 };
	const struct speech *sp = &v->s->speech;
	int of = sp->sentences < 1 ? 1 : sp->sentences;
	int marks = of < SENTENCE_MARKS ? of : SENTENCE_MARKS;
	int done = (sp->sentence + 1) * marks / of;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1, .gap = mm(v, SPACE_COUNTDOWN), .align = ALIGN_CENTER });
	for (int i = 0; i < marks; i++) {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 1,
						.h = mm(v, COUNTDOWN_H),
						.fill = i < done ? v->p->accent : v->p->surface2,
						.radius = mm(v, RADIUS_COUNTDOWN) });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void item_button(struct view *v, const struct listen_item *item)
{
	const struct palette *p = v->p;
	bool pressed = is_pressed(v, item->action);
	struct color fill =
			item->chosen ? (pressed ? p->accent_pressed : p->accent) : (pressed ? p->surface2 : p->surface);
	struct color ink = item->chosen ? p->on_accent : p->ink;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.gap = mm(v, SPACE_BAR_LABEL),
					.pad_x = mm(v, SPACE_1_5),
					.grow = 1,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = fill,
					.border = p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	ui_role(v->ui, ROLE_BUTTON, item->name ? item->name : item->label);
	ui_action(v->ui, item->action.type, item->action.arg);
	ui_state(v->ui, item->chosen ? STATE_CHOSEN : 0);
	ui_icon(v->ui, item->icon, sign_mm(v, ICON_BAR), ink);
	ui_text(v->ui, item->label,
			(struct text_look){ .type = TYPE_NAV, .color = ink, .align = ALIGN_CENTER, .silent = true });
	ui_end(v->ui);
}

static void buttons(struct view *v)
{
	struct listen_item items[LISTEN_ITEMS];
	int len = listen_items(v, LISTEN_ITEMS, items);
	int beside = across(v);
	for (int i = 0; i < len; i++) {
		if (i % beside == 0) {
			ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1, .gap = mm(v, BAR_GAP) });
		}
		item_button(v, &items[i]);
		if ((i + 1) % beside == 0 || i + 1 == len) {
			ui_end(v->ui);
		}
	}
}

void part_listen(struct view *v)
{
	float h = listen_mm(v);
	if (h <= 0) {
		return;
	}
	const struct speech *sp = &v->s->speech;
	bool light = v->s->theme == THEME_LIGHT;
	struct color ink = light ? v->p->on_primary : v->p->ink;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .h = h, .pad_x = margin_mm(v), .pad_bottom = mm(v, SPACE_4) });
	ui_role(v->ui, ROLE_NAVIGATION, NULL);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad = mm(v, SPACE_5),
					.gap = mm(v, SPACE_3),
					.fill = light ? v->p->primary : v->p->ground,
					.border = light ? v->p->primary : v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_PANEL) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_icon(v->ui, "ecouter", sign_mm(v, ICON_FACT), ink);
	ui_text(v->ui,
			tr2(v, STR_LISTEN_SENTENCE, num(v, sp->sentence + 1),
					num(v, sp->sentences < 1 ? 1 : sp->sentences)),
			(struct text_look){ .type = TYPE_NAV, .color = ink });
	progress(v);
	ui_end(v->ui);
	buttons(v);
	ui_end(v->ui);
	ui_end(v->ui);
}
