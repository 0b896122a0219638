/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/kiosk.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "device/notify.h"
#include "handover/whereabouts.h"
#include "jobs/forget.h"
#include "platform/effects.h"
#include "platform/ghosts.h"
#include "platform/kiosk_private.h"
#include "platform/lockout.h"
#include "platform/panels.h"
#include "platform/sound.h"
#include "platform/syncstatus.h"
#include "platform/unit.h"

#define LOG_MODULE "kiosk"
#include "base/log.h"

enum {
	FREE_STEP_BYTES = 10 * 1000 * 1000, /* a smaller change of the free space is not told */
	LOOK_US = 60 * 1000000,             /* inotify can miss something: look by ourselves */
	LOOK_EMPTY_US = 5 * 1000000,        /* the same while there is no content at all */
};

/* ---- life ---- */

static void show_content(struct kiosk *k)
{
	struct generation *g = content_shown(k->content);
	struct err e;
	/* Opening hours are those of the region, wherever the unit was set up. */
	if (g && !timesource_set_zone_name(&k->time, g->catalogue->timezone)) {
		log_warn("unknown time zone, the system's is used zone=%s", g->catalogue->timezone);
	}
	if (g && !whereabouts_known(g, k->config.site)) {
		struct buf why = { 0 };
		whereabouts_describe(g, k->config.site, &why);
		log_error("%s. Correct site in borne.yaml; until then the screen says that the unit is not set up",
				buf_text(&why));
		buf_finish(&why);
	}
	if (k->map && !mapview_set_files(k->map, g ? g->maps : NULL, g ? g->maps_len : 0, &e)) {
		log_warn("map: %s", e.message);
	}
	kiosk_send(k, (struct event){ .type = EVENT_CONTENT,
				      .content = { g ? g->catalogue : NULL, g ? &g->routes : NULL, g ? g->number : 0,
						      g ? g->credits : NULL, g ? g->credits_len : 0,
						      g ? g->areas : NULL, g ? g->maps_len : 0 } });
}

struct kiosk *kiosk_create(const struct kiosk_options *options, struct err *e)
{
	struct kiosk *k = mem_zalloc(1, sizeof *k);
	k->stats.started_us = clock_monotonic_us();
	k->options = *options;
	k->config = options->app;
	k->watch = WATCH_CLOSED;
	timesource_init(&k->time);
	k->worker = worker_create(0);
	k->writer = filewriter_create(k->worker);
	k->damage = damage_create();
	k->session = arena_create(0);
	k->frames[0] = arena_create(0);
	k->frames[1] = arena_create(0);
	k->speaker = speaker_create();
	if (!kiosk_open_all(k, e)) {
		kiosk_destroy(k);
		return NULL;
	}
	notify_starting("opening the contents");
	k->unit = unit_create(k);
	k->counts = counts_create(options->codes_dir, options->content.run_dir, k->writer);
	k->articles = articles_create(k->worker, effects_on_article, k);
	k->content = content_create(&options->content, k->worker);
	content_set_picture(k->content, k->config.width_px, k->config.height_px, k->config.mm_per_px);
	watch_open(&k->watch, options->content.bundle ? NULL : options->content.store, options->content.run_dir);
	k->config.professional_allowed = effects_has_code(options);
	struct lockout codes = lockout_read(options->codes_dir, options->content.run_dir);
	k->config.code_tries = codes.tries;
	k->config.code_wait_until_us =
			timesource_now_us(&k->time) +
			(int64_t)lockout_wait_s(&codes, timesource_wall_s(&k->time), CODE_WAIT_S) * 1000000;
	k->state = state_create(&k->config, k->session);
	k->look_sound = true;
	show_content(k);
	k->repaint = true;
	(void)memory_open(&k->memory, NULL, NULL);
	return k;
}

void kiosk_end(struct kiosk *k)
{
	content_end(k->content);
}

void kiosk_destroy(struct kiosk *k)
{
	if (!k) {
		return;
	}
	kiosk_end(k); /* first: what follows waits for workers */
	speaker_destroy(k->speaker);
	articles_destroy(k->articles); /* its jobs read the content */
	content_destroy(k->content);   /* drains its workers, whose answers still need the rest */
	mapview_destroy(k->map);
	worker_drain_group(k->worker, WORKER_GROUP_SEARCH);
	worker_drain_group(k->worker, WORKER_GROUP_UNIT);
	worker_destroy(k->worker); /* also writes what waits to be written */
	filewriter_direct(k->writer);
	unit_destroy(k->unit);
	counts_destroy(k->counts);
	filewriter_destroy(k->writer);
	state_destroy(k->state);
	eventqueue_forget(&k->answers);
	watch_close(&k->watch);
	memory_close(&k->memory);
	touch_close(k->touch);
	keypad_close(k->keypad);
	panels_close(k->panels);
	damage_destroy(k->damage);
	painter_destroy(k->painter);
	fonts_close(k->fonts);
	canvas_finish(&k->captured);
	display_close(k->screen);
	arena_destroy(k->session);
	arena_destroy(k->frames[0]);
	arena_destroy(k->frames[1]);
	free(k);
}

