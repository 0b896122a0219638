/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote/rehearse.h"

#include <fcntl.h>
#include <inttypes.h>
#include <linux/ioprio.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "app/action.h"
#include "app/screen.h"
#include "base/str.h"
#include "remote/robot.h"
#include "remote/sample.h"
#include "store/bundle_check.h"

enum {
	NICE = 10, /* as borne-syncd; the interface has -5 and gets 28 times as much where both want a processor */
	MEMORY_MIB = 512,      /* several times what the interface uses with the content of a whole region */
	CPU_S = 3600,          /* of all threads together */
	STEP_MS = 3600000,     /* the parent ends what hangs (rehearsal.h); this ends it where there is none */
	MAP_CACHE_MIB = 8,     /* no tile is looked at twice */
	PAGES_MAX = 64,        /* of one article or list */
	MAPS_MAX = 24,         /* places whose map is waited for, and the way to them tried */
	PAINTED_MAX = 64,      /* places that are painted at all: the odd ones by every measure */
	LISTS_MAX = 4,         /* pages of the directory that are painted, each with another map */
	ARTICLES_PAINTED = 12, /* in each other language: the odd ones by every measure */
	SEARCHES_MAX = 8,      /* titles that are searched */
	WORD_BYTES = 48,
};

/* Whatever the size of the content, so that a board that is ten times slower than a PC needs a third of CPU_S. Shared
 * by the languages. A chosen record gives what it does not use to those after it. */
enum {
	THEME_STEPS = 640,
	ARTICLE_STEPS = 2000,
	ARTICLES_MOST = 400, /* of them, two steps for each; the rest is for pages */
	PLACES_MOST = 400,
};

struct rehearsed {
	struct kiosk *kiosk;
	const struct catalogue *catalogue;
	unsigned lang;
	int left;     /* steps of the part that it is at */
	struct err e; /* of the step that failed */
};

/* ---- limits ---- */

/* Threads that are made later have the same. A thread of SCHED_BATCH that wakes up does not take the processor from one
 * that runs. Not SCHED_IDLE, with which it would hardly come to its end on a busy board. Reads wait for those of the
 * interface where the card's scheduler knows classes. What the kernel refuses is left out. */
static void step_back(void)
{
	const struct sched_param none = { 0 };
	(void)setpriority(PRIO_PROCESS, 0, NICE);
	(void)sched_setscheduler(0, SCHED_BATCH, &none);
	(void)syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
}

static void set_limit(int resource, rlim_t most)
{
	struct rlimit now;
	if (getrlimit(resource, &now) == 0) {
		now.rlim_cur = now.rlim_max == RLIM_INFINITY || most < now.rlim_max ? most : now.rlim_max;
		now.rlim_max = now.rlim_cur;
		(void)setrlimit(resource, &now);
	}
}

/* More may be refused by the kernel without privilege: then the process is only less likely to be chosen. */
static void be_the_first_to_go(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
	if (fd >= 0) {
		ssize_t ignored = write(fd, "1000", 4);
		(void)ignored;
		(void)close(fd);
	}
}

void rehearse_limit(void)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	step_back();
	be_the_first_to_go();
	set_limit(RLIMIT_CORE, 0);
	set_limit(RLIMIT_CPU, CPU_S);
#ifndef __SANITIZE_ADDRESS__ /* whose shadow memory is counted, by the TiB */
	set_limit(RLIMIT_DATA, (rlim_t)MEMORY_MIB * 1024 * 1024);
#endif
}

/* ---- steps ---- */

static void print_step(const char *what, const char *text, const char *id, const char *language)
{
	char line[200]; /* an id is as long as its publisher likes */
	(void)snprintf(line, sizeof line, "%s%s%s%s%s%s%s", what, text[0] ? " " : "", text, id[0] ? " " : "", id,
			language[0] ? ", " : "", language);
	for (char *c = line; *c; c++) {
		*c = (unsigned char)*c < 0x20 ? ' ' : *c;
	}
	(void)printf("%s\n", line);
	(void)fflush(stdout);
}

