/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health.h"

#include <assert.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/outward.h"
#include "base/str.h"

enum { LANGS = 2, STATE_WIDTH = 11, AREA_WIDTH = 13 };

static const struct {
	const char *id;
	const char *words[LANGS];
} areas[HEALTH_AREAS] = {
	[HEALTH_CONFIG] = { "config", { "Réglages", "Settings" } },
	[HEALTH_CONTENT] = { "content", { "Contenus", "Contents" } },
	[HEALTH_SYNC] = { "sync", { "Mise à jour", "Updates" } },
	[HEALTH_INTERFACE] = { "interface", { "Interface", "Interface" } },
	[HEALTH_NETWORK] = { "network", { "Réseau", "Network" } },
	[HEALTH_CLOCK] = { "clock", { "Horloge", "Clock" } },
	[HEALTH_STORAGE] = { "storage", { "Stockage", "Storage" } },
	[HEALTH_TEMPERATURE] = { "temperature", { "Température", "Temperature" } },
	[HEALTH_DISPLAY] = { "display", { "Écran", "Display" } },
	[HEALTH_TOUCH] = { "touch", { "Tactile", "Touch" } },
	[HEALTH_ASSETS] = { "assets", { "Ressources", "Assets" } },
	[HEALTH_SERVICES] = { "services", { "Services", "Services" } },
};

static const struct {
	const char *id;
	const char *words[LANGS];
} states[HEALTH_STATES] = {
	[HEALTH_OK] = { "ok", { "bon", "ok" } },
	[HEALTH_ATTENTION] = { "attention", { "ATTENTION", "ATTENTION" } },
	[HEALTH_BROKEN] = { "broken", { "PANNE", "BROKEN" } },
};

const char *health_language(enum health_lang lang)
{
	static const char *const codes[] = { [HEALTH_FRENCH] = "fr", [HEALTH_ENGLISH] = "en" };
	return codes[lang];
}

void health_finish(struct health *h)
{
	for (size_t i = 0; i < h->len; i++) {
		free(h->at[i].fact);
		free(h->at[i].remedy);
	}
	h->len = 0;
}

static char *format(const char *fmt, va_list args)
{
	struct buf text = { 0 };
	struct buf shown = { 0 };
	buf_vprintf(&text, fmt, args);
	outward_add(&shown, buf_text(&text), ""); /* it quotes files that other accounts and machines write */
	buf_finish(&text);
	return buf_take(&shown);
}

void health_add(struct health *h, enum health_area area, enum health_state state, const char *french,
		const char *english, ...)
{
	assert(h->len < HEALTH_FINDINGS_MAX - 1);
	va_list args;
	va_start(args, english);
	h->at[h->len++] = (struct health_finding){
		.area = area,
		.state = state,
		.fact = format(h->lang == HEALTH_FRENCH ? french : english, args),
	};
	va_end(args);
}

void health_remedy(struct health *h, const char *french, const char *english, ...)
{
	assert(h->len > 0 && !h->at[h->len - 1].remedy);
	va_list args;
	va_start(args, english);
	h->at[h->len - 1].remedy = format(h->lang == HEALTH_FRENCH ? french : english, args);
	va_end(args);
}

enum health_state health_worst(const struct health *h)
{
	enum health_state worst = HEALTH_OK;
	for (size_t i = 0; i < h->len; i++) {
		worst = h->at[i].state > worst ? h->at[i].state : worst;
	}
	return worst;
}

const char *health_duration(const struct health *h, time_t seconds)
{
	static char texts[4][64];
	static size_t next;
	static const struct {
		long seconds;
		const char *one[LANGS];
		const char *many[LANGS];
	} units[] = {
		{ 86400, { "jour", "day" }, { "jours", "days" } },
		{ 3600, { "heure", "hour" }, { "heures", "hours" } },
		{ 60, { "minute", "minute" }, { "minutes", "minutes" } },
		{ 1, { "seconde", "second" }, { "secondes", "seconds" } },
	};
	long left = seconds > 0 ? (long)seconds : 0;
	size_t unit = 0;
	/* Two of a unit at least: "36 hours" says more than "1 day". */
	while (unit + 1 < ARRAY_LEN(units) && left < 2 * units[unit].seconds) {
		unit++;
	}
	long count = left / units[unit].seconds;
	char *text = texts[next++ % ARRAY_LEN(texts)];
	(void)snprintf(text, sizeof texts[0], "%ld %s", count,
			count > 1 ? units[unit].many[h->lang] : units[unit].one[h->lang]);
	return text;
}