/* ---- events ---- */

void kiosk_send(struct kiosk *k, struct event event)
{
	if (!k->state) {
		return; /* an answer that arrives while everything ends */
	}
	event.now_us = timesource_now_us(&k->time);
	event.wall = timesource_wall_s(&k->time);
	event.local = timesource_local(&k->time);
	k->stats.events++;
	struct effects fx = { 0 };
	update(k->state, &event, &fx);
	effects_run(k, &fx);
	explicit_bzero(&fx, sizeof fx); /* may be what a visitor typed */
}

void kiosk_act(struct kiosk *k, int action, int64_t arg)
{
	kiosk_send(k, (struct event){ .type = EVENT_ACTION, .action = { action, arg } });
}

static bool same_sync(const struct event_sync *a, const struct event_sync *b)
{
	return a->known == b->known && a->unreached == b->unreached && a->last_success == b->last_success &&
	       a->signed_until == b->signed_until && a->stick_at == b->stick_at &&
	       a->free_bytes / FREE_STEP_BYTES == b->free_bytes / FREE_STEP_BYTES && a->done_bytes == b->done_bytes &&
	       a->of_bytes == b->of_bytes && str_equal(a->problem, b->problem) && str_equal(a->stick, b->stick) &&
	       str_equal(a->stick_problem, b->stick_problem) && str_equal(a->stick_edition, b->stick_edition);
}

/* What the sync daemon did: told when it differs from what was told before. */
static void look_at_sync(struct kiosk *k)
{
	content_look(k->content);
	struct event_sync sync = { 0 };
	if (k->options.content.run_dir) {
		sync = syncstatus_read(k->options.content.run_dir);
	}
	unit_read_answer(k);
	/* Asked for by the daemon when nothing is heard of new content: it may be this process's fault, not the
	 * content's. */
	k->restart = (sync.restart_pid == getpid() || unit_wants_restart(k->unit)) && !content_is_visited(k->content);
	if (!same_sync(&sync, &k->sync)) {
		k->sync = sync;
		kiosk_send(k, (struct event){ .type = EVENT_SYNC, .sync = sync });
	}
}

static void deliver_sync(struct kiosk *k, int64_t now_us)
{
	bool changed = watch_read(&k->watch) != 0;
	if (changed || now_us >= k->look_us) {
		watch_retry(&k->watch);
		look_at_sync(k);
		k->look_us = now_us + (content_shown(k->content) ? LOOK_US : LOOK_EMPTY_US);
	}
	content_step(k->content, clock_monotonic_us());
	if (content_take(k->content, clock_monotonic_us())) {
		show_content(k);
	}
}

static void deliver_touch(struct kiosk *k)
{
	static const enum touch_phase phases[] = { [TOUCHPOINT_DOWN] = TOUCH_DOWN,
		[TOUCHPOINT_MOVE] = TOUCH_MOVE,
		[TOUCHPOINT_UP] = TOUCH_UP,
		[TOUCHPOINT_CANCEL] = TOUCH_CANCEL };
	struct touchpoint p;
	while (k->touch && touch_next(k->touch, &p)) {
		if (ghost_pass(&k->ghost, &p)) {
			kiosk_send(k, (struct event){ .type = EVENT_TOUCH,
						      .touch = { p.id, phases[p.phase], p.x_px, p.y_px } });
		}
	}
	if (k->touch) {
		(void)ghost_tick(&k->ghost, clock_monotonic_us());
		ghosts_tell(k);
	}
}

/* What an answer asks for may be answered at once. */
static void deliver_answers(struct kiosk *k)
{
	struct event event;
	while (eventqueue_take(&k->answers, &event)) {
		kiosk_send(k, event);
		explicit_bzero(&event, sizeof event);
	}
}

static void tell_sound(struct kiosk *k, struct event_sound sound)
{
	if (sound.absent != k->sound.absent || sound.headset != k->sound.headset) {
		k->sound = sound;
		kiosk_send(k, (struct event){ .type = EVENT_SOUND, .sound = sound });
	}
}

void kiosk_headset(struct kiosk *k, bool plugged)
{
	tell_sound(k, (struct event_sound){ !sound_is_here(), plugged });
}

