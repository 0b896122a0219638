/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/say_route.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

enum { ON_ROUTE_M = 25 }; /* a place no farther from the route than that is seen from it */

/* ---- names of streets ---- */

static bool same_letter(unsigned char a, unsigned char b)
{
	bool letter = (a >= 'A' && a <= 'Z') || (a >= 'a' && a <= 'z');
	return a == b || (letter && (a | 32) == (b | 32));
}

/* Length of `word` when the name begins with it as a whole word, in whatever case; else 0. */
static size_t begins_with(const char *name, const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!name[i] || !same_letter((unsigned char)name[i], (unsigned char)word[i])) {
			return 0;
		}
	}
	return name[len] == '\0' || name[len] == ' ' ? len : 0;
}

/* Where the noun begins in "la rue" and in "l’avenue". */
static const char *noun_of(const char *entry, const char *end)
{
	static const char apostrophe[] = "\xE2\x80\x99";
	for (const char *at = entry; at < end; at++) {
		if (*at == ' ') {
			return at + 1;
		}
		if ((size_t)(end - at) > 3 && memcmp(at, apostrophe, 3) == 0) {
			return at + 3;
		}
	}
	return end;
}

const char *say_route_with_article(const struct voice *v, const char *name)
{
	const char *at = say_text(v, STR_ROUTE_ARTICLES);
	while (*at) {
		at += strspn(at, ", ");
		const char *end = at + strcspn(at, ",");
		const char *noun = noun_of(at, end);
		size_t len = noun < end ? begins_with(name, noun, (size_t)(end - noun)) : 0;
		if (len > 0) {
			return arena_printf(v->arena, "%.*s%s", (int)(end - at), at, name + len);
		}
		at = end;
	}
	return NULL;
}

/* What is walked on, as a noun; *plain is set when it has to stand after a colon. */
static const char *ground(const struct voice *v, const struct route_step *s, bool *plain)
{
	*plain = false;
	if (s->name[0] == '\0') {
		return say_text(v, (enum string_id)(STR_ROUTE_GROUND_0 + (int)s->ground));
	}
	if (s->is_ref) {
		return say_with(v, STR_ROUTE_REF, s->name, NULL, NULL);
	}
	const char *noun = say_route_with_article(v, s->name);
	*plain = noun == NULL;
	return noun ? noun : s->name;
}

/* ---- sentences ---- */

static const char *depart(const struct voice *v, const struct route_step *s)
{
	const char *toward = say_text(v, (enum string_id)(STR_ROUTE_TOWARD_0 + s->turn));
	bool plain;
	const char *noun = ground(v, s, &plain);
	if (s->metres == 0) {
		return say_with(v, STR_ROUTE_DEPART_ONLY, toward, NULL, NULL);
	}
	return say_with(v, plain ? STR_ROUTE_DEPART_NAME : STR_ROUTE_DEPART, noun, toward, NULL);
}

static const char *turn(const struct voice *v, const struct route_step *s)
{
	bool plain;
	const char *noun = ground(v, s, &plain);
	enum string_id first = plain ? STR_ROUTE_NAME_0 : STR_ROUTE_TURN_0;
	return say_with(v, (enum string_id)((int)first + s->turn), noun, NULL, NULL);
}

static const char *roundabout(const struct voice *v, const struct route_step *s)
{
	const char *then = turn(v, s);
	char *lower = arena_strdup(v->arena, then);
	lower[0] = (char)(lower[0] >= 'A' && lower[0] <= 'Z' ? lower[0] + 32 : lower[0]);
	return say_with(v, STR_ROUTE_ROUNDABOUT, lower, NULL, NULL);
}

static const char *stairs(const struct voice *v, const struct route_step *s)
{
	const char *text = say_text(v, (enum string_id)(STR_ROUTE_STAIRS_0 + s->turn));
	if (s->stairs > 0) {
		text = say_list(v, text, say_count(v, STR_ROUTE_STAIRS_COUNT, s->stairs, NULL));
	}
	return s->name[0] ? say_with(v, STR_PLACE_PERIOD_WORDS, text, s->name, NULL) : text;
}

static const char *square(const struct voice *v, const struct route_step *s)
{
	bool plain;
	const char *noun = ground(v, s, &plain);
	return say_with(v, plain ? STR_ROUTE_SQUARE_NAME : STR_ROUTE_SQUARE, noun, NULL, NULL);
}

