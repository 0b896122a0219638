/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guide: its references, its date, and every combination of answers. */
#include "compile/answers.h"
#include "compile/fields.h"

enum { COMBINATIONS_SAID_MAX = 10 };

/* A result accepts the answers, and one has a title for the page. */
static bool leads_somewhere(const struct pack *p, const int answers[])
{
	bool full = false;
	bool titled = false;
	for (size_t r = 0; r < p->rules_len && !(full && titled); r++) {
		const struct pack_rule *rule = &p->rules[r];
		if (answers_match(p, rule->when, answers)) {
			full |= rule->networks_len + rule->articles_len > 0;
			titled |= rule->title.in[0] != NULL;
		}
	}
	return full && titled;
}

static void say_combination(struct pack *p, const int answers[])
{
	struct buf words = { 0 };
	answers_words(p, answers, &words);
	report_error(&p->report, p->guide_results.file, p->guide_results.line,
			"no result for the answers %s. Add a rule for them", buf_text(&words));
	buf_finish(&words);
}

struct guide_walk {
	bool works[GUIDE_QUESTIONS_MAX][GUIDE_ANSWERS_MAX]; /* some combination with it leads somewhere */
	size_t dead;
};

static bool has_dead_answer(const struct pack *p, const struct guide_walk *walk, const int answers[])
{
	for (size_t q = 0; q < p->questions_len; q++) {
		if (!walk->works[q][answers[q]]) {
			return true;
		}
	}
	return false;
}

static void walk_combinations(struct pack *p, struct guide_walk *walk, bool say)
{
	int answers[GUIDE_QUESTIONS_MAX] = { 0 };
	size_t left = ANSWERS_COMBINATIONS_MAX;
	do {
		bool works = leads_somewhere(p, answers);
		for (size_t q = 0; works && !say && q < p->questions_len; q++) {
			walk->works[q][answers[q]] = true;
		}
		/* A dead answer is named once, not with everything it combines with. */
		if (say && !works && !has_dead_answer(p, walk, answers) && ++walk->dead <= COMBINATIONS_SAID_MAX) {
			say_combination(p, answers);
		}
	} while (answers_next(p, answers) && --left > 0);
	if (left == 0 && !say) {
		report_warning(&p->report, p->guide_results.file, p->guide_results.line,
				"too many combinations of answers to try them all. Ask fewer questions");
	}
}

static void check_rule_article(struct pack *p, const struct pack_rule *rule, const char *id)
{
	pack_check_article(p, (struct where){ rule->where.file, rule->articles_line }, id);
	int at = names_find(&p->article_names, id);
	if (at >= 0 && p->articles[at].versions[0]->professional) {
		report_error(&p->report, rule->where.file, rule->articles_line,
				"a result leads visitors to the professionals' article '%s'. Remove it", id);
	}
}

static void check_rules(struct pack *p)
{
	for (size_t r = 0; r < p->rules_len; r++) {
		const struct pack_rule *rule = &p->rules[r];
		for (size_t n = 0; n < rule->networks_len; n++) {
			pack_check_network(p, rule->networks[n].where, rule->networks[n].network);
		}
		for (size_t a = 0; a < rule->articles_len; a++) {
			check_rule_article(p, rule, rule->articles[a]);
		}
	}
}

static void check_guide_date(struct pack *p)
{
	int age = date_to_days(p->date) - date_to_days(p->guide_verified);
	if (date_is_set(p->guide_verified) && age < 0) {
		report_error(&p->report, p->guide_results.file, p->guide_verified_line,
				"'verified' lies after the pack's own date. Correct one of them");
	} else if (date_is_stale(p->guide_verified, p->date, (int)p->stale_after_days)) {
		report_warning(&p->report, p->guide_results.file, p->guide_verified_line,
				"last verified %d days before this edition. Check the answers and give the new date",
				age);
	}
}

void pack_check_guide(struct pack *p)
{
	check_rules(p);
	check_guide_date(p);
	for (size_t q = 0; q < p->questions_len; q++) {
		if (p->questions[q].answers_len == 0) {
			return; /* reported where it stands */
		}
	}
	if (p->questions_len == 0) {
		return;
	}
	struct guide_walk walk = { 0 };
	walk_combinations(p, &walk, false);
	for (size_t q = 0; q < p->questions_len; q++) {
		for (int a = 0; a < p->questions[q].answers_len; a++) {
			const struct pack_answer *answer = &p->questions[q].answers[a];
			if (!walk.works[q][a]) {
				report_error(&p->report, answer->where.file, answer->where.line,
						"the answer '%s' leads nowhere: no result accepts it. Add a rule",
						answer->id);
			}
		}
	}
	walk_combinations(p, &walk, true);
	if (walk.dead > COMBINATIONS_SAID_MAX) {
		report_error(&p->report, p->guide_results.file, p->guide_results.line,
				"%zu more combinations of answers have no result", walk.dead - COMBINATIONS_SAID_MAX);
	}
	answers_check_pages(p);
}
