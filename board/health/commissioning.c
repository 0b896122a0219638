/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/commissioning.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/outward.h"
#include "base/str.h"

enum { LINE_BYTES = 64, WORD_BYTES = 32 };

static char *say(const char *language, const char *group, const char *word)
{
	CLEANUP(free_ptr) char *key = mem_printf("commission.%s%s", group, word);
	return health_say(language, key, NULL);
}

/* ---- what a person says ---- */

bool commissioning_answer(struct commissioning *c, const char *answer, struct err *e)
{
	char word[WORD_BYTES] = "";
	size_t len = strcspn(answer, "=");
	if (len < sizeof word) {
		memcpy(word, answer, len);
	}
	enum commission_step step = commission_of_word(word);
	enum commission_verdict verdict = commission_verdict_of_word(answer[len] ? answer + len + 1 : "");
	if (step == COMMISSION_STEPS || !commission_by_hand(step) || verdict == COMMISSION_OPEN) {
		return fail_kind(e, ERR_FORMAT,
				"'%s' is no answer: touch=, panel= or sound=, then passed or failed; the unit finds "
				"the "
				"other steps by itself",
				answer);
	}
	c->verdict[step] = verdict;
	return true;
}

/* The first letter of yes or no in the language; an empty line leaves the step open. */
static enum commission_verdict read_answer(const char *language, FILE *answers)
{
	char line[LINE_BYTES];
	CLEANUP(free_ptr) char *yes = say(language, "", "yes");
	CLEANUP(free_ptr) char *no = say(language, "", "no");
	if (!fgets(line, sizeof line, answers)) {
		return COMMISSION_OPEN;
	}
	char first = line[0] >= 'A' && line[0] <= 'Z' ? (char)(line[0] - 'A' + 'a') : line[0];
	return first == yes[0] ? COMMISSION_PASSED : first == no[0] ? COMMISSION_FAILED : COMMISSION_OPEN;
}

void commissioning_ask(struct commissioning *c, const char *language, FILE *prompts, FILE *answers)
{
	CLEANUP(free_ptr) char *yes = say(language, "", "yes");
	CLEANUP(free_ptr) char *no = say(language, "", "no");
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		enum commission_step step = (enum commission_step)i;
		if (!commission_by_hand(step) || c->verdict[step] != COMMISSION_OPEN) {
			continue;
		}
		CLEANUP(free_ptr) char *question = say(language, "ask.", commission_word(step));
		(void)fprintf(prompts, "%s [%s/%s] ", question, yes, no);
		(void)fflush(prompts);
		c->verdict[step] = read_answer(language, answers);
	}
}

/* ---- what the unit finds ---- */

static bool concerns(enum commission_step step, const struct health_finding *f)
{
	/* A check that failed in the network is a finding of the network; the server was not reached all the same. */
	bool server = f->id == HEALTH_SYNC_PROBLEM;
	return server ? step == COMMISSION_SERVER : commission_concerns(step, health_area_word(f->area));
}

static bool fails(const struct health_finding *f)
{
	return f->state == HEALTH_BROKEN || f->id == HEALTH_SYNC_PROBLEM;
}

void commissioning_judge(struct commissioning *c, const struct health *h, const struct config *config)
{
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		enum commission_step step = (enum commission_step)i;
		if (commission_by_hand(step)) {
			continue;
		}
		c->verdict[step] = COMMISSION_OPEN;
		for (size_t n = 0; n < h->len; n++) {
			if (concerns(step, &h->at[n])) {
				c->verdict[step] = commission_add(c->verdict[step], fails(&h->at[n]));
			}
		}
	}
	if (c->verdict[COMMISSION_SITE] == COMMISSION_PASSED && config->site[0] == '\0') {
		c->verdict[COMMISSION_SITE] = COMMISSION_OPEN; /* it is still asked for, or the content has one alone */
	}
}

