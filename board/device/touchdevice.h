/* SPDX-License-Identifier: GPL-3.0-or-later */
/* touchdevice.h - what an input device is, judged by what it says it can do
 *
 * A kiosk opens touchscreens and nothing else: a keyboard, mouse or badge reader
 * that is plugged in must have no effect. The judgement uses the capabilities that
 * the kernel shows in sysfs, so a device is refused before it is opened. Pure, but
 * for touchdevice_read_sysfs(). */
#ifndef DEVICE_TOUCHDEVICE_H
#define DEVICE_TOUCHDEVICE_H

#include <linux/input-event-codes.h>
#include <stdint.h>

#include "base/err.h"

enum touchdevice_kind {
	TOUCHDEVICE_TOUCHSCREEN, /* the only one that is opened */
	TOUCHDEVICE_TOUCHPAD,
	TOUCHDEVICE_TABLET,
	TOUCHDEVICE_MOUSE,
	TOUCHDEVICE_KEYBOARD,
	TOUCHDEVICE_JOYSTICK,
	TOUCHDEVICE_BUTTON, /* power button, lid switch, remote control */
	TOUCHDEVICE_OTHER,
	TOUCHDEVICE_KINDS,
};

enum { TOUCHDEVICE_NAME_BYTES = 128, TOUCHDEVICE_WORD_BITS = 64 };
#define TOUCHDEVICE_WORDS(count) (((count) + TOUCHDEVICE_WORD_BITS - 1) / TOUCHDEVICE_WORD_BITS)

struct touchdevice_axis {
	int32_t min, max, fuzz, flat, resolution; /* resolution: units a millimetre, 0 unknown */
};

/* What EVIOCGNAME, EVIOCGID, EVIOCGPROP, EVIOCGBIT and EVIOCGABS would answer. */
struct touchdevice {
	char name[TOUCHDEVICE_NAME_BYTES];
	uint16_t bus, vendor, product, version;
	uint64_t props[TOUCHDEVICE_WORDS(INPUT_PROP_CNT)];
	uint64_t ev[TOUCHDEVICE_WORDS(EV_CNT)];
	uint64_t key[TOUCHDEVICE_WORDS(KEY_CNT)];
	uint64_t rel[TOUCHDEVICE_WORDS(REL_CNT)];
	uint64_t abs[TOUCHDEVICE_WORDS(ABS_CNT)];
	struct touchdevice_axis axis[ABS_CNT]; /* zero when read from sysfs, which does not show ranges */
};

/* *why (may be NULL) gets the reason as a sentence, static. */
enum touchdevice_kind touchdevice_classify(const struct touchdevice *d, const char **why);
/* "touchscreen", "keyboard"... */
const char *touchdevice_kind_name(enum touchdevice_kind kind);
bool touchdevice_has(const uint64_t *words, unsigned code);
void touchdevice_set(uint64_t *words, unsigned code);
/* `dir` is the input device's folder, such as /sys/class/input/event3/device. */
MUST_USE bool touchdevice_read_sysfs(struct touchdevice *out, const char *dir, struct err *e);
/* Names of the event nodes below `root` ("" for the machine itself), "event0"..., owned by the caller, in no order. */
size_t touchdevice_list(const char *root, char **names, size_t max);

#endif