static void deliver_panels(struct kiosk *k)
{
	enum panels_do what = k->panels ? panels_look(k->panels) : PANELS_NOTHING;
	if (what == PANELS_SHOW_AGAIN) {
		kiosk_repaint(k);
	}
	k->reopen = k->reopen || what == PANELS_OPEN_AGAIN;
}

static void deliver_keypad(struct kiosk *k)
{
	static const enum keypad_key keys[] = { [KEYPAD_SIGNAL_UP] = KEYPAD_UP,
		[KEYPAD_SIGNAL_DOWN] = KEYPAD_DOWN,
		[KEYPAD_SIGNAL_LEFT] = KEYPAD_LEFT,
		[KEYPAD_SIGNAL_RIGHT] = KEYPAD_RIGHT,
		[KEYPAD_SIGNAL_OK] = KEYPAD_ENTER,
		[KEYPAD_SIGNAL_BACK] = KEYPAD_BACK,
		[KEYPAD_SIGNAL_HELP] = KEYPAD_HELP,
		[KEYPAD_SIGNAL_LOUDER] = KEYPAD_LOUDER };
	enum keypad_signal signal;
	while (k->keypad && keypad_next(k->keypad, &signal)) {
		if (signal == KEYPAD_SIGNAL_SOUND) {
			k->look_sound = true;
		} else if (signal == KEYPAD_SIGNAL_HEADSET_IN || signal == KEYPAD_SIGNAL_HEADSET_OUT) {
			kiosk_headset(k, signal == KEYPAD_SIGNAL_HEADSET_IN);
		} else {
			kiosk_send(k, (struct event){ .type = EVENT_KEYPAD, .keypad = keys[signal] });
		}
	}
}

static void deliver_sound(struct kiosk *k, int64_t now_us)
{
	if (k->look_sound) {
		k->look_sound = false;
		tell_sound(k, (struct event_sound){ !sound_is_here(), k->sound.headset });
	}
	struct event event = { .type = EVENT_SPOKEN };
	enum speaker_news news = speaker_poll(k->speaker, now_us, &event.spoken.question);
	if (news == SPEAKER_NO_DEVICE) {
		tell_sound(k, (struct event_sound){ true, k->sound.headset });
	} else if (news != SPEAKER_NOTHING) {
		event.spoken.failed = news == SPEAKER_NO_VOICE;
		kiosk_send(k, event);
	}
}

static void deliver(struct kiosk *k)
{
	int64_t now_us = timesource_now_us(&k->time);
	deliver_touch(k);
	deliver_panels(k);
	deliver_keypad(k);
	k->delivered += (uint64_t)worker_poll(k->worker);
	deliver_answers(k);
	deliver_sound(k, now_us);
	struct tm local = timesource_local(&k->time);
	counts_step(k->counts, now_us, &local);
	deliver_sync(k, now_us);
	if (app_next_wake_us(k->state, now_us) <= now_us) {
		kiosk_send(k, (struct event){ .type = EVENT_TICK });
	}
	deliver_answers(k);
}

/* ---- steps ---- */

/* Frames of the visit that ended lie below the main loop's call of kiosk_step(): zeroed there, not before. */
static void forget_frames(struct kiosk *k)
{
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);
	k->shallow = here > k->shallow ? here : k->shallow;
	if (k->forget) {
		forget_stack();
		k->forget = here < k->shallow;
		/* What the visit used is given back to the system: some 10 MiB, in 8 ms at most. */
		(void)malloc_trim(0);
	}
}

bool kiosk_is_stuck(struct kiosk *k)
{
	uint32_t group;
	uint64_t key;
	bool stuck = worker_overdue(k->worker, clock_monotonic_us(), &group, &key);
	if (stuck && !k->stuck) {
		log_error("a worker's job hangs, the watchdog is not fed any more group=%u key=%" PRIu64, group, key);
	}
	k->stuck = stuck;
	return stuck;
}

bool kiosk_step(struct kiosk *k, struct err *e)
{
	forget_frames(k);
	deliver(k);
	if (!kiosk_needs_frame(k)) {
		return true;
	}
	kiosk_watch_memory(k);
	int64_t now_us = clock_monotonic_us();
	if (!k->time.manual && now_us < k->next_frame_us) {
		return true;
	}
	/* On a fixed grid while something moves, so that 60 a second really are 60. */
	k->next_frame_us = now_us - k->next_frame_us < KIOSK_FRAME_US ? k->next_frame_us + KIOSK_FRAME_US
								      : now_us + KIOSK_FRAME_US;
	bool painted = kiosk_paint(k, e);
	/* The frame that showed them is gone. */
	content_forget_old(k->content);
	articles_trim(k->articles);
	return painted;
}
