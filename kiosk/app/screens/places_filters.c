/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of the directory: their buttons, and the panels that offer their choices. */
#include "app/screens/places_parts.h"

void places_pill(struct view *v, const char *icon, const char *label, const char *name, struct action action,
		bool chosen)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = icon,
				       .label = label,
				       .name = name,
				       .action = action,
				       .h = mm(v, BUTTON_H_SMALL),
				       .pill = true,
				       .type = TYPE_NOTE_STRONG,
				       .chosen = chosen });
}

void places_filters(struct view *v)
{
	const struct filters *f = &v->s->filters;
	bool wide = v->format == FORMAT_PORTRAIT && scale_of(v) < 1.2F;
	bool two_rows = !is_seven(v) && scale_of(v) > 1.2F;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = 3 });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3) });
	places_pill(v, "horloge", tr(v, wide ? STR_PLACES_OPEN_NOW : STR_PLACES_OPEN_SHORT), tr(v, STR_PLACES_OPEN_NOW),
			(struct action){ ACTION_FILTER_OPEN, 0 }, f->open_now);
	places_pill(v, "personne", is_seven(v) ? "" : tr(v, STR_PLACES_AUDIENCE), tr(v, STR_PLACES_AUDIENCE),
			(struct action){ ACTION_PANEL, PANEL_AUDIENCE },
			f->audience != 0 || v->s->panel == PANEL_AUDIENCE);
	if (two_rows) {
		ui_end(v->ui);
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 3 });
	}
	places_pill(v, "filtre", is_seven(v) ? "" : tr(v, STR_PLACES_NETWORK), tr(v, STR_PLACES_NETWORK),
			(struct action){ ACTION_PANEL, PANEL_NETWORK },
			f->network >= 0 || v->s->panel == PANEL_NETWORK);
	places_pill(v, "fauteuil", wide || two_rows ? tr(v, STR_PLACES_ACCESS) : "", tr(v, STR_PLACES_ACCESS),
			(struct action){ ACTION_PANEL, PANEL_ACCESS }, f->access != 0 || v->s->panel == PANEL_ACCESS);
	ui_end(v->ui);
	ui_end(v->ui);
}

void places_filter_signs(struct view *v)
{
	const struct filters *f = &v->s->filters;
	const char *open = is_column(v) ? "" : tr(v, STR_PLACES_OPEN_SHORT);
	places_pill(v, "horloge", open, tr(v, STR_PLACES_OPEN_NOW), (struct action){ ACTION_FILTER_OPEN, 0 },
			f->open_now);
	places_pill(v, "personne", "", tr(v, STR_PLACES_AUDIENCE), (struct action){ ACTION_PANEL, PANEL_AUDIENCE },
			f->audience != 0);
	places_pill(v, "filtre", "", tr(v, STR_PLACES_NETWORK), (struct action){ ACTION_PANEL, PANEL_NETWORK },
			f->network >= 0);
	places_pill(v, "fauteuil", "", tr(v, STR_PLACES_ACCESS), (struct action){ ACTION_PANEL, PANEL_ACCESS },
			f->access != 0);
}

/* ---- panels: the choices of a filter, or the legend, in place of the list ---- */

struct choice {
	const char *label;
	const char *symbol; /* or NULL */
	struct action action;
	bool chosen;
};

static int audience_choices(struct view *v, struct choice *out)
{
	int count = 0;
	out[count++] = (struct choice){ tr(v, STR_PLACES_ALL), NULL, { ACTION_FILTER_AUDIENCE, 0 },
		v->s->filters.audience == 0 };
	for (unsigned i = 1; i < AUDIENCES_LEN; i++) {
		const char *label = string_by_key(v->c, v->s->lang, "audience.", audience_name(i));
		out[count++] = (struct choice){ label ? label : audience_name(i), NULL,
			{ ACTION_FILTER_AUDIENCE, 1 << i }, v->s->filters.audience == 1U << i };
	}
	return count;
}

static int network_choices(struct view *v, struct choice *out, bool legend)
{
	int count = 0;
	if (!legend) {
		out[count++] = (struct choice){ tr(v, STR_PLACES_ALL), NULL, { ACTION_FILTER_NETWORK, -1 },
			v->s->filters.network < 0 };
	}
	for (size_t i = 0; i < v->c->networks_len; i++) {
		const struct network *n = &v->c->networks[i];
		if (n->places_len > 0) {
			out[count++] = (struct choice){ words(v, &n->short_name), n->symbol,
				{ ACTION_FILTER_NETWORK, (int64_t)i }, v->s->filters.network == (int)i };
		}
	}
	return count;
}

