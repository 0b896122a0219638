/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne-publish search: what a kiosk finds, and why, for those who write synonyms and keywords. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/str.h"
#include "compile/commands.h"
#include "store/catalogue.h"
#include "store/search.h"

enum { EXIT_USAGE = 2, LINE_BYTES = 1024, DAYS = 7 };

static const char usage[] = "borne-publish search BUNDLE [QUESTION] [--site ID] [--lang CODE] [--day 1-7] "
			    "[--professional]";

struct asking {
	const struct catalogue *c;
	struct search *search;
	struct search_asker asker;
	const char *site, *lang; /* of the command */
	int rank;
};

static bool set_lang(struct asking *a, const char *code, struct err *e)
{
	for (unsigned l = 0; l < a->c->languages_len; l++) {
		if (str_equal(a->c->languages[l].code, code)) {
			a->asker.lang = l;
			return true;
		}
	}
	return fail(e, "the bundle has no language '%s'", code);
}

static bool set_site(struct asking *a, const char *id, struct err *e)
{
	const struct site *site = catalogue_site(a->c, id);
	if (!site && id[0]) {
		return fail(e, "the bundle has no site '%s'", id);
	}
	a->asker.located = site != NULL;
	a->asker.lat = site ? site->lat : 0;
	a->asker.lon = site ? site->lon : 0;
	return true;
}

static void print_hit(void *ctx, const struct search_hit *hit, int points, const char *why)
{
	struct asking *a = ctx;
	unsigned l = a->asker.lang;
	const struct article_head *article;
	const struct place *p;
	const struct theme *t;
	const struct network *n;
	printf("%d\t", ++a->rank);
	switch (hit->kind) {
	case HIT_ARTICLE:
		article = catalogue_find_article_row(a->c, hit->row);
		printf("article\t%s\t%s", article ? article->id : "", article ? text_in(&article->title, l) : "");
		break;
	case HIT_PLACE:
		p = catalogue_find_place_row(a->c, hit->row);
		printf("place\t%s\t%s", p ? p->id : "", p ? p->name : "");
		break;
	case HIT_THEME:
		t = catalogue_find_theme_row(a->c, hit->row);
		printf("theme\t%s\t%s", t ? t->id : "", t ? text_in(&t->title, l) : "");
		break;
	case HIT_NETWORK:
		n = catalogue_find_network_row(a->c, hit->row);
		printf("network\t%s\t%s", n ? n->id : "", n ? text_in(&n->name, l) : "");
		break;
	}
	printf("\t%d\t%s\n", points, why);
}

/* One line for each result, then one with an empty first column that says how the question was taken. */
static bool ask(struct asking *a, const char *question, struct err *e)
{
	static struct search_results r;
	a->rank = 0;
	if (!search_explain(a->search, question, &a->asker, SEARCH_HITS_MAX, print_hit, a, &r, e)) {
		return false;
	}
	printf("\tfound\t%zu\tarticles %zu, themes %zu, networks %zu, places %zu", r.total, r.totals[HIT_ARTICLE],
			r.totals[HIT_THEME], r.totals[HIT_NETWORK], r.totals[HIT_PLACE]);
	printf("%s%s%s%s\n", r.corrected[0] ? "; looked for: " : "", r.corrected, r.around[0] ? "; around " : "",
			r.around);
	return true;
}

/* Lines QUESTION[<TAB>LANG[<TAB>SITE]]; what a line leaves out is the command's. */
static bool ask_lines(struct asking *a, struct err *e)
{
	char line[LINE_BYTES];
	while (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\n")] = '\0';
		char *rest = line;
		const char *question = strsep(&rest, "\t");
		const char *lang = rest ? strsep(&rest, "\t") : NULL;
		if (!set_lang(a, lang ? lang : a->lang, e) || !set_site(a, rest ? rest : a->site, e) ||
				!ask(a, question, e)) {
			return false;
		}
	}
	return true;
}

static bool answer_all(struct asking *a, const char *const *args, size_t args_len, struct err *e)
{
	char folder[] = "/tmp/borne-search-XXXXXX";
	CLEANUP(free_ptr) char *content = fs_join(args[0], "content.sqlite");
	struct arena *arena = arena_create(0);
	if (!mkdtemp(folder)) {
		arena_destroy(arena);
		return fail_errno(e, "make a folder in /tmp for the index");
	}
	CLEANUP(free_ptr) char *index = fs_join(folder, "search.sqlite");
	a->c = catalogue_read(content, arena, e);
	bool ok = a->c != NULL;
	a->lang = ok && !a->lang ? a->c->languages[LANGUAGE_MAIN].code : a->lang;
	ok = ok && set_lang(a, a->lang, e) && set_site(a, a->site ? a->site : "", e) && search_build(content, index, e);
	a->site = a->site ? a->site : "";
	a->search = ok ? search_open(index, e) : NULL;
	ok = a->search && (args_len > 1 ? ask(a, args[1], e) : ask_lines(a, e));
	search_close(a->search);
	(void)unlink(index);
	(void)rmdir(folder);
	arena_destroy(arena);
	return ok;
}

int build_command_search(int argc, char **argv)
{
	struct asking a = { .asker = { .weekday = -1 } };
	struct err e = { 0 };
	const char *args[2];
	size_t args_len = 0;
	long day = 0;
	bool help = false;
	const struct opt options[] = {
		{ .name = "site",
				.type = OPT_TEXT,
				.value = &a.site,
				.meta = "ID",
				.help = "where the visitor stands (default: the first site)" },
		{ .name = "lang",
				.type = OPT_TEXT,
				.value = &a.lang,
				.meta = "CODE",
				.help = "the visitor's language (default: the first)" },
		{ .name = "day",
				.type = OPT_LONG,
				.value = &day,
				.min = 1,
				.max = DAYS,
				.meta = "N",
				.help = "what day it is, 1 is Monday: for words such as today" },
		{ .name = "professional",
				.type = OPT_FLAG,
				.value = &a.asker.professional,
				.help = "also what stands in the professionals' corner" },
		{ .name = "help", .type = OPT_FLAG, .value = &help, .help = "print this and exit" },
	};
	if (!opt_parse(options, ARRAY_LEN(options), argc, argv, args, ARRAY_LEN(args), &args_len, &e)) {
		(void)fprintf(stderr, "borne-publish search: %s\n", e.message);
		return EXIT_USAGE;
	}
	if (help) {
		opt_print_help(usage, options, ARRAY_LEN(options));
		puts("\nWithout QUESTION: reads lines QUESTION[<TAB>LANG[<TAB>SITE]] from standard input. Prints for "
		     "each\n"
		     "result: rank, kind, id, title, points, and of each part of the question how and where the result "
		     "has it;\n"
		     "then a line that begins with a tab: how many there are, and how the question was taken.");
		return EXIT_SUCCESS;
	}
	if (args_len == 0) {
		(void)fprintf(stderr, "borne-publish search: name the folder of the bundle\nusage: %s\n", usage);
		return EXIT_USAGE;
	}
	a.asker.weekday = (int)day - 1;
	if (!answer_all(&a, args, args_len, &e)) {
		(void)fprintf(stderr, "borne-publish search: %s\n", e.message);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
