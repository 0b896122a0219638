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

enum { SETTLE_MS = 60000, ANY = ROBOT_ANY_ARG, PARIS_WINTER_S = 3600, QUESTIONS_MAX = GUIDE_QUESTIONS_MAX + 1 };
static const time_t TOUR_TIME = 1795525920; /* 2026-11-24 13:12:00 UTC */

enum verb {
	SHOOT,   /* a picture of that name */
	OPEN,    /* the screen arg, as its control would: it wants a code, or may be in the menu */
	TAP,     /* the first control with that action and argument */
	TAP_IF,  /* the same, when there is one */
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
	{ SHOOT, 0, 0, "accueil" },
	{ TAP, ACTION_THEME, ANY, NULL },
	{ SHOOT, 0, 0, "theme" },
	{ TAP, ACTION_ARTICLE, ANY, NULL },
	{ SHOOT, 0, 0, "article" },
	{ TAP_IF, ACTION_PAGE, 1, NULL },
	{ SHOOT, 0, 0, "article-suite" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_PLACES, NULL },
	{ SHOOT, 0, 0, "annuaire" },
	{ TAP_IF, ACTION_ZOOM, 1, NULL },
	{ TAP_IF, ACTION_ZOOM, 1, NULL },
	{ SHOOT, 0, 0, "annuaire-rues" },
	{ TAP_IF, ACTION_PANEL, PANEL_LEGEND, NULL },
	{ SHOOT, 0, 0, "legende" },
	{ TAP_IF, ACTION_PANEL, PANEL_LEGEND, NULL },
	{ TAP_IF, ACTION_ALL_PLACES, ANY, NULL }, /* the list followed the map, perhaps to where no place is */
	{ TAP, ACTION_PLACE, ANY, NULL },
	{ SHOOT, 0, 0, "fiche-lieu" },
	{ TAP_IF, ACTION_ROUTE, ANY, NULL },
	{ SHOOT, 0, 0, "chemin" },
	{ TAP_IF, ACTION_TAKE, ANY, NULL },
	{ SHOOT, 0, 0, "emporter" },
	{ TAP, ACTION_KEEP, ANY, NULL },
	{ TAP_IF, ACTION_CLOSE, ANY, NULL },
	{ OPEN, 0, SCREEN_BASKET, NULL },
	{ SHOOT, 0, 0, "a-emporter" },
	{ TAP, ACTION_KEEP, ANY, NULL }, /* out: the bars to come are those of most visitors */
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_GUIDE, NULL },
	{ SHOOT, 0, 0, "guidez-moi" },
	{ ANSWERS, 0, 0, NULL },
	{ SHOOT, 0, 0, "guidez-moi-resultat" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_SEARCH, NULL },
	{ SHOOT, 0, 0, "recherche-vide" },
	{ TYPE, 0, 0, "formation" },
	{ SHOOT, 0, 0, "recherche" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_ACCESS, NULL },
	{ SHOOT, 0, 0, "accessibilite" },
	{ TAP, ACTION_COLOURS, THEME_CONTRAST, NULL },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ SHOOT, 0, 0, "accueil-contraste" },
	{ TAP, ACTION_OPEN, SCREEN_PLACES, NULL },
	{ SHOOT, 0, 0, "annuaire-contraste" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_ACCESS, NULL },
	{ TAP, ACTION_COLOURS, THEME_DARK, NULL },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ SHOOT, 0, 0, "accueil-sombre" },
	{ TAP, ACTION_OPEN, SCREEN_PLACES, NULL },
	{ SHOOT, 0, 0, "annuaire-sombre" },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP, ACTION_OPEN, SCREEN_ACCESS, NULL },
	{ TAP, ACTION_COLOURS, THEME_LIGHT, NULL },
	{ TAP, ACTION_TEXT_SIZE, 1, NULL },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ SHOOT, 0, 0, "accueil-gros-texte" },
	{ TAP, ACTION_OPEN, SCREEN_ACCESS, NULL },
	{ TAP, ACTION_TEXT_SIZE, 0, NULL },
	{ TAP, ACTION_HOME, ANY, NULL },
	{ TAP_IF, ACTION_OPEN, SCREEN_LANGUAGE, NULL },
	{ SHOOT, 0, 0, "langue" },
	{ TAP_IF, ACTION_PAGE, 1, NULL }, /* many languages, on 7 inches */
	{ TAP, ACTION_OPEN, SCREEN_SOURCES, NULL },
	{ SHOOT, 0, 0, "sources" },
	{ OPEN, 0, SCREEN_EDITION, NULL },
	{ SHOOT, 0, 0, "nouveautes" },
	{ TAP, ACTION_BACK, ANY, NULL },
	{ TAP, ACTION_BACK, ANY, NULL },
	{ TAP_IF, ACTION_PAGE, -1, NULL },
	{ TAP_IF, ACTION_LANGUAGE, 1, NULL },
	{ TAP_IF, ACTION_HOME, ANY, NULL },
	{ SHOOT, 0, 0, "accueil-anglais" },
	{ TAP_IF, ACTION_OPEN, SCREEN_LANGUAGE, NULL },
	{ TAP_IF, ACTION_LANGUAGE, 0, NULL },
	{ TAP_IF, ACTION_HOME, ANY, NULL },
	{ OPEN, 0, SCREEN_MENU, NULL },
	{ SHOOT, 0, 0, "menu" },
	{ OPEN, 0, SCREEN_CODE, NULL },
	{ SHOOT, 0, 0, "code" },
	{ OPEN, 0, SCREEN_PRO, NULL },
	{ SHOOT, 0, 0, "professionnels" },
	{ OPEN, 0, SCREEN_COVERAGE, NULL },
	{ SHOOT, 0, 0, "communes-eloignees" },
	{ OPEN, 0, SCREEN_TERRITORY, NULL },
	{ SHOOT, 0, 0, "territoire" },
	{ OPEN, 0, SCREEN_USAGE, NULL },
	{ SHOOT, 0, 0, "usage" },
	{ OPEN, 0, SCREEN_UNIT, NULL },
	{ SHOOT, 0, 0, "technicien" },
	{ OPEN, 0, SCREEN_UNIT_START, NULL },
	{ SHOOT, 0, 0, "mise-en-service" },
	{ OPEN, 0, SCREEN_UNIT_SITE, NULL },
	{ SHOOT, 0, 0, "choix-du-lieu" },
	{ OPEN, 0, SCREEN_UNIT_SCREEN, NULL },
	{ SHOOT, 0, 0, "reglage-ecran" },
	{ OPEN, 0, SCREEN_UNIT_NETWORK, NULL },
	{ SHOOT, 0, 0, "essai-reseau" },
	{ OPEN, 0, SCREEN_UNIT_MACHINE, NULL },
	{ SHOOT, 0, 0, "machine" },
	{ OPEN, 0, SCREEN_UNIT_TOUCH, NULL },
	{ SHOOT, 0, 0, "essai-tactile" },
	{ OPEN, 0, SCREEN_UNIT_CROSSES, NULL },
	{ SHOOT, 0, 0, "calibrage" },
	{ OPEN, 0, SCREEN_UNIT_PANEL, NULL },
	{ SHOOT, 0, 0, "essai-ecran" },
	{ OPEN, 0, SCREEN_UNIT_COLOUR, NULL },
	{ SHOOT, 0, 0, "couleurs" },
	{ OPEN, 0, SCREEN_UNIT_SOUND, NULL },
	{ SHOOT, 0, 0, "essai-son" },
	{ OPEN, 0, SCREEN_UNIT_CLEAN, NULL },
	{ SHOOT, 0, 0, "nettoyage" },
	{ PASS, 0, 31, NULL }, /* it ends by itself: no control is on it */
	{ OPEN, 0, SCREEN_UNIT_ACTIONS, NULL },
	{ SHOOT, 0, 0, "actions" },
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
	int number; /* of the next picture */
};

