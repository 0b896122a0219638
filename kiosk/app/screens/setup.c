/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a unit that is not in service: it waits for its content, or it asks where it stands (mock-up 47). And the
 * technician's page that changes the answer. */
#include <stdlib.h>
#include <string.h>

#include "app/screens/screens.h"
#include "app/screens/unit.h"
#include "base/config.h"
#include "base/str.h"

/* ---- the choices ---- */

static void section(struct view *v, enum string_id title, const char *beside)
{
	ui_begin(v->ui, (struct box){ .dir = is_big(v) ? DOWN : ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_START });
	ui_text(v->ui, tr(v, title), (struct text_look){ .type = TYPE_TITLE3, .grow = 1, .role = ROLE_HEADING });
	if (beside) {
		ui_text(v->ui, beside, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
}

static void choice_begin(struct view *v, struct action action, const char *name, bool chosen, float grow)
{
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3_WIDE),
					.pad_x = mm(v, SPACE_5),
					.min_h = mm(v, BUTTON_H_DEFAULT),
					.grow = grow,
					.align = ALIGN_CENTER },
			action, name, ROLE_RADIO, chosen);
}

static void language(struct view *v, unsigned i)
{
	bool chosen = i == v->s->lang;
	const char *name = v->c->languages[i].name;
	choice_begin(v, (struct action){ ACTION_LANGUAGE, i }, name, chosen, 1);
	if (chosen) {
		ui_icon(v->ui, "valider", mm(v, ICON_LABEL), v->p->ink);
	}
	ui_text(v->ui, name, (struct text_look){ .type = TYPE_LABEL, .grow = 1, .silent = true });
	ui_end(v->ui);
}

static void languages(struct view *v)
{
	enum { ACROSS_FEW = 3 };
	unsigned across = is_big(v) ? 1 : ACROSS_FEW;
	for (unsigned i = 0; i < v->c->languages_len; i += across) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3) });
		for (unsigned n = i; n < i + across && n < v->c->languages_len; n++) {
			language(v, n);
		}
		ui_end(v->ui);
	}
}

static int by_name(const void *a, const void *b, void *context)
{
	const struct view *v = context;
	const struct site *sites = v->c->sites;
	return strcmp(text_of(v, &sites[*(const int *)a].name), text_of(v, &sites[*(const int *)b].name));
}

static void site(struct view *v, int i)
{
	const struct site *at = &v->c->sites[i];
	const char *name = text_of(v, &at->name);
	bool chosen = v->s->technician.site == i + 1;
	const char *territory = at->territory >= 0 ? text_of(v, &v->c->territories[at->territory].name) : "";
	choice_begin(v, (struct action){ ACTION_UNIT_SITE, i }, arena_printf(v->a, "%s, %s", name, territory), chosen,
			0);
	ui_icon(v->ui, chosen ? "valider" : "lieu", mm(v, ICON_LABEL), v->p->ink);
	ui_text(v->ui, name, (struct text_look){ .type = TYPE_LABEL, .grow = 1, .silent = true });
	if (!is_big(v)) {
		ui_text(v->ui, territory, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = true });
	}
	ui_end(v->ui);
}

static void sites(struct view *v)
{
	int len = (int)v->c->sites_len;
	int *order = ARENA_ARRAY(v->a, int, (size_t)len);
	for (int i = 0; i < len; i++) {
		order[i] = i;
	}
	qsort_r(order, (size_t)len, sizeof *order, by_name, v);
	for (int i = 0; i < len; i++) {
		site(v, order[i]);
	}
}

static void choices(struct view *v)
{
	section(v, STR_SETUP_LANGUAGE, NULL);
	languages(v);
	section(v, STR_SETUP_PLACE, trn(v, STR_SETUP_PLACES, (long)v->c->sites_len));
	sites(v);
}

static void save_button(struct view *v, enum string_id label)
{
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .label = tr(v, label),
				       .icon_after = "suite",
				       .action = { ACTION_UNIT_SETTLE, 0 },
				       .disabled = v->s->technician.site == 0 || v->s->technician.waiting,
				       .keep = true });
}

/* ---- the network, and who this unit is ---- */

/* The first thing that is wrong with the network; NULL: nothing is, or it is not known yet. */
static const struct unit_fact *network_trouble(const struct view *v)
{
	const struct technician *t = &v->s->technician;
	for (size_t i = 0; i < t->facts_len; i++) {
		if (str_equal(t->facts[i].area, "network") && t->facts[i].grade != UNIT_WELL) {
			return &t->facts[i];
		}
	}
	return NULL;
}

