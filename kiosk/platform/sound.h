/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sound.h - whether this machine has something to be heard through
 *
 * Looked up without opening it: ALSA's playback devices in /dev/snd, or a sound server's socket. What is there may
 * still fail when it is opened; speaker.h says so then. */
#ifndef PLATFORM_SOUND_H
#define PLATFORM_SOUND_H

#include <stdbool.h>

/* `driver`: SDL_AUDIODRIVER as set, NULL for none; "dummy" is silence, any other was chosen by someone who has it.
 * `devices`: the folder of ALSA's device nodes; `server`: path of a sound server's socket or NULL. */
bool sound_is_there(const char *driver, const char *devices, const char *server);
/* The same of this machine. */
bool sound_is_here(void);

#endif
