/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speaker.h - reading aloud: espeak-ng makes the sound, SDL plays it
 *
 * Sound is made in a thread of its own, so that a long sentence never holds up a
 * finger. Without an audio device (a tactile kiosk without speaker, a test) the
 * sentence takes the time it would have taken, in silence. Nothing is started
 * before the first word. Words and sound are zeroed when they end. UI thread. */
#ifndef PLATFORM_SPEAKER_H
#define PLATFORM_SPEAKER_H

#include <stdbool.h>
#include <stdint.h>

struct speaker;
struct speaker *speaker_create(void);
void speaker_destroy(struct speaker *s);
/* Replaces what is being said. `lang`: name of an espeak-ng voice; `rate`: percent of normal. */
void speaker_say(struct speaker *s, uint32_t question, const char *text, const char *lang, int rate);
void speaker_stop(struct speaker *s);
/* Readable when speaker_poll() has something to do; -1 before the first word. */
int speaker_fd(const struct speaker *s);
/* True once for each text that was said to its end: *question is its number. */
bool speaker_poll(struct speaker *s, int64_t now_us, uint32_t *question);
/* When speaker_poll() wants to be called again; INT64_MAX: not by time. */
int64_t speaker_wake_us(const struct speaker *s, int64_t now_us);
bool speaker_is_busy(const struct speaker *s);

#endif
