/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/touch.h"

#include <errno.h>
#include <fcntl.h>
#include <libinput.h>
#include <libudev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "device/touchdevice.h"

#define LOG_MODULE "touch"
#include "base/log.h"

enum { DEVICES_MAX = 8, NO_DEVICE = -1 };

struct screen {
	struct libinput_device *device; /* referenced; NULL: free */
	struct touchpoint_matrix udev;  /* what the hardware database says about this panel */
	char name[TOUCHDEVICE_NAME_BYTES];
};

struct touch {
	struct udev *udev;
	struct libinput *libinput;
	struct touchpoint_matrix calibration;
	struct touchpoint_matrix rotation;
	struct touchpoint_tracker tracker;
	struct screen screens[DEVICES_MAX];
	bool cancelling[DEVICES_MAX]; /* fingers of that screen are to be given up */
	char refusal[ERR_MESSAGE_BYTES];
};

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* True when the node is a touchscreen. Asked of sysfs: a keyboard is refused without ever being open. */
static bool is_wanted(const char *path, struct touchdevice *d)
{
	struct err e;
	const char *why;
	CLEANUP(free_ptr) char *dir = mem_printf("/sys/class/input/%s/device", last_part(path));
	if (!touchdevice_read_sysfs(d, dir, &e)) {
		log_warn("input device ignored path=%s cause=%s", path, e.message);
		return false;
	}
	enum touchdevice_kind kind = touchdevice_classify(d, &why);
	if (kind != TOUCHDEVICE_TOUCHSCREEN) {
		log_info("input device ignored path=%s name='%s' kind=%s why='%s'", path, d->name,
				touchdevice_kind_name(kind), why);
		return false;
	}
	return true;
}

static void explain_refusal(struct touch *t, const char *path, const char *name, int number)
{
	const char *remedy = number == EACCES || number == EPERM
					     ? "this user may not: it must be in the group input, or the udev rules of "
					       "borne must be installed"
					     : "see the kernel's log";
	(void)snprintf(t->refusal, sizeof t->refusal, "the touchscreen '%s' (%s) could not be opened: %s; %s", name,
			path, strerror(number), remedy);
	log_error("%s", t->refusal);
}

static int open_restricted(const char *path, int flags, void *user_data)
{
	struct touch *t = user_data;
	struct touchdevice d;
	if (!is_wanted(path, &d)) {
		return -ENODEV;
	}
	int fd = open(path, flags | O_CLOEXEC);
	if (fd < 0) {
		int number = errno;
		explain_refusal(t, path, d.name, number);
		return -number;
	}
	return fd;
}

static void close_restricted(int fd, void *user_data)
{
	(void)user_data;
	(void)close(fd);
}

static void pass_log(struct libinput *libinput, enum libinput_log_priority priority, const char *fmt, va_list args)
{
	char text[256];
	(void)libinput;
	(void)vsnprintf(text, sizeof text, fmt, args);
	text[strcspn(text, "\n")] = '\0';
	/* libinput calls every device that open_restricted() refuses an error. */
	log_line(priority == LIBINPUT_LOG_PRIORITY_ERROR ? LOG_LEVEL_INFO : LOG_LEVEL_DEBUG, LOG_MODULE, "libinput: %s",
			text);
}

static const struct libinput_interface restricted_files = { open_restricted, close_restricted };

static int index_of(const struct touch *t, const struct libinput_device *device)
{
	for (int i = 0; i < DEVICES_MAX; i++) {
		if (t->screens[i].device == device) {
			return i;
		}
	}
	return NO_DEVICE;
}

/* Takes the matrix out of libinput's hands, so that one place (touchpoint.c) knows the whole way. */
static struct touchpoint_matrix take_udev_matrix(struct libinput_device *device)
{
	float matrix[TOUCHPOINT_MATRIX_LEN];
	static const float identity[TOUCHPOINT_MATRIX_LEN] = { 1, 0, 0, 0, 1, 0 };
	struct touchpoint_matrix m = touchpoint_identity();
	if (!libinput_device_config_calibration_has_matrix(device) ||
			!libinput_device_config_calibration_get_default_matrix(device, matrix) ||
			libinput_device_config_calibration_set_matrix(device, identity) !=
					LIBINPUT_CONFIG_STATUS_SUCCESS) {
		return m; /* then libinput applies it itself */
	}
	for (int i = 0; i < TOUCHPOINT_MATRIX_LEN; i++) {
		m.at[i] = (double)matrix[i];
	}
	return m;
}

static void on_added(struct touch *t, struct libinput_device *device)
{
	int i = index_of(t, NULL);
	if (i == NO_DEVICE || !libinput_device_has_capability(device, LIBINPUT_DEVICE_CAP_TOUCH)) {
		return;
	}
	struct screen *s = &t->screens[i];
	s->device = libinput_device_ref(device);
	s->udev = take_udev_matrix(device);
	str_cut(s->name, sizeof s->name, libinput_device_get_name(device));
	t->refusal[0] = '\0';
	log_info("touchscreen opened name='%s'", s->name);
}

static void on_removed(struct touch *t, struct libinput_device *device)
{
	int i = index_of(t, device);
	if (i == NO_DEVICE) {
		return;
	}
	log_warn("touchscreen gone name='%s'", t->screens[i].name);
	(void)libinput_device_unref(device);
	t->screens[i] = (struct screen){ 0 };
	t->cancelling[i] = true;
}

