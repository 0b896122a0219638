/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/ghosts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/rundir.h"
#include "platform/kiosk_private.h"

#define LOG_MODULE "touch"
#include "base/log.h"

static int percent(int at, int size)
{
	return size > 0 ? (at * 200 / size + 1) / 2 : 0;
}

char *ghosts_text(const struct ghost *g, int width_px, int height_px, int64_t now, int64_t now_us)
{
	json_t *muted = json_array();
	for (int i = 0; i < GHOST_SPOTS_MAX; i++) {
		const struct ghost_spot *s = &g->spots[i];
		if (s->touches > 0 && s->muted) {
			(void)json_array_append_new(muted,
					json_pack("{s:i,s:i,s:I,s:I}", "x_percent", percent(s->x_px, width_px),
							"y_percent", percent(s->y_px, height_px), "touches",
							(json_int_t)s->touches, "since",
							(json_int_t)(now - (now_us - s->first_us) / 1000000)));
		}
	}
	json_t *all = json_pack("{s:o}", "muted", muted);
	char *text = json_dumps(all, JSON_COMPACT);
	json_decref(all);
	return text;
}

void ghosts_tell(struct kiosk *k)
{
	int muted = ghost_muted(&k->ghost);
	if (muted == k->ghosts) {
		return;
	}
	for (int i = 0; muted > k->ghosts && i < GHOST_SPOTS_MAX; i++) {
		const struct ghost_spot *s = &k->ghost.spots[i];
		if (s->muted) {
			log_warn("a spot of the panel fires by itself and is muted x=%d%% y=%d%% touches=%ld",
					percent(s->x_px, k->config.width_px), percent(s->y_px, k->config.height_px),
					s->touches);
		}
	}
	if (muted < k->ghosts) {
		log_info("a muted spot of the panel is quiet and answers again left=%d", muted);
	}
	k->ghosts = muted;
	const char *run = k->options.content.run_dir;
	char *text = ghosts_text(&k->ghost, k->config.width_px, k->config.height_px, clock_wall_s(),
			clock_monotonic_us());
	struct err e;
	if (run && text && !rundir_write(run, RUNDIR_UI, "touch.json", text, strlen(text), &e)) {
		log_warn("the muted spots are not told: %s", e.message);
	}
	free(text);
}
