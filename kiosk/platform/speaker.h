/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speaker.h - reading aloud: espeak-ng makes the sound, SDL plays it
 *
 * Sound is made in a thread of its own, so that a long sentence never holds up a
 * finger. An audio device that cannot be opened, and a language without a voice, are
 * told: nothing is said then. The device is opened for the first word and given back
 * by speaker_rest(): between visits no thread plays silence. Words and sound are zeroed when they
 * end; what was said lately is kept until speaker_rest(), for the control socket. UI thread. */
#ifndef PLATFORM_SPEAKER_H
#define PLATFORM_SPEAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct speaker;
struct speaker *speaker_create(void);
void speaker_destroy(struct speaker *s);

/* Words of one voice: up to before byte `to` of the text, from where the part before ends. */
enum { SPEAKER_PARTS_MAX = 18, SPEAKER_VOICE_BYTES = 16 };
struct speaker_part {
	char voice[SPEAKER_VOICE_BYTES]; /* name of an espeak-ng voice */
	size_t to;
};

struct speaker_words {
	uint32_t question;
	const char *text; /* UTF-8, up to 1023 bytes of it are said */
	struct speaker_part parts[SPEAKER_PARTS_MAX];
	size_t parts_len; /* at least 1; the last has the rest of the text */
	int rate;         /* percent of normal; 0: normal */
	int volume;       /* the same; above 100 what would be cut off is compressed */
};
/* Replaces what is being said. Borrows the words for the call. */
void speaker_say(struct speaker *s, const struct speaker_words *words);
void speaker_stop(struct speaker *s);
/* The visit is over: stops, forgets what was said, and gives the audio device back. */
void speaker_rest(struct speaker *s);
/* Readable when speaker_poll() has something to do; -1 before the first word. */
int speaker_fd(const struct speaker *s);

enum speaker_news {
	SPEAKER_NOTHING,
	SPEAKER_SAID,      /* the words of *question were said to their end */
	SPEAKER_NO_VOICE,  /* the language has no voice here */
	SPEAKER_NO_DEVICE, /* no audio device could be opened */
};
/* Each once for each words. */
enum speaker_news speaker_poll(struct speaker *s, int64_t now_us, uint32_t *question);
/* When speaker_poll() wants to be called again; INT64_MAX: not by time. */
int64_t speaker_wake_us(const struct speaker *s, int64_t now_us);
/* The sound of the words is being made. */
bool speaker_is_busy(const struct speaker *s);
/* It is being played. */
bool speaker_is_playing(const struct speaker *s);

enum { SPEAKER_HEARD_MAX = 32 };
struct speaker_heard {
	char text[1024];
	struct speaker_part parts[SPEAKER_PARTS_MAX];
	size_t parts_len;
	int rate, volume;
};
/* What began to be played since speaker_rest(), the latest SPEAKER_HEARD_MAX of it: number `index` of all that was,
 * from 0. NULL: it was not, or it is too long ago. Borrowed until the next call of another function. */
const struct speaker_heard *speaker_heard(const struct speaker *s, uint64_t index);
/* How many began to be played since speaker_rest(). */
uint64_t speaker_heard_count(const struct speaker *s);

#endif