static bool settle(struct rehearsed *r)
{
	return kiosk_settle(r->kiosk, STEP_MS, &r->e);
}

/* Does what a control does, then waits until everything is painted. Time stands still but for animations, and a visitor
 * is always there: no page is left for want of touches. */
static bool visit_screen(struct rehearsed *r, const char *text, const char *id, int action, int64_t arg, bool wait)
{
	print_step("step", text, id, r->catalogue->languages[r->lang].code);
	r->left--;
	kiosk_send(r->kiosk, (struct event){ .type = EVENT_TOUCH, .touch = { 0, TOUCH_CANCEL, -1, -1 } });
	kiosk_act(r->kiosk, action, arg);
	return wait ? settle(r) : kiosk_step(r->kiosk, &r->e);
}

static void set_painting(struct rehearsed *r, bool paints)
{
	struct err e;
	bool ignored = kiosk_paint_always(r->kiosk, paints, &e); /* refused on a screen: then all is painted */
	(void)ignored;
}

static bool is_main_language(const struct rehearsed *r)
{
	return r->lang == LANGUAGE_MAIN;
}

/* Leaves a page and what led to it, so that the history does not grow; the home page is not made. What follows is
 * painted. */
static void leave(struct rehearsed *r)
{
	set_painting(r, true);
	kiosk_act(r->kiosk, ACTION_HOME, 0);
}

static bool turn_pages(struct rehearsed *r, const char *text, const char *id, int most)
{
	for (int i = 1; i < PAGES_MAX && i < most && robot_find_action(r->kiosk, ACTION_PAGE, 1); i++) {
		if (!visit_screen(r, text, id, ACTION_PAGE, 1, true)) {
			return false;
		}
	}
	return true;
}

/* Steps for one of the `records` that are still to come. */
static int share(const struct rehearsed *r, size_t records)
{
	return r->left / (int)records;
}

static int of_one_language(const struct rehearsed *r, int steps)
{
	return steps / (int)r->catalogue->languages_len;
}

static bool do_themes(struct rehearsed *r)
{
	size_t count = r->catalogue->themes_len;
	r->left = of_one_language(r, THEME_STEPS);
	for (size_t i = 0; i < count; i++) {
		const char *id = r->catalogue->themes[i].id;
		int most = share(r, count - i);
		set_painting(r, is_main_language(r) || i == 0);
		if (!visit_screen(r, "theme", id, ACTION_THEME, (int64_t)i, true) ||
				!turn_pages(r, "theme", id, most)) {
			return false;
		}
	}
	leave(r);
	return true;
}

static bool do_articles(struct rehearsed *r)
{
	struct sample chosen;
	struct sample painted;
	sample_articles(&chosen, (size_t)of_one_language(r, ARTICLES_MOST), r->catalogue);
	sample_articles(&painted, ARTICLES_PAINTED, r->catalogue);
	r->left = of_one_language(r, ARTICLE_STEPS);
	for (size_t i = 0; i < chosen.len; i++) {
		size_t article = chosen.at[i];
		const char *id = r->catalogue->articles[article].id;
		int most = share(r, chosen.len - i);
		set_painting(r, is_main_language(r) || sample_has(&painted, article));
		if (!visit_screen(r, "article", id, ACTION_ARTICLE, (int64_t)article, true) ||
				!turn_pages(r, "article", id, most)) {
			return false;
		}
		leave(r);
	}
	return true;
}

/* The rows of all pages, the map of some. */
static bool do_lists(struct rehearsed *r)
{
	bool ok = visit_screen(r, "directory", "", ACTION_OPEN, SCREEN_PLACES, true) &&
		  turn_pages(r, "directory", "", LISTS_MAX);
	set_painting(r, false);
	ok = ok && turn_pages(r, "directory", "", PAGES_MAX - LISTS_MAX);
	set_painting(r, true);
	return ok;
}

