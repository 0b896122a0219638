/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne.yaml of a card: what is left on it says the same settings, and has nothing more to take. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/config.h"
#include "provision/card.h"
#include "provision/kept.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct kept kept = { .len = 0 };
	struct buf card[2] = { { 0 }, { 0 } };
	struct buf settings[2] = { { 0 }, { 0 } };
	struct buf problems = { 0 };
	struct config c[2];
	if (memchr(bytes, '\0', len)) {
		return 0; /* config_text_decode() has taken it for UTF-16 */
	}
	size_t moved = card_part((const char *)bytes, len, &kept, &card[0], &settings[0], &problems);
	assert(moved <= KEPT_OPTIONS_MAX && kept.len == moved);
	assert(moved > 0 || (card[0].len == len && (len == 0 || memcmp(card[0].bytes, bytes, len) == 0)));
	size_t again = card_part(buf_text(&card[0]), card[0].len, &kept, &card[1], &settings[1], &problems);
	assert(again == 0);
	for (size_t i = 0; moved > 0 && i < 2; i++) {
		(void)config_check_text("borne.yaml", buf_text(&settings[i]), settings[i].len, &c[i], &problems);
	}
	assert(moved == 0 || config_equal(&c[0], &c[1]));
	for (size_t i = 0; i < 2; i++) {
		buf_finish(&card[i]);
		buf_finish(&settings[i]);
	}
	buf_finish(&problems);
	return 0;
}