/* Fingers that a turn of the picture or a lost device left hanging. */
static bool next_cancel(struct touch *t, struct touchpoint *out)
{
	for (int32_t i = 0; i < DEVICES_MAX; i++) {
		if (t->cancelling[i] && touchpoint_cancel(&t->tracker, i, clock_monotonic_us(), out)) {
			return true;
		}
		t->cancelling[i] = false;
	}
	return false;
}

static bool on_contact(struct touch *t, struct libinput_event *event, enum touchpoint_phase phase,
		struct touchpoint *out)
{
	struct libinput_event_touch *touch = libinput_event_get_touch_event(event);
	int device = index_of(t, libinput_event_get_device(event));
	if (device == NO_DEVICE) {
		return false;
	}
	struct touchpoint_contact c = {
		.device = device,
		.slot = libinput_event_touch_get_seat_slot(touch),
		.phase = phase,
		.time_us = (int64_t)libinput_event_touch_get_time_usec(touch),
	};
	if (phase == TOUCHPOINT_DOWN || phase == TOUCHPOINT_MOVE) {
		/* Asking for a screen one unit wide gives the position from 0 to 1. */
		c.u = libinput_event_touch_get_x_transformed(touch, 1);
		c.v = libinput_event_touch_get_y_transformed(touch, 1);
	}
	struct touchpoint_matrix straight = touchpoint_combine(t->screens[device].udev, t->calibration);
	t->tracker.matrix = touchpoint_combine(straight, t->rotation);
	return touchpoint_feed(&t->tracker, &c, out);
}

/* True when *out is an event to deliver. */
static bool handle(struct touch *t, struct libinput_event *event, struct touchpoint *out)
{
	switch (libinput_event_get_type(event)) {
	case LIBINPUT_EVENT_DEVICE_ADDED:
		on_added(t, libinput_event_get_device(event));
		return false;
	case LIBINPUT_EVENT_DEVICE_REMOVED:
		on_removed(t, libinput_event_get_device(event));
		return next_cancel(t, out);
	case LIBINPUT_EVENT_TOUCH_DOWN:
		return on_contact(t, event, TOUCHPOINT_DOWN, out);
	case LIBINPUT_EVENT_TOUCH_MOTION:
		return on_contact(t, event, TOUCHPOINT_MOVE, out);
	case LIBINPUT_EVENT_TOUCH_UP:
		return on_contact(t, event, TOUCHPOINT_UP, out);
	case LIBINPUT_EVENT_TOUCH_CANCEL:
		return on_contact(t, event, TOUCHPOINT_CANCEL, out);
	default: /* frames, and devices that were never opened */
		return false;
	}
}

bool touch_next(struct touch *t, struct touchpoint *out)
{
	if (next_cancel(t, out)) {
		return true;
	}
	(void)libinput_dispatch(t->libinput); /* a failing device comes back as DEVICE_REMOVED */
	struct libinput_event *event;
	while ((event = libinput_get_event(t->libinput)) != NULL) {
		bool deliver = handle(t, event, out);
		libinput_event_destroy(event);
		if (deliver) {
			return true;
		}
	}
	return false;
}

static bool open_seat(struct touch *t, const char *seat, struct err *e)
{
	t->udev = udev_new();
	if (!t->udev) {
		return fail(e, "cannot talk to udev: is systemd-udevd running?");
	}
	t->libinput = libinput_udev_create_context(&restricted_files, t, t->udev);
	if (!t->libinput) {
		return fail(e, "cannot start libinput");
	}
	libinput_log_set_handler(t->libinput, pass_log);
	libinput_log_set_priority(t->libinput, LIBINPUT_LOG_PRIORITY_INFO);
	if (libinput_udev_assign_seat(t->libinput, seat) != 0) {
		return fail(e, "cannot open the input devices of %s: is systemd-udevd running?", seat);
	}
	struct touchpoint early; /* touches from before the start are dropped */
	while (touch_next(t, &early)) {
	}
	if (touch_device_count(t) == 0 && t->refusal[0]) {
		return fail_kind(e, ERR_DENIED, "%s", t->refusal);
	}
	return true;
}

struct touch *touch_open(const struct touch_options *options, struct err *e)
{
	struct touch *t = mem_zalloc(1, sizeof *t);
	t->calibration = touchpoint_identity();
	if (options->calibration) {
		memcpy(t->calibration.at, options->calibration, sizeof t->calibration.at);
	}
	touch_set_picture(t, options->rotate, options->width_px, options->height_px);
	if (!open_seat(t, options->seat ? options->seat : "seat0", e)) {
		touch_close(t);
		return NULL;
	}
	return t;
}

void touch_close(struct touch *t)
{
	if (!t) {
		return;
	}
	for (int i = 0; i < DEVICES_MAX; i++) {
		if (t->screens[i].device) {
			(void)libinput_device_unref(t->screens[i].device);
		}
	}
	if (t->libinput) {
		(void)libinput_unref(t->libinput);
	}
	if (t->udev) {
		(void)udev_unref(t->udev);
	}
	free(t);
}

int touch_fd(const struct touch *t)
{
	return libinput_get_fd(t->libinput);
}

void touch_set_picture(struct touch *t, long rotate, int width_px, int height_px)
{
	t->rotation = touchpoint_rotation(rotate);
	t->tracker.width_px = width_px;
	t->tracker.height_px = height_px;
	memset(t->cancelling, true, sizeof t->cancelling);
}

size_t touch_device_count(const struct touch *t)
{
	size_t count = 0;
	for (int i = 0; i < DEVICES_MAX; i++) {
		count += t->screens[i].device != NULL;
	}
	return count;
}