static bool do_directory(struct rehearsed *r)
{
	bool ok = do_lists(r) && visit_screen(r, "open places", "", ACTION_FILTER_WHEN, WHEN_NOW, true) &&
		  visit_screen(r, "places of tomorrow", "", ACTION_FILTER_WHEN, WHEN_TOMORROW, true) &&
		  visit_screen(r, "all places", "", ACTION_FILTER_NONE, 0, true);
	for (size_t i = 0; ok && i < r->catalogue->networks_len; i++) {
		ok = visit_screen(r, "network", r->catalogue->networks[i].id, ACTION_FILTER_NETWORK, (int64_t)i, false);
	}
	for (size_t i = 0; ok && i < AUDIENCES_LEN; i++) {
		ok = visit_screen(r, "audience", audience_name((unsigned)i), ACTION_FILTER_AUDIENCE, INT64_C(1) << i,
				false);
	}
	ok = ok && visit_screen(r, "all places", "", ACTION_FILTER_NONE, 0, true);
	for (int i = 0; ok && i < 4; i++) {
		ok = visit_screen(r, "map", "nearer", ACTION_ZOOM, 1, true);
	}
	return ok && visit_screen(r, "map", "here", ACTION_RECENTER, 0, true);
}

static bool do_places(struct rehearsed *r, size_t most)
{
	struct sample chosen;
	struct sample painted;
	struct sample mapped;
	sample_places(&chosen, most, r->catalogue);
	sample_places(&painted, PAINTED_MAX, r->catalogue);
	sample_places(&mapped, MAPS_MAX, r->catalogue);
	for (size_t i = 0; i < chosen.len; i++) {
		int64_t place = (int64_t)chosen.at[i];
		const char *id = r->catalogue->places[place].id;
		bool wait = most == 1 || sample_has(&mapped, chosen.at[i]);
		set_painting(r, wait || sample_has(&painted, chosen.at[i]));
		if (!visit_screen(r, "place", id, ACTION_PLACE, place, wait) ||
				(wait && robot_find_action(r->kiosk, ACTION_ROUTE, ROBOT_ANY_ARG) &&
						(!visit_screen(r, "way to", id, ACTION_ROUTE, place, true) ||
								!turn_pages(r, "way to", id, PAGES_MAX)))) {
			return false;
		}
		leave(r);
	}
	return true;
}

static bool do_guide(struct rehearsed *r)
{
	if (!visit_screen(r, "questionnaire", "", ACTION_OPEN, SCREEN_GUIDE, true)) {
		return false;
	}
	for (int i = 0; i < r->catalogue->guide.questions_len; i++) {
		const char *id = r->catalogue->guide.questions[i].id;
		if (!visit_screen(r, "question", id, ACTION_ANSWER, 0, true) ||
				!visit_screen(r, "after question", id, ACTION_GUIDE_NEXT, 0, true)) {
			return false;
		}
	}
	leave(r);
	return true;
}

/* ---- searches ---- */

static bool search_for(struct rehearsed *r, struct generation *g, const char *title)
{
	char word[WORD_BYTES];
	str_cut(word, sizeof word, title);
	print_step("step", "search", word, r->catalogue->languages[r->lang].code);
	kiosk_act(r->kiosk, ACTION_CLEAR, 0);
	robot_type(r->kiosk, word);
	if (!settle(r)) {
		return false;
	}
	/* The screen shows no results for an index that fails as well. Nothing else uses the handle now. */
	static struct search_results found;
	struct search *s = g->search_path ? generation_search(g, 0, &r->e) : NULL;
	const struct search_asker asker = { .lang = r->lang, .professional = true, .weekday = -1 };
	return !g->search_path || (s && search_query(s, word, &asker, SEARCH_HITS_MAX, &found, &r->e)) ||
	       fail_wrap(&r->e, "search");
}

