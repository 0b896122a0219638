/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is new in this edition, and how old each part of it is: for visitors and staff who ask whether it
 * can be relied on. */
#include "app/say_route.h"
#include "app/screens/screens.h"
#include "base/str.h"

enum { ROWS_SHOWN = 12 }; /* of what was added, of what was changed, of what is gone */

void enter_edition(struct state *s, struct effects *fx)
{
	(void)fx;
	ages_measure(s->catalogue, state_today(s), &s->ages);
}

/* ---- what is new ---- */

/* Those of one change that are shown, and how many there are besides. */
struct picked {
	int at[ROWS_SHOWN + 1]; /* of the list */
	int len, more;
};

/* Articles of professionals are behind their code, and what has ended is shown nowhere. */
static bool may_be_shown(const struct view *v, const struct news_item *item)
{
	return item->kind != NEWS_ARTICLE || item->index < 0 ||
	       (article_is_current(v->s, item->index) &&
			       (v->s->owner == CODE_PROFESSIONAL || !v->c->articles[item->index].professional));
}

/* In which order they are shown: articles, networks, and places by how near they are. */
static int rank(const struct view *v, const struct news_item *item)
{
	if (item->kind != NEWS_PLACE || item->index < 0) {
		return (int)item->kind - (int)NEWS_KINDS;
	}
	return v->s->near_of[item->index];
}

static void pick(const struct view *v, enum news_change change, struct picked *out)
{
	const struct news_list *n = &v->c->news;
	int hidden = 0;
	*out = (struct picked){ 0 };
	for (size_t i = 0; i < n->items_len; i++) {
		const struct news_item *item = &n->items[i];
		if (item->change != change) {
			continue;
		}
		if (!may_be_shown(v, item)) {
			hidden++;
			continue;
		}
		int at = out->len < ROWS_SHOWN ? out->len++ : ROWS_SHOWN;
		for (; at > 0 && rank(v, item) < rank(v, &n->items[out->at[at - 1]]); at--) {
			out->at[at] = out->at[at - 1];
		}
		out->at[at] = (int)i;
	}
	for (int kind = 0; kind < NEWS_ROUTE; kind++) {
		out->more += n->counts[kind][change];
	}
	out->more -= out->len + hidden;
}

static void article_row(struct view *v, const struct news_item *item)
{
	const struct article_head *a = &v->c->articles[item->index];
	part_list_row(v, (struct list_row){ .icon = v->c->themes[a->theme].icon,
					 .title = text_of(v, &a->title),
					 .lang = lang_of_text(v, &a->title),
					 .below = text_of(v, &v->c->themes[a->theme].title),
					 .action = { ACTION_ARTICLE, item->index },
					 .h = list_row_mm(v) });
}

static void network_row(struct view *v, const struct news_item *item)
{
	const struct network *n = &v->c->networks[item->index];
	int place = territory_nearest(v->s, item->index);
	struct action action = article_is_current(v->s, n->article) ? (struct action){ ACTION_ARTICLE, n->article }
			       : place >= 0                         ? (struct action){ ACTION_PLACE, place }
								    : (struct action){ ACTION_NETWORK, item->index };
	part_list_row(v, (struct list_row){ .icon = "groupe",
					 .title = text_of(v, &n->name),
					 .below = text_of(v, &n->publics),
					 .action = action,
					 .h = list_row_mm(v) });
}

static void place_row(struct view *v, const struct news_item *item)
{
	const struct place *p = &v->c->places[item->index];
	part_list_row(v, (struct list_row){ .icon = "lieu",
					 .title = p->name,
					 .below = p->commune,
					 .lang = lang_of_data(v),
					 .below_lang = lang_of_data(v),
					 .right = say_how_far(&v->voice, directory_near(v->s, item->index)),
					 .action = { ACTION_PLACE, item->index },
					 .h = list_row_mm(v) });
}