static int access_choices(struct view *v, struct choice *out)
{
	int count = 0;
	out[count++] = (struct choice){ tr(v, STR_PLACES_ALL), NULL, { ACTION_FILTER_ACCESS, 0 },
		v->s->filters.access == 0 };
	for (unsigned i = 0; i < ACCESSES_LEN; i++) {
		const char *label = string_by_key(v->c, v->s->lang, "access.", access_name(i));
		out[count++] = (struct choice){ label ? label : access_name(i), NULL, { ACTION_FILTER_ACCESS, 1 << i },
			(v->s->filters.access & 1U << i) != 0 };
	}
	return count;
}

static void choice_card(struct view *v, const struct choice *c)
{
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4),
					.pad_x = mm(v, SPACE_5_SNUG),
					.min_h = mm(v, CHOICE_ROW),
					.grow = 1,
					.align = ALIGN_CENTER },
			c->action, c->label, ROLE_RADIO, c->chosen);
	if (c->symbol) {
		part_symbol(v, c->symbol, mm(v, SYMBOL_CHOICE), 0, false);
	}
	ui_text(v->ui, c->label, (struct text_look){ .type = TYPE_CHOICE, .silent = true, .grow = 1 });
	if (c->chosen) {
		ui_icon(v->ui, "valider", mm(v, ICON_CHECK), v->p->ink);
	}
	ui_end(v->ui);
}

/* What stands on the map beside the networks' signs: to look at, not to choose. */
static void legend_row(struct view *v, enum string_id words, bool here)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4),
					.pad_x = mm(v, SPACE_5_SNUG),
					.min_h = mm(v, LEGEND_ROW),
					.grow = 1,
					.align = ALIGN_CENTER });
	if (here) {
		part_milestone(v, mm(v, HERE_STONE_W), mm(v, HERE_STONE_H), ".", 0, true);
	} else {
		part_cluster_disc(v, 3);
	}
	ui_text(v->ui, tr(v, words), (struct text_look){ .type = TYPE_LEGEND, .grow = 1 });
	ui_end(v->ui);
}

static void legend_rows(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3_WIDE) });
	legend_row(v, STR_LEGEND_CLUSTER, false);
	legend_row(v, STR_LEGEND_HERE, true);
	ui_end(v->ui);
}

/* Two choices beside each other, or one in large type; the first row of the legend explains what else is on the map:
 * the networks may go on to further pages. */
static void panel_rows(struct view *v, const struct choice *choices, int count)
{
	int across = is_big(v) ? 1 : 2;
	if (v->s->panel == PANEL_LEGEND) {
		legend_rows(v);
	}
	for (int i = 0; i < count; i += across) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3_WIDE) });
		choice_card(v, &choices[i]);
		if (across > 1 && i + 1 < count) {
			choice_card(v, &choices[i + 1]);
		} else if (across > 1) {
			ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
			ui_end(v->ui);
		}
		ui_end(v->ui);
	}
}

void places_panel(struct view *v)
{
	enum { MOST = CATALOGUE_NETWORKS_MAX + 1 };
	struct choice *choices = ARENA_ARRAY(v->a, struct choice, MOST);
	static const enum string_id titles[] = { [PANEL_NONE] = STR_PLACES_CHOOSE,
		[PANEL_LEGEND] = STR_PLACES_LEGEND,
		[PANEL_AUDIENCE] = STR_PLACES_AUDIENCE,
		[PANEL_NETWORK] = STR_PLACES_NETWORK,
		[PANEL_ACCESS] = STR_PLACES_ACCESS };
	int count = v->s->panel == PANEL_AUDIENCE ? audience_choices(v, choices)
		    : v->s->panel == PANEL_ACCESS ? access_choices(v, choices)
						  : network_choices(v, choices, v->s->panel == PANEL_LEGEND);
	part_flow_over(v, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_3_6) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER, .keep = true });
	ui_text(v->ui, tr(v, titles[v->s->panel]),
			(struct text_look){ .type = TYPE_BODY_STRONG, .grow = 1, .role = ROLE_HEADING });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "fermer",
				       .label = tr(v, STR_COMMON_CLOSE),
				       .action = { ACTION_CLOSE, 0 },
				       .h = mm(v, BUTTON_H_SMALL),
				       .type = TYPE_NOTE_STRONG });
	ui_end(v->ui);
	panel_rows(v, choices, count);
	ui_end(v->ui);
}
