/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panels of the directory: the choices of a filter, or the legend of the map, in place of the list. */
#include "app/screens/places_parts.h"

struct choice {
	const char *label;
	const char *below;  /* or NULL */
	const char *symbol; /* or NULL */
	struct action action;
	bool chosen;
	bool none;      /* no place has it */
	enum role role; /* 0: radio */
};

static int audience_choices(struct view *v, struct choice *out)
{
	int count = 0;
	out[count++] = (struct choice){ .label = tr(v, STR_PLACES_ALL),
		.action = { ACTION_FILTER_AUDIENCE, 0 },
		.chosen = v->s->filters.audience == 0 };
	for (unsigned i = 1; i < AUDIENCES_LEN; i++) {
		if ((v->s->offers.audiences | v->s->filters.audience) & 1U << i) {
			out[count++] = (struct choice){ .label = filter_audience(v, i),
				.action = { ACTION_FILTER_AUDIENCE, 1 << i },
				.chosen = v->s->filters.audience == 1U << i };
		}
	}
	return count;
}

static int network_choices(struct view *v, struct choice *out, bool legend)
{
	int count = 0;
	if (!legend) {
		out[count++] = (struct choice){ .label = tr(v, STR_PLACES_ALL),
			.action = { ACTION_FILTER_NETWORK, -1 },
			.chosen = v->s->filters.network < 0 };
	}
	for (size_t i = 0; i < v->c->networks_len; i++) {
		const struct network *n = &v->c->networks[i];
		bool chosen = v->s->filters.network == (int)i;
		if (n->places_len > 0 && (legend || chosen || (v->s->offers.networks & UINT64_C(1) << i))) {
			out[count++] = (struct choice){ .label = text_of(v, &n->short_name),
				.symbol = n->symbol,
				.action = { ACTION_FILTER_NETWORK, (int64_t)i },
				.chosen = chosen };
		}
	}
	return count;
}

static int access_choices(struct view *v, struct choice *out)
{
	int count = 0;
	out[count++] = (struct choice){ .label = tr(v, STR_PLACES_ALL),
		.action = { ACTION_FILTER_ACCESS, 0 },
		.chosen = v->s->filters.access == 0 };
	for (unsigned i = 0; i < ACCESSES_LEN; i++) {
		if ((v->s->offers.access | v->s->filters.access) & 1U << i) {
			out[count++] = (struct choice){ .label = filter_access(v, i),
				.action = { ACTION_FILTER_ACCESS, 1 << i },
				.chosen = (v->s->filters.access & 1U << i) != 0 };
		}
	}
	return count;
}

/* « Ouvert quand ? » (mock-up 37): each day says how many places it leaves. */
static int when_choices(struct view *v, struct choice *out)
{
	const struct offers *o = &v->s->offers;
	int count = 0;
	for (int i = WHEN_ANY; i < WHENS; i++) {
		enum when when = (enum when)i;
		const char *label = say_when(&v->voice, when, &v->s->local);
		bool counted = o->counted && when != WHEN_ANY;
		const char *some = counted && o->open[i] > 0 ? trn(v, STR_PLACES_SOME, o->open[i]) : NULL;
		out[count++] = (struct choice){
			.label = when > WHEN_TOMORROW
						 ? arena_printf(v->a, "%s %s", label,
								   say_day(&v->voice,
										   when_date(when, &v->s->local).day))
						 : label,
			.below = counted && !some ? tr(v, STR_PLACES_NO_PLACE) : some,
			.action = { ACTION_FILTER_WHEN, i },
			.chosen = v->s->filters.when == when,
			.none = counted && !some,
		};
	}
	return count;
}

/* What leads to the panel of each filter, and what takes all of them back. */
static int filter_choices(struct view *v, struct choice *out)
{
	int count = 0;
	for (int i = 0; i < FILTERS; i++) {
		const char *value = filter_value(v, (enum filter)i);
		if (filter_is_offered(v, (enum filter)i)) {
			out[count++] = (struct choice){ .label = tr(v, filter_looks[i].title),
				.below = value ? value : tr(v, STR_PLACES_ALL),
				.action = { ACTION_PANEL, filter_looks[i].panel },
				.chosen = value != NULL,
				.role = ROLE_BUTTON };
		}
	}
	const char *value;
	if (is_column(v) && places_may_pick(v)) { /* elsewhere below the list */
		out[count++] = (struct choice){ .label = tr(v, STR_TAKE_PICK),
			.action = { ACTION_PICK, 0 },
			.role = ROLE_BUTTON };
	}
	if (filters_set(v, &value) > 0) {
		out[count++] = (struct choice){ .label = tr(v, STR_PLACES_SHOW_ALL),
			.action = { ACTION_FILTER_NONE, 0 },
			.role = ROLE_BUTTON };
	}
	return count;
}

