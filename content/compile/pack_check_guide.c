/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guide: its references, its date, and every combination of answers. */
#include "compile/fields.h"

enum { COMBINATIONS_SAID_MAX = 10, COMBINATIONS_MAX = 100000 };

static bool rule_matches(const struct pack *p, const struct pack_rule *rule, const int answers[])
{
	for (size_t q = 0; q < p->questions_len; q++) {
		if (rule->when[q] && !(rule->when[q] & 1U << answers[q])) {
			return false;
		}
	}
	return true;
}

static bool leads_somewhere(const struct pack *p, const int answers[])
{
	for (size_t r = 0; r < p->rules_len; r++) {
		const struct pack_rule *rule = &p->rules[r];
		if (rule->networks_len + rule->articles_len > 0 && rule_matches(p, rule, answers)) {
			return true;
		}
	}
	return false;
}

/* A title alone, for answers of which an earlier rule gives the title in each case. */
static bool is_never_reached(const struct pack *p, size_t at)
{
	const struct pack_rule *rule = &p->rules[at];
	bool found = false;
	for (size_t r = 0; r < at && rule->networks_len + rule->articles_len == 0; r++) {
		bool covers = true;
		for (size_t q = 0; q < p->questions_len; q++) {
			unsigned all = (1U << p->questions[q].answers_len) - 1;
			unsigned earlier = p->rules[r].when[q] ? p->rules[r].when[q] : all;
			unsigned here = rule->when[q] ? rule->when[q] : all;
			covers &= (here & ~earlier) == 0;
		}
		found |= covers;
	}
	return found;
}

/* The next combination of answers, counting like an odometer. False after the last. */
static bool next_combination(const struct pack *p, int answers[])
{
	for (size_t q = 0; q < p->questions_len; q++) {
		if (++answers[q] < p->questions[q].answers_len) {
			return true;
		}
		answers[q] = 0;
	}
	return false;
}

static void say_combination(struct pack *p, const int answers[])
{
	struct buf words = { 0 };
	for (size_t q = 0; q < p->questions_len; q++) {
		const struct pack_question *question = &p->questions[q];
		buf_printf(&words, "%s%s=%s", q ? ", " : "", question->id, question->answers[answers[q]].id);
	}
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
	size_t left = COMBINATIONS_MAX;
	do {
		bool works = leads_somewhere(p, answers);
		for (size_t q = 0; works && !say && q < p->questions_len; q++) {
			walk->works[q][answers[q]] = true;
		}
		/* A dead answer is named once, not with everything it combines with. */
		if (say && !works && !has_dead_answer(p, walk, answers) && ++walk->dead <= COMBINATIONS_SAID_MAX) {
			say_combination(p, answers);
		}
	} while (next_combination(p, answers) && --left > 0);
	if (left == 0 && !say) {
		report_warning(&p->report, p->guide_results.file, p->guide_results.line,
				"too many combinations of answers to try them all. Ask fewer questions");
	}
}

static void check_rules(struct pack *p)
{
	for (size_t r = 0; r < p->rules_len; r++) {
		const struct pack_rule *rule = &p->rules[r];
		if (is_never_reached(p, r)) {
			report_warning(&p->report, rule->where.file, rule->where.line,
					"this result is never reached: an earlier one holds for the same answers. "
					"Remove it, "
					"or move it up");
		}
		for (size_t n = 0; n < rule->networks_len; n++) {
			pack_check_network(p, rule->networks[n].where, rule->networks[n].network);
		}
		for (size_t a = 0; a < rule->articles_len; a++) {
			pack_check_article(p, (struct where){ rule->where.file, rule->articles_line },
					rule->articles[a]);
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
}
