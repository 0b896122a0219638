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
	WORDS_PER_MINUTE = 165,
	PLAYING_POLL_US = 50000,
	SOUND_BYTES_MAX = 8 * 1024 * 1024,
	CLOSE_GROUP = 1,       /* of worker jobs: is not cancelled with the words */
	LATE_US = 5 * 1000000, /* a device that has not played its sound by then never will */
};

struct utterance {
	struct speaker_heard words;
	uint32_t question;
	uint64_t number;
	struct buf sound; /* 16 bit mono */
	int sample_rate;  /* 0: no voice */
};

/* What a job carries. */
struct voice_job {
	struct speaker *speaker;
	struct utterance *utterance; /* owned by the job until make_done() */
	SDL_AudioDeviceID device;    /* to be closed */
};

struct speaker {
	struct worker *worker; /* one thread: espeak-ng is not reentrant */
	uint64_t number;       /* of what is to be said; older ones are forgotten */
	uint32_t question;
	bool making, playing;
	enum speaker_news failed; /* to be told */
	int64_t length_us;        /* how long the sound is, to be added to the time it starts */
	int64_t end_us;           /* when it should be over; 0: not started by the caller's clock yet */
	SDL_AudioDeviceID device;
	uint64_t heard_count;
	struct speaker_heard heard[SPEAKER_HEARD_MAX];
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

/* Above the knee what is louder is compressed into what is left: speech stays clear where it would be cut off. */
static void amplify(struct buf *sound, int percent)
{
	enum { KNEE = 24000, LEFT = INT16_MAX - KNEE };
	int16_t *samples = (int16_t *)(void *)sound->bytes;
	for (size_t i = 0; i < sound->len / sizeof *samples; i++) {
		int32_t x = samples[i] * percent / 100;
		int32_t size = x < 0 ? -x : x;
		int32_t over = size > KNEE ? size - KNEE : 0;
		size = over > 0 ? KNEE + (int32_t)((int64_t)over * LEFT / (over + LEFT)) : size;
		samples[i] = (int16_t)(x < 0 ? -size : size);
	}
}

/* The sound of a part, behind that of those before. False: there is no such voice. */
static bool say_part(struct utterance *u, size_t from, const struct speaker_part *part)
{
	char text[sizeof u->words.text];
	size_t len = part->to - from;
	if (len == 0) {
		return true;
	}
	memcpy(text, u->words.text + from, len);
	text[len] = '\0';
	if (espeak_SetVoiceByName(part->voice) != EE_OK) {
		return false;
	}
	(void)espeak_SetParameter(espeakRATE, WORDS_PER_MINUTE * u->words.rate / 100, 0);
	(void)espeak_Synth(text, len + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, u);
	explicit_bzero(text, sizeof text);
	return true;
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
	bool ok = sample_rate > 0;
	size_t from = 0;
	for (size_t i = 0; i < u->words.parts_len && ok; i++) {
		ok = say_part(u, from, &u->words.parts[i]);
		from = u->words.parts[i].to;
	}
	if (!ok) {
		return;
	}
	amplify(&u->sound, u->words.volume);
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
	if (s->device != 0) {
		return true;
	}
	SDL_AudioSpec wanted = { .freq = sample_rate, .format = AUDIO_S16SYS, .channels = 1, .samples = 2048 };
	if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
		s->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
	}
	if (s->device == 0) {
		log_warn("no audio device, nothing is read aloud: %s", SDL_GetError());
		return false;
	}
	SDL_PauseAudioDevice(s->device, 0);
	return true;
}

static void play(struct speaker *s, const struct utterance *u)
{
	if (u->sample_rate <= 0) {
		log_warn("no voice name=%s", u->words.parts[0].voice);
		s->failed = SPEAKER_NO_VOICE;
		return;
	}
	if (!open_device(s, u->sample_rate)) {
		s->failed = SPEAKER_NO_DEVICE;
		return;
	}
	(void)SDL_QueueAudio(s->device, u->sound.bytes, (Uint32)u->sound.len);
	s->playing = true;
	s->end_us = 0;
	s->length_us = (int64_t)(u->sound.len / 2) * 1000000 / u->sample_rate;
	s->heard[s->heard_count++ % SPEAKER_HEARD_MAX] = u->words;
}

