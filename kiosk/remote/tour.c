/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote/tour.h"

#include <stdio.h>

#include "app/action.h"
#include "app/screen.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "platform/settings.h"
#include "remote/robot.h"
#include "ui/style.h"

enum {
	SETTLE_MS = 60000,
	ANY = ROBOT_ANY_ARG,
	PARIS_WINTER_S = 3600,
	QUESTIONS_MAX = GUIDE_QUESTIONS_MAX + 1,
	PAGES_MAX = 60, /* that are turned to find a control */
	SHOWN_MAX = 6   /* pages of one screen that are on pictures: lists of hundreds of places are cut there */
};
static const time_t TOUR_TIME = 1795525920; /* 2026-11-24 13:12:00 UTC */

enum verb {
	SHOOT,   /* a picture of that name */
	PAGES,   /* the same, and of the pages that follow it; back to the first */
	OPEN,    /* the screen arg, as its control would: it wants a code, or may be in the menu */
	TAP,     /* the first control with that action and argument, on whichever page of the screen it is */
	TAP_IF,  /* the same, when there is one */
	CHOSEN,  /* the text size and the language of the tour, as their controls would */
	TYPE,    /* words */
	ANSWERS, /* the whole questionnaire, always the first answer */
	PASS,    /* arg seconds go by */
};

struct step {
	enum verb verb;
	int action;
	int64_t arg;
	const char *text;
};