/* printf pads bytes; columns are characters. */
static void add_padded(struct buf *out, const char *text, size_t width)
{
	size_t columns = 0;
	const char *end = text + strlen(text);
	for (const char *at = text; at < end; columns++) {
		(void)utf8_next(&at, end);
	}
	buf_add_text(out, text);
	for (; columns < width; columns++) {
		buf_add_char(out, ' ');
	}
}

static void print_finding(const struct health *h, const struct health_finding *f, struct buf *out)
{
	add_padded(out, states[f->state].words[h->lang], STATE_WIDTH);
	add_padded(out, areas[f->area].words[h->lang], AREA_WIDTH);
	buf_printf(out, "%s\n", f->fact);
	if (f->remedy) {
		buf_printf(out, "%*s→ %s\n", STATE_WIDTH + AREA_WIDTH, "", f->remedy);
	}
}

static void print_balance(const struct health *h, struct buf *out)
{
	size_t counts[HEALTH_STATES] = { 0 };
	for (size_t i = 0; i < h->len; i++) {
		counts[h->at[i].state]++;
	}
	size_t bad = counts[HEALTH_BROKEN];
	size_t odd = counts[HEALTH_ATTENTION];
	if (bad + odd == 0) {
		buf_add_text(out, h->lang == HEALTH_FRENCH ? "\nTout fonctionne.\n" : "\nEverything works.\n");
	} else if (h->lang == HEALTH_FRENCH) {
		buf_printf(out, "\n%zu panne%s, %zu point%s d’attention.\n", bad, bad > 1 ? "s" : "", odd,
				odd > 1 ? "s" : "");
	} else {
		buf_printf(out, "\n%zu broken, %zu to look at.\n", bad, odd);
	}
}

void health_print_doctor(const struct health *h, struct buf *out)
{
	for (int area = 0; area < HEALTH_AREAS; area++) {
		for (size_t i = 0; i < h->len; i++) {
			if ((int)h->at[i].area == area) {
				print_finding(h, &h->at[i], out);
			}
		}
	}
	print_balance(h, out);
}

void health_print_status(const struct health *h, struct buf *out)
{
	for (int area = 0; area < HEALTH_AREAS; area++) {
		const struct health_finding *worst = NULL;
		for (size_t i = 0; i < h->len; i++) {
			if ((int)h->at[i].area == area && (!worst || h->at[i].state > worst->state)) {
				worst = &h->at[i];
			}
		}
		if (worst) {
			struct health_finding short_form = *worst;
			short_form.remedy = NULL;
			print_finding(h, &short_form, out);
		}
	}
	print_balance(h, out);
}

void health_print_json(const struct health *h, struct buf *out)
{
	json_t *findings = json_array();
	for (size_t i = 0; i < h->len; i++) {
		const struct health_finding *f = &h->at[i];
		/* What came from a file may not be UTF-8; jansson then has nothing to say. */
		json_t *fact = json_string(f->fact);
		json_t *o = json_pack("{s:s, s:s, s:o, s:o?}", "area", areas[f->area].id, "state", states[f->state].id,
				"fact", fact ? fact : json_string("?"), "remedy",
				f->remedy ? json_string(f->remedy) : NULL);
		if (o) {
			(void)json_array_append_new(findings, o);
		}
	}
	json_t *root = json_pack("{s:s, s:o}", "state", states[health_worst(h)].id, "findings", findings);
	char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	json_decref(root);
	buf_add_text(out, text ? text : "{}");
	buf_add_char(out, '\n');
	free(text);
}
