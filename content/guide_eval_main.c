/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guide-eval: where the questionnaire of a content leads, by the code of the kiosk; for tests and for editors.
 *
 * For each combination of answers a line of fields separated by tabs: the answers' ids, the level, the networks' ids
 * and the articles' ids, first ones first; with --reasons the reason of each network, a field each, in place of the
 * articles. Answers given as QUESTION=ANSWER leave the combinations with others out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/catalogue.h"

struct wanted {
	int answers[GUIDE_QUESTIONS_MAX]; /* -1: any */
	bool reasons;
};

static bool want(const struct guide *g, const char *option, struct wanted *out)
{
	const char *answer = strchr(option, '=');
	for (int q = 0; answer && q < g->questions_len; q++) {
		const struct guide_question *question = &g->questions[q];
		if (strlen(question->id) != (size_t)(answer - option) || !str_starts(option, question->id)) {
			continue;
		}
		for (int a = 0; a < question->answers_len; a++) {
			if (str_equal(question->answers[a].id, answer + 1)) {
				out->answers[q] = a;
				return true;
			}
		}
	}
	fprintf(stderr, "guide-eval: no question has the answer %s\n", option);
	return false;
}

static bool is_wanted(const struct guide *g, const struct wanted *w, const int answers[])
{
	for (int q = 0; q < g->questions_len; q++) {
		if (w->answers[q] >= 0 && w->answers[q] != answers[q]) {
			return false;
		}
	}
	return true;
}

static void print_result(const struct catalogue *c, const int answers[], bool reasons)
{
	static const char *const levels[] = {
		[GUIDE_ACCUEIL] = "accueil",
		[GUIDE_CONSEIL] = "conseil",
		[GUIDE_ACCOMPAGNEMENT] = "accompagnement",
	};
	const struct guide *g = &c->guide;
	struct guide_result r;
	for (int q = 0; q < g->questions_len; q++) {
		printf("%s\t", g->questions[q].answers[answers[q]].id);
	}
	if (!guide_result(c, answers, &r)) {
		puts("-\t-\t-");
		return;
	}
	fputs(levels[r.level], stdout);
	for (int i = 0; i < r.networks_len; i++) {
		printf("%c%s", i == 0 ? '\t' : ' ', c->networks[r.networks[i].network].id);
	}
	fputs(r.networks_len == 0 ? "\t-" : "", stdout);
	for (int i = 0; reasons && i < r.networks_len; i++) {
		printf("\t%s", text_in(r.networks[i].reason, LANGUAGE_MAIN));
	}
	if (reasons) {
		putchar('\n');
		return;
	}
	for (int i = 0; i < r.articles_len; i++) {
		printf("%c%s", i == 0 ? '\t' : ' ', c->articles[r.articles[i]].slug);
	}
	puts(r.articles_len == 0 ? "\t-" : "");
}

/* The last question counts fastest, as one reads. False after the last combination. */
static bool next_answers(const struct guide *g, int answers[])
{
	for (int q = g->questions_len - 1; q >= 0; q--) {
		if (++answers[q] < g->questions[q].answers_len) {
			return true;
		}
		answers[q] = 0;
	}
	return false;
}

static bool print_table(const struct catalogue *c, bool reasons, char **options, int options_len)
{
	const struct guide *g = &c->guide;
	struct wanted w = { .reasons = reasons };
	int answers[GUIDE_QUESTIONS_MAX] = { 0 };
	for (int q = 0; q < GUIDE_QUESTIONS_MAX; q++) {
		w.answers[q] = -1;
	}
	for (int i = 0; i < options_len; i++) {
		if (!want(g, options[i], &w)) {
			return false;
		}
	}
	for (int q = 0; q < g->questions_len; q++) {
		if (g->questions[q].answers_len == 0) {
			fprintf(stderr, "guide-eval: the question %s has no answers\n", g->questions[q].id);
			return false;
		}
	}
	do {
		if (is_wanted(g, &w, answers)) {
			print_result(c, answers, w.reasons);
		}
	} while (next_answers(g, answers));
	return true;
}

int main(int argc, char **argv)
{
	bool reasons = argc > 1 && str_equal(argv[1], "--reasons");
	argc -= reasons;
	argv += reasons;
	if (argc < 2 || argv[1][0] == '-') {
		bool help = argc == 2 && str_equal(argv[1], "--help");
		fputs("usage: guide-eval [--reasons] CONTENT.SQLITE [QUESTION=ANSWER...]\n", help ? stdout : stderr);
		return help ? 0 : 2;
	}
	struct arena *arena = arena_create(0);
	struct err e = { 0 };
	const struct catalogue *c = catalogue_read(argv[1], arena, &e);
	if (!c) {
		fprintf(stderr, "guide-eval: %s\n", e.message);
	}
	bool done = c && print_table(c, reasons, argv + 2, argc - 2);
	arena_destroy(arena);
	return done ? 0 : 1;
}