static const struct step steps[] = {
	{ SHOOT, 0, 0, "accroche" },
	{ TAP, ACTION_START, ANY, NULL },
	{ CHOSEN, 0, 0, NULL },
	{ PAGES, 0, 0, "accueil" },
	{ TAP, ACTION_THEME, ANY, NULL },
	{ PAGES, 0, 0, "theme" },
	{ TAP, ACTION_ARTICLE, ANY, NULL },
	{ PAGES, 0, 0, "article" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_PLACES, NULL },
	{ PAGES, 0, 0, "annuaire" },
	{ TAP_IF, ACTION_ZOOM, 1, NULL },
	{ TAP_IF, ACTION_ZOOM, 1, NULL },
	{ SHOOT, 0, 0, "annuaire-rues" },
	{ TAP_IF, ACTION_PANEL, PANEL_LEGEND, NULL },
	{ SHOOT, 0, 0, "legende" },
	{ TAP_IF, ACTION_PANEL, PANEL_LEGEND, NULL },
	{ TAP_IF, ACTION_ALL_PLACES, ANY, NULL }, /* the list followed the map, perhaps to where no place is */
	{ TAP, ACTION_PLACE, ANY, NULL },
	{ PAGES, 0, 0, "fiche-lieu" },
	{ TAP_IF, ACTION_ROUTE, ANY, NULL },
	{ PAGES, 0, 0, "chemin" },
	{ TAP_IF, ACTION_TAKE, ANY, NULL },
	{ PAGES, 0, 0, "emporter" },
	{ TAP, ACTION_KEEP, ANY, NULL },
	{ TAP_IF, ACTION_CLOSE, ANY, NULL },
	{ OPEN, 0, SCREEN_BASKET, NULL },
	{ PAGES, 0, 0, "a-emporter" },
	{ TAP, ACTION_KEEP, ANY, NULL }, /* out: the bars to come are those of most visitors */
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_GUIDE, NULL },
	{ PAGES, 0, 0, "guidez-moi" },
	{ ANSWERS, 0, 0, NULL },
	{ PAGES, 0, 0, "guidez-moi-resultat" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_SEARCH, NULL },
	{ PAGES, 0, 0, "recherche-vide" },
	{ TYPE, 0, 0, "formation" },
	{ PAGES, 0, 0, "recherche" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ OPEN, 0, SCREEN_ACCESS, NULL },
	{ PAGES, 0, 0, "accessibilite" },
	{ TAP, ACTION_COLOURS, THEME_CONTRAST, NULL },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ SHOOT, 0, 0, "accueil-contraste" },
	{ TAP, ACTION_OPEN, SCREEN_PLACES, NULL },
	{ SHOOT, 0, 0, "annuaire-contraste" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ OPEN, 0, SCREEN_ACCESS, NULL },
	{ TAP, ACTION_COLOURS, THEME_DARK, NULL },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ SHOOT, 0, 0, "accueil-sombre" },
	{ TAP, ACTION_OPEN, SCREEN_PLACES, NULL },
	{ SHOOT, 0, 0, "annuaire-sombre" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ OPEN, 0, SCREEN_ACCESS, NULL },
	{ TAP, ACTION_COLOURS, THEME_LIGHT, NULL },
	{ TAP, ACTION_TEXT_SIZE, 1, NULL },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ SHOOT, 0, 0, "accueil-gros-texte" },
	{ CHOSEN, 0, 0, NULL },
	{ TAP_IF, ACTION_HOME, ANY, NULL },
	{ OPEN, 0, SCREEN_LANGUAGE, NULL },
	{ PAGES, 0, 0, "langue" },
	{ TAP, ACTION_OPEN, SCREEN_SOURCES, NULL },
	{ PAGES, 0, 0, "sources" },
	{ OPEN, 0, SCREEN_EDITION, NULL },
	{ PAGES, 0, 0, "nouveautes" },
	{ TAP, ACTION_BACK, ANY, NULL },
	{ TAP, ACTION_BACK, ANY, NULL },
	{ TAP_IF, ACTION_LANGUAGE, 1, NULL },
	{ TAP_IF, ACTION_HOME, ANY, NULL },
	{ SHOOT, 0, 0, "accueil-anglais" },
	{ CHOSEN, 0, 0, NULL },
	{ TAP_IF, ACTION_HOME, ANY, NULL },
	{ TAP_IF, ACTION_LISTEN, ANY, NULL }, /* a machine without sound says so instead */
	{ SHOOT, 0, 0, "ecouter" },
	{ TAP_IF, ACTION_LISTEN_STOP, ANY, NULL },
	{ TAP_IF, ACTION_HOME, ANY, NULL },
	{ OPEN, 0, SCREEN_MENU, NULL },
	{ PAGES, 0, 0, "menu" },
	{ OPEN, 0, SCREEN_CODE, NULL },
	{ PAGES, 0, 0, "code" },
	{ OPEN, 0, SCREEN_PRO, NULL },
	{ PAGES, 0, 0, "professionnels" },
	{ OPEN, 0, SCREEN_COVERAGE, NULL },
	{ PAGES, 0, 0, "communes-eloignees" },
	{ OPEN, 0, SCREEN_TERRITORY, NULL },
	{ PAGES, 0, 0, "territoire" },
	{ OPEN, 0, SCREEN_USAGE, NULL },
	{ PAGES, 0, 0, "usage" },
	{ OPEN, 0, SCREEN_UNIT, NULL },
	{ PAGES, 0, 0, "technicien" },
	{ OPEN, 0, SCREEN_UNIT_START, NULL },
	{ PAGES, 0, 0, "mise-en-service" },
	{ OPEN, 0, SCREEN_UNIT_SITE, NULL },
	{ PAGES, 0, 0, "choix-du-lieu" },
	{ OPEN, 0, SCREEN_UNIT_SCREEN, NULL },
	{ PAGES, 0, 0, "reglage-ecran" },
	{ OPEN, 0, SCREEN_UNIT_NETWORK, NULL },
	{ PAGES, 0, 0, "essai-reseau" },
	{ OPEN, 0, SCREEN_UNIT_MACHINE, NULL },
	{ PAGES, 0, 0, "machine" },
	{ OPEN, 0, SCREEN_UNIT_TOUCH, NULL },
	{ PAGES, 0, 0, "essai-tactile" },
	{ OPEN, 0, SCREEN_UNIT_CROSSES, NULL },
	{ SHOOT, 0, 0, "calibrage" },
	{ OPEN, 0, SCREEN_UNIT_PANEL, NULL },
	{ PAGES, 0, 0, "essai-ecran" },
	{ OPEN, 0, SCREEN_UNIT_COLOUR, NULL },
	{ SHOOT, 0, 0, "couleurs" },
	{ OPEN, 0, SCREEN_UNIT_SOUND, NULL },
	{ PAGES, 0, 0, "essai-son" },
	{ OPEN, 0, SCREEN_UNIT_CLEAN, NULL },
	{ SHOOT, 0, 0, "nettoyage" },
	{ PASS, 0, 31, NULL }, /* it ends by itself: no control is on it */
	{ OPEN, 0, SCREEN_UNIT_ACTIONS, NULL },
	{ PAGES, 0, 0, "actions" },
	{ TAP_IF, ACTION_HOME, ANY, NULL },
	{ PASS, 0, 65, NULL },
	{ SHOOT, 0, 0, "inactivite" },
};

