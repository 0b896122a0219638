/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speech.h - reading aloud: espeak-ng makes the sound, SDL plays it
 *
 * Sound is made in a thread of its own, so that a long sentence never holds up a
 * finger. Without an audio device (a tactile kiosk without speaker, a test) the
 * sentence takes the time it would have taken, in silence. Nothing is started
 * before the first word. Words and sound are zeroed when they end. UI thread. */
#ifndef PLATFORM_SPEECH_H
#define PLATFORM_SPEECH_H

#include <stdbool.h>
#include <stdint.h>

struct speech;
struct speech *speech_create(void);
void speech_destroy(struct speech *s);
/* Replaces what is being said. `lang`: "fr"; `rate`: percent of normal. */
void speech_say(struct speech *s, uint32_t question, const char *text, const char *lang, int rate);
void speech_stop(struct speech *s);
/* Readable when speech_poll() has something to do; -1 before the first word. */
int speech_fd(const struct speech *s);
/* True once for each text that was said to its end: *question is its number. */
bool speech_poll(struct speech *s, int64_t now_us, uint32_t *question);
/* When speech_poll() wants to be called again; INT64_MAX: not by time. */
int64_t speech_wake_us(const struct speech *s, int64_t now_us);
bool speech_is_busy(const struct speech *s);

#endif
