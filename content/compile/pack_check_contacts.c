/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Can a person be reached? From every combination of answers, every network and every article: at a place, by a
 * telephone number, or at the desk beside each kiosk. */
#include "base/str.h"
#include "compile/answers.h"
#include "compile/fields.h"

enum { SAID_MAX = 10 };

/* What the checks below look up. */
struct reach {
	struct pack *p;
	bool *networks;      /* by index: has a place or a number */
	const char *lacking; /* says which site has no desk; NULL: each has one */
};

static void check_date(struct pack *p, const struct pack_contact *c)
{
	if (!c || !date_is_set(c->verified)) {
		return;
	}
	int age = date_to_days(p->date) - date_to_days(c->verified);
	if (age < 0) {
		report_error(&p->report, c->where.file, c->verified_line,
				"'verified' lies after the pack's own date. Correct one of them");
	} else if (date_is_stale(c->verified, p->date, (int)p->stale_after_days)) {
		report_warning(&p->report, c->where.file, c->verified_line,
				"last verified %d days before this edition. Check the number and give the new date",
				age);
	}
}

static bool reaches(const struct reach *r, const char *network)
{
	int at = names_find(&r->p->network_names, network);
	return at < 0 || r->networks[at]; /* an unknown one is reported */
}

static void learn(struct reach *r)
{
	struct pack *p = r->p;
	r->networks = ARENA_ARRAY(p->arena, bool, p->networks_len + 1);
	for (size_t i = 0; i < p->networks_len; i++) {
		r->networks[i] = p->networks[i].contact && p->networks[i].contact->phone[0];
	}
	for (size_t i = 0; i < p->places_len; i++) {
		int at = names_find(&p->network_names, p->places[i].network);
		if (at >= 0) {
			r->networks[at] = true;
		}
	}
	for (size_t i = 0; i < p->sites_len && !r->lacking; i++) {
		if (!p->sites[i].desk) {
			r->lacking = arena_printf(p->arena, "the site '%s' has no 'desk'", p->sites[i].id);
		}
	}
	if (p->sites_len == 0) {
		r->lacking = "no site has a 'desk'";
	}
}

static bool answers_reach(const struct reach *r, const int answers[])
{
	bool some = false; /* what leads nowhere at all is reported with the guide */
	for (size_t i = 0; i < r->p->rules_len; i++) {
		const struct pack_rule *rule = &r->p->rules[i];
		if (!answers_match(r->p, rule->when, answers)) {
			continue;
		}
		some |= rule->networks_len + rule->articles_len > 0;
		for (size_t n = 0; n < rule->networks_len; n++) {
			if (reaches(r, rule->networks[n].network)) {
				return true;
			}
		}
	}
	return !some;
}

static void say_answers(const struct reach *r, const int answers[])
{
	struct pack *p = r->p;
	struct buf words = { 0 };
	answers_words(p, answers, &words);
	report_error(&p->report, p->guide_results.file, p->guide_results.line,
			"the answers %s lead to no person: none of their networks has a place or 'contact: phone', and "
			"%s. Add one of them",
			buf_text(&words), r->lacking);
	buf_finish(&words);
}

static void check_answers(const struct reach *r)
{
	struct pack *p = r->p;
	int answers[GUIDE_QUESTIONS_MAX] = { 0 };
	size_t said = 0;
	size_t left = ANSWERS_COMBINATIONS_MAX; /* more are a warning of the guide */
	for (size_t q = 0; q < p->questions_len; q++) {
		if (p->questions[q].answers_len == 0) {
			return; /* reported where it stands */
		}
	}
	do {
		if (!answers_reach(r, answers) && ++said <= SAID_MAX) {
			say_answers(r, answers);
		}
	} while (answers_next(p, answers) && --left > 0);
	if (said > SAID_MAX) {
		report_error(&p->report, p->guide_results.file, p->guide_results.line,
				"%zu more combinations of answers lead to no person", said - SAID_MAX);
	}
}

static void check_networks(const struct reach *r)
{
	struct pack *p = r->p;
	for (size_t i = 0; i < p->networks_len; i++) {
		const struct pack_network *n = &p->networks[i];
		if (!r->networks[i]) {
			report_warning(&p->report, n->where.file, n->where.line,
					"the network '%s' leads to no person: it has no place and no 'contact: phone', "
					"and "
					"%s. Add one of them",
					n->id, r->lacking);
		}
	}
}

static void check_articles(const struct reach *r)
{
	struct pack *p = r->p;
	for (size_t i = 0; i < p->articles_len; i++) {
		const struct pack_version *v = p->articles[i].versions[0];
		bool found = v->professional;
		for (size_t n = 0; n < v->networks_len && !found; n++) {
			found = reaches(r, v->networks[n]);
		}
		if (!found) {
			report_warning(&p->report, v->where.file, v->networks_len ? v->networks_line : v->where.line,
					"the article ends without a person to ask: none of its 'networks' has a place "
					"or a "
					"number, and %s. Add one of them",
					r->lacking);
		}
	}
}

void pack_check_contacts(struct pack *p)
{
	struct reach r = { .p = p };
	for (size_t i = 0; i < p->networks_len; i++) {
		check_date(p, p->networks[i].contact);
	}
	for (size_t i = 0; i < p->sites_len; i++) {
		check_date(p, p->sites[i].desk);
	}
	learn(&r);
	if (!r.lacking) {
		return; /* "Ask at the desk" stands wherever there is neither place nor number */
	}
	check_answers(&r);
	check_networks(&r);
	check_articles(&r);
}