/* How to walk to a place from here. */
static void route_row(struct view *v, int place)
{
	const struct route_record *route = directory_route(v->s, place);
	part_list_row(v, (struct list_row){ .icon = "marche",
					 .title = tr1(v, STR_EDITION_WALK, v->c->places[place].name),
					 .below = say_route_summary(&v->voice, route->seconds, route->metres),
					 .action = { ACTION_ROUTE, place },
					 .h = list_row_mm(v) });
}

static void gone_row(struct view *v, const struct news_item *item)
{
	static const char *const icons[NEWS_KINDS] = { "document", "groupe", "lieu", "marche" };
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_icon(v->ui, icons[item->kind], sign_mm(v, ICON_LIST), v->p->ink2);
	ui_text(v->ui, text_of(v, &item->title),
			(struct text_look){ .type = TYPE_BODY,
					.grow = 1,
					.lang = item->kind == NEWS_PLACE ? lang_of_data(v)
									 : lang_of_text(v, &item->title) });
	ui_end(v->ui);
}

static void heading(struct view *v, enum string_id id)
{
	ui_text(v->ui, tr(v, id), (struct text_look){ .type = TYPE_TITLE2, .role = ROLE_HEADING });
}

/* The routes from here that are new, or not what they were; NULL: none. */
static const struct news_routes *routes_of(const struct view *v, enum news_change change)
{
	return change != NEWS_GONE && v->s->site ? v->s->site->news[change] : NULL;
}

/* Those that this kiosk can show. Returns how many routes there are besides. */
static int route_rows(struct view *v, const struct news_routes *routes)
{
	int shown = 0;
	for (int i = 0; i < routes->len; i++) {
		if (directory_route(v->s, routes->at[i])) {
			route_row(v, routes->at[i]);
			shown++;
		}
	}
	return routes->count - shown;
}

/* False: there is nothing of it. */
static bool changes(struct view *v, enum news_change change, enum string_id title)
{
	static void (*const rows[NEWS_ROUTE])(struct view *, const struct news_item *) = { [NEWS_ARTICLE] = article_row,
		[NEWS_NETWORK] = network_row,
		[NEWS_PLACE] = place_row };
	struct picked *picked = ARENA_NEW(v->a, struct picked);
	pick(v, change, picked);
	const struct news_routes *routes = routes_of(v, change);
	if (picked->len + picked->more <= 0 && !routes) {
		return false;
	}
	heading(v, title);
	for (int i = 0; i < picked->len; i++) {
		const struct news_item *item = &v->c->news.items[picked->at[i]];
		(change == NEWS_GONE ? gone_row : rows[item->kind])(v, item);
	}
	int more = picked->more + (routes ? route_rows(v, routes) : 0);
	if (more > 0) {
		ui_text(v->ui, trn(v, STR_EDITION_MORE, more),
				(struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	}
	return true;
}

static void news(struct view *v)
{
	static const struct {
		enum news_change change;
		enum string_id title;
	} all[NEWS_CHANGES] = { { NEWS_ADDED, STR_EDITION_ADDED }, { NEWS_CHANGED, STR_EDITION_CHANGED },
		{ NEWS_GONE, STR_EDITION_GONE } };
	bool any = false;
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		any = changes(v, all[i].change, all[i].title) || any;
	}
	if (!any) {
		ui_text(v->ui, tr(v, STR_EDITION_NOTHING), (struct text_look){ .type = TYPE_BODY_STRONG });
	}
}

/* ---- how old it is ---- */

/* `stale`: words of what is to be checked; NULL: nothing is. */
static void age_row(struct view *v, const char *icon, const char *what, const char *when, const char *stale)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_icon(v->ui, icon, sign_mm(v, ICON_LIST), v->p->ink);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, what, (struct text_look){ .type = TYPE_BODY_SMALL });
	ui_text(v->ui, when, (struct text_look){ .type = TYPE_BODY_STRONG });
	if (stale) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2), .align = ALIGN_CENTER });
		ui_icon(v->ui, "alerte", sign_mm(v, ICON_NEXT), v->p->warning);
		ui_text(v->ui, stale,
				(struct text_look){ .type = TYPE_NOTE_STRONG, .color = v->p->warning, .grow = 1 });
		ui_end(v->ui);
	}
	ui_end(v->ui);
	ui_end(v->ui);
	ui_rule(v->ui, v->p->hairline, mm(v, STROKE_HAIRLINE));
}

