/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is taken away, thing by thing. */
#include <string.h>

#include "app/say_route.h"
#include "app/screens/take.h"

/* Of what a route says, in bytes: a code with modules of QR_MODULE has room for its place as well. */
enum { ROUTE_BYTES = 780, ROUTE_BYTES_SEVEN = 560 };

static struct take_item item_of(const char *name)
{
	return (struct take_item){ .name = name,
		.phone = "",
		.where = "",
		.hours = "",
		.text = "",
		.steps = "",
		.geo = "" };
}

static const char *network_phone(const struct view *v, int network)
{
	const struct contact *c = v->c->networks[network].contact;
	return c ? c->phone : "";
}

struct take_item take_place(struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	struct take_item item = item_of(p->name);
	item.phone = p->phone[0] ? p->phone : network_phone(v, p->network);
	item.where = say_address(&v->voice, p);
	item.hours = say_week(&v->voice, p->hours, state_today(v->s));
	/* The middle of a commune would send people to the wrong door. */
	item.geo = p->approximate ? "" : say_take_position(&v->voice, p->lat, p->lon);
	item.place = p;
	item.lang = lang_of_data(v);
	return item;
}

struct take_item take_network(struct view *v, int network)
{
	const struct network *n = &v->c->networks[network];
	struct take_item item = item_of(text_of(v, &n->name));
	const struct contact *c = n->contact;
	item.phone = network_phone(v, network);
	if (c) {
		const char *hours = say_week(&v->voice, c->hours, state_today(v->s));
		const char *cost = text_of(v, &c->cost);
		item.hours = cost[0] && hours[0] ? arena_printf(v->a, "%s · %s", cost, hours) : cost[0] ? cost : hours;
		item.where = text_of(v, &c->in_person);
	}
	return item;
}

struct take_item take_article(struct view *v, int article)
{
	const struct article_head *head = &v->c->articles[article];
	struct take_item item = item_of(text_of(v, &head->title));
	item.text = text_of(v, &head->summary);
	item.lang = lang_of_text(v, &head->title);
	return item;
}

struct take_item take_route(struct view *v, int place)
{
	struct take_item item = take_place(v, place);
	const struct route_record *record = directory_route(v->s, place);
	struct route_plan route;
	if (!record || !routes_decode(record, v->a, &route, NULL)) {
		return item;
	}
	const char *summary = say_route_summary(&v->voice, record->seconds, record->metres);
	const char *steps = say_route_take_away(&v->voice, &route, item.name, item.where, summary,
			is_seven(v) ? ROUTE_BYTES_SEVEN : ROUTE_BYTES);
	steps += strlen(item.name) + 1 + strlen(item.where) + 1; /* each on a line of its own, which the item says */
	size_t len = strlen(steps);
	item.steps = arena_strndup(v->a, steps, len > 0 && steps[len - 1] == '\n' ? len - 1 : len);
	item.hours = "";
	item.place = NULL; /* a contact has no room for it */
	return item;
}

struct take_item take_kept(struct view *v, struct kept kept)
{
	switch (kept.kind) {
	case KEPT_NETWORK:
		return take_network(v, kept.index);
	case KEPT_ARTICLE:
		return take_article(v, kept.index);
	case KEPT_ROUTE:
		return take_route(v, kept.index);
	case KEPT_PLACE:
	case KEPT_KINDS:
		break;
	}
	return take_place(v, kept.index);
}

struct take_item take_title(struct view *v)
{
	struct take_item item = item_of(text_of(v, v->s->result.title));
	item.text = v->s->result.bring ? text_of(v, v->s->result.bring) : "";
	return item;
}

void take_add(struct take *take, struct take_item item)
{
	if (take->len < TAKE_MAX) {
		take->at[take->len++] = item;
	}
}

void take_add_network(struct view *v, struct take *take, int network)
{
	take_add(take, take_kept(v, kept_of_network(v->s, network)));
}
