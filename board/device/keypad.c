/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/keypad.h"

#include <errno.h>
#include <fcntl.h>
#include <libudev.h>
#include <linux/input.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "keypad"
#include "base/log.h"

enum { NODES_MAX = 8, PENDING_MAX = 16, EVENTS_AT_ONCE = 16, HELD = 2 };

struct input_node {
	int fd; /* 0: free */
	bool headset;
	char path[64];
};

struct keypad {
	struct udev *udev;
	struct udev_monitor *monitor;
	int epoll_fd;
	struct input_node nodes[NODES_MAX];
	char card[64]; /* sysfs name of the audio card that came while the unit runs; "": none */
	enum keypad_signal pending[PENDING_MAX];
	size_t pending_len;
};

/* ---- what events mean ---- */

static const struct {
	uint16_t code;
	enum keypad_signal signal;
	bool repeats;
} keys[] = {
	{ KEY_UP, KEYPAD_SIGNAL_UP, true },
	{ KEY_DOWN, KEYPAD_SIGNAL_DOWN, true },
	{ KEY_LEFT, KEYPAD_SIGNAL_LEFT, true },
	{ KEY_RIGHT, KEYPAD_SIGNAL_RIGHT, true },
	{ KEY_ENTER, KEYPAD_SIGNAL_OK, false },
	{ KEY_KPENTER, KEYPAD_SIGNAL_OK, false },
	{ KEY_OK, KEYPAD_SIGNAL_OK, false },
	{ KEY_SELECT, KEYPAD_SIGNAL_OK, false },
	{ KEY_BACK, KEYPAD_SIGNAL_BACK, false },
	{ KEY_ESC, KEYPAD_SIGNAL_BACK, false },
	{ KEY_BACKSPACE, KEYPAD_SIGNAL_BACK, false },
	{ KEY_HELP, KEYPAD_SIGNAL_HELP, false },
	{ KEY_F1, KEYPAD_SIGNAL_HELP, false },
	{ KEY_VOLUMEUP, KEYPAD_SIGNAL_LOUDER, false },
};

bool keypad_signal_of(uint16_t type, uint16_t code, int32_t value, enum keypad_signal *out)
{
	if (type == EV_SW && code == SW_HEADPHONE_INSERT) {
		*out = value ? KEYPAD_SIGNAL_HEADSET_IN : KEYPAD_SIGNAL_HEADSET_OUT;
		return true;
	}
	for (size_t i = 0; type == EV_KEY && i < ARRAY_LEN(keys); i++) {
		if (keys[i].code == code) {
			*out = keys[i].signal;
			return value == 1 || (value == HELD && keys[i].repeats);
		}
	}
	return false;
}

static void put(struct keypad *k, enum keypad_signal signal)
{
	if (k->pending_len < PENDING_MAX) { /* a visitor who presses faster is not waited for */
		k->pending[k->pending_len++] = signal;
	}
}

/* ---- input nodes ---- */

static struct input_node *node_of(struct keypad *k, const char *path)
{
	for (size_t i = 0; i < NODES_MAX; i++) {
		if (k->nodes[i].fd > 0 && str_equal(k->nodes[i].path, path)) {
			return &k->nodes[i];
		}
	}
	return NULL;
}

static void drop_node(struct keypad *k, struct input_node *n)
{
	log_warn("%s gone path=%s", n->headset ? "headset socket" : "keypad", n->path);
	if (n->headset) {
		put(k, KEYPAD_SIGNAL_HEADSET_OUT);
	}
	(void)close(n->fd); /* leaves the epoll set with it */
	*n = (struct input_node){ 0 };
}

/* A headset may be plugged in before the unit is switched on: the switch is read once. */
static void read_switch(struct keypad *k, const struct input_node *n)
{
	unsigned char bits[(SW_MAX + 8) / 8] = { 0 };
	if (ioctl(n->fd, EVIOCGSW(sizeof bits), bits) >= 0 &&
			bits[SW_HEADPHONE_INSERT / 8] >> (SW_HEADPHONE_INSERT % 8) & 1) {
		put(k, KEYPAD_SIGNAL_HEADSET_IN);
	}
}

static bool is_marked(struct udev_device *d, const char *property)
{
	const char *value = udev_device_get_property_value(d, property);
	return value && str_equal(value, "1");
}

static void add_node(struct keypad *k, struct udev_device *d)
{
	const char *path = udev_device_get_devnode(d);
	bool headset = is_marked(d, "BORNE_HEADSET");
	if (!path || !(headset || is_marked(d, "BORNE_KEYPAD")) || strlen(path) >= sizeof k->nodes[0].path ||
			node_of(k, path)) {
		return;
	}
	for (size_t i = 0; i < NODES_MAX; i++) {
		struct input_node *n = &k->nodes[i];
		if (n->fd > 0) {
			continue;
		}
		int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0) {
			log_error("cannot open %s: %s; the udev rules of borne must be installed", path,
					strerror(errno));
			return;
		}
		*n = (struct input_node){ .fd = fd, .headset = headset };
		str_cut(n->path, sizeof n->path, path);
		struct epoll_event ev = { .events = EPOLLIN };
		(void)epoll_ctl(k->epoll_fd, EPOLL_CTL_ADD, fd, &ev);
		if (headset) {
			read_switch(k, n);
		} else if (ioctl(fd, EVIOCGRAB, 1) != 0) { /* its keys are not for the console */
			log_warn("keypad shared with the console path=%s", path);
		}
		log_info("%s opened path=%s", headset ? "headset socket" : "keypad", path);
		return;
	}
}

