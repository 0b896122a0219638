/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Touch without a screen: recorded panels (tests/fixtures/good/touch) go the way that libinput's events go. */
#include <dirent.h>
#include <libevdev/libevdev-uinput.h>
#include <libevdev/libevdev.h>
#include <math.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "device/touch.h"
#include "device/touchdevice.h"
#include "device/touchrecord.h"

#include <cmocka.h>

enum { MAX_POINTS = 64 };
#define GOOD "tests/fixtures/good/touch/"
#define BAD "tests/fixtures/bad/touch/"

static struct touchrecord given(const char *name)
{
	CLEANUP(free_ptr) char *path = mem_printf(GOOD "%s.rec", name);
	struct touchrecord r;
	struct buf text = { 0 };
	struct err e;
	assert_true(fs_read_file(path, 1000000, &text, &e));
	assert_true(touchrecord_parse(&r, path, buf_text(&text), text.len, &e));
	buf_finish(&text);
	return r;
}

static size_t play(const struct touchrecord *r, struct touchpoint_matrix m, int width, int height,
		struct touchpoint points[MAX_POINTS])
{
	struct touchrecord_decoder decoder = { .device = &r->device };
	struct touchpoint_tracker tracker = { .matrix = m, .width_px = width, .height_px = height };
	size_t len = 0;
	for (size_t i = 0; i < r->len; i++) {
		struct touchpoint_contact contacts[2 * TOUCHRECORD_SLOTS_MAX];
		size_t count = touchrecord_decode(&decoder, &r->events[i], contacts);
		for (size_t n = 0; n < count; n++) {
			assert_true(len < MAX_POINTS);
			len += touchpoint_feed(&tracker, &contacts[n], &points[len]);
		}
	}
	return len;
}

struct expected {
	int id;
	enum touchpoint_phase phase;
	int x, y;
};

static void assert_points(const struct touchpoint *points, size_t len, const struct expected *expected, size_t count)
{
	for (size_t i = 0; i < len && i < count; i++) {
		assert_int_equal(points[i].id, expected[i].id);
		assert_int_equal(points[i].phase, expected[i].phase);
		assert_int_equal(points[i].x_px, expected[i].x);
		assert_int_equal(points[i].y_px, expected[i].y);
	}
	assert_int_equal(len, count);
}

static void assert_record(const char *name, int width, int height, const struct expected *expected, size_t count)
{
	struct touchpoint points[MAX_POINTS];
	struct touchrecord r = given(name);
	size_t len = play(&r, touchpoint_identity(), width, height, points);
	assert_points(points, len, expected, count);
	touchrecord_finish(&r);
}

static void a_tap_is_down_and_up_where_the_finger_was(void **state)
{
	(void)state;
	/* 8192 of 0..16383 is the middle; two units further is not another pixel. */
	static const struct expected tap[] = { { 0, TOUCHPOINT_DOWN, 960, 540 }, { 0, TOUCHPOINT_UP, 960, 540 } };
	assert_record("tap", 1920, 1080, tap, ARRAY_LEN(tap));
	struct touchrecord r = given("tap");
	struct touchpoint points[MAX_POINTS];
	(void)play(&r, touchpoint_identity(), 1920, 1080, points);
	assert_int_equal(points[0].time_us, 100000);
	assert_int_equal(points[1].time_us, 116000);
	touchrecord_finish(&r);
}

static void a_drag_ends_on_the_last_pixel(void **state)
{
	(void)state;
	static const struct expected drag[] = { { 0, TOUCHPOINT_DOWN, 0, 1079 }, { 0, TOUCHPOINT_MOVE, 239, 1079 },
		{ 0, TOUCHPOINT_MOVE, 479, 1079 }, { 0, TOUCHPOINT_MOVE, 719, 1079 }, { 0, TOUCHPOINT_MOVE, 959, 1079 },
		{ 0, TOUCHPOINT_MOVE, 1199, 1079 }, { 0, TOUCHPOINT_MOVE, 1439, 1079 },
		{ 0, TOUCHPOINT_MOVE, 1679, 1079 }, { 0, TOUCHPOINT_MOVE, 1919, 1079 },
		{ 0, TOUCHPOINT_UP, 1919, 1079 } };
	assert_record("drag", 1920, 1080, drag, ARRAY_LEN(drag));
}

