/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice.h - reading aloud: espeak-ng makes the sound, SDL plays it
 *
 * Sound is made in a thread of its own, so that a long sentence never holds up a
 * finger. Without an audio device (a tactile kiosk without speaker, a test) the
 * sentence takes the time it would have taken, in silence. Nothing is started
 * before the first word. Words and sound are zeroed when they end. UI thread. */
#ifndef PLATFORM_VOICE_H
#define PLATFORM_VOICE_H

#include <stdbool.h>
#include <stdint.h>

struct voice;
struct voice *voice_create(void);
void voice_destroy(struct voice *s);
/* Replaces what is being said. `lang`: name of an espeak-ng voice; `rate`: percent of normal. */
void voice_say(struct voice *s, uint32_t question, const char *text, const char *lang, int rate);
void voice_stop(struct voice *s);
/* Readable when voice_poll() has something to do; -1 before the first word. */
int voice_fd(const struct voice *s);
/* True once for each text that was said to its end: *question is its number. */
bool voice_poll(struct voice *s, int64_t now_us, uint32_t *question);
/* When voice_poll() wants to be called again; INT64_MAX: not by time. */
int64_t voice_wake_us(const struct voice *s, int64_t now_us);
bool voice_is_busy(const struct voice *s);

#endif