/* Screens that a complete content may not have; every other one of the table has to be on a picture. */
static const bool not_everywhere[SCREEN_COUNT] = {
	[SCREEN_ROUTE] = true, /* where the extract knows a route to the first place */
	[SCREEN_SETUP] = true, /* where there is no content, or no site of it */
};

struct tour {
	struct kiosk *kiosk;
	bool shot[SCREEN_COUNT];
	const char *dir;
	const char *format;
	int text;     /* index of text_scales */
	int language; /* index of the catalogue's */
	int number;   /* of the next picture */
};

static bool act(struct tour *t, int action, int64_t arg, struct err *e)
{
	kiosk_act(t->kiosk, action, arg);
	return kiosk_settle(t->kiosk, SETTLE_MS, e);
}

static bool tap_node(struct tour *t, const struct node *n, struct err *e)
{
	return robot_tap_node(t->kiosk, n, e) && kiosk_settle(t->kiosk, SETTLE_MS, e);
}

/* Back to the first of its pages. */
static bool first_page(struct tour *t, struct err *e)
{
	for (int i = 0; i < PAGES_MAX; i++) {
		const struct node *back = robot_find_action(t->kiosk, ACTION_PAGE, -1);
		if (!back) {
			return true;
		}
		if (!tap_node(t, back, e)) {
			return false;
		}
	}
	return true; /* a list that is longer than that */
}

static bool tap(struct tour *t, int action, int64_t arg, bool must, struct err *e)
{
	const struct node *n = robot_find_action(t->kiosk, action, arg);
	if (!n && !first_page(t, e)) {
		return false;
	}
	for (int i = 0; !n && i < PAGES_MAX; i++) {
		n = robot_find_action(t->kiosk, action, arg);
		const struct node *next = n ? NULL : robot_find_action(t->kiosk, ACTION_PAGE, 1);
		if (!n && !next) {
			break;
		}
		if (next && !tap_node(t, next, e)) {
			return false;
		}
	}
	if (n) {
		return tap_node(t, n, e);
	}
	return must ? fail(e, "screen %s has no control with action %d (%lld)", kiosk_screen_name(t->kiosk), action,
				      (long long)arg)
		    : first_page(t, e);
}

static bool answer_all(struct tour *t, struct err *e)
{
	for (int i = 0; i < QUESTIONS_MAX; i++) {
		if (!robot_find_action(t->kiosk, ACTION_ANSWER, ANY)) {
			return true;
		}
		if (!tap(t, ACTION_ANSWER, ANY, true, e) || !tap(t, ACTION_GUIDE_NEXT, ANY, false, e)) {
			return false;
		}
	}
	return fail(e, "the questionnaire does not end");
}

/* `page`: 1 is the first, whose file has the name alone. */
static bool shoot_page(struct tour *t, const char *name, int page, struct err *e)
{
	CLEANUP(free_ptr) char *number = page > 1 ? mem_printf("-%d", page) : mem_strdup("");
	CLEANUP(free_ptr) char *path = mem_printf("%s/%s-%02d-%s%s.png", t->dir, t->format, t->number, name, number);
	const struct canvas *canvas = kiosk_picture(t->kiosk, e);
	if (!canvas || !canvas_write_png(canvas, path, e)) {
		return false;
	}
	(void)printf("%s\n", path);
	for (size_t i = 0; i < SCREEN_COUNT; i++) {
		t->shot[i] = t->shot[i] || str_equal(screen_of((enum screen)i)->name, kiosk_screen_name(t->kiosk));
	}
	return true;
}

