/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to reach a person: a number with its cost and hours, the counters in the next towns, the desk beside the kiosk.
 */
#include <string.h>

#include "app/screens/screens.h"

enum { TOWNS_MOST = 3, TOWNS_ON_A_LINE = 2 };

/* An icon, what it is about, and below it in small what there is to say; `below` may be NULL or "". */
/* The same with a text in another language than the page's. */
static void fact_in(struct view *v, const char *icon, const char *text, const char *below, enum type type,
		const struct words_lang *lang)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
	bool beside = is_seven(v) && !is_big(v); /* its page has few lines: both in one */
	ui_icon(v->ui, icon, sign_mm(v, ICON_FACT), v->p->ink);
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.gap = beside ? mm(v, SPACE_4) : 0,
					.grow = 1,
					.align = beside ? ALIGN_CENTER : ALIGN_STRETCH });
	ui_text(v->ui, text, (struct text_look){ .type = type, .lang = lang });
	if (below && below[0]) {
		ui_text(v->ui, below, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .grow = beside });
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

static void fact(struct view *v, const char *icon, const char *text, const char *below, enum type type)
{
	fact_in(v, icon, text, below, type, NULL);
}

static const struct contact *contact_of(const struct view *v, int network)
{
	const struct contact *c = v->c->networks[network].contact;
	return c && c->phone[0] ? c : NULL;
}

bool contact_is_reached(const struct view *v, int network)
{
	return territory_nearest(v->s, network) >= 0 || contact_of(v, network);
}

/* The same number, however its digits are grouped. */
static bool same_number(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " .-");
		b += strspn(b, " .-");
		if (*a != *b) {
			return false;
		}
		if (*a == '\0') {
			return true;
		}
	}
}

const char *contact_own_number(const struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	const struct contact *c = contact_of(v, p->network);
	return p->phone[0] && !(c && same_number(c->phone, p->phone)) ? p->phone : NULL;
}

const char *contact_number(const struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	const struct contact *c = contact_of(v, p->network);
	return p->phone[0] ? p->phone : c ? c->phone : NULL;
}

/* « service gratuit, numéro du réseau · lundi à vendredi : 9 h – 19 h » */
static const char *call_words(struct view *v, const struct contact *c, bool beside)
{
	const char *cost = text_of(v, &c->cost);
	const char *hours = v->brief < 2 ? say_week(&v->voice, c->hours, state_today(v->s)) : "";
	const char *whose = beside ? tr(v, STR_CONTACT_NETWORK) : "";
	return say_beside(&v->voice, say_beside(&v->voice, whose, cost), hours);
}

/* The number of a network, what a call costs and when it is answered; nothing where it has none. `beside`: a place's
 * own number stands beside it, and it says whose it is. */
static void call(struct view *v, int network, bool beside)
{
	const struct contact *c = contact_of(v, network);
	if (c) {
		fact(v, "telephone", c->phone, call_words(v, c, beside), TYPE_CARD_PHONE);
	}
}

void part_counter(struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	const struct near *near = directory_near(v->s, place);
	fact_in(v, "lieu", p->name, say_how_far(&v->voice, near), TYPE_FACT, lang_of_data(v));
}

void part_numbers(struct view *v, int network, int place)
{
	const char *own = place >= 0 ? contact_own_number(v, place) : NULL;
	if (own) {
		fact(v, "telephone", own, NULL, TYPE_CARD_PHONE);
	}
	if (!own || directory_metres(v->s, place) > FAR_METRES) {
		call(v, network, own);
	}
}

const char *contact_plain_number(struct view *v, int network, int place)
{
	const char *own = place >= 0 ? contact_own_number(v, place) : NULL;
	const struct contact *c = contact_of(v, network);
	return own ? own : c && !call_words(v, c, false)[0] ? c->phone : NULL;
}

/* « Bourg-en-Bresse (27 km), Mâcon (35 km), à vol d'oiseau »: the nearest places of the network, one a town. On a line
 * of its own below a distance that says how it was measured they do not say it again. */
static const char *counters(struct view *v, int network, bool line)
{
	int most = line ? TOWNS_ON_A_LINE : TOWNS_MOST;
	const char *towns[TOWNS_MOST];
	int count = 0;
	const char *said = "";
	for (int i = 0; i < v->s->near_len && count < most; i++) {
		const struct place *p = &v->c->places[v->s->near[i].place];
		bool known = p->network != network || !territory_serves(v->s, v->s->near[i].place);
		for (int t = 0; t < count && !known; t++) {
			known = strcmp(towns[t], p->commune) == 0;
		}
		if (!known) {
			towns[count++] = p->commune;
			const char *far = say_distance(&v->voice, v->s->near[i].metres);
			said = say_list(&v->voice, said, tr2(v, STR_PLACE_PERIOD_WORDS, p->commune, far));
		}
	}
	return count > 0 && !line ? say_list(&v->voice, said, tr(v, STR_DISTANCE_CROW)) : said;
}

void part_in_person(struct view *v, int network)
{
	const struct contact *c = v->c->networks[network].contact;
	const char *how = c ? text_of(v, &c->in_person) : "";
	fact(v, "lieu", how[0] ? how : tr(v, STR_CONTACT_NO_COUNTER), NULL, TYPE_FACT);
}

void part_number_or_desk(struct view *v, int network)
{
	if (contact_of(v, network)) {
		call(v, network, false);
	} else {
		part_desk(v, true);
	}
}

void part_contact(struct view *v, int network, int place)
{
	bool far = place < 0 || directory_metres(v->s, place) > FAR_METRES;
	bool own = place >= 0 && contact_own_number(v, place);
	if (far || !own) {
		call(v, network, own);
	}
	if (place < 0) {
		bool desk = v->brief > 1 && v->s->site && v->s->site->desk;
		if (!v->brief || !(desk || contact_of(v, network))) {
			part_in_person(v, network);
		}
	} else if (far) {
		bool line = is_seven(v) && !is_big(v);
		const char *towns = counters(v, network, line);
		fact(v, "lieu", line ? towns : tr(v, STR_CONTACT_COUNTERS), line ? NULL : towns, TYPE_FACT);
	}
	if (!own && !contact_of(v, network)) {
		part_desk(v, true);
	}
}

void part_desk(struct view *v, bool brief)
{
	const struct contact *desk = v->s->site ? v->s->site->desk : NULL;
	if (!desk) {
		return;
	}
	const struct place *p = v->s->site->place >= 0 ? &v->c->places[v->s->site->place] : NULL;
	const char *phone = desk->phone[0] ? desk->phone : p ? p->phone : "";
	const struct hours *hours = desk->hours ? desk->hours : p ? p->hours : NULL;
	bool line = brief && is_seven(v) && !is_big(v); /* the article about the network says the rest */
	const char *help = line ? NULL : text_of(v, &desk->in_person);
	fact(v, "personne", tr(v, STR_CONTACT_ASK), help, line ? TYPE_NOTE_STRONG : TYPE_BODY_STRONG);
	if (!brief && (phone[0] || hours)) {
		const char *state = hours ? say_state(&v->voice, v->p, hours, &v->s->local).text : "";
		fact(v, phone[0] ? "telephone" : "horloge", phone[0] ? phone : state, phone[0] ? state : NULL,
				TYPE_FACT);
	}
}
