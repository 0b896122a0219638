/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One frame of a kiosk: laid out, expanded, painted and shown; and the memory that frames take. */
#include <malloc.h>

#include "app/app.h"
#include "base/clock.h"
#include "platform/kiosk.h"
#include "platform/kiosk_private.h"

#define LOG_MODULE "kiosk"
#include "base/log.h"

enum {
	MEMORY_US = 2 * 1000000, /* between two looks at the memory limit, while frames are painted */
	MEMORY_PERCENT = 80,     /* of it: caches are given back */
	PICTURE_MS = 10000,      /* in which the tiles of a map are made for a picture that is asked for */
	LAYOUTS_MAX = 4,         /* map and rows each change the layout once */
};

/* Lays out until the state knows what the layout found: the rectangle of a map changes what the map shows, the number
 * of rows which places are on it. The second layout must agree with the first; one that does not is an error of ours,
 * which is reported instead of being painted for ever. */
static void lay_out(struct kiosk *k, struct arena *arena, struct draw_list *list)
{
	int builds = 0;
	bool settled = false;
	for (int i = 0; i < LAYOUTS_MAX && !settled; i++) {
		struct effects none = { 0 };
		draw_list_init(list, arena);
		struct app_layout layout = app_view(k->state, k->fonts, arena, list);
		builds += layout.builds;
		k->tree = layout.root;
		app_drawn(k->state);
		app_set_tree(k->state, k->tree);
		update(k->state, &(struct event){ .type = EVENT_LAYOUT, .layout = layout.found }, &none);
		settled = !app_is_dirty(k->state);
	}
	k->stats.builds += (uint64_t)builds;
	k->stats.builds_most = builds > k->stats.builds_most ? builds : k->stats.builds_most;
	if (!settled && k->stats.unsettled == 0) {
		log_error("layout does not settle screen=%s", app_screen_name(k->state));
	}
	k->stats.unsettled += !settled;
	app_drawn(k->state);
}

/* Something is painted: why? A page that changes by itself would be painted for ever. */
static void count_frame(struct kiosk *k, bool repaint)
{
	uint64_t happened = k->stats.events + k->delivered;
	bool unasked = happened == k->happened && !repaint;
	if (unasked && k->stats.unasked == 0) {
		log_error("painted again although nothing has happened screen=%s", app_screen_name(k->state));
	}
	k->stats.frames++;
	k->stats.unasked += unasked;
	k->happened = happened;
}

/* All of the list in the canvas. */
static bool show_painted(struct kiosk *k, const struct draw_list *list, bool repaint, struct err *e)
{
	struct canvas *canvas = display_canvas(k->screen);
	struct rect whole = { 0, 0, canvas->w, canvas->h };
	struct rect changed = damage_next(k->damage, list, k->fonts, whole);
	if (!rect_is_empty(changed)) {
		if (!k->unseen) {
			painter_paint(k->painter, canvas, list, changed);
		}
		k->stats.unseen += k->unseen;
		count_frame(k, repaint);
	}
	return display_present(k->screen, changed, e);
}

/* The page in the canvas, the map and what lies over it by the GPU. One that fails is not asked again. */
static bool show_composed(struct kiosk *k, const struct draw_list *list, bool repaint)
{
	struct canvas *canvas = display_canvas(k->screen);
	struct rect whole = { 0, 0, canvas->w, canvas->h };
	struct layers layers;
	struct err e = { 0 };
	layers_split(&layers, list, k->map ? mapview_first(k->map) : list->len, k->fonts, whole);
	struct rect changed = damage_next(k->damage, &layers.below, k->fonts, whole);
	if (rect_is_empty(changed) && !repaint && layers.above_hash == k->above_hash) {
		return true;
	}
	k->above_hash = layers.above_hash;
	painter_paint(k->painter, canvas, &layers.below, changed);
	count_frame(k, repaint);
	if (!display_compose(k->screen, changed, &layers, k->painter, &e)) {
		log_warn("maps are not composed by the GPU any more, frames cost more: %s", e.message);
		return false;
	}
	return true;
}

