/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/effects.h"

/* What update() asks for, done. Answers wait in the queue for the next step, with the number of their
 * question: update() is never called from in here. */
#include <crypt.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "platform/lockout.h"
#include "platform/unit.h"

#define LOG_MODULE "effects"
#include "base/log.h"

/* ---- search ---- */

struct search_job {
	struct kiosk *kiosk;
	struct generation *generation; /* content_forget_old() drains this group before it is freed */
	struct event_found *found;     /* owned */
	struct search_asker asker;
	char text[SEARCH_TEXT_MAX];
};
_Static_assert(sizeof(struct search_job) <= WORKER_PAYLOAD_BYTES, "a search fits a job");

static void search_run(struct worker_job *job, int thread)
{
	struct search_job *j = (struct search_job *)(void *)job->payload;
	struct err e;
	struct search *s = generation_search(j->generation, thread, &e);
	if (!s || !search_query(s, j->text, &j->asker, SEARCH_HITS_MAX, &j->found->results, &e)) {
		log_warn("search: %s", e.message);
		memset(&j->found->results, 0, sizeof j->found->results);
	}
}

static void search_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct search_job *j = (const struct search_job *)(const void *)job->payload;
	j->kiosk->waiting_answers--;
	if (outcome == WORKER_RAN) {
		struct event event = { .type = EVENT_FOUND, .found = *j->found };
		kiosk_post(j->kiosk, &event);
		explicit_bzero(&event, sizeof event);
	}
	explicit_bzero(j->found, sizeof *j->found);
	free(j->found);
}

static void on_search(struct kiosk *k, const struct effect *fx)
{
	/* What was typed before this letter is of no interest any more. */
	(void)worker_cancel_group(k->worker, WORKER_GROUP_SEARCH);
	struct worker_job job = { .run = search_run,
		.done = search_done,
		.group = WORKER_GROUP_SEARCH,
		.key = fx->question,
		.personal = true,
		.priority = WORKER_NOW,
		.droppable = true };
	struct search_job *j = (struct search_job *)(void *)job.payload;
	struct event_found *found = mem_zalloc(1, sizeof *found);
	found->question = fx->question;
	*j = (struct search_job){ .kiosk = k,
		.generation = content_shown(k->content),
		.found = found,
		.asker = fx->asker };
	str_cut(j->text, sizeof j->text, fx->text);
	if (j->generation && worker_submit(k->worker, &job)) {
		k->waiting_answers++;
	} else {
		free(found);
	}
	explicit_bzero(&job, sizeof job);
}

/* ---- articles ---- */

/* A row of a file takes a fraction of a millisecond, and a page without its text for one frame would flicker: so the
 * answer is waited for as long as a frame and a half. Pictures may take longer; then the page comes first. */
enum { ARTICLE_WAIT_MS = 25 };

void effects_on_article(void *ctx, const struct event_article *event)
{
	kiosk_post(ctx, &(struct event){ .type = EVENT_ARTICLE, .article = *event });
}

static void on_load_article(struct kiosk *k, const struct effect *fx)
{
	const struct canvas *canvas = display_canvas(k->screen);
	struct articles_order order = { .generation = content_shown(k->content),
		.question = fx->question,
		.row = fx->id,
		.lang = fx->lang,
		.easy = fx->flag,
		.max_w = canvas->w,
		.max_h = canvas->h / 2 };
	if (!order.generation || !articles_ask(k->articles, &order)) {
		effects_on_article(k, &(struct event_article){ .question = fx->question });
		return;
	}
	struct pollfd answer = { .fd = worker_fd(k->worker), .events = POLLIN };
	if (poll(&answer, 1, ARTICLE_WAIT_MS) > 0) {
		(void)worker_poll(k->worker);
	}
}

/* ---- the codes ---- */

struct code_job {
	struct kiosk *kiosk;
	uint32_t question;
	enum code_owner owner;
	char typed[32];
};

static bool is_set(const char *hash)
{
	return hash && hash[0] != '\0';
}

bool effects_has_code(const struct kiosk_options *options)
{
	return is_set(options->professional_code) || is_set(options->technician_code);
}

static void code_run(struct worker_job *job, int thread)
{
	(void)thread;
	struct code_job *j = (struct code_job *)(void *)job->payload;
	struct crypt_data *data = mem_zalloc(1, sizeof *data);
	/* Set before the threads started, never changed. */
	const struct kiosk_options *o = &j->kiosk->options;
	const struct {
		const char *hash;
		enum code_owner owner;
	} codes[] = { { o->professional_code, CODE_PROFESSIONAL }, { o->technician_code, CODE_TECHNICIAN } };
	for (size_t i = 0; i < ARRAY_LEN(codes) && j->owner == CODE_WRONG; i++) {
		const char *made = is_set(codes[i].hash) ? crypt_r(j->typed, codes[i].hash, data) : NULL;
		if (made && made[0] != '*' && strcmp(made, codes[i].hash) == 0) {
			j->owner = codes[i].owner;
		}
	}
	explicit_bzero(data, sizeof *data);
	free(data);
}

static void code_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct code_job *j = (const struct code_job *)(const void *)job->payload;
	j->kiosk->waiting_answers--;
	if (outcome == WORKER_RAN) {
		static const char *const owners[] = { [CODE_WRONG] = "nothing",
			[CODE_PROFESSIONAL] = "professional",
			[CODE_TECHNICIAN] = "technician" };
		if (j->owner == CODE_WRONG) {
			log_warn("a wrong code was given");
		} else {
			log_info("a code was given opens=%s", owners[j->owner]);
		}
		struct event event = { .type = EVENT_CODE, .code = { j->question, j->owner } };
		kiosk_post(j->kiosk, &event);
	}
}