static bool do_search(struct rehearsed *r, struct generation *g)
{
	const struct catalogue *c = r->catalogue;
	if (!visit_screen(r, "search", "", ACTION_OPEN, SCREEN_SEARCH, true) || !search_for(r, g, "a")) {
		return false;
	}
	for (size_t i = 0; i < SEARCHES_MAX && i < c->places_len; i++) {
		if (!search_for(r, g, c->places[i].name)) {
			return false;
		}
	}
	for (size_t i = 0; i < SEARCHES_MAX && i < c->articles_len; i++) {
		if (!search_for(r, g, text_in(&c->articles[i].title, r->lang))) {
			return false;
		}
	}
	leave(r);
	return true;
}

/* ---- the whole ---- */

static bool do_language(struct rehearsed *r, struct generation *g)
{
	bool first = is_main_language(r);
	if (!visit_screen(r, "first screen", "", ACTION_FINISH, 0, true)) {
		return false;
	}
	kiosk_act(r->kiosk, ACTION_START, 0);
	return visit_screen(r, "home", "", ACTION_LANGUAGE, r->lang, true) && do_themes(r) && do_articles(r) &&
	       (!first || do_directory(r)) && do_places(r, first ? PLACES_MOST : 1) && do_guide(r) && do_search(r, g);
}

static bool do_large_text(struct rehearsed *r)
{
	bool ok = visit_screen(r, "home in large text", "", ACTION_TEXT_SIZE, TEXT_SIZES - 1, true);
	for (size_t i = 0; ok && i < r->catalogue->themes_len; i++) {
		const struct theme *t = &r->catalogue->themes[i];
		ok = t->articles_len == 0 ||
		     (visit_screen(r, "article in large text", t->id, ACTION_ARTICLE, t->first_article, true) &&
				     visit_screen(r, "home in large text", "", ACTION_HOME, 0, true));
	}
	return ok && do_places(r, 1);
}

static bool do_all(struct rehearsed *r, struct generation *g)
{
	for (r->lang = 0; r->lang < r->catalogue->languages_len; r->lang++) {
		if (!do_language(r, g)) {
			return false;
		}
	}
	r->lang = 0;
	return do_large_text(r);
}

static const char step_reading[] = "reading all files";

int rehearse_reading(const struct content_options *options, uint64_t generation)
{
	struct err e;
	print_step("step", step_reading, "", "");
	struct generation *g = generation_open_store(options->store, generation, options->site, &e);
	bool ok = g && bundle_check(&g->bundle, &e);
	generation_close(g);
	print_step(ok ? "good" : "bad", ok ? "" : e.message, "", "");
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

int rehearse_run(const struct kiosk_options *options, uint64_t generation)
{
	struct kiosk_options o = *options;
	o.screen.rotate = 0;
	o.content.run_dir = NULL;
	o.content.state_dir = NULL;
	o.content.only = generation;
	o.map_cache_mib = MAP_CACHE_MIB;
	struct rehearsed r = { 0 };
	print_step("step", step_reading, "", "");
	r.kiosk = kiosk_create(&o, &r.e);
	struct generation *g = r.kiosk ? kiosk_shown(r.kiosk) : NULL;
	bool ok = g != NULL;
	if (!r.kiosk) { /* fonts, icons: not of the content */
		(void)fprintf(stderr, "borne: %s\n", r.e.message);
		return EX_OSERR;
	}
	if (!ok) {
		(void)fail(&r.e, "%s", kiosk_refusal(r.kiosk));
	} else {
		r.catalogue = g->catalogue;
		timesource_set_manual(kiosk_time(r.kiosk), true);
		ok = do_all(&r, g);
		const struct kiosk_stats *done = kiosk_stats(r.kiosk);
		(void)printf("painted %" PRIu64 " laid-out %" PRIu64 "\n", done->frames - done->unseen, done->unseen);
	}
	print_step(ok ? "good" : "bad", ok ? "" : r.e.message, "", "");
	kiosk_destroy(r.kiosk);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
