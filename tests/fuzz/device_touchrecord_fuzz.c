/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording of a panel: every finger goes down, moves, comes up, in this order, inside the picture. */
#include <assert.h>
#include <stdint.h>

#include "device/touchrecord.h"

enum { WIDTH_PX = 1080, HEIGHT_PX = 1920 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct touchrecord r;
	if (!touchrecord_parse(&r, "fuzz.rec", (const char *)bytes, len, NULL)) {
		return 0;
	}
	struct touchrecord_decoder decoder = { .device = &r.device };
	struct touchpoint_tracker tracker = { .matrix = touchpoint_rotation(90),
		.width_px = WIDTH_PX,
		.height_px = HEIGHT_PX };
	bool down[TOUCHPOINT_FINGERS_MAX] = { false };
	(void)touchdevice_classify(&r.device, NULL);
	for (size_t i = 0; i < r.len; i++) {
		struct touchpoint_contact contacts[2 * TOUCHRECORD_SLOTS_MAX];
		size_t count = touchrecord_decode(&decoder, &r.events[i], contacts);
		assert(count <= 2 * TOUCHRECORD_SLOTS_MAX);
		for (size_t n = 0; n < count; n++) {
			struct touchpoint p;
			if (!touchpoint_feed(&tracker, &contacts[n], &p)) {
				continue;
			}
			assert(p.x_px >= 0 && p.x_px < WIDTH_PX && p.y_px >= 0 && p.y_px < HEIGHT_PX);
			assert(p.id >= 0 && p.id < TOUCHPOINT_FINGERS_MAX);
			assert(down[p.id] == (p.phase != TOUCHPOINT_DOWN));
			down[p.id] = p.phase == TOUCHPOINT_DOWN || p.phase == TOUCHPOINT_MOVE;
		}
	}
	touchrecord_finish(&r);
	return 0;
}