static bool shoot(struct tour *t, const char *name, int pages, struct err *e)
{
	bool ok = shoot_page(t, name, 1, e);
	for (int page = 2; ok && page <= pages; page++) {
		const struct node *next = robot_find_action(t->kiosk, ACTION_PAGE, 1);
		if (!next) {
			break;
		}
		ok = tap_node(t, next, e) && shoot_page(t, name, page, e);
	}
	t->number++;
	return ok && (pages == 1 || first_page(t, e));
}

static bool was_everywhere(const struct tour *t, struct err *e)
{
	for (size_t i = 0; i < SCREEN_COUNT; i++) {
		if (!t->shot[i] && !not_everywhere[i]) {
			return fail(e, "no picture of the screen %s was made", screen_of((enum screen)i)->name);
		}
	}
	return true;
}

static bool do_step(struct tour *t, const struct step *s, struct err *e)
{
	switch (s->verb) {
	case SHOOT:
		return shoot(t, s->text, 1, e);
	case PAGES:
		return shoot(t, s->text, SHOWN_MAX, e);
	case OPEN:
		return act(t, ACTION_OPEN, s->arg, e);
	case CHOSEN:
		return act(t, ACTION_TEXT_SIZE, t->text, e) && act(t, ACTION_LANGUAGE, t->language, e);
	case TAP:
		return tap(t, s->action, s->arg, true, e);
	case TAP_IF:
		return tap(t, s->action, s->arg, false, e);
	case TYPE:
		robot_type(t->kiosk, s->text);
		return kiosk_settle(t->kiosk, SETTLE_MS, e);
	case ANSWERS:
		return answer_all(t, e);
	case PASS:
		return kiosk_advance(t->kiosk, s->arg * 1000000, e) && kiosk_settle(t->kiosk, SETTLE_MS, e);
	}
	return true;
}

static bool begin_tour(struct tour *t, struct err *e)
{
	struct timesource *time = kiosk_time(t->kiosk);
	timesource_set_manual(time, true);
	timesource_set_wall(time, TOUR_TIME);
	timesource_set_zone(time, PARIS_WINTER_S);
	kiosk_send(t->kiosk, (struct event){ .type = EVENT_TICK });
	return kiosk_settle(t->kiosk, SETTLE_MS, e);
}

/* Index of the language that is asked for; the first, when none is. */
static bool find_language(const struct catalogue *c, const char *code, int *out, struct err *e)
{
	*out = 0;
	for (size_t i = 0; i < c->languages_len && code && code[0]; i++) {
		if (str_equal(c->languages[i].code, code)) {
			*out = (int)i;
			return true;
		}
	}
	return !code || !code[0] || fail_kind(e, ERR_ABSENT, "the content has no language '%s'", code);
}

static bool one_format(const struct kiosk_options *options, const struct tour_options *tour,
		const struct settings_format *f, struct err *e)
{
	struct kiosk_options o = *options;
	o.screen = (struct display_options){ .video = VIDEO_OFFSCREEN, .w = f->w, .h = f->h };
	o.app.mm_per_px = f->mm_per_px;
	struct tour t = { .dir = tour->dir,
		.format = f->name,
		.text = tour->text,
		.number = 1,
		.kiosk = kiosk_create(&o, e) };
	bool ok = t.kiosk && begin_tour(&t, e);
	if (ok && !kiosk_generation(t.kiosk)) {
		ok = shoot(&t, "installation", 1, e) && fail_kind(e, ERR_ABSENT, "there is no content to show");
	}
	ok = ok && find_language(kiosk_generation(t.kiosk)->catalogue, o.app.language, &t.language, e);
	for (size_t i = 0; ok && i < ARRAY_LEN(steps); i++) {
		ok = do_step(&t, &steps[i], e) || fail_wrap(e, "tour %s, step %zu", f->name, i + 1);
	}
	ok = ok && (was_everywhere(&t, e) || fail_wrap(e, "tour %s", f->name));
	kiosk_destroy(t.kiosk);
	return ok;
}

bool tour_run(const struct kiosk_options *options, const struct tour_options *tour, struct err *e)
{
	if (!fs_make_dirs(tour->dir, 0755, e)) {
		return false;
	}
	for (size_t i = 0; i < SETTINGS_FORMATS; i++) {
		if (!one_format(options, tour, &settings_formats[i], e)) {
			return false;
		}
		(void)fflush(stdout);
	}
	return true;
}