static void two_fingers_keep_their_numbers(void **state)
{
	(void)state;
	static const struct expected pinch[] = {
		{ 0, TOUCHPOINT_DOWN, 8000, 4800 },
		{ 1, TOUCHPOINT_DOWN, 8400, 4800 },
		{ 0, TOUCHPOINT_MOVE, 6000, 4800 },
		{ 1, TOUCHPOINT_MOVE, 10400, 4800 },
		{ 0, TOUCHPOINT_MOVE, 4000, 4800 },
		{ 1, TOUCHPOINT_MOVE, 12400, 4800 },
		{ 1, TOUCHPOINT_UP, 12400, 4800 },
		{ 0, TOUCHPOINT_UP, 4000, 4800 },
	};
	assert_record("pinch", 16384, 9600, pinch, ARRAY_LEN(pinch));
}

static void a_finger_that_replaces_another_lifts_it_first(void **state)
{
	(void)state;
	static const struct expected swap[] = {
		{ 0, TOUCHPOINT_DOWN, 1000, 1000 },
		{ 0, TOUCHPOINT_UP, 1000, 1000 },
		{ 0, TOUCHPOINT_DOWN, 9000, 9000 },
		{ 0, TOUCHPOINT_UP, 9000, 9000 },
	};
	assert_record("swap", 16384, 9600, swap, ARRAY_LEN(swap));
}

static void a_palm_is_cancelled(void **state)
{
	(void)state;
	static const struct expected palm[] = {
		{ 0, TOUCHPOINT_DOWN, 1000, 1000 },
		{ 0, TOUCHPOINT_CANCEL, 1000, 1000 },
		{ 0, TOUCHPOINT_DOWN, 2000, 2000 },
		{ 0, TOUCHPOINT_UP, 2000, 2000 },
	};
	assert_record("palm", 16384, 9600, palm, ARRAY_LEN(palm));
}

static void lost_events_cancel_the_finger_and_the_next_tap_is_whole(void **state)
{
	(void)state;
	static const struct expected dropped[] = {
		{ 0, TOUCHPOINT_DOWN, 1000, 1000 },
		{ 0, TOUCHPOINT_CANCEL, 1000, 1000 },
		{ 0, TOUCHPOINT_DOWN, 16383, 0 },
		{ 0, TOUCHPOINT_UP, 16383, 0 },
	};
	assert_record("dropped", 16384, 9600, dropped, ARRAY_LEN(dropped));
}

static void a_panel_without_slots_works_as_well(void **state)
{
	(void)state;
	static const struct expected single[] = {
		{ 0, TOUCHPOINT_DOWN, 399, 239 },
		{ 0, TOUCHPOINT_MOVE, 408, 239 },
		{ 0, TOUCHPOINT_UP, 408, 239 },
	};
	assert_record("single", 800, 480, single, ARRAY_LEN(single));
}

static void the_rotation_follows_the_picture(void **state)
{
	(void)state;
	/* Where the corners of the panel (left to right, top to bottom) are in a picture turned clockwise. */
	static const struct {
		long degrees;
		int width, height;
		int corners[4][2];
	} rows[] = {
		{ 0, 1920, 1080, { { 0, 0 }, { 1919, 0 }, { 0, 1079 }, { 1919, 1079 } } },
		{ 90, 1080, 1920, { { 0, 1919 }, { 0, 0 }, { 1079, 1919 }, { 1079, 0 } } },
		{ 180, 1920, 1080, { { 1919, 1079 }, { 0, 1079 }, { 1919, 0 }, { 0, 0 } } },
		{ 270, 1080, 1920, { { 1079, 0 }, { 1079, 1919 }, { 0, 0 }, { 0, 1919 } } },
		{ 45, 1920, 1080, { { 0, 0 }, { 1919, 0 }, { 0, 1079 }, { 1919, 1079 } } },
	};
	const double near_end = 0.99999;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct touchpoint_matrix m = touchpoint_rotation(rows[i].degrees);
		for (int corner = 0; corner < 4; corner++) {
			int x;
			int y;
			touchpoint_place(&m, corner % 2 ? near_end : 0.00001, corner / 2 ? near_end : 0.00001,
					rows[i].width, rows[i].height, &x, &y);
			assert_int_equal(x, rows[i].corners[corner][0]);
			assert_int_equal(y, rows[i].corners[corner][1]);
		}
	}
}