static void make_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct voice_job *j = (const struct voice_job *)(const void *)job->payload;
	struct speaker *s = j->speaker;
	struct utterance *u = j->utterance;
	if (outcome == WORKER_RAN && u->number == s->number && s->making) {
		s->making = false;
		s->question = u->question;
		play(s, u);
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
	explicit_bzero(s, sizeof *s); /* what was said lately */
	free(s);
}

/* Bounds kept: each part begins where the one before ends, the last has the rest. */
static void copy_parts(struct speaker_heard *to, const struct speaker_words *from)
{
	size_t len = strlen(to->text);
	size_t at = 0;
	size_t count = from->parts_len < SPEAKER_PARTS_MAX ? from->parts_len : SPEAKER_PARTS_MAX;
	for (size_t i = 0; i < count; i++) {
		size_t end = from->parts[i].to < len ? from->parts[i].to : len;
		to->parts[i] = from->parts[i];
		to->parts[i].to = at = i + 1 == count ? len : end > at ? end : at;
	}
	to->parts_len = count;
}

void speaker_say(struct speaker *s, const struct speaker_words *words)
{
	speaker_stop(s);
	if (!s->worker) {
		s->worker = worker_create(1);
	}
	struct utterance *u = mem_zalloc(1, sizeof *u);
	str_cut(u->words.text, sizeof u->words.text, words->text);
	copy_parts(&u->words, words);
	u->words.rate = words->rate > 0 ? words->rate : 100;
	u->words.volume = words->volume > 0 ? words->volume : 100;
	u->question = words->question;
	u->number = s->number;
	struct worker_job job = { .run = make_run, .done = make_done, .personal = true };
	*(struct voice_job *)(void *)job.payload = (struct voice_job){ .speaker = s, .utterance = u };
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
	s->failed = SPEAKER_NOTHING;
	if (s->worker) {
		(void)worker_cancel_group(s->worker, 0);
	}
	if (s->device != 0) {
		SDL_ClearQueuedAudio(s->device);
	}
}

/* In the speech thread: a driver may wait until what it was given was played. */
static void close_run(struct worker_job *job, int thread)
{
	(void)thread;
	SDL_CloseAudioDevice(((struct voice_job *)(void *)job->payload)->device);
}

void speaker_rest(struct speaker *s)
{
	speaker_stop(s);
	explicit_bzero(s->heard, sizeof s->heard);
	s->heard_count = 0;
	if (s->device == 0) {
		return;
	}
	struct worker_job job = { .run = close_run, .group = CLOSE_GROUP };
	((struct voice_job *)(void *)job.payload)->device = s->device;
	if (worker_submit(s->worker, &job)) {
		s->device = 0;
	}
}

uint64_t speaker_heard_count(const struct speaker *s)
{
	return s->heard_count;
}

const struct speaker_heard *speaker_heard(const struct speaker *s, uint64_t index)
{
	bool kept = index < s->heard_count && s->heard_count - index <= SPEAKER_HEARD_MAX;
	return kept ? &s->heard[index % SPEAKER_HEARD_MAX] : NULL;
}

int speaker_fd(const struct speaker *s)
{
	return s->worker ? worker_fd(s->worker) : -1;
}

enum speaker_news speaker_poll(struct speaker *s, int64_t now_us, uint32_t *question)
{
	if (s->worker) {
		(void)worker_poll(s->worker);
	}
	*question = s->question;
	if (s->failed != SPEAKER_NOTHING) {
		enum speaker_news failed = s->failed;
		s->failed = SPEAKER_NOTHING;
		return failed;
	}
	if (!s->playing) {
		return SPEAKER_NOTHING;
	}
	if (s->end_us == 0) {
		s->end_us = now_us + s->length_us;
	}
	if (SDL_GetQueuedAudioSize(s->device) > 0 && now_us < s->end_us + LATE_US) {
		return SPEAKER_NOTHING;
	}
	SDL_ClearQueuedAudio(s->device);
	s->playing = false;
	return SPEAKER_SAID;
}

int64_t speaker_wake_us(const struct speaker *s, int64_t now_us)
{
	return s->failed != SPEAKER_NOTHING ? now_us : s->playing ? now_us + PLAYING_POLL_US : INT64_MAX;
}

bool speaker_is_playing(const struct speaker *s)
{
	return s->playing;
}

bool speaker_is_busy(const struct speaker *s)
{
	return s->making;
}
