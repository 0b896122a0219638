/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/sound.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

/* "pcmC0D0p": playback of card 0; "pcmC0D0c" records. */
static bool plays(const char *node)
{
	return str_starts(node, "pcmC") && str_ends(node, "p");
}

static bool has_playback(const char *devices)
{
	DIR *dir = opendir(devices);
	bool found = false;
	const struct dirent *entry;
	while (dir && !found && (entry = readdir(dir)) != NULL) {
		found = plays(entry->d_name);
	}
	if (dir) {
		(void)closedir(dir);
	}
	return found;
}

bool sound_is_there(const char *driver, const char *devices, const char *server)
{
	if (driver && driver[0] && !str_equal(driver, "alsa")) {
		return !str_equal(driver, "dummy");
	}
	bool served = server && !(driver && driver[0]) && access(server, R_OK | W_OK) == 0;
	return served || has_playback(devices);
}

bool sound_is_here(void)
{
	char server[256] = "";
	const char *run = getenv("XDG_RUNTIME_DIR");
	if (run && strlen(run) < sizeof server - sizeof "/pulse/native") {
		(void)snprintf(server, sizeof server, "%s/pulse/native", run);
	}
	return sound_is_there(getenv("SDL_AUDIODRIVER"), "/dev/snd", server[0] ? server : NULL);
}
