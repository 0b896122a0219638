/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/window.h"

#include <SDL2/SDL.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

/* The thread and the UI share nothing but kernel objects: the set of what to watch, and two counters. */
struct window {
	pthread_t thread;
	bool started;
	int set;      /* epoll */
	int stop_fd;  /* eventfd: end */
	int again_fd; /* eventfd: what woke us was dealt with, watch again */
	Uint32 event; /* what the thread pushes */
	bool told;    /* an event of the thread waits for an answer */
	struct pollfd fds[WINDOW_FDS_MAX];
	int count;
	bool mouse_down;
};

static void *watch(void *arg)
{
	const struct window *w = arg;
	for (;;) {
		struct pollfd fds[] = { { .fd = w->stop_fd, .events = POLLIN }, { .fd = w->set, .events = POLLIN } };
		(void)poll(fds, 2, -1);
		if (fds[0].revents != 0) {
			return NULL;
		}
		SDL_Event ev = { .type = w->event };
		(void)SDL_PushEvent(&ev);
		struct pollfd wait[] = { { .fd = w->stop_fd, .events = POLLIN },
			{ .fd = w->again_fd, .events = POLLIN } };
		(void)poll(wait, 2, -1);
		eventfd_t value;
		(void)eventfd_read(w->again_fd, &value);
	}
}

struct window *window_create(struct err *e)
{
	struct window *w = mem_zalloc(1, sizeof *w);
	w->set = epoll_create1(EPOLL_CLOEXEC);
	w->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	w->again_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	w->event = SDL_RegisterEvents(1);
	w->started = w->set >= 0 && w->stop_fd >= 0 && w->again_fd >= 0 &&
		     pthread_create(&w->thread, NULL, watch, w) == 0;
	if (!w->started) {
		(void)fail_errno(e, "start the window's thread");
		window_destroy(w);
		return NULL;
	}
	return w;
}

void window_destroy(struct window *w)
{
	if (!w) {
		return;
	}
	if (w->started) {
		(void)eventfd_write(w->stop_fd, 1);
		(void)pthread_join(w->thread, NULL);
	}
	(void)close(w->set);
	(void)close(w->stop_fd);
	(void)close(w->again_fd);
	free(w);
}

static void set_fds(struct window *w, const struct pollfd *fds, int count)
{
	bool same = count == w->count;
	for (int i = 0; same && i < count; i++) {
		same = fds[i].fd == w->fds[i].fd && fds[i].events == w->fds[i].events;
	}
	if (same) {
		return;
	}
	for (int i = 0; i < w->count; i++) { /* a closed one has left by itself */
		(void)epoll_ctl(w->set, EPOLL_CTL_DEL, w->fds[i].fd, NULL);
	}
	w->count = count < WINDOW_FDS_MAX ? count : WINDOW_FDS_MAX;
	memcpy(w->fds, fds, (size_t)w->count * sizeof *fds);
	for (int i = 0; i < w->count; i++) {
		struct epoll_event ev = { .events = fds[i].events == POLLOUT ? EPOLLOUT : EPOLLIN };
		(void)epoll_ctl(w->set, EPOLL_CTL_ADD, fds[i].fd, &ev);
	}
}

static void touch(struct kiosk *k, enum touch_phase phase, int window_x, int window_y)
{
	struct event event = { .type = EVENT_TOUCH, .touch = { .phase = phase } };
	display_from_window(kiosk_display(k), window_x, window_y, &event.touch.x, &event.touch.y);
	kiosk_send(k, event);
}

static void on_button(struct window *w, struct kiosk *k, const SDL_MouseButtonEvent *b)
{
	if (b->button != SDL_BUTTON_LEFT) {
		return;
	}
	w->mouse_down = b->state == SDL_PRESSED;
	touch(k, w->mouse_down ? TOUCH_DOWN : TOUCH_UP, b->x, b->y);
}

static void on_key(struct kiosk *k, SDL_Keycode key)
{
	static const struct {
		SDL_Keycode key;
		enum keypad_key means;
	} keys[] = {
		{ SDLK_UP, KEYPAD_UP },
		{ SDLK_DOWN, KEYPAD_DOWN },
		{ SDLK_LEFT, KEYPAD_LEFT },
		{ SDLK_RIGHT, KEYPAD_RIGHT },
		{ SDLK_RETURN, KEYPAD_ENTER },
		{ SDLK_ESCAPE, KEYPAD_BACK },
		{ SDLK_F1, KEYPAD_HELP },
		{ SDLK_F2, KEYPAD_LOUDER },
	};
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (keys[i].key == key) {
			kiosk_send(k, (struct event){ .type = EVENT_KEYPAD, .keypad = keys[i].means });
		}
	}
}

/* False: the window was closed. */
static bool on_event(struct window *w, struct kiosk *k, const SDL_Event *ev)
{
	switch (ev->type) {
	case SDL_QUIT:
		return false;
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		on_button(w, k, &ev->button);
		break;
	case SDL_MOUSEMOTION:
		if (w->mouse_down) {
			touch(k, TOUCH_MOVE, ev->motion.x, ev->motion.y);
		}
		break;
	case SDL_KEYDOWN:
		on_key(k, ev->key.keysym.sym);
		break;
	case SDL_TEXTINPUT: {
		struct event event = { .type = EVENT_TEXT };
		str_cut(event.text, sizeof event.text, ev->text.text);
		kiosk_send(k, event);
		break;
	}
	case SDL_WINDOWEVENT:
		if (ev->window.event == SDL_WINDOWEVENT_EXPOSED) {
			kiosk_repaint(k);
		}
		break;
	default:
		w->told = w->told || ev->type == w->event;
		break;
	}
	return true;
}

bool window_wait(struct window *w, struct kiosk *k, const struct pollfd *fds, int count, int timeout_ms)
{
	set_fds(w, fds, count);
	if (w->told) {
		w->told = false;
		(void)eventfd_write(w->again_fd, 1);
	}
	SDL_Event ev;
	if (!SDL_WaitEventTimeout(&ev, timeout_ms)) {
		return true;
	}
	bool open = on_event(w, k, &ev);
	while (open && SDL_PollEvent(&ev)) {
		open = on_event(w, k, &ev);
	}
	return open;
}