static const char *when_words(struct view *v, struct date first, struct date last)
{
	if (!date_is_set(last)) {
		return tr(v, STR_EDITION_UNKNOWN);
	}
	const char *until = say_date(&v->voice, last);
	return date_compare(first, last) == 0 ? until : tr2(v, STR_EDITION_RANGE, say_date(&v->voice, first), until);
}

static void records(struct view *v, const char *icon, const char *what, const struct age *a)
{
	if (a->count > 0) {
		age_row(v, icon, what, when_words(v, a->oldest, a->newest),
				a->stale > 0 ? trn(v, STR_EDITION_TO_CHECK, a->stale) : NULL);
	}
}

/* A part that has one date, or the two of its oldest and newest piece. */
static void part_of(struct view *v, const char *icon, enum string_id what, struct date first, struct date last)
{
	bool stale = date_is_stale(first, state_today(v->s), v->c->stale_days);
	age_row(v, icon, tr(v, what), when_words(v, first, last), stale ? tr(v, STR_EDITION_CHECK) : NULL);
}

static void places(struct view *v)
{
	for (int i = 0; i < v->s->ages.sources_len; i++) {
		const struct age *a = &v->s->ages.sources[i];
		const char *source = a->source ? a->source : tr(v, STR_EDITION_OTHER_SOURCES);
		records(v, "lieu", say_beside(&v->voice, trn(v, STR_TERRITORY_PLACES, a->count), source), a);
	}
}

static void ages(struct view *v)
{
	const struct ages *a = &v->s->ages;
	const struct part_dates *dates = &v->c->dates;
	heading(v, STR_EDITION_AGES);
	records(v, "document", trn(v, STR_EDITION_ARTICLES, a->articles.count), &a->articles);
	places(v);
	records(v, "telephone", trn(v, STR_EDITION_CONTACTS, a->contacts.count), &a->contacts);
	if (date_is_set(v->c->guide.verified)) {
		part_of(v, "guider", STR_HOME_GUIDE, v->c->guide.verified, v->c->guide.verified);
	}
	if (v->s->areas_len > 0) {
		part_of(v, "carte", STR_EDITION_MAP, dates->map_first, dates->map_last);
	}
	if (v->s->routes) {
		part_of(v, "marche", STR_EDITION_WALKS, dates->routes, dates->routes);
	}
	if (dates->school_year > 0) {
		age_row(v, "calendrier", tr(v, STR_EDITION_HOLIDAYS),
				tr1(v, STR_EDITION_UNTIL, num(v, dates->school_year)),
				dates->school_year < state_today(v->s).year ? tr(v, STR_EDITION_CHECK) : NULL);
	}
	age_row(v, "ecouter", tr(v, STR_EDITION_PROGRAM), tr1(v, STR_EDITION_VERSION, v->s->config->version), NULL);
}

/* Of which day it is, and what it was compared with: an edition has no more than a date, and two may have the same. */
static const char *edition_words(struct view *v, bool compared)
{
	struct date since = v->c->news.since;
	const char *edition = say_date(&v->voice, v->c->date);
	if (!compared) {
		return tr1(v, STR_SOURCES_EDITION, edition);
	}
	return date_compare(since, v->c->date) == 0 ? tr1(v, STR_EDITION_SAME_DAY, edition)
						    : tr2(v, STR_EDITION_SINCE, edition, say_date(&v->voice, since));
}

void view_edition(struct view *v)
{
	const struct news_list *n = &v->c->news;
	bool compared = date_is_set(n->since);
	part_flow_column(v);
	part_title(v, tr(v, STR_EDITION_TITLE), edition_words(v, compared));
	if (compared) {
		news(v);
	} else {
		ui_text(v->ui, tr(v, STR_EDITION_NOT_COMPARED),
				(struct text_look){ .type = TYPE_BODY, .role = ROLE_STATUS });
	}
	ages(v);
	ui_end(v->ui);
}