static void matrices_are_applied_in_their_order(void **state)
{
	(void)state;
	/* A shift, then a quarter turn, is not a quarter turn, then the shift. */
	struct touchpoint_matrix shift = { { 1, 0, 0.25, 0, 1, 0 } };
	struct touchpoint_matrix turn = touchpoint_rotation(90);
	struct touchpoint_matrix both = touchpoint_combine(shift, turn);
	struct touchpoint_matrix other = touchpoint_combine(turn, shift);
	int x;
	int y;
	touchpoint_place(&both, 0.25, 0.25, 100, 100, &x, &y); /* shifted to 0.5, 0.25; turned to 0.25, 0.5 */
	assert_int_equal(x, 25);
	assert_int_equal(y, 50);
	touchpoint_place(&other, 0.25, 0.25, 100, 100, &x, &y); /* turned to 0.25, 0.75; shifted to 0.5, 0.75 */
	assert_int_equal(x, 50);
	assert_int_equal(y, 75);
	/* Four quarter turns are none. */
	struct touchpoint_matrix whole =
			touchpoint_combine(touchpoint_combine(turn, turn), touchpoint_combine(turn, turn));
	for (int i = 0; i < TOUCHPOINT_MATRIX_LEN; i++) {
		assert_true(whole.at[i] - touchpoint_identity().at[i] < 1e-12);
		assert_true(touchpoint_identity().at[i] - whole.at[i] < 1e-12);
	}
}

static void positions_stay_inside_the_picture(void **state)
{
	(void)state;
	static const double positions[] = { -1e300, -0.1, 1.0, 1.5, 1e300, NAN };
	struct touchpoint_matrix m = touchpoint_identity();
	for (size_t i = 0; i < ARRAY_LEN(positions); i++) {
		int x;
		int y;
		touchpoint_place(&m, positions[i], positions[i], 800, 480, &x, &y);
		assert_in_range(x, 0, 799);
		assert_in_range(y, 0, 479);
		assert_int_equal(x, positions[i] >= 1 ? 799 : 0);
	}
}

static bool feed(struct touchpoint_tracker *t, int32_t device, int32_t slot, enum touchpoint_phase phase, double u,
		struct touchpoint *out)
{
	struct touchpoint_contact c = { .device = device, .slot = slot, .phase = phase, .u = u, .v = u };
	return touchpoint_feed(t, &c, out);
}

static void nobody_hears_what_no_finger_did(void **state)
{
	(void)state;
	struct touchpoint_tracker t = { .matrix = touchpoint_identity(), .width_px = 100, .height_px = 100 };
	struct touchpoint p;
	assert_false(feed(&t, 0, 3, TOUCHPOINT_MOVE, 0.5, &p));
	assert_false(feed(&t, 0, 3, TOUCHPOINT_UP, 0, &p));
	assert_false(feed(&t, 0, 3, TOUCHPOINT_CANCEL, 0, &p));
	assert_true(feed(&t, 0, 3, TOUCHPOINT_DOWN, 0.5, &p));
	assert_false(feed(&t, 0, 3, TOUCHPOINT_MOVE, 0.501, &p)); /* the same pixel */
	assert_true(feed(&t, 0, 3, TOUCHPOINT_DOWN, 0.7, &p));    /* a lost up */
	assert_int_equal(p.phase, TOUCHPOINT_MOVE);
	assert_int_equal(p.id, 0);
	/* Another device with the same slot is another finger. */
	assert_true(feed(&t, 1, 3, TOUCHPOINT_DOWN, 0.2, &p));
	assert_int_equal(p.id, 1);
	assert_true(feed(&t, 0, 3, TOUCHPOINT_UP, 0, &p));
	assert_int_equal(p.x_px, 70);
	/* Its number is free again. */
	assert_true(feed(&t, 0, 9, TOUCHPOINT_DOWN, 0.2, &p));
	assert_int_equal(p.id, 0);
}

