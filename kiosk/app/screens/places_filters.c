/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of the directory: what they are set to, and their buttons. */
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

/* ---- what a filter is set to ---- */

const struct filter_look filter_looks[FILTERS] = {
	[FILTER_WHEN] = { PANEL_WHEN, "calendrier", STR_PLACES_OPEN_WHEN },
	[FILTER_AUDIENCE] = { PANEL_AUDIENCE, "personne", STR_PLACES_AUDIENCE },
	[FILTER_NETWORK] = { PANEL_NETWORK, "filtre", STR_PLACES_NETWORK },
	[FILTER_ACCESS] = { PANEL_ACCESS, "fauteuil", STR_PLACES_ACCESS },
};

const char *filter_audience(const struct view *v, unsigned index)
{
	const char *label = string_by_key(v->c, v->s->lang, "audience.", audience_name(index));
	return label ? label : audience_name(index);
}

const char *filter_access(const struct view *v, unsigned index)
{
	const char *label = string_by_key(v->c, v->s->lang, "access.", access_name(index));
	return label ? label : access_name(index);
}

/* Number of the lowest bit that is set, below `len`. */
static unsigned lowest(unsigned mask, unsigned len)
{
	unsigned i = 0;
	while (i + 1 < len && !(mask & 1U << i)) {
		i++;
	}
	return i;
}

const char *filter_value(const struct view *v, enum filter filter)
{
	const struct filters *f = &v->s->filters;
	switch (filter) {
	case FILTER_WHEN:
		return f->when == WHEN_ANY ? NULL
					   : tr1(v, STR_PLACES_OPEN_VALUE, say_when(&v->voice, f->when, &v->s->local));
	case FILTER_AUDIENCE:
		return f->audience == 0 ? NULL : filter_audience(v, lowest(f->audience, AUDIENCES_LEN));
	case FILTER_NETWORK:
		return f->network < 0 ? NULL : text_of(v, &v->c->networks[f->network].short_name);
	case FILTER_ACCESS:
		if ((f->access & (f->access - 1)) != 0) {
			return tr(v, STR_PLACES_ACCESS);
		}
		return f->access == 0 ? NULL : filter_access(v, lowest(f->access, ACCESSES_LEN));
	case FILTERS:
		break;
	}
	return NULL;
}

bool filter_is_offered(const struct view *v, enum filter filter)
{
	const struct offers *o = &v->s->offers;
	bool some[FILTERS] = { [FILTER_WHEN] = o->hours,
		[FILTER_AUDIENCE] = o->audiences != 0,
		[FILTER_NETWORK] = (o->networks & (o->networks - 1)) != 0,
		[FILTER_ACCESS] = o->access != 0 };
	return some[filter] || filter_value(v, filter);
}

int filters_set(const struct view *v, const char **value)
{
	int count = 0;
	*value = tr(v, STR_PLACES_FILTER_NONE);
	for (int i = 0; i < FILTERS; i++) {
		const char *set = filter_value(v, (enum filter)i);
		*value = set ? set : *value;
		count += set != NULL;
	}
	*value = count > 1 ? trn(v, STR_PLACES_FILTER_MORE, count) : *value;
	return count;
}

/* ---- their buttons ---- */

struct pill {
	const char *icon, *label, *name;
	struct action action;
	bool set;
};
enum { PILLS_MAX = FILTERS + 1 };

static int all_pills(const struct view *v, struct pill out[PILLS_MAX], bool brief)
{
	int count = 0;
	const struct filters *f = &v->s->filters;
	if (filter_is_offered(v, FILTER_WHEN)) {
		out[count++] = (struct pill){ "horloge", tr(v, brief ? STR_PLACES_OPEN_SHORT : STR_PLACES_OPEN_NOW),
			tr(v, STR_PLACES_OPEN_NOW), { ACTION_FILTER_WHEN, WHEN_NOW }, f->when == WHEN_NOW };
	}
	for (int i = 0; i < FILTERS; i++) {
		if (!filter_is_offered(v, (enum filter)i)) {
			continue;
		}
		bool other = i == FILTER_WHEN && f->when == WHEN_NOW; /* the button before says so */
		const char *value = other ? NULL : filter_value(v, (enum filter)i);
		const char *title = tr(v, filter_looks[i].title);
		out[count++] = (struct pill){ filter_looks[i].icon, value ? value : title,
			value && i != FILTER_WHEN ? say_list(&v->voice, title, value) : NULL,
			{ ACTION_PANEL, filter_looks[i].panel }, value != NULL };
	}
	return count;
}

