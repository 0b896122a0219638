/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health.h"

#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/outward.h"
#include "base/str.h"

enum { STATE_WIDTH = 11, AREA_WIDTH = 13, KEY_BYTES = 64, LENT = 8, LENT_BYTES = 64 };

/* In JSON, and in the keys health.area.* and health.state.*: these never change. */
static const char *const areas[HEALTH_AREAS] = {
	[HEALTH_CONFIG] = "config",
	[HEALTH_CONTENT] = "content",
	[HEALTH_SYNC] = "sync",
	[HEALTH_FIRMWARE] = "firmware",
	[HEALTH_INTERFACE] = "interface",
	[HEALTH_NETWORK] = "network",
	[HEALTH_CLOCK] = "clock",
	[HEALTH_STORAGE] = "storage",
	[HEALTH_TEMPERATURE] = "temperature",
	[HEALTH_POWER] = "power",
	[HEALTH_DISPLAY] = "display",
	[HEALTH_TOUCH] = "touch",
	[HEALTH_SOUND] = "sound",
	[HEALTH_ASSETS] = "assets",
	[HEALTH_SERVICES] = "services",
};
static const char *const states[HEALTH_STATES] = {
	[HEALTH_OK] = "ok",
	[HEALTH_ATTENTION] = "attention",
	[HEALTH_BROKEN] = "broken",
};

static const char *const facts[HEALTH_FACTS] = {
#define FACT(id, key) [HEALTH_##id] = (key),
#include "health/facts.def"
#undef FACT
};

const char *health_area_word(enum health_area area)
{
	return areas[area];
}

void health_finish(struct health *h)
{
	for (size_t i = 0; i < h->len; i++) {
		free(h->at[i].fact);
		free(h->at[i].remedy);
	}
	h->len = 0;
}

const char *health_language(const struct health *h)
{
	return h->language ? h->language : words_main();
}

/* "health.<a><b>"; NULL: there are no words for it. */
static const char *find_words(const char *language, const char *a, const char *b)
{
	char key[KEY_BYTES];
	(void)snprintf(key, sizeof key, "health.%s%s", a, b);
	return words_find(language, key);
}

/* Owned. Values quote files that other accounts and machines write. */
static char *fill_words(const char *text, const struct words_value *values)
{
	struct buf filled = { 0 };
	struct buf shown = { 0 };
	words_fill(&filled, text, values);
	outward_add(&shown, buf_text(&filled), "");
	buf_finish(&filled);
	return buf_take(&shown);
}

char *health_say(const char *language, const char *key, const struct words_value *values)
{
	const char *text = find_words(language, key, "");
	return fill_words(text ? text : key, values);
}

void health_add(struct health *h, enum health_area area, enum health_state state, enum health_fact fact,
		const struct words_value *values)
{
	assert(h->len < HEALTH_FINDINGS_MAX - 1);
	const char *remedy = state != HEALTH_OK ? find_words(health_language(h), facts[fact], ".remedy") : NULL;
	struct health_finding *f = &h->at[h->len++];
	*f = (struct health_finding){ .area = area,
		.state = state,
		.id = fact,
		.fact = health_say(health_language(h), facts[fact], values),
		.remedy = remedy ? fill_words(remedy, values) : NULL };
	if (f->remedy && f->remedy[0] == '\0') { /* a value that is all of it, and says nothing */
		free(f->remedy);
		f->remedy = NULL;
	}
}

enum health_state health_worst(const struct health *h)
{
	enum health_state worst = HEALTH_OK;
	for (size_t i = 0; i < h->len; i++) {
		worst = h->at[i].state > worst ? h->at[i].state : worst;
	}
	return worst;
}

static char *lend(void)
{
	static char texts[LENT][LENT_BYTES];
	static size_t next;
	return texts[next++ % LENT];
}

const char *health_number(long long n)
{
	char *text = lend();
	(void)snprintf(text, LENT_BYTES, "%lld", n);
	return text;
}

const char *health_decimal(const char *language, double value, int digits)
{
	char plain[LENT_BYTES];
	const char *sign = words_find(language, "number.decimal");
	char *text = lend();
	(void)snprintf(plain, sizeof plain, "%.*f", digits, value);
	size_t whole = strcspn(plain, ".");
	struct buf out = { 0 };
	buf_add(&out, plain, whole);
	if (plain[whole]) {
		buf_add_text(&out, sign ? sign : ".");
		buf_add_text(&out, plain + whole + 1);
	}
	str_cut(text, LENT_BYTES, buf_text(&out));
	buf_finish(&out);
	return text;
}

/* Owned: the form of health.<key> for `n`. */
static char *count(const struct health *h, const char *key, long n)
{
	char whole[KEY_BYTES];
	(void)snprintf(whole, sizeof whole, "health.%s", key);
	const char *text = words_count(health_language(h), whole, (unsigned long)n);
	return fill_words(text ? text : "{n}", WORDS_VALUES({ "n", health_number(n) }));
}

const char *health_duration(const struct health *h, time_t seconds)
{
	static const struct {
		long seconds;
		const char *key;
	} units[] = {
		{ 86400, "duration.days" },
		{ 3600, "duration.hours" },
		{ 60, "duration.minutes" },
		{ 1, "duration.seconds" },
	};
	long left = seconds > 0 ? (long)seconds : 0;
	size_t unit = 0;
	/* Two of a unit at least: "36 hours" says more than "1 day". */
	while (unit + 1 < ARRAY_LEN(units) && left < 2 * units[unit].seconds) {
		unit++;
	}
	CLEANUP(free_ptr) char *text = count(h, units[unit].key, left / units[unit].seconds);
	char *lent = lend();
	str_cut(lent, LENT_BYTES, text);
	return lent;
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
	const char *state = find_words(health_language(h), "state.", states[f->state]);
	const char *area = find_words(health_language(h), "area.", areas[f->area]);
	add_padded(out, state ? state : states[f->state], STATE_WIDTH);
	add_padded(out, area ? area : areas[f->area], AREA_WIDTH);
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
	CLEANUP(free_ptr) char *broken = count(h, "balance.broken", (long)counts[HEALTH_BROKEN]);
	CLEANUP(free_ptr) char *attention = count(h, "balance.attention", (long)counts[HEALTH_ATTENTION]);
	bool none = counts[HEALTH_BROKEN] + counts[HEALTH_ATTENTION] == 0;
	CLEANUP(free_ptr)
	char *text = health_say(health_language(h), none ? "balance.none" : "balance",
			WORDS_VALUES({ "broken", broken }, { "attention", attention }));
	buf_printf(out, "\n%s\n", text);
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
		/* What came from a file may not be UTF-8; jansson then returns NULL. */
		json_t *fact = json_string(f->fact);
		json_t *o = json_pack("{s:s, s:s, s:o, s:o?}", "area", areas[f->area], "state", states[f->state],
				"fact", fact ? fact : json_string("?"), "remedy",
				f->remedy ? json_string(f->remedy) : NULL);
		if (o) {
			(void)json_array_append_new(findings, o);
		}
	}
	json_t *root = json_pack("{s:s, s:o}", "state", states[health_worst(h)], "findings", findings);
	char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	json_decref(root);
	buf_add_text(out, text ? text : "{}");
	buf_add_char(out, '\n');
	free(text);
}