static void the_eleventh_finger_is_ignored(void **state)
{
	(void)state;
	struct touchpoint_tracker t = { .matrix = touchpoint_identity(), .width_px = 100, .height_px = 100 };
	struct touchpoint p;
	for (int i = 0; i < TOUCHPOINT_FINGERS_MAX; i++) {
		assert_true(feed(&t, 0, i, TOUCHPOINT_DOWN, 0.5, &p));
		assert_int_equal(p.id, i);
	}
	assert_false(feed(&t, 0, 10, TOUCHPOINT_DOWN, 0.5, &p));
	assert_false(feed(&t, 0, 10, TOUCHPOINT_MOVE, 0.6, &p));
	assert_false(feed(&t, 0, 10, TOUCHPOINT_UP, 0, &p));
}

static void a_device_that_goes_away_cancels_its_fingers(void **state)
{
	(void)state;
	struct touchpoint_tracker t = { .matrix = touchpoint_identity(), .width_px = 100, .height_px = 100 };
	struct touchpoint p;
	assert_true(feed(&t, 0, 0, TOUCHPOINT_DOWN, 0.1, &p));
	assert_true(feed(&t, 1, 0, TOUCHPOINT_DOWN, 0.2, &p));
	assert_true(feed(&t, 0, 1, TOUCHPOINT_DOWN, 0.3, &p));
	assert_true(touchpoint_cancel(&t, 0, 5, &p));
	assert_int_equal(p.id, 0);
	assert_int_equal(p.phase, TOUCHPOINT_CANCEL);
	assert_int_equal(p.time_us, 5);
	assert_true(touchpoint_cancel(&t, 0, 5, &p));
	assert_int_equal(p.id, 2);
	assert_false(touchpoint_cancel(&t, 0, 5, &p));
	assert_true(feed(&t, 1, 0, TOUCHPOINT_UP, 0, &p));
	assert_int_equal(p.id, 1);
}

static void only_touchscreens_are_wanted(void **state)
{
	(void)state;
	static const struct {
		const char *record;
		enum touchdevice_kind kind;
	} rows[] = {
		{ "tap", TOUCHDEVICE_TOUCHSCREEN },
		{ "palm", TOUCHDEVICE_TOUCHSCREEN },
		{ "single", TOUCHDEVICE_TOUCHSCREEN },
		{ "keyboard", TOUCHDEVICE_KEYBOARD },
		{ "badge", TOUCHDEVICE_KEYBOARD },
		{ "mouse", TOUCHDEVICE_MOUSE },
		{ "touchpad", TOUCHDEVICE_TOUCHPAD },
		{ "tablet", TOUCHDEVICE_TABLET },
		{ "virtual", TOUCHDEVICE_MOUSE },
		{ "gamepad", TOUCHDEVICE_JOYSTICK },
		{ "power", TOUCHDEVICE_BUTTON },
		{ "sensor", TOUCHDEVICE_OTHER },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct touchrecord r = given(rows[i].record);
		const char *why = NULL;
		assert_int_equal(touchdevice_classify(&r.device, &why), rows[i].kind);
		assert_true(strlen(why) > 10);
		assert_true(strlen(touchdevice_kind_name(rows[i].kind)) > 3);
		touchrecord_finish(&r);
	}
}

/* The device as libevdev would hold it, from our reading of the recording. */
static struct libevdev *to_libevdev(const struct touchdevice *d)
{
	struct libevdev *dev = libevdev_new();
	const struct {
		unsigned type, count;
		const uint64_t *bits;
	} types[] = { { EV_KEY, KEY_CNT, d->key }, { EV_REL, REL_CNT, d->rel }, { EV_ABS, ABS_CNT, d->abs } };
	libevdev_set_name(dev, d->name);
	libevdev_set_id_bustype(dev, d->bus);
	libevdev_set_id_vendor(dev, d->vendor);
	libevdev_set_id_product(dev, d->product);
	for (unsigned p = 0; p < INPUT_PROP_CNT; p++) {
		if (touchdevice_has(d->props, p)) {
			assert_int_equal(libevdev_enable_property(dev, p), 0);
		}
	}
	for (size_t t = 0; t < ARRAY_LEN(types); t++) {
		for (unsigned c = 0; c < types[t].count; c++) {
			const struct touchdevice_axis *a = &d->axis[types[t].type == EV_ABS ? c : 0];
			struct input_absinfo info = { .minimum = a->min,
				.maximum = a->max,
				.resolution = a->resolution };
			if (touchdevice_has(types[t].bits, c)) {
				assert_int_equal(libevdev_enable_event_code(dev, types[t].type, c,
								 types[t].type == EV_ABS ? &info : NULL),
						0);
			}
		}
	}
	return dev;
}

