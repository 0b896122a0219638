/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages behind the answers show: which are alike, and what no visitor ever gets to see. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"
#include "compile/answers.h"

/* A page as the visitor gets it (store/guide.c), under its title. */
struct page {
	const struct pack_reason *networks[GUIDE_NETWORKS_MAX];
	size_t networks_len;
	const char *articles[GUIDE_ARTICLES_MAX];
	size_t articles_len;
	const char *bring; /* or NULL */
};

/* Of each page, by number of the combination: what tells it from others, and who comes first. */
struct prints {
	uint64_t page, first;
};

struct walk {
	struct pack *p;
	struct prints *at;
	bool *seen;           /* by rule: some page shows something of it */
	const char **dropped; /* by rule: an article for which some page has no room, or NULL */
};

/* Goes on from `hash` with a text and its end. */
static uint64_t hash_words(uint64_t hash, const char *text)
{
	const char *words = text ? text : "";
	return hash_add(hash, words, strlen(words) + 1);
}

static bool take_network(struct page *page, const struct pack_reason *network)
{
	for (size_t i = 0; i < page->networks_len; i++) {
		if (str_equal(page->networks[i]->network, network->network)) {
			return false;
		}
	}
	if (page->networks_len == GUIDE_NETWORKS_MAX) {
		return false;
	}
	page->networks[page->networks_len++] = network;
	return true;
}

static bool take_article(struct page *page, const char *article, bool *full)
{
	for (size_t i = 0; i < page->articles_len; i++) {
		if (str_equal(page->articles[i], article)) {
			return false;
		}
	}
	*full = page->articles_len == GUIDE_ARTICLES_MAX;
	if (!*full) {
		page->articles[page->articles_len++] = article;
	}
	return !*full;
}

static struct prints print_page(struct walk *w, const int answers[])
{
	struct page page = { 0 };
	bool titled = false;
	for (size_t r = 0; r < w->p->rules_len; r++) {
		const struct pack_rule *rule = &w->p->rules[r];
		if (!answers_match(w->p, rule->when, answers)) {
			continue;
		}
		bool seen = (rule->title.in[0] && !titled) || (rule->bring.in[0] && !page.bring);
		titled |= rule->title.in[0] != NULL;
		page.bring = page.bring ? page.bring : rule->bring.in[0];
		for (size_t i = 0; i < rule->networks_len; i++) {
			seen |= take_network(&page, &rule->networks[i]);
		}
		for (size_t i = 0; i < rule->articles_len; i++) {
			bool full = false;
			seen |= take_article(&page, rule->articles[i], &full);
			w->dropped[r] = full ? rule->articles[i] : w->dropped[r];
		}
		w->seen[r] |= seen;
	}
	uint64_t hash = hash_words(HASH_START, page.bring);
	for (size_t i = 0; i < page.networks_len; i++) {
		hash = hash_words(hash_words(hash, page.networks[i]->network), page.networks[i]->reason.in[0]);
	}
	for (size_t i = 0; i < page.articles_len; i++) {
		hash = hash_words(hash, page.articles[i]);
	}
	return (struct prints){ hash, hash_words(HASH_START, page.networks_len ? page.networks[0]->network : NULL) };
}

/* ---- pages that are alike ---- */

/* Two answers to one question. */
struct pair {
	size_t question;
	int a, b;
	bool first; /* what is compared is who comes first */
};

static bool is_argued(struct pack *p, const struct pair *pair, const int answers[])
{
	uint16_t both = (uint16_t)(1U << pair->a | 1U << pair->b);
	bool found = false;
	for (size_t i = 0; i < p->alikes_len; i++) {
		struct pack_alike *alike = &p->alikes[i];
		if (alike->question == (int)pair->question && (alike->answers & both) == both &&
				(alike->first == pair->first || (!alike->first && pair->first)) &&
				answers_match(p, alike->when, answers)) {
			alike->used |= alike->first == pair->first;
			found = true;
		}
	}
	return found;
}

static void compare_answers(struct walk *w, const struct pair *pair, size_t step)
{
	struct pack *p = w->p;
	int answers[GUIDE_QUESTIONS_MAX] = { 0 };
	int example[GUIDE_QUESTIONS_MAX];
	size_t alike = 0;
	size_t at = 0;
	do {
		if (answers[pair->question] == pair->a) {
			const struct prints *a = &w->at[at];
			const struct prints *b = &w->at[at + step * (size_t)(pair->b - pair->a)];
			bool same = pair->first ? a->first == b->first : a->page == b->page;
			if (same && !is_argued(p, pair, answers) && alike++ == 0) {
				memcpy(example, answers, sizeof example);
			}
		}
		at++;
	} while (answers_next(p, answers));
	if (alike > 0) {
		const struct pack_question *q = &p->questions[pair->question];
		struct buf words = { 0 };
		answers_words(p, example, &words);
		report_warning(&p->report, q->answers[pair->b].where.file, q->answers[pair->b].where.line,
				"the answers '%s' and '%s' lead to the same %s, as with %s (%zu in all). Add a rule, "
				"or say why in 'alike'",
				q->answers[pair->a].id, q->answers[pair->b].id, pair->first ? "network first" : "page",
				buf_text(&words), alike);
		buf_finish(&words);
	}
}

