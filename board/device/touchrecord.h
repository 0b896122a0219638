/* SPDX-License-Identifier: GPL-3.0-or-later */
/* touchrecord.h - a recorded device and what was done on it
 *
 * The text that evemu-record writes (lines N I P B A E), so that a technician can
 * send us a panel that we do not own. What the kernel calls protocol B (slots and
 * tracking ids, Documentation/input/multi-touch-protocol.rst) becomes contacts, as
 * libinput would do it. Pure; fuzzed. */
#ifndef DEVICE_TOUCHRECORD_H
#define DEVICE_TOUCHRECORD_H

#include "base/err.h"
#include "device/touchdevice.h"
#include "device/touchpoint.h"

struct touchrecord_event {
	int64_t time_us;
	uint16_t type, code;
	int32_t value;
};

struct touchrecord {
	struct touchdevice device;
	struct touchrecord_event *events; /* owned */
	size_t len;
};

/* `name` stands for the file in errors, which give the line. */
MUST_USE bool touchrecord_parse(struct touchrecord *out, const char *name, const char *text, size_t len, struct err *e);
void touchrecord_finish(struct touchrecord *r);

enum { TOUCHRECORD_SLOTS_MAX = 32 };

struct touchrecord_slot {
	bool touching, was_touching;
	bool moved;
	bool replaced; /* a new finger took the slot within one frame: up, then down */
	bool palm;     /* MT_TOOL_PALM: not a finger */
	int32_t x, y;
};

/* Turns evdev events into contacts. A zeroed decoder, with `device` set, is ready. */
struct touchrecord_decoder {
	const struct touchdevice *device; /* lent: ranges of the axes */
	int32_t slot;
	bool dropped; /* SYN_DROPPED: events were lost, wait for the end of the frame and cancel all */
	struct touchrecord_slot slots[TOUCHRECORD_SLOTS_MAX];
};

/* At the end of a frame writes up to 2 * TOUCHRECORD_SLOTS_MAX contacts to `out` and returns how many; else 0. */
size_t touchrecord_decode(struct touchrecord_decoder *d, const struct touchrecord_event *ev,
		struct touchpoint_contact out[2 * TOUCHRECORD_SLOTS_MAX]);

#endif