enum commission_verdict commissioning_whole(const struct commissioning *c)
{
	enum commission_verdict whole = COMMISSION_PASSED;
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		if (c->verdict[i] == COMMISSION_FAILED) {
			return COMMISSION_FAILED;
		}
		whole = c->verdict[i] == COMMISSION_OPEN ? COMMISSION_OPEN : whole;
	}
	return whole;
}

/* ---- the report ---- */

static void print_step(enum commission_step step, const struct commissioning *c, const struct health *h,
		struct buf *out)
{
	const char *language = health_language(h);
	CLEANUP(free_ptr) char *title = say(language, "step.", commission_word(step));
	CLEANUP(free_ptr) char *verdict = say(language, "verdict.", commission_verdict_word(c->verdict[step]));
	buf_printf(out, "%d. %s : %s\n", (int)step + 1, title, verdict);
	for (size_t i = 0; i < h->len; i++) {
		const struct health_finding *f = &h->at[i];
		if (concerns(step, f) && fails(f)) {
			buf_printf(out, "   ! %s\n", f->fact);
			if (f->remedy) {
				buf_printf(out, "     -> %s\n", f->remedy);
			}
		}
	}
}

void commissioning_print(const struct commissioning *c, const struct health *h, const struct config *config, time_t now,
		struct buf *out)
{
	char at[CLOCK_RFC3339_BYTES];
	long counts[COMMISSION_FAILED + 1] = { 0 };
	const char *language = health_language(h);
	struct buf text = { 0 };
	clock_format_rfc3339(now, at);
	CLEANUP(free_ptr) char *title = say(language, "", "title");
	buf_printf(&text, "%s\nBorne %s, %s, %s\n\n", title, BORNE_VERSION, config->site[0] ? config->site : "-", at);
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		print_step((enum commission_step)i, c, h, &text);
		counts[c->verdict[i]]++;
	}
	CLEANUP(free_ptr)
	char *balance = health_say(language, "commission.balance",
			WORDS_VALUES({ "passed", health_number(counts[COMMISSION_PASSED]) },
					{ "failed", health_number(counts[COMMISSION_FAILED]) },
					{ "open", health_number(counts[COMMISSION_OPEN]) }));
	buf_printf(&text, "\n%s\n", balance);
	outward_add(out, buf_text(&text), "\n");
	buf_finish(&text);
}

static json_t *step_json(enum commission_step step, const struct commissioning *c, const struct health *h)
{
	static const char *const states[HEALTH_STATES] = { "ok", "attention", "broken" };
	json_t *findings = json_array();
	for (size_t i = 0; i < h->len; i++) {
		const struct health_finding *f = &h->at[i];
		json_t *o = concerns(step, f) ? json_pack("{s:s, s:s, s:s?}", "state", states[f->state], "fact",
								f->fact, "remedy", f->remedy)
					      : NULL;
		if (o) { /* what came from a file may not be UTF-8; jansson then returns NULL */
			(void)json_array_append_new(findings, o);
		}
	}
	return json_pack("{s:s, s:s, s:b, s:o}", "step", commission_word(step), "verdict",
			commission_verdict_word(c->verdict[step]), "by_hand", (int)commission_by_hand(step), "findings",
			findings);
}

void commissioning_print_json(const struct commissioning *c, const struct health *h, const struct config *config,
		time_t now, struct buf *out)
{
	char at[CLOCK_RFC3339_BYTES];
	json_t *steps = json_array();
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		(void)json_array_append_new(steps, step_json((enum commission_step)i, c, h));
	}
	clock_format_rfc3339(now, at);
	json_t *root = json_pack("{s:s, s:s, s:s, s:s, s:o}", "verdict",
			commission_verdict_word(commissioning_whole(c)), "site", config->site, "version", BORNE_VERSION,
			"at", at, "steps", steps);
	char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	json_decref(root);
	buf_add_text(out, text ? text : "{}");
	buf_add_char(out, '\n');
	free(text);
}
