/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kiosk.h - the interface with everything it stands on
 *
 * Holds the state, the fonts, the painter, the screen, the content and the workers,
 * and turns the wheel once per kiosk_step(): answers and time become events, events
 * become state, a state that changed becomes a tree, a draw list and pixels. Who
 * waits between steps is loop.h; who drives it from outside is control.h, tour.h
 * and bench.h. UI thread only. */
#ifndef PLATFORM_KIOSK_H
#define PLATFORM_KIOSK_H

#include "app/app.h"
#include "handover/content.h"
#include "platform/display.h"
#include "platform/kiosk_options.h"
#include "platform/timesource.h"

struct kiosk;
struct mapview_stats;
struct speaker;
/* Owned. Opens everything but the network, which it has not. Strings are borrowed for its life. NULL: cannot work at
 * all (no fonts, no display). */
MUST_USE struct kiosk *kiosk_create(const struct kiosk_options *options, struct err *e);
/* The program ends because it was told to, or says why itself: what has to be on the disk is there when this returns.
 */
void kiosk_end(struct kiosk *k);
/* Waits for the workers' running jobs: ending_begin() bounds it. NULL is fine. */
void kiosk_destroy(struct kiosk *k);

/* Fills in the time, updates, runs what update() asks for. */
void kiosk_send(struct kiosk *k, struct event event);
/* As if a control with that action (app/action.h) had been touched, on whatever screen. */
void kiosk_act(struct kiosk *k, int action, int64_t arg);
/* As if the switch of a headset socket had said so (device/keypad.h). */
void kiosk_headset(struct kiosk *k, bool plugged);
/* Delivers what is due (workers, speech, content, time) and paints when something changed. False: the screen is gone.
 */
MUST_USE bool kiosk_step(struct kiosk *k, struct err *e);
/* When the next step is due at the latest, in the time source's microseconds; INT64_MAX: not by time. */
int64_t kiosk_wake_us(const struct kiosk *k);
/* A worker's job runs longer than its limit (said once in the log): the watchdog must not be fed. */
bool kiosk_is_stuck(struct kiosk *k);
/* The same for what goes by real time alone: trying and confirming content; monotonic. */
int64_t kiosk_content_due_us(const struct kiosk *k);
/* In manual time, when something moves by itself: the time of one frame passes. False: it did not. */
bool kiosk_play(struct kiosk *k);
/* Steps until nothing is pending (answers, tiles, animations, the frame). False: still busy after timeout_ms of real
 * time. In manual time animations are stepped through at 60 frames a second. */
MUST_USE bool kiosk_settle(struct kiosk *k, int timeout_ms, struct err *e);
/* Time passes: us of the time source, wake by wake, so that countdowns count. */
MUST_USE bool kiosk_advance(struct kiosk *k, int64_t us, struct err *e);

/* File descriptors to poll for reading before the next step; returns how many (at most KIOSK_FDS_MAX). */
enum { KIOSK_FDS_MAX = 8 };
int kiosk_fds(const struct kiosk *k, int fds[KIOSK_FDS_MAX]);

/* Borrowed. The tree is the one last shown: lent until the next step. NULL before the first frame. */
const struct node *kiosk_tree(const struct kiosk *k);
struct display *kiosk_display(struct kiosk *k);
/* False: from now on frames are laid out and counted as ever, but painted for kiosk_picture() alone, and the map asks
 * for no tiles: for a program that reads pages and does not look at them. Refused where there is a screen to be seen.
 */
MUST_USE bool kiosk_paint_always(struct kiosk *k, bool always, struct err *e);
/* The canvas, with the page as it is now. Borrowed until the next step; NULL with *e. Where frames are not painted it
 * waits for the map's tiles, 10 s at the most. */
struct canvas *kiosk_picture(struct kiosk *k, struct err *e);
/* The same as the panel shows it: where the display composes, read back from the GPU. */
struct canvas *kiosk_panel_picture(struct kiosk *k, struct err *e);
const struct speaker *kiosk_speaker(const struct kiosk *k);
struct timesource *kiosk_time(struct kiosk *k);
const struct generation *kiosk_generation(const struct kiosk *k);
/* The same, for a rehearsal, which asks its search index itself. */
struct generation *kiosk_shown(struct kiosk *k);
/* Why the last content was refused; "" when none was. */
const char *kiosk_refusal(const struct kiosk *k);
/* The sync daemon asks for another start of this program, and no visit is going on. */
bool kiosk_wants_restart(const struct kiosk *k);
const struct kiosk_stats *kiosk_stats(const struct kiosk *k);
const char *kiosk_screen_name(const struct kiosk *k);
/* Of articles read in this visit. */
size_t kiosk_session_bytes(const struct kiosk *k);
size_t kiosk_painter_bytes(const struct kiosk *k);
size_t kiosk_map_bytes(const struct kiosk *k);
/* Borrowed; NULL: there is no map. */
const struct mapview_stats *kiosk_map_stats(const struct kiosk *k);
/* Jobs of workers that made room for others since the start. */
uint64_t kiosk_jobs_dropped(struct kiosk *k);
int kiosk_pending(struct kiosk *k);
/* Paints everything again: the window was uncovered. */
void kiosk_repaint(struct kiosk *k);

#endif
