/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a phone is given: contacts and lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/say_take.h"
#include "base/mem.h"
#include "base/str.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#include "unit/po_words.h"

static const struct place place = { .name = "Mission locale; Val de Saône, antenne",
	.address = "3 rue de la Gare, bâtiment B",
	.postcode = "01290",
	.commune = "Pont-de-Veyle" };
static const struct take_item item = { .name = "Mission locale; Val de Saône, antenne",
	.phone = "+33 3 85.30 83 51",
	.where = "3 rue de la Gare, bâtiment B, 01290 Pont-de-Veyle",
	.hours = "lundi : 9 h – 12 h, mardi : 14 h – 17 h",
	.text = "",
	.steps = "",
	.geo = "46.26130,4.88370",
	.place = &place };

static void a_contact_keeps_the_signs_of_its_values(void **state)
{
	(void)state;
	struct voice v = voice(FR);
	assert_string_equal(say_take_card(&v, &item, 1000),
			"BEGIN:VCARD\r\nVERSION:3.0\r\n"
			"N:Mission locale\\; Val de Saône\\, antenne;;;;\r\n"
			"FN:Mission locale\\; Val de Saône\\, antenne\r\n"
			"TEL:+33385308351\r\n"
			"ADR:;;3 rue de la Gare\\, bâtiment B;Pont-de-Veyle;;01290;\r\n"
			"URL:geo:46.26130,4.88370\r\n"
			"NOTE:lundi : 9 h – 12 h\\, mardi : 14 h – 17 h\r\n"
			"END:VCARD\r\n");
}

static void what_has_no_room_goes_the_number_last(void **state)
{
	(void)state;
	struct voice v = voice(FR);
	size_t whole = strlen(say_take_card(&v, &item, 1000));
	assert_null(strstr(say_take_card(&v, &item, whole - 1), "NOTE"));
	assert_non_null(strstr(say_take_card(&v, &item, whole - 1), "geo:"));
	for (size_t most = whole; most > 0; most--) {
		const char *card = say_take_card(&v, &item, most);
		assert_true(!card || (strlen(card) <= most && strstr(card, "TEL:") && strstr(card, "END:VCARD\r\n")));
	}
	assert_null(say_take_card(&v, &item, 60));
	struct take_item article = { .name = "Le CEP",
		.phone = "",
		.where = "",
		.hours = "",
		.text = "",
		.steps = "",
		.geo = "" };
	assert_null(say_take_card(&v, &article, 1000)); /* no contact */
}

static void lines_have_links(void **state)
{
	(void)state;
	struct voice v = voice(FR);
	assert_string_equal(say_take_text(&v, &item, 2, false),
			"2. Mission locale; Val de Saône, antenne\ntel:+33385308351\n"
			"3 rue de la Gare, bâtiment B, 01290 Pont-de-Veyle\n"
			"lundi : 9 h – 12 h, mardi : 14 h – 17 h\ngeo:46.26130,4.88370\n");
	assert_string_equal(say_take_text(&v, &item, 0, true),
			"Mission locale; Val de Saône, antenne\ntel:+33385308351\n"
			"3 rue de la Gare, bâtiment B, 01290 Pont-de-Veyle\n");
}

static void positions_have_points_and_signs(void **state)
{
	(void)state;
	struct voice v = voice(FR);
	assert_string_equal(say_take_position(&v, 46.2613, 4.8837), "46.26130,4.88370");
	assert_string_equal(say_take_position(&v, -0.00004, -149.5), "-0.00004,-149.50000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_contact_keeps_the_signs_of_its_values),
		cmocka_unit_test(what_has_no_room_goes_the_number_last),
		cmocka_unit_test(lines_have_links),
		cmocka_unit_test(positions_have_points_and_signs),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