static bool tap(struct tour *t, int action, int64_t arg, bool must, struct err *e)
{
	const struct node *n = robot_find_action(t->kiosk, action, arg);
	if (!n) {
		return !must || fail(e, "screen %s has no control with action %d (%lld)", kiosk_screen_name(t->kiosk),
						action, (long long)arg);
	}
	return robot_tap_node(t->kiosk, n, e) && kiosk_settle(t->kiosk, SETTLE_MS, e);
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

static bool shoot(struct tour *t, const char *name, struct err *e)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s/%s-%02d-%s.png", t->dir, t->format, t->number++, name);
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
		return shoot(t, s->text, e);
	case OPEN:
		kiosk_act(t->kiosk, ACTION_OPEN, s->arg);
		return kiosk_settle(t->kiosk, SETTLE_MS, e);
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

static bool one_format(const struct kiosk_options *options, const char *dir, const struct settings_format *f,
		struct err *e)
{
	struct kiosk_options o = *options;
	o.screen = (struct display_options){ .video = VIDEO_OFFSCREEN, .w = f->w, .h = f->h };
	o.app.mm_per_px = f->mm_per_px;
	struct tour t = { .dir = dir, .format = f->name, .number = 1, .kiosk = kiosk_create(&o, e) };
	bool ok = t.kiosk && begin_tour(&t, e);
	if (ok && !kiosk_generation(t.kiosk)) {
		ok = shoot(&t, "installation", e) && fail_kind(e, ERR_ABSENT, "there is no content to show");
	}
	for (size_t i = 0; ok && i < ARRAY_LEN(steps); i++) {
		ok = do_step(&t, &steps[i], e) || fail_wrap(e, "tour %s, step %zu", f->name, i + 1);
	}
	ok = ok && (was_everywhere(&t, e) || fail_wrap(e, "tour %s", f->name));
	kiosk_destroy(t.kiosk);
	return ok;
}

bool tour_run(const struct kiosk_options *options, const char *dir, struct err *e)
{
	if (!fs_make_dirs(dir, 0755, e)) {
		return false;
	}
	for (size_t i = 0; i < SETTINGS_FORMATS; i++) {
		if (!one_format(options, dir, &settings_formats[i], e)) {
			return false;
		}
		(void)fflush(stdout);
	}
	return true;
}