static void on_check_code(struct kiosk *k, const struct effect *fx)
{
	struct worker_job job = { .run = code_run,
		.done = code_done,
		.group = WORKER_GROUP_SEARCH,
		.key = fx->question,
		.personal = true,
		.priority = WORKER_NOW };
	struct code_job *j = (struct code_job *)(void *)job.payload;
	*j = (struct code_job){ .kiosk = k, .question = fx->question };
	str_cut(j->typed, sizeof j->typed, fx->text);
	if (effects_has_code(&k->options) && worker_submit(k->worker, &job)) {
		k->waiting_answers++;
	} else {
		kiosk_post(k, &(struct event){ .type = EVENT_CODE, .code = { fx->question, CODE_WRONG } });
	}
	explicit_bzero(&job, sizeof job);
}

static void on_keep_tries(struct kiosk *k, const struct effect *fx)
{
	struct lockout l = { .tries = (int)fx->id,
		.wait_until = fx->rate > 0 ? timesource_wall_s(&k->time) + fx->rate : 0 };
	lockout_write(k->options.codes_dir, k->options.content.run_dir, &l);
}

/* ---- the rest ---- */

static const char *voice_of(const struct generation *g, unsigned lang)
{
	return g && lang < g->catalogue->languages_len ? g->catalogue->languages[lang].rules[LANGUAGE_VOICE]
						       : language_builtin(language_builtin_code(), LANGUAGE_VOICE);
}

static void on_speak(struct kiosk *k, const struct effect *fx)
{
	const struct generation *g = content_shown(k->content);
	struct speaker_words words = { .question = fx->question,
		.text = fx->text,
		.rate = fx->rate,
		.volume = fx->volume };
	for (size_t i = 0; i < SPEAK_PARTS_MAX && fx->parts[i].to > 0; i++) {
		struct speaker_part *part = &words.parts[words.parts_len++];
		part->to = fx->parts[i].to;
		str_cut(part->voice, sizeof part->voice, voice_of(g, fx->parts[i].lang));
	}
	if (words.parts_len == 0) {
		words.parts[words.parts_len++].to = sizeof fx->text;
		str_cut(words.parts[0].voice, sizeof words.parts[0].voice, voice_of(g, fx->lang));
	}
	speaker_say(k->speaker, &words);
}

static void on_speak_stop(struct kiosk *k, const struct effect *fx)
{
	(void)fx;
	speaker_stop(k->speaker);
}

static void on_wipe(struct kiosk *k, const struct effect *fx)
{
	(void)fx;
	speaker_rest(k->speaker);
	(void)worker_cancel_group(k->worker, WORKER_GROUP_SEARCH);
	articles_forget(k->articles);
	kiosk_forget(k);
}

static void on_session(struct kiosk *k, const struct effect *fx)
{
	content_set_session(k->content, fx->flag);
	k->look_sound = k->look_sound || fx->flag; /* a loudspeaker may have come since the last visit */
	k->restart = k->restart || (!fx->flag && unit_wants_restart(k->unit));
}

static void on_light(struct kiosk *k, const struct effect *fx)
{
	struct err e;
	if (k->config.has_lamp && !backlight_set(&k->lamp, (int)fx->id, &e)) {
		log_warn("the panel's light stays as it is, the dark is painted: %s", e.message);
		k->config.has_lamp = false;
	}
}

static void on_count(struct kiosk *k, const struct effect *fx)
{
	const struct generation *g = content_shown(k->content);
	struct tm local = timesource_local(&k->time);
	if (g) {
		counts_visit(k->counts, &fx->visit, g->catalogue, &local);
	}
}

static void on_report(struct kiosk *k, const struct effect *fx)
{
	struct tm local = timesource_local(&k->time);
	counts_report(k->counts, fx->text, &local);
}

static void on_look_usage(struct kiosk *k, const struct effect *fx)
{
	(void)fx;
	struct event event = { .type = EVENT_USAGE };
	event.usage = counts_usage(k->counts);
	kiosk_post(k, &event);
}

typedef void effect_handler(struct kiosk *k, const struct effect *fx);
static effect_handler *const handlers[] = {
	[EFFECT_SEARCH] = on_search,
	[EFFECT_LOAD_ARTICLE] = on_load_article,
	[EFFECT_SPEAK] = on_speak,
	[EFFECT_SPEAK_STOP] = on_speak_stop,
	[EFFECT_WIPE_SESSION] = on_wipe,
	[EFFECT_CHECK_CODE] = on_check_code,
	[EFFECT_KEEP_TRIES] = on_keep_tries,
	[EFFECT_LOOK_UNIT] = unit_look,
	[EFFECT_ASK_UNIT] = unit_ask,
	[EFFECT_LIGHT] = on_light,
	[EFFECT_SESSION] = on_session,
	[EFFECT_COUNT] = on_count,
	[EFFECT_REPORT] = on_report,
	[EFFECT_LOOK_USAGE] = on_look_usage,
};

void effects_run(struct kiosk *k, const struct effects *fx)
{
	for (size_t i = 0; i < fx->len; i++) {
		handlers[fx->at[i].type](k, &fx->at[i]);
	}
}