static const char *arrive(const struct voice *v, const struct route_step *s, const char *place)
{
	static const enum string_id near[] = { STR_ROUTE_ARRIVE, STR_ROUTE_ARRIVE_RIGHT, STR_ROUTE_ARRIVE_LEFT };
	static const enum string_id far[] = { STR_ROUTE_LEAVE, STR_ROUTE_LEAVE_RIGHT, STR_ROUTE_LEAVE_LEFT };
	int side = s->turn == ROUTE_RIGHT ? 1 : s->turn == ROUTE_LEFT ? 2 : 0;
	if (s->metres <= ON_ROUTE_M) {
		return say_with(v, near[side], place, NULL, NULL);
	}
	return say_with(v, far[side], place, say_route_distance(v, s), NULL);
}

const char *say_route_step(const struct voice *v, const struct route_step *step, const char *place)
{
	switch (step->kind) {
	case ROUTE_DEPART:
		return depart(v, step);
	case ROUTE_ROUNDABOUT:
		return roundabout(v, step);
	case ROUTE_STAIRS:
		return stairs(v, step);
	case ROUTE_CROSS_SQUARE:
		return square(v, step);
	case ROUTE_LIFT:
		return say_text(v, STR_ROUTE_LIFT);
	case ROUTE_ARRIVE:
		return arrive(v, step, place);
	case ROUTE_TURN:
	case ROUTE_KINDS:
		break;
	}
	return turn(v, step);
}

const char *say_route_distance(const struct voice *v, const struct route_step *step)
{
	bool seen = step->kind == ROUTE_ARRIVE && step->metres <= ON_ROUTE_M;
	if (step->metres < 3 || seen) {
		return NULL;
	}
	if (step->metres < 47) { /* people count short stretches by their steps: five metres are enough */
		return say_with(v, STR_DISTANCE_METRES, say_number(v, (step->metres + 2) / 5 * 5), NULL, NULL);
	}
	return say_distance(v, (float)step->metres);
}

const char *say_route_icon(const struct route_step *step)
{
	static const char *const turns[ROUTE_TURNS] = { "tout-droit", "droite", "droite", "droite", "retour", "gauche",
		"gauche", "gauche" };
	switch (step->kind) {
	case ROUTE_DEPART:
		return "tout-droit";
	case ROUTE_STAIRS:
		return "alerte";
	case ROUTE_ARRIVE:
		return "arrivee";
	case ROUTE_CROSS_SQUARE:
	case ROUTE_LIFT:
		return "tout-droit";
	default:
		return turns[step->turn];
	}
}

/* A number and its unit stay together (DESIGN.md section 3). */
static const char *unbroken(const struct voice *v, const char *distance)
{
	const char *space = strchr(distance, ' ');
	return space ? arena_printf(v->arena, "%.*s\u00a0%s", (int)(space - distance), distance, space + 1) : distance;
}

const char *say_route_summary(const struct voice *v, int seconds, int metres)
{
	int minutes = (seconds + 59) / 60;
	const char *far = unbroken(v, say_distance(v, (float)metres));
	return say_count(v, STR_ROUTE_SUMMARY, minutes < 1 ? 1 : minutes, far);
}

const char *say_route_stairs(const struct voice *v, const struct route_plan *route)
{
	int sum = 0;
	int flights = 0;
	bool all = true;
	for (size_t i = 0; i < route->steps_len; i++) {
		if (route->steps[i].kind == ROUTE_STAIRS) {
			flights++;
			all = all && route->steps[i].stairs > 0;
			sum += route->steps[i].stairs;
		}
	}
	if (flights == 0) {
		return NULL;
	}
	return all ? say_count(v, STR_ROUTE_STAIRS_COUNT, sum, NULL) : say_text(v, STR_ROUTE_STAIRS_SOME);
}

const char *say_route_take_away(const struct voice *v, const struct route_plan *route, const char *place,
		const char *address, const char *summary, size_t most)
{
	const char *text = arena_printf(v->arena, "%s\n%s\n%s\n", place, address, summary);
	for (size_t i = 0; i < route->steps_len; i++) {
		const struct route_step *s = &route->steps[i];
		const char *far = say_route_distance(v, s);
		bool tell = far && s->kind != ROUTE_ARRIVE;
		const char *step = say_list(v, say_route_step(v, s, place), tell ? far : "");
		const char *longer = arena_printf(v->arena, "%s%zu. %s\n", text, i + 1, step);
		if (strlen(longer) + 4 > most) {
			return arena_printf(v->arena, "%s…\n", text);
		}
		text = longer;
	}
	return text;
}