static void network_words(struct view *v)
{
	const struct unit_fact *trouble = network_trouble(v);
	bool cut = trouble || v->s->sync.unreached;
	if (!cut && !v->s->technician.looked) {
		return;
	}
	struct color color = cut ? v->p->danger : v->p->success;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
	ui_icon(v->ui, cut ? "rond-erreur" : "rond-valide", mm(v, ICON_LABEL), color);
	ui_text(v->ui, tr(v, cut ? STR_SETUP_NO_NETWORK : STR_SETUP_NETWORK),
			(struct text_look){ .type = TYPE_TITLE3, .color = color, .role = ROLE_STATUS, .grow = 1 });
	ui_end(v->ui);
	if (trouble) {
		ui_text(v->ui, trouble->text, (struct text_look){ .type = TYPE_BODY });
	}
	if (trouble && trouble->remedy) {
		ui_text(v->ui, tr1(v, STR_UNIT_REMEDY, trouble->remedy), (struct text_look){ .type = TYPE_BODY });
	}
}

/* The code of its identity, for its enrolment, and beside it what keeps the network away. */
static void identity(struct view *v)
{
	const char *name = v->s->config->identity_name;
	bool known = name && name[0];
	bool column = is_big(v) && !is_seven(v);
	bool cut = network_trouble(v) || v->s->sync.unreached;
	if (!known && !cut && !v->s->technician.looked) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = column ? DOWN : ACROSS,
					.gap = mm(v, SPACE_6),
					.pad = mm(v, SPACE_5),
					.align = ALIGN_CENTER,
					.fill = v->p->surface,
					.border = cut ? v->p->danger : v->p->ink,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	const char *said = known ? tr1(v, STR_SETUP_IDENTITY, name) : NULL;
	if (known) {
		part_qr_named(v, v->s->config->identity, said, mm(v, SETUP_STONE_H));
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = column ? 0 : 1, .gap = mm(v, SPACE_3) });
	network_words(v);
	if (known) {
		ui_text(v->ui, said, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

/* ---- the pages ---- */

/* The only way to the technician's pages here. */
static void technician(struct view *v)
{
	if (!v->s->config->professional_allowed) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .keep = true });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "outil",
				       .label = tr(v, STR_SETUP_TECHNICIAN),
				       .action = { ACTION_OPEN, SCREEN_CODE },
				       .h = mm(v, BUTTON_H_DEFAULT) });
	ui_end(v->ui);
}

static void trouble_line(struct view *v, const char *text)
{
	part_unit_fact(v, text, NULL, UNIT_BROKEN);
}

static void head(struct view *v, enum string_id title, enum string_id text, float stone)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_6), .align = ALIGN_CENTER });
	if (!is_seven(v) && !is_big(v)) {
		part_milestone(v, mm(v, SETUP_STONE_W) * stone, mm(v, SETUP_STONE_H) * stone, "=", 0, true);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_TITLE) });
	ui_text(v->ui, tr(v, title), (struct text_look){ .type = TYPE_TITLE1, .role = ROLE_HEADING });
	ui_text(v->ui, tr(v, text), (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	ui_end(v->ui);
	ui_end(v->ui);
}

/* What the unit waits for, and what is wrong. */
static void waiting(struct view *v)
{
	head(v, STR_SETUP_TITLE, STR_SETUP_TEXT, 1);
	bool unread = str_equal(v->s->config->site, CONFIG_SITE_UNREAD);
	if (unread || (v->s->catalogue && !v->s->site)) {
		trouble_line(v, unread ? tr(v, STR_SETUP_SETTINGS) : tr1(v, STR_SETUP_SITE, v->s->config->site));
	}
	bool refused;
	const char *stick = unit_stick_words(v, &refused);
	if (stick && refused) {
		trouble_line(v, stick);
	}
}

void view_setup(struct view *v)
{
	bool asks = technician_asks_site(v->s);
	part_flow(v, (struct box){ .dir = DOWN, .grow = 1, .pad = mm(v, SETUP_PAD), .gap = mm(v, SPACE_4) });
	if (asks) {
		head(v, STR_SETUP_HELLO, STR_SETUP_HELLO_TEXT, 0.5F);
		choices(v);
		section(v, STR_SETUP_CONNECTION, NULL);
	} else {
		ui_space(v->ui, 1);
		waiting(v);
	}
	identity(v);
	ui_space(v->ui, 1);
	if (asks) {
		part_unit_answer(v);
		save_button(v, STR_SETUP_START);
	}
	technician(v);
	ui_end(v->ui);
}

void view_unit_site(struct view *v)
{
	part_unit_begin(v, STR_UNIT_SITE, STR_UNIT_SITE_TEXT);
	part_unit_answer(v);
	if (v->c) {
		choices(v);
		save_button(v, STR_UNIT_SITE_SAVE);
	}
	part_unit_end(v);
}
