/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keypad.h - the tactile keypad and the headset of this unit
 *
 * Opened is only what the unit's udev rules marked: a keypad (BORNE_KEYPAD=1, set for the model that was mounted, see
 * board/udev) and the switch of a headset socket (BORNE_HEADSET=1). Of a keypad only the keys of the table in keypad.c
 * mean anything: what else a device that claims to be one may type is dropped here, so that no text ever enters by it.
 * A USB headset is an audio card that comes while the unit runs. UI thread.
 *
 * A poll loop: wait until keypad_fd() is readable, then take keypad_next() until it says no. */
#ifndef DEVICE_KEYPAD_H
#define DEVICE_KEYPAD_H

#include <stdint.h>

#include "base/err.h"

enum keypad_signal {
	KEYPAD_SIGNAL_UP,
	KEYPAD_SIGNAL_DOWN,
	KEYPAD_SIGNAL_LEFT,
	KEYPAD_SIGNAL_RIGHT,
	KEYPAD_SIGNAL_OK,
	KEYPAD_SIGNAL_BACK,
	KEYPAD_SIGNAL_HELP,
	KEYPAD_SIGNAL_LOUDER,
	KEYPAD_SIGNAL_HEADSET_IN,
	KEYPAD_SIGNAL_HEADSET_OUT,
	KEYPAD_SIGNAL_SOUND, /* an audio device came or went: keypad_headset() and what there is may have changed */
};

struct keypad;
/* Owned: keypad_close(). NULL: udev cannot be talked to. Devices that come later are taken up. */
MUST_USE struct keypad *keypad_open(struct err *e);
/* NULL is fine. */
void keypad_close(struct keypad *k);
/* To poll for reading; valid until keypad_close(). */
int keypad_fd(const struct keypad *k);
/* The next signal, never blocking; false when there is none now. */
bool keypad_next(struct keypad *k, enum keypad_signal *out);

/* What an event of the kernel means: pressed keys (not their release; a held arrow repeats), and the switch of a
 * headset socket. False: nothing. `type`, `code`, `value` as in struct input_event. Pure. */
bool keypad_signal_of(uint16_t type, uint16_t code, int32_t value, enum keypad_signal *out);

#endif