static void a_recording_is_read_as_the_kernel_would_tell(void **state)
{
	(void)state;
	struct touchrecord r = given("tap");
	struct libevdev *dev = to_libevdev(&r.device);
	assert_string_equal(libevdev_get_name(dev), "ILITEK ILITEK-TP");
	assert_int_equal(libevdev_get_id_vendor(dev), 0x222a);
	assert_true(libevdev_has_property(dev, INPUT_PROP_DIRECT));
	assert_false(libevdev_has_property(dev, INPUT_PROP_POINTER));
	assert_true(libevdev_has_event_code(dev, EV_KEY, BTN_TOUCH));
	assert_false(libevdev_has_event_code(dev, EV_KEY, BTN_LEFT));
	assert_int_equal(libevdev_get_abs_maximum(dev, ABS_MT_POSITION_X), 16383);
	assert_int_equal(libevdev_get_abs_maximum(dev, ABS_MT_POSITION_Y), 9599);
	assert_int_equal(libevdev_get_abs_resolution(dev, ABS_MT_POSITION_X), 31);
	assert_int_equal(libevdev_get_num_slots(dev), 10);
	libevdev_free(dev);
	touchrecord_finish(&r);
}

static void every_bad_recording_is_refused_with_its_line(void **state)
{
	(void)state;
	DIR *dir = opendir(BAD);
	assert_non_null(dir);
	size_t count = 0;
	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		if (!str_ends(entry->d_name, ".rec")) {
			continue;
		}
		CLEANUP(free_ptr) char *path = mem_printf(BAD "%s", entry->d_name);
		struct touchrecord r;
		struct buf text = { 0 };
		struct err e;
		assert_true(fs_read_file(path, 100000, &text, &e));
		assert_false(touchrecord_parse(&r, path, buf_text(&text), text.len, &e));
		assert_true(str_starts(e.message, path));
		assert_non_null(strstr(e.message, "not a line of an evemu recording"));
		buf_finish(&text);
		count++;
	}
	(void)closedir(dir);
	assert_int_equal(count, 7);
}

/* The kernel's files, as of a real 10-point USB panel. */
static void sysfs_tells_the_same_as_the_recording(void **state)
{
	(void)state;
	struct touchdevice d;
	struct err e;
	assert_true(touchdevice_read_sysfs(&d, "tests/fixtures/good/unit/sys/class/input/event3/device", &e));
	struct touchrecord r = given("tap");
	assert_string_equal(d.name, r.device.name);
	assert_int_equal(d.vendor, r.device.vendor);
	assert_memory_equal(d.props, r.device.props, sizeof d.props);
	assert_memory_equal(d.ev, r.device.ev, sizeof d.ev);
	assert_memory_equal(d.key, r.device.key, sizeof d.key);
	assert_memory_equal(d.abs, r.device.abs, sizeof d.abs);
	assert_int_equal(touchdevice_classify(&d, NULL), TOUCHDEVICE_TOUCHSCREEN);
	touchrecord_finish(&r);
	assert_false(touchdevice_read_sysfs(&d, "/nonexistent", &e));
	assert_int_equal(e.kind, ERR_ABSENT);
}

static bool wait_next(struct touch *t, struct touchpoint *p, int patience_ms)
{
	int64_t end_us = clock_monotonic_us() + (int64_t)patience_ms * 1000;
	while (!touch_next(t, p)) {
		struct pollfd wait = { .fd = touch_fd(t), .events = POLLIN };
		int64_t left_us = end_us - clock_monotonic_us();
		if (left_us <= 0) {
			return false;
		}
		(void)poll(&wait, 1, (int)(left_us / 1000) + 1);
	}
	return true;
}