static void read_node(struct keypad *k, struct input_node *n)
{
	struct input_event events[EVENTS_AT_ONCE];
	ssize_t got = read(n->fd, events, sizeof events);
	if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
		return;
	}
	if (got <= 0) {
		drop_node(k, n);
		return;
	}
	for (size_t i = 0; i < (size_t)got / sizeof *events; i++) {
		enum keypad_signal signal;
		if (keypad_signal_of(events[i].type, events[i].code, events[i].value, &signal)) {
			put(k, signal);
		}
	}
}

/* ---- udev ---- */

/* A card that comes by USB while the unit runs is a headset; one that was there when it started is its loudspeaker. */
static void on_sound(struct keypad *k, struct udev_device *d, const char *action)
{
	const char *name = udev_device_get_sysname(d);
	const char *bus = udev_device_get_property_value(d, "ID_BUS");
	if (!name || !str_starts(name, "card")) {
		return;
	}
	put(k, KEYPAD_SIGNAL_SOUND);
	/* "change" says that the whole card is set up. */
	if (str_equal(action, "change") && bus && str_equal(bus, "usb") && k->card[0] == '\0') {
		str_cut(k->card, sizeof k->card, name);
		put(k, KEYPAD_SIGNAL_HEADSET_IN);
	} else if (str_equal(action, "remove") && str_equal(k->card, name)) {
		k->card[0] = '\0';
		put(k, KEYPAD_SIGNAL_HEADSET_OUT);
	}
}

static void on_device(struct keypad *k, struct udev_device *d)
{
	const char *action = udev_device_get_action(d);
	const char *subsystem = udev_device_get_subsystem(d);
	if (!action || !subsystem) {
		return;
	}
	if (str_equal(subsystem, "sound")) {
		on_sound(k, d, action);
		return;
	}
	const char *path = udev_device_get_devnode(d);
	struct input_node *n = path ? node_of(k, path) : NULL;
	if (n && str_equal(action, "remove")) {
		drop_node(k, n);
	} else if (!str_equal(action, "remove")) {
		add_node(k, d);
	}
}

/* What was there before. */
static void look_around(struct keypad *k)
{
	struct udev_enumerate *all = udev_enumerate_new(k->udev);
	if (!all) {
		return;
	}
	(void)udev_enumerate_add_match_subsystem(all, "input");
	(void)udev_enumerate_add_match_property(all, "BORNE_KEYPAD", "1");
	(void)udev_enumerate_add_match_property(all, "BORNE_HEADSET", "1");
	(void)udev_enumerate_scan_devices(all);
	struct udev_list_entry *entry;
	udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(all))
	{
		struct udev_device *d = udev_device_new_from_syspath(k->udev, udev_list_entry_get_name(entry));
		if (d) {
			add_node(k, d);
			(void)udev_device_unref(d);
		}
	}
	(void)udev_enumerate_unref(all);
}

static bool open_all(struct keypad *k, struct err *e)
{
	k->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (k->epoll_fd < 0) {
		return fail_errno(e, "watch the keypad");
	}
	k->udev = udev_new();
	k->monitor = k->udev ? udev_monitor_new_from_netlink(k->udev, "udev") : NULL;
	if (!k->monitor) {
		return fail(e, "cannot talk to udev: is systemd-udevd running?");
	}
	(void)udev_monitor_filter_add_match_subsystem_devtype(k->monitor, "input", NULL);
	(void)udev_monitor_filter_add_match_subsystem_devtype(k->monitor, "sound", NULL);
	struct epoll_event ev = { .events = EPOLLIN };
	if (udev_monitor_enable_receiving(k->monitor) < 0 ||
			epoll_ctl(k->epoll_fd, EPOLL_CTL_ADD, udev_monitor_get_fd(k->monitor), &ev) != 0) {
		return fail(e, "udev does not tell what is plugged in");
	}
	look_around(k);
	return true;
}

struct keypad *keypad_open(struct err *e)
{
	struct keypad *k = mem_zalloc(1, sizeof *k);
	k->epoll_fd = -1;
	if (!open_all(k, e)) {
		keypad_close(k);
		return NULL;
	}
	return k;
}

void keypad_close(struct keypad *k)
{
	if (!k) {
		return;
	}
	for (size_t i = 0; i < NODES_MAX; i++) {
		if (k->nodes[i].fd > 0) {
			(void)close(k->nodes[i].fd);
		}
	}
	if (k->monitor) {
		(void)udev_monitor_unref(k->monitor);
	}
	if (k->udev) {
		(void)udev_unref(k->udev);
	}
	if (k->epoll_fd >= 0) {
		(void)close(k->epoll_fd);
	}
	free(k);
}

int keypad_fd(const struct keypad *k)
{
	return k->epoll_fd;
}

static void read_all(struct keypad *k)
{
	struct udev_device *d;
	while ((d = udev_monitor_receive_device(k->monitor)) != NULL) {
		on_device(k, d);
		(void)udev_device_unref(d);
	}
	for (size_t i = 0; i < NODES_MAX; i++) {
		if (k->nodes[i].fd > 0) {
			read_node(k, &k->nodes[i]);
		}
	}
}

bool keypad_next(struct keypad *k, enum keypad_signal *out)
{
	if (k->pending_len == 0) {
		read_all(k);
	}
	if (k->pending_len == 0) {
		return false;
	}
	*out = k->pending[0];
	k->pending_len--;
	memmove(k->pending, k->pending + 1, k->pending_len * sizeof k->pending[0]);
	return true;
}
