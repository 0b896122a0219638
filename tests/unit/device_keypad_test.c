/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the events of a keypad and of a headset socket mean. */
#include <linux/input.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/str.h"
#include "device/keypad.h"

#include <cmocka.h>

static void keys_mean_what_is_written_on_them(void **state)
{
	(void)state;
	static const struct {
		uint16_t code;
		enum keypad_signal signal;
	} keys[] = { { KEY_UP, KEYPAD_SIGNAL_UP }, { KEY_DOWN, KEYPAD_SIGNAL_DOWN }, { KEY_LEFT, KEYPAD_SIGNAL_LEFT },
		{ KEY_RIGHT, KEYPAD_SIGNAL_RIGHT }, { KEY_ENTER, KEYPAD_SIGNAL_OK }, { KEY_SELECT, KEYPAD_SIGNAL_OK },
		{ KEY_BACK, KEYPAD_SIGNAL_BACK }, { KEY_F1, KEYPAD_SIGNAL_HELP }, { KEY_HELP, KEYPAD_SIGNAL_HELP },
		{ KEY_VOLUMEUP, KEYPAD_SIGNAL_LOUDER } };
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		enum keypad_signal got = KEYPAD_SIGNAL_SOUND;
		assert_true(keypad_signal_of(EV_KEY, keys[i].code, 1, &got));
		assert_int_equal(got, keys[i].signal);
		assert_false(keypad_signal_of(EV_KEY, keys[i].code, 0, &got)); /* let go */
	}
}

static void an_arrow_that_is_held_repeats_and_a_choice_does_not(void **state)
{
	(void)state;
	enum keypad_signal got;
	assert_true(keypad_signal_of(EV_KEY, KEY_DOWN, 2, &got));
	assert_false(keypad_signal_of(EV_KEY, KEY_ENTER, 2, &got));
	assert_false(keypad_signal_of(EV_KEY, KEY_F1, 2, &got));
}

/* A keyboard that claims to be the keypad writes nothing, and ends nothing. */
static void no_other_key_means_anything(void **state)
{
	(void)state;
	enum keypad_signal got;
	static const uint16_t others[] = { KEY_A, KEY_Z, KEY_1, KEY_KP0, KEY_SYSRQ, KEY_POWER, KEY_LEFTCTRL, KEY_DELETE,
		KEY_F4, KEY_SLEEP };
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		assert_false(keypad_signal_of(EV_KEY, others[i], 1, &got));
	}
	assert_false(keypad_signal_of(EV_REL, REL_X, 1, &got));
	assert_false(keypad_signal_of(EV_SW, SW_LID, 1, &got));
}

static void the_socket_says_in_and_out(void **state)
{
	(void)state;
	enum keypad_signal got;
	assert_true(keypad_signal_of(EV_SW, SW_HEADPHONE_INSERT, 1, &got));
	assert_int_equal(got, KEYPAD_SIGNAL_HEADSET_IN);
	assert_true(keypad_signal_of(EV_SW, SW_HEADPHONE_INSERT, 0, &got));
	assert_int_equal(got, KEYPAD_SIGNAL_HEADSET_OUT);
}

static void without_a_keypad_there_is_something_to_wait_on(void **state)
{
	(void)state;
	struct err e = { .message = "" };
	struct keypad *k = keypad_open(&e);
	if (!k) {
		assert_true(e.message[0] != '\0');
		skip();
	}
	enum keypad_signal got;
	assert_true(keypad_fd(k) >= 0);
	struct pollfd wait = { .fd = keypad_fd(k), .events = POLLIN };
	assert_true(poll(&wait, 1, 0) >= 0);
	while (keypad_next(k, &got)) { /* whatever this machine has */
	}
	keypad_close(k);
	keypad_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_mean_what_is_written_on_them),
		cmocka_unit_test(an_arrow_that_is_held_repeats_and_a_choice_does_not),
		cmocka_unit_test(no_other_key_means_anything),
		cmocka_unit_test(the_socket_says_in_and_out),
		cmocka_unit_test(without_a_keypad_there_is_something_to_wait_on),
	};
	return cmocka_run_group_tests_name("device_keypad", tests, NULL, NULL);
}
