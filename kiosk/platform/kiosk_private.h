/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kiosk_private.h - the inside of struct kiosk, for kiosk_private.c < effects.c, kiosk_frame.c and kiosk_open.c
 * < kiosk.c < kiosk_settle.c and kiosk_facts.c alone
 *
 * Each calls what is left of it only. */
#ifndef PLATFORM_KIOSK_PRIVATE_H
#define PLATFORM_KIOSK_PRIVATE_H

#include "device/backlight.h"
#include "device/ghost.h"
#include "device/keypad.h"
#include "device/memory.h"
#include "device/touch.h"
#include "draw/damage.h"
#include "handover/content.h"
#include "jobs/worker.h"
#include "mapshow/mapview.h"
#include "paint/painter.h"
#include "platform/articles.h"
#include "platform/counts.h"
#include "platform/display.h"
#include "platform/eventqueue.h"
#include "platform/kiosk_options.h"
#include "platform/speaker.h"
#include "platform/timesource.h"
#include "platform/watch.h"

enum { KIOSK_FRAME_US = 16666 }; /* no visitor sees more than 60 pictures a second */

struct kiosk {
	struct kiosk_options options;
	struct app_config config; /* borrowed by the state */
	struct timesource time;
	struct worker *worker;
	struct content *content;
	struct fonts *fonts;
	struct painter *painter;
	struct display *screen;
	struct mapview *map;
	struct articles *articles;
	struct counts *counts;
	struct filewriter *writer; /* of what must last */
	struct unit *unit;         /* the technician's pages */
	struct speaker *speaker;
	struct touch *touch;   /* NULL: no panel of our own */
	struct panels *panels; /* NULL: no KMS, or udev cannot be asked */
	struct keypad *keypad; /* and its keys; NULL: udev cannot be asked, or the window brings them */
	struct ghost ghost;    /* spots of it that fire by themselves */
	struct backlight lamp;
	int ghosts; /* muted ones that were told */
	struct watch watch;
	struct damage *damage;
	struct arena *session;
	struct arena *frames[2]; /* the tree on screen stays readable while the next one is built */
	int frame;               /* which of them is on screen */
	struct state *state;
	const struct node *tree;
	bool repaint;
	bool composed;          /* the last frame was, by the GPU */
	bool in_canvas;         /* this one is not: its picture is asked for */
	uint64_t above_hash;    /* of what was composed above the page */
	struct canvas captured; /* of kiosk_panel_picture(); empty until it is asked for */
	bool unseen;            /* frames are laid out and not painted */
	uintptr_t shallow;      /* address of a frame of kiosk_step(), the highest seen: where the main loop calls it */
	bool forget;            /* the stack below it may hold what the last visitor typed */
	bool stuck;             /* kiosk_is_stuck() has said so */
	struct memory memory;   /* of the service, as systemd limits it */
	int64_t memory_us;      /* when it is looked at again */
	bool restart;           /* the daemon asks for it */
	bool reopen;            /* another screen was plugged in */
	int waiting_answers;    /* questions given to workers */
	struct eventqueue answers;
	int64_t look_us;       /* when the store is looked at although nothing said so */
	int64_t next_frame_us; /* real time: no more than 60 frames a second */
	uint64_t delivered;    /* answers of workers */
	uint64_t happened;     /* events and answers when the last frame was made */
	struct event_sync sync;
	struct event_sound sound;
	bool look_sound; /* whether there is an audio device is to be looked up */
	struct kiosk_stats stats;
};

/* An answer for update(), delivered at the top of the next step. Copied. */
void kiosk_post(struct kiosk *k, const struct event *event);
/* Screen, fonts, map, touch panel and keypad; on KMS it waits for a screen. False: without them nothing can be shown.
 * What was opened is in `k` all the same. */
MUST_USE bool kiosk_open_all(struct kiosk *k, struct err *e);
/* Something on the screen is no longer what the state says. */
bool kiosk_needs_frame(const struct kiosk *k);
/* Removes the words and pixels that a visitor left in arenas, caches and on the stack. */
void kiosk_forget(struct kiosk *k);
/* Builds the next frame and shows it, where it differs from the one on the screen. False: it cannot be shown. */
MUST_USE bool kiosk_paint(struct kiosk *k, struct err *e);
/* The limit ends the program (systemd's MemoryMax=): what can be made again goes before. Only frames make caches grow.
 */
void kiosk_watch_memory(struct kiosk *k);

#endif