static void choice_words(struct view *v, const struct choice *c)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, c->label, (struct text_look){ .type = TYPE_CHOICE, .silent = true });
	if (c->below) {
		ui_text(v->ui, c->below, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = true });
	}
	ui_end(v->ui);
}

static void choice_card(struct view *v, const struct choice *c)
{
	const char *name = c->below ? say_list(&v->voice, c->label, c->below) : c->label;
	if (c->none && !c->chosen) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = c->label,
					       .name = name,
					       .hint = c->below,
					       .disabled = true,
					       .action = c->action,
					       .grow = 1,
					       .h = mm(v, CHOICE_ROW),
					       .type = TYPE_CHOICE,
					       .role = ROLE_RADIO });
		return;
	}
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4),
					.pad_x = mm(v, SPACE_5_SNUG),
					.min_h = mm(v, CHOICE_ROW),
					.grow = 1,
					.align = ALIGN_CENTER },
			c->action, name, c->role ? c->role : ROLE_RADIO, c->chosen);
	if (c->symbol) {
		part_symbol(v, c->symbol, mm(v, SYMBOL_CHOICE), 0, false);
	}
	choice_words(v, c);
	if (c->role == ROLE_BUTTON) {
		ui_icon(v->ui, "suite", sign_mm(v, ICON_NEXT), v->p->ink);
	} else if (c->chosen) {
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

/* So many choices beside each other, one in large type; the first row of the legend explains what else is on the map:
 * the networks may go on to further pages. */
static void panel_rows(struct view *v, const struct choice *choices, int count)
{
	int across = is_column(v) ? 1 : v->s->panel == PANEL_WHEN ? 3 : 2;
	if (v->s->panel == PANEL_LEGEND) {
		legend_rows(v);
	}
	for (int i = 0; i < count; i += across) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3_WIDE) });
		for (int k = i; k < i + across; k++) {
			if (k < count) {
				choice_card(v, &choices[k]);
			} else {
				ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
				ui_end(v->ui);
			}
		}
		ui_end(v->ui);
	}
	if (v->s->panel == PANEL_WHEN && v->s->offers.unknown > 0) {
		ui_text(v->ui, trn(v, STR_WHEN_UNKNOWN, v->s->offers.unknown), (struct text_look){ .type = TYPE_NOTE });
	}
}

static int choices_of(struct view *v, struct choice *out)
{
	switch (v->s->panel) {
	case PANEL_AUDIENCE:
		return audience_choices(v, out);
	case PANEL_ACCESS:
		return access_choices(v, out);
	case PANEL_WHEN:
		return when_choices(v, out);
	case PANEL_FILTERS:
		return filter_choices(v, out);
	case PANEL_LEGEND:
	case PANEL_NETWORK:
		return network_choices(v, out, v->s->panel == PANEL_LEGEND);
	case PANEL_NONE:
	case PANEL_COUNT:
		break;
	}
	return 0;
}

void places_panel(struct view *v)
{
	enum { MOST = CATALOGUE_NETWORKS_MAX + 1 };
	struct choice *choices = ARENA_ARRAY(v->a, struct choice, MOST);
	static const enum string_id titles[PANEL_COUNT] = { [PANEL_NONE] = STR_PLACES_CHOOSE,
		[PANEL_LEGEND] = STR_PLACES_LEGEND,
		[PANEL_AUDIENCE] = STR_PLACES_AUDIENCE,
		[PANEL_NETWORK] = STR_PLACES_NETWORK,
		[PANEL_ACCESS] = STR_PLACES_ACCESS,
		[PANEL_WHEN] = STR_PLACES_OPEN_WHEN,
		[PANEL_FILTERS] = STR_PLACES_FILTER };
	int count = choices_of(v, choices);
	part_flow_over(v, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_3_6) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER, .keep = true });
	ui_text(v->ui, tr(v, titles[v->s->panel]),
			(struct text_look){ .type = TYPE_BODY_STRONG, .grow = 1, .role = ROLE_HEADING });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = is_seven(v) && is_big(v) ? NULL
									: "fermer", /* the title needs the width */
				       .label = tr(v, STR_COMMON_CLOSE),
				       .action = { ACTION_CLOSE, 0 },
				       .h = mm(v, BUTTON_H_SMALL),
				       .type = TYPE_NOTE_STRONG });
	ui_end(v->ui);
	if (v->s->panel == PANEL_WHEN) {
		struct date today = state_today(v->s);
		ui_text(v->ui,
				tr2(v, STR_WHEN_DATE, tr(v, (enum string_id)(STR_DAY_0 + date_weekday(today))),
						say_date(&v->voice, today)),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	panel_rows(v, choices, count);
	ui_end(v->ui);
}