static bool show(struct kiosk *k, const struct draw_list *list, struct err *e)
{
	bool composed = display_composes(k->screen) && !k->unseen && !k->in_canvas;
	bool repaint = k->repaint || composed != k->composed;
	k->repaint = false;
	if (repaint) {
		damage_all(k->damage);
	}
	k->composed = composed;
	if (composed && show_composed(k, list, repaint)) {
		return true;
	}
	if (composed) {
		k->composed = false;
		damage_all(k->damage);
	}
	return show_painted(k, list, repaint, e);
}

bool kiosk_paint(struct kiosk *k, struct err *e)
{
	int64_t cpu_us = clock_cpu_us();
	struct arena *arena = k->frames[!k->frame];
	struct draw_list list;
	lay_out(k, arena, &list);
	/* The last frame may show what a visitor typed: reset means zeroed. */
	arena_reset(k->frames[k->frame]);
	k->frame = !k->frame;
	if (k->map && !k->unseen) {
		struct draw_list flat;
		draw_list_init(&flat, arena);
		mapview_expand(k->map, &list, &flat);
		mapview_order(k->map); /* workers begin while this thread paints */
		list = flat;
	}
	if (!show(k, &list, e)) {
		k->repaint = true;
		return false;
	}
	k->repaint = k->repaint || display_was_refused(k->screen);
	k->stats.last_frame_us = clock_monotonic_us();
	content_painted(k->content, k->stats.last_frame_us);
	if (k->stats.first_frame_us == 0) {
		k->stats.first_frame_us = k->stats.last_frame_us;
	}
	k->stats.paint_cpu_us += clock_cpu_us() - cpu_us;
	return true;
}

bool kiosk_paint_always(struct kiosk *k, bool always, struct err *e)
{
	if (!always && k->options.screen.video != VIDEO_OFFSCREEN) {
		return fail(e, "the screen is one that people see: it is painted always");
	}
	k->repaint = k->repaint || (k->unseen && always);
	k->unseen = !always;
	return true;
}

struct canvas *kiosk_picture(struct kiosk *k, struct err *e)
{
	bool unseen = k->unseen;
	k->unseen = false;
	k->in_canvas = true;
	k->repaint = k->repaint || unseen || k->composed;
	k->next_frame_us = 0;
	bool ok = unseen ? kiosk_settle(k, PICTURE_MS, e) : kiosk_step(k, e);
	k->unseen = unseen;
	k->in_canvas = false;
	k->repaint = k->repaint || (display_composes(k->screen) && !unseen);
	return ok ? display_canvas(k->screen) : NULL;
}

struct canvas *kiosk_panel_picture(struct kiosk *k, struct err *e)
{
	if (!display_composes(k->screen)) {
		return kiosk_picture(k, e);
	}
	const struct canvas *canvas = display_canvas(k->screen);
	if (!k->captured.argb) {
		canvas_init(&k->captured, canvas->w, canvas->h);
	}
	display_capture(k->screen, &k->captured);
	k->repaint = true;
	k->next_frame_us = 0;
	bool ok = kiosk_step(k, e);
	display_capture(k->screen, NULL);
	return ok ? &k->captured : NULL;
}

void kiosk_watch_memory(struct kiosk *k)
{
	int64_t now_us = clock_monotonic_us();
	if (!k->memory.folder || now_us < k->memory_us) {
		return;
	}
	k->memory_us = now_us + MEMORY_US;
	int percent = memory_used_percent(&k->memory);
	if (percent < MEMORY_PERCENT) {
		return;
	}
	painter_forget_text(k->painter);
	display_forget(k->screen);
	if (k->map) {
		mapview_shed(k->map);
	}
	(void)malloc_trim(0);
	log_warn("memory is short, caches were given back before=%d%% after=%d%%", percent,
			memory_used_percent(&k->memory));
}