static void compare_pages(struct walk *w)
{
	struct pack *p = w->p;
	size_t step = 1; /* how far the next answer to the question is */
	for (size_t q = 0; q < p->questions_len; q++) {
		int len = p->questions[q].answers_len;
		for (int a = 0; a < len; a++) {
			for (int b = a + 1; b < len; b++) {
				compare_answers(w, &(struct pair){ q, a, b, false }, step);
				if (p->questions[q].first) {
					compare_answers(w, &(struct pair){ q, a, b, true }, step);
				}
			}
		}
		step *= (size_t)len;
	}
	for (size_t i = 0; i < p->alikes_len; i++) {
		if (!p->alikes[i].used && p->alikes[i].question >= 0) {
			report_warning(&p->report, p->alikes[i].where.file, p->alikes[i].where.line,
					"no pages are alike for these answers. Remove the entry");
		}
	}
}

/* ---- rules ---- */

static unsigned every_answer(const struct pack *p, size_t question)
{
	return (1U << p->questions[question].answers_len) - 1;
}

/* `a` holds for some of the answers for which `b` holds, and for no others. */
static bool is_narrower(const struct pack *p, const struct pack_rule *a, const struct pack_rule *b)
{
	bool less = false;
	for (size_t q = 0; q < p->questions_len; q++) {
		unsigned of_a = a->when[q] ? a->when[q] : every_answer(p, q);
		unsigned of_b = b->when[q] ? b->when[q] : every_answer(p, q);
		if (of_a & ~of_b) {
			return false;
		}
		less |= of_a != of_b;
	}
	return less;
}

/* Articles are shown in the order of the rules, and the most specific ones have to come first. */
static void check_order(struct pack *p, size_t at)
{
	const struct pack_rule *rule = &p->rules[at];
	for (size_t r = 0; r < at && rule->articles_len > 0; r++) {
		if (p->rules[r].articles_len > 0 && is_narrower(p, rule, &p->rules[r])) {
			report_warning(&p->report, rule->where.file, rule->where.line,
					"this result is for fewer answers than that of line %d, and its articles come "
					"after. Move it up",
					p->rules[r].where.line);
			return;
		}
	}
}

static void check_conditions(struct pack *p, const struct pack_rule *rule)
{
	for (size_t q = 0; q < p->questions_len; q++) {
		if (rule->when[q] == every_answer(p, q)) {
			report_warning(&p->report, rule->where.file, rule->where.line,
					"'when' lists every answer to '%s', which is the same as none. Leave it out",
					p->questions[q].id);
		}
	}
}

static void check_rules(struct walk *w)
{
	for (size_t r = 0; r < w->p->rules_len; r++) {
		const struct pack_rule *rule = &w->p->rules[r];
		if (!w->seen[r]) {
			report_warning(&w->p->report, rule->where.file, rule->where.line,
					"this result is never reached: an earlier one holds for the same answers. "
					"Remove "
					"it, or move it up");
		}
		if (w->dropped[r]) {
			report_warning(&w->p->report, rule->where.file, rule->articles_line,
					"a page holds %d articles, and '%s' is left out of some. Name fewer",
					GUIDE_ARTICLES_MAX, w->dropped[r]);
		}
		check_order(w->p, r);
		check_conditions(w->p, rule);
	}
}

void answers_check_pages(struct pack *p)
{
	size_t count = answers_count(p);
	if (count > ANSWERS_COMBINATIONS_MAX) {
		return; /* reported */
	}
	struct walk w = {
		.p = p,
		.at = mem_resize(NULL, count, sizeof *w.at),
		.seen = mem_zalloc(p->rules_len + 1, sizeof *w.seen),
		.dropped = mem_zalloc(p->rules_len + 1, sizeof *w.dropped),
	};
	int answers[GUIDE_QUESTIONS_MAX] = { 0 };
	size_t at = 0;
	do {
		w.at[at++] = print_page(&w, answers);
	} while (answers_next(p, answers));
	check_rules(&w);
	compare_pages(&w);
	free(w.at);
	free(w.seen);
	free(w.dropped);
}