static float pill_mm(const struct view *v, const struct pill *p)
{
	float text = (float)ui_text_width(v->ui, TYPE_NOTE_STRONG, p->label) * ui_metrics(v->ui)->mm_per_px;
	return text + mm(v, ICON_LABEL) + mm(v, SPACE_3_WIDE) + 2 * mm(v, SPACE_6_5) + 1;
}

static float pills_mm(const struct view *v, const struct pill *pills, int count)
{
	float w = 0;
	for (int i = 0; i < count; i++) {
		w += pill_mm(v, &pills[i]) + (i > 0 ? mm(v, SPACE_3) : 0);
	}
	return w;
}

static void set_pill(struct view *v, const struct pill *p)
{
	part_button(v, (struct button){ .kind = p->set ? BUTTON_PICKED : BUTTON_SECONDARY,
				       .icon = p->set ? "valider" : p->icon,
				       .label = p->label,
				       .name = p->name,
				       .action = p->action,
				       .h = mm(v, BUTTON_H_SMALL),
				       .pill = true,
				       .type = TYPE_NOTE_STRONG,
				       .chosen = p->set });
}

void places_filters(struct view *v, float width)
{
	struct pill pills[PILLS_MAX];
	int count = all_pills(v, pills, false);
	if (pills_mm(v, pills, count) > width) {
		count = all_pills(v, pills, true);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_3) });
	for (int i = 0; i < count;) {
		int len = 1;
		while (i + len < count && pills_mm(v, &pills[i], len + 1) <= width) {
			len++;
		}
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3) });
		for (int to = i + len; i < to; i++) {
			set_pill(v, &pills[i]);
		}
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static bool any_is_offered(const struct view *v)
{
	bool any = false;
	for (int i = 0; i < FILTERS; i++) {
		any = any || filter_is_offered(v, (enum filter)i);
	}
	return any;
}

static struct pill filter_pill(const struct view *v)
{
	const char *value;
	int set = filters_set(v, &value);
	const char *title = tr(v, STR_PLACES_FILTER);
	return (struct pill){ "filtre", set > 0 ? value : title, say_list(&v->voice, title, value),
		{ ACTION_PANEL, PANEL_FILTERS }, set > 0 };
}

void places_filter_pills(struct view *v)
{
	const struct filters *f = &v->s->filters;
	struct pill now = { "horloge", tr(v, STR_PLACES_OPEN_SHORT), tr(v, STR_PLACES_OPEN_NOW),
		{ ACTION_FILTER_WHEN, WHEN_NOW }, f->when == WHEN_NOW };
	struct pill all = filter_pill(v);
	if (filter_is_offered(v, FILTER_WHEN) && !is_seven(v)) {
		set_pill(v, &now);
	}
	bool pick = is_column(v) && (v->s->picking || (!any_is_offered(v) && places_may_pick(v)));
	if (pick) { /* in one column it begins behind the filters, and ends in their place */
		struct button b = part_pick_button(v);
		b.h = mm(v, BUTTON_H_SMALL);
		b.pill = true;
		part_button(v, b);
	} else if (any_is_offered(v)) {
		set_pill(v, &all);
	}
}

void places_filter_value(struct view *v)
{
	const char *value;
	bool set = filters_set(v, &value) > 0;
	if (!any_is_offered(v)) {
		return;
	}
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3_WIDE),
					.pad_x = mm(v, SPACE_6_5),
					.min_h = mm(v, GRID_ROW),
					.radius = mm(v, GRID_ROW) / 2,
					.align = ALIGN_CENTER },
			(struct action){ ACTION_PANEL, PANEL_FILTERS },
			say_list(&v->voice, tr(v, STR_PLACES_FILTER), value), ROLE_BUTTON, set);
	ui_icon(v->ui, "filtre", sign_mm(v, ICON_LABEL), v->p->ink);
	ui_begin(v->ui, (struct box){ .dir = DOWN });
	ui_text(v->ui, tr(v, STR_PLACES_FILTER),
			(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = true });
	ui_text(v->ui, value, (struct text_look){ .type = TYPE_NOTE_STRONG, .silent = true });
	ui_end(v->ui);
	ui_end(v->ui);
}