/* The whole way, kernel and libinput included, where a test may make a device. */
static void libinput_says_what_the_recording_says(void **state)
{
	(void)state;
	if (access("/dev/uinput", W_OK) != 0 || !fs_exists("/run/udev/control")) {
		skip();
	}
	struct touchrecord r = given("pinch");
	struct touchpoint expected[MAX_POINTS];
	struct libevdev *dev = to_libevdev(&r.device);
	struct libevdev_uinput *uinput = NULL;
	if (libevdev_uinput_create_from_device(dev, LIBEVDEV_UINPUT_OPEN_MANAGED, &uinput) != 0) {
		libevdev_free(dev);
		touchrecord_finish(&r);
		skip();
	}
	struct err e;
	struct touchpoint p;
	const struct touch_options options = { .rotate = 90, .width_px = 1080, .height_px = 1920 };
	struct touch *t = touch_open(&options, &e);
	assert_non_null(t);
	(void)wait_next(t, &p, 2000); /* udev needs a moment to know the device */
	assert_true(touch_device_count(t) >= 1);
	size_t count = play(&r, touchpoint_rotation(90), 1080, 1920, expected);
	size_t seen = 0;
	for (size_t i = 0; i < r.len; i++) {
		assert_int_equal(libevdev_uinput_write_event(uinput, r.events[i].type, r.events[i].code,
						 r.events[i].value),
				0);
	}
	while (seen < count && wait_next(t, &p, 1000)) {
		assert_int_equal(p.phase, expected[seen].phase);
		assert_int_equal(p.x_px, expected[seen].x_px);
		assert_int_equal(p.y_px, expected[seen].y_px);
		seen++;
	}
	assert_int_equal(seen, count);
	touch_close(t);
	libevdev_uinput_destroy(uinput);
	libevdev_free(dev);
	touchrecord_finish(&r);
}

/* Even a machine without any input device has a seat to wait on. */
static void a_seat_without_touchscreen_can_be_waited_on(void **state)
{
	(void)state;
	struct err e = { .message = "" };
	struct touchpoint p;
	const struct touch_options options = { .seat = "seat-that-nobody-has", .width_px = 100, .height_px = 100 };
	struct touch *t = touch_open(&options, &e);
	if (!t) {
		/* No netlink here: the refusal must still be a sentence. */
		assert_true(strlen(e.message) > 20);
		skip();
	}
	assert_int_equal(touch_device_count(t), 0);
	assert_true(touch_fd(t) >= 0);
	assert_false(touch_next(t, &p));
	touch_set_picture(t, 180, 50, 50);
	assert_false(touch_next(t, &p));
	touch_close(t);
	touch_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tap_is_down_and_up_where_the_finger_was),
		cmocka_unit_test(a_drag_ends_on_the_last_pixel),
		cmocka_unit_test(two_fingers_keep_their_numbers),
		cmocka_unit_test(a_finger_that_replaces_another_lifts_it_first),
		cmocka_unit_test(a_palm_is_cancelled),
		cmocka_unit_test(lost_events_cancel_the_finger_and_the_next_tap_is_whole),
		cmocka_unit_test(a_panel_without_slots_works_as_well),
		cmocka_unit_test(the_rotation_follows_the_picture),
		cmocka_unit_test(matrices_are_applied_in_their_order),
		cmocka_unit_test(positions_stay_inside_the_picture),
		cmocka_unit_test(nobody_hears_what_no_finger_did),
		cmocka_unit_test(the_eleventh_finger_is_ignored),
		cmocka_unit_test(a_device_that_goes_away_cancels_its_fingers),
		cmocka_unit_test(only_touchscreens_are_wanted),
		cmocka_unit_test(a_recording_is_read_as_the_kernel_would_tell),
		cmocka_unit_test(every_bad_recording_is_refused_with_its_line),
		cmocka_unit_test(sysfs_tells_the_same_as_the_recording),
		cmocka_unit_test(libinput_says_what_the_recording_says),
		cmocka_unit_test(a_seat_without_touchscreen_can_be_waited_on),
	};
	return cmocka_run_group_tests_name("device_touch", tests, NULL, NULL);
}
