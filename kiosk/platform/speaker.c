/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/speaker.h"

#include <SDL2/SDL.h>
#include <espeak-ng/speak_lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "jobs/worker.h"

#define LOG_MODULE "voice"
#include "base/log.h"

enum {
	TEXT_BYTES = 512,
	WORDS_PER_MINUTE = 165,
	PLAYING_POLL_US = 50000,
	SOUND_BYTES_MAX = 8 * 1024 * 1024,
	LATE_US = 5 * 1000000, /* a device that has not played its sound by then never will */
};

struct utterance {
	char text[TEXT_BYTES];
	char lang[16];
	int rate;
	uint32_t question;
	uint64_t number;
	struct buf sound; /* 16 bit mono */
	int sample_rate;  /* 0: no voice */
};

/* What a job carries. */
struct voice_job {
	struct speaker *speaker;
	struct utterance *utterance; /* owned by the job until make_done() */
};

struct speaker {
	struct worker *worker; /* one thread: espeak-ng is not reentrant */
	uint64_t number;       /* of what is to be said; older ones are forgotten */
	uint32_t question;
	bool making, playing;
	int64_t silent_us; /* how long the sound is, to be added to the time it starts */
	int64_t end_us;    /* when it would be over without device */
	SDL_AudioDeviceID device;
	int device_rate;
	bool no_device;
};

/* ---- in the speech thread ---- */

static int collect(short *samples, int count, espeak_EVENT *events)
{
	struct utterance *u = events->user_data;
	if (samples && count > 0 && u && u->sound.len < SOUND_BYTES_MAX) {
		buf_add(&u->sound, samples, (size_t)count * sizeof *samples);
	}
	return 0;
}

static void make_run(struct worker_job *job, int thread)
{
	(void)thread;
	static int sample_rate; /* of this one thread: espeak-ng is set up once */
	struct utterance *u = ((struct voice_job *)(void *)job->payload)->utterance;
	if (sample_rate == 0) {
		sample_rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 200, NULL, espeakINITIALIZE_DONT_EXIT);
		if (sample_rate > 0) {
			espeak_SetSynthCallback(collect);
		}
	}
	if (sample_rate <= 0 || espeak_SetVoiceByName(u->lang) != EE_OK) {
		return;
	}
	(void)espeak_SetParameter(espeakRATE, WORDS_PER_MINUTE * u->rate / 100, 0);
	(void)espeak_Synth(u->text, strlen(u->text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, u);
	u->sample_rate = sample_rate;
}

/* ---- UI thread ---- */

static void utterance_destroy(struct utterance *u)
{
	if (u->sound.bytes) {
		explicit_bzero(u->sound.bytes, u->sound.len);
	}
	buf_finish(&u->sound);
	explicit_bzero(u, sizeof *u);
	free(u);
}

static bool open_device(struct speaker *s, int sample_rate)
{
	if (s->device != 0 || s->no_device) {
		return s->device != 0;
	}
	SDL_AudioSpec wanted = { .freq = sample_rate, .format = AUDIO_S16SYS, .channels = 1, .samples = 2048 };
	if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
		s->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
	}
	if (s->device == 0) {
		s->no_device = true;
		log_warn("no sound, reading goes on in silence: %s", SDL_GetError());
		return false;
	}
	SDL_PauseAudioDevice(s->device, 0);
	return true;
}

static void make_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct voice_job *j = (const struct voice_job *)(const void *)job->payload;
	struct speaker *s = j->speaker;
	struct utterance *u = j->utterance;
	if (outcome == WORKER_RAN && u->number == s->number && s->making) {
		s->making = false;
		s->playing = true;
		s->question = u->question;
		s->end_us = 0;
		s->silent_us = 0;
		if (u->sample_rate <= 0) {
			log_warn("no voice lang=%s", u->lang);
		} else {
			s->silent_us = (int64_t)(u->sound.len / 2) * 1000000 / u->sample_rate;
			if (open_device(s, u->sample_rate)) {
				(void)SDL_QueueAudio(s->device, u->sound.bytes, (Uint32)u->sound.len);
			}
		}
	}
	utterance_destroy(u);
}

struct speaker *speaker_create(void)
{
	return mem_zalloc(1, sizeof(struct speaker));
}

void speaker_destroy(struct speaker *s)
{
	if (!s) {
		return;
	}
	speaker_stop(s);
	worker_destroy(s->worker);
	if (s->device != 0) {
		SDL_CloseAudioDevice(s->device);
	}
	free(s);
}

void speaker_say(struct speaker *s, uint32_t question, const char *text, const char *lang, int rate)
{
	speaker_stop(s);
	if (!s->worker) {
		s->worker = worker_create(1);
	}
	struct utterance *u = mem_zalloc(1, sizeof *u);
	str_cut(u->text, sizeof u->text, text);
	str_cut(u->lang, sizeof u->lang, lang);
	u->rate = rate > 0 ? rate : 100;
	u->question = question;
	u->number = s->number;
	struct worker_job job = { .run = make_run, .done = make_done, .personal = true };
	*(struct voice_job *)(void *)job.payload = (struct voice_job){ s, u };
	if (worker_submit(s->worker, &job)) {
		s->making = true;
	} else {
		utterance_destroy(u);
	}
}

void speaker_stop(struct speaker *s)
{
	s->number++;
	s->making = false;
	s->playing = false;
	if (s->worker) {
		(void)worker_cancel_group(s->worker, 0);
	}
	if (s->device != 0) {
		SDL_ClearQueuedAudio(s->device);
	}
}

int speaker_fd(const struct speaker *s)
{
	return s->worker ? worker_fd(s->worker) : -1;
}

bool speaker_poll(struct speaker *s, int64_t now_us, uint32_t *question)
{
	if (s->worker) {
		(void)worker_poll(s->worker);
	}
	if (!s->playing) {
		return false;
	}
	if (s->end_us == 0) {
		s->end_us = now_us + s->silent_us;
	}
	bool late = now_us >= s->end_us + LATE_US;
	bool over = s->device != 0 ? SDL_GetQueuedAudioSize(s->device) == 0 || late : now_us >= s->end_us;
	if (over && s->device != 0) {
		SDL_ClearQueuedAudio(s->device);
	}
	if (!over) {
		return false;
	}
	s->playing = false;
	*question = s->question;
	return true;
}

int64_t speaker_wake_us(const struct speaker *s, int64_t now_us)
{
	if (!s->playing) {
		return INT64_MAX;
	}
	return s->device != 0 || s->end_us == 0 ? now_us + PLAYING_POLL_US : s->end_us;
}

bool speaker_is_busy(const struct speaker *s)
{
	return s->making;
}
