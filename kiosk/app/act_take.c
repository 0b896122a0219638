/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the controls of taking away do: the sheet with the code, and the basket. */
#include <string.h>

#include "app/act.h"
#include "app/speech.h"

int64_t kept_arg(enum kept_kind kind, int index)
{
	return (int64_t)index * KEPT_KINDS + (int64_t)kind;
}

int basket_find(const struct state *s, struct kept kept)
{
	for (int i = 0; i < s->basket.len; i++) {
		if (s->basket.at[i].kind == kept.kind && s->basket.at[i].index == kept.index) {
			return i;
		}
	}
	return -1;
}

struct kept kept_of_network(const struct state *s, int network)
{
	int place = territory_nearest(s, network);
	return place >= 0 ? (struct kept){ KEPT_PLACE, place } : (struct kept){ KEPT_NETWORK, network };
}

static void keep(struct state *s, struct kept kept)
{
	if (basket_find(s, kept) < 0 && s->basket.len < BASKET_MAX) {
		s->basket.at[s->basket.len++] = kept;
	}
}

static void drop(struct state *s, int at)
{
	struct basket *b = &s->basket;
	b->len--;
	memmove(&b->at[at], &b->at[at + 1], (size_t)(b->len - at) * sizeof b->at[0]);
	explicit_bzero(&b->at[b->len], sizeof b->at[0]);
}

void act_take(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->sheet = true;
	s->reporting = false;
	s->sheet_page = 0;
	s->take_code = 0;
}

void act_take_code(struct state *s, int64_t arg, struct effects *fx)
{
	speech_stop(s, fx);
	s->take_code = s->take_code + (int)arg < 0 ? 0 : s->take_code + (int)arg;
}

void act_take_keep(struct state *s, int64_t arg, struct effects *fx)
{
	struct kept kept = { (enum kept_kind)(arg % KEPT_KINDS), (int)(arg / KEPT_KINDS) };
	int at = basket_find(s, kept);
	speech_stop(s, fx);
	s->take_code = 0;
	if (at >= 0) {
		drop(s, at);
	} else {
		keep(s, kept);
	}
}

void act_take_keep_answer(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	const struct guide_result *r = &s->result;
	for (int i = 0; i < r->networks_len; i++) {
		keep(s, kept_of_network(s, r->networks[i].network));
	}
	go_to(s, SCREEN_BASKET, 0, fx);
}

/* What a search found is another list then, the places alone. */
void act_take_pick(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	speech_stop(s, fx);
	s->picking = !s->picking;
	s->panel = PANEL_NONE;
	if (!screen_at(s)->list_on_map) { /* the list of the places is the same one */
		s->at.page = 0;
	}
}

void act_usage_month(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	int ago = s->usage_months_ago + (int)arg;
	s->usage_months_ago = ago < 0 ? 0 : ago;
	s->at.page = 0;
}
