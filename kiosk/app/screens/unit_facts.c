/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found about the machine, as rows with a remedy: the pages of the network and of the machine, and the lists
 * on those of the panel and the sound. The words are those of borne-unit doctor. */
#include <string.h>

#include "app/screens/screens.h"
#include "app/screens/unit.h"
#include "base/str.h"

struct look {
	const char *icon;
	struct color color;
};

static struct look look_of(const struct view *v, enum unit_grade grade)
{
	const struct look looks[] = {
		[UNIT_WELL] = { "rond-valide", v->p->success },
		[UNIT_ATTENTION] = { "alerte", v->p->warning },
		[UNIT_BROKEN] = { "rond-erreur", v->p->danger },
	};
	return looks[grade];
}

void part_unit_fact(struct view *v, const char *text, const char *remedy, enum unit_grade grade)
{
	struct look look = look_of(v, grade);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_SNUG),
					.pad_x = mm(v, SPACE_6_TIGHT),
					.pad_y = mm(v, SPACE_3_WIDE),
					.align = ALIGN_CENTER,
					.fill = v->p->surface,
					.border = grade == UNIT_WELL ? v->p->hairline : look.color,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_NOTICE) });
	ui_icon(v->ui, look.icon, mm(v, ICON_UNIT), look.color);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_1) });
	ui_text(v->ui, text, (struct text_look){ .type = TYPE_NOTE_STRONG, .role = ROLE_STATUS });
	if (remedy) {
		ui_text(v->ui, tr1(v, STR_UNIT_REMEDY, remedy), (struct text_look){ .type = TYPE_NOTE });
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

void part_unit_facts(struct view *v, const char *const *areas, size_t len)
{
	const struct technician *t = &v->s->technician;
	if (!t->looked) {
		ui_text(v->ui, tr(v, STR_UNIT_LOOKING), (struct text_look){ .type = TYPE_BODY, .role = ROLE_STATUS });
	}
	for (size_t area = 0; area < len; area++) {
		for (size_t i = 0; i < t->facts_len; i++) {
			if (str_equal(t->facts[i].area, areas[area])) {
				part_unit_fact(v, t->facts[i].text, t->facts[i].remedy, t->facts[i].grade);
			}
		}
	}
}

void part_unit_begin(struct view *v, enum string_id title, enum string_id below)
{
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
				     .pad_top = mm(v, UNIT_PAD_TOP),
				     .pad_bottom = mm(v, SPACE_5_SNUG),
				     .gap = mm(v, SPACE_4) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_TITLE) });
	ui_text(v->ui, tr(v, title), (struct text_look){ .type = TYPE_TITLE1, .role = ROLE_HEADING });
	if (!is_seven(v)) {
		ui_text(v->ui, tr(v, below), (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	}
	ui_end(v->ui);
}

void part_unit_end(struct view *v)
{
	ui_space(v->ui, 1);
	ui_end(v->ui);
}

void part_unit_verdicts(struct view *v, enum commission_step step, enum string_id yes, enum string_id no)
{
	bool column = is_big(v);
	ui_begin(v->ui, (struct box){ .dir = column ? DOWN : ACROSS, .gap = mm(v, SPACE_4) });
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "valider",
				       .label = tr(v, yes),
				       .action = { ACTION_UNIT_VERDICT, (int64_t)step * 2 + 1 },
				       .grow = column ? 0 : 1 });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "fermer",
				       .label = tr(v, no),
				       .action = { ACTION_UNIT_VERDICT, (int64_t)step * 2 },
				       .grow = column ? 0 : 1 });
	ui_end(v->ui);
}

void view_unit_network(struct view *v)
{
	static const char *const areas[] = { "network", "sync", "clock" };
	part_unit_begin(v, STR_UNIT_NETWORK, STR_UNIT_NETWORK_TEXT);
	part_unit_facts(v, areas, ARRAY_LEN(areas));
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "synchro",
				       .label = tr(v, STR_UNIT_NETWORK_AGAIN),
				       .action = { ACTION_UNIT_ASK, REQUEST_CHECK } });
	part_unit_answer(v);
	part_unit_end(v);
}

void view_unit_machine(struct view *v)
{
	static const char *const areas[] = { "firmware", "storage", "temperature", "power", "touch", "sound", "display",
		"config", "assets", "services", "interface" };
	part_unit_begin(v, STR_UNIT_MACHINE, STR_UNIT_MACHINE_TEXT);
	part_unit_facts(v, areas, ARRAY_LEN(areas));
	part_unit_end(v);
}
